package app

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/intake"
	"shirube/data/period"
)

func create(t *testing.T, template string, withSample bool) *Workspace {
	t.Helper()
	ws, err := Create(context.Background(), filepath.Join(t.TempDir(), "w.shirube"), template, withSample, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := ws.Close(); err != nil {
			t.Error(err)
		}
	})
	return ws
}

func dumped(t *testing.T, ws *Workspace) string {
	t.Helper()
	var b bytes.Buffer
	if err := ws.Dump(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestSampleIsTheSameEachTime(t *testing.T) {
	a, b := create(t, "sales", true), create(t, "sales", true)
	if dumped(t, a) != dumped(t, b) {
		t.Error("two sample workspaces differ")
	}
	if a.Today() != SampleDay {
		t.Errorf("the sample's clock stands at %s", a.Today())
	}
	if got := a.Calendar().WorkingDays(period.Range{From: period.Of(2026, 4, 1), To: period.Of(2027, 3, 31)}); got != 238 {
		t.Errorf("the fiscal year has %d working days, want 238", got)
	}
}

func TestTheClockHandedInWinsOverTheSamples(t *testing.T) {
	ctx, path := context.Background(), filepath.Join(t.TempDir(), "w.shirube")
	ws, err := Create(ctx, path, "blank", false, Options{})
	if err != nil {
		t.Fatal(err)
	}
	settings := ws.Settings()
	settings.Sample = true
	if err := errors.Join(ws.Config.Save(ctx, settings), ws.Close()); err != nil {
		t.Fatal(err)
	}
	december := time.Date(2026, 12, 1, 9, 0, 0, 0, time.Local)
	for clock, want := range map[*time.Time]period.Day{nil: SampleDay, &december: period.Of(2026, 12, 1)} {
		var o Options
		if clock != nil {
			o.Clock = data.FixedClock(*clock)
		}
		ws, err := Open(ctx, path, o)
		if err != nil {
			t.Fatal(err)
		}
		if ws.Today() != want {
			t.Errorf("the clock stands at %s, want %s", ws.Today(), want)
		}
		if err := ws.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestCreatingLeavesNothingWhereItFails(t *testing.T) {
	dir := t.TempDir()
	canceled, cancel := context.WithCancel(context.Background())
	cancel()
	for name, make := range map[string]func() error{
		"canceled": func() error {
			_, err := Create(canceled, filepath.Join(dir, "a.shirube"), "sales", true, Options{})
			return err
		},
		"template": func() error {
			_, err := Create(context.Background(), filepath.Join(dir, "a.shirube"), "nosuch", false, Options{})
			return err
		},
		"folder": func() error {
			_, err := Create(context.Background(), filepath.Join(dir, "nosuch", "a.shirube"), "sales", false, Options{})
			return err
		},
	} {
		if err := make(); err == nil {
			t.Errorf("%s: no error", name)
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Errorf("%s: left %v, %v", name, left, err)
		}
	}
	there := filepath.Join(dir, "there.shirube")
	if err := os.WriteFile(there, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Create(context.Background(), there, "sales", false, Options{}); data.CodeOf(err) != "workspace_exists" {
		t.Errorf("a file in the way: %v", err)
	}
	if b, err := os.ReadFile(there); err != nil || string(b) != "mine" {
		t.Errorf("the file in the way is %q, %v", b, err)
	}
}

func TestTemplatesGiveWorkspacesThatWork(t *testing.T) {
	for template, want := range map[string]int{"sales": 6, "marketing": 7, "blank": 0} {
		ws := create(t, template, false)
		values, err := ws.KPIs.Values(context.Background(), ws.Calendar().Of(period.Month, ws.Today()))
		if err != nil || len(values) != want {
			t.Errorf("%s: %d KPIs, %v; want %d", template, len(values), err, want)
		}
		for _, v := range values {
			if v.Key == "win_rate" && v.Value != nil {
				t.Errorf("%s: %s is %v in an empty workspace", template, v.Key, *v.Value)
			}
		}
		if problems, err := ws.Check(context.Background()); err != nil || len(problems) > 0 {
			t.Errorf("%s: %v %v", template, problems, err)
		}
	}
}

func TestStagesAreFoundByKeyAndByWord(t *testing.T) {
	ws := create(t, "sales", false)
	for _, text := range []string{"consider", "検討", "Consider", " 検討 "} {
		if st, err := ws.Stage(context.Background(), text); err != nil || st.Key != "consider" {
			t.Errorf("%q: %v %v", text, st, err)
		}
	}
	if _, err := ws.Stage(context.Background(), "どこか"); data.CodeOf(err) != "unknown_stage" {
		t.Errorf("どこか: %v", err)
	}
}

func TestImportIsToldAndUndone(t *testing.T) {
	ctx, ws := context.Background(), create(t, "sales", false)
	var news []change.News
	defer ws.News.Subscribe(func(n change.News) { news = append(news, n) })()
	before := dumped(t, ws)
	path := filepath.Join(t.TempDir(), "list.csv")
	if err := os.WriteFile(path, []byte("会社名\n株式会社あ\n株式会社い\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := ws.Import(ctx, Prospects, intake.File{Path: path}, intake.Options{})
	if err != nil || r.Created != 2 || len(news) != 1 {
		t.Fatalf("%+v, %v, %d news", r, err, len(news))
	}
	u, err := ws.Undo(ctx)
	if err != nil || u.Action.Import != r.Import || len(news) != 2 || dumped(t, ws) != before {
		t.Errorf("undo: %+v, %v, %d news", u, err, len(news))
	}
	if _, err := ws.Import(ctx, "nosuch", intake.File{Path: path}, intake.Options{}); data.CodeOf(err) != "unknown_noun" {
		t.Errorf("an import of nosuch: %v", err)
	}
}

func TestOnlyOneWrites(t *testing.T) {
	ws := create(t, "sales", false)
	second, err := Open(context.Background(), ws.Path(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	if !second.ReadOnly() || second.OtherProcess() == nil || ws.ReadOnly() {
		t.Errorf("second: read only %t, other %v; first: read only %t", second.ReadOnly(), second.OtherProcess(), ws.ReadOnly())
	}
	if err := second.Measures.Set(context.Background(), "visits", period.Of(2026, 10, 1), "", new(float64)); data.CodeOf(err) != "read_only" {
		t.Errorf("the second wrote: %v", err)
	}
}

func BenchmarkSample(b *testing.B) {
	for b.Loop() {
		ws, err := Create(context.Background(), filepath.Join(b.TempDir(), "w.shirube"), "sales", true, Options{})
		if err != nil {
			b.Fatal(err)
		}
		if err := ws.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
