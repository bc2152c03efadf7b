package shell

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"shirube/app"
	"shirube/app/pages/start"
	"shirube/app/route"
	"shirube/charts/paper"
	"shirube/data/period"
	"shirube/data/prospect"
	"shirube/data/report"
)

// tour photographs every page into dir, and writes the report of the last
// complete month there. Without a workspace it makes a sample for the time of
// the tour.
func (s *Shell) tour(dir string, done func(error)) {
	away := func() {}
	if err := os.MkdirAll(dir, 0o755); err != nil { //nolint:gosec // pictures for everyone
		done(err)
		return
	}
	open := func() { s.openWorkspace(s.options.Workspace) }
	if s.options.Workspace == "" {
		sample, err := os.MkdirTemp("", "shirube-tour")
		if err != nil {
			done(err)
			return
		}
		away = func() { _ = os.RemoveAll(sample) }
		path := filepath.Join(sample, s.words.T("start.file.sample")+Extension)
		open = func() { s.take(s.words.T("start.making"), s.creating(path, start.Sales, true), route.Home{}) }
	}
	first := []stop{{"08-start", func() { s.Go(route.Start{}) }}, {"", open}}
	s.photograph(dir, first, func(err error) {
		if err == nil && s.workspace == nil {
			err = errors.New("tour: no workspace was opened")
		}
		if err != nil {
			away()
			done(err)
			return
		}
		s.photograph(dir, s.stops(), func(err error) {
			if err == nil {
				err = s.tourReport(dir)
			}
			s.release(func() {
				away()
				done(err)
			})
		})
	})
}

// stops are the pages, numbered as in the look.
func (s *Shell) stops() []stop {
	going := func(name string, r route.Route) stop { return stop{name, func() { s.Go(r) }} }
	found := s.tourQuery()
	return []stop{
		going("01-home", route.Home{}),
		{"02-prospects", func() { s.Go(route.Prospects{Query: found, Selected: s.firstFound(found)}) }},
		{"03-import", func() { s.Go(route.Import{Noun: "prospects", File: s.tourList(found)}) }},
		going("04-funnel", route.Funnels{}),
		going("05-kpi", route.KPIs{}),
		going("06-review", route.Reviews{}),
		going("07-reports", route.Reports{}),
		going("11-lists", route.Lists{}),
		going("09-settings", route.Settings{}),
		{"10-palette", s.Palette},
		{"", s.Palette},
	}
}

// tourQuery searches among those who have come far, of whom there is something
// to see.
func (s *Shell) tourQuery() prospect.Query {
	q := prospect.Query{Text: s.words.T("shell.tour.search")}
	if stages, err := s.workspace.Funnels.Stages(s.ctx); err == nil && len(stages) > 1 {
		q.Filter = prospect.Filter{{Field: "stage", Op: prospect.Is, Value: stages[len(stages)-2].Key}}
	}
	return q
}

func (s *Shell) firstFound(q prospect.Query) int64 {
	ids, err := s.workspace.Prospects.List(s.ctx, q)
	if err != nil || len(ids) == 0 {
		return 0
	}
	return ids[0]
}

// tourList writes what the tour searched for as a list to import again.
func (s *Shell) tourList(q prospect.Query) string {
	path := filepath.Join(filepath.Dir(s.workspace.Path()), s.words.T("shell.tour.list"))
	if _, err := s.workspace.Export(s.ctx, q, path, app.FormatCP932); err != nil {
		s.Fail(err)
	}
	return path
}

// tourReport writes the report of the last complete month.
func (s *Shell) tourReport(dir string) error {
	calendar := s.workspace.Calendar()
	last := calendar.Previous(calendar.Of(period.Month, s.workspace.Today()))
	path := filepath.Join(dir, "report"+s.suffix()+".html")
	err := s.workspace.WriteReport(context.WithoutCancel(s.ctx), report.Request{Period: last}, app.ReportHTML, paper.Options{}, path, s.words)
	if err == nil {
		_, err = os.Stdout.WriteString(path + "\n")
	}
	return err
}
