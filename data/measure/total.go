package measure

import (
	"context"
	"slices"

	"shirube/data"
	"shirube/data/period"
)

// MonthTotal is the code of a value that would be counted beside the total of
// its month: a measure kept by month, as a table of KPIs has it, stands with
// one number on the month's first day for the whole month.
const MonthTotal = "month_total"

// leastTotals is how many of the months before must have been kept so for a
// number on a first day to be a month's total and not that day's own.
const leastTotals = 2

// totals tells by the first days of its recorded months which of them have
// nothing but a number on that day, of no channel and no campaign.
type totals map[period.Day]bool

func totalsOf(values []Value) totals {
	t := totals{}
	for _, v := range values {
		month := monthOf(v.Day)
		alone, known := t[month]
		t[month] = (alone || !known) && v.whole()
	}
	return t
}

func monthOf(d period.Day) period.Day { return period.Calendar{}.Of(period.Month, d).From }

// whole tells whether a value can stand for its month.
func (v Value) whole() bool {
	return v.Day == monthOf(v.Day) && v.Channel == "" && v.Campaign == ""
}

// double tells whether a value would be counted beside its month's total.
func (t totals) double(v Value) bool {
	month := monthOf(v.Day)
	if v.whole() || !t[month] {
		return false
	}
	var before []period.Day
	for m := range t {
		if m < month {
			before = append(before, m)
		}
	}
	slices.Sort(before)
	if len(before) < leastTotals {
		return false
	}
	return !slices.ContainsFunc(before[len(before)-leastTotals:], func(m period.Day) bool { return !t[m] })
}

// once refuses values that would be counted beside a month's total, unless the
// same action takes that away. A stock has a value per day, which adds up with
// nothing.
func (s *Service) once(ctx context.Context, set, gone []Value) error {
	all, err := s.Store.Measures(ctx)
	if err != nil {
		return err
	}
	known := map[string]totals{}
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
		if t.double(v) {
			return &data.Error{Code: MonthTotal, What: v.Measure, Where: v.Day.String(), Args: map[string]any{"day": monthOf(v.Day).String()}}
		}
	}
	return nil
}
