package store

import (
	"cmp"
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
		return l.values(rows, map[string]bool{})
	}, finish)
}

// values replaces values; equal keys of one import add up. made are the
// measures that the import has made or found.
func (l *loading) values(rows iter.Seq2[measure.Value, error], made map[string]bool) error {
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
		if err := l.measure(measure.Measure{Key: v.Measure}, made); err != nil {
			return err
		}
		return l.value(v)
	})
}

// measure makes a measure that isn't there yet, once an import.
func (l *loading) measure(m measure.Measure, made map[string]bool) error {
	if made[m.Key] {
		return nil
	}
	made[m.Key] = true
	known, err := l.integer("SELECT id FROM measure WHERE key = ?", m.Key)
	if err != nil || known != 0 {
		return err
	}
	if err := l.free(m.Key, "kpi"); err != nil {
		return err
	}
	id, err := l.take("measure")
	if err == nil {
		_, err = l.exec("INSERT INTO measure(id, key, name, goes, unit) VALUES(?, ?, ?, ?, ?)",
			id, m.Key, m.Name, cmp.Or(string(m.Over), string(measure.Sum)), cmp.Or(m.Unit, "count"))
	}
	return err
}

// free tells whether a key can be taken: bad_key, or key_taken in the other table.
func (l *loading) free(key, other string) error {
	if !measure.ValidKey(key) {
		return data.Errorf("bad_key", key, "", nil)
	}
	taken, err := l.integer("SELECT id FROM "+other+" WHERE key = ?", key)
	if err == nil && taken != 0 {
		err = data.Errorf("key_taken", key, "", nil)
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
