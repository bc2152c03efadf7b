package cli

import (
	"context"
	"slices"

	"shirube/app"
	"shirube/assets/words"
	"shirube/charts"
	"shirube/data"
	"shirube/data/funnel"
)

// difference is what --json tells of one group's comparison.
type difference struct {
	Group  *string       `json:"group"`
	Stages []funnel.Side `json:"stages"`
}

// against holds a funnel beside the one of another period.
func (s *session) against(ctx context.Context, ws *app.Workspace, q funnel.Question, name string) error {
	p, err := flagPeriod(ws, name)
	if err != nil {
		return err
	}
	now, then, sides, err := ws.Funnels.Against(ctx, q, p.Range)
	if err != nil {
		return err
	}
	stages, err := ws.Funnels.Stages(ctx)
	if err != nil {
		return err
	}
	out := struct {
		funnel.Result
		Against struct {
			Period string         `json:"period"`
			Groups []funnel.Group `json:"groups"`
		} `json:"against"`
		Differences []difference `json:"differences"`
	}{Result: now}
	out.Groups, out.Against.Period, out.Against.Groups = list(now.Groups), name, list(then.Groups)
	for _, c := range sides {
		out.Differences = append(out.Differences, difference{c.A.Group, c.Stages})
	}
	return s.print(out, func() {
		w := s.words()
		s.countedBy(q)
		s.sidesTable(sides, stages, q.By != "", charts.RangeName(q.Range, w), charts.PeriodName(p, w))
	})
}

// beside holds two groups of a funnel side by side.
func (s *session) beside(ctx context.Context, ws *app.Workspace, q funnel.Question, names []string) error {
	if len(names) != 2 || q.By == "" {
		return usage{data.Errorf("usage_compare", "", "", nil)}
	}
	r, err := ws.Funnels.Funnel(ctx, q)
	if err != nil {
		return err
	}
	c, err := r.Beside(names[0], names[1])
	if err != nil {
		return err
	}
	stages, err := ws.Funnels.Stages(ctx)
	if err != nil {
		return err
	}
	r.Groups = slices.Clone([]funnel.Group{c.A, c.B})
	return s.print(struct {
		funnel.Result
		Differences []funnel.Side `json:"differences"`
	}{r, c.Stages}, func() {
		w := s.words()
		s.countedBy(q)
		s.sidesTable([]funnel.Comparison{c}, stages, false, charts.GroupName(c.A.Group, w), charts.GroupName(c.B.Group, w))
	})
}

// sidesTable writes both rates of each stage and their difference.
func (s *session) sidesTable(sides []funnel.Comparison, stages []funnel.Stage, split bool, a, b string) {
	w := s.words()
	table := [][]string{{w.T("cli.col.stage"), ">" + a, ">" + b, ">" + w.T("cli.col.change"), ">" + w.T("cli.col.interval"), ""}}
	if split {
		table[0] = append([]string{w.T("cli.col.group")}, table[0]...)
	}
	for _, c := range sides {
		for i, side := range c.Stages {
			row := []string{charts.StageName(stages, side.Stage, w), rateText(c.A.Stages[i], i, w), rateText(c.B.Stages[i], i, w), words.Dash, "", ""}
			if g := side.FromPrevious; g != nil {
				row[3] = charts.GapText(g, w)
				row[4] = charts.GapInterval(g, w)
				if g.Clear() {
					row[5] = w.T("cli.clear")
				}
			}
			if i == 0 {
				row[3] = ""
			}
			if split {
				row = append([]string{charts.GroupName(c.A.Group, w)}, row...)
			}
			table = append(table, row)
		}
	}
	s.table(table)
}

// rateText is a stage's rate with its parts; of the first stage its count.
func rateText(c funnel.StageCount, i int, w *words.Words) string {
	switch {
	case c.Unmeasured || i > 0 && c.Rate == nil:
		return words.Dash
	case i == 0:
		return w.Int(c.Count)
	}
	return w.Percent(*c.FromPrevious) + " (" + w.Int(c.Rate.Numerator) + "/" + w.Int(c.Rate.Denominator) + ")"
}
