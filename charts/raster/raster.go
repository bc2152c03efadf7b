package raster

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"math"

	scaled "golang.org/x/image/draw"
	"golang.org/x/image/vector"

	"shirube/charts/scene"
)

// Shapes draws a scene, text left out, scaled to w by h pixels.
func Shapes(s *scene.Scene, w, h int) *image.RGBA { return paint(s, w, h, false) }

// Picture draws a whole scene, scaled to w by h pixels. Text is set in the
// embedded font as paper sets it, each letter where it is in the file.
func Picture(s *scene.Scene, w, h int) *image.RGBA { return paint(s, w, h, true) }

// PNG writes a scene as a picture, scale times its size, on a ground.
func PNG(out io.Writer, s *scene.Scene, scale float64, ground color.NRGBA) error {
	w, h := int(math.Ceil(s.W*scale)), int(math.Ceil(s.H*scale))
	whole := *s
	whole.Items = append([]scene.Item{scene.Rect{Box: scene.Box{W: s.W, H: s.H}, Fill: ground}}, s.Items...)
	if err := png.Encode(out, Picture(&whole, w, h)); err != nil {
		return fmt.Errorf("raster: %w", err)
	}
	return nil
}

func paint(s *scene.Scene, w, h int, texts bool) *image.RGBA {
	im := image.NewRGBA(image.Rect(0, 0, max(w, 1), max(h, 1)))
	if s == nil || s.W <= 0 || s.H <= 0 {
		return im
	}
	p := painter{im: im, scale: float64(w) / s.W}
	for _, it := range s.Items {
		switch it := it.(type) {
		case scene.Rect:
			p.rect(it)
		case scene.Circle:
			p.circle(it)
		case scene.Path:
			p.path(it)
		case scene.Image:
			p.image(it)
		case scene.Text:
			if texts {
				p.text(it)
			}
		}
	}
	return im
}

// painter collects outlines in pixels and fills them. Every outline runs the
// same way round, so that where they overlap they add up instead of cutting
// holes; a hole runs the other way.
type painter struct {
	im    *image.RGBA
	scale float64
	lines [][]scene.Point
	z     vector.Rasterizer
}

func (p *painter) rect(r scene.Rect) {
	x0, y0 := math.Round(r.X*p.scale), math.Round(r.Y*p.scale)
	x1, y1 := math.Round((r.X+r.W)*p.scale), math.Round((r.Y+r.H)*p.scale)
	if x1 == x0 && r.W > 0 {
		x1++
	}
	radius := r.R * p.scale
	if r.Fill.A == 255 && radius < 0.5 {
		draw.Draw(p.im, image.Rect(int(x0), int(y0), int(x1), int(y1)), image.NewUniform(r.Fill), image.Point{}, draw.Src)
	} else if r.Fill.A > 0 {
		p.lines = append(p.lines, rounded(x0, y0, x1, y1, radius))
		p.flush(r.Fill)
	}
	if r.Stroke.A > 0 && r.Width > 0 {
		in := math.Max(1, math.Round(r.Width*p.scale))
		hole := rounded(x0+in, y0+in, x1-in, y1-in, math.Max(0, radius-in))
		for i, j := 0, len(hole)-1; i < j; i, j = i+1, j-1 {
			hole[i], hole[j] = hole[j], hole[i]
		}
		p.lines = append(p.lines, rounded(x0, y0, x1, y1, radius), hole)
		p.flush(r.Stroke)
	}
}

func (p *painter) image(i scene.Image) {
	picture, err := png.Decode(bytes.NewReader(i.PNG))
	if err != nil {
		return
	}
	at := func(v float64) int { return int(math.Round(v * p.scale)) }
	scaled.CatmullRom.Scale(p.im, image.Rect(at(i.X), at(i.Y), at(i.X+i.W), at(i.Y+i.H)), picture, picture.Bounds(), scaled.Over, nil)
}

func (p *painter) circle(c scene.Circle) {
	x, y, r := c.X*p.scale, c.Y*p.scale, c.R*p.scale
	half := c.Width * p.scale / 2
	if c.Fill.A > 0 {
		p.lines = append(p.lines, round(x, y, r, false))
		p.flush(c.Fill)
	}
	if c.Stroke.A > 0 && half > 0 {
		p.lines = append(p.lines, round(x, y, r+half, false), round(x, y, math.Max(0, r-half), true))
		p.flush(c.Stroke)
	}
}

func (p *painter) path(path scene.Path) {
	if path.Fill.A > 0 {
		for _, line := range path.Lines {
			p.lines = append(p.lines, p.pixels(line))
		}
		p.flush(path.Fill)
	}
	if path.Stroke.A == 0 || path.Width <= 0 {
		return
	}
	width := path.Width * p.scale
	for _, line := range path.Lines {
		at := p.pixels(line)
		if path.Closed && len(at) > 2 {
			at = append(at, at[0])
		}
		p.stroke(at, width)
	}
	p.flush(path.Stroke)
}

func (p *painter) pixels(line []scene.Point) []scene.Point {
	out := make([]scene.Point, len(line))
	for i, at := range line {
		out[i] = scene.Point{X: at.X * p.scale, Y: at.Y * p.scale}
	}
	return out
}

// stroke adds a bar per piece and a disc per joint. Upright and level single
// lines are moved onto whole pixels.
func (p *painter) stroke(at []scene.Point, width float64) {
	if len(at) == 2 {
		if whole := math.Max(1, math.Round(width)); at[0].Y == at[1].Y {
			y := math.Round(at[0].Y-whole/2) + whole/2
			at[0].Y, at[1].Y, width = y, y, whole
		} else if at[0].X == at[1].X {
			x := math.Round(at[0].X-whole/2) + whole/2
			at[0].X, at[1].X, width = x, x, whole
		}
	}
	for i := 1; i < len(at); i++ {
		a, z := at[i-1], at[i]
		length := math.Hypot(z.X-a.X, z.Y-a.Y)
		if length == 0 {
			continue
		}
		nx, ny := (a.Y-z.Y)/length*width/2, (z.X-a.X)/length*width/2
		p.lines = append(p.lines, []scene.Point{{X: a.X - nx, Y: a.Y - ny}, {X: z.X - nx, Y: z.Y - ny}, {X: z.X + nx, Y: z.Y + ny}, {X: a.X + nx, Y: a.Y + ny}})
		if i < len(at)-1 {
			p.lines = append(p.lines, round(z.X, z.Y, width/2, false))
		}
	}
}

// flush fills what was collected, within the part of the picture it covers.
func (p *painter) flush(c color.NRGBA) {
	lines := p.lines
	p.lines = p.lines[:0]
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, line := range lines {
		for _, at := range line {
			x0, y0, x1, y1 = math.Min(x0, at.X), math.Min(y0, at.Y), math.Max(x1, at.X), math.Max(y1, at.Y)
		}
	}
	limit := p.im.Bounds()
	clamp := func(v float64, high int) int { return int(math.Max(-4, math.Min(v, float64(high+4)))) }
	box := image.Rect(clamp(math.Floor(x0), limit.Max.X), clamp(math.Floor(y0), limit.Max.Y),
		clamp(math.Ceil(x1), limit.Max.X)+1, clamp(math.Ceil(y1), limit.Max.Y)+1).Intersect(limit)
	if box.Empty() {
		return
	}
	p.z.Reset(box.Dx(), box.Dy())
	dx, dy := float64(box.Min.X), float64(box.Min.Y)
	for _, line := range lines {
		for i, at := range line {
			if x, y := float32(at.X-dx), float32(at.Y-dy); i == 0 {
				p.z.MoveTo(x, y)
			} else {
				p.z.LineTo(x, y)
			}
		}
		p.z.ClosePath()
	}
	p.z.Draw(p.im, box, image.NewUniform(c), image.Point{})
}

// round is a circle; back runs it the other way.
func round(x, y, r float64, back bool) []scene.Point {
	n := max(8, min(64, int(r*3)))
	out := make([]scene.Point, n)
	for i := range out {
		angle := 2 * math.Pi * float64(i) / float64(n)
		if back {
			angle = -angle
		}
		out[i] = scene.Point{X: x + r*math.Cos(angle), Y: y + r*math.Sin(angle)}
	}
	return out
}

// rounded is a box with round corners.
func rounded(x0, y0, x1, y1, r float64) []scene.Point {
	r = math.Max(0, math.Min(r, math.Min(x1-x0, y1-y0)/2))
	if r < 0.25 {
		return []scene.Point{{X: x0, Y: y0}, {X: x1, Y: y0}, {X: x1, Y: y1}, {X: x0, Y: y1}}
	}
	n := max(3, min(16, int(r)))
	var out []scene.Point
	corner := func(x, y, from float64) {
		for i := 0; i <= n; i++ {
			a := from + math.Pi/2*float64(i)/float64(n)
			out = append(out, scene.Point{X: x + r*math.Cos(a), Y: y + r*math.Sin(a)})
		}
	}
	corner(x1-r, y0+r, -math.Pi/2)
	corner(x1-r, y1-r, 0)
	corner(x0+r, y1-r, math.Pi/2)
	corner(x0+r, y0+r, math.Pi)
	return out
}
