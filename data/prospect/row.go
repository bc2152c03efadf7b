package prospect

import "shirube/data/period"

// Row is one row of an import on its way into the workspace.
type Row struct {
	// Prospect with ID 0 is created; with an ID it is changed; with ID -n it
	// changes the n-th prospect that this import created (1 = the first).
	Prospect Prospect
	Fields   []string              // the field keys that the row sets; others stay as they are
	Stages   map[string]period.Day // stage key → day on which it was reached
}
