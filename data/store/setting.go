package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"maps"
	"slices"

	"shirube/data/change"
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
