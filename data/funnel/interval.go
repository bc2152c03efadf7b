package funnel

import "math"

// Wilson gives the 95 % interval of n out of d (Wilson 1927; Brown, Cai and
// DasGupta 2001). ok is false where there is no such fraction.
func Wilson(n, d int) (low, high float64, ok bool) {
	if d <= 0 || n < 0 || n > d {
		return 0, 0, false
	}
	const z = 1.959963984540054
	p, m := float64(n)/float64(d), float64(d)
	middle := (p + z*z/(2*m)) / (1 + z*z/m)
	half := z / (1 + z*z/m) * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	return max(0, middle-half), min(1, middle+half), true
}

// NewRate gives n of d with its interval; nil where d is 0.
func NewRate(n, d int) *Rate {
	if d <= 0 {
		return nil
	}
	r := &Rate{Numerator: n, Denominator: d}
	r.Low, r.High, _ = Wilson(n, d)
	return r
}

// Value is the fraction itself.
func (r *Rate) Value() *float64 {
	if r == nil {
		return nil
	}
	v := float64(r.Numerator) / float64(r.Denominator)
	return &v
}

// histogram counts whole days.
type histogram []int32

func (h *histogram) add(day int) {
	for len(*h) <= day {
		*h = append(*h, 0)
	}
	(*h)[day]++
}

// join adds what another one counted.
func (h *histogram) join(other histogram) {
	for len(*h) < len(other) {
		*h = append(*h, 0)
	}
	for day, c := range other {
		(*h)[day] += c
	}
}

// quartiles gives the lower quartile, the median and the upper quartile, between
// two days where they fall between two (Hyndman and Fan's definition 7).
func (h histogram) quartiles() (lower, median, upper *float64) {
	n := 0
	for _, c := range h {
		n += int(c)
	}
	if n == 0 {
		return nil, nil, nil
	}
	quantile := func(p float64) *float64 {
		at := p * float64(n-1)
		i := int(at)
		low, high := float64(h.at(i)), float64(h.at(min(i+1, n-1)))
		v := low + (at-float64(i))*(high-low)
		return &v
	}
	return quantile(0.25), quantile(0.5), quantile(0.75)
}

// at gives the i-th smallest of the counted days.
func (h histogram) at(i int) int {
	for day, c := range h {
		if i -= int(c); i < 0 {
			return day
		}
	}
	return 0
}
