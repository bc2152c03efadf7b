package setting

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/period"
)

// Default is what a workspace starts with.
func Default() Settings {
	return Settings{TextScale: 1, FiscalStart: time.April, Window: 90, Cost: "cost", Backups: 10, Template: "sales"}
}

// The limits.
const (
	SmallestText, LargestText = 0.8, 1.6
	LongestWindow             = 3650
	MostBackups               = 365

	widestWindow = 16384 // the largest size screens and drivers know
)

// field reads and writes one setting as text.
type field struct {
	key  string
	get  func(*Settings) string
	read func(*Settings, string) bool // false = not a value it can have
}

func text(key string, at func(*Settings) *string, allowed ...string) field {
	return field{key, func(s *Settings) string { return *at(s) }, func(s *Settings, v string) bool {
		*at(s) = v
		return len(allowed) == 0 || slices.Contains(allowed, v)
	}}
}

func number(key string, at func(*Settings) *int, least, most int) field {
	return field{key, func(s *Settings) string { return strconv.Itoa(*at(s)) }, func(s *Settings, v string) bool {
		n, err := strconv.Atoi(v)
		*at(s) = n
		return err == nil && n >= least && n <= most
	}}
}

func yes(key string, at func(*Settings) *bool) field {
	return field{key, func(s *Settings) string { return strconv.FormatBool(*at(s)) }, func(s *Settings, v string) bool {
		b, err := strconv.ParseBool(v)
		*at(s) = b
		return err == nil
	}}
}

var fields = []field{
	text("title", func(s *Settings) *string { return &s.Title }),
	text("company", func(s *Settings) *string { return &s.Company }),
	text("language", func(s *Settings) *string { return &s.Language }, "", "ja", "en"),
	text("theme", func(s *Settings) *string { return &s.Theme }, "", "light", "dark"),
	{"text_scale", func(s *Settings) string { return strconv.FormatFloat(s.TextScale, 'g', -1, 64) }, func(s *Settings, v string) bool {
		f, err := strconv.ParseFloat(v, 64)
		s.TextScale = f
		return err == nil && f >= SmallestText && f <= LargestText
	}},
	{"fiscal_start", func(s *Settings) string { return strconv.Itoa(int(s.FiscalStart)) }, func(s *Settings, v string) bool {
		n, err := strconv.Atoi(v)
		s.FiscalStart = time.Month(n)
		return err == nil && n >= 1 && n <= 12
	}},
	{"closed_days", func(s *Settings) string { return strings.Join(s.ClosedDays, " ") }, func(s *Settings, v string) bool {
		s.ClosedDays = strings.Fields(strings.ReplaceAll(v, ",", " "))
		return !slices.ContainsFunc(s.ClosedDays, func(d string) bool { _, err := period.ParseDay(d); return err != nil })
	}},
	yes("nav_folded", func(s *Settings) *bool { return &s.NavFolded }),
	number("window", func(s *Settings) *int { return &s.Window }, 0, LongestWindow),
	text("cost", func(s *Settings) *string { return &s.Cost }),
	number("backups", func(s *Settings) *int { return &s.Backups }, 0, MostBackups),
	number("window_width", func(s *Settings) *int { return &s.WindowWidth }, 0, widestWindow),
	number("window_height", func(s *Settings) *int { return &s.WindowHeight }, 0, widestWindow),
	text("list_columns", func(s *Settings) *string { return &s.ListColumns }),
	text("list_sort", func(s *Settings) *string { return &s.ListSort }),
	text("template", func(s *Settings) *string { return &s.Template }, "sales", "marketing", "blank"),
	yes("sample", func(s *Settings) *bool { return &s.Sample }),
}

// Keys lists the settings by the keys they are kept under.
func Keys() []string {
	keys := make([]string, len(fields))
	for i, f := range fields {
		keys[i] = f.key
	}
	return keys
}

// Texts gives the settings by key, as they are kept.
func (s Settings) Texts() map[string]string {
	m := make(map[string]string, len(fields))
	for _, f := range fields {
		m[f.key] = f.get(&s)
	}
	return m
}

// Set reads one setting from text. Errors: unknown_setting, bad_setting (Where
// holds the text).
func (s *Settings) Set(key, value string) error {
	i := slices.IndexFunc(fields, func(f field) bool { return f.key == key })
	if i < 0 {
		return data.Errorf("unknown_setting", key, "", nil)
	}
	changed := *s
	if !fields[i].read(&changed, strings.TrimSpace(value)) {
		return data.Errorf("bad_setting", key, value, nil)
	}
	*s = changed
	return nil
}

// Calendar gives the office's calendar: its fiscal year and closed days.
func (s Settings) Calendar() period.Calendar {
	c := period.Calendar{FiscalStart: s.FiscalStart, Closed: map[period.Day]bool{}}
	for _, text := range s.ClosedDays {
		if d, err := period.ParseDay(text); err == nil {
			c.Closed[d] = true
		}
	}
	return c
}

// Service is the settings of one workspace, read once and kept.
type Service struct {
	store Store
	news  *change.Bus

	mu   sync.Mutex
	kept Settings
}

// NewService reads the settings. What is missing or can't be read (written by
// a newer program) has its default.
func NewService(ctx context.Context, store Store, news *change.Bus) (*Service, error) {
	texts, err := store.Settings(ctx)
	if err != nil {
		return nil, err
	}
	s := &Service{store: store, news: news, kept: Default()}
	for key, value := range texts {
		_ = s.kept.Set(key, value)
	}
	return s, nil
}

// Get gives the settings as they are.
func (s *Service) Get() Settings {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.kept
}

// Save checks and keeps settings. Error: bad_setting.
func (s *Service) Save(ctx context.Context, wanted Settings) error {
	texts := wanted.Texts()
	checked := Default()
	for key, value := range texts {
		if err := checked.Set(key, value); err != nil {
			return err
		}
	}
	if err := s.store.SaveSettings(ctx, texts); err != nil {
		return err
	}
	s.mu.Lock()
	s.kept = wanted
	s.mu.Unlock()
	s.news.Publish(change.News{Nouns: []change.Noun{change.Setting}})
	return nil
}
