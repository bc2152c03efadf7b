package scene

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

func TestTicksHoldTheSpan(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 20000 {
		a := (r.Float64() - 0.3) * math.Pow(10, float64(r.IntN(16)-6))
		z := a + r.Float64()*math.Pow(10, float64(r.IntN(16)-6))
		var s span
		s.take(&a, &z)
		ticks := s.ticks()
		slack := 1e-6 * (s.high - s.low)
		if len(ticks) < 3 || len(ticks) > 5 || ticks[0] > s.low+slack || ticks[len(ticks)-1] < s.high-slack {
			t.Fatalf("%v to %v: ticks %v", a, z, ticks)
		}
	}
}

func TestDashesCoverTheirShare(t *testing.T) {
	line := []Point{{0, 0}, {30, 40}, {30, 100}}
	sum := 0.0
	for _, d := range dashes(line, 4, 3) {
		for i := 1; i < len(d); i++ {
			sum += math.Hypot(d[i].X-d[i-1].X, d[i].Y-d[i-1].Y)
		}
	}
	if math.Abs(sum-110*4.0/7) > 4 {
		t.Errorf("dashes are %.1f of 110 long", sum)
	}
	for _, l := range hatching(Box{10, 20, 50, 28}, 6) {
		for _, p := range l {
			if p.X < 10-1e-9 || p.X > 60+1e-9 || p.Y < 20-1e-9 || p.Y > 48+1e-9 {
				t.Errorf("hatching leaves its box at %v", p)
			}
		}
	}
}

func TestCutFits(t *testing.T) {
	b := board{measure: func(s string, size float64, _ bool) float64 { return size * float64(len([]rune(s))) }}
	st := style{size: 10}
	for width := 0.0; width < 100; width += 3 {
		got := b.cut("新規アポ𠮷得数", width, st)
		if b.width(got, st) > width || (got != "" && got != "新規アポ𠮷得数" && !strings.HasSuffix(got, "…")) {
			t.Errorf("cut to %v: %q", width, got)
		}
	}
	if got := b.cut("新規アポ", 40, st); got != "新規アポ" {
		t.Errorf("cut what fits: %q", got)
	}
}
