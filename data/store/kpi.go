package store

import (
	"context"
	"database/sql"
	"math"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/kpi"
	"shirube/data/measure"
)

var _ kpi.Store = (*Store)(nil)

// KPIs gives the KPIs by position.
func (s *Store) KPIs(ctx context.Context) ([]kpi.KPI, error) {
	var out []kpi.KPI
	err := s.query(ctx, func(rows *sql.Rows) error {
		var k kpi.KPI
		err := rows.Scan(&k.Key, &k.Name, &k.Formula, &k.Unit, &k.Direction, &k.Grain, &k.Lead, &k.Controllable, &k.Owner, &k.Parent, &k.Goal, &k.Position)
		out = append(out, k)
		return err
	}, "SELECT key, name, formula, unit, direction, grain, lead, controllable, owner, parent, goal, position FROM kpi ORDER BY position, id")
	return out, err
}

// SaveKPI creates or changes the KPIs of these keys, as one action.
func (s *Store) SaveKPI(ctx context.Context, op change.Op, ks ...kpi.KPI) error {
	return s.SaveTemplate(ctx, op, nil, ks)
}

// SaveTemplate creates or changes measures and KPIs, as one action.
func (s *Store) SaveTemplate(ctx context.Context, op change.Op, ms []measure.Measure, ks []kpi.KPI) error {
	return s.do(ctx, op, func(w *work) error {
		for _, m := range ms {
			if err := w.saveMeasure(m); err != nil {
				return err
			}
		}
		for _, k := range ks {
			if err := w.saveKPI(k); err != nil {
				return err
			}
		}
		return nil
	}, change.Measure, change.KPI)
}

func (w *work) saveKPI(k kpi.KPI) error {
	if err := w.free(k.Key, "measure"); err != nil {
		return err
	}
	id, err := w.keyed("kpi", k.Key)
	if err != nil {
		return err
	}
	w.add(`INSERT INTO kpi(id, key, name, formula, unit, direction, grain, lead, controllable, owner, parent, goal, position)
 VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET name = excluded.name, formula = excluded.formula,
 unit = excluded.unit, direction = excluded.direction, grain = excluded.grain, lead = excluded.lead, controllable = excluded.controllable,
 owner = excluded.owner, parent = excluded.parent, goal = excluded.goal, position = excluded.position`,
		id, k.Key, k.Name, k.Formula, k.Unit, string(k.Direction), string(k.Grain), k.Lead, k.Controllable, k.Owner, k.Parent, k.Goal, k.Position)
	return nil
}

// DeleteKPI removes a KPI with its targets.
func (s *Store) DeleteKPI(ctx context.Context, op change.Op, key string) error {
	return s.do(ctx, op, func(w *work) error {
		var id int64
		if err := s.one(ctx, &id, "SELECT id FROM kpi WHERE key = ?", key); err != nil {
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
	}, change.KPI, change.Target)
}

// Targets gives every target ever set, oldest first.
func (s *Store) Targets(ctx context.Context) ([]kpi.Target, error) {
	var out []kpi.Target
	err := s.query(ctx, func(rows *sql.Rows) error {
		var t kpi.Target
		var at string
		err := rows.Scan(&t.KPI, &t.Period, &t.Value, &at)
		t.Set = moment(at)
		out = append(out, t)
		return err
	}, "SELECT kpi, period, value, at FROM target ORDER BY id")
	return out, err
}

// SetTargets adds targets to the history; one without a time is set now.
func (s *Store) SetTargets(ctx context.Context, op change.Op, ts []kpi.Target) error {
	return s.do(ctx, op, func(w *work) error {
		for _, t := range ts {
			var known int64
			if err := s.one(ctx, &known, "SELECT id FROM kpi WHERE key = ?", t.KPI); err != nil {
				return err
			}
			if known == 0 {
				return data.Errorf("unknown_kpi", t.KPI, "", nil)
			}
			if math.IsNaN(t.Value) || math.IsInf(t.Value, 0) {
				return data.Errorf("bad_value", t.KPI, t.Period, nil)
			}
			at := t.Set
			if at.IsZero() {
				at = s.clock()
			}
			id, err := w.ids("target", 1)
			if err != nil {
				return err
			}
			w.create("target", id, id)
			w.add("INSERT INTO target(id, kpi, period, value, at) VALUES(?, ?, ?, ?, ?)", id, t.KPI, t.Period, t.Value, instant(at))
		}
		return nil
	}, change.Target)
}
