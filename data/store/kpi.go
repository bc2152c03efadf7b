package store

import (
	"cmp"
	"context"
	"database/sql"
	"math"
	"slices"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/kpi"
)

var _ kpi.Store = (*Store)(nil)

// KPIs gives the KPIs by position.
func (s *Store) KPIs(ctx context.Context) ([]kpi.KPI, error) {
	var out []kpi.KPI
	err := s.query(ctx, func(rows *sql.Rows) error {
		var k kpi.KPI
		err := rows.Scan(&k.Key, &k.Name, &k.Formula, &k.Unit, &k.Direction, &k.Grain, &k.Lead, &k.Controllable, &k.Owner, &k.Parent, &k.Goal, &k.Position, &k.Split)
		out = append(out, k)
		return err
	}, "SELECT key, name, formula, unit, direction, grain, lead, controllable, owner, parent, goal, position, split FROM kpi ORDER BY position, id")
	return out, err
}

// SaveKPI creates or changes the KPIs of these keys, as one action.
func (s *Store) SaveKPI(ctx context.Context, op change.Op, ks ...kpi.KPI) error {
	return s.EditKPIs(ctx, op, kpi.Edit{KPIs: ks})
}

// EditKPIs does all of an edit as one action.
func (s *Store) EditKPIs(ctx context.Context, op change.Op, e kpi.Edit) error {
	var nouns []change.Noun
	if len(e.Measures) > 0 {
		nouns = append(nouns, change.Measure)
	}
	if len(e.KPIs)+len(e.Gone) > 0 {
		nouns = append(nouns, change.KPI)
	}
	if len(e.Targets)+len(e.Gone) > 0 {
		nouns = append(nouns, change.Target)
	}
	return s.do(ctx, op, func(w *work) error {
		for _, m := range e.Measures {
			if err := w.saveMeasure(m); err != nil {
				return err
			}
		}
		for _, k := range e.KPIs {
			if err := w.saveKPI(k); err != nil {
				return err
			}
		}
		for _, t := range e.Targets {
			if err := w.setTarget(t, e.KPIs); err != nil {
				return err
			}
		}
		for _, key := range e.Gone {
			if err := w.deleteKPI(key); err != nil {
				return err
			}
		}
		return nil
	}, nouns...)
}

func (w *work) saveKPI(k kpi.KPI) error {
	if err := w.free(k.Key, "measure"); err != nil {
		return err
	}
	id, err := w.keyed("kpi", k.Key)
	if err != nil {
		return err
	}
	w.add(insertKPI+` ON CONFLICT(id) DO UPDATE SET name = excluded.name, formula = excluded.formula,
 unit = excluded.unit, direction = excluded.direction, grain = excluded.grain, lead = excluded.lead, controllable = excluded.controllable,
 owner = excluded.owner, parent = excluded.parent, goal = excluded.goal, position = excluded.position, split = excluded.split`,
		slices.Concat([]any{id}, kpiValues(k))...)
	return nil
}

const insertKPI = `INSERT INTO kpi(id, key, name, formula, unit, direction, grain, lead, controllable, owner, parent, goal, position, split)
 VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

// kpiValues are what insertKPI takes behind the id.
func kpiValues(k kpi.KPI) []any {
	return []any{k.Key, k.Name, k.Formula, k.Unit, string(k.Direction), string(k.Grain), k.Lead, k.Controllable, k.Owner, k.Parent, k.Goal, k.Position, k.Split}
}

// deleteKPI removes a KPI with its targets.
func (w *work) deleteKPI(key string) error {
	var id int64
	if err := w.s.one(w.ctx, &id, "SELECT id FROM kpi WHERE key = ?", key); err != nil {
		return err
	}
	if id == 0 {
		return data.Errorf("unknown_kpi", key, "", nil)
	}
	w.add(tables["target"].journal("kpi = ?"), thisAction, key)
	w.add("DELETE FROM target WHERE kpi = ?", key)
	w.keep("kpi", id)
	w.add("DELETE FROM kpi WHERE id = ?", id)
	return nil
}

// Targets gives every target ever set, oldest first.
func (s *Store) Targets(ctx context.Context) ([]kpi.Target, error) {
	var out []kpi.Target
	err := s.query(ctx, func(rows *sql.Rows) error {
		var t kpi.Target
		var at string
		err := rows.Scan(&t.KPI, &t.Period, &t.Value, &at, &t.Level)
		t.Set = moment(at)
		out = append(out, t)
		return err
	}, "SELECT kpi, period, value, at, level FROM target ORDER BY id")
	return out, err
}

// setTarget adds a target to the history, of a KPI that is there or made by the
// same action; one without a time is set now.
func (w *work) setTarget(t kpi.Target, made []kpi.KPI) error {
	var known int64
	if err := w.s.one(w.ctx, &known, "SELECT id FROM kpi WHERE key = ?", t.KPI); err != nil {
		return err
	}
	if known == 0 && !slices.ContainsFunc(made, func(k kpi.KPI) bool { return k.Key == t.KPI }) {
		return data.Errorf("unknown_kpi", t.KPI, "", nil)
	}
	if math.IsNaN(t.Value) || math.IsInf(t.Value, 0) {
		return data.Errorf("bad_value", t.KPI, t.Period, nil)
	}
	at := t.Set
	if at.IsZero() {
		at = w.s.clock()
	}
	id, err := w.ids("target", 1)
	if err != nil {
		return err
	}
	w.create("target", id, id)
	w.add("INSERT INTO target(id, kpi, period, value, at, level) VALUES(?, ?, ?, ?, ?, ?)",
		id, t.KPI, t.Period, t.Value, instant(at), string(cmp.Or(t.Level, kpi.Aim)))
	return nil
}
