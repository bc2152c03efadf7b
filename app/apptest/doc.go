// Package apptest gives tests a window without a screen: Shirube's theme and
// font, pictures, goldens, taps and keys, and a queue in place of the window's
// goroutine, so that tests of pages run without a race. Imported by tests only.
package apptest
