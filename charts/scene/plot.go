package scene

import (
	"math"
	"strings"

	"shirube/assets/palette"
	"shirube/charts"
)

const (
	labelRow    = 22.0 // under the plot, for the labels of the points
	rangeHeight = 44.0 // moving ranges
	rangeGap    = 28.0
	inset       = 8.0 // from the plot's edge to the first point
)

var axisStyle = style{small, false, palette.Sub, End}

// plot is the place of a chart with a value axis.
type plot struct {
	left, right, top, bottom float64
	y                        scale
	n                        int
}

// x is the place of point i.
func (p plot) x(i int) float64 {
	if p.n < 2 {
		return (p.left + p.right) / 2
	}
	return p.left + inset + float64(i)*p.step()
}

// step is the distance of two points.
func (p plot) step() float64 {
	if p.n < 2 {
		return p.right - p.left
	}
	return (p.right - p.left - 2*inset) / float64(p.n-1)
}

// edges is the part of the plot that belongs to point i.
func (p plot) edges(i int) (from, to float64) {
	from, to = p.x(i)-p.step()/2, p.x(i)+p.step()/2
	if i == 0 {
		from = p.left
	}
	if i == p.n-1 {
		to = p.right
	}
	return math.Max(from, p.left), math.Min(to, p.right)
}

// plotted draws gridlines and their labels, and leaves room for words at the
// right and for below under the plot.
func (b *board) plotted(s *span, n int, axis charts.Axis, below float64, words []string, side string) plot {
	p := plot{n: n, right: b.W, top: small * 0.6, bottom: b.H - below}
	ticks := s.ticks()
	labels := make([]string, len(ticks))
	for i, v := range ticks {
		labels[i] = axis.Format(v)
	}
	p.left = math.Min(b.widest(axisStyle, append(labels, side)...)+8, b.W/3)
	if right := b.widest(axisStyle, words...); right > 0 {
		p.right -= math.Min(right+8, b.W*0.4)
	}
	if len(ticks) == 0 {
		return p
	}
	p.y = scale{ticks[0], ticks[len(ticks)-1], p.bottom, p.top}
	for i, v := range ticks {
		y := p.y.at(v)
		b.stroke(b.p[palette.Line], 1, Point{p.left, y}, Point{p.right, y})
		b.fit(p.left-8, y, labels[i], p.left-8, axisStyle)
	}
	return p
}

// pointLabels sets the labels of points in the lowest row, as many as have
// room, counted back from the last, and none further left than least.
func (b *board) pointLabels(p plot, points []charts.Point, least float64) {
	y := b.H - labelRow/2 + 1
	room := 0.0
	for _, pt := range points {
		room = math.Max(room, b.width(pt.Label, axisStyle)+12)
	}
	every := 1
	for every < len(points) && float64(every)*p.step() < room {
		every++
	}
	for i := len(points) - 1; i >= 0; i -= every {
		s := points[i].Label
		half := b.width(s, axisStyle) / 2
		x := math.Max(least+half, math.Min(b.W-half, p.x(i)))
		b.text(x, y, s, style{small, false, palette.Sub, Middle})
	}
}

// levelWord is a level's text at the right end of its line.
type levelWord struct {
	y    float64
	text string
	col  palette.Token
}

// levelWords sets words at the right of the plot, moved apart where they would
// touch. They come in the order of their heights.
func (b *board) levelWords(p plot, words []levelWord) {
	ys := make([]float64, len(words))
	for i, w := range words {
		ys[i] = w.y
	}
	for i, y := range spread(ys, small+4, small/2, p.bottom+small/2) {
		b.fit(p.right+8, y, words[i].text, b.W-p.right-8, style{small, false, words[i].col, Start})
	}
}

// tip is what a tooltip says of a point.
func tip(p charts.Point, axis charts.Axis) []string {
	return []string{p.Label, strings.TrimSpace(p.Said(axis) + " " + p.Note)}
}
