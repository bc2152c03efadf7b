package cli

import (
	"context"

	"github.com/spf13/cobra"

	"shirube/app"
	"shirube/data/kpi"
	"shirube/data/review"
)

func (s *session) reviewCommand() *cobra.Command {
	var name, against string
	c := &cobra.Command{
		Use: "review --period P", Short: "Which KPIs really moved in a period, and what moved them", Args: cobra.NoArgs,
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, _ []string) error {
			p, err := flagPeriod(ws, name)
			if err != nil {
				return err
			}
			before := ws.Calendar().Previous(p)
			if against != "" {
				if before, err = flagPeriod(ws, against); err != nil {
					return err
				}
			}
			known, err := ws.Reviews().Review(ctx, p, before)
			if err != nil {
				return err
			}
			book, err := ws.KPIs.Book(ctx)
			if err != nil {
				return err
			}
			effects, err := ws.Reviews().Effects(ctx)
			if err != nil {
				return err
			}
			return s.print(struct {
				review.Review
				Against string          `json:"against"`
				Effects []review.Effect `json:"effects"`
			}{known, before.String(), effects}, func() {
				s.findings(book, known.Findings)
				s.actions(book, known.Actions)
			})
		}),
	}
	c.Flags().StringVar(&name, "period", "", "`period`: 2026-10, 2026-W43, 2026-Q3; this month unless given")
	c.Flags().StringVar(&against, "against", "", "`period` it is compared with; the one before unless given")
	return c
}

// findings writes each KPI beside the period before and its limits, the causes after them.
func (s *session) findings(book *kpi.Book, findings []review.Finding) {
	w := s.words()
	table := [][]string{{w.T("cli.col.name"), ">" + w.T("cli.col.value"), ">" + w.T("cli.col.previous"), ">" + w.T("cli.col.low"), ">" + w.T("cli.col.high"), w.T("cli.col.rule")}}
	for _, f := range findings {
		k, _ := book.KPI(f.KPI)
		table = append(table, []string{w.Name("kpi", k.Key, k.Name), w.Value(f.Value, k.Unit), w.Value(f.Previous, k.Unit),
			w.Value(f.Limits.Low, k.Unit), w.Value(f.Limits.High, k.Unit), string(f.Rule)})
	}
	s.table(table)
	for _, f := range findings {
		if c := f.Cause; c != nil {
			s.line(w.Name("kpi", c.KPI, c.Name)+":", w.T("review.category."+string(c.Category)), c.Text)
		}
	}
}

// actions writes what was decided on.
func (s *session) actions(book *kpi.Book, actions []review.Action) {
	if len(actions) == 0 {
		return
	}
	w := s.words()
	table := [][]string{{w.T("cli.col.what"), w.T("cli.col.owner"), w.T("cli.col.due"), w.T("cli.col.name"), ">" + w.T("cli.col.expected"), w.T("cli.col.state")}}
	for _, a := range actions {
		k, _ := book.KPI(a.KPI)
		table = append(table, []string{a.Text, a.Owner, a.Due.String(), w.Name("kpi", k.Key, k.Name), w.SignedValue(a.Gain, k.Unit), w.T("review.state." + string(a.State))})
	}
	s.table(table)
}
