package store

import (
	"context"
	"iter"
	"math"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/intake"
	"shirube/data/measure"
)

// ImportMeasures adds up the values with equal (measure, day, channel,
// campaign) within the file and puts them in place of earlier ones. An unknown
// measure is made.
func (s *Store) ImportMeasures(ctx context.Context, imp intake.Import, rows iter.Seq2[measure.Value, error], finish func() intake.Result) (int64, error) {
	return s.load(ctx, imp, []change.Noun{change.Measure}, func(l *loading) error {
		made := map[string]bool{}
		if _, err := l.exec(`CREATE TEMP TABLE IF NOT EXISTS incoming(measure TEXT, day TEXT, channel TEXT, campaign TEXT,
 PRIMARY KEY(measure, day, channel, campaign)) WITHOUT ROWID`); err != nil {
			return err
		}
		if _, err := l.exec("DELETE FROM incoming"); err != nil {
			return err
		}
		return each(l, rows, func(v measure.Value) error {
			if math.IsNaN(v.Value) || math.IsInf(v.Value, 0) || !v.Day.Known() {
				return data.Errorf("bad_value", v.Measure, v.Day.String(), nil)
			}
			if err := l.measure(v.Measure, made); err != nil {
				return err
			}
			return l.value(v)
		})
	}, finish)
}

// measure makes a measure that isn't there.
func (l *loading) measure(key string, made map[string]bool) error {
	if made[key] {
		return nil
	}
	made[key] = true
	known, err := l.integer("SELECT id FROM measure WHERE key = ?", key)
	if err != nil || known != 0 {
		return err
	}
	if !measure.ValidKey(key) {
		return data.Errorf("bad_key", key, "", nil)
	}
	taken, err := l.integer("SELECT id FROM kpi WHERE key = ?", key)
	if err != nil {
		return err
	}
	if taken != 0 {
		return data.Errorf("key_taken", key, "", nil)
	}
	id, err := l.take("measure")
	if err == nil {
		_, err = l.exec("INSERT INTO measure(id, key, goes, unit) VALUES(?, ?, 'sum', 'count')", id, key)
	}
	return err
}

// value writes one value: the first of its place in this file replaces what
// was there, later ones add to it.
func (l *loading) value(v measure.Value) error {
	on := v.Day.String()
	l.days = true
	fresh, err := l.exec("INSERT OR IGNORE INTO incoming VALUES(?, ?, ?, ?)", v.Measure, on, v.Channel, v.Campaign)
	if err != nil {
		return err
	}
	if fresh == 0 {
		_, err := l.exec("UPDATE value SET value = value + ?5 WHERE measure = ?1 AND day = ?2 AND channel = ?3 AND campaign = ?4",
			v.Measure, on, v.Channel, v.Campaign, v.Value)
		return err
	}
	if _, err := l.exec("INSERT OR IGNORE INTO touched_day VALUES(?, ?)", v.Measure, on); err != nil {
		return err
	}
	id, err := l.integer(findValue, v.Measure, on, v.Channel, v.Campaign)
	if err != nil {
		return err
	}
	if id != 0 {
		if _, err := l.exec(journalValue, l.action, id); err != nil {
			return err
		}
		_, err := l.exec("UPDATE value SET value = ? WHERE id = ?", v.Value, id)
		return err
	}
	if id, err = l.take("value"); err != nil {
		return err
	}
	_, err = l.exec("INSERT INTO value(id, measure, day, channel, campaign, value) VALUES(?, ?, ?, ?, ?, ?)", id, v.Measure, on, v.Channel, v.Campaign, v.Value)
	return err
}
