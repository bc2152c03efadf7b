package funnel

import (
	"math"
	"math/rand/v2"
	"testing"

	"shirube/data/period"
)

// TestNewcombe has the examples (a) to (h) of Newcombe's table II, method 10.
func TestNewcombe(t *testing.T) {
	for _, tc := range []struct {
		n, m, k, l int
		low, high  float64
	}{
		{56, 70, 48, 80, 0.0524, 0.3339}, {9, 10, 3, 10, 0.1705, 0.8090}, {6, 7, 2, 7, 0.0582, 0.8062}, {5, 56, 0, 29, -0.0381, 0.1926},
		{0, 10, 0, 20, -0.1611, 0.2775}, {0, 10, 0, 10, -0.2775, 0.2775}, {10, 10, 0, 20, 0.6791, 1}, {10, 10, 0, 10, 0.6075, 1},
	} {
		low, high := Newcombe(*NewRate(tc.n, tc.m), *NewRate(tc.k, tc.l))
		if math.Abs(low-tc.low) > 5e-5 || math.Abs(high-tc.high) > 5e-5 {
			t.Errorf("%d/%d − %d/%d: %.4f to %.4f, want %.4f to %.4f", tc.n, tc.m, tc.k, tc.l, low, high, tc.low, tc.high)
		}
	}
}

// TestNewcombeCovers draws two shares at random: the interval has their true
// difference about as often as it says, and turned round it is the same.
func TestNewcombeCovers(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	draw := func(p float64, d int) *Rate {
		n := 0
		for range d {
			if r.Float64() < p {
				n++
			}
		}
		return NewRate(n, d)
	}
	const runs = 4000
	covered := 0
	for range runs {
		p, q := r.Float64(), r.Float64()
		a, b := draw(p, 20+r.IntN(100)), draw(q, 20+r.IntN(100))
		low, high := Newcombe(*a, *b)
		if low <= p-q && p-q <= high {
			covered++
		}
		if back, forth := Newcombe(*b, *a); math.Abs(back+high) > 1e-12 || math.Abs(forth+low) > 1e-12 {
			t.Fatalf("turned round %v to %v becomes %v to %v", low, high, back, forth)
		}
	}
	if share := float64(covered) / runs; share < 0.935 || share > 0.97 {
		t.Errorf("95 %% intervals have the difference in %.1f %%", share*100)
	}
}

func TestGroupsBesideEachOther(t *testing.T) {
	var rs []Record
	for p := range uint32(200) {
		channel := uint16(1 + p%2)
		rs = append(rs, entry(p+1, 0, 0, channel))
		if p%2 == 0 && p < 120 || p%2 == 1 && p < 40 { // 60 of 100 by web, 20 of 100 at the fair
			rs = append(rs, entry(p+1, 1, 3, channel))
		}
	}
	r := Evaluate(four, logOf(rs...), nil, nil, Question{By: "channel"})
	c, err := r.Beside("web", "fair")
	if err != nil {
		t.Fatal(err)
	}
	g := c.Stages[1].FromPrevious
	if math.Abs(g.Difference-0.4) > 1e-12 || !g.Clear() || *g.Low > 0.4 || *g.High < 0.4 {
		t.Errorf("60 of 100 against 20 of 100: %+v", g)
	}
	if c.Stages[0].FromPrevious != nil || c.Stages[3].FromPrevious != nil || c.Stages[3].FromFirst.Clear() {
		t.Errorf("nothing to divide by, or nobody in either: %+v", c.Stages)
	}
	if self, _ := r.Beside("web", "web"); self.Stages[1].FromPrevious.Low != nil || self.Stages[1].FromPrevious.Difference != 0 {
		t.Error("the same people are no second sample")
	}
	if _, err := r.Beside("web", "moon"); err == nil {
		t.Error("a group that isn't there is compared")
	}
	flow := Evaluate(four, logOf(entry(1, 0, 0, 1), entry(2, 0, -9, 1), entry(2, 1, 3, 1), entry(3, 0, -9, 1), entry(3, 1, 4, 1)), nil, nil,
		Question{View: Flow, Range: period.Range{From: day("2026-01-01")}})
	if g := Compare(flow.Groups[0], flow.Groups[0]).Stages[1].FromPrevious; g == nil || g.Low != nil {
		t.Errorf("2 of 1 is no share: %+v", g)
	}
}
