package shell

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"shirube/app"
	"shirube/app/route"
	"shirube/app/task"
)

// Extension of a workspace file.
const Extension = ".shirube"

// listKinds are the files whose rows can be imported.
var listKinds = []string{".csv", ".tsv", ".txt", ".xlsx"}

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
		case slices.Contains(listKinds, kind):
			s.takeTable(path)
			return
		}
	}
	if len(files) > 0 {
		s.Toast(s.words.T("shell.drop.unknown", "file", filepath.Base(files[0].Path())), nil)
	}
}

// takeTable goes on to import a table: a table of KPIs by month is shown as
// such, any other as rows of a noun. From the wizard it stays there.
func (s *Shell) takeTable(path string) {
	if s.workspace == nil {
		s.importInto(path)
		return
	}
	if here, ok := s.leaving().(route.Import); ok {
		s.Go(route.Import{Noun: here.Noun, File: path})
		return
	}
	task.Run(s.ctx, &s.lanes.drop, func(ctx context.Context, _ task.Progress) (bool, error) {
		return app.HasTable(ctx, path), nil
	}, func(table bool, _ error) {
		if table {
			s.Go(route.Table{File: path})
			return
		}
		s.Go(route.Import{Noun: "prospects", File: path})
	})
}
