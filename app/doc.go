// Package app opens a workspace and hands out what works on it: the services
// of every noun, imports, reports, backups, undo. It alone wires the store to
// the trade, closes in order, and makes the sample workspace. It knows no
// window and no command line, and holds no rule of the trade.
package app
