package scene

import (
	"math"

	"shirube/assets/palette"
	"shirube/charts"
)

// rung is the bar of one stage.
type rung struct{ x, y, w, h float64 }

// rungs places the bars: widths go with the square root of the count.
func (b *board) rungs(steps []charts.Step, middle, widest, height float64) []rung {
	most := 0.0
	for _, s := range steps {
		if s.Count > most && !math.IsInf(s.Count, 0) {
			most = s.Count
		}
	}
	pitch := 0.0
	if len(steps) > 1 {
		pitch = (b.H - height) / float64(len(steps)-1)
	}
	out := make([]rung, len(steps))
	for i, s := range steps {
		w := 2.0
		if s.Count > 0 && most > 0 {
			w = math.Max(w, widest*math.Sqrt(math.Min(s.Count, most)/most))
		}
		out[i] = rung{middle - w/2, float64(i) * pitch, w, height}
	}
	return out
}

// links draws the trapezoids between bars, then the bars.
func (b *board) links(steps []charts.Step, rungs []rung) {
	for i := 1; i < len(rungs); i++ {
		a, z := rungs[i-1], rungs[i]
		col := palette.AccentTint
		if steps[i].Bottleneck {
			col = palette.BadTint
		}
		b.fill(b.p[col], Point{a.x + 2, a.y + a.h}, Point{a.x + a.w - 2, a.y + a.h},
			Point{math.Max(z.x+z.w-2, z.x), z.y}, Point{math.Min(z.x+2, z.x+z.w), z.y})
		b.hit(Hit{Box: Box{z.x, a.y + a.h, z.w, z.y - a.y - a.h}, X: a.x + a.w/2, Y: a.y + a.h,
			Tip: []string{steps[i-1].Name + " → " + steps[i].Name, spaced(steps[i].Rate, steps[i].Parts), steps[i].Interval}, Key: steps[i].DropKey})
	}
	for i, r := range rungs {
		col := palette.Accent
		if steps[i].Count <= 0 || math.IsNaN(steps[i].Count) {
			col = palette.Line2
		}
		b.rect(r.x, r.y, r.w, r.h, 3, col)
	}
}

func spaced(a, z string) string {
	if a == "" || z == "" {
		return a + z
	}
	return a + " " + z
}

func (b *board) funnel(c *charts.Funnel) {
	if len(c.Steps) == 0 {
		return
	}
	if c.Narrow {
		b.narrowFunnel(c)
		return
	}
	b.wideFunnel(c)
}

var (
	stageName = style{medium, true, palette.Ink, Start}
	plain     = style{small, false, palette.Ink, Start}
	second    = style{small, false, palette.Sub, Start}
)

// wideFunnel has columns: stage, picture, rate, its parts, days.
func (b *board) wideFunnel(c *charts.Funnel) {
	rateStyle := style{large, true, palette.Ink, End}
	names, parts, days, rates := 64.0, 0.0, 0.0, 0.0
	for _, s := range c.Steps {
		names = math.Max(names, b.width(s.Name, stageName))
		parts = math.Max(parts, b.widest(plain, s.Parts, s.Interval))
		days = math.Max(days, b.width(s.Days, second))
		rates = math.Max(rates, b.width(s.Rate, rateStyle))
	}
	names = math.Min(names, b.W/5)
	detail := math.Min(b.W-days-16-parts, b.W*0.75)
	rate := detail - 12
	left, right := names+32, rate-rates-8
	if right-left < 60 {
		right = left + 60
	}
	const height = 32.0
	rungs := b.rungs(c.Steps, (left+right)/2, right-left, height)
	b.links(c.Steps, rungs)
	for i, s := range c.Steps {
		r := rungs[i]
		y := r.y + r.h/2
		b.fit(0, y, s.Name, names, stageName)
		count := style{medium, true, palette.OnAccent, Middle}
		if b.width(s.Said(), count)+40 <= r.w {
			b.text(r.x+r.w/2, y, s.Said(), count)
		} else {
			b.text(r.x+r.w+10, y, s.Said(), stageName)
		}
		b.text(b.W, y, s.FromFirst, style{small, false, palette.Sub, End})
		b.hit(Hit{Box: Box{0, r.y, b.W, r.h}, X: r.x + r.w/2, Y: r.y, Tip: []string{s.Name, spaced(s.Said(), s.FromFirst)}, Key: s.Key})
		if i == 0 {
			continue
		}
		above := rungs[i-1]
		y = (above.y + above.h + r.y) / 2
		st := rateStyle
		if s.Bottleneck {
			st.color = palette.BadText
			b.badge(y, c.Badge, names+32)
		}
		w := b.text(rate, y, s.Rate, st)
		b.dashed(b.p[palette.Line], 1, 1.5, 2.5, Point{(above.x + above.w + r.x + r.w) / 2, y}, Point{rate - w - 8, y})
		b.fit(detail, y-9, s.Parts, b.W-detail-days-8, plain)
		b.fit(detail, y+10, s.Interval, b.W-detail, second)
		b.text(b.W, y-9, s.Days, style{small, false, palette.Sub, End})
	}
}

// badge names the bottleneck at the left.
func (b *board) badge(y float64, word string, room float64) {
	st := style{small, true, palette.BadText, Start}
	word = b.cut(word, math.Max(room, 116)-36, st)
	b.rect(0, y-11, b.width(word, st)+38, 22, 4, palette.BadTint)
	b.sieve(14, y, palette.BadText)
	b.text(26, y, word, st)
}

// narrowFunnel writes into the first bar, and beside the others.
func (b *board) narrowFunnel(c *charts.Funnel) {
	const height = 28.0
	middle := b.W / 2
	rungs := b.rungs(c.Steps, middle, b.W, height)
	b.links(c.Steps, rungs)
	bold := style{small, true, palette.Ink, Start}
	for i, s := range c.Steps {
		r := rungs[i]
		y := r.y + r.h/2
		name, count := b.width(s.Name, plain), b.width(s.Said(), bold)
		if whole := name + 6 + count; whole+48 <= r.w {
			b.text(middle-whole/2, y, s.Name, style{small, false, palette.OnAccent, Start})
			b.text(middle-whole/2+name+6, y, s.Said(), style{small, true, palette.OnAccent, Start})
		} else {
			b.fit(r.x-10, y, s.Name, r.x-10, style{small, false, palette.Ink, End})
			b.text(r.x+r.w+10, y, s.Said(), bold)
		}
		b.hit(Hit{Box: Box{0, r.y, b.W, r.h}, X: middle, Y: r.y, Tip: []string{s.Name, spaced(s.Said(), s.FromFirst)}, Key: s.Key})
		if i == 0 {
			continue
		}
		y = (rungs[i-1].y + height + r.y) / 2
		st := style{small, true, palette.Ink, Middle}
		if s.Bottleneck {
			st.color = palette.BadText
			edge := middle - b.width(s.Rate, st)/2 - 12
			b.fit(edge, y, c.Badge, edge, style{small, true, palette.BadText, End})
		}
		b.text(middle, y, s.Rate, st)
	}
}
