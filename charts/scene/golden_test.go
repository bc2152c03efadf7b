package scene_test

import (
	"flag"
	"fmt"
	"image/color"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"shirube/assets/palette"
	"shirube/charts"
	"shirube/charts/charttest"
	"shirube/charts/scene"
)

var update = flag.Bool("update", false, "write the golden files anew")

// measure is the same on every machine: Japanese a full em, the rest 0.55.
func measure(s string, size float64, bold bool) float64 {
	w := 0.0
	for _, r := range s {
		if r < 0x2000 {
			w += 0.55
		} else {
			w++
		}
	}
	if bold {
		w *= 1.03
	}
	return w * size
}

func lay(c charts.Chart, w, h float64) *scene.Scene {
	return scene.Lay(c, w, h, measure, palette.Of(false))
}

func TestScenesAreAsTheyWere(t *testing.T) {
	for _, s := range charttest.All() {
		t.Run(s.Name, func(t *testing.T) {
			got := dump(lay(s.Chart, s.W, s.H))
			path := filepath.Join("testdata", s.Name+".txt")
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for i, line := range strings.Split(got, "\n") {
				wanted := strings.Split(string(want), "\n")
				if i >= len(wanted) || line != wanted[i] {
					t.Fatalf("line %d: got %q; if the picture is right, run with -update", i+1, line)
				}
			}
			if len(got) != len(want) {
				t.Fatal("the scene has become shorter; if the picture is right, run with -update")
			}
		})
	}
}

// dump writes a scene a line per item, rounded to a tenth.
func dump(s *scene.Scene) string {
	var b strings.Builder
	fmt.Fprintf(&b, "scene %.1f %.1f\n", s.W, s.H)
	for _, it := range s.Items {
		switch it := it.(type) {
		case scene.Rect:
			fmt.Fprintf(&b, "rect %s r%.1f %s\n", box(it.Box), it.R, ink(it.Fill, it.Stroke, it.Width))
		case scene.Circle:
			fmt.Fprintf(&b, "circle %.1f,%.1f r%.1f %s\n", it.X, it.Y, it.R, ink(it.Fill, it.Stroke, it.Width))
		case scene.Path:
			fmt.Fprintf(&b, "path of %d %s", len(it.Lines), ink(it.Fill, it.Stroke, it.Width))
			for _, line := range [][]scene.Point{it.Lines[0], it.Lines[len(it.Lines)-1]} {
				for _, p := range line {
					fmt.Fprintf(&b, " %.1f,%.1f", p.X, p.Y)
				}
				b.WriteString(" /")
			}
			b.WriteByte('\n')
		case scene.Text:
			fmt.Fprintf(&b, "text %.1f,%.1f %v %v %s %s %q\n", it.X, it.Y, it.Size, it.Bold, it.Anchor, ink(it.Color, color.NRGBA{}, 0), it.S)
		}
	}
	for _, h := range s.Hits {
		fmt.Fprintf(&b, "hit %s at %.1f,%.1f %v %q %q\n", box(h.Box), h.X, h.Y, h.Point, h.Tip, h.Key)
	}
	return b.String()
}

func box(b scene.Box) string { return fmt.Sprintf("%.1f,%.1f %.1fx%.1f", b.X, b.Y, b.W, b.H) }

func ink(fill, stroke color.NRGBA, width float64) string {
	out := fmt.Sprintf("%02X%02X%02X%02X", fill.R, fill.G, fill.B, fill.A)
	if stroke.A > 0 {
		out += fmt.Sprintf("|%02X%02X%02X%02X*%.1f", stroke.R, stroke.G, stroke.B, stroke.A, width)
	}
	return out
}
