package apptest

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
)

// UpdateEnv, when set to anything, writes goldens anew instead of comparing.
const UpdateEnv = "SHIRUBE_UPDATE"

// Golden compares a picture with testdata/name.png, each channel within 2, but
// for one pixel in two thousand: other processors draw edges a little differently.
func Golden(t testing.TB, name string, got image.Image) {
	t.Helper()
	if os.Getenv(UpdateEnv) != "" {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		save(t, got, "testdata", name+".png")
		return
	}
	f, err := os.Open(filepath.Join("testdata", name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	if got.Bounds() != want.Bounds() {
		t.Fatalf("%s: %v, want %v", name, got.Bounds(), want.Bounds())
	}
	if n := differing(got, want); n > got.Bounds().Dx()*got.Bounds().Dy()/2000 {
		dir := t.ArtifactDir()
		save(t, got, dir, name+".png")
		t.Errorf("%s: %d pixels differ; drawn in %s", name, n, dir)
	}
}

func differing(a, b image.Image) int {
	const close = 2 * 0x101
	n := 0
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y++ {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x++ {
			ar, ag, ab, aa := a.At(x, y).RGBA()
			br, bg, bb, ba := b.At(x, y).RGBA()
			if apart(ar, br) > close || apart(ag, bg) > close || apart(ab, bb) > close || apart(aa, ba) > close {
				n++
			}
		}
	}
	return n
}

func apart(a, b uint32) uint32 {
	if a > b {
		return a - b
	}
	return b - a
}

// Texts are all the words an object shows, from top to bottom as they are drawn.
func Texts(root fyne.CanvasObject) []string {
	var texts []string
	for _, t := range visible(root) {
		if t.Text != "" {
			texts = append(texts, t.Text)
		}
	}
	return texts
}

func visible(o fyne.CanvasObject) []*canvas.Text {
	if !o.Visible() {
		return nil
	}
	var found []*canvas.Text
	switch w := o.(type) {
	case *canvas.Text:
		return []*canvas.Text{w}
	case *fyne.Container:
		for _, c := range w.Objects {
			found = append(found, visible(c)...)
		}
	case fyne.Widget:
		for _, c := range test.WidgetRenderer(w).Objects() {
			found = append(found, visible(c)...)
		}
	}
	return found
}

// Spill are the words in an object that reach beyond its left or right edge.
func Spill(root fyne.CanvasObject) []string {
	driver := fyne.CurrentApp().Driver()
	left := driver.AbsolutePositionForObject(root).X
	right := left + root.Size().Width
	var out []string
	for _, t := range visible(root) {
		x, width := driver.AbsolutePositionForObject(t).X, t.MinSize().Width
		if t.Alignment == fyne.TextAlignTrailing {
			x += t.Size().Width - width
		}
		if t.Text != "" && (x < left-0.5 || x+width > right+0.5) {
			out = append(out, t.Text)
		}
	}
	return out
}
