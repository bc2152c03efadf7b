package prospect

import "shirube/data/period"

// Row is one row of an import on its way into the workspace.
type Row struct {
	Prospect Prospect              // ID 0 = create
	Fields   []string              // the field keys that the row sets; others stay as they are
	Stages   map[string]period.Day // stage key → day on which it was reached
}
