package dialogs

import (
	"context"
	"errors"

	"shirube/app/route"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/assets/words"
)

// Export is a list of companies that can be written to a file.
type Export struct {
	Name   string // of the file, without its ending
	Count  int
	Folder Folder
	// Write writes the file in a format (csv, cp932 or xlsx); lost is how many
	// characters the encoding lacks.
	Write func(ctx context.Context, path, format string, progress func(done, total int64)) (lost int, err error)
}

// formats of an export with the ending of their files.
var formats = []struct{ key, ending string }{{"csv", ".csv"}, {"cp932", ".csv"}, {"xlsx", ".xlsx"}}

// ExportItems are the lines of a menu: how many companies, then a line for each
// format, which asks for the file and writes it in the background.
func ExportItems(nav route.Navigator, w *words.Words, e Export) []widgets.MenuItem {
	items := []widgets.MenuItem{{Text: w.T("prospects.export.what", "n", w.Int(e.Count))}}
	for _, f := range formats {
		items = append(items, widgets.MenuItem{Text: w.T("prospects.export." + f.key), Disabled: e.Count == 0, Tapped: func() {
			SaveFile(nav.Window(), w, w.T("prospects.export.title"), e.Name+f.ending, e.Folder, func(path string) { e.write(nav, w, path, f.key) })
		}})
	}
	return items
}

func (e Export) write(nav route.Navigator, w *words.Words, path, format string) {
	lane := &task.Group{Title: w.T("prospects.export.running")}
	task.Run(context.Background(), lane, func(ctx context.Context, progress task.Progress) (int, error) {
		return e.Write(ctx, path, format, progress)
	}, func(lost int, err error) {
		n := w.Int(e.Count)
		switch {
		case errors.Is(err, context.Canceled):
			nav.Toast(w.T("prospects.cancelled"), nil)
		case err != nil:
			nav.Fail(err)
		case lost > 0:
			nav.Toast(w.T("prospects.exported.lost", "n", n, "lost", w.Int(lost)), nil)
		default:
			nav.Toast(w.T("prospects.exported", "n", n), nil)
		}
	})
}
