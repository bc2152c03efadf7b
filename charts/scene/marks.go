package scene

import (
	"strings"

	"shirube/assets/palette"
	"shirube/charts"
)

// markColour fills what carries a mark.
func markColour(m charts.Mark) palette.Token {
	switch m {
	case charts.Good:
		return palette.Good
	case charts.Caution:
		return palette.Caution
	case charts.Bad:
		return palette.Bad
	}
	return palette.Accent
}

// textColour sets the words of a mark.
func textColour(m charts.Mark) palette.Token {
	switch m {
	case charts.Good:
		return palette.GoodText
	case charts.Caution:
		return palette.CautionText
	case charts.Bad:
		return palette.BadText
	}
	return palette.Ink
}

// signed is the mark of a difference written with its sign.
func signed(text string) charts.Mark {
	switch {
	case strings.HasPrefix(text, "+"):
		return charts.Good
	case strings.HasPrefix(text, "−"), strings.HasPrefix(text, "-"):
		return charts.Bad
	}
	return charts.Plain
}

// state draws the sign of a state, 13 across: ● with check, ▲ with !, ◆ with ×.
func (b *board) state(x, y float64, m charts.Mark) {
	ground := b.p[palette.Card]
	switch m {
	case charts.Good:
		b.add(Circle{X: x, Y: y, R: 6.5, Fill: b.p[palette.Good]})
		b.stroke(ground, 1.6, Point{x - 3, y + 0.2}, Point{x - 0.8, y + 2.4}, Point{x + 3.2, y - 2.2})
	case charts.Caution:
		b.fill(b.p[palette.Caution], Point{x, y - 6.5}, Point{x + 7, y + 6}, Point{x - 7, y + 6})
		b.stroke(ground, 1.6, Point{x, y - 2}, Point{x, y + 1.8})
		b.add(Circle{X: x, Y: y + 4, R: 0.9, Fill: ground})
	case charts.Bad:
		b.fill(b.p[palette.Bad], Point{x, y - 7}, Point{x + 7, y}, Point{x, y + 7}, Point{x - 7, y})
		b.stroke(ground, 1.6, Point{x - 2.1, y - 2.1}, Point{x + 2.1, y + 2.1})
		b.stroke(ground, 1.6, Point{x - 2.1, y + 2.1}, Point{x + 2.1, y - 2.1})
	}
}

// unmeasured draws ○ with −.
func (b *board) unmeasured(x, y float64) {
	b.add(Circle{X: x, Y: y, R: 5.75, Stroke: b.p[palette.Sub], Width: 1.5})
	b.stroke(b.p[palette.Sub], 1.5, Point{x - 2.5, y}, Point{x + 2.5, y})
}

// pulse draws the sign of a signal, 14 across.
func (b *board) pulse(x, y float64, c palette.Token) {
	b.stroke(b.p[c], 1.6, Point{x - 7, y + 1}, Point{x - 4, y + 1}, Point{x - 2, y - 4},
		Point{x + 1.5, y + 4.5}, Point{x + 3.5, y}, Point{x + 7, y})
}

// sieve draws the sign of a funnel, 11 across.
func (b *board) sieve(x, y float64, c palette.Token) {
	b.add(Path{Lines: [][]Point{{{x - 5.5, y - 5}, {x + 5.5, y - 5}, {x + 1.5, y + 0.5}, {x + 1.5, y + 3.5}, {x - 1.5, y + 5.5}, {x - 1.5, y + 0.5}}},
		Closed: true, Stroke: b.p[c], Width: 1.4})
}

// ringed marks a flagged point with a double ring.
func (b *board) ringed(x, y, r float64) {
	b.add(Circle{X: x, Y: y, R: r, Fill: b.p[palette.Card], Stroke: b.p[palette.Bad], Width: 1.8},
		Circle{X: x, Y: y, R: r * 3 / 7, Fill: b.p[palette.Bad]})
}

// hollow marks the running period.
func (b *board) hollow(x, y float64) {
	b.add(Circle{X: x, Y: y, R: 3, Fill: b.p[palette.Card], Stroke: b.p[palette.Accent], Width: 1.6})
}
