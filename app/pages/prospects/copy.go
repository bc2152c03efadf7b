package prospects

import (
	"context"
	"errors"
	"slices"

	"fyne.io/fyne/v2"

	"shirube/app/route"
	"shirube/app/task"
	"shirube/app/widgets"
)

// copy puts the chosen companies (else the one that is current) on the
// clipboard as a spreadsheet takes them: the columns that are chosen, under
// their titles, each value as an export writes it.
func (p *Page) copy() {
	w := p.words
	ids := p.list.SelectedIDs()
	if i := p.list.Current(); len(ids) == 0 && i >= 0 {
		ids = []int64{p.ids[i]}
	}
	if len(ids) == 0 {
		return
	}
	shown := func(key string) bool {
		return slices.ContainsFunc(p.list.Columns, func(c widgets.Column) bool { return c.Key == key })
	}
	stages := map[string]string{}
	for _, s := range p.stages {
		stages[s.Key] = p.stageName(s.Key)
	}
	var keys []string
	var header []any
	for _, c := range p.list.Columns {
		keys, header = append(keys, c.Key), append(header, c.Title)
		if c.Key == "prefecture" && !shown("city") { // the column shows both
			header[len(header)-1] = w.T("field.prefecture")
			keys, header = append(keys, "city"), append(header, w.T("field.city"))
		}
	}
	lane := &task.Group{}
	if len(ids) >= manyRows {
		lane.Title = w.T("prospects.copying")
	}
	task.Run(context.Background(), lane, func(ctx context.Context, progress task.Progress) (string, error) {
		return p.deps.TSV(func(yield func([]any, error) bool) {
			if !yield(header, nil) {
				return
			}
			done := 0
			for chunk := range slices.Chunk(ids, mostRows) {
				rs, err := p.read(ctx, chunk)
				if err != nil {
					yield(nil, err)
					return
				}
				for i := range rs {
					cells := make([]any, len(keys))
					for j, key := range keys {
						cells[j] = rs[i].copied(key, stages)
					}
					if !yield(cells, nil) {
						return
					}
				}
				done += len(chunk)
				progress(int64(done), int64(len(ids)))
			}
		})
	}, func(text string, err error) {
		switch {
		case errors.Is(err, context.Canceled):
			p.nav.Toast(w.T("prospects.cancelled"), nil)
		case err != nil:
			p.nav.Fail(err)
		default:
			fyne.CurrentApp().Clipboard().SetContent(text)
			p.nav.Toast(w.T("prospects.copied.rows", "n", w.Int(len(ids))), nil)
		}
	})
}

// copied is a cell as it is copied; stages gives their names by key.
func (r *row) copied(key string, stages map[string]string) any {
	switch {
	case key == "stage":
		return stages[r.Stage]
	case key == "last_contact" && r.Last != nil:
		return r.Last.Day
	case key == "next_contact" && r.Next != nil:
		return r.Next.Day
	case key == "last_contact" || key == "next_contact":
		return nil
	}
	return r.Value(key)
}

// paste opens the import of rows from a spreadsheet.
func (p *Page) paste(text string) {
	if text == "" || p.deps.ReadOnly {
		return
	}
	task.Run(context.Background(), &p.asking, func(context.Context, task.Progress) (string, error) {
		return p.deps.Pasted(text)
	}, func(path string, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		p.nav.Go(route.Import{Noun: "prospects", File: path})
	})
}
