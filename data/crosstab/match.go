package crosstab

import (
	"context"
	"fmt"
	"slices"

	"shirube/data/kpi"
	"shirube/data/measure"
	"shirube/data/period"
)

// match finds the recorded measure and the KPI an item is called like, or makes
// keys for new ones. The results of a KPI that the program counts are left: a
// derived measure alone is not enough, for what was before it counted is history.
func (p *Plan) match(it *Item, known Known) {
	called := func(noun, key, name string) bool {
		names := []string{name, key}
		if known.Called != nil {
			names = append(names, known.Called(noun, key, name)...)
		}
		return slices.ContainsFunc(names, func(n string) bool { return n != "" && plain(n) == plain(it.Item) })
	}
	k := slices.IndexFunc(known.KPIs, func(k kpi.KPI) bool { return called("kpi", k.Key, k.Name) })
	m := slices.IndexFunc(known.Measures, func(m measure.Measure) bool {
		return !m.Derived && measure.Noun(m.Key) == "" && called("measure", m.Key, m.Name)
	})
	if m < 0 && k >= 0 {
		m = slices.IndexFunc(known.Measures, func(m measure.Measure) bool { return m.Key == known.KPIs[k].Formula })
	}
	if k < 0 && m >= 0 {
		k = slices.IndexFunc(known.KPIs, func(k kpi.KPI) bool { return k.Formula == known.Measures[m].Key })
	}
	counted := k >= 0 && (m < 0 || known.Measures[m].Derived || known.KPIs[k].Formula != known.Measures[m].Key)
	it.Known = k >= 0 || m >= 0
	if k >= 0 {
		it.KPI, it.Formula = known.KPIs[k].Key, known.KPIs[k].Formula
	}
	switch {
	case it.Take == TakeFormula && k < 0:
		it.KPI = p.free(it, known, "")
	case it.Take == TakeFormula || counted:
		it.Take, it.of = TakeTargets, nil
	default:
		it.Take = TakeMeasure
		if m >= 0 {
			it.Measure, it.Goes, it.Unit = known.Measures[m].Key, known.Measures[m].Over, known.Measures[m].Unit
		} else {
			it.Measure = p.free(it, known, "")
		}
		if it.Targets > 0 || k >= 0 {
			it.Take = TakeKPI
		}
		if k < 0 {
			it.KPI = p.free(it, known, "_kpi")
		}
	}
}

// free makes a key that nothing has.
func (p *Plan) free(it *Item, known Known, ending string) string {
	base := measure.KeyOf(it.Item) + ending
	for n := 1; ; n++ {
		key := base
		if n > 1 {
			key = fmt.Sprint(base, "_", n)
		}
		taken := slices.ContainsFunc(known.KPIs, func(k kpi.KPI) bool { return k.Key == key }) ||
			slices.ContainsFunc(known.Measures, func(m measure.Measure) bool { return m.Key == key }) ||
			slices.ContainsFunc(p.Items, func(other *Item) bool { return other.KPI == key || other.Measure == key })
		if !taken {
			return key
		}
	}
}

// express writes the formulas of computed items over what their parts became.
// Where a part is not taken, the item is recorded after all.
func (p *Plan) express() {
	for _, it := range p.Items {
		if it.of == nil || it.Take == TakeNothing {
			continue
		}
		over, under := it.of.over.name(), it.of.under.name()
		if it.Take == TakeFormula && over != "" && under != "" {
			it.Formula = over + " / " + under
			continue
		}
		if it.Take == TakeFormula {
			it.Take = TakeKPI
		}
		it.Measure = it.KPI
		it.KPI += "_kpi"
		for _, row := range it.rows {
			for _, v := range row.Values {
				if m := &row.reading.Marks[v.at.row][v.at.column]; m.Reason == Computed {
					m.Role, m.Reason = IsValue, ""
				}
			}
		}
	}
}

// name is what a formula calls the item's results, "" where they are not kept.
func (it *Item) name() string {
	switch it.Take {
	case TakeKPI, TakeMeasure:
		return it.Measure
	case TakeTargets:
		return it.KPI
	}
	return ""
}

// fill collects what is stored and marks what is not.
func (p *Plan) fill(ctx context.Context, known Known) error {
	for _, it := range p.Items {
		if it.Take == TakeKPI || it.Take == TakeMeasure {
			if err := p.record(ctx, it, known); err != nil {
				return err
			}
		} else {
			it.leave(func(k Kind) bool { return k != Target }, map[Take]string{TakeTargets: Counted, TakeFormula: Computed, TakeNothing: Skipped}[it.Take])
			it.Measure = ""
		}
		if it.Take == TakeMeasure || it.Take == TakeNothing {
			it.leave(func(k Kind) bool { return k == Target }, map[Take]string{TakeMeasure: NoKPI, TakeNothing: Skipped}[it.Take])
			it.KPI, it.Formula = "", ""
			continue
		}
		p.steer(it, known)
	}
	return nil
}

// leave marks the values of an item's rows of a kind as not taken.
func (it *Item) leave(kind func(Kind) bool, reason string) {
	for _, row := range it.rows {
		for _, v := range row.Values {
			if m := row.reading.Marks[v.at.row][v.at.column]; kind(row.Kind) && v.Value != nil && m.Role != IsIgnored {
				row.ignore(v, reason)
			}
		}
	}
}

// record takes an item's results, but of months that are recorded by day.
func (p *Plan) record(ctx context.Context, it *Item, known Known) error {
	if !slices.ContainsFunc(known.Measures, func(m measure.Measure) bool { return m.Key == it.Measure }) {
		p.content.Measures = append(p.content.Measures, measure.Measure{Key: it.Measure, Name: it.Name, Over: it.Goes, Unit: it.Unit})
		p.counts.Measures++
	}
	var have []measure.Value
	if known.Values != nil {
		var err error
		if have, err = known.Values(ctx, it.Measure, period.Range{}); err != nil {
			return err
		}
	}
	for _, row := range it.rows {
		if row.Kind == Target {
			continue
		}
		row.Name, row.Goes = it.Name, it.Measure
		for _, v := range row.Values {
			if v.Value == nil || row.reading.Marks[v.at.row][v.at.column].Role != IsValue {
				continue
			}
			on, err := period.Calendar{}.Parse(v.Period)
			if err != nil {
				return err
			}
			before := slices.IndexFunc(have, func(h measure.Value) bool { return h.Day == on.From && h.Channel == "" && h.Campaign == "" })
			switch {
			case slices.ContainsFunc(have, func(h measure.Value) bool {
				return on.Contains(h.Day) && (h.Day != on.From || h.Channel != "" || h.Campaign != "")
			}):
				row.ignore(v, ByDay)
				continue
			case before >= 0 && have[before].Value == *v.Value:
				p.counts.Unchanged++
				continue
			case before >= 0:
				p.counts.Replaced++
			default:
				p.counts.Values++
			}
			p.content.Values = append(p.content.Values, measure.Value{Measure: it.Measure, Day: on.From, Value: *v.Value})
		}
	}
	return nil
}

// steer takes an item's KPI and targets.
func (p *Plan) steer(it *Item, known Known) {
	if !slices.ContainsFunc(known.KPIs, func(k kpi.KPI) bool { return k.Key == it.KPI }) {
		if it.Formula == "" {
			it.Formula = it.Measure
		}
		p.content.KPIs = append(p.content.KPIs, kpi.KPI{Key: it.KPI, Name: it.Name, Formula: it.Formula, Unit: it.Unit, Direction: it.Direction, Grain: period.Month})
		p.counts.KPIs++
	}
	for _, row := range it.rows {
		if row.Kind != Target {
			continue
		}
		row.Name, row.Goes = it.Name, it.KPI
		for _, v := range row.Values {
			if v.Value == nil || row.reading.Marks[v.at.row][v.at.column].Role != IsTarget {
				continue
			}
			if now := known.Targets.Level(kpi.Aim).Set(it.KPI, v.Period); now != nil && *now == *v.Value {
				p.counts.Unchanged++
				continue
			}
			p.counts.Targets++
			p.content.Targets = append(p.content.Targets, kpi.Target{KPI: it.KPI, Period: v.Period, Value: *v.Value})
		}
	}
}
