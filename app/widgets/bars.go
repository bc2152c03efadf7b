package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"shirube/app/style"
	"shirube/assets/palette"
)

// PeriodPicker shows a period between two arrows; the period itself opens a
// list. It knows nothing of calendars: whoever uses it says what comes before
// and after.
type PeriodPicker struct {
	widget.BaseWidget
	choice         *Select
	earlier, later *IconButton
}

// PeriodWords are the tips of the two arrows.
type PeriodWords struct{ Earlier, Later string }

// NewPeriodPicker offers periods, newest first, with the one of key shown.
func NewPeriodPicker(periods []Option, key string, w PeriodWords, changed func(key string)) *PeriodPicker {
	p := &PeriodPicker{}
	p.choice = NewSelect(periods, key, func(o Option) { p.settle(); changed(o.Key) })
	step := func(by int) func() {
		return func() {
			if i := p.index() + by; i >= 0 && i < len(p.choice.Options) {
				p.choice.SetKey(p.choice.Options[i].Key)
				p.settle()
				changed(p.choice.Key())
			}
		}
	}
	p.earlier, p.later = NewIconButton("chevron-left", w.Earlier, step(1)), NewIconButton("chevron-right", w.Later, step(-1))
	p.ExtendBaseWidget(p)
	p.settle()
	return p
}

// SetKey shows another period without telling.
func (p *PeriodPicker) SetKey(key string) { p.choice.SetKey(key); p.settle() }

func (p *PeriodPicker) index() int {
	for i, o := range p.choice.Options {
		if o.Key == p.choice.key {
			return i
		}
	}
	return -1
}

func (p *PeriodPicker) settle() {
	i := p.index()
	p.later.disabled, p.earlier.disabled = i <= 0, i < 0 || i >= len(p.choice.Options)-1
	p.later.Refresh()
	p.earlier.Refresh()
}

// CreateRenderer sets the three side by side.
func (p *PeriodPicker) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(style.Row(4, p.earlier, style.Fixed(160, 0, p.choice), p.later))
}

// FilterBar is a line of chips that begins a new line where it is full, with a
// link at its right edge (すべて外す); link may be nil. SetChips shows others.
type FilterBar struct {
	widget.BaseWidget
	chips *fyne.Container
	link  *Button
}

// NewFilterBar shows chips.
func NewFilterBar(link *Button, chips ...*Chip) *FilterBar {
	b := &FilterBar{chips: style.Flow(8), link: link}
	b.ExtendBaseWidget(b)
	b.SetChips(chips...)
	return b
}

// SetChips shows these chips.
func (b *FilterBar) SetChips(chips ...*Chip) {
	b.chips.Objects = b.chips.Objects[:0]
	for _, c := range chips {
		b.chips.Objects = append(b.chips.Objects, c)
	}
	b.chips.Refresh()
	b.Refresh()
}

// CreateRenderer sets the link beside the chips.
func (b *FilterBar) CreateRenderer() fyne.WidgetRenderer {
	row := style.Row(16, style.Stretch(b.chips))
	if b.link != nil {
		row.Add(b.link)
	}
	return widget.NewSimpleRenderer(row)
}

// TimelineRow is one thing that happened: its icon in a ring on a line, day and
// kind, then what. planned rows are in accent; last ends the line.
func TimelineRow(icon, day, kind, what string, planned, last bool) fyne.CanvasObject {
	border, ink, dayToken := palette.Line2, palette.Sub, palette.Sub
	if planned {
		border, ink, dayToken = palette.Accent, palette.Accent, palette.Accent
	}
	ring := style.Box(palette.Card, border, 12)
	mark := style.Fixed(24, 24, stack(ring, style.Pad(5, style.Image(icon, ink, 14))))
	line := style.Surface(palette.Line, style.Space(1))
	if last {
		line.Hide()
	}
	rail := style.Column(0, mark, style.Stretch(style.PadSides(0, 11.5, 0, 11.5, line)))
	head := style.Row(8, style.Text(day, style.Small, dayToken, planned), style.Spacer(), style.Text(kind, style.Small, dayToken, false))
	words := style.Column(0, style.Fixed(0, style.Grow(20), head), style.Fixed(0, style.Grow(20), NewCutText(what, style.Small, palette.Ink, false)), style.Fixed(0, 8, style.Space(1)))
	return style.RowFill(8, rail, style.Stretch(words))
}
