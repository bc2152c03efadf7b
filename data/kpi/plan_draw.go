package kpi

import (
	"maps"
	"math"
	"math/rand/v2"
	"slices"
)

const (
	planDraws  = 2000 // simulated futures
	planChance = 0.8  // of reaching the goal that the stated effort gives
)

// Past is how a factor of the goal did in past months: enough to say how far
// chance may carry it from its mean.
type Past struct {
	Values  []float64
	Weights []float64 // denominators, month by month, of what is a quotient; nil for anything else
	Months  []float64 // the months' lengths, in mean months
	Share   bool      // a quotient between 0 and 1
	Grows   bool      // sums up over time: Values are sums of a month
}

// PlanQuestion is what Backwards answers: by how much the efforts must change
// for the goal to gain what is missing in some weeks.
type PlanQuestion struct {
	Missing      float64 // of the goal
	Weeks        float64 // left
	Past         map[string]Past
	Efforts      []string // keys that one can do more or less of; all change in proportion
	Named        []Effort // the same, with their names for the answer
	Value        func(Values) *float64
	Proportional string // the goal, where it isn't computed but grows with the efforts
	Seed         uint64
}

// Effort is what is needed of one activity a week. PerWeek reaches the goal
// with the plan's probability; in four of five futures what is really needed
// lies between Low and High. Nil = no effort is enough.
type Effort struct {
	KPI     string   `json:"kpi"`
	Measure string   `json:"measure"`
	PerWeek *float64 `json:"per_week"`
	Low     *float64 `json:"low"`
	High    *float64 `json:"high"`
	Now     float64  `json:"now"` // a week in the past months
}

// Plan is the answer.
type Plan struct {
	Period      string   `json:"period"`
	Goal        float64  `json:"goal"`
	SoFar       *float64 `json:"so_far"`
	Needed      []Effort `json:"needed"`
	Probability float64  `json:"probability"`     // of reaching the goal by PerWeek
	Now         float64  `json:"probability_now"` // and by going on as now
}

// Backwards plans from the goal to the effort by simulation: each future draws
// every factor over the weeks left from what its past allows (a share from a
// beta, anything else from a gamma distribution, both with the spread between
// months, the doubt about the mean and the chance in the weeks themselves), and
// asks how much effort it would have taken. Equal questions have equal answers.
func Backwards(q PlanQuestion) Plan {
	plan := Plan{Needed: slices.Clone(q.Named), Probability: 1, Now: 1}
	needed := make([]float64, planDraws)
	if q.Missing > 0 {
		needed = q.futures(1)
		plan.Now = below(needed, 1)
		// Only now is it known about how many trials the effort will bring.
		if f := up(needed, planChance); f != nil && *f > 0 {
			needed = q.futures(*f)
		}
		plan.Probability = below(needed, math.MaxFloat64)
		if reached := up(needed, planChance); reached != nil {
			plan.Probability = below(needed, *reached)
		}
	}
	for i := range plan.Needed {
		e := &plan.Needed[i]
		e.Now = q.Past[e.KPI].perWeek()
		for _, end := range []struct {
			into **float64
			at   float64
		}{{&e.Low, 0.1}, {&e.PerWeek, planChance}, {&e.High, 0.9}} {
			if times := up(needed, end.at); times != nil {
				v := *times * e.Now
				*end.into = &v
			}
		}
	}
	return plan
}

// below is the share of sorted values up to v.
func below(sorted []float64, v float64) float64 {
	n, _ := slices.BinarySearchFunc(sorted, v, func(have, v float64) int {
		if have <= v {
			return -1
		}
		return 1
	})
	return float64(n) / float64(len(sorted))
}

// Chance is the share of futures in which going on as now reaches the goal:
// Plan.Now without the plan.
func (q PlanQuestion) Chance() float64 {
	if q.Missing <= 0 {
		return 1
	}
	return below(q.futures(1), 1)
}

// futures draws them and gives for each how many times the present effort it
// takes, rising; infinite where none is enough. factor is about how many times
// it will be.
func (q PlanQuestion) futures(factor float64) []float64 {
	months := q.Weeks * 7 * 12 / daysAYear
	keys := slices.Sorted(maps.Keys(q.Past)) // so that equal seeds draw the same
	at, effort, spreads := map[string]int{}, make([]bool, len(keys)), make([]spread, len(keys))
	drawn, scaled := make([]float64, len(keys)), make([]float64, len(keys))
	for i, key := range keys {
		at[key], effort[i] = i, slices.Contains(q.Efforts, key)
		spreads[i] = q.Past[key].over(months, factor)
		if effort[i] {
			drawn[i] = q.Past[key].perWeek() * q.Weeks
		}
	}
	values := func(key string) *float64 {
		if i, known := at[key]; known {
			return &scaled[i]
		}
		return nil
	}
	goal := func(times float64) float64 {
		for i, v := range drawn {
			if scaled[i] = v; effort[i] || keys[i] == q.Proportional {
				scaled[i] = v * times
			}
		}
		if v := q.Value(values); v != nil {
			return *v
		}
		return math.Inf(-1)
	}
	needed, r := make([]float64, planDraws), rand.New(rand.NewPCG(q.Seed, q.Seed))
	for n := range needed {
		for i, s := range spreads {
			if !effort[i] {
				drawn[i] = s.draw(r)
			}
		}
		needed[n] = q.times(goal)
	}
	slices.Sort(needed)
	return needed
}

// times gives how many times the present effort brings the goal to what is
// missing; infinite where none does.
func (q PlanQuestion) times(goal func(times float64) float64) float64 {
	if straight := q.Missing / goal(1); straight > 0 && math.Abs(goal(straight)-q.Missing) < 1e-6*q.Missing {
		return straight // a product, as most are
	}
	low, high := 0.0, 1.0
	for goal(high) < q.Missing {
		if low, high = high, high*2; high > 1e4 {
			return math.Inf(1)
		}
	}
	for high-low > 1e-4*high {
		if mid := (low + high) / 2; goal(mid) < q.Missing {
			low = mid
		} else {
			high = mid
		}
	}
	return high
}

// perWeek is what grows in a week, on the average of the past.
func (p Past) perWeek() float64 {
	var sum, months float64
	for i, v := range p.Values {
		sum, months = sum+v, months+p.Months[i]
	}
	return perWeek(sum / months)
}

// spread is what a factor may come to: beta where it is a share, else gamma.
type spread struct {
	mean, variance float64
	share          bool
}

func (s spread) draw(r *rand.Rand) float64 {
	if s.share {
		return betaOf(r, s.mean, s.variance)
	}
	return gammaOf(r, s.mean, s.variance)
}

// over gives what a factor may come to over some months: its mean over their
// trials, or its sum where it grows. factor is how many times the usual trials
// there will be.
func (p Past) over(months, factor float64) spread {
	k := float64(len(p.Values))
	if p.Weights == nil {
		var sum, squares float64
		for _, v := range p.Values {
			sum += v
		}
		m := sum / k
		for _, v := range p.Values {
			squares += (v - m) * (v - m)
		}
		each := squares / (k - 1)
		if p.Grows {
			return spread{mean: m * months, variance: each * (months*months/k + months)}
		}
		return spread{mean: m, variance: each * (1/k + 1/months)}
	}
	var weight, hits, squares float64
	for i, v := range p.Values {
		weight, hits = weight+p.Weights[i], hits+v*p.Weights[i]
	}
	m := hits / weight
	for i, v := range p.Values {
		squares += p.Weights[i] * (v - m) * (v - m)
	}
	one := squares / (k - 1) // variance of a single trial, as the months show it
	doubt := 1/weight + k/(weight*months*factor)
	if !p.Share {
		return spread{mean: m, variance: one * doubt}
	}
	m = (hits + 0.5) / (weight + 1) // Jeffreys' prior: never quite 0 or 1
	return spread{mean: m, variance: max(one, m*(1-m)) * doubt, share: true}
}

// betaOf draws from the beta distribution of a mean and a variance.
func betaOf(r *rand.Rand, mean, variance float64) float64 {
	size := max(0.5, mean*(1-mean)/variance-1)
	a, b := gamma(r, mean*size), gamma(r, (1-mean)*size)
	if a+b == 0 {
		return mean
	}
	return a / (a + b)
}

// gammaOf draws from the gamma distribution of a mean and a variance; around a
// mean that is not positive, from the normal one.
func gammaOf(r *rand.Rand, mean, variance float64) float64 {
	switch {
	case variance <= 0:
		return mean
	case mean <= 0:
		return mean + math.Sqrt(variance)*r.NormFloat64()
	}
	return gamma(r, mean*mean/variance) * variance / mean
}

// gamma draws from the gamma distribution of a shape and scale 1 (Marsaglia and
// Tsang 2000, ACM Trans. Math. Softw. 26:363–372).
func gamma(r *rand.Rand, shape float64) float64 {
	if shape < 1 {
		return gamma(r, shape+1) * math.Pow(r.Float64(), 1/shape)
	}
	d := shape - 1.0/3
	c := 1 / math.Sqrt(9*d)
	for {
		x := r.NormFloat64()
		v := 1 + c*x
		if v <= 0 {
			continue
		}
		v = v * v * v
		if u := r.Float64(); math.Log(u) < x*x/2+d-d*v+d*math.Log(v) {
			return d * v
		}
	}
}
