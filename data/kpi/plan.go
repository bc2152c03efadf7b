package kpi

import (
	"context"
	"math"
	"slices"

	"shirube/data"
	"shirube/data/period"
)

// planSeed makes a plan the same each time it is asked for.
const planSeed = 0x5348

// Plan gives the weekly effort in each controllable KPI that brings the KGI to
// goal (in its unit; nil = its target) by the end of a period. What the period
// has brought so far counts. The KGI is computed by its formula over the leaf
// KPIs below it; where none of those can be acted on, it is taken to grow in
// proportion to the controllable KPIs that stand under it. Errors: no_goal,
// plan_level (the KGI doesn't grow with time), plan_down (less of it is
// better), plan_over (the period has ended), plan_no_target, plan_no_activity
// (nothing below can be acted on), plan_short (under six months of history,
// What says of which).
func (s *Service) Plan(ctx context.Context, goal *float64, p period.Period) (Plan, error) {
	d, err := s.desk(ctx)
	if err != nil {
		return Plan{}, err
	}
	k, ok := d.book.Goal()
	switch {
	case !ok:
		return Plan{}, data.Errorf("no_goal", "", "", nil)
	case d.book.Broken[k.Key] != nil:
		return Plan{}, d.book.Broken[k.Key]
	}
	value, err := d.value(ctx, k, p)
	if err != nil {
		return Plan{}, err
	}
	if goal == nil {
		goal = value.Target
	}
	q, err := d.question(ctx, k, p, value.Value, goal)
	switch {
	case q.Value != nil && len(q.Efforts) == 0:
		return Plan{}, data.Errorf("plan_no_activity", k.Key, "", nil)
	case err != nil:
		return Plan{}, err
	}
	plan := Backwards(q)
	plan.Period, plan.Goal, plan.SoFar = p.String(), *goal, value.Value
	return plan, nil
}

// chance is that of the KGI to reach its target by the end of a running period,
// going on as now: the same futures as the plan's, so that both say the same.
// Nil for any other KPI, and where no such question can be asked.
func (d *desk) chance(ctx context.Context, k KPI, p period.Period, v Value) (*float64, error) {
	if !k.Goal {
		return nil, nil
	}
	q, err := d.question(ctx, k, p, v.Value, v.Target)
	switch {
	case err == nil:
		chance := q.Chance()
		return &chance, nil
	case data.CodeOf(err) == "internal":
		return nil, err
	}
	return nil, nil
}

// question asks how the KGI gets from a value to a goal in what is left of a
// period. Efforts is empty where nothing below can be acted on: then the KGI
// itself goes on as in past months. With an error the question is as far as it came.
func (d *desk) question(ctx context.Context, k KPI, p period.Period, value, goal *float64) (PlanQuestion, error) {
	q := PlanQuestion{Seed: planSeed, Past: map[string]Past{}, Weeks: float64(p.To-max(d.today, p.From-1)) / 7}
	switch {
	case !d.book.Grows(k.Key):
		return q, data.Errorf("plan_level", k.Key, "", nil)
	case k.Direction == Down:
		return q, data.Errorf("plan_down", k.Key, "", nil)
	case q.Weeks <= 0:
		return q, data.Errorf("plan_over", p.String(), "", nil)
	case goal == nil:
		return q, data.Errorf("plan_no_target", k.Key, p.String(), nil)
	}
	q.Missing = *goal
	if value != nil {
		q.Missing -= *value
	}
	for _, leaf := range d.factors(k, &q) {
		past, err := d.past(ctx, leaf)
		if err != nil {
			return q, err
		}
		if len(past.Values) < leastTests {
			return q, data.Errorf("plan_short", leaf, "", nil)
		}
		q.Past[leaf] = past
	}
	for _, key := range q.Efforts {
		e := Effort{KPI: key, Measure: key}
		if f, err := d.book.Formula(key); err == nil && len(f.names) == 1 && f.single() {
			e.Measure = f.names[0].Key
		}
		q.Named = append(q.Named, e)
	}
	return q, nil
}

// factors fills in the goal's formula and what can be acted on, and gives what
// the goal is drawn from.
func (d *desk) factors(k KPI, q *PlanQuestion) []string {
	leaves := d.leaves(k.Key)
	for _, leaf := range leaves {
		if d.active(leaf) {
			q.Efforts = append(q.Efforts, leaf)
		}
	}
	if len(q.Efforts) > 0 {
		q.Value = func(values Values) *float64 { return d.compute(k.Key, leaves, values) }
		return leaves
	}
	for _, below := range d.book.KPIs {
		if d.below(below, k.Key) && d.active(below.Key) {
			q.Efforts = append(q.Efforts, below.Key)
		}
	}
	q.Proportional = k.Key
	q.Value = func(values Values) *float64 { return values(k.Key) }
	return append(slices.Clone(q.Efforts), k.Key)
}

// leaves are the KPIs (and bare measures) that a KPI is made of, down to those
// made of measures only.
func (d *desk) leaves(key string) []string {
	var found []string
	var walk func(string)
	walk = func(key string) {
		f := d.book.formulas[key]
		inner := f != nil && slices.ContainsFunc(f.names, func(n Name) bool { return d.book.formulas[n.Key] != nil })
		switch {
		case inner:
			for _, n := range f.names {
				walk(n.Key)
			}
		case !slices.Contains(found, key):
			found = append(found, key)
		}
	}
	walk(key)
	return found
}

// compute is a KPI over the values of its leaves.
func (d *desk) compute(key string, leaves []string, values Values) *float64 {
	if slices.Contains(leaves, key) {
		return values(key)
	}
	return d.book.formulas[key].Eval(func(name string) *float64 { return d.compute(name, leaves, values) })
}

// active tells whether a KPI is something one does more or less of.
func (d *desk) active(key string) bool {
	k, err := d.book.KPI(key)
	return err == nil && k.Controllable && !k.Goal && d.book.Broken[key] == nil && d.book.Grows(key)
}

// below tells whether a KPI stands under another.
func (d *desk) below(k KPI, above string) bool {
	for range d.book.KPIs {
		if k.Parent == above {
			return true
		}
		var err error
		if k, err = d.book.KPI(k.Parent); err != nil {
			return false
		}
	}
	return false
}

// past reads a leaf over the complete months before today, at most 24.
func (d *desk) past(ctx context.Context, key string) (Past, error) {
	past := Past{Grows: d.book.Grows(key), Share: true}
	month := d.calendar.Of(period.Month, d.today)
	weighted := true
	for range mostTests {
		month = d.calendar.Previous(month)
		var v Value
		var err error
		if d.book.formulas[key] != nil {
			v, err = d.over(ctx, key, month.Range, nil)
		} else {
			v.Value, err = d.sums.Over(ctx, key, month.Range, nil)
		}
		if err != nil {
			return past, err
		}
		if v.Value == nil {
			continue
		}
		weight := 0.0
		if v.Denominator != nil {
			weight = *v.Denominator
		}
		weighted = weighted && weight > 0
		past.Share = past.Share && *v.Value >= 0 && *v.Value <= 1
		past.Values, past.Weights = append(past.Values, *v.Value), append(past.Weights, weight)
		past.Months = append(past.Months, float64(month.Days())*12/daysAYear)
	}
	if past.Grows || !weighted {
		past.Weights, past.Share = nil, false
	}
	return past, nil
}

// daysAYear is the mean length of a year.
const daysAYear = 365.25

// single tells whether the formula is a name and nothing else.
func (f *Formula) single() bool {
	_, ok := nameAt(f.root)
	return ok
}

// perWeek turns a month's sum into a week's.
func perWeek(month float64) float64 { return month * 12 * 7 / daysAYear }

// up is the quantile of what is needed, nil where it is out of reach.
func up(sorted []float64, at float64) *float64 {
	v := sorted[min(len(sorted)-1, int(math.Ceil(at*float64(len(sorted))))-1)]
	return finite(&v)
}
