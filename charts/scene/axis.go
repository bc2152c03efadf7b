package scene

import (
	"math"

	"shirube/charts"
)

// span is the range of values a chart has to show.
type span struct {
	low, high float64
	any       bool
}

func (s *span) take(values ...*float64) {
	for _, p := range values {
		v, ok := charts.Number(p)
		if !ok {
			continue
		}
		if !s.any {
			s.low, s.high, s.any = v, v, true
		}
		s.low, s.high = math.Min(s.low, v), math.Max(s.high, v)
	}
}

func (s *span) level(levels ...*charts.Level) {
	for _, l := range levels {
		if l != nil {
			s.take(&l.Value)
		}
	}
}

// open makes a flat span wide enough to draw in.
func (s *span) open() {
	if s.high-s.low > 1e-12*math.Max(math.Abs(s.low), math.Abs(s.high)) {
		return
	}
	by := math.Abs(s.high) * 0.1
	if by == 0 {
		by = 1
	}
	s.low, s.high = s.low-by, s.high+by
}

// ticks gives 3 to 5 round values from the span outward, never beyond 0 when
// the span lies on one side of it.
func (s *span) ticks() []float64 {
	s.open()
	rough := (s.high - s.low) / 3
	if math.IsInf(rough, 0) || rough == 0 {
		return nil
	}
	unit := math.Pow(10, math.Floor(math.Log10(rough)))
	step := unit * 10
	for _, m := range []float64{1, 2, 2.5, 5} {
		if unit*m >= rough*0.999999 {
			step = unit * m
			break
		}
	}
	first := math.Floor(s.low/step+1e-9) * step
	if s.low >= 0 {
		first = math.Max(0, first)
	}
	var out []float64
	for i := 0; i < 8; i++ {
		v := first + float64(i)*step
		out = append(out, v)
		if v >= s.high-step*1e-9 {
			break
		}
	}
	return out
}

// scale maps values to places.
type scale struct{ low, high, from, to float64 }

func (s scale) at(v float64) float64 {
	if s.high == s.low {
		return (s.from + s.to) / 2
	}
	at := s.from + (s.to-s.from)*((v-s.low)/(s.high-s.low))
	if math.IsNaN(at) || math.IsInf(at, 0) {
		return s.from
	}
	return at
}

// spread moves places apart to at least gap, in order, keeping them within
// low and high where there is room.
func spread(ys []float64, gap, low, high float64) []float64 {
	out := append([]float64(nil), ys...)
	for i := range out {
		if i == 0 {
			out[i] = math.Max(out[i], low)
		} else {
			out[i] = math.Max(out[i], out[i-1]+gap)
		}
	}
	for i := len(out) - 1; i >= 0; i-- {
		limit := high
		if i < len(out)-1 {
			limit = out[i+1] - gap
		}
		out[i] = math.Min(out[i], limit)
	}
	return out
}
