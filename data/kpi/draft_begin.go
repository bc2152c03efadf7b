package kpi

import (
	"slices"

	"github.com/expr-lang/expr/ast"

	"shirube/data/period"
)

// outline is how a template's KPIs make its goal: what it leaves open, and what
// its goal needs besides for the calculation to close.
type outline struct {
	joins map[string]Join
	aside []string
	also  []KPI // replace those of the template, or stand before them
}

var outlines = map[string]outline{
	"sales": {
		joins: map[string]Join{"annual_sales": Product},
		aside: []string{"repeat_rate"},
		also:  []KPI{{Key: "meeting_rate", Formula: "(deal.won + deal.lost) / activity.appointment", Unit: "ratio", Parent: "annual_sales", Lead: true, Controllable: true}},
	},
	"marketing": {
		joins: map[string]Join{"meetings": Product, "mql": Product},
		aside: []string{"open_rate", "click_rate", "cpl"},
		also: []KPI{
			{Key: "mql_meeting_rate", Formula: "entry.meeting / entry.mql", Unit: "ratio", Parent: "meetings"},
			{Key: "mql_rate", Formula: "entry.mql / entry.lead", Unit: "ratio", Parent: "mql", Controllable: true},
		},
	},
}

// Outline is the draft a template begins with: "sales" and "marketing" a whole
// tree that closes, any other an empty goal.
func Outline(template, year string) Draft {
	d := Draft{Year: year, Factors: []Factor{{KPI: KPI{Unit: "yen", Direction: Up, Goal: true}}}}
	o, ok := outlines[template]
	t, err := FindTemplate(template)
	if !ok || err != nil {
		return d
	}
	ks := slices.Clone(t.KPIs)
	for _, k := range o.also {
		if i := slices.IndexFunc(ks, func(have KPI) bool { return have.Key == k.Key }); i >= 0 {
			ks[i] = k
		} else {
			ks = append(ks, k)
		}
	}
	d.Factors = nil
	for _, k := range ks {
		f := Factor{KPI: k.usual(), Join: o.joins[k.Key], Aside: slices.Contains(o.aside, k.Key)}
		f.Grain, f.Chosen = period.Month, !f.Aside && !k.Goal && f.Join == Measured
		d.Factors = append(d.Factors, f)
	}
	slices.SortStableFunc(d.Factors, func(a, b Factor) int { return boolOrder(a.Aside, b.Aside) })
	return d
}

// DraftOf takes up the KPIs there are: the goal and all that stands under it,
// with the targets that hold on a day.
func DraftOf(b *Book, targets Targets, c period.Calendar, today period.Day) Draft {
	year := c.Of(period.Year, today)
	d := Outline("", year.String())
	goal, ok := b.Goal()
	if !ok {
		return d
	}
	d.Factors = nil
	var take func(k KPI, beside bool)
	take = func(k KPI, beside bool) {
		f := Factor{KPI: k, Aside: beside, Chosen: !k.Goal}
		when := c.Of(period.Month, today)
		if k.Goal {
			when = year
		}
		f.Target = targets.At(c, k.Key, b.Grows(k.Key), when)
		var below []KPI
		for _, under := range b.KPIs {
			if under.Parent == k.Key && under.Key != k.Key {
				below = append(below, under)
			}
		}
		join, parts := b.join(k.Key, below)
		f.Join = join
		d.Factors, d.Replaces = append(d.Factors, f), append(d.Replaces, k.Key)
		aside := func(k KPI) bool { return join != Measured && !slices.Contains(parts, k.Key) }
		slices.SortStableFunc(below, func(a, b KPI) int {
			if aside(a) || aside(b) {
				return boolOrder(aside(a), aside(b))
			}
			return slices.Index(parts, a.Key) - slices.Index(parts, b.Key)
		})
		for _, under := range below {
			take(under, aside(under))
		}
	}
	take(goal, false)
	return d
}

// join tells whether a KPI's formula is nothing but the product, the sum or the
// quotient of KPIs under it, and of which.
func (b *Book) join(key string, below []KPI) (Join, []string) {
	f := b.formulas[key]
	if f == nil || len(f.names) < 2 {
		return Measured, nil
	}
	for _, n := range f.names {
		if !holds(below, n.Key) {
			return Measured, nil
		}
	}
	if keys, ok := f.chain("*"); ok {
		return Product, keys
	}
	if keys, ok := f.chain("+"); ok {
		return Sum, keys
	}
	if division, ok := f.root.(*ast.BinaryNode); ok && division.Operator == "/" {
		_, over := nameAt(division.Left)
		_, under := nameAt(division.Right)
		if over && under {
			return Ratio, f.Keys()
		}
	}
	return Measured, nil
}
