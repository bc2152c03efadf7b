package shell

import (
	"context"
	"os"
	"path/filepath"

	"shirube/app/dialogs"
	"shirube/assets/words"
	"shirube/charts/paper"
	"shirube/data/period"
	"shirube/data/report"
)

// maker is the report page's way to the workspace.
type maker struct{ *Shell }

// Calendar of the office.
func (m maker) Calendar() period.Calendar { return m.workspace.Calendar() }

// Today is the day of the workspace's clock.
func (m maker) Today() period.Day { return m.workspace.Today() }

// Compute makes the document.
func (m maker) Compute(ctx context.Context, r report.Request) (report.Document, error) {
	return m.workspace.Reports.Compute(ctx, r)
}

// Write writes it in a format and gives the file's size.
func (m maker) Write(ctx context.Context, r report.Request, format string, o paper.Options, lang, path string) (int64, error) {
	if err := m.workspace.WriteReport(ctx, r, format, o, path, words.In(lang)); err != nil {
		return 0, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// Recurring gives the reports that are written again and again.
func (m maker) Recurring(ctx context.Context) ([]report.Recurring, error) {
	all, err := m.workspace.RecurringReports(ctx)
	out := make([]report.Recurring, len(all))
	for i, r := range all {
		out[i] = r.Recurring
	}
	return out, err
}

// Remember keeps a report to be written again and again, and gives what is written next.
func (m maker) Remember(ctx context.Context, r report.Recurring) (report.Due, error) {
	kept, err := m.workspace.RememberReport(ctx, r, true)
	if err != nil {
		return report.Due{}, err
	}
	return kept.Next(m.workspace.Calendar(), m.workspace.Today())
}

// HandOn writes what is due.
func (m maker) HandOn() { m.handOn() }

// ReadOnly tells whether nothing can be kept.
func (m maker) ReadOnly() bool { return m.workspace.ReadOnly() }

// Folder is where reports go unless the user says otherwise: beside the workspace.
func (m maker) Folder() dialogs.Folder {
	return dialogs.Folder{
		Get: func() string {
			if m.reportFolder == "" {
				return filepath.Dir(m.workspace.Path())
			}
			return m.reportFolder
		},
		Set: func(dir string) { m.reportFolder = dir },
	}
}

// report is a document of a period with all its sections.
func (s *Shell) report(ctx context.Context, p period.Period) (report.Document, error) {
	return s.workspace.Reports.Compute(ctx, report.Request{Period: p})
}
