package widgets

import (
	"fyne.io/fyne/v2"

	"shirube/app/style"
	"shirube/assets/palette"
)

// KPIFace is what a KPI's card says.
type KPIFace struct {
	Name, Value, Unit, Parts, Target string
	State                            State
	StateWord                        string
	Spark                            fyne.CanvasObject // 12 months; nil leaves its place empty
	Badge                            fyne.CanvasObject // nil: Note is shown instead
	Note, Ratio                      string            // 通常の範囲; ペース比 90%
}

// KPICard is the card of a KPI, 252×136: name and state; value, unit, n/d and
// target; the sparkline's place; badge or words, and the ratio.
type KPICard struct {
	control
	KPIFace
}

// NewKPICard shows a face; tapped opens the KPI.
func NewKPICard(face KPIFace, tapped func()) *KPICard {
	c := &KPICard{KPIFace: face}
	c.OnTapped = tapped
	c.ExtendBaseWidget(c)
	return c
}

// CreateRenderer builds the card.
func (c *KPICard) CreateRenderer() fyne.WidgetRenderer {
	ring, ground := newRing(), style.Box(palette.Card, palette.Line, 8)
	ring.CornerRadius = 11
	name := style.Row(8, style.Stretch(NewCutText(c.Name, style.Small, palette.Ink, true)), StateMark(c.State, c.StateWord))
	value := style.Row(8, style.Baseline(4,
		style.Text(c.Value, style.Title, palette.Ink, true),
		style.Text(c.Unit, style.Small, palette.Sub, false),
		style.Text(c.Parts, style.Small, palette.Sub, false)),
		style.Spacer(), style.Text(c.Target, style.Small, palette.Sub, false))
	spark := c.Spark
	if spark == nil {
		spark = style.Space(1)
	}
	foot := c.Badge
	if foot == nil {
		foot = style.Text(c.Note, style.Small, palette.Sub, false)
	}
	bottom := style.Row(8, foot, style.Spacer(), style.Text(c.Ratio, style.Small, palette.Sub, false))
	content := style.PadSides(10, 16, 4, 16, style.Column(2,
		style.Fixed(0, style.Grow(24), name), style.Fixed(0, style.Grow(34), value),
		style.Stretch(spark), style.Fixed(0, style.Grow(24), bottom)))
	d := &drawing{owner: c, objects: []fyne.CanvasObject{ring, ground, content}}
	d.refresh = func() {
		ground.FillColor = style.Color(palette.Card)
		if c.hovered {
			ground.FillColor = style.Color(palette.Hover)
		}
	}
	d.min = func() fyne.Size { return fyne.NewSize(200, style.Grow(136)) }
	d.layout = func(s fyne.Size) {
		setRing(ring, s, c.ringed)
		ground.Resize(s)
		content.Resize(s)
	}
	return d
}
