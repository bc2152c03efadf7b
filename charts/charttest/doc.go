// Package charttest holds one chart of every kind, with the numbers of the
// pictures the window is held against. For tests only.
package charttest
