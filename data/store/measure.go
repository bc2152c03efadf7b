package store

import (
	"cmp"
	"context"
	"database/sql"
	"math"
	"slices"
	"strings"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/measure"
	"shirube/data/period"
	"shirube/data/prospect"
)

var _ measure.Store = (*Store)(nil)

var kinds = []prospect.ActivityKind{prospect.Call, prospect.Mail, prospect.Appointment, prospect.Meeting, prospect.Form, prospect.Card, prospect.Note}

// Measures lists the recorded measures and those that follow from entries,
// deals and activities, by key.
func (s *Store) Measures(ctx context.Context) ([]measure.Measure, error) {
	var out []measure.Measure
	err := s.query(ctx, func(rows *sql.Rows) error {
		var m measure.Measure
		err := rows.Scan(&m.Key, &m.Name, &m.Over, &m.Unit)
		out = append(out, m)
		return err
	}, "SELECT key, name, goes, unit FROM measure")
	if err != nil {
		return nil, err
	}
	add := func(key, name string, over measure.Over, unit string) {
		out = append(out, measure.Measure{Key: key, Name: name, Over: over, Unit: unit, Derived: true})
	}
	for _, key := range []string{measure.DealOpened, measure.DealWon, measure.DealLost, measure.DealWonPriced} {
		add(key, "", measure.Sum, "count")
	}
	add(measure.DealWonAmount, "", measure.Sum, "yen")
	add(measure.DealCustomers, "", measure.Distinct, "count")
	add(measure.DealRepeat, "", measure.Distinct, "count")
	for _, k := range kinds {
		add(measure.ActivityKey+string(k), "", measure.Sum, "count")
	}
	stages, err := s.Stages(ctx)
	for _, st := range stages {
		if st.Measure == "" {
			add(measure.EntryKey+st.Key, st.Name, measure.Sum, "count")
		}
	}
	if err != nil {
		return nil, err
	}
	segments, err := s.segmentMeasures(ctx)
	out = append(out, segments...)
	slices.SortFunc(out, func(a, b measure.Measure) int { return cmp.Compare(a.Key, b.Key) })
	return out, err
}

// SaveMeasure creates or changes a recorded measure; the way it goes over days
// applies to the days it already has.
func (s *Store) SaveMeasure(ctx context.Context, op change.Op, m measure.Measure) error {
	return s.do(ctx, op, func(w *work) error {
		return w.saveMeasure(m)
	}, change.Measure)
}

func (w *work) saveMeasure(m measure.Measure) error {
	if err := w.free(m.Key, "kpi"); err != nil {
		return err
	}
	id, err := w.keyed("measure", m.Key)
	if err != nil {
		return err
	}
	w.add(`INSERT INTO measure(id, key, name, goes, unit) VALUES(?, ?, ?, ?, ?)
 ON CONFLICT(id) DO UPDATE SET name = excluded.name, goes = excluded.goes, unit = excluded.unit`,
		id, m.Key, m.Name, cmp.Or(string(m.Over), string(measure.Sum)), cmp.Or(m.Unit, "count"))
	return w.s.query(w.ctx, func(rows *sql.Rows) error {
		var on string
		err := rows.Scan(&on)
		w.touchDay(m.Key, on)
		return err
	}, "SELECT DISTINCT day FROM value WHERE measure = ?", m.Key)
}

// free refuses a key that formulas can't use, or that the other noun of the
// shared key space has.
func (w *work) free(key, other string) error {
	if !measure.ValidKey(key) {
		return data.Errorf("bad_key", key, "", nil)
	}
	var taken int64
	if err := w.s.one(w.ctx, &taken, "SELECT id FROM "+other+" WHERE key = ?", key); err != nil || taken == 0 {
		return err
	}
	return data.Errorf("key_taken", key, "", nil)
}

// keyed makes ready to write the row of a key: its id with the row journalled,
// or a new one.
func (w *work) keyed(tbl, key string) (int64, error) {
	var id int64
	err := w.s.one(w.ctx, &id, "SELECT id FROM "+tbl+" WHERE key = ?", key)
	if err != nil {
		return 0, err
	}
	if id != 0 {
		w.keep(tbl, id)
		return id, nil
	}
	if id, err = w.ids(tbl, 1); err == nil {
		w.create(tbl, id, id)
	}
	return id, err
}

// Cells of measures over a range by day and channel; keys nil = all.
func (s *Store) Cells(ctx context.Context, keys []string, r period.Range) ([]measure.Cell, error) {
	where, args := between("day", r)
	if keys != nil {
		where, args = where+" AND measure IN (SELECT value FROM json_each(?))", append(args, asJSON(keys))
	}
	from := "daily"
	if keys == nil || slices.ContainsFunc(keys, func(k string) bool { return strings.HasPrefix(k, measure.SegmentKey) }) {
		from = "(SELECT * FROM daily UNION ALL " + segmentDays + ")"
	}
	var out []measure.Cell
	err := s.query(ctx, func(rows *sql.Rows) error {
		var c measure.Cell
		var on string
		err := rows.Scan(&c.Measure, &on, &c.Channel, &c.Value)
		c.Day = day(on)
		out = append(out, c)
		return err
	}, "SELECT measure, day, channel, value FROM "+from+" WHERE "+where+" ORDER BY measure, day, channel", args...)
	return out, err
}

// Totals of measures over a range by day, their channels added up.
func (s *Store) Totals(ctx context.Context, keys []string, r period.Range) ([]measure.Cell, error) {
	days, args := between("day", r)
	var out []measure.Cell
	for _, key := range keys { // one at a time, so that its key needn't be read with every day
		err := s.query(ctx, func(rows *sql.Rows) error {
			c := measure.Cell{Measure: key}
			var on string
			err := rows.Scan(&on, &c.Value)
			c.Day = day(on)
			out = append(out, c)
			return err
		}, "SELECT day, sum(value) FROM daily WHERE measure = ? AND "+days+" GROUP BY day ORDER BY day", append([]any{key}, args...)...)
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// DistinctCount counts the prospects behind a distinct measure: those with a
// deal won in the range, or those of them that had a deal won before that one.
// A prospect counts once in the total and once in each channel.
func (s *Store) DistinctCount(ctx context.Context, key string, r period.Range) (float64, map[string]float64, error) {
	where, args := between("d.closed", r)
	where += " AND d.outcome = 'won'"
	switch key {
	case measure.DealCustomers:
	case measure.DealRepeat:
		where += ` AND EXISTS(SELECT 1 FROM deal f WHERE f.prospect = d.prospect AND f.outcome = 'won' AND f.closed <> ''
 AND (f.closed < d.closed OR f.closed = d.closed AND f.id < d.id))`
	default:
		return 0, nil, data.Errorf("unknown_measure", key, "", nil)
	}
	byChannel := map[string]float64{}
	err := s.query(ctx, func(rows *sql.Rows) error {
		var channel string
		var n float64
		err := rows.Scan(&channel, &n)
		byChannel[channel] = n
		return err
	}, "SELECT d.channel, count(DISTINCT d.prospect) FROM deal d WHERE "+where+" GROUP BY d.channel", args...)
	if err != nil {
		return 0, nil, err
	}
	var total float64
	err = s.one(ctx, &total, "SELECT count(DISTINCT d.prospect) FROM deal d WHERE "+where, args...)
	return total, byChannel, err
}

// Values gives the recorded values of a measure, oldest first.
func (s *Store) Values(ctx context.Context, key string, r period.Range) ([]measure.Value, error) {
	where, args := between("day", r)
	var out []measure.Value
	err := s.query(ctx, func(rows *sql.Rows) error {
		v := measure.Value{Measure: key}
		var on string
		err := rows.Scan(&on, &v.Channel, &v.Campaign, &v.Value)
		v.Day = day(on)
		out = append(out, v)
		return err
	}, "SELECT day, channel, campaign, value FROM value WHERE "+where+" AND measure = ? ORDER BY day, channel, campaign", append(args, key)...)
	return out, err
}

// SetValues replaces the values with equal (measure, day, channel, campaign),
// of equal ones the last counting, and takes those of gone away: the day is
// "not measured" again. An unknown measure is made.
func (s *Store) SetValues(ctx context.Context, op change.Op, set, gone []measure.Value) error {
	return s.do(ctx, op, func(w *work) error {
		if err := w.setValues(set); err != nil {
			return err
		}
		return w.dropValues(gone)
	}, change.Measure)
}

// SaveValues is SetValues with nothing gone.
func (s *Store) SaveValues(ctx context.Context, op change.Op, vs []measure.Value) error {
	return s.SetValues(ctx, op, vs, nil)
}

func (w *work) setValues(vs []measure.Value) error {
	made := map[string]bool{}
	places := map[measure.Value]int64{}
	for _, v := range vs {
		if math.IsNaN(v.Value) || math.IsInf(v.Value, 0) || !v.Day.Known() {
			return data.Errorf("bad_value", v.Measure, v.Day.String(), nil)
		}
		if err := w.ensureMeasure(v.Measure, made); err != nil {
			return err
		}
		at := v
		at.Value = 0
		id := places[at]
		if id == 0 {
			var err error
			if id, err = w.valueID(v); err != nil {
				return err
			}
			places[at] = id
		}
		w.add("INSERT INTO value(id, measure, day, channel, campaign, value) VALUES(?, ?, ?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET value = excluded.value",
			id, v.Measure, v.Day.String(), v.Channel, v.Campaign, v.Value)
		w.touchDay(v.Measure, v.Day.String())
	}
	return nil
}

func (w *work) dropValues(vs []measure.Value) error {
	for _, v := range vs {
		var id int64
		if err := w.s.one(w.ctx, &id, findValue, v.Measure, v.Day.String(), v.Channel, v.Campaign); err != nil {
			return err
		}
		if id != 0 {
			w.keep("value", id)
			w.add("DELETE FROM value WHERE id = ?", id)
			w.touchDay(v.Measure, v.Day.String())
		}
	}
	return nil
}

func (w *work) ensureMeasure(key string, made map[string]bool) error {
	if made[key] {
		return nil
	}
	made[key] = true
	var id int64
	if err := w.s.one(w.ctx, &id, "SELECT id FROM measure WHERE key = ?", key); err != nil || id != 0 {
		return err
	}
	return w.saveMeasure(measure.Measure{Key: key})
}

const findValue = "SELECT id FROM value WHERE measure = ? AND day = ? AND channel = ? AND campaign = ?"

func (w *work) valueID(v measure.Value) (int64, error) {
	var id int64
	err := w.s.one(w.ctx, &id, findValue, v.Measure, v.Day.String(), v.Channel, v.Campaign)
	if err != nil {
		return 0, err
	}
	if id != 0 {
		w.keep("value", id)
		return id, nil
	}
	if id, err = w.ids("value", 1); err == nil {
		w.create("value", id, id)
	}
	return id, err
}

// LastMeasured gives the last day on which each recorded measure has a value.
func (s *Store) LastMeasured(ctx context.Context) (map[string]period.Day, error) {
	out := map[string]period.Day{}
	return out, s.query(ctx, func(rows *sql.Rows) error {
		var key, on string
		err := rows.Scan(&key, &on)
		out[key] = day(on)
		return err
	}, "SELECT measure, max(day) FROM (SELECT measure, day FROM value UNION ALL SELECT measure, day FROM ("+segmentDays+")) GROUP BY measure")
}
