package review

import (
	"cmp"
	"context"
	"math"
	"slices"

	"shirube/data"
	"shirube/data/kpi"
	"shirube/data/period"
)

// ordered puts a review's drivers into the order in which they are named: first
// the factors that signal in the period, by their contribution against the mean
// of the points before it (the month before may have been the odd one), then
// the rest by how far they are on the way to a limit, and those that have none
// by their contribution. The contributions themselves stay.
func (r Reviewer) ordered(ctx context.Context, key string, p period.Period, drivers []Driver) ([]Driver, error) {
	ps := r.before(p)
	past := map[string][]Point{}
	var formula *kpi.Formula
	var now map[string]*float64
	for _, each := range ps {
		var err error
		if formula, now, err = r.KPIs.Factors(ctx, key, each); err != nil {
			return nil, err
		}
		for name, v := range now {
			past[name] = append(past[name], Point{Period: each.String(), Value: v})
		}
	}
	verdicts, usual := map[string]Verdict{}, map[string]*float64{}
	for name, points := range past {
		switch track, err := r.Track(ctx, name, p); {
		case err == nil: // a KPI: its rates have an n, its process phases
			points, verdicts[name] = Points(track.Values), track.Verdict
		case data.CodeOf(err) == "unknown_kpi":
			verdicts[name] = Signal(points)
		default:
			return nil, err
		}
		usual[name], _ = center(points[:max(0, len(points)-1)])
	}
	return inOrder(drivers, formula, usual, now, verdicts), nil
}

// inOrder is the rule of ordered over values at hand.
func inOrder(drivers []Driver, formula *kpi.Formula, usual, now map[string]*float64, verdicts map[string]Verdict) []Driver {
	against, err := Shapley(formula.Keys(), usual, now, func(v func(string) *float64) *float64 { return formula.Eval(v) })
	if err != nil {
		return drivers
	}
	weight := func(name string, of []Driver) float64 {
		at := slices.IndexFunc(of, func(d Driver) bool { return d.Factor == name })
		return math.Abs(of[at].Contribution)
	}
	out := slices.Clone(drivers)
	slices.SortStableFunc(out, func(a, b Driver) int {
		va, vb := verdicts[a.Factor], verdicts[b.Factor]
		switch sa, sb := va.Rule != "", vb.Rule != ""; {
		case sa && sb:
			return cmp.Compare(weight(b.Factor, against), weight(a.Factor, against))
		case sa:
			return -1
		case sb:
			return 1
		}
		return cmp.Or(cmp.Compare(vb.Way, va.Way), cmp.Compare(math.Abs(b.Contribution), math.Abs(a.Contribution)))
	})
	return out
}
