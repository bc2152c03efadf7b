package cli

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"shirube/app"
)

func TestReportsAreWrittenOnTheirDayOnce(t *testing.T) {
	s := begin(t, "sales")
	folder := filepath.Join(t.TempDir(), "渡す もの")
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	at := func(day string, args ...string) map[string]any { return s.object(append(args, "--today", day)...) }
	s.want(at("2026-11-16", "report", "remember", "週次報告", "--template", "weekly", "--format", "pdf,html", "--folder", folder, "--lang", "ja"),
		map[string]any{"name": "週次報告", "next": "2026-11-16", "period": "2026-W46"})
	s.want(at("2026-11-16", "report", "remember", "月次", "--on", "1", "--folder", folder), map[string]any{"next": "2026-12-01", "period": "2026-11"})

	written := func(day string) (periods []string) {
		for range 2 {
			for _, w := range at(day, "report", "--due")["written"].([]any) {
				periods = append(periods, w.(map[string]any)["period"].(string))
			}
		}
		return periods
	}
	for _, step := range []struct {
		day  string
		want []string
	}{
		{"2026-11-15", nil}, // a clock that went back
		{"2026-11-16", []string{"2026-W46"}},
		{"2026-11-20", nil},
		{"2026-11-24", []string{"2026-W47"}}, // nobody was there on Monday
		{"2026-12-14", []string{"2026-11", "2026-W48", "2026-W49", "2026-W50"}},
	} {
		got := written(step.day)
		slices.Sort(got)
		if !slices.Equal(got, step.want) {
			t.Errorf("%s: %v were written, want %v", step.day, got, step.want)
		}
	}
	files, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range files {
		names = append(names, f.Name())
	}
	if want := 5*2 + 1; len(names) != want || !slices.Contains(names, "週次報告 2026-W47.pdf") || !slices.Contains(names, "月次 2026-11.pdf") {
		t.Errorf("%d files, want %d: %v", len(names), want, names)
	}

	if err := os.RemoveAll(folder); err != nil {
		t.Fatal(err)
	}
	code, out, said := s.run("report", "--due", "--json", "--today", "2026-12-21")
	if code != Failed || !strings.Contains(out, `"code":"no_report_folder"`) || !strings.Contains(said, "stays due") {
		t.Errorf("without its folder: exit %d\n%s%s", code, out, said)
	}
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	if got := written("2026-12-28"); !slices.Equal(got, []string{"2026-W51", "2026-W52"}) {
		t.Errorf("with its folder again: %v", got)
	}
	listed := at("2026-12-28", "report", "list")["reports"].([]any)
	if len(listed) != 2 || listed[1].(map[string]any)["next"] != "2027-01-04" {
		t.Errorf("listed: %v", listed)
	}
	if out := s.ok("report", "list", "--today", "2026-12-28"); !strings.Contains(out, "週次報告") {
		t.Errorf("listed: %s", out)
	}
	s.ok("report", "forget", "週次報告")
	if got := at("2027-01-05", "report", "--due")["written"].([]any); len(got) != 1 {
		t.Errorf("after forgetting: %v", got)
	}
	for _, wrong := range []struct {
		code int
		args []string
	}{
		{Failed, []string{"report", "forget", "週次報告"}}, {Failed, []string{"report", "remember", "a/b", "--folder", folder}},
		{Failed, []string{"report", "remember", "x", "--folder", folder + "?"}}, {Failed, []string{"report", "remember", "x", "--folder", folder, "--format", "docx"}},
		{Failed, []string{"report", "remember", "月次", "--folder", folder}},
		{Failed, []string{"report", "remember", "x", "--folder", folder, "--on", "16"}}, {Usage, []string{"report"}},
		{Usage, []string{"report", "--due", "--out", "x"}}, {Usage, []string{"report", "remember", "x"}},
	} {
		if code, _, said := s.run(wrong.args...); code != wrong.code || said == "" {
			t.Errorf("%v: exit %d, %q", wrong.args, code, said)
		}
	}
}

// Whoever looks at a workspace that another process writes to writes no report:
// it could not note it as done.
func TestNoReportIsWrittenByWhoOnlyLooks(t *testing.T) {
	s := begin(t, "sales")
	folder := t.TempDir()
	s.ok("report", "remember", "weekly", "--template", "weekly", "--folder", folder, "--today", "2026-11-16")
	ws, err := app.Open(context.Background(), s.file, app.Options{})
	if err != nil {
		t.Fatal(err)
	}
	code, _, said := s.run("report", "--due", "--today", "2026-11-16")
	if err := ws.Close(); err != nil {
		t.Fatal(err)
	}
	files, _ := os.ReadDir(folder)
	if code != Failed || said == "" || len(files) != 0 {
		t.Errorf("exit %d, %q, %d files", code, said, len(files))
	}
	s.ok("report", "--due", "--today", "2026-11-16")
	if files, _ = os.ReadDir(folder); len(files) != 1 {
		t.Errorf("%d files afterwards", len(files))
	}
}
