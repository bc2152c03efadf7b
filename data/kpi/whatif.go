package kpi

import (
	"context"
	"math"
	"slices"

	"shirube/data"
	"shirube/data/period"
)

// Changed is a KPI as it is and as it would be.
type Changed struct {
	KPI    string   `json:"key"`
	Now    *float64 `json:"now"`
	Then   *float64 `json:"then"`
	Change *float64 `json:"change"` // then − now
	Given  bool     `json:"given"`  // it is what was asked about, not what follows
}

// Supposed is the answer to a what-if.
type Supposed struct {
	Period    string    `json:"period"`
	Projected bool      `json:"projected"` // the period is running: what grows is taken to go on as it has
	Goal      *Changed  `json:"goal"`      // nil without a KGI
	KPIs      []Changed `json:"kpis"`      // what changes, by position; the given first
}

// WhatIf gives what the KPIs of a period would be if some keys (KPIs or
// measures; rates as fractions) had other values. A KPI follows by the formula
// over the KPIs under it (Book.Splits), or else by its own formula over the
// measures. Where a split doesn't quite give the KPI's value (CheckTree says by
// how much), the value changes in the proportion in which the split does. A
// running period is taken to its end: what grows goes on at the same rate per
// working day. Errors: unknown_name, what_if_number (not finite), what_if_none
// (nothing given).
func (s *Service) WhatIf(ctx context.Context, p period.Period, given map[string]float64) (Supposed, error) {
	out := Supposed{Period: p.String(), KPIs: []Changed{}}
	d, err := s.desk(ctx)
	if err != nil {
		return out, err
	}
	if len(given) == 0 {
		return out, data.Errorf("what_if_none", "", "", nil)
	}
	for key, v := range given {
		_, measured := d.book.measures[key]
		switch _, unknown := d.book.KPI(key); {
		case unknown != nil && !measured:
			return out, data.Errorf("unknown_name", key, "", nil)
		case math.IsNaN(v) || math.IsInf(v, 0):
			return out, data.Errorf("what_if_number", key, "", nil)
		}
	}
	keys := d.book.keys()
	for key := range given {
		keys = append(keys, key)
	}
	named, err := d.named(ctx, p, keys...)
	if err != nil {
		return out, err
	}
	now := named
	if share := elapsed(d.calendar, p, d.today); share > 0 && share < 1 {
		out.Projected = true
		now = d.projected(named, share)
	}
	then := d.supposed(now, given)
	for _, k := range d.book.KPIs {
		if d.book.Broken[k.Key] != nil {
			continue
		}
		c := Changed{KPI: k.Key, Now: now(k.Key), Then: then(k.Key)}
		_, c.Given = given[k.Key]
		if c.Now != nil && c.Then != nil {
			change := *c.Then - *c.Now
			c.Change = &change
		}
		if k.Goal {
			out.Goal = &c
		}
		if c.Given || !same(c.Now, c.Then) {
			out.KPIs = append(out.KPIs, c)
		}
	}
	slices.SortStableFunc(out.KPIs, func(a, b Changed) int { return boolOrder(!a.Given, !b.Given) })
	return out, nil
}

func same(a, b *float64) bool {
	if a == nil || b == nil {
		return a == b
	}
	return math.Abs(*a-*b) <= 1e-12*max(math.Abs(*a), math.Abs(*b))
}

// projected takes what grows to the end of a period of which a share is over.
func (d *desk) projected(so Values, share float64) Values {
	return func(key string) *float64 {
		v := so(key)
		if v == nil || !d.book.Grows(key) {
			return v
		}
		whole := *v / share
		return &whole
	}
}

// supposed gives the values of all names where some are given.
func (d *desk) supposed(now Values, given map[string]float64) Values {
	known := map[string]*float64{}
	var then Values
	then = func(key string) *float64 {
		if v, ok := known[key]; ok {
			return v
		}
		known[key] = now(key) // a circle through split and formula ends here
		if v, ok := given[key]; ok {
			known[key] = &v
		} else if split := d.book.Splits(key); split != nil {
			known[key] = moved(now(key), split.Eval(now), split.Eval(then))
		} else if own := d.book.formulas[key]; own != nil {
			known[key] = moved(now(key), own.Eval(now), own.Eval(then))
		}
		return known[key]
	}
	return then
}

// moved is a value that changes as a formula for it does: in proportion, by the
// difference where the formula was 0, to the formula where there is no value.
func moved(value, before, after *float64) *float64 {
	switch {
	case after == nil || value == nil || before == nil:
		return after
	case same(before, after):
		return value
	case *before == 0:
		v := *value + *after
		return &v
	}
	v := *value * (*after / *before)
	return finite(&v)
}
