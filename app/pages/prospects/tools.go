package prospects

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shirube/app/route"
	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/data/prospect"
)

const sideWidth = 320

// build makes the page's parts once; results change what they show.
func (p *Page) build() {
	w := p.words
	p.list = p.newList()
	p.search = widgets.NewSearchField(w.T("prospects.search"))
	p.search.SetText(p.query.Text)
	p.search.OnChanged = func(s string) {
		p.query.Text = s
		if !p.still {
			p.find(false)
		}
	}
	p.search.OnEscape = func() {
		if p.search.Text() == "" {
			p.list.Focus()
			return
		}
		p.search.SetText("")
	}
	p.search.OnArrow = func(key fyne.KeyName) bool {
		if key == fyne.KeyDown {
			p.list.Focus()
		}
		return key == fyne.KeyDown
	}
	p.count, p.nothing, p.side = container.NewStack(style.Space(1)), container.NewStack(), container.NewStack()
	p.side.Hide()
	p.segmentLine = p.newSegments()
	choose := widgets.NewIconButton("table", w.T("prospects.columns.title"), p.chooseColumns)
	p.clear = widgets.NewLink(w.T("prospects.clear"), p.leaveAll)
	p.chips = widgets.NewFilterBar(p.clear)
	p.bar = p.newBar()
	inset := func(top, bottom float32, o fyne.CanvasObject) fyne.CanvasObject {
		return style.PadSides(top, widgets.PagePadding, bottom, widgets.PagePadding, o)
	}
	p.left = style.Column(0,
		style.Fixed(0, style.Grow(widgets.HeaderHeight), inset(0, 0, p.header())),
		inset(0, 12, style.Row(24, style.Stretch(p.search), p.count, style.Column(0,
			widgets.NewLink(w.T("duplicates.title"), func() { p.nav.Go(route.Duplicates{}) }),
			widgets.NewLink(w.T("lists.title"), func() { p.nav.Go(route.Lists{}) })))),
		inset(0, 8, style.Fixed(0, style.Grow(24), style.Row(8, style.Stretch(p.segmentLine), choose))),
		inset(0, 8, p.chips),
		style.Hairline(),
		style.Stretch(container.NewStack(p.list, p.nothing)),
		p.bar)
	p.content = frame(p.left, p.side)
	p.showChips()
}

// header is that of other pages without the search over everything: the page
// has its own, and the company at the side takes its room.
func (p *Page) header() fyne.CanvasObject {
	w := p.words
	arrow := func(icon, tip string, can bool, move func()) fyne.CanvasObject {
		b := widgets.NewIconButton(icon, tip, move)
		if !can {
			b.Disable()
		}
		return b
	}
	export := widgets.NewButton(w.T("common.export"), widgets.Plain, nil)
	export.OnTapped = func() { p.exportMenu(export, slices.Clone(p.ids)) }
	fill := widgets.NewButton(w.T("common.import"), widgets.Plain, p.importFile)
	add := widgets.NewButton(w.T("prospects.add"), widgets.Plain, func() { p.edit(prospect.Prospect{}, nil) }).WithIcon("plus")
	if p.deps.ReadOnly {
		fill.Disable()
		add.Disable()
	}
	return style.Row(8, style.Text(w.T("prospects.title"), style.Title, palette.Ink, true), style.Spacer(),
		arrow("chevron-left", w.T("shell.command.back"), p.nav.CanBack(), p.nav.Back),
		arrow("chevron-right", w.T("shell.command.forward"), p.nav.CanForward(), p.nav.Forward),
		style.Fixed(max(96, export.MinSize().Width), 0, export), style.Fixed(max(96, fill.MinSize().Width), 0, fill), add)
}
