package scene

import (
	"image/color"
	"math"
	"sort"

	"shirube/assets/palette"
	"shirube/charts"
)

// line draws a trend, or with limits a process behaviour chart (XmR).
func (b *board) line(given *charts.Line) {
	drawn := *given
	c := &drawn
	for _, l := range []**charts.Level{&c.Mean, &c.Low, &c.High, &c.Target, &c.RangeHigh} {
		*l = (*l).Drawable()
	}
	var s span
	limited := c.High != nil || c.Low != nil || c.Ranges != nil
	for _, pt := range c.Points {
		s.take(pt.Value, pt.Target, pt.Low, pt.High, pt.Mean, pt.From, pt.To)
		limited = limited || pt.Low != nil || pt.High != nil || pt.Mean != nil
	}
	s.level(c.Mean, c.Low, c.High, c.Target)
	zero := 0.0
	if c.FromZero {
		s.take(&zero)
	}
	below := labelRow
	if c.Ranges != nil {
		below += rangeHeight + rangeGap
	}
	p := b.plotted(&s, len(c.Points), c.Axis, below, levelTexts(c.High, c.Mean, c.Target, c.Low, c.RangeHigh), c.RangeName)
	b.limits(p, c)
	if c.Mean != nil {
		b.level(p, c.Mean.Value, palette.Accent, 1, 0, 0)
	}
	b.phases(p, c.Points)
	b.targets(p, c.Points, c.Target, limited)
	b.levelWords(p, lineWords(p, c))
	if c.Ranges != nil {
		b.ranges(p, c)
	}
	b.pointLabels(p, c.Points, p.left)
	b.trend(p, c.Points, limited)
	for i, pt := range c.Points {
		from, to := p.edges(i)
		h := Hit{Box: Box{from, 0, to - from, b.H - labelRow}, X: p.x(i), Tip: tip(pt, c.Axis), Key: pt.Key}
		if v, ok := pt.Number(); ok {
			h.Y, h.Point = p.y.at(v), true
		}
		b.hit(h)
	}
}

func levelTexts(levels ...*charts.Level) []string {
	var out []string
	for _, l := range levels {
		if l != nil {
			out = append(out, l.Text)
		}
	}
	return out
}

// level draws a horizontal line across the plot; on = 0 is solid.
func (b *board) level(p plot, v float64, col palette.Token, width, on, off float64) {
	y := p.y.at(v)
	if on == 0 {
		b.stroke(b.p[col], width, Point{p.left, y}, Point{p.right, y})
		return
	}
	b.dashed(b.p[col], width, on, off, Point{p.left, y}, Point{p.right, y})
}

// targets draws the target: one for all points, or its own per point.
func (b *board) targets(p plot, points []charts.Point, all *charts.Level, limited bool) {
	on := 4.0
	if limited {
		on = 3
	}
	if all != nil {
		b.level(p, all.Value, palette.Caution, 1, on, 3)
	}
	for _, line := range steps(p, points, func(pt charts.Point) *float64 { return pt.Target }) {
		b.dashed(b.p[palette.Caution], 1, on, 3, line...)
	}
}

// phases draws the means of phases, and a thin upright where one begins.
func (b *board) phases(p plot, points []charts.Point) {
	for _, line := range steps(p, points, func(pt charts.Point) *float64 { return pt.Mean }) {
		b.stroke(b.p[palette.Accent], 1, line...)
	}
	for i, pt := range points {
		if pt.Begins {
			x, _ := p.edges(i)
			b.dashed(b.p[palette.Ink], 1, 1.5, 2.5, Point{x, p.top}, Point{x, p.bottom})
		}
	}
}

// steps gives stairs through a value that points have of their own, broken
// where a phase begins.
func steps(p plot, points []charts.Point, of func(charts.Point) *float64) [][]Point {
	var lines [][]Point
	var open []Point
	for i, pt := range points {
		v, ok := charts.Number(of(pt))
		if (!ok || pt.Begins) && open != nil {
			lines, open = append(lines, open), nil
		}
		if !ok {
			continue
		}
		from, to := p.edges(i)
		open = append(open, Point{from, p.y.at(v)}, Point{to, p.y.at(v)})
	}
	if open != nil {
		lines = append(lines, open)
	}
	return lines
}

// limits draws the natural limits and the band between them.
func (b *board) limits(p plot, c *charts.Line) {
	band := faded(b.p[palette.Band], 0.6)
	edge := faded(b.p[palette.Accent], 0.5)
	if c.Low != nil && c.High != nil {
		top := p.y.at(c.High.Value)
		b.add(Rect{Box: Box{p.left, top, p.right - p.left, p.y.at(c.Low.Value) - top}, Fill: band})
	}
	for _, l := range []*charts.Level{c.Low, c.High} {
		if l != nil {
			y := p.y.at(l.Value)
			b.dashed(edge, 1.5, 6, 4, Point{p.left, y}, Point{p.right, y})
		}
	}
	both := func(pt charts.Point, v *float64) *float64 {
		if pt.Low == nil || pt.High == nil {
			return nil
		}
		return v
	}
	lows := steps(p, c.Points, func(pt charts.Point) *float64 { return both(pt, pt.Low) })
	highs := steps(p, c.Points, func(pt charts.Point) *float64 { return both(pt, pt.High) })
	for i := range lows {
		if i >= len(highs) {
			break
		}
		outline := append([]Point(nil), highs[i]...)
		for j := len(lows[i]) - 1; j >= 0; j-- {
			outline = append(outline, lows[i][j])
		}
		b.fill(band, outline...)
		b.dashed(edge, 1.5, 6, 4, lows[i]...)
		b.dashed(edge, 1.5, 6, 4, highs[i]...)
	}
}

func lineWords(p plot, c *charts.Line) []levelWord {
	var words []levelWord
	add := func(l *charts.Level, col palette.Token) {
		if l != nil {
			words = append(words, levelWord{p.y.at(l.Value), l.Text, col})
		}
	}
	add(c.High, palette.Accent)
	add(c.Mean, palette.Accent)
	add(c.Target, palette.CautionText)
	add(c.Low, palette.Accent)
	sort.SliceStable(words, func(i, j int) bool { return words[i].y < words[j].y })
	return words
}

// trend draws the line itself, broken where nothing was measured.
func (b *board) trend(p plot, points []charts.Point, limited bool) {
	col, width := palette.Accent, 2.0
	if limited {
		col, width = palette.Ink, 1.5
	}
	b.fans(p, points)
	b.path(points, func(i int, v float64) Point { return Point{p.x(i), p.y.at(v)} }, b.p[col], width)
	said := false
	for i := len(points) - 1; i >= 0; i-- {
		pt := points[i]
		v, ok := pt.Number()
		if !ok {
			continue
		}
		x, y := p.x(i), p.y.at(v)
		switch {
		case pt.Flagged:
			b.ringed(x, y, 7)
			word := style{small, true, palette.BadText, End}
			if room := x - 14 - p.left; !said && b.width(pt.Text, word) <= room {
				b.text(x-14, math.Min(y+clear(p, points, i), p.bottom-small*0.75), pt.Text, word)
				said = true
			}
		case pt.Partial:
			b.hollow(x, y)
		case limited && p.step() >= 6, p.step() >= 16, alone(points, i):
			b.add(Circle{X: x, Y: y, R: 2.8, Fill: b.p[col]})
		}
	}
}

// fans opens the way to a running period into the band of its forecast.
func (b *board) fans(p plot, points []charts.Point) {
	for i, pt := range points {
		from, hasFrom := charts.Number(pt.From)
		to, hasTo := charts.Number(pt.To)
		if !hasFrom || !hasTo || from > to {
			continue
		}
		x, low, high := p.x(i), p.y.at(from), p.y.at(to)
		if i > 0 {
			if v, ok := points[i-1].Number(); ok {
				b.fill(faded(b.p[palette.AccentMid], 0.3), Point{p.x(i - 1), p.y.at(v)}, Point{x, high}, Point{x, low})
			}
		}
		b.stroke(b.p[palette.AccentMid], 3, Point{x, high}, Point{x, low})
	}
}

// clear is how far the words at the left of point i are moved off its height,
// so that a line that comes in about level doesn't run through them.
func clear(p plot, points []charts.Point, i int) float64 {
	if i == 0 {
		return 0
	}
	v, _ := points[i].Number()
	before, ok := points[i-1].Number()
	rise := p.y.at(v) - p.y.at(before) // downwards
	switch {
	case !ok || math.Abs(rise) > p.step():
		return 0
	case rise > 0:
		return small + 3
	}
	return -small - 3
}

// alone tells whether point i has no neighbour to draw a line to.
func alone(points []charts.Point, i int) bool {
	for _, j := range []int{i - 1, i + 1} {
		if j >= 0 && j < len(points) {
			if _, ok := points[j].Number(); ok {
				return false
			}
		}
	}
	return true
}

// path joins neighbouring measured points; the way to a running one is dotted.
func (b *board) path(points []charts.Point, place func(int, float64) Point, c color.NRGBA, width float64) {
	var open []Point
	flush := func() {
		b.stroke(c, width, open...)
		open = nil
	}
	for i, pt := range points {
		v, ok := pt.Number()
		if !ok {
			flush()
			continue
		}
		at := place(i, v)
		if pt.Partial && len(open) > 0 {
			last := open[len(open)-1]
			flush()
			b.dashed(c, width, 2, 3, last, at)
		}
		open = append(open, at)
	}
	flush()
}

// ranges draws the moving ranges under the chart.
func (b *board) ranges(p plot, c *charts.Line) {
	base := b.H - labelRow
	high := 0.0
	for _, r := range c.Ranges {
		if v, ok := charts.Number(r); ok {
			high = math.Max(high, v)
		}
	}
	if c.RangeHigh != nil {
		high = math.Max(high, c.RangeHigh.Value*1.2)
	}
	y := scale{0, high, base, base - rangeHeight}
	b.stroke(b.p[palette.Line2], 1, Point{p.left, base}, Point{p.right, base})
	b.fit(p.left-8, base-rangeHeight/2, c.RangeName, p.left-8, axisStyle)
	for i, r := range c.Ranges {
		v, ok := charts.Number(r)
		if !ok || v <= 0 || i >= len(c.Points) {
			continue
		}
		col, width := palette.AccentMid, math.Min(6, math.Max(1, p.step()*0.6))
		if c.RangeHigh != nil && v > c.RangeHigh.Value {
			col = palette.Bad
		}
		b.rect(p.x(i)-width/2, y.at(v), width, base-y.at(v), 1, col)
	}
	if c.RangeHigh == nil {
		return
	}
	at := y.at(c.RangeHigh.Value)
	b.dashed(faded(b.p[palette.Accent], 0.5), 1.5, 6, 4, Point{p.left, at}, Point{p.right, at})
	b.fit(p.right+8, at, c.RangeHigh.Text, b.W-p.right-8, style{small, false, palette.Accent, Start})
}
