package cli

import (
	"context"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"shirube/app"
	"shirube/charts"
	"shirube/data"
	"shirube/data/period"
	"shirube/data/report"
)

// handed is what came of a report that was due.
type handed struct {
	Name   string     `json:"name"`
	Day    period.Day `json:"day"` // on which it was due
	Period string     `json:"period"`
	Files  []string   `json:"files"`
	Code   *string    `json:"code"` // why it failed
}

// handOn writes what is due; one that failed doesn't keep the others.
func (s *session) handOn(ctx context.Context, ws *app.Workspace) error {
	all, err := ws.WriteDue(ctx)
	if err != nil {
		return err
	}
	written, failed := []handed{}, []handed{}
	for _, h := range all {
		told := handed{Name: h.Name, Day: h.Day, Period: h.Period.String(), Files: list(h.Files)}
		if h.Err == nil {
			written = append(written, told)
			continue
		}
		told.Code = new(string(data.CodeOf(h.Err)))
		failed = append(failed, told)
	}
	if err := s.print(map[string]any{"written": written, "failed": failed}, func() {
		if len(all) == 0 {
			s.line(s.words().T("cli.due.none"))
		}
		for _, h := range written {
			for _, file := range h.Files {
				s.line(file)
			}
		}
	}); err != nil {
		return err
	}
	for _, h := range all {
		if h.Err != nil {
			s.warn(h.Name + ": " + s.tell(h.Err))
		}
	}
	if len(failed) > 0 {
		return errTold
	}
	return nil
}

func (s *session) reportRemember() *cobra.Command {
	var r report.Recurring
	var asked asked
	var replace bool
	c := &cobra.Command{
		Use: "remember NAME --folder DIR", Short: "Have a report written each week or month, by the window or by report --due", Args: cobra.ExactArgs(1),
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
			wanted, err := asked.request(period.Period{})
			if err != nil {
				return err
			}
			r.Name, r.Template, r.For, r.Notes, r.Landscape = args[0], asked.template, wanted.For, wanted.Notes, asked.paper.Landscape
			if len(asked.sections) > 0 {
				r.Sections = wanted.Sections
			}
			if r.Lang = s.lang; r.Lang == "" {
				r.Lang = s.words().Lang
			}
			kept, err := ws.RememberReport(ctx, r, replace)
			if err != nil {
				return err
			}
			next, err := kept.Next(ws.Calendar(), ws.Today())
			if err != nil {
				return err
			}
			return s.print(map[string]any{"name": kept.Name, "next": next.Day, "period": next.Period.String()}, func() {
				w := s.words()
				s.line(w.T("cli.due.remembered", "name", kept.Name, "day", w.Day(next.Day.Time()), "period", charts.PeriodName(next.Period, w)))
			})
		}),
	}
	f := c.Flags()
	f.StringSliceVar(&r.Formats, "format", []string{app.ReportPDF}, "`formats`: html, pdf, xlsx")
	f.StringVar(&r.Folder, "folder", "", "the `folder` to write into")
	f.IntVar(&r.Nth, "on", 1, "`n`: weekday from 1 (Monday) to 7 of weekly reports, or the n-th working day of the month")
	f.BoolVar(&replace, "replace", false, "take the place of the report of that name")
	asked.flags(c)
	_ = c.MarkFlagRequired("folder")
	return c
}

// scheduled is a recurring report in the list.
type scheduled struct {
	report.Recurring
	Waiting []string   `json:"waiting"` // periods due and not written yet
	Next    period.Day `json:"next"`
}

func (s *session) reportList() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "List the reports that are written each week or month", Args: cobra.NoArgs,
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, _ []string) error {
			all, err := ws.RecurringReports(ctx)
			if err != nil {
				return err
			}
			told := []scheduled{}
			for _, r := range all {
				each := scheduled{Recurring: r.Recurring, Waiting: []string{}, Next: r.Next.Day}
				for _, due := range r.Waiting {
					each.Waiting = append(each.Waiting, due.Period.String())
				}
				told = append(told, each)
			}
			return s.print(map[string]any{"reports": told}, func() {
				w := s.words()
				table := [][]string{{w.T("cli.col.recurring"), w.T("cli.col.template"), w.T("cli.col.folder"), w.T("cli.col.format"), w.T("cli.col.next"), ">" + w.T("cli.col.waiting")}}
				for _, r := range told {
					table = append(table, []string{r.Name, w.T("reports.template." + r.Template), filepath.Clean(r.Folder), strings.Join(r.Formats, ","), r.Next.String(), strconv.Itoa(len(r.Waiting))})
				}
				s.table(table)
			})
		}),
	}
}

func (s *session) reportForget() *cobra.Command {
	return &cobra.Command{
		Use: "forget NAME", Short: "Write a recurring report no longer; its files stay", Args: cobra.ExactArgs(1),
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
			if err := ws.ForgetReport(ctx, args[0]); err != nil {
				return err
			}
			return s.print(map[string]any{"forgotten": args[0]}, func() { s.line(s.words().T("cli.forgotten", "name", args[0])) })
		}),
	}
}
