package review

import (
	"context"

	"shirube/data"
	"shirube/data/kpi"
	"shirube/data/period"
)

// lookBack is how many periods before it a period is judged by.
const lookBack = 24

// Finding is what a review finds of one KPI in a period. Drivers explain the
// change from the period it is compared with; none where that can't be said.
type Finding struct {
	KPI         string   `json:"kpi"`
	Period      string   `json:"period"`
	Value       *float64 `json:"value"`
	Previous    *float64 `json:"previous"`
	Signal      bool     `json:"signal"`
	Rule        Rule     `json:"rule"`
	Limits      Limits   `json:"limits"`
	Drivers     []Driver `json:"drivers"`
	Provisional bool     `json:"provisional"`
	Target      *float64 `json:"target"`
	Above       bool     `json:"above"` // the signal lies above the mean
	Cause       *Cause   `json:"cause,omitempty"`

	partial bool // the period is not over
}

// Reviewer reads KPIs as signals.
type Reviewer struct {
	KPIs     *kpi.Service
	Calendar func() period.Calendar
	// Shifts gives the days on which a KPI's process is known to have changed,
	// by key, rising; nil for none.
	Shifts func(ctx context.Context) (map[string][]period.Day, error)
}

// Findings judges every KPI in a period, in their order; against is the period
// that changes are explained from. A running period is no signal.
func (r Reviewer) Findings(ctx context.Context, p, against period.Period) ([]Finding, error) {
	book, err := r.KPIs.Book(ctx)
	if err != nil {
		return nil, err
	}
	kpis := book.KPIs
	if r.Shifts != nil { // read once for all
		shifts, err := r.Shifts(ctx)
		if err != nil {
			return nil, err
		}
		r.Shifts = func(context.Context) (map[string][]period.Day, error) { return shifts, nil }
	}
	findings := make([]Finding, 0, len(kpis))
	for _, k := range kpis {
		f, err := r.Finding(ctx, k.Key, p, against)
		if err != nil {
			return nil, err
		}
		findings = append(findings, f)
	}
	return findings, nil
}

// Finding judges one KPI in a period by the periods of the same length before it.
func (r Reviewer) Finding(ctx context.Context, key string, p, against period.Period) (Finding, error) {
	book, err := r.KPIs.Book(ctx)
	if err != nil {
		return Finding{}, err
	}
	if book.Broken[key] != nil {
		return Finding{KPI: key, Period: p.String(), Drivers: []Driver{}}, nil
	}
	f, err := r.judge(ctx, key, p)
	if err != nil {
		return f, err
	}
	before, err := r.KPIs.Run(ctx, key, []period.Period{against})
	if err != nil {
		return f, err
	}
	f.Previous = before[0].Value
	drivers, _, err := r.Drivers(ctx, key, p, against, "shapley")
	switch {
	case err == nil && !f.partial:
		f.Drivers, err = r.ordered(ctx, key, p, drivers)
		return f, err
	case err == nil:
		f.Drivers = drivers
	case data.CodeOf(err) == "internal":
		return f, err
	}
	return f, nil
}

// judge holds a KPI in a period against the periods before it.
func (r Reviewer) judge(ctx context.Context, key string, p period.Period) (Finding, error) {
	f := Finding{KPI: key, Period: p.String(), Drivers: []Driver{}}
	t, err := r.Track(ctx, key, p)
	if err != nil {
		return f, err
	}
	last := t.Values[len(t.Values)-1]
	f.Value, f.Target, f.partial = last.Value, last.Target, last.Partial
	if v := t.Verdict; !last.Partial {
		f.Signal, f.Rule, f.Above = v.Rule != "", v.Rule, v.Above
		f.Limits, f.Provisional = v.Limits, v.Provisional
	}
	return f, nil
}

// ail says which KPIs are likely to die, and why: kpi.Diagnose with the
// natural limits of their processes.
func (r Reviewer) ail(ctx context.Context) ([]kpi.Symptom, error) {
	return r.KPIs.Health(ctx, limitsOf)
}

// Suggest gives targets for a KPI in a period that its past gives reason for:
// kpi.Suggest with the natural limits of its process.
func (r Reviewer) Suggest(ctx context.Context, key string, p period.Period) ([]kpi.Suggestion, error) {
	return r.KPIs.Suggest(ctx, key, p, limitsOf)
}

// Sheet is what is asked of a KPI over a fiscal year beside what its past says:
// kpi.Sheet with the natural limits by which its last complete month is judged,
// those of the present phase that its chart shows.
func (r Reviewer) Sheet(ctx context.Context, key string, year period.Period) (kpi.Sheet, error) {
	sheet, err := r.KPIs.Sheet(ctx, key, year, limitsOf)
	if err != nil || sheet.Low == nil && sheet.High == nil {
		return sheet, err
	}
	track, err := r.Track(ctx, key, r.Calendar().Of(period.Month, r.KPIs.Today()))
	if l := track.Verdict.Limits; l.Low != nil || l.High != nil {
		sheet.Low, sheet.High = l.Low, l.High
	}
	return sheet, err
}

// limitsOf are the natural limits that the last of the values is held against.
func limitsOf(values []kpi.Value) (mean, low, high *float64) {
	points := Points(values)
	p := study(points)
	if p == nil {
		return nil, nil, nil
	}
	low, high = p.limits(points[len(points)-1].N)
	return &p.mean, low, high
}

// Drivers shares out a KPI's change from against to p among the names in its
// own formula. Methods: shapley (any formula), lmdi (products only:
// "drivers_not_product"); "unknown_method" for another.
func (r Reviewer) Drivers(ctx context.Context, key string, p, against period.Period, method string) (drivers []Driver, change *float64, err error) {
	formula, before, err := r.KPIs.Factors(ctx, key, against)
	if err != nil {
		return nil, nil, err
	}
	_, after, err := r.KPIs.Factors(ctx, key, p)
	if err != nil {
		return nil, nil, err
	}
	switch method {
	case "shapley":
		drivers, err = Shapley(formula.Keys(), before, after, func(v func(string) *float64) *float64 { return formula.Eval(v) })
	case "lmdi":
		factors, ok := formula.Factors()
		if !ok {
			return nil, nil, data.Errorf("drivers_not_product", key, "", nil)
		}
		drivers, err = LMDI(factors, before, after)
	default:
		err = data.Errorf("unknown_method", method, "", nil)
	}
	a := formula.Eval(func(n string) *float64 { return before[n] })
	b := formula.Eval(func(n string) *float64 { return after[n] })
	if a != nil && b != nil {
		d := *b - *a
		change = &d
	}
	return drivers, change, err
}

// Points turns a KPI's values into points of a chart, leaving out the running
// period. N is the denominator of a share (a value between 0 and 1 with parts).
func Points(values []kpi.Value) []Point {
	points := make([]Point, 0, len(values))
	for _, v := range values {
		if v.Partial {
			continue
		}
		point := Point{Period: v.Period, Value: v.Value}
		if v.Value != nil && v.Denominator != nil && *v.Value >= 0 && *v.Value <= 1 {
			point.N = v.Denominator
		}
		points = append(points, point)
	}
	return points
}
