// Package cli is the command line: the services of a workspace without a
// window, for scripts, schedulers and tests. One file per command. It parses
// flags, calls a service and prints what came back, as a table or as one JSON
// object; it holds no rule of the trade and never imports Fyne.
package cli
