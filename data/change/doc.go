// Package change carries typed news after a commit and describes the undo
// journal: what the user did, as one action, with the rows before it.
// It holds no trade rule and no SQL.
package change
