package setting

import (
	"context"
	"maps"
	"reflect"
	"testing"
	"time"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/period"
)

type drawer map[string]string

func (d drawer) Settings(context.Context) (map[string]string, error) { return maps.Clone(d), nil }
func (d drawer) SaveSettings(_ context.Context, v map[string]string) error {
	maps.Copy(d, v)
	return nil
}

func TestSettingsComeBackAsTheyWereSaved(t *testing.T) {
	ctx, d := context.Background(), drawer{}
	var told int
	news := &change.Bus{}
	news.Subscribe(func(change.News) { told++ })
	s, err := NewService(ctx, d, news)
	if err != nil {
		t.Fatal(err)
	}
	if got := s.Get(); !reflect.DeepEqual(got, Default()) {
		t.Errorf("a new workspace has %+v", got)
	}
	want := Settings{Title: "営業部 2026年度", Company: "見本", Language: "ja", Theme: "dark", TextScale: 1.25, FiscalStart: time.October,
		ClosedDays: []string{"2026-08-12", "2026-08-13"}, NavFolded: true, Window: 0, Backups: 3, Template: "marketing", ListColumns: "name=160\tstage=76", ListSort: "-employees", Sample: true}
	if err := s.Save(ctx, want); err != nil {
		t.Fatal(err)
	}
	again, err := NewService(ctx, d, news)
	if err != nil {
		t.Fatal(err)
	}
	if got := again.Get(); !reflect.DeepEqual(got, want) || told != 1 {
		t.Errorf("got %+v, told %d times; want %+v, once", got, told, want)
	}
}

func TestSettingsThatCantBeAreRefused(t *testing.T) {
	for _, c := range []struct{ key, value string }{
		{"text_scale", "3"}, {"text_scale", "x"}, {"theme", "blue"}, {"language", "fr"}, {"fiscal_start", "13"},
		{"closed_days", "2026-02-30"}, {"window", "-1"}, {"backups", "many"}, {"sample", "maybe"}, {"template", "none"},
	} {
		s := Default()
		if err := s.Set(c.key, c.value); data.CodeOf(err) != "bad_setting" || !reflect.DeepEqual(s, Default()) {
			t.Errorf("%s = %s: %v, %+v", c.key, c.value, err, s)
		}
	}
	s := Default()
	if err := s.Set("colour", "blue"); data.CodeOf(err) != "unknown_setting" {
		t.Errorf("colour: %v", err)
	}
	newer := drawer{"text_scale": "9", "colour": "blue", "window": "30"}
	svc, err := NewService(context.Background(), newer, &change.Bus{})
	if err != nil || svc.Get().TextScale != 1 || svc.Get().Window != 30 {
		t.Errorf("a newer program's settings: %v %+v", err, svc.Get())
	}
}

func TestCalendarHasTheClosedDays(t *testing.T) {
	s := Default()
	s.ClosedDays = []string{"2026-08-12"}
	if c := s.Calendar(); c.WorkingDay(period.Of(2026, 8, 12)) || !c.WorkingDay(period.Of(2026, 8, 10)) {
		t.Error("12 August is closed, 10 August is not")
	}
}
