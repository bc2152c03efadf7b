package review

import (
	"math"
	"slices"
)

// The factors of the XmR chart (Shewhart, Wheeler: 3 ÷ 1.128 and D4 for
// subgroups of two), applied to the mean moving range.
const (
	limitFactor = 2.66
	rangeFactor = 3.268
)

const (
	leastPoints     = 6  // below, there are no limits
	settledPoints   = 10 // below, limits are provisional
	nearLimit       = 2.0 / 3
	nearOf, nearMin = 4, 3
	runLength       = 8
)

// Rule names why a point is a signal, "" for none.
type Rule string

// The rules, the strongest first: a point beyond a limit; three of four beyond
// two thirds of the way to the same unclipped limit, this one among them; the
// eighth (or later) in a row on one side of the mean.
const (
	Outside   Rule = "outside"
	NearLimit Rule = "near_limit"
	Run       Rule = "run"
)

// Point is a KPI in one complete period. N is a rate's denominator, nil for
// anything that isn't a share of N.
type Point struct {
	Period string   `json:"period"`
	Value  *float64 `json:"value"`
	N      *float64 `json:"n"`
}

// Judged is a point with the limits it was held against.
type Judged struct {
	Point
	Low   *float64 `json:"low"`
	High  *float64 `json:"high"`
	Mean  *float64 `json:"-"` // of its phase
	Rule  Rule     `json:"rule"`
	Above bool     `json:"-"` // the side of the mean it lies on
	Range *float64 `json:"-"` // moving range: distance from the point measured before
}

// Chart is an XmR chart. Mean, Low, High and RangeHigh are nil where they vary:
// the limits of rates by their n, all of them by phase; and with under six points.
type Chart struct {
	Points      []Judged `json:"points"`
	Mean        *float64 `json:"mean"`
	Low         *float64 `json:"low"`
	High        *float64 `json:"high"`
	RangeHigh   *float64 `json:"range_high"`
	Provisional bool     `json:"provisional"` // the last phase has under ten points
	Phases      []Phase  `json:"phases"`      // oldest first; one unless a shift was explained
}

// Phase is a stretch of a chart in which the process was the same.
type Phase struct {
	From        string   `json:"from"` // its first period
	Mean        *float64 `json:"mean"`
	Low         *float64 `json:"low"`
	High        *float64 `json:"high"`
	RangeHigh   *float64 `json:"range_high"`
	Provisional bool     `json:"provisional"`
}

// process is what a phase has shown it does: its mean and how far chance
// carries a single point from it.
type process struct {
	mean      float64
	spread    func(n *float64) float64 // half the width of the natural limits
	rangeHigh float64
	varies    bool // the width depends on n
	floor     bool // nothing here can be below 0
	points    int
}

// study works out the process behind points, nil under six measured ones. The
// limits come from the mean moving range, never from the standard deviation.
// Rates whose n varies get Laney's p′: the moving range of (p − p̄) ÷ σ(n).
func study(points []Point) *process {
	var values []float64
	var ns []float64
	floor := true
	for _, p := range points {
		if p.Value == nil {
			continue
		}
		values = append(values, *p.Value)
		floor = floor && *p.Value >= 0
		if p.N != nil && *p.N > 0 && *p.Value >= 0 && *p.Value <= 1 {
			ns = append(ns, *p.N)
		}
	}
	if len(values) < leastPoints {
		return nil
	}
	if len(ns) == len(values) && varied(ns) {
		if p := laney(values, ns); p != nil {
			return p
		}
	}
	movement := meanRange(values)
	return &process{
		mean: mean(values), spread: func(*float64) float64 { return limitFactor * movement },
		rangeHigh: rangeFactor * movement, floor: floor, points: len(values),
	}
}

// laney is p′ (Laney 2002, "Improved control charts for attributes", Quality
// Engineering 14:531–537); nil where all rates are 0 or all are 1.
func laney(rates, ns []float64) *process {
	var hits, all float64
	for i := range rates {
		hits, all = hits+rates[i]*ns[i], all+ns[i]
	}
	p := hits / all
	if p <= 0 || p >= 1 {
		return nil
	}
	sigma := func(n float64) float64 { return math.Sqrt(p * (1 - p) / n) }
	z := make([]float64, len(rates))
	for i := range rates {
		z[i] = (rates[i] - p) / sigma(ns[i])
	}
	width := limitFactor * meanRange(z)
	spread := func(n *float64) float64 {
		if n == nil || *n <= 0 {
			return math.Inf(1)
		}
		return width * sigma(*n)
	}
	return &process{mean: p, spread: spread, varies: true, floor: true, points: len(rates)}
}

// limits gives the limits of a point as shown: the lower not below 0 where
// nothing can be.
func (p *process) limits(n *float64) (low, high *float64) {
	w := p.spread(n)
	if math.IsInf(w, 0) {
		return nil, nil
	}
	l, h := p.mean-w, p.mean+w
	if p.floor {
		l = max(0, l)
	}
	return &l, &h
}

// way is how far a point is on the way from the mean (0) to its limit (±1); 0
// where it isn't measured.
func (p *process) way(q Point) float64 {
	if q.Value == nil {
		return 0
	}
	distance, w := *q.Value-p.mean, p.spread(q.N)
	if distance == 0 || math.IsInf(w, 0) {
		return 0
	}
	return distance / w
}

// judge names the rule by which the last of points is a signal.
func (p *process) judge(points []Point) (rule Rule, above bool) {
	last := points[len(points)-1]
	if last.Value == nil {
		return "", false
	}
	now := p.way(last)
	above = now > 0
	if now == 0 {
		return "", false
	}
	if math.Abs(now) > 1 {
		return Outside, above
	}
	near, run, seen, broken := 0, 0, 0, false
	for i := len(points) - 1; i >= 0 && seen < runLength; i-- {
		if points[i].Value == nil {
			continue
		}
		w := p.way(points[i])
		same := w > 0 == above && w != 0
		if seen < nearOf && same && math.Abs(w) > nearLimit {
			near++
		}
		broken = broken || !same
		if !broken {
			run++
		}
		seen++
	}
	switch {
	case near >= nearMin && math.Abs(now) > nearLimit:
		return NearLimit, above
	case run >= runLength:
		return Run, above
	}
	return "", above
}

// NewChart judges every point by the limits of its phase: all of it up to its
// end. begins are the indices at which a phase begins anew, rising; none for a
// single phase.
func NewChart(points []Point, begins ...int) Chart {
	c := Chart{Points: make([]Judged, 0, len(points)), Phases: []Phase{}}
	from := 0
	for _, to := range append(slices.Clone(begins), len(points)) {
		if to <= from {
			continue
		}
		phase := points[from:to]
		judged, p := judgeAll(phase)
		c.Points = append(c.Points, judged...)
		c.Phases = append(c.Phases, newPhase(phase[0].Period, p))
		from = to
	}
	switch len(c.Phases) {
	case 0:
		return c
	case 1:
		only := c.Phases[0]
		c.Mean, c.Low, c.High, c.RangeHigh = only.Mean, only.Low, only.High, only.RangeHigh
	}
	c.Provisional = c.Phases[len(c.Phases)-1].Provisional
	return c
}

func newPhase(from string, p *process) Phase {
	phase := Phase{From: from}
	if p == nil {
		return phase
	}
	phase.Mean, phase.Provisional = &p.mean, p.points < settledPoints
	if !p.varies {
		phase.Low, phase.High = p.limits(nil)
		phase.RangeHigh = &p.rangeHigh
	}
	return phase
}

// judgeAll judges each point of a phase by the process behind them all.
func judgeAll(points []Point) ([]Judged, *process) {
	out := make([]Judged, len(points))
	p := study(points)
	var before *float64
	for i, point := range points {
		out[i] = Judged{Point: point}
		j := &out[i]
		if point.Value != nil && before != nil {
			r := math.Abs(*point.Value - *before)
			j.Range = &r
		}
		if point.Value != nil {
			before = point.Value
		}
		if p != nil {
			j.Low, j.High = p.limits(point.N)
			j.Mean = &p.mean
			j.Rule, j.Above = p.judge(points[:i+1])
		}
	}
	return out, p
}

// Limits are what a point is held against, nil where there are none yet.
type Limits struct {
	Mean *float64 `json:"mean"`
	Low  *float64 `json:"low"`
	High *float64 `json:"high"`
}

// Verdict is what a review says of one period.
type Verdict struct {
	Rule        Rule
	Above       bool
	Limits      Limits
	Provisional bool
	Way         float64 // how far it is from the mean on the way to its limit: 1 on it, 0 without limits
}

// Signal judges the last point by those before it, from the last of begins on.
// (The point at which a phase begins is judged by the phase before: that is how
// the shift was seen.)
func Signal(points []Point, begins ...int) Verdict {
	if len(points) == 0 {
		return Verdict{}
	}
	for _, at := range slices.Backward(begins) {
		if at < len(points)-1 {
			points = points[at:]
			break
		}
	}
	last := len(points) - 1
	p := study(points[:last])
	if p == nil {
		return Verdict{}
	}
	v := Verdict{Provisional: p.points < settledPoints}
	v.Limits.Mean = &p.mean
	v.Limits.Low, v.Limits.High = p.limits(points[last].N)
	v.Rule, v.Above = p.judge(points)
	v.Way = math.Abs(p.way(points[last]))
	return v
}

func mean(values []float64) float64 {
	var sum float64
	for _, v := range values {
		sum += v
	}
	return sum / float64(len(values))
}

func meanRange(values []float64) float64 {
	var sum float64
	for i := 1; i < len(values); i++ {
		sum += math.Abs(values[i] - values[i-1])
	}
	return sum / float64(len(values)-1)
}

func varied(ns []float64) bool {
	for _, n := range ns {
		if n != ns[0] {
			return true
		}
	}
	return false
}
