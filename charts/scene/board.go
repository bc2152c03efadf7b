package scene

import (
	"image/color"
	"math"
	"strings"
	"unicode"

	"shirube/assets/palette"
)

// Sizes of text in charts.
const (
	small  = 13.0
	medium = 15.0
	large  = 18.0
)

// board collects a scene.
type board struct {
	Scene
	measure Measure
	p       palette.Palette
}

func (b *board) add(items ...Item) { b.Items = append(b.Items, items...) }

func (b *board) hit(h Hit) {
	var tip []string
	for _, line := range h.Tip {
		if line != "" {
			tip = append(tip, clean(line))
		}
	}
	h.Tip = tip
	b.Hits = append(b.Hits, h)
}

func (b *board) rect(x, y, w, h, r float64, fill palette.Token) {
	if w > 0 && h > 0 {
		b.add(Rect{Box: Box{x, y, w, h}, R: math.Min(r, math.Min(w, h)/2), Fill: b.p[fill]})
	}
}

func (b *board) stroke(c color.NRGBA, width float64, points ...Point) {
	if len(points) > 1 {
		b.add(Path{Lines: [][]Point{points}, Stroke: c, Width: width})
	}
}

func (b *board) dashed(c color.NRGBA, width, on, off float64, points ...Point) {
	if lines := dashes(points, on, off); len(lines) > 0 {
		b.add(Path{Lines: lines, Stroke: c, Width: width})
	}
}

func (b *board) fill(c color.NRGBA, points ...Point) {
	b.add(Path{Lines: [][]Point{points}, Closed: true, Fill: c})
}

// hatch puts 45° lines over a box.
func (b *board) hatch(box Box, c color.NRGBA, width, every float64) {
	if lines := hatching(box, every); len(lines) > 0 {
		b.add(Path{Lines: lines, Stroke: c, Width: width})
	}
}

// style is how a word is set.
type style struct {
	size   float64
	bold   bool
	color  palette.Token
	anchor Anchor
}

// text sets s with its middle at height y, and gives its width.
func (b *board) text(x, y float64, s string, st style) float64 {
	if s == "" {
		return 0
	}
	b.add(Text{X: x, Y: y + st.size*0.37, S: clean(s), Size: st.size, Bold: st.bold, Color: b.p[st.color], Anchor: st.anchor})
	return b.width(s, st)
}

// clean makes s fit for one line: the toolkit draws a text with a tab wrong.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s)
}

// rounding is what a width may be short of a text that it was measured from.
const rounding = 1e-6

// fit is text cut to width with an ellipsis.
func (b *board) fit(x, y float64, s string, width float64, st style) float64 {
	return b.text(x, y, b.cut(s, width, st), st)
}

func (b *board) width(s string, st style) float64 {
	if s == "" {
		return 0
	}
	return b.measure(s, st.size, st.bold)
}

func (b *board) widest(st style, words ...string) float64 {
	w := 0.0
	for _, s := range words {
		w = math.Max(w, b.width(s, st))
	}
	return w
}

// cut shortens s to width, ending in …; it never splits a character.
func (b *board) cut(s string, width float64, st style) string {
	if b.width(s, st) <= width+rounding {
		return s
	}
	runes := []rune(s)
	lo, hi := 0, len(runes)-1
	for lo < hi {
		mid := (lo + hi + 1) / 2
		if b.width(string(runes[:mid])+"…", st) <= width {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	if lo <= 0 {
		return ""
	}
	return string(runes[:lo]) + "…"
}

func faded(c color.NRGBA, part float64) color.NRGBA {
	c.A = uint8(math.Round(float64(c.A) * part))
	return c
}

// dashes cuts a polyline into pieces of on, with off between them.
func dashes(points []Point, on, off float64) [][]Point {
	var lines [][]Point
	var open []Point
	left, drawing := on, true
	for i := 1; i < len(points); i++ {
		a, z := points[i-1], points[i]
		length := math.Hypot(z.X-a.X, z.Y-a.Y)
		if drawing && open == nil {
			open = []Point{a}
		}
		for at := 0.0; at < length; {
			step := math.Min(left, length-at)
			at += step
			left -= step
			p := Point{a.X + (z.X-a.X)*at/length, a.Y + (z.Y-a.Y)*at/length}
			if drawing {
				open = append(open, p)
			}
			if left > 1e-9 {
				continue
			}
			if drawing {
				lines = append(lines, open)
				open, left = nil, off
			} else {
				open, left = []Point{p}, on
			}
			drawing = !drawing
		}
	}
	if drawing && len(open) > 1 {
		lines = append(lines, open)
	}
	return lines
}

// hatching gives rising 45° lines through box, every so many pixels across.
func hatching(box Box, every float64) [][]Point {
	var lines [][]Point
	if box.W <= 0 || box.H <= 0 || every <= 0 {
		return nil
	}
	for s := every / 2; s < box.W+box.H; s += every {
		from, to := math.Max(0, s-box.H), math.Min(s, box.W)
		if to > from {
			lines = append(lines, []Point{{box.X + from, box.Y + s - from}, {box.X + to, box.Y + s - to}})
		}
	}
	return lines
}
