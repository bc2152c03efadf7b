package prospects

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shirube/app/route"
	"shirube/app/style"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/data/prospect"
)

// conditions are the fields one can filter by, with a count per value.
var conditions = []string{"stage", "prefecture", "owner", "tag", "channel", "industry"}

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
	p.clear = widgets.NewLink(w.T("prospects.clear"), p.leaveAll)
	p.chips = widgets.NewFilterBar(p.clear)
	p.bar = p.newBar()
	inset := func(top, bottom float32, o fyne.CanvasObject) fyne.CanvasObject {
		return style.PadSides(top, widgets.PagePadding, bottom, widgets.PagePadding, o)
	}
	p.left = style.Column(0,
		style.Fixed(0, style.Grow(widgets.HeaderHeight), inset(0, 0, p.header())),
		inset(0, 12, style.Row(24, style.Stretch(p.search), p.count,
			widgets.NewLink(w.T("duplicates.title"), func() { p.nav.Go(route.Duplicates{}) }))),
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

func (p *Page) showChips() {
	w := p.words
	var chips []*widgets.Chip
	if p.fixed != nil {
		fixed := widgets.NewChip(p.title, w.Int(len(p.fixed)), widgets.Filter, nil)
		fixed.OnRemoved = func() {
			p.fixed, p.title = nil, ""
			p.find(false)
		}
		chips = append(chips, fixed)
	}
	for i, c := range p.query.Filter {
		chip := widgets.NewChip(p.conditionText(c), "", widgets.Filter, nil)
		chip.OnRemoved = func() { p.filter(slices.Delete(slices.Clone(p.query.Filter), i, i+1)) }
		chips = append(chips, chip)
	}
	p.clear.Hidden = len(chips) == 0
	add := widgets.NewChip(w.T("prospects.condition.add"), "", widgets.Add, nil)
	add.Enable()
	add.OnTapped = func() { p.pickField(add) }
	p.chips.SetChips(append(chips, add)...)
	p.left.Refresh()
}

// filter asks with other conditions.
func (p *Page) filter(f prospect.Filter) {
	p.query.Filter = f
	p.showChips()
	p.find(false)
}

func (p *Page) conditionText(c prospect.Condition) string {
	w, op := p.words, ": "
	if c.Op != prospect.Is {
		op = " " + string(c.Op) + " "
	}
	return w.T("field."+c.Field) + op + p.valueText(c.Field, c.Value)
}

func (p *Page) valueText(field, value string) string {
	switch {
	case value == "":
		return p.words.T("prospects.condition.unknown")
	case field == "stage":
		return p.stageName(value)
	}
	return value
}

// pickField asks for the field of a new condition, then for its value.
func (p *Page) pickField(chip *widgets.Chip) {
	var options []widgets.Option
	for _, f := range conditions {
		options = append(options, widgets.Option{Key: f, Text: p.words.T("field." + f)})
	}
	p.choose(chip, options, 160, func(o widgets.Option) { p.pickValue(chip, o.Key) })
}

func (p *Page) pickValue(chip *widgets.Chip, field string) {
	w := p.words
	task.Run(context.Background(), &p.asking, func(ctx context.Context, _ task.Progress) ([]prospect.Facet, error) {
		return p.deps.Prospects.Facets(ctx, field)
	}, func(facets []prospect.Facet, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		options := make([]widgets.Option, len(facets))
		for i, f := range facets {
			options[i] = widgets.Option{Key: f.Value, Text: p.valueText(field, f.Value), Note: w.Int(f.Count)}
		}
		if len(options) == 0 {
			p.nav.Toast(w.T("prospects.condition.none", "field", w.T("field."+field)), nil)
			return
		}
		p.choose(chip, options, 280, func(o widgets.Option) { p.filter(with(p.query.Filter, field, o.Key)) })
	})
}

// with adds a condition. A field has one value, but a prospect many tags.
func with(f prospect.Filter, field, value string) prospect.Filter {
	c := prospect.Condition{Field: field, Op: prospect.Is, Value: value}
	f = slices.DeleteFunc(slices.Clone(f), func(o prospect.Condition) bool { return o.Field == field && field != "tag" || o == c })
	return append(f, c)
}

func (p *Page) choose(under *widgets.Chip, options []widgets.Option, width float32, picked func(widgets.Option)) {
	var close func()
	picker := widgets.NewPicker(options, "", p.words.T("dialogs.search"), width, func(o widgets.Option) {
		close()
		picked(o)
	})
	close = widgets.ShowUnder(under, picker.Object())
	picker.OnEscape = close
	picker.Focus()
}
