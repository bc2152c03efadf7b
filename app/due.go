package app

import (
	"context"
	"os"
	"path/filepath"
	"slices"

	"shirube/assets/words"
	"shirube/charts/paper"
	"shirube/data"
	"shirube/data/period"
	"shirube/data/report"
)

// Scheduled is a recurring report with when it is due.
type Scheduled struct {
	report.Recurring
	Waiting []report.Due // due and not written yet, oldest first
	Next    report.Due   // the first from today on that is not written
}

// Handed is what came of a report that was due.
type Handed struct {
	Name string
	report.Due
	Files []string // written, one of each format
	Err   error    // why it is still due, nil = written
}

// RememberReport keeps a recurring report. Where replace, it takes the place of
// one with its name and goes on from what that has written; a new one begins
// with what is due today or next. Errors: those of report.Recurring.Check,
// unknown_format, no_report_folder, report_name_taken.
func (ws *Workspace) RememberReport(ctx context.Context, r report.Recurring, replace bool) (report.Recurring, error) {
	if err := r.Check(); err != nil {
		return r, err
	}
	if len(r.Formats) == 0 {
		return r, data.Errorf("unknown_format", "", "", nil)
	}
	for _, f := range r.Formats {
		if !slices.Contains(ReportFormats, f) {
			return r, data.Errorf("unknown_format", f, "", nil)
		}
	}
	folder, err := filepath.Abs(r.Folder)
	if err != nil || !isFolder(folder) {
		return r, data.Errorf("no_report_folder", r.Folder, "", err)
	}
	r.Folder = folder
	if r.Lang == "" {
		r.Lang = ws.Settings().Language
	}
	known, err := ws.store.RecurringReports(ctx)
	if err != nil {
		return r, err
	}
	if i := slices.IndexFunc(known, func(k report.Recurring) bool { return k.Name == r.Name }); i >= 0 {
		if !replace {
			return r, data.Errorf("report_name_taken", r.Name, "", nil)
		}
		r.Done = known[i].Done
	} else if r, err = r.From(ws.Calendar(), ws.Today()); err != nil {
		return r, err
	}
	return r, ws.store.RememberReport(ctx, r)
}

// ForgetReport drops a recurring report; its files stay. Error: unknown_recurring_report.
func (ws *Workspace) ForgetReport(ctx context.Context, name string) error {
	return ws.store.ForgetReport(ctx, name)
}

// RecurringReports lists the recurring reports by name, each with when it is due.
func (ws *Workspace) RecurringReports(ctx context.Context) ([]Scheduled, error) {
	known, err := ws.store.RecurringReports(ctx)
	if err != nil {
		return nil, err
	}
	all := make([]Scheduled, len(known))
	for i, r := range known {
		all[i].Recurring = r
		if all[i].Waiting, err = r.Due(ws.Calendar(), ws.Today()); err == nil {
			all[i].Next, err = r.Next(ws.Calendar(), ws.Today())
		}
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// WriteDue writes the reports that are due, oldest first, and notes each as
// done when its files are there: a report that was cut off is written again
// under the same names, so nothing is doubled. One that fails stays due, with
// those after it. An error is of the workspace itself: read_only where something
// is due in one that can only be looked at.
func (ws *Workspace) WriteDue(ctx context.Context) ([]Handed, error) {
	all, err := ws.RecurringReports(ctx)
	if err != nil {
		return nil, err
	}
	var handed []Handed
	for _, s := range all {
		if len(s.Waiting) == 0 {
			continue
		}
		if err := ws.store.Writable(); err != nil {
			return handed, err
		}
		for _, due := range s.Waiting {
			h := Handed{Name: s.Name, Due: due}
			if h.Files, h.Err = ws.writeDue(ctx, s.Recurring, due.Period); h.Err == nil {
				h.Err = ws.store.ReportDone(ctx, s.Name, due.Period.To)
			}
			handed = append(handed, h)
			if h.Err != nil {
				break
			}
		}
		if err := ctx.Err(); err != nil {
			return handed, err
		}
	}
	return handed, nil
}

func (ws *Workspace) writeDue(ctx context.Context, r report.Recurring, p period.Period) ([]string, error) {
	if !isFolder(r.Folder) {
		return nil, data.Errorf("no_report_folder", r.Folder, "", nil)
	}
	request, err := r.Request(p)
	if err != nil {
		return nil, err
	}
	var files []string
	for _, format := range r.Formats {
		path := filepath.Join(r.Folder, r.FileName(p, format))
		if err := ws.WriteReport(ctx, request, format, paper.Options{Landscape: r.Landscape}, path, words.In(r.Lang)); err != nil {
			return files, err
		}
		files = append(files, path)
	}
	return files, nil
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
