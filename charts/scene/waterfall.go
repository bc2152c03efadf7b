package scene

import (
	"math"

	"shirube/assets/palette"
	"shirube/charts"
)

// waterfall lies down, so that names fit: start, contributions, end.
func (b *board) waterfall(c *charts.Waterfall) {
	all := c.All()
	last := len(all) - 1
	value := style{small, true, palette.Ink, End}
	bold := style{small, true, palette.Ink, Start}
	names, values := 0.0, 0.0
	from, to := make([]float64, len(all)), make([]float64, len(all))
	sum, zero, s := 0.0, 0.0, span{}
	s.take(&zero)
	for i, pt := range all {
		names = math.Max(names, math.Max(b.width(pt.Label, bold), b.width(pt.Note, second)))
		values = math.Max(values, b.width(pt.Said(nil), value))
		v, _ := pt.Number()
		if i == 0 || i == last {
			sum = 0
		}
		from[i], to[i] = sum, sum+v
		sum = to[i]
		s.take(&from[i], &to[i])
	}
	s.open()
	names, values = math.Min(names, b.W*0.4), math.Min(values, b.W*0.3)
	x := scale{s.low, s.high, names + 28, math.Max(names+29, b.W-values-20)}
	pitch := b.H / float64(len(all))
	height := math.Min(18, pitch*0.55)
	b.stroke(b.p[palette.Line2], 1, Point{x.at(0), 0}, Point{x.at(0), b.H})
	for i, pt := range all {
		top, y := float64(i)*pitch, (float64(i)+0.5)*pitch
		b.hit(Hit{Box: Box{0, top, b.W, pitch}, X: x.at(to[i]), Y: y, Tip: []string{pt.Label, pt.Said(nil), pt.Note}, Key: pt.Key})
		if i > 0 {
			b.stroke(b.p[palette.Line], 1, Point{0, top}, Point{b.W, top})
		}
		name := plain
		name.bold = i == 0 || i == last || pt.Flagged
		if pt.Note != "" && pitch >= 30 {
			b.fit(0, y-9, pt.Label, names, name)
			b.fit(0, y+8, pt.Note, names, second)
		} else {
			b.fit(0, y, pt.Label, names, name)
		}
		mark := pt.Mark
		if v, ok := pt.Number(); ok {
			a, z := x.at(math.Min(from[i], to[i])), x.at(math.Max(from[i], to[i]))
			if mark == charts.Plain && i > 0 && i < last && v != 0 {
				mark = charts.Good
				if v < 0 {
					mark = charts.Bad
				}
			}
			b.rect(a, y-height/2, math.Max(z-a, 1), height, 2, markColour(mark))
		}
		if i < last {
			b.dashed(b.p[palette.Ink], 1, 1.5, 2.5, Point{x.at(to[i]), y + height/2}, Point{x.at(to[i]), y + pitch - height/2})
		}
		value.color = textColour(mark)
		b.fit(b.W, y, pt.Said(nil), values, value)
	}
}
