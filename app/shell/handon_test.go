package shell

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"shirube/app"
	"shirube/app/route"
	"shirube/data/report"
)

// An open window writes what falls due, says so and leads to the file; it
// writes nothing twice and tells what fails.
func TestAnOpenWindowWritesReportsOnTheirDay(t *testing.T) {
	s := newTestShell(t)
	now := time.Date(2026, 11, 20, 9, 0, 0, 0, time.Local)
	s.options.Clock = func() time.Time { return now }
	path := s.withWorkspace(t)
	folder := t.TempDir()
	if _, err := s.workspace.RememberReport(context.Background(), report.Recurring{Name: "週次", Template: "weekly", Formats: []string{"html"}, Folder: folder, Nth: 1}, false); err != nil {
		t.Fatal(err)
	}
	s.app.Settle()
	files := func() int {
		all, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		return len(all)
	}
	hour := func() {
		s.toasts.hide()
		s.handOn()
		s.app.Settle()
	}
	hour()
	if files() != 0 || s.toasts.shown != nil {
		t.Errorf("%d files before the Monday", files())
	}
	now = now.AddDate(0, 0, 3)
	hour()
	if files() != 1 || s.toasts.shown == nil {
		t.Fatalf("%d files on the Monday", files())
	}
	hour()
	if files() != 1 || s.toasts.shown != nil {
		t.Errorf("%d files after another hour", files())
	}

	now = now.AddDate(0, 0, 7)
	if err := os.RemoveAll(folder); err != nil {
		t.Fatal(err)
	}
	hour()
	if s.toasts.shown == nil {
		t.Fatal("nothing tells that the folder is gone")
	}
	s.toasts.shown.OnAct()
	s.app.Settle()
	if s.place() != route.PageSettings {
		t.Errorf("it leads to %s", s.place())
	}
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}

	s.release(func() {})
	s.app.Settle()
	other, err := app.Open(context.Background(), path, s.openOptions())
	if err != nil {
		t.Fatal(err)
	}
	s.openWorkspace(path)
	s.app.Settle()
	if !s.workspace.ReadOnly() || files() != 0 {
		t.Errorf("a window that only looks (%t) wrote %d files", s.workspace.ReadOnly(), files())
	}
	s.release(func() {})
	s.app.Settle()
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	s.openWorkspace(path)
	s.app.Settle()
	if files() != 1 {
		t.Errorf("%d files after opening", files())
	}
}

func TestWhatWasHandedOnIsTold(t *testing.T) {
	s := newTestShell(t)
	s.withWorkspace(t)
	for want, handed := range map[string][]app.Handed{
		"a.pdf": {{Files: []string{"/x/a.pdf"}}},
		"2件":    {{Files: []string{"/x/a.pdf", "/x/a.html"}}},
	} {
		s.handed(handed, nil)
		if text := s.toasts.shown.Text(); !strings.Contains(text, want) {
			t.Errorf("it says %q, want %q", text, want)
		}
	}
}
