package store

import (
	"context"
	"database/sql"
	"encoding/json"

	"shirube/data/change"
	"shirube/data/review"
)

var _ review.Store = (*Store)(nil)

// Causes gives every cause ever written, oldest first.
func (s *Store) Causes(ctx context.Context) ([]review.Cause, error) {
	var out []review.Cause
	err := s.query(ctx, func(rows *sql.Rows) error {
		var c review.Cause
		var evidence, found, at string
		if err := rows.Scan(&c.KPI, &c.Period, &c.Category, &c.Text, &evidence, &found, &c.Name, &c.Unit, &at, &c.Shift); err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(evidence), &c.Evidence); err != nil {
			return err
		}
		c.Written = moment(at)
		out = append(out, c)
		return json.Unmarshal([]byte(found), &out[len(out)-1].Found)
	}, "SELECT kpi, period, category, text, evidence, found, name, unit, at, shift FROM cause ORDER BY id")
	return out, err
}

// Shifts gives the causes that hold and say that the process changed, KPI and
// period only.
func (s *Store) Shifts(ctx context.Context) ([]review.Cause, error) {
	var out []review.Cause
	err := s.query(ctx, func(rows *sql.Rows) error {
		var c review.Cause
		err := rows.Scan(&c.KPI, &c.Period)
		out = append(out, c)
		return err
	}, "SELECT kpi, period FROM cause c WHERE shift AND NOT EXISTS(SELECT 1 FROM cause d WHERE d.kpi = c.kpi AND d.period = c.period AND d.id > c.id)")
	return out, err
}

// AddCause adds a cause to the history.
func (s *Store) AddCause(ctx context.Context, op change.Op, c review.Cause) error {
	return s.do(ctx, op, func(w *work) error {
		id, err := w.ids("cause", 1)
		if err != nil {
			return err
		}
		w.create("cause", id, id)
		evidence := "[]"
		if len(c.Evidence) > 0 {
			evidence = asJSON(c.Evidence)
		}
		w.add("INSERT INTO cause(id, kpi, period, category, text, evidence, found, name, unit, at, shift) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
			id, c.KPI, c.Period, string(c.Category), c.Text, evidence, asJSON(c.Found), c.Name, c.Unit, instant(c.Written), c.Shift)
		return nil
	}, change.Review)
}

// Checklists gives every checklist ever kept, oldest first.
func (s *Store) Checklists(ctx context.Context) ([]review.Checklist, error) {
	var out []review.Checklist
	err := s.query(ctx, func(rows *sql.Rows) error {
		var c review.Checklist
		var at, found string
		if err := rows.Scan(&c.Period, &c.Shared, &c.Analysed, &c.Result, &c.Note, &at, &found); err != nil {
			return err
		}
		c.Checked = moment(at)
		out = append(out, c)
		return json.Unmarshal([]byte(found), &out[len(out)-1].Found)
	}, "SELECT period, shared, analysed, result, note, at, found FROM checklist ORDER BY id")
	return out, err
}

// AddChecklist adds a checklist to the history.
func (s *Store) AddChecklist(ctx context.Context, op change.Op, c review.Checklist) error {
	return s.do(ctx, op, func(w *work) error {
		id, err := w.ids("checklist", 1)
		if err != nil {
			return err
		}
		w.create("checklist", id, id)
		found := "[]"
		if len(c.Found) > 0 {
			found = asJSON(c.Found)
		}
		w.add("INSERT INTO checklist(id, period, shared, analysed, result, note, at, found) VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
			id, c.Period, c.Shared, c.Analysed, c.Result, c.Note, instant(c.Checked), found)
		return nil
	}, change.Review)
}

// ReviewActions gives the actions that reviews decided on, oldest first.
func (s *Store) ReviewActions(ctx context.Context) ([]review.Action, error) {
	var out []review.Action
	err := s.query(ctx, func(rows *sql.Rows) error {
		var a review.Action
		var due, done, added string
		err := rows.Scan(&a.ID, &a.Period, &a.Text, &a.Owner, &due, &a.KPI, &a.Gain, &a.State, &done, &added)
		a.Due, a.Done, a.Added = day(due), day(done), day(added)
		out = append(out, a)
		return err
	}, "SELECT id, period, text, owner, due, kpi, expected, state, done, added FROM review_action ORDER BY id")
	return out, err
}

// SaveReviewAction creates (ID 0) or changes an action and gives its id.
func (s *Store) SaveReviewAction(ctx context.Context, op change.Op, a review.Action) (int64, error) {
	id := a.ID
	err := s.do(ctx, op, func(w *work) error {
		if id != 0 {
			if err := w.existing("review_action", "unknown_review_action", id); err != nil {
				return err
			}
			w.keep("review_action", id)
		} else {
			var err error
			if id, err = w.ids("review_action", 1); err != nil {
				return err
			}
			w.create("review_action", id, id)
		}
		var gain any
		if a.Gain != nil {
			gain = *a.Gain
		}
		w.add(`INSERT INTO review_action(id, period, text, owner, due, kpi, expected, state, done, added) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
 ON CONFLICT(id) DO UPDATE SET period = excluded.period, text = excluded.text, owner = excluded.owner, due = excluded.due, kpi = excluded.kpi,
 expected = excluded.expected, state = excluded.state, done = excluded.done, added = excluded.added`,
			id, a.Period, a.Text, a.Owner, a.Due.String(), a.KPI, gain, string(a.State), a.Done.String(), a.Added.String())
		return nil
	}, change.Review)
	return id, err
}
