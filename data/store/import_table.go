package store

import (
	"cmp"
	"context"
	"math"
	"slices"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/crosstab"
	"shirube/data/intake"
	"shirube/data/kpi"
	"shirube/data/measure"
)

var _ crosstab.Store = (*Store)(nil)

// ImportTable makes measures and KPIs that are not there yet, replaces values
// and sets targets, as one import. Errors: bad_key, key_taken, bad_value,
// unknown_kpi.
func (s *Store) ImportTable(ctx context.Context, imp intake.Import, c crosstab.Content, finish func() intake.Result) (int64, error) {
	values := func(yield func(measure.Value, error) bool) {
		for _, v := range c.Values {
			if !yield(v, nil) {
				return
			}
		}
	}
	return s.load(ctx, imp, []change.Noun{change.Measure, change.KPI, change.Target}, func(l *loading) error {
		made := map[string]bool{}
		for _, m := range c.Measures {
			if err := l.measure(m, made); err != nil {
				return err
			}
		}
		for _, k := range c.KPIs {
			if err := l.kpi(k); err != nil {
				return err
			}
		}
		if err := l.values(values, made); err != nil {
			return err
		}
		for _, t := range c.Targets {
			if err := l.target(t); err != nil {
				return err
			}
		}
		return nil
	}, finish)
}

// kpi makes a KPI that isn't there yet, behind the others.
func (l *loading) kpi(k kpi.KPI) error {
	if err := l.free(k.Key, "measure"); err != nil {
		return err
	}
	if err := l.free(k.Key, "kpi"); err != nil {
		return err
	}
	id, err := l.take("kpi")
	if err != nil {
		return err
	}
	last, err := l.integer("SELECT coalesce(max(position), 0) FROM kpi")
	if err != nil {
		return err
	}
	k.Position = int(last) + 1
	_, err = l.exec(insertKPI, slices.Concat([]any{id}, kpiValues(k))...)
	return err
}

func (l *loading) target(t kpi.Target) error {
	if math.IsNaN(t.Value) || math.IsInf(t.Value, 0) {
		return data.Errorf("bad_value", t.KPI, t.Period, nil)
	}
	known, err := l.integer("SELECT id FROM kpi WHERE key = ?", t.KPI)
	if err != nil {
		return err
	}
	if known == 0 {
		return data.Errorf("unknown_kpi", t.KPI, "", nil)
	}
	id, err := l.take("target")
	if err == nil {
		_, err = l.exec("INSERT INTO target(id, kpi, period, value, at, level) VALUES(?, ?, ?, ?, ?, ?)",
			id, t.KPI, t.Period, t.Value, l.now, string(cmp.Or(t.Level, kpi.Aim)))
	}
	return err
}
