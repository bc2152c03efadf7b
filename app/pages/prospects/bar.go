package prospects

import (
	"fyne.io/fyne/v2"

	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
)

// newBar is the row of what can be done to the chosen companies: the acts one
// does daily as buttons, the others in a menu.
func (p *Page) newBar() *fyne.Container {
	w := p.words
	p.chosen = style.Text("", style.Small, palette.Accent, true)
	row := []fyne.CanvasObject{p.chosen, style.Space(0)}
	add := func(key string, writes bool, tapped func(under fyne.CanvasObject, ids []int64)) {
		b := widgets.NewButton(w.T(key), widgets.Plain, nil).Height(28)
		b.OnTapped = func() { tapped(b, p.list.SelectedIDs()) }
		b.OnEscape = p.step
		if writes && p.deps.ReadOnly {
			b.Disable()
		}
		row = append(row, b)
	}
	alone := func(act func([]int64)) func(fyne.CanvasObject, []int64) {
		return func(_ fyne.CanvasObject, ids []int64) { act(ids) }
	}
	add("prospects.bar.stage", true, alone(func(ids []int64) { p.moveForm(ids, "") }))
	add("prospects.bar.owner", true, alone(p.ownerForm))
	add("prospects.bar.tag", true, alone(p.tagForm))
	add("prospects.bar.list", true, alone(p.listForm))
	add("common.export", false, p.exportMenu)
	add("prospects.bar.more", false, p.moreMenu)
	row = append(row, style.Spacer(), widgets.NewIconButton("close", w.T("prospects.bar.clear"), p.list.ClearSelection))
	inner := style.PadSides(6, widgets.PagePadding, 6, widgets.PagePadding, style.Row(8, row...))
	bar := style.Column(0, style.Surface(palette.Line, style.Space(1)), style.Surface(palette.Card, inner))
	bar.Hide()
	return bar
}

func (p *Page) moreMenu(under fyne.CanvasObject, ids []int64) {
	w := p.words
	line := func(key string, writes bool, act func([]int64)) widgets.MenuItem {
		return widgets.MenuItem{Text: w.T(key), Disabled: writes && p.deps.ReadOnly, Tapped: func() { act(ids) }}
	}
	widgets.ShowMenuUnder(under,
		line("prospects.bar.field", true, p.fieldForm),
		line("prospects.bar.untag", true, p.untagForm),
		line("prospects.bar.opt_out", true, p.optOut),
		line("prospects.bar.copy", false, func([]int64) { p.copy() }),
		widgets.MenuItem{},
		line("common.delete", true, p.remove))
}

func (p *Page) showBar() {
	n := p.list.SelectionCount()
	p.chosen.Text = p.words.T("prospects.bar.count", "n", p.words.Int(n))
	p.bar.Hidden = n == 0
	p.left.Refresh()
}
