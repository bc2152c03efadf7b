package imports

import (
	"context"
	"slices"

	"shirube/app/dialogs"
	"shirube/app/route"
	"shirube/app/style"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/data/change"
	"shirube/data/intake"
)

// askUndo says what taking an import back would do before it is done: in
// counts, and by name where something was edited since and stays.
func (p *Page) askUndo(i *intake.Import) {
	task.Run(context.Background(), &p.looking, func(ctx context.Context, _ task.Progress) (change.Undone, error) {
		return p.deps.ForeseeUndo(ctx, i.ID)
	}, func(u change.Undone, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		w, r := p.words, i.Result
		sheet := dialogs.Sheet{
			Title: w.T("imports.undo.title"), Act: w.T("imports.undo"), Destructive: true,
			Note: i.File + w.T("prospects.between") + w.T("imports.undo.what", "n", w.Int(u.Reverted), "created", w.Int(r.Created), "updated", w.Int(r.Updated)),
		}
		if len(u.Kept) > 0 {
			sheet.Width = 560
			sheet.Lines = []dialogs.Line{{Label: w.T("imports.undo.kept", "n", w.Int(len(u.Kept))), Entry: style.Fixed(0, style.Grow(200), p.keptList(u.Kept))}}
		}
		dialogs.Form(p.nav.Window(), w, sheet, func() bool {
			p.undo(i)
			return true
		})
	})
}

// keptList names what an undo leaves alone, and why.
func (p *Page) keptList(kept []change.Kept) *widgets.RowList {
	w := p.words
	list := widgets.NewRowList(
		widgets.Column{Title: w.T("field.name"), Width: 200, Stretch: true},
		widgets.Column{Title: w.T("imports.undo.noun"), Width: 88},
		widgets.Column{Title: w.T("imports.rejected.why"), Width: 184})
	list.Inset, list.RowHeight = 0, 28
	list.Row = func(i int) ([]widgets.Cell, bool) {
		k := kept[i]
		name := k.Name
		if name == "" {
			name = w.T("common.none")
		}
		return []widgets.Cell{{Text: name}, {Text: w.T("cli.noun." + k.Noun), Token: palette.Sub}, {Text: w.T("cli.reason." + k.Reason), Token: palette.Sub}}, true
	}
	list.SetLength(len(kept))
	return list
}

func (p *Page) undo(i *intake.Import) {
	w := p.words
	lane := &task.Group{Title: w.T("imports.undo.running")}
	task.Run(context.Background(), lane, func(ctx context.Context, _ task.Progress) (change.Undone, error) {
		return p.deps.Undo(ctx, i.ID)
	}, func(u change.Undone, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		p.nav.Toast(w.T("imports.undone", "n", w.Int(u.Reverted), "kept", w.Int(len(u.Kept))), nil)
		if kept := keptProspects(u); len(kept) > 0 {
			p.nav.Go(route.Prospects{IDs: kept, Title: w.T("imports.undone.kept")})
			return
		}
		p.lookUp(i.ID)
	})
}

// keptProspects are the companies that an undo left alone, or something of theirs.
func keptProspects(u change.Undone) []int64 {
	var ids []int64
	for _, k := range u.Kept {
		if k.Prospect != 0 && !slices.Contains(ids, k.Prospect) {
			ids = append(ids, k.Prospect)
		}
	}
	return ids
}
