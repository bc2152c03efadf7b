package store

import (
	"context"
	"database/sql"
	"slices"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/funnel"
)

var _ funnel.Store = (*Store)(nil)

type storedStage struct {
	id int64
	funnel.Stage
}

const selectStages = "SELECT id, key, name, measure FROM stage ORDER BY position"

func (s *Store) stages(ctx context.Context) ([]storedStage, error) {
	var out []storedStage
	err := s.query(ctx, func(rows *sql.Rows) error {
		var st storedStage
		err := rows.Scan(&st.id, &st.Key, &st.Name, &st.Measure)
		out = append(out, st)
		return err
	}, selectStages)
	return out, err
}

// Stages gives the stages in order.
func (s *Store) Stages(ctx context.Context) ([]funnel.Stage, error) {
	stored, err := s.stages(ctx)
	out := make([]funnel.Stage, len(stored))
	for i, st := range stored {
		out[i] = st.Stage
	}
	return out, err
}

// SetStages replaces the stages. One with entries can be renamed or moved, but
// not dropped or fed by a measure ("stage_in_use").
func (s *Store) SetStages(ctx context.Context, op change.Op, stages []funnel.Stage) error {
	return s.do(ctx, op, func(w *work) error {
		old, err := s.stages(ctx)
		if err != nil {
			return err
		}
		ids := map[string]int64{}
		for _, st := range old {
			ids[st.Key] = st.id
		}
		for i, st := range stages {
			id := ids[st.Key]
			if slices.ContainsFunc(stages[:i], func(o funnel.Stage) bool { return o.Key == st.Key }) {
				return data.Errorf("stage_twice", st.Key, "", nil)
			}
			if id == 0 {
				if id, err = w.ids("stage", 1); err != nil {
					return err
				}
				w.create("stage", id, id)
			} else {
				w.keep("stage", id)
			}
			delete(ids, st.Key)
			if st.Measure != "" {
				if err := w.unused(st.Key, id); err != nil {
					return err
				}
			}
			w.add(`INSERT INTO stage(id, key, name, measure, position) VALUES(?, ?, ?, ?, ?)
 ON CONFLICT(id) DO UPDATE SET name = excluded.name, measure = excluded.measure, position = excluded.position`, id, st.Key, st.Name, st.Measure, i)
		}
		for key, id := range ids {
			if err := w.unused(key, id); err != nil {
				return err
			}
			w.keep("stage", id)
			w.add("DELETE FROM stage WHERE id = ?", id)
		}
		w.add(follow("IN (SELECT prospect FROM entry)"))
		return nil
	}, change.Stage, change.Prospect)
}

// unused refuses a stage that prospects have entered.
func (w *work) unused(key string, id int64) error {
	var n int64
	if err := w.s.one(w.ctx, &n, "SELECT count(*) FROM (SELECT 1 FROM entry WHERE stage = ? LIMIT 1)", id); err != nil || n == 0 {
		return err
	}
	return data.Errorf("stage_in_use", key, "", nil)
}

// EntriesOf a prospect, oldest first.
func (s *Store) EntriesOf(ctx context.Context, of int64) ([]funnel.Entry, error) {
	var out []funnel.Entry
	err := s.query(ctx, func(rows *sql.Rows) error {
		var e funnel.Entry
		var on string
		err := rows.Scan(&e.ID, &e.Prospect, &e.Stage, &on, &e.Channel, &e.Campaign, &e.Owner)
		e.Day = day(on)
		out = append(out, e)
		return err
	}, `SELECT e.id, e.prospect, s.key, e.day, e.channel, e.campaign, e.owner FROM entry e JOIN stage s ON s.id = e.stage
 WHERE e.prospect = ? ORDER BY e.day, s.position, e.id`, of)
	return out, err
}

// identified gives the id of each stage that prospects enter.
func (s *Store) identified(ctx context.Context) (map[string]int64, error) {
	stages, err := s.stages(ctx)
	ids := map[string]int64{}
	for _, st := range stages {
		if st.Measure == "" {
			ids[st.Key] = st.id
		}
	}
	return ids, err
}

// SaveEntries adds entries and moves their prospects' furthest stage. An equal
// (prospect, stage, day) is not added twice: its id is given again.
func (s *Store) SaveEntries(ctx context.Context, op change.Op, es []funnel.Entry) ([]int64, error) {
	type place struct {
		prospect, stage int64
		day             string
	}
	ids := make([]int64, len(es))
	err := s.do(ctx, op, func(w *work) error {
		stages, err := s.identified(ctx)
		if err != nil {
			return err
		}
		made := map[place]int64{}
		for i, e := range es {
			at := place{e.Prospect, stages[e.Stage], e.Day.String()}
			if at.stage == 0 {
				return data.Errorf("unknown_stage", e.Stage, "", nil)
			}
			if ids[i] = made[at]; ids[i] != 0 {
				continue
			}
			if err := s.one(ctx, &ids[i], "SELECT id FROM entry WHERE prospect = ? AND stage = ? AND day = ?", at.prospect, at.stage, at.day); err != nil {
				return err
			}
			if ids[i] == 0 {
				if ids[i], err = w.row("entry", "unknown_entry", 0, e.Prospect); err != nil {
					return err
				}
				w.add("INSERT INTO entry(id, prospect, stage, day, channel, campaign, owner) VALUES(?, ?, ?, ?, ?, ?, ?)",
					ids[i], e.Prospect, at.stage, at.day, e.Channel, e.Campaign, e.Owner)
			}
			made[at] = ids[i]
		}
		return nil
	}, change.Entry, change.Prospect)
	return ids, err
}

// DeleteEntries removes entries; their prospects fall back to the stage before.
func (s *Store) DeleteEntries(ctx context.Context, op change.Op, ids []int64) error {
	return s.do(ctx, op, func(w *work) error { return w.remove("entry", "unknown_entry", ids...) }, change.Entry, change.Prospect)
}

// Members gives every list with who is on it.
func (s *Store) Members(ctx context.Context) ([]funnel.List, error) {
	var all []listed
	err := s.reading(ctx, func(b *bulk) (err error) { all, err = readLists(b); return err })
	out := make([]funnel.List, len(all))
	for i, l := range all {
		out[i] = funnel.List{Name: l.Name, Has: func(prospect uint32) bool { return l.on.has(int64(prospect)) }}
	}
	return out, s.fail(err)
}

// Traits gives each prospect's prefecture or industry; blank ones are left out.
func (s *Store) Traits(ctx context.Context, field string) (funnel.Traits, error) {
	if !slices.Contains([]string{"prefecture", "industry", "channel", "owner"}, field) {
		return nil, data.Errorf("unknown_field", field, "", nil)
	}
	out, seen := funnel.Traits{}, map[string]string{}
	var value sql.RawBytes
	return out, s.query(ctx, func(rows *sql.Rows) error {
		var id uint32
		if err := rows.Scan(&id, &value); err != nil {
			return err
		}
		text, ok := seen[string(value)]
		if !ok {
			text = string(value)
			seen[text] = text
		}
		out[id] = text
		return nil
	}, "SELECT id, "+field+" FROM prospect WHERE "+field+" <> ''")
}
