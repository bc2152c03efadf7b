package scene

import (
	"image/color"
	"math"

	"shirube/assets/palette"
	"shirube/charts"
)

// Scene is a picture, in units of one pixel at scale 1, painted in order.
type Scene struct {
	W, H  float64
	Items []Item
	Hits  []Hit // the last that contains a place answers for it
}

// Item is a Rect, Path, Circle, Text or Image. A colour without opacity is not painted.
type Item interface{ item() }

// Point is a place; y grows downwards.
type Point struct{ X, Y float64 }

// Box is a place with a size.
type Box struct{ X, Y, W, H float64 }

// Contains tells whether (x, y) lies in the box; the far edges don't count.
func (b Box) Contains(x, y float64) bool {
	return x >= b.X && x < b.X+b.W && y >= b.Y && y < b.Y+b.H
}

// Rect is a box with corners of radius R; Stroke lies inside its edge.
type Rect struct {
	Box
	R, Width     float64
	Fill, Stroke color.NRGBA
}

// Path is lines drawn in one go: dashes, a polyline, or filled polygons.
type Path struct {
	Lines        [][]Point
	Closed       bool
	Width        float64
	Fill, Stroke color.NRGBA
}

// Circle has its centre at X, Y; Stroke lies astride its edge.
type Circle struct {
	X, Y, R, Width float64
	Fill, Stroke   color.NRGBA
}

// Anchor says which part of a text stands at its X.
type Anchor string

// The anchors, as SVG names them.
const (
	Start  Anchor = "start"
	Middle Anchor = "middle"
	End    Anchor = "end"
)

// Text is one line with its baseline at Y.
type Text struct {
	X, Y, Size float64
	S          string
	Bold       bool
	Color      color.NRGBA
	Anchor     Anchor
}

// Image is a PNG in a box.
type Image struct {
	Box
	PNG []byte
}

func (Image) item()  {}
func (Rect) item()   {}
func (Path) item()   {}
func (Circle) item() {}
func (Text) item()   {}

// Hit is a part of the chart that answers the pointer.
type Hit struct {
	Box
	Point bool    // shown by a hairline and a ring at X, Y; otherwise by a frame
	X, Y  float64 // what the tooltip points at
	Tip   []string
	Key   string // what a tap opens; "" = nothing
}

// At gives the index of the hit at (x, y), −1 for none.
func (s *Scene) At(x, y float64) int {
	for i := len(s.Hits) - 1; i >= 0; i-- {
		if s.Hits[i].Contains(x, y) {
			return i
		}
	}
	return -1
}

// Measure gives the width of a text.
type Measure func(text string, size float64, bold bool) float64

// Lay lays c out in w by h. An unknown kind, or no room,
// gives an empty scene.
func Lay(c charts.Chart, w, h float64, measure Measure, p palette.Palette) *Scene {
	if !(w > 0 && h > 0) || math.IsInf(w+h, 0) {
		return &Scene{}
	}
	b := &board{Scene: Scene{W: w, H: h}, measure: measure, p: p}
	switch c := c.(type) {
	case *charts.Line:
		b.line(c)
	case *charts.Bars:
		b.bars(c)
	case *charts.Spark:
		b.spark(c)
	case *charts.Bullet:
		b.bullet(c)
	case *charts.Funnel:
		b.funnel(c)
	case *charts.Cohort:
		b.cohort(c)
	case *charts.Waterfall:
		b.waterfall(c)
	case *charts.Tree:
		b.tree(c)
	}
	return &b.Scene
}

// Least is the smallest size at which c can be read.
func Least(c charts.Chart) (w, h float64) {
	switch c := c.(type) {
	case *charts.Line:
		if c.Ranges != nil {
			return 320, 200
		}
		return 280, 120
	case *charts.Bars:
		if c.Lying {
			return 240, float64(max(1, len(c.Points))) * barPitch
		}
		return 240, 120
	case *charts.Spark:
		return 96, 30
	case *charts.Bullet:
		return 400, bulletHeight
	case *charts.Funnel:
		if c.Narrow {
			return 180, float64(max(1, len(c.Steps)))*62 - 34
		}
		return 480, float64(max(1, len(c.Steps)))*64 - 32
	case *charts.Cohort:
		return cohortLeft + float64(len(c.Columns))*56, cellHeight * float64(len(c.Rows)+1)
	case *charts.Waterfall:
		return 280, float64(len(c.Parts)+2) * 32
	case *charts.Tree:
		return treeSize(c)
	}
	return 0, 0
}
