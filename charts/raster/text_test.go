package raster

import (
	"bytes"
	"image/color"
	"image/png"
	"testing"

	"shirube/assets/face"
	"shirube/charts/scene"
)

// inked gives the first and last column with any ink.
func inked(s *scene.Scene, w, h int) (first, last int) {
	im := Picture(s, w, h)
	first = -1
	for x := range w {
		for y := range h {
			if im.RGBAAt(x, y).A > 40 {
				if first < 0 {
					first = x
				}
				last = x
			}
		}
	}
	return first, last
}

// A text takes the very width it was laid out by, at every size: what fits on
// paper fits in its preview.
func TestTextIsAsWideAsItWasMeasured(t *testing.T) {
	const text, size = "2026年10月の売上は 924万円(目標の 90.6%)でした", 12.5
	wide := face.Width(text, size, false)
	for _, scale := range []float64{0.5, 0.69, 1, 2} {
		for _, at := range []struct {
			x      float64
			anchor scene.Anchor
		}{{10, scene.Start}, {10 + wide, scene.End}, {10 + wide/2, scene.Middle}} {
			s := &scene.Scene{W: 400, H: 30, Items: []scene.Item{scene.Text{X: at.x, Y: 20, Size: size, S: text, Color: ink, Anchor: at.anchor}}}
			first, last := inked(s, int(400*scale), int(30*scale))
			if from, to := 10*scale, (10+wide)*scale; float64(first) < from-1 || float64(first) > from+2 || float64(last) > to+1 || float64(last) < to-2-2*scale {
				t.Errorf("at %v, %s: from %d to %d, want %.1f to %.1f", scale, at.anchor, first, last, from, to)
			}
		}
	}
}

func TestLettersHaveTheirHoles(t *testing.T) {
	s := &scene.Scene{W: 60, H: 60, Items: []scene.Item{scene.Text{X: 10, Y: 50, Size: 50, S: "口", Color: ink}}}
	im := Picture(s, 60, 60)
	filled := 0
	for _, x := range []int{20, 25, 30, 35, 40, 45} {
		if im.RGBAAt(x, 30).A > 0 {
			filled++
		}
	}
	if filled > 2 {
		t.Errorf("the inside of 口 has ink at %d of 6 places", filled)
	}
	if im.RGBAAt(35, 30).A != 0 {
		t.Error("the middle of 口 has ink")
	}
	if _, last := inked(&scene.Scene{W: 20, H: 20, Items: []scene.Item{scene.Text{X: 2, Y: 15, Size: 12, S: "", Color: ink}}}, 20, 20); last != 0 {
		t.Error("nothing has ink")
	}
}

func TestAPNGIsOfItsScaleOnItsGround(t *testing.T) {
	var out bytes.Buffer
	ground := color.NRGBA{250, 240, 230, 255}
	if err := PNG(&out, &scene.Scene{W: 30.2, H: 20}, 2, ground); err != nil {
		t.Fatal(err)
	}
	im, err := png.Decode(&out)
	if err != nil {
		t.Fatal(err)
	}
	if b := im.Bounds(); b.Dx() != 61 || b.Dy() != 40 {
		t.Errorf("it is %v", b)
	}
	if got := color.NRGBAModel.Convert(im.At(60, 39)); got != ground {
		t.Errorf("its corner is %v", got)
	}
}
