package scene_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"shirube/assets/palette"
	"shirube/charts"
	"shirube/charts/charttest"
	"shirube/charts/scene"
)

var light = palette.Of(false)

// all gives the items of one kind.
func all[T scene.Item](s *scene.Scene) []T {
	var out []T
	for _, it := range s.Items {
		if v, ok := it.(T); ok {
			out = append(out, v)
		}
	}
	return out
}

func texts(s *scene.Scene) []string {
	var out []string
	for _, t := range all[scene.Text](s) {
		out = append(out, t.S)
	}
	return out
}

func TestFunnelWidthsGoWithTheSquareRoot(t *testing.T) {
	for _, narrow := range []bool{false, true} {
		c := charttest.Funnel(narrow)
		var bars []scene.Rect
		for _, r := range all[scene.Rect](lay(c, 608, 239)) {
			if r.Fill == light[palette.Accent] {
				bars = append(bars, r)
			}
		}
		if len(bars) != len(c.Steps) {
			t.Fatalf("narrow=%v: %d bars", narrow, len(bars))
		}
		for i, r := range bars {
			want := bars[0].W * math.Sqrt(c.Steps[i].Count/c.Steps[0].Count)
			if math.Abs(r.W-want) > 1e-9 {
				t.Errorf("narrow=%v: bar %d is %.2f wide, want %.2f", narrow, i, r.W, want)
			}
		}
	}
}

func TestAnEmptyStageIsNoBar(t *testing.T) {
	c := &charts.Funnel{Steps: []charts.Step{{Name: "認知", Text: "0"}, {Name: "購入", Text: "0", Rate: "—"}}}
	s := lay(c, 600, 200)
	for _, r := range all[scene.Rect](s) {
		if r.Fill == light[palette.Accent] {
			t.Errorf("a bar %v wide stands for 0", r.W)
		}
	}
	if !slices.Contains(texts(s), "—") {
		t.Error("the rate that isn't one is not said")
	}
}

func TestAGapIsNoZero(t *testing.T) {
	c := &charts.Line{FromZero: true, Points: []charts.Point{{Label: "a", Value: charttest.V(5)}, {Label: "b"}, {Label: "c", Value: charttest.V(6)}}}
	s := lay(c, 400, 200)
	for _, p := range all[scene.Path](s) {
		if p.Stroke == light[palette.Accent] {
			t.Errorf("a line is drawn across the gap: %v", p.Lines)
		}
	}
	if n := len(all[scene.Circle](s)); n != 2 {
		t.Errorf("%d points, want 2", n)
	}
	if gap := s.Hits[1]; gap.Point || gap.Tip[1] != charts.None {
		t.Errorf("the gap is shown as %+v", gap)
	}
	c.Points[1].Value = charttest.V(5.5)
	drawn := slices.ContainsFunc(all[scene.Path](lay(c, 400, 200)), func(p scene.Path) bool { return p.Stroke == light[palette.Accent] })
	if !drawn {
		t.Error("no line is drawn where nothing is missing")
	}
}

func TestSignalsAndRunningMonthsAreMarked(t *testing.T) {
	s := lay(charttest.FlaggedSpark(), 220, 30)
	rings, hollow := 0, 0
	for _, c := range all[scene.Circle](s) {
		if c.Stroke == light[palette.Bad] {
			rings++
		}
		if c.Stroke == light[palette.Accent] && c.Fill == light[palette.Card] {
			hollow++
		}
	}
	if rings != 1 || hollow != 1 {
		t.Errorf("%d rings and %d hollow points, want 1 and 1", rings, hollow)
	}
	if !slices.Contains(texts(lay(charttest.XmR(), 616, 226)), "40.2%(45/112)") {
		t.Error("the signal's value is not written beside it")
	}
}

func TestLevelWordsKeepApart(t *testing.T) {
	l := charttest.XmR()
	for _, v := range []*charts.Level{l.High, l.Mean, l.Target, l.Low} {
		v.Value = 41
	}
	var ys []float64
	for _, w := range all[scene.Text](lay(l, 616, 226)) {
		if strings.Contains(w.S, "限") || strings.Contains(w.S, "平均") || strings.Contains(w.S, "目標") {
			ys = append(ys, w.Y)
		}
	}
	slices.Sort(ys)
	for i := 1; i < len(ys); i++ {
		if ys[i]-ys[i-1] < 13 {
			t.Errorf("words at %.1f and %.1f run into each other", ys[i-1], ys[i])
		}
	}
}

func TestOnlyPossibleCellsSpeak(t *testing.T) {
	c := charttest.Cohort()
	want, ripe := 0, 0
	for _, r := range c.Rows {
		for _, cell := range r.Cells {
			if cell.Value != nil {
				want++
				if !cell.Immature {
					ripe++
				}
			}
		}
	}
	s := lay(c, 608, 252)
	if len(s.Hits) != want {
		t.Errorf("%d cells answer, want %d", len(s.Hits), want)
	}
	filled, fullest := 0, palette.Mix(light[palette.Card], light[palette.Accent], 0.47)
	for _, r := range all[scene.Rect](s) {
		if r.Fill != light[palette.Ground] && r.Fill != light[palette.Card] && r.Fill.A > 0 {
			filled++
		}
	}
	if filled != ripe {
		t.Errorf("%d cells are coloured, want the %d mature ones", filled, ripe)
	}
	if c := palette.Contrast(light[palette.Ink], fullest); c < 4.5 {
		t.Errorf("ink on the fullest cell: %.2f", c)
	}
}

func TestWaterfallEndsWhereItsPartsLead(t *testing.T) {
	c := charttest.Waterfall()
	bars := slices.DeleteFunc(all[scene.Rect](lay(c, 368, 216)), func(r scene.Rect) bool { return r.Fill.A == 0 })
	if len(bars) != 6 {
		t.Fatalf("%d bars", len(bars))
	}
	last, end := bars[4], bars[5]
	if math.Abs(last.X+last.W-(end.X+end.W)) > 0.5 { // 平均契約単価 adds 12.6 to reach 924
		t.Errorf("parts lead to %.1f, the end is drawn at %.1f", last.X+last.W, end.X+end.W)
	}
	if bars[2].Fill != light[palette.Bad] || bars[1].Fill != light[palette.Good] {
		t.Error("gains and losses don't have their colours")
	}
}

func TestTreeNodesKeepApart(t *testing.T) {
	c := charttest.Tree()
	for _, h := range []float64{300, 544, 1000} {
		s := lay(c, 704, h)
		nodes := 0
		c.Walk(func(*charts.Node, int) { nodes++ })
		if len(s.Hits) != nodes {
			t.Fatalf("%d nodes drawn of %d", len(s.Hits), nodes)
		}
		for i, a := range s.Hits {
			for _, z := range s.Hits[:i] {
				if a.X-z.X < a.W && z.X-a.X < a.W && a.Box.Y < z.Box.Y+z.H && z.Box.Y < a.Box.Y+a.H {
					t.Errorf("%s stands on %s", a.Key, z.Key)
				}
			}
		}
	}
}

func TestTreeNodesTakeTheRoomThereIs(t *testing.T) {
	c := &charts.Tree{Root: &charts.Node{Name: "Annual sales", Children: []*charts.Node{{Name: "New appointments"}, {Name: "Landing-page visits"}}}}
	for _, width := range []float64{100, 300, 704, 1400} {
		for _, h := range lay(c, width, 400).Hits {
			if h.W < 124 || h.W > 184 || h.H != 76 {
				t.Errorf("in %v a node is %v x %v", width, h.W, h.H)
			}
			if width >= 300 && h.Box.X+h.W > width {
				t.Errorf("in %v a node ends at %v", width, h.Box.X+h.W)
			}
		}
	}
	if s := lay(c, 704, 400); s.Hits[0].W != 184 {
		t.Errorf("a wide card has nodes of %v", s.Hits[0].W)
	}
	c.Root.Contribution = "−326"
	if h := lay(c, 704, 400).Hits[0].H; h != 96 {
		t.Errorf("a node with a contribution is %v high", h)
	}
}

func TestSixLevelsOfTreeStaySmall(t *testing.T) {
	var grow func(depth int) *charts.Node
	grow = func(depth int) *charts.Node {
		n := &charts.Node{Name: "n"}
		if depth > 0 {
			n.Children = []*charts.Node{grow(depth - 1), {Name: "leaf"}}
		}
		return n
	}
	w, h := scene.Least(&charts.Tree{Root: grow(5)})
	if w != 6*145-21 || h > 3*112 {
		t.Errorf("a tree with one leaf beside each branch takes %v x %v", w, h)
	}
}

func TestBulletShowsItsPartsInOrder(t *testing.T) {
	c := charttest.Bullet()
	s := lay(c, 1008, 54)
	end := 0.0
	for _, r := range all[scene.Rect](s) {
		if r.Fill == light[palette.Accent] {
			end = r.W
		}
	}
	if want := 1008 * 7439 / (12040 * 1.08); math.Abs(end-want) > 1e-6 {
		t.Errorf("the bar ends at %.2f, want %.2f", end, want)
	}
	for _, word := range []string{c.Note, c.ActualText, c.PaceText, c.ForecastText, c.TargetText} {
		if !slices.Contains(texts(s), word) {
			t.Errorf("%q is missing", word)
		}
	}
	c.Actual = nil
	for _, r := range all[scene.Rect](lay(c, 1008, 54)) {
		if r.Fill == light[palette.Accent] {
			t.Error("a bar stands for what was not measured")
		}
	}
}

func TestTheLastHitOnTopAnswers(t *testing.T) {
	s := lay(charttest.Bullet(), 1008, 54)
	if i := s.At(1, 10); i < 0 || s.Hits[i].Tip[0] != "実績" {
		t.Errorf("at the bar: %d", i)
	}
	if i := s.At(930, 10); i < 0 || s.Hits[i].Tip[0] != "目標 1億2,000万円" {
		t.Errorf("at the flag: %d", i)
	}
	if i := s.At(-1, 10); i != -1 {
		t.Errorf("outside: %d", i)
	}
}
