package store

import (
	"context"
	"database/sql"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/period"
	"shirube/data/prospect"
)

// Activities of a prospect, newest first.
func (s *Store) Activities(ctx context.Context, of int64) ([]prospect.Activity, error) {
	var out []prospect.Activity
	err := s.query(ctx, func(rows *sql.Rows) error {
		var a prospect.Activity
		var on string
		err := rows.Scan(&a.ID, &a.Prospect, &a.Kind, &on, &a.Time, &a.Text, &a.Channel, &a.Owner)
		a.Day = day(on)
		out = append(out, a)
		return err
	}, "SELECT id, prospect, kind, day, time, text, channel, owner FROM activity WHERE prospect = ? ORDER BY day DESC, time DESC, id DESC", of)
	return out, err
}

// Touches gives the latest activity up to a day, and the first one after it, of
// each of the prospects that have one.
func (s *Store) Touches(ctx context.Context, ids []int64, today period.Day) (map[int64]prospect.Touch, error) {
	out := map[int64]prospect.Touch{}
	if len(ids) == 0 {
		return out, nil
	}
	return out, s.query(ctx, func(rows *sql.Rows) error {
		var a prospect.Activity
		var on, moment string
		var planned bool
		err := rows.Scan(&planned, &a.ID, &a.Prospect, &a.Kind, &on, &a.Time, &a.Text, &moment)
		a.Day = day(on)
		t := out[a.Prospect]
		if planned {
			t.Next = &a
		} else {
			t.Last = &a
		}
		out[a.Prospect] = t
		return err
	}, `SELECT 0, id, prospect, kind, day, time, text, max(day || time) FROM activity
  WHERE prospect IN (SELECT value FROM json_each(?1)) AND day <= ?2 GROUP BY prospect
 UNION ALL SELECT 1, id, prospect, kind, day, time, text, min(day || time) FROM activity
  WHERE prospect IN (SELECT value FROM json_each(?1)) AND day > ?2 GROUP BY prospect`, asJSON(ids), today.String())
}

// SaveActivities creates (ID 0) or updates activities and gives their ids. One
// without a channel takes its prospect's.
func (s *Store) SaveActivities(ctx context.Context, op change.Op, as []prospect.Activity) ([]int64, error) {
	ids := make([]int64, len(as))
	err := s.do(ctx, op, func(w *work) error {
		for i, a := range as {
			var err error
			if ids[i], err = w.row("activity", "unknown_activity", a.ID, a.Prospect); err != nil {
				return err
			}
			w.add(`INSERT INTO activity(id, prospect, kind, day, time, text, channel, owner)
 SELECT ?, id, ?, ?, ?, ?, coalesce(nullif(?, ''), channel), ? FROM prospect WHERE id = ?
 ON CONFLICT DO UPDATE SET prospect = excluded.prospect, kind = excluded.kind, day = excluded.day, time = excluded.time,
  text = excluded.text, channel = excluded.channel, owner = excluded.owner`,
				ids[i], string(a.Kind), a.Day.String(), a.Time, a.Text, a.Channel, a.Owner, a.Prospect)
		}
		return nil
	}, change.Activity, change.Prospect)
	return ids, err
}

// DeleteActivity removes an activity.
func (s *Store) DeleteActivity(ctx context.Context, op change.Op, id int64) error {
	return s.do(ctx, op, func(w *work) error { return w.remove("activity", "unknown_activity", id) }, change.Activity, change.Prospect)
}

// row makes ready to write a row of a prospect: a new id where id is 0, else
// the journal of the row as it is, which may have been another prospect's.
func (w *work) row(tbl string, code data.Code, id, of int64) (int64, error) {
	if err := w.existing("prospect", "unknown_prospect", of); err != nil {
		return 0, err
	}
	w.touch(of)
	if id != 0 {
		return id, w.former(tbl, code, id)
	}
	id, err := w.ids(tbl, 1)
	if err == nil {
		w.create(tbl, id, id)
	}
	return id, err
}

// former journals rows of prospects as they are and touches whose they were.
func (w *work) former(tbl string, code data.Code, ids ...int64) error {
	if err := w.existing(tbl, code, ids...); err != nil {
		return err
	}
	w.keep(tbl, ids...)
	return w.s.query(w.ctx, func(rows *sql.Rows) error {
		var of int64
		err := rows.Scan(&of)
		w.touch(of)
		return err
	}, "SELECT DISTINCT prospect FROM "+tbl+" WHERE id IN (SELECT value FROM json_each(?))", asJSON(ids))
}

// remove deletes rows of prospects.
func (w *work) remove(tbl string, code data.Code, ids ...int64) error {
	if len(ids) == 0 {
		return nil
	}
	if err := w.former(tbl, code, ids...); err != nil {
		return err
	}
	w.add("DELETE FROM "+tbl+" WHERE id IN (SELECT value FROM json_each(?))", asJSON(ids))
	return nil
}
