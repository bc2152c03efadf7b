package shell

import (
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"shirube/app/route"
)

// Extension of a workspace file.
const Extension = ".shirube"

// tables are the files whose rows can be imported.
var tables = []string{".csv", ".tsv", ".txt", ".xlsx"}

// dropped opens what was let fall on the window: a workspace, or else the first
// table to import. On the start page a table waits for its workspace.
func (s *Shell) dropped(_ fyne.Position, files []fyne.URI) {
	for _, f := range files {
		path := f.Path()
		kind := strings.ToLower(filepath.Ext(path))
		switch {
		case kind == Extension:
			s.openWorkspace(path)
			return
		case slices.Contains(tables, kind):
			s.takeTable(path)
			return
		}
	}
	if len(files) > 0 {
		s.Toast(s.words.T("shell.drop.unknown", "file", filepath.Base(files[0].Path())), nil)
	}
}

func (s *Shell) takeTable(path string) {
	if s.workspace == nil {
		s.importInto(path)
		return
	}
	noun := "prospects"
	if here, ok := s.leaving().(route.Import); ok {
		noun = here.Noun
	}
	s.Go(route.Import{Noun: noun, File: path})
}
