package scene

import (
	"math"

	"shirube/assets/palette"
	"shirube/charts"
)

const barPitch = 20.0

func (b *board) bars(given *charts.Bars) {
	if len(given.Points) == 0 {
		return
	}
	drawn := *given
	c := &drawn
	c.Target = c.Target.Drawable()
	zero := 0.0
	s := span{}
	s.take(&zero)
	for _, pt := range c.Points {
		s.take(pt.Value, pt.Target)
	}
	s.level(c.Target)
	if c.Lying {
		b.lying(c, s)
		return
	}
	b.standing(c, s)
}

// standing draws upright bars from 0, the running one hatched.
func (b *board) standing(c *charts.Bars, s span) {
	p := b.plotted(&s, len(c.Points), c.Axis, labelRow, levelTexts(c.Target), "")
	slot := (p.right - p.left) / float64(p.n)
	width := math.Max(1, math.Min(40, slot*0.6))
	x := func(i int) float64 { return p.left + (float64(i)+0.5)*slot }
	base := p.y.at(0)
	for i, pt := range c.Points {
		v, ok := pt.Number()
		if ok {
			top := p.y.at(v)
			b.bar(Box{x(i) - width/2, math.Min(top, base), width, math.Abs(base - top)}, pt)
		}
		if t, ok := charts.Number(pt.Target); ok {
			b.dashed(b.p[palette.Caution], 1, 4, 3, Point{x(i) - slot/2, p.y.at(t)}, Point{x(i) + slot/2, p.y.at(t)})
		}
		h := Hit{Box: Box{x(i) - slot/2, 0, slot, b.H - labelRow}, X: x(i), Y: base, Tip: tip(pt, c.Axis), Key: pt.Key}
		if ok {
			h.Y = p.y.at(v)
		}
		b.hit(h)
	}
	b.stroke(b.p[palette.Line2], 1, Point{p.left, base}, Point{p.right, base})
	if c.Target != nil {
		b.level(p, c.Target.Value, palette.Caution, 1, 4, 3)
		b.levelWords(p, []levelWord{{p.y.at(c.Target.Value), c.Target.Text, palette.CautionText}})
	}
	labels := p
	labels.left, labels.right = x(0)-inset, x(p.n-1)+inset
	if p.n == 1 {
		labels.left, labels.right = p.left, p.right
	}
	b.pointLabels(labels, c.Points, 0)
}

// bar fills a bar in the colour of its mark; a running period is hatched.
func (b *board) bar(box Box, pt charts.Point) {
	col := markColour(pt.Mark)
	if !pt.Partial {
		b.rect(box.X, box.Y, box.W, box.H, 3, col)
		return
	}
	if box.W <= 0 || box.H <= 0 {
		return
	}
	b.add(Rect{Box: box, R: math.Min(3, math.Min(box.W, box.H)/2), Fill: faded(b.p[palette.AccentMid], 0.45)})
	b.hatch(box, faded(b.p[col], 0.4), 2, 6)
}

// lying draws a row per bar: name, bar from 0, value.
func (b *board) lying(c *charts.Bars, s span) {
	s.open()
	value := style{small, false, palette.Ink, End}
	name := style{small, false, palette.Sub, Start}
	pitch := math.Min(32, b.H/float64(len(c.Points)))
	names, values := 0.0, 0.0
	for _, pt := range c.Points {
		names = math.Max(names, b.width(pt.Label, name))
		values = math.Max(values, b.width(pt.Said(c.Axis), value))
	}
	names = math.Min(names, b.W*0.4)
	values = math.Min(values, b.W*0.4)
	x := scale{s.low, s.high, names + 16, math.Max(names+17, b.W-values-16)}
	zero, height := x.at(0), math.Min(16, pitch*0.6)
	for i, pt := range c.Points {
		y := (float64(i) + 0.5) * pitch
		b.fit(0, y, pt.Label, names, name)
		if v, ok := pt.Number(); ok {
			from, to := math.Min(zero, x.at(v)), math.Max(zero, x.at(v))
			b.bar(Box{from, y - height/2, to - from, height}, pt)
		}
		st := value
		st.color = textColour(pt.Mark)
		b.fit(b.W, y, pt.Said(c.Axis), values, st)
		b.hit(Hit{Box: Box{0, y - pitch/2, b.W, pitch}, X: zero, Y: y, Tip: tip(pt, c.Axis), Key: pt.Key})
	}
	bottom := pitch * float64(len(c.Points))
	b.stroke(b.p[palette.Ink], 1, Point{zero, 0}, Point{zero, bottom})
	if c.Target != nil {
		at := x.at(c.Target.Value)
		b.dashed(b.p[palette.Caution], 1, 4, 3, Point{at, 0}, Point{at, bottom})
	}
}
