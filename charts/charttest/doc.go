// Package charttest holds one chart of every kind, with the numbers of the
// pictures the window is held against, and one report, also with hostile texts in
// every place. For tests only.
package charttest
