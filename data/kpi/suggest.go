package kpi

import (
	"context"
	"math"
	"slices"
	"strconv"

	"shirube/data/period"
)

// Limits gives the mean and the natural limits of a run of values, nil where
// they are too few (review works them out).
type Limits func(values []Value) (mean, low, high *float64)

// Suggestion is a target that the past gives reason for.
type Suggestion struct {
	Code  string   `json:"code"`
	Level Level    `json:"level"` // what it would do for
	Value float64  `json:"value"`
	From  string   `json:"from"` // the past it rests on: first and
	To    string   `json:"to"`   // last period
	Last  *float64 `json:"last,omitempty"`
	Times *float64 `json:"times,omitempty"`
}

// The suggestions, each with its reason.
const (
	SuggestMedian = "median" // half of the past periods reached it
	SuggestReach  = "reach"  // one sigma better than the mean: the process as it is reaches it in about one of six
	SuggestSeason = "season" // Last is the same period a year before, Times how the past year went against the one before it
	SuggestLimit  = "limit"  // the natural limit: the process as it is hardly ever reaches it
)

// Suggest gives targets for a KPI in a period from the complete ones before
// today, at most 24. Months make quarters and years: what grows adds up, chance
// with the root of their number. Empty under six measured periods.
func (s *Service) Suggest(ctx context.Context, key string, p period.Period, limits Limits) ([]Suggestion, error) {
	d, err := s.desk(ctx)
	if err != nil {
		return nil, err
	}
	k, err := d.book.KPI(key)
	if err != nil {
		return nil, err
	}
	if err := d.book.Broken[key]; err != nil {
		return nil, err
	}
	return d.suggest(ctx, k, p, limits)
}

// before are a KPI's periods before one, oldest first.
func (d *desk) before(ctx context.Context, k KPI, before period.Period) (past []Value, err error) {
	past = make([]Value, mostTests)
	for i := mostTests - 1; i >= 0; i-- {
		before = d.calendar.Previous(before)
		if past[i], err = d.value(ctx, k, before); err != nil {
			return nil, err
		}
	}
	return past, nil
}

func (d *desk) suggest(ctx context.Context, k KPI, p period.Period, limits Limits) ([]Suggestion, error) {
	grain, n := p.Grain, 1.0
	switch p.Grain {
	case period.Quarter:
		grain, n = period.Month, 3
	case period.Year:
		grain, n = period.Month, 12
	case period.Custom:
		grain, n = period.Month, float64(p.Days())*12/daysAYear
	}
	past, err := d.before(ctx, k, d.calendar.Of(grain, min(d.today, p.From)))
	if err != nil {
		return nil, err
	}
	out := []Suggestion{}
	values := measured(past)
	if len(values) < leastTests {
		return out, nil
	}
	from, to := past[len(past)-len(trimmed(past))].Period, past[len(past)-1].Period
	add := func(code string, l Level, v float64) *Suggestion {
		out = append(out, Suggestion{Code: code, Level: l, Value: rounded(v), From: from, To: to})
		return &out[len(out)-1]
	}
	times, root := 1.0, math.Sqrt(n)
	if d.book.Grows(k.Key) {
		times = n
	}
	slices.Sort(values)
	add(SuggestMedian, Minimum, quantile(values, 0.5)*times)
	if best, mean, ok := k.best(limits(past)); ok {
		add(SuggestReach, Aim, (mean+(best-mean)/3/root)*times)
		add(SuggestLimit, Stretch, (mean+(best-mean)/root)*times)
	}
	last, growth, err := d.season(ctx, k, p)
	if err == nil && last != nil && growth != nil {
		s := add(SuggestSeason, Aim, *last**growth)
		s.Last, s.Times = last, growth
	}
	return out, err
}

// best gives the natural limit at the better side with the mean; where nothing
// falls below 0 the shown limit does.
func (k KPI) best(mean, low, high *float64) (best, middle float64, ok bool) {
	if mean == nil || low == nil || high == nil {
		return 0, 0, false
	}
	if k.Direction == Down {
		return *low, *mean, true
	}
	return *high, *mean, true
}

// season gives a KPI in the same period a year before, and how the twelve
// complete months before today went against the twelve before them.
func (d *desk) season(ctx context.Context, k KPI, p period.Period) (last, growth *float64, err error) {
	before := aYearBefore(p)
	end := d.calendar.Of(period.Month, d.today).From
	year := period.Between(end.AddMonths(-12), end-1)
	other := period.Between(end.AddMonths(-24), end.AddMonths(-12)-1)
	first, err := d.over(ctx, k.Key, d.calendar.Of(period.Month, other.From).Range, nil)
	if err != nil || first.Value == nil {
		return nil, nil, err
	}
	var values [3]*float64
	for i, r := range []period.Range{before.Range, year.Range, other.Range} {
		v, err := d.over(ctx, k.Key, r, nil)
		if err != nil || v.Value == nil {
			return nil, nil, err
		}
		values[i] = v.Value
	}
	times := *values[1] / *values[2]
	return values[0], finite(&times), nil
}

// aYearBefore is the same period a year before; of a week the one 52 weeks before.
func aYearBefore(p period.Period) period.Period {
	if p.Grain == period.Week {
		return period.Between(p.From-52*7, p.To-52*7)
	}
	return period.Between(p.From.AddMonths(-12), (p.To+1).AddMonths(-12)-1)
}

// rounded keeps three digits: nobody aims at 37.2381.
func rounded(v float64) float64 {
	text := strconv.FormatFloat(v, 'g', 3, 64)
	v, _ = strconv.ParseFloat(text, 64)
	return v
}

func measured(past []Value) (values []float64) {
	for _, v := range past {
		if v.Value != nil {
			values = append(values, *v.Value)
		}
	}
	return values
}

// trimmed leaves out the periods before the first measured one.
func trimmed(past []Value) []Value {
	at := slices.IndexFunc(past, func(v Value) bool { return v.Value != nil })
	return past[max(0, at):]
}
