package kpi

import (
	"context"
	"slices"

	"shirube/data/period"
)

// Asked is what is asked of a KPI in one period, beside what the past says of it.
type Asked struct {
	Period    period.Period
	Value     Value              // what came of it, held against what is asked: set, or following from other periods
	Set       map[Level]*float64 // set for exactly this period
	Before    *float64           // the same period a year before
	Suggested []Suggestion
}

// Sheet is what is asked of a KPI over a fiscal year: by month, and of the year
// itself. Past are its complete months before today, at most 24, Low and High
// the natural limits of their process, nil where they are too few.
type Sheet struct {
	KPI       KPI
	Months    []Asked
	Year      Asked
	Past      []Value
	Low, High *float64
	today     period.Day
}

// Sheet reads the targets of a KPI for a fiscal year. Errors: unknown_kpi, those of its formula.
func (s *Service) Sheet(ctx context.Context, key string, year period.Period, limits Limits) (sheet Sheet, err error) {
	d, err := s.desk(ctx)
	if err != nil {
		return sheet, err
	}
	if sheet.KPI, err = d.book.KPI(key); err != nil {
		return sheet, err
	}
	if err := d.book.Broken[key]; err != nil {
		return sheet, err
	}
	sheet.today = d.today
	if sheet.Past, err = d.before(ctx, sheet.KPI, d.calendar.Of(period.Month, d.today)); err != nil {
		return sheet, err
	}
	if len(measured(sheet.Past)) >= leastTests {
		_, sheet.Low, sheet.High = limits(sheet.Past)
	}
	for _, p := range append(d.calendar.Periods(period.Month, year.Range), year) {
		a := Asked{Period: p, Set: map[Level]*float64{}}
		if a.Value, err = d.value(ctx, sheet.KPI, p); err != nil {
			return sheet, err
		}
		for _, l := range Levels {
			a.Set[l] = d.targets[l].Set(key, p.String())
		}
		before, err := d.over(ctx, key, aYearBefore(p).Range, nil)
		if err != nil {
			return sheet, err
		}
		a.Before = before.Value
		if a.Suggested, err = d.suggest(ctx, sheet.KPI, p, limits); err != nil {
			return sheet, err
		}
		sheet.Months = append(sheet.Months, a)
	}
	last := len(sheet.Months) - 1
	sheet.Months, sheet.Year = sheet.Months[:last], sheet.Months[last]
	return sheet, nil
}

// At is what holds at a level, set or following from other periods.
func (a Asked) At(l Level) *float64 {
	switch l {
	case Minimum:
		return a.Value.Minimum
	case Stretch:
		return a.Value.Stretch
	}
	return a.Value.Target
}

// Suggestion is what the past gives reason for at a level: the season before
// the process's own way, but never out of order with the levels that are set.
// ok is false without a past.
func (a Asked) Suggestion(k KPI, l Level) (found Suggestion, ok bool) {
	for _, s := range a.Suggested {
		if s.Level == l && (!ok || s.Code == SuggestSeason) {
			found, ok = s, true
		}
	}
	at := slices.Index(Levels, l)
	for i, other := range Levels {
		v := a.Set[other]
		if v != nil && ((i < at && k.worse(found.Value, *v)) || (i > at && k.worse(*v, found.Value))) {
			found.Value = *v
		}
	}
	return found, ok
}

// Fill suggests targets of the given levels for all months that are not over.
func (s Sheet) Fill(levels ...Level) []Target {
	var found []Target
	for _, a := range s.Months {
		if a.Period.To < s.today {
			continue
		}
		held := Asked{Set: map[Level]*float64{}, Suggested: a.Suggested}
		for _, l := range Levels {
			held.Set[l] = a.Set[l]
			if slices.Contains(levels, l) {
				held.Set[l] = nil
			}
		}
		for _, l := range levels {
			if given, ok := held.Suggestion(s.KPI, l); ok {
				held.Set[l] = &given.Value
				found = append(found, Target{KPI: s.KPI.Key, Period: a.Period.String(), Value: given.Value, Level: l})
			}
		}
	}
	return found
}

// Across sets one value for all months behind one.
func (s Sheet) Across(month int, l Level, v float64) []Target {
	var found []Target
	for _, a := range s.Months[month+1:] {
		found = append(found, Target{KPI: s.KPI.Key, Period: a.Period.String(), Value: v, Level: l})
	}
	return found
}

// Empty tells whether nothing is asked of any month or of the year.
func (s Sheet) Empty() bool {
	return !slices.ContainsFunc(append(slices.Clone(s.Months), s.Year), func(a Asked) bool {
		return a.Value.Minimum != nil || a.Value.Target != nil || a.Value.Stretch != nil
	})
}

// Met counts the past months that would have met a target, and those measured.
func (s Sheet) Met(target float64) (met, of int) {
	for _, v := range measured(s.Past) {
		of++
		if !s.KPI.worse(v, target) {
			met++
		}
	}
	return met, of
}

// Fit holds a target against the natural limits of a process: NeverMet beyond
// them on the better side, NeverMissed on the other, "" between them or without.
func (k KPI) Fit(target float64, low, high *float64) string {
	if low == nil || high == nil {
		return ""
	}
	switch above, below := target > *high, target < *low; {
	case above && k.Direction != Down, below && k.Direction == Down:
		return NeverMet
	case above, below:
		return NeverMissed
	}
	return ""
}

// Change is one act on a target: what it was before, nil where nothing was set.
type Change struct {
	Target
	Before *float64 `json:"before"`
}

// Changes are all acts on a KPI's targets for the given periods, the latest first.
func (ts Targets) Changes(key string, periods ...string) []Change {
	var found []Change
	for i, t := range ts {
		if t.KPI == key && slices.Contains(periods, t.Period) {
			found = append(found, Change{Target: t, Before: ts[:i].Level(t.Level).Set(key, t.Period)})
		}
	}
	slices.Reverse(found)
	return found
}
