package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/intake"
	"shirube/data/setting"
)

var _ setting.Store = (*Store)(nil)

// Settings gives every setting that was ever saved.
func (s *Store) Settings(ctx context.Context) (map[string]string, error) {
	out := map[string]string{}
	return out, s.query(ctx, func(rows *sql.Rows) error {
		var k, v string
		err := rows.Scan(&k, &v)
		out[k] = v
		return err
	}, "SELECT key, value FROM setting")
}

// SaveSettings keeps the given settings and leaves the others. Settings are
// not journalled: the settings page itself is the way back.
func (s *Store) SaveSettings(ctx context.Context, values map[string]string) error {
	err := s.keepTexts(ctx, values)
	if err == nil {
		s.publish(change.Op{}, 0, change.Setting)
	}
	return err
}

func (s *Store) keepTexts(ctx context.Context, values map[string]string) error {
	var all []Statement
	for _, k := range slices.Sorted(maps.Keys(values)) {
		all = append(all, Statement{SQL: "INSERT INTO setting(key, value) VALUES(?1, ?2) ON CONFLICT DO UPDATE SET value = ?2",
			Args: []any{k, values[k]}})
	}
	if s.writer == nil {
		return s.refused()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	_, _, err := s.Batch(ctx, rand.Text(), all)
	return err
}

// draftKey is where the draft of the KPIs stands beside the settings.
const draftKey = "kpi_draft"

// Draft gives the draft of the KPIs that was last kept.
func (s *Store) Draft(ctx context.Context) (string, error) {
	var text string
	return text, s.one(ctx, &text, "SELECT value FROM setting WHERE key = ?", draftKey)
}

// KeepDraft replaces it. It is nothing the workspace computes with: nobody is
// told and nothing journalled.
func (s *Store) KeepDraft(ctx context.Context, text string) error {
	return s.keepTexts(ctx, map[string]string{draftKey: text})
}

// recurringKey and a name is where a recurring import stands beside the settings.
const recurringKey = "import."

// Recurring gives the recurring imports by name.
func (s *Store) Recurring(ctx context.Context) ([]intake.Recurring, error) {
	out := []intake.Recurring{}
	return out, s.query(ctx, func(rows *sql.Rows) error {
		var text string
		if err := rows.Scan(&text); err != nil {
			return err
		}
		var r intake.Recurring
		err := json.Unmarshal([]byte(text), &r)
		out = append(out, r)
		return err
	}, "SELECT value FROM setting WHERE substr(key, 1, length(?1)) = ?1 ORDER BY key", recurringKey)
}

// Remember keeps a recurring import in the place of one with its name. Like
// settings it is not journalled. Error: no_name.
func (s *Store) Remember(ctx context.Context, r intake.Recurring) error {
	if strings.TrimSpace(r.Name) == "" {
		return data.Errorf("no_name", "", "", nil)
	}
	text, err := json.Marshal(r)
	if err != nil {
		return err
	}
	if err := s.keepTexts(ctx, map[string]string{recurringKey + r.Name: string(text)}); err != nil {
		return err
	}
	s.publish(change.Op{}, 0, change.Setting)
	return nil
}

// Forget drops a recurring import; what it brought stays. Error: unknown_recurring.
func (s *Store) Forget(ctx context.Context, name string) error {
	known, err := s.Recurring(ctx)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(known, func(r intake.Recurring) bool { return r.Name == name }) {
		return data.Errorf("unknown_recurring", name, "", nil)
	}
	if s.writer == nil {
		return s.refused()
	}
	s.mu.Lock()
	_, _, err = s.Batch(ctx, rand.Text(), []Statement{{SQL: "DELETE FROM setting WHERE key = ?", Args: []any{recurringKey + name}}})
	s.mu.Unlock()
	if err == nil {
		s.publish(change.Op{}, 0, change.Setting)
	}
	return err
}
