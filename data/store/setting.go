package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/intake"
	"shirube/data/period"
	"shirube/data/report"
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

// logoKey is where the company's logo stands beside the settings.
const logoKey = "logo"

// Logo gives the company's logo as it was kept, nil without one.
func (s *Store) Logo(ctx context.Context) ([]byte, error) {
	var text string
	if err := s.one(ctx, &text, "SELECT value FROM setting WHERE key = ?", logoKey); err != nil || text == "" {
		return nil, err
	}
	png, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, nil // written by hand: no logo
	}
	return png, nil
}

// KeepLogo replaces it; nil takes it away.
func (s *Store) KeepLogo(ctx context.Context, png []byte) error {
	err := s.keepTexts(ctx, map[string]string{logoKey: base64.StdEncoding.EncodeToString(png)})
	if err == nil {
		s.publish(change.Op{}, 0, change.Setting)
	}
	return err
}

// What recurs stands beside the settings: under one of these and its name.
const (
	importKey = "import."
	reportKey = "report."
)

// Recurring gives the recurring imports by name.
func (s *Store) Recurring(ctx context.Context) ([]intake.Recurring, error) {
	return textsUnder[intake.Recurring](ctx, s, importKey)
}

// Remember keeps a recurring import in the place of one with its name. Like
// settings it is not journalled. Error: no_name.
func (s *Store) Remember(ctx context.Context, r intake.Recurring) error {
	return s.keepUnder(ctx, importKey, r.Name, r)
}

// Forget drops a recurring import; what it brought stays. Error: unknown_recurring.
func (s *Store) Forget(ctx context.Context, name string) error {
	return s.forgetUnder(ctx, importKey, name, "unknown_recurring")
}

// RecurringReports gives the recurring reports by name.
func (s *Store) RecurringReports(ctx context.Context) ([]report.Recurring, error) {
	return textsUnder[report.Recurring](ctx, s, reportKey)
}

// RememberReport keeps a recurring report in the place of one with its name.
// Error: no_name.
func (s *Store) RememberReport(ctx context.Context, r report.Recurring) error {
	return s.keepUnder(ctx, reportKey, r.Name, r)
}

// ForgetReport drops a recurring report; its files stay. Error: unknown_recurring_report.
func (s *Store) ForgetReport(ctx context.Context, name string) error {
	return s.forgetUnder(ctx, reportKey, name, "unknown_recurring_report")
}

// ReportDone notes that a recurring report is written up to a day. It never
// goes back, and what was forgotten meanwhile stays forgotten.
func (s *Store) ReportDone(ctx context.Context, name string, day period.Day) error {
	return s.alterText(ctx, Statement{
		SQL:  "UPDATE setting SET value = json_set(value, '$.done', ?2) WHERE key = ?1 AND coalesce(json_extract(value, '$.done'), '') < ?2",
		Args: []any{reportKey + name, day.String()},
	})
}

// textsUnder gives what is kept under a prefix, by name.
func textsUnder[T any](ctx context.Context, s *Store, prefix string) ([]T, error) {
	out := []T{}
	return out, s.query(ctx, func(rows *sql.Rows) error {
		var text string
		if err := rows.Scan(&text); err != nil {
			return err
		}
		var r T
		err := json.Unmarshal([]byte(text), &r)
		out = append(out, r)
		return err
	}, "SELECT value FROM setting WHERE substr(key, 1, length(?1)) = ?1 ORDER BY key", prefix)
}

func (s *Store) keepUnder(ctx context.Context, prefix, name string, what any) error {
	if strings.TrimSpace(name) == "" {
		return data.Errorf("no_name", "", "", nil)
	}
	text, err := json.Marshal(what)
	if err != nil {
		return err
	}
	if err := s.keepTexts(ctx, map[string]string{prefix + name: string(text)}); err != nil {
		return err
	}
	s.publish(change.Op{}, 0, change.Setting)
	return nil
}

func (s *Store) forgetUnder(ctx context.Context, prefix, name string, unknown data.Code) error {
	texts, err := s.Settings(ctx)
	if err != nil {
		return err
	}
	if _, known := texts[prefix+name]; !known {
		return data.Errorf(unknown, name, "", nil)
	}
	return s.alterText(ctx, Statement{SQL: "DELETE FROM setting WHERE key = ?", Args: []any{prefix + name}})
}

// alterText changes one of the texts and tells of it.
func (s *Store) alterText(ctx context.Context, alter Statement) error {
	s.mu.Lock()
	_, _, err := s.Batch(ctx, rand.Text(), []Statement{alter})
	s.mu.Unlock()
	if err == nil {
		s.publish(change.Op{}, 0, change.Setting)
	}
	return err
}
