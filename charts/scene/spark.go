package scene

import (
	"shirube/assets/palette"
	"shirube/charts"
)

// spark draws a trend in its limits, without an axis.
func (b *board) spark(c *charts.Spark) {
	var s span
	s.take(c.Low, c.High, c.Mean, c.Target)
	for _, pt := range c.Points {
		s.take(pt.Value, pt.From, pt.To)
	}
	if !s.any {
		return
	}
	s.open()
	edge := 4.0
	for _, pt := range c.Points {
		if pt.Flagged {
			edge = 6.5
		}
	}
	p := plot{right: b.W, top: edge, bottom: b.H - edge, n: len(c.Points)}
	p.y = scale{s.low, s.high, p.bottom, p.top}
	low, hasLow := charts.Number(c.Low)
	high, hasHigh := charts.Number(c.High)
	if hasLow && hasHigh {
		b.rect(0, p.y.at(high), b.W, p.y.at(low)-p.y.at(high), 0, palette.Band)
	}
	if v, ok := charts.Number(c.Mean); ok {
		b.level(p, v, palette.AccentMid, 1, 0, 0)
	}
	if v, ok := charts.Number(c.Target); ok {
		b.level(p, v, palette.Caution, 1, 4, 3)
	}
	if c.Since > 0 && c.Since < len(c.Points) {
		b.dashed(b.p[palette.Ink], 1, 2, 2, Point{p.x(c.Since), 0}, Point{p.x(c.Since), b.H})
	}
	b.fans(p, c.Points)
	b.path(c.Points, func(i int, v float64) Point { return Point{p.x(i), p.y.at(v)} }, b.p[palette.Accent], 1.5)
	for i, pt := range c.Points {
		from, to := p.edges(i)
		h := Hit{Box: Box{from, 0, to - from, b.H}, X: p.x(i), Tip: tip(pt, nil), Key: pt.Key}
		if v, ok := pt.Number(); ok {
			h.Y, h.Point = p.y.at(v), true
			switch {
			case pt.Flagged:
				b.ringed(h.X, h.Y, 5.5)
			case pt.Partial:
				b.hollow(h.X, h.Y)
			case i == len(c.Points)-1, alone(c.Points, i):
				b.add(Circle{X: h.X, Y: h.Y, R: 2.5, Fill: b.p[palette.Accent]})
			}
		}
		b.hit(h)
	}
}
