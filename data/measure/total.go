package measure

import (
	"context"
	"maps"
	"slices"

	"shirube/data"
	"shirube/data/period"
)

// Codes of values that would be counted twice: a measure kept by month, as a
// table of KPIs has it, stands with one number on the month's first day for the
// whole month.
const (
	MonthTotal = "month_total" // beside the total of its month
	MonthDays  = "month_days"  // a month's total beside the days of that month
)

// leastTotals is how many of the months before must have been kept so for a
// number on a first day to be a month's total and not that day's own.
const leastTotals = 2

// kept tells how a month is kept.
type kept struct {
	total bool // by a number on its first day, of no channel and no campaign
	parts bool // by others
}

// totals tells by the first days of its months how each is kept.
type totals map[period.Day]kept

func totalsOf(values []Value) totals {
	t := totals{}
	for _, v := range values {
		t.add(v)
	}
	return t
}

func (t totals) add(v Value) {
	k := t[monthOf(v.Day)]
	if v.whole() {
		k.total = true
	} else {
		k.parts = true
	}
	t[monthOf(v.Day)] = k
}

func monthOf(d period.Day) period.Day { return period.Calendar{}.Of(period.Month, d).From }

// whole tells whether a value can stand for its month.
func (v Value) whole() bool {
	return v.Day == monthOf(v.Day) && v.Channel == "" && v.Campaign == ""
}

// monthly tells whether the months before one had nothing but a total each.
func (t totals) monthly(month period.Day) bool {
	before := slices.Sorted(maps.Keys(t))
	at, _ := slices.BinarySearch(before, month)
	if at < leastTotals {
		return false
	}
	return !slices.ContainsFunc(before[at-leastTotals:at], func(m period.Day) bool { return t[m] != (kept{total: true}) })
}

// besideTotal tells whether a value would be counted beside the total that is
// recorded of its month.
func (t totals) besideTotal(v Value) bool {
	month := monthOf(v.Day)
	return !v.whole() && t[month] == (kept{total: true}) && t.monthly(month)
}

// besideDays tells whether a value is its month's total where days of that
// month are recorded. said is all that the same action says of the measure: who
// gives days along with the first one means that day.
func (t totals) besideDays(v Value, said totals) bool {
	month := monthOf(v.Day)
	if !v.whole() || t[month] != (kept{parts: true}) || said[month].parts {
		return false
	}
	both := maps.Clone(t)
	maps.Copy(both, said)
	return both.monthly(month)
}

// once refuses values that would be counted twice beside what is recorded,
// unless the same action takes that away. A stock has a value per day, which
// adds up with nothing.
func (s *Service) once(ctx context.Context, set, gone []Value) error {
	all, err := s.Store.Measures(ctx)
	if err != nil {
		return err
	}
	known, said := map[string]totals{}, map[string]totals{}
	for _, v := range set {
		if said[v.Measure] == nil {
			said[v.Measure] = totals{}
		}
		said[v.Measure].add(v)
	}
	for _, v := range set {
		i := slices.IndexFunc(all, func(m Measure) bool { return m.Key == v.Measure })
		if i < 0 || all[i].Over == Last {
			continue
		}
		t, read := known[v.Measure]
		if !read {
			values, err := s.Store.Values(ctx, v.Measure, period.Range{})
			if err != nil {
				return err
			}
			t = totalsOf(slices.DeleteFunc(values, func(have Value) bool {
				return slices.ContainsFunc(gone, func(g Value) bool {
					return g.Measure == have.Measure && g.Day == have.Day && g.Channel == have.Channel && g.Campaign == have.Campaign
				})
			}))
			known[v.Measure] = t
		}
		twice := &data.Error{What: v.Measure, Where: v.Day.String(), Args: map[string]any{"day": monthOf(v.Day).String()}}
		switch {
		case t.besideTotal(v):
			twice.Code = MonthTotal
			return twice
		case t.besideDays(v, said[v.Measure]):
			twice.Code = MonthDays
			return twice
		}
	}
	return nil
}
