package scene

import (
	"math"

	"shirube/assets/palette"
	"shirube/charts"
)

const (
	bulletHeight = 54.0
	bulletTop    = 6.0
	bulletBar    = 20.0
)

// bullet draws the goal's bar. Its end is 8 % beyond all it has to show.
func (b *board) bullet(c *charts.Bullet) {
	zero, s := 0.0, span{}
	s.take(&zero, c.Actual, c.Pace, c.Target, c.Forecast, c.Low, c.High)
	s.high *= 1.08
	s.open()
	x := scale{0, s.high, 0, b.W}
	place := func(v *float64) (float64, bool) {
		n, ok := charts.Number(v)
		return math.Max(0, math.Min(b.W, x.at(n))), ok
	}
	top, bottom := bulletTop, bulletTop+bulletBar
	b.rect(0, top, b.W, bulletBar, 3, palette.Track)
	low, hasLow := place(c.Low)
	high, hasHigh := place(c.High)
	if hasLow && hasHigh && high > low {
		band := Box{low, top, high - low, bulletBar}
		b.add(Rect{Box: band, Fill: faded(b.p[palette.AccentMid], 0.45)})
		b.hatch(band, faded(b.p[palette.AccentMid], 0.45), 2, 6)
		b.hit(Hit{Box: band, X: low + band.W/2, Y: top, Tip: []string{c.ForecastText, c.BandText}})
	}
	if at, ok := place(c.Actual); ok {
		b.rect(0, top, at, bulletBar, 3, palette.Accent)
		word := style{small, true, palette.OnAccent, End}
		if b.width(c.ActualText, word)+16 <= at {
			b.text(at-8, top+bulletBar/2, c.ActualText, word)
		}
		b.hit(Hit{Box: Box{0, top, at, bulletBar}, X: at, Y: top, Tip: []string{c.ActualText}})
	}
	if at, ok := place(c.Forecast); ok {
		b.upright(at, top, bottom, palette.Accent, c.ForecastText)
	}
	if at, ok := place(c.Pace); ok {
		b.upright(at, top-6, bottom+6, palette.Ink, c.PaceText)
	}
	if at, ok := place(c.Target); ok {
		b.upright(at, top-6, bottom+6, palette.Caution, c.TargetText)
		b.fill(b.p[palette.Caution], Point{at, top - 6}, Point{at + 9, top - 3}, Point{at, top})
	}
	b.bulletWords(c, place)
}

// upright is a tick across the bar.
func (b *board) upright(x, top, bottom float64, col palette.Token, text string) {
	b.stroke(b.p[col], 2, Point{x, top}, Point{x, bottom})
	b.hit(Hit{Box: Box{x - 5, top, 10, bottom - top}, X: x, Y: top, Tip: []string{text}})
}

// bulletWords sets the words under the bar. From the right, each gives way to
// the one before it; pace and note go where there is no room.
func (b *board) bulletWords(c *charts.Bullet, place func(*float64) (float64, bool)) {
	y := bulletTop + bulletBar + 17
	right := b.W
	st := func(col palette.Token) style { return style{small, false, col, End} }
	note := b.width(c.Note, st(palette.Sub))
	if at, ok := place(c.Target); ok {
		w := b.width(c.TargetText, st(palette.CautionText))
		edge := math.Max(w, math.Min(right, at+w/2))
		if at+w > right {
			edge = right
		}
		b.text(edge, y, c.TargetText, st(palette.CautionText))
		right = edge - w - 12
	}
	if at, ok := place(c.Forecast); ok {
		w := b.width(c.ForecastText, st(palette.Accent))
		if edge := math.Min(right, at+w/2); edge-w >= 0 {
			b.text(edge, y, c.ForecastText, st(palette.Accent))
			right = edge - w - 12
		}
	}
	if at, ok := place(c.Pace); ok {
		w := b.width(c.PaceText, st(palette.Ink))
		left := math.Max(0, math.Min(right, at+w/2)-w)
		if left < note+12 && note+12+w <= right {
			left = note + 12
		}
		if left+w <= right {
			b.text(left+w, y, c.PaceText, st(palette.Ink))
			right = left - 12
		}
	}
	if note <= right {
		b.text(0, y, c.Note, style{small, false, palette.Sub, Start})
	}
}
