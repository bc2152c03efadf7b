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
			findings, err := ws.Reviews().Findings(ctx, p, before)
			if err != nil {
				return err
			}
			book, err := ws.KPIs.Book(ctx)
			if err != nil {
				return err
			}
			return s.print(map[string]any{"period": p.String(), "against": before.String(), "findings": list(findings), "actions": []any{}}, func() {
				s.findings(book, findings)
			})
		}),
	}
	c.Flags().StringVar(&name, "period", "", "`period`: 2026-10, 2026-W43, 2026-Q3; this month unless given")
	c.Flags().StringVar(&against, "against", "", "`period` it is compared with; the one before unless given")
	return c
}

// findings writes each KPI beside the period before and its limits.
func (s *session) findings(book *kpi.Book, findings []review.Finding) {
	w := s.words()
	table := [][]string{{w.T("cli.col.name"), ">" + w.T("cli.col.value"), ">" + w.T("cli.col.previous"), ">" + w.T("cli.col.low"), ">" + w.T("cli.col.high"), w.T("cli.col.rule")}}
	for _, f := range findings {
		k, _ := book.KPI(f.KPI)
		table = append(table, []string{w.Name("kpi", k.Key, k.Name), w.Value(f.Value, k.Unit), w.Value(f.Previous, k.Unit),
			w.Value(f.Limits.Low, k.Unit), w.Value(f.Limits.High, k.Unit), string(f.Rule)})
	}
	s.table(table)
}
