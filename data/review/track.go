package review

import (
	"context"
	"slices"

	"shirube/data/kpi"
	"shirube/data/period"
)

// Track is a KPI over the periods up to one, oldest first, and how the last
// complete of them is held against the 24 before it. Home, review and report
// all judge by it, so that a month has one verdict.
type Track struct {
	Periods []period.Period
	Values  []kpi.Value
	Begins  []int   // indices at which a phase begins anew
	Judged  int     // index of the last complete period, -1 for none
	Before  Chart   // of the periods before that one
	Verdict Verdict // on it
}

// Track reads a KPI up to p, which may be running.
func (r Reviewer) Track(ctx context.Context, key string, p period.Period) (Track, error) {
	n := lookBack + 1
	if p.To >= r.KPIs.Today() {
		n++ // the running one is not judged
	}
	ps := r.upTo(p, n)
	values, err := r.KPIs.Run(ctx, key, ps)
	if err != nil {
		return Track{}, err
	}
	begins, err := r.begins(ctx, key, ps)
	return TrackOf(ps, values, begins...), err
}

// TrackOf judges the last complete of successive periods by those before it;
// begins are the indices at which a phase begins anew.
func TrackOf(ps []period.Period, values []kpi.Value, begins ...int) Track {
	points := Points(values)
	t := Track{Periods: ps, Values: values, Begins: begins, Judged: len(points) - 1, Before: NewChart(nil)}
	if t.Judged >= 0 {
		t.Before = NewChart(points[:t.Judged], within(begins, t.Judged)...)
		t.Verdict = Signal(points, begins...)
	}
	return t
}

func within(begins []int, n int) []int {
	return slices.DeleteFunc(slices.Clone(begins), func(at int) bool { return at >= n })
}

// begins gives the indices of periods in which a phase of a KPI begins.
func (r Reviewer) begins(ctx context.Context, key string, ps []period.Period) ([]int, error) {
	if r.Shifts == nil {
		return nil, nil
	}
	shifts, err := r.Shifts(ctx)
	var at []int
	for _, day := range shifts[key] {
		for i, p := range ps {
			if p.From >= day {
				if i > 0 && (len(at) == 0 || at[len(at)-1] < i) {
					at = append(at, i)
				}
				break
			}
		}
	}
	return at, err
}

// Chart is the XmR chart of a KPI over successive periods, oldest first; the
// running period is left out.
func (r Reviewer) Chart(ctx context.Context, key string, ps []period.Period) (Chart, error) {
	values, err := r.KPIs.Run(ctx, key, ps)
	if err != nil {
		return Chart{}, err
	}
	begins, err := r.begins(ctx, key, ps)
	return NewChart(Points(values), begins...), err
}

// before lists the periods that p is judged by, and p, oldest first.
func (r Reviewer) before(p period.Period) []period.Period { return r.upTo(p, lookBack+1) }

func (r Reviewer) upTo(p period.Period, n int) []period.Period {
	ps := make([]period.Period, n)
	for i := n - 1; i >= 0; i-- {
		ps[i] = p
		p = r.Calendar().Previous(p)
	}
	return ps
}
