package duplicates

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/data/prospect"
)

const (
	labelWidth = 112
	lineHeight = 28
)

// showCompare is the pair side by side with what can be made of it.
func (p *Page) showCompare() {
	if p.two == nil {
		p.compare.Objects = nil
		p.compare.Refresh()
		return
	}
	w, t := p.words, p.two
	var reasons []string
	for _, r := range t.pair.Reasons {
		reasons = append(reasons, w.T("duplicate."+string(r)))
	}
	strength := widgets.Caution
	if t.pair.Strength() == prospect.Strong {
		strength = widgets.OnTrack
	}
	why := style.RowFill(8, widgets.StateText(strength, w.T("duplicate."+string(t.pair.Strength())), style.Small),
		style.Stretch(widgets.NewCutText(strings.Join(reasons, w.T("prospects.between")), style.Small, palette.Sub, false)),
		style.Text(w.T("duplicates.place", "at", w.Int(p.at+1), "n", w.Int(len(p.shown))), style.Small, palette.Sub, false),
		p.arrow("chevron-left", "duplicates.before", -1), p.arrow("chevron-right", "duplicates.next", +1))
	rows := []fyne.CanvasObject{p.heads()}
	for _, l := range t.lines(w) {
		rows = append(rows, p.lineRow(l))
	}
	body := container.NewVScroll(style.Column(0, rows...))
	merge := widgets.NewButton(w.T("duplicates.merge"), widgets.Primary, p.merge).WithTip(w.T("duplicates.keys"))
	apart := widgets.NewButton(w.T("duplicates.apart"), widgets.Plain, p.keepApart).WithTip(w.T("duplicates.keys"))
	if p.deps.ReadOnly {
		merge.Disable()
		apart.Disable()
	}
	foot := style.Row(8, merge, apart, style.Stretch(widgets.NewCutText(w.T("duplicates.keys"), style.Small, palette.Sub, false)))
	widgets.Rebuild(p.compare, widgets.Card("", "", nil, style.Column(8,
		style.Fixed(0, style.Grow(28), why), style.Hairline(), style.Stretch(body), style.Hairline(), foot)))
}

func (p *Page) arrow(icon, tip string, by int) fyne.CanvasObject {
	b := widgets.NewIconButton(icon, p.words.T(tip), func() { p.turn(p.at + by) })
	if to := p.at + by; to < 0 || to >= len(p.shown) {
		b.Disable()
	}
	return b
}

// heads name the two companies and say which one stays.
func (p *Page) heads() fyne.CanvasObject {
	head := func(side int) fyne.CanvasObject {
		text := p.words.T("duplicates.goes")
		if side == p.two.stays {
			text = p.words.T("duplicates.stays")
		}
		return p.choice(text, side == p.two.stays, true, palette.Card, func() {
			if side != p.two.stays {
				p.swap()
			}
		})
	}
	return p.row(style.Text(p.words.T("duplicates.keep"), style.Small, palette.Sub, false), head(0), head(1))
}

func (p *Page) row(label, a, b fyne.CanvasObject) fyne.CanvasObject {
	return style.Column(0, style.Fixed(0, style.Grow(lineHeight), style.RowFill(8,
		style.Fixed(style.Grow(labelWidth), 0, label), style.Stretch(a), style.Stretch(b))), style.Hairline())
}

// lineRow shows one thing of both: equal ones plainly, different ones marked,
// each to be chosen unless both stay.
func (p *Page) lineRow(l line) fyne.CanvasObject {
	t := p.two
	label := widgets.NewCutText(l.label, style.Small, palette.Sub, false)
	cell := func(side int) fyne.CanvasObject {
		text := l.texts[side]
		if text == "" {
			text = p.words.T("common.none")
		}
		if !l.differ() || l.fields == nil {
			return style.PadSides(0, 4, 0, 28, widgets.NewCutText(text, style.Small, palette.Ink, false))
		}
		tint := palette.Card
		if l.marked() {
			tint = palette.CautionTint
		}
		return p.choice(text, t.chosen(l) == side, l.texts[side] != "", tint, func() {
			t.pick[l.key] = side
			p.showCompare()
			p.list.Focus()
		})
	}
	return p.row(label, cell(0), cell(1))
}

// choice is one of two values with a ring before it.
func (p *Page) choice(text string, on, can bool, tint palette.Token, tapped func()) fyne.CanvasObject {
	ground := canvas.NewRectangle(style.Color(tint))
	ground.CornerRadius = 4
	ring := canvas.NewCircle(style.Color(palette.Card))
	ring.StrokeColor, ring.StrokeWidth = style.Color(palette.Line2), 1
	circle := container.NewStack(ring)
	token := palette.Sub
	if on {
		token, ring.StrokeColor = palette.Ink, style.Color(palette.Accent)
		circle.Add(style.Pad(4, canvas.NewCircle(style.Color(palette.Accent))))
	}
	area := widgets.NewTapArea(tapped)
	if !can {
		area.Disable()
	}
	words := style.PadSides(0, 4, 0, 6, style.Row(8, style.Fixed(14, 14, circle), style.Stretch(widgets.NewCutText(text, style.Small, token, on))))
	return container.NewStack(style.PadSides(2, 0, 2, 0, ground), area, words)
}
