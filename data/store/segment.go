package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"maps"
	"slices"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/kpi"
	"shirube/data/measure"
	"shirube/data/period"
	"shirube/data/prospect"
)

var _ prospect.SegmentStore = (*Store)(nil)

// Segments lists the segments, the oldest first.
func (s *Store) Segments(ctx context.Context) ([]prospect.Segment, error) {
	var out []prospect.Segment
	err := s.query(ctx, func(rows *sql.Rows) error {
		var g prospect.Segment
		err := rows.Scan(&g.Key, &g.Name, &g.Text, &g.Where)
		out = append(out, g)
		return err
	}, "SELECT key, name, text, filter FROM segment ORDER BY id")
	return out, err
}

// SaveSegment makes a segment or changes that of its key.
func (s *Store) SaveSegment(ctx context.Context, op change.Op, g prospect.Segment) error {
	return s.do(ctx, op, func(w *work) error {
		id, err := w.keyed("segment", g.Key)
		if err != nil {
			return err
		}
		w.add(`INSERT INTO segment(id, key, name, text, filter) VALUES(?, ?, ?, ?, ?)
 ON CONFLICT(id) DO UPDATE SET name = excluded.name, text = excluded.text, filter = excluded.filter`, id, g.Key, g.Name, g.Text, g.Where)
		return nil
	}, change.Prospect, change.Measure)
}

// DeleteSegment takes a segment away, unless a KPI is made of it.
func (s *Store) DeleteSegment(ctx context.Context, op change.Op, key string) error {
	return s.do(ctx, op, func(w *work) error {
		var id int64
		if err := s.one(ctx, &id, "SELECT id FROM segment WHERE key = ?", key); err != nil {
			return err
		}
		if id == 0 {
			return data.Errorf("unknown_segment", key, "", nil)
		}
		kpis, err := s.KPIs(ctx)
		if err != nil {
			return err
		}
		for _, k := range kpis {
			if f, err := kpi.ParseFormula(k.Formula); err == nil && slices.Contains(f.Keys(), measure.SegmentKey+key) {
				return data.Errorf("segment_in_use", key, k.Key, nil)
			}
		}
		w.keep("segment", id)
		w.add("DELETE FROM segment WHERE id = ?", id)
		return nil
	}, change.Prospect, change.Measure)
}

// RecordSegments keeps what the segments found on a day. It is no action of
// the user's, so the journal doesn't know of it.
func (s *Store) RecordSegments(ctx context.Context, on period.Day, counts map[string]int) error {
	if s.writer == nil {
		return s.refused()
	}
	var all []Statement
	for _, key := range slices.Sorted(maps.Keys(counts)) {
		all = append(all, Statement{SQL: `INSERT INTO segment_count(segment, day, n) SELECT id, ?, ? FROM segment WHERE key = ?
 ON CONFLICT DO UPDATE SET n = excluded.n`, Args: []any{on.String(), counts[key], key}})
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	_, _, err := s.Batch(ctx, rand.Text(), all)
	return err
}

// SegmentHistory gives what was kept of a segment, by day.
func (s *Store) SegmentHistory(ctx context.Context, key string) ([]prospect.DayCount, error) {
	var out []prospect.DayCount
	err := s.query(ctx, func(rows *sql.Rows) error {
		var c prospect.DayCount
		var on string
		err := rows.Scan(&on, &c.Count)
		c.Day = day(on)
		out = append(out, c)
		return err
	}, "SELECT c.day, c.n FROM segment_count c JOIN segment s ON s.id = c.segment WHERE s.key = ? ORDER BY c.day", key)
	return out, err
}

// segmentMeasures are the segments as measures: stocks that the program itself records.
func (s *Store) segmentMeasures(ctx context.Context) ([]measure.Measure, error) {
	all, err := s.Segments(ctx)
	out := make([]measure.Measure, len(all))
	for i, g := range all {
		out[i] = measure.Measure{Key: measure.SegmentKey + g.Key, Name: g.Name, Over: measure.Last, Unit: "count"}
	}
	return out, err
}

// segmentDays are the cells of segments, beside those of the rollup.
const segmentDays = "SELECT 'segment.' || s.key AS measure, c.day AS day, '' AS channel, c.n AS value FROM segment_count c JOIN segment s ON s.id = c.segment"
