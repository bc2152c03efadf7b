package kpi

import (
	"context"
	"math"
	"slices"
	"strconv"

	"shirube/data"
	"shirube/data/period"
)

// Splits gives the formula by which the KPIs under a KPI make it: its Split, or
// its own formula where that names KPIs; nil where neither says anything.
func (b *Book) Splits(key string) *Formula {
	if f := b.splits[key]; f != nil {
		return f
	}
	f := b.formulas[key]
	if f != nil && slices.ContainsFunc(f.names, func(n Name) bool { return b.formulas[n.Key] != nil }) {
		return f
	}
	return nil
}

// checkSplit tells whether a KPI's split can be kept. Errors: those of
// ParseFormula, unknown_name (What a name that is no KPI, Where its position),
// kpi_cycle (it would be made of itself).
func (b *Book) checkSplit(k KPI) error {
	if k.Split == "" {
		return nil
	}
	f, err := ParseFormula(k.Split)
	if err != nil {
		return err
	}
	var made func(of string, above []string) bool
	made = func(of string, above []string) bool {
		if of == k.Key {
			return true
		}
		if s := b.Splits(of); s != nil && !slices.Contains(above, of) {
			return slices.ContainsFunc(s.names, func(n Name) bool { return made(n.Key, append(slices.Clone(above), of)) })
		}
		return false
	}
	for _, n := range f.names {
		switch _, unknown := b.KPI(n.Key); {
		case unknown != nil:
			return data.Errorf("unknown_name", n.Key, strconv.Itoa(n.Position), nil)
		case made(n.Key, nil):
			return data.Errorf("kpi_cycle", k.Key, "", nil)
		}
	}
	return nil
}

// Gap holds what a KPI is by its own formula against what the KPIs under it
// make of it.
type Gap struct {
	KPI     string   `json:"key"`
	Split   string   `json:"split"`   // the formula over the KPIs under it, "" where none is known
	Value   *float64 `json:"value"`   // by its own formula
	Made    *float64 `json:"made"`    // by the split
	Gap     *float64 `json:"gap"`     // made − value
	Share   *float64 `json:"share"`   // gap ÷ value
	Unnamed []string `json:"unnamed"` // KPIs that stand under it and that its split doesn't name
	Missing []string `json:"missing"` // KPIs in the split without a value
	Fits    bool     `json:"fits"`    // the gap is under 1 % of the value
}

// fitsUnder is the share of a value up to which a split is said to give it:
// rounding, not substance.
const fitsUnder = 0.01

// CheckTree holds every KPI that has others under it against them, by position:
// a tree whose product doesn't give the KGI says by how much.
func (s *Service) CheckTree(ctx context.Context, p period.Period) ([]Gap, error) {
	d, err := s.desk(ctx)
	if err != nil {
		return nil, err
	}
	gaps := []Gap{}
	for _, k := range d.book.KPIs {
		g := Gap{KPI: k.Key, Unnamed: []string{}, Missing: []string{}}
		f := d.book.Splits(k.Key)
		for _, below := range d.book.KPIs {
			if below.Parent == k.Key && (f == nil || !slices.Contains(f.Keys(), below.Key)) {
				g.Unnamed = append(g.Unnamed, below.Key)
			}
		}
		if f == nil && len(g.Unnamed) == 0 {
			continue
		}
		if err := d.gap(ctx, k, f, p, &g); err != nil {
			return nil, err
		}
		gaps = append(gaps, g)
	}
	return gaps, nil
}

func (d *desk) gap(ctx context.Context, k KPI, f *Formula, p period.Period, g *Gap) error {
	named, err := d.named(ctx, p, d.book.keys()...)
	if err != nil {
		return err
	}
	if d.book.Broken[k.Key] == nil {
		g.Value = named(k.Key)
	}
	if f == nil {
		return nil
	}
	if g.Split = k.Split; k.Split == "" {
		g.Split = k.Formula
	}
	for _, n := range f.names {
		if named(n.Key) == nil {
			g.Missing = append(g.Missing, n.Key)
		}
	}
	if g.Made = f.Eval(named); g.Made == nil || g.Value == nil {
		return nil
	}
	gap := *g.Made - *g.Value
	g.Gap, g.Fits = &gap, math.Abs(gap) <= fitsUnder*math.Abs(*g.Value)
	if share := gap / *g.Value; finite(&share) != nil {
		g.Share = &share
	}
	return nil
}

// named gives the values of KPIs and measures, and of all they are made of, over
// the part of a period that has been, each once; all nil before it.
func (d *desk) named(ctx context.Context, p period.Period, keys ...string) (Values, error) {
	r, begun := d.so(p)
	if !begun {
		return func(string) *float64 { return nil }, nil
	}
	known := map[string]*float64{}
	for _, m := range d.book.Measures(keys...) {
		v, err := d.sums.Over(ctx, m, r, nil)
		if err != nil {
			return nil, err
		}
		known[m] = v
	}
	return d.book.values(func(m string) *float64 { return known[m] }), nil
}
