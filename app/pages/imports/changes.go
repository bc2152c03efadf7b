package imports

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shirube/app/route"
	"shirube/app/style"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/data/intake"
	"shirube/data/prospect"
)

// changes are what a newer register said, each count with its list behind it.
func (p *Page) changes(i *intake.Import) fyne.CanvasObject {
	w, c := p.words, i.Result.Changes
	if c == nil || c.Known == 0 {
		return container.NewStack()
	}
	rows := []fyne.CanvasObject{style.Hairline(), style.Text(w.T("imports.register"), style.Small, palette.Ink, true)}
	for _, kind := range intake.ChangeKinds {
		n := c.Of(kind)
		var count fyne.CanvasObject = style.Text(w.Int(n), style.Small, palette.Sub, false)
		if n > 0 && i.ID != 0 && !i.Undone {
			count = widgets.NewLink(w.Int(n), func() { p.openChanged(i.ID, kind) })
		}
		rows = append(rows, style.Fixed(0, style.Grow(24), style.Row(8, style.Text(w.T("imports.register."+kind), style.Small, palette.Sub, false), style.Spacer(), count)))
	}
	return style.Column(2, rows...)
}

func (p *Page) openChanged(number int64, kind string) {
	task.Run(context.Background(), &p.looking, func(ctx context.Context, _ task.Progress) ([]int64, error) {
		return p.deps.Changed(ctx, number, kind)
	}, func(ids []int64, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		p.nav.Go(route.Prospects{IDs: ids, Title: p.words.T("imports.register." + kind)})
	})
}

// doubles leads to the pairs that may be one company, once they are counted.
func (p *Page) doubles(i *intake.Import) fyne.CanvasObject {
	box := container.NewStack()
	if i.Noun != intake.Prospects || i.ID == 0 || i.Undone {
		return box
	}
	task.Run(context.Background(), &p.doubling, func(ctx context.Context, _ task.Progress) ([]prospect.Pair, error) {
		return p.deps.Duplicates(ctx, nil)
	}, func(pairs []prospect.Pair, err error) {
		if err != nil || len(pairs) == 0 {
			return
		}
		box.Objects = []fyne.CanvasObject{style.Row(0, widgets.NewLink(p.words.T("imports.duplicates", "n", p.words.Int(len(pairs))), func() { p.nav.Go(route.Duplicates{}) }), style.Spacer())}
		p.content.Refresh()
	})
	return box
}
