package scene_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"shirube/charts"
	"shirube/charts/charttest"
	"shirube/charts/scene"
)

const long = "株式会社日本橋総合技術研究開発機構ホールディングス東日本統括本部第二営業部\t新規開拓課\n𠮷田班"

// strange are values that have no place on an axis, or nearly none.
func strange() []*float64 {
	v := charttest.V
	return []*float64{nil, v(math.NaN()), v(math.Inf(1)), v(math.Inf(-1)), v(0), v(-5), v(5), v(5), v(1e-300), v(math.MaxFloat64), v(-math.MaxFloat64), v(1e15), v(1e15 + 1)}
}

// hostile gives charts of every kind made from n of the values in an order.
func hostile(pick func(i int) *float64, n int) []charts.Chart {
	number := func(i int) float64 {
		if p := pick(i); p != nil {
			return *p
		}
		return 0
	}
	points := make([]charts.Point, n)
	ranges := make([]*float64, n)
	var steps []charts.Step
	row := charts.CohortRow{Label: long, Count: long}
	root := &charts.Node{Name: long, Value: long, Unit: long, Note: long, Contribution: "−" + long, Operator: "×"}
	for i := range points {
		points[i] = charts.Point{Label: long, Value: pick(i), Text: long, Note: long, Key: "k", Partial: i%3 == 1, Flagged: i%2 == 0, Target: pick(i + 1), Low: pick(i + 2), High: pick(i + 3), Mark: charts.Bad}
		ranges[i] = pick(i + 5)
		steps = append(steps, charts.Step{Name: long, Count: number(i), Text: long, Rate: long, Parts: long, Interval: long, FromFirst: long, Days: long, Bottleneck: i == 1})
		row.Cells = append(row.Cells, charts.Cell{Value: pick(i), Text: long, Immature: i%2 == 0})
		root.Children = append(root.Children, &charts.Node{Name: long}, nil)
	}
	level := func(i int) *charts.Level { return &charts.Level{Value: number(i), Text: long} }
	return []charts.Chart{
		&charts.Line{}, &charts.Line{Points: points}, &charts.Line{Points: points, Ranges: ranges, RangeName: long, RangeHigh: level(1), Mean: level(2), Low: level(3), High: level(4), Target: level(5), FromZero: true},
		&charts.Bars{}, &charts.Bars{Points: points, Target: level(1)}, &charts.Bars{Points: points, Lying: true, Target: level(2)},
		&charts.Spark{}, &charts.Spark{Points: points, Low: pick(0), High: pick(1), Mean: pick(2), Target: pick(3), Since: 99},
		&charts.Bullet{}, &charts.Bullet{Actual: pick(0), Pace: pick(1), Target: pick(2), Forecast: pick(3), Low: pick(4), High: pick(5), ActualText: long, PaceText: long, TargetText: long, ForecastText: long, Note: long},
		&charts.Funnel{}, &charts.Funnel{Steps: steps, Badge: long}, &charts.Funnel{Steps: steps, Badge: long, Narrow: true},
		&charts.Cohort{}, &charts.Cohort{Columns: []string{long, long}, Rows: []charts.CohortRow{row, {}}, RowName: long, CountName: long},
		&charts.Waterfall{}, &charts.Waterfall{Parts: points},
		&charts.Tree{}, &charts.Tree{Root: root},
	}
}

func TestNothingBreaksAScene(t *testing.T) {
	values := strange()
	r := rand.New(rand.NewPCG(1, 2))
	for n := range 6 {
		for round := range len(values) * 3 {
			pick := func(i int) *float64 { return values[(i+round)%len(values)] }
			if round >= len(values) {
				order := r.Perm(len(values))
				pick = func(i int) *float64 { return values[order[i%len(values)]] }
			}
			if round >= 2*len(values) {
				pick = func(int) *float64 { return values[round%len(values)] }
			}
			for _, c := range hostile(pick, n) {
				for _, size := range [][2]float64{{0, 0}, {1, 1}, {40, 700}, {300, 20}, {600, 300}, {math.NaN(), 5}} {
					sound(t, c, size[0], size[1])
				}
				if table := c.Table(); len(table) == 0 || c.Describe() == "" || strings.Contains(fmt.Sprint(table, c.Describe()), "NaN") {
					t.Fatalf("%T says nothing: %q %q", c, table, c.Describe())
				}
			}
		}
	}
}

// sound fails when a number of the scene is no place, or its SVG no XML.
func sound(t *testing.T, c charts.Chart, w, h float64) {
	t.Helper()
	s := lay(c, w, h)
	if text := dump(s); strings.Contains(text, "NaN") || strings.Contains(text, "Inf,") || strings.Contains(text, "+Inf") || strings.Contains(text, "-Inf") {
		t.Fatalf("%T at %vx%v has a number that is none:\n%s", c, w, h, text)
	}
	for _, it := range s.Items {
		if text, ok := it.(scene.Text); ok && (!utf8.ValidString(text.S) || strings.ContainsAny(text.S, "\t\n")) {
			t.Fatalf("%T splits a character or a line: %q", c, text.S)
		}
	}
	if math.IsNaN(w) {
		return
	}
	d := xml.NewDecoder(strings.NewReader(s.SVG(c.Describe())))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("%T: %v", c, err)
		}
	}
}

func TestEverythingStaysInside(t *testing.T) {
	for _, s := range charttest.All() {
		w, h := scene.Least(s.Chart)
		for _, size := range [][2]float64{{s.W, s.H}, {w, h}, {s.W * 1.5, s.H * 1.4}} {
			got := lay(s.Chart, size[0], size[1])
			for _, it := range got.Items {
				var b scene.Box
				switch it := it.(type) {
				case scene.Rect:
					b = it.Box
				case scene.Circle:
					b = scene.Box{X: it.X - it.R, Y: it.Y - it.R, W: 2 * it.R, H: 2 * it.R}
				case scene.Text:
					b = scene.Box{X: it.X, Y: it.Y - it.Size*0.8, W: measure(it.S, it.Size, it.Bold), H: it.Size * 0.9}
					switch it.Anchor {
					case scene.Middle:
						b.X -= b.W / 2
					case scene.End:
						b.X -= b.W
					}
				case scene.Path:
					continue
				}
				if b.X < -1.5 || b.Y < -1.5 || b.X+b.W > size[0]+1.5 || b.Y+b.H > size[1]+1.5 {
					t.Errorf("%s at %v: %s lies outside: %+v", s.Name, size, box(b), it)
				}
			}
		}
	}
}

func TestWrittenPagesRunNothing(t *testing.T) {
	c := charttest.Funnel(false)
	c.Steps[0].Name, c.Title = `</text><script>alert(1)</script>`, `"><script>`
	if svg := lay(c, 600, 240).SVG(c.Describe()); strings.Contains(svg, "<script") {
		t.Error(svg)
	}
}

func BenchmarkLine1000(b *testing.B) {
	l := charttest.XmR()
	for i := len(l.Points); i < 1000; i++ {
		l.Points = append(l.Points, charts.Point{Label: fmt.Sprint(i), Value: charttest.V(float64(i * 7919 % 83))})
	}
	for b.Loop() {
		lay(l, 900, 420)
	}
}
