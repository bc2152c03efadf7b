package raster

import (
	"image/color"
	"testing"

	"shirube/assets/palette"
	"shirube/charts/charttest"
	"shirube/charts/scene"
)

var (
	ink  = color.NRGBA{0, 0, 0, 255}
	none = color.RGBA{}
)

func TestShapesCoverTheirPixels(t *testing.T) {
	s := &scene.Scene{W: 40, H: 40, Items: []scene.Item{
		scene.Rect{Box: scene.Box{X: 2, Y: 2, W: 10, H: 10}, R: 4, Fill: ink},
		scene.Rect{Box: scene.Box{X: 20, Y: 2, W: 10, H: 10}, R: 3, Stroke: ink, Width: 1},
		scene.Circle{X: 8, Y: 30, R: 6, Stroke: ink, Width: 2},
		scene.Path{Lines: [][]scene.Point{{{X: 20, Y: 30}, {X: 38, Y: 30}}, {{X: 30, Y: 20}, {X: 30, Y: 38}}}, Stroke: ink, Width: 1},
	}}
	for scale := 1; scale <= 3; scale++ {
		im := Shapes(s, 40*scale, 40*scale)
		at := func(x, y float64) color.RGBA { return im.RGBAAt(int(x*float64(scale)), int(y*float64(scale))) }
		full := color.RGBA{A: 255}
		for _, p := range []struct {
			x, y float64
			want color.RGBA
			what string
		}{
			{7, 7, full, "inside a rectangle"}, {2, 2, none, "its round corner"}, {25, 7, none, "inside a frame"}, {20, 7, full, "the frame"},
			{8, 30, none, "inside a ring"}, {2, 30, full, "the ring"}, {30, 30, full, "a crossing"}, {15, 15, none, "empty ground"},
		} {
			if got := at(p.x, p.y); got != p.want {
				t.Errorf("at scale %d %s is %v, want %v", scale, p.what, got, p.want)
			}
		}
	}
}

func TestHairlinesAreSharp(t *testing.T) {
	s := &scene.Scene{W: 20, H: 20, Items: []scene.Item{scene.Path{Lines: [][]scene.Point{{{X: 0, Y: 7.3}, {X: 20, Y: 7.3}}}, Stroke: ink, Width: 1}}}
	im, rows := Shapes(s, 20, 20), 0
	for y := range 20 {
		switch im.RGBAAt(10, y).A {
		case 0:
		case 255:
			rows++
		default:
			t.Errorf("row %d is blurred: %v", y, im.RGBAAt(10, y))
		}
	}
	if rows != 1 {
		t.Errorf("the line is %d pixels thick", rows)
	}
}

func BenchmarkPaint(b *testing.B) {
	for _, s := range charttest.All() {
		b.Run(s.Name, func(b *testing.B) {
			l := scene.Lay(s.Chart, s.W, s.H, func(t string, size float64, _ bool) float64 { return size * float64(len(t)) / 3 }, palette.Of(false))
			for b.Loop() {
				Shapes(l, int(s.W), int(s.H))
			}
		})
	}
}
