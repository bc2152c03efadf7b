package app

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"shirube/data"
	"shirube/data/period"
	"shirube/data/report"
)

// Whoever is cut off between writing a report and noting it writes the same
// files once more; what is forgotten meanwhile stays forgotten.
func TestAReportThatWasCutOffIsWrittenInItsOwnPlace(t *testing.T) {
	monday := time.Date(2026, time.November, 16, 9, 0, 0, 0, time.Local)
	ws, err := Create(t.Context(), filepath.Join(t.TempDir(), "w.shirube"), "blank", false, Options{Clock: data.FixedClock(monday)})
	if err != nil {
		t.Fatal(err)
	}
	defer ws.Close()
	r := report.Recurring{Name: "週次", Template: "weekly", Formats: []string{"html", "xlsx"}, Folder: t.TempDir(), Nth: 1}
	if r, err = ws.RememberReport(t.Context(), r, false); err != nil {
		t.Fatal(err)
	}
	week := ws.Calendar().Of(period.Week, ws.Today()-7)
	if _, err := ws.writeDue(t.Context(), r, week); err != nil {
		t.Fatal(err)
	}
	handed, err := ws.WriteDue(t.Context())
	if err != nil || len(handed) != 1 || handed[0].Err != nil || handed[0].Period.String() != week.String() {
		t.Fatalf("handed on: %+v (%v)", handed, err)
	}
	if files, err := os.ReadDir(r.Folder); err != nil || len(files) != 2 {
		t.Errorf("%d files, want one of each format (%v)", len(files), err)
	}
	if handed, err = ws.WriteDue(t.Context()); err != nil || len(handed) != 0 {
		t.Errorf("again: %+v (%v)", handed, err)
	}

	edited := r
	edited.For, edited.Done = "経営会議", 0
	if _, err := ws.RememberReport(t.Context(), edited, false); data.CodeOf(err) != "report_name_taken" {
		t.Errorf("another of the name is taken: %v", err)
	}
	if kept, err := ws.RememberReport(t.Context(), edited, true); err != nil || kept.Done != week.To {
		t.Errorf("after a change it is done up to %s, want %s (%v)", kept.Done, week.To, err)
	}
	if err := ws.store.ReportDone(t.Context(), r.Name, week.To-7); err != nil {
		t.Fatal(err)
	}
	if all, err := ws.RecurringReports(t.Context()); err != nil || all[0].Done != week.To || all[0].For != "経営会議" {
		t.Errorf("it went back: %+v (%v)", all, err)
	}
	if err := ws.ForgetReport(t.Context(), r.Name); err != nil {
		t.Fatal(err)
	}
	if err := ws.store.ReportDone(t.Context(), r.Name, week.To); err != nil {
		t.Fatal(err)
	}
	if all, err := ws.RecurringReports(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("it came back: %+v (%v)", all, err)
	}
}
