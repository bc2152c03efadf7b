package cli

import (
	"context"
	"math"

	"github.com/spf13/cobra"

	"shirube/app"
	"shirube/charts"
)

func (s *session) planCommand() *cobra.Command {
	var name string
	var goal float64
	c := &cobra.Command{
		Use: "plan --period P", Short: "Backwards from the KGI: the effort a week that reaches it, and how surely", Args: cobra.NoArgs,
		Example: `  shirube plan --kgi 120000000 --period FY2026`,
	}
	c.RunE = s.with(func(ctx context.Context, ws *app.Workspace, _ []string) error {
		p, err := flagPeriod(ws, name)
		if err != nil {
			return err
		}
		asked := &goal
		if !c.Flags().Changed("kgi") {
			asked = nil
		}
		plan, err := ws.KPIs.Plan(ctx, asked, p)
		if err != nil {
			return err
		}
		book, err := ws.KPIs.Book(ctx)
		if err != nil {
			return err
		}
		return s.print(plan, func() {
			w := s.words()
			table := [][]string{{w.T("cli.col.name"), ">" + w.T("cli.col.per_week"), ">" + w.T("cli.col.low"), ">" + w.T("cli.col.high"), ">" + w.T("cli.col.now")}}
			for _, e := range plan.Needed {
				k, _ := book.KPI(e.KPI)
				up := e.PerWeek
				if up != nil {
					whole := math.Ceil(*up - 1e-9)
					up = &whole
				}
				table = append(table, []string{w.Name("kpi", k.Key, k.Name), w.Value(up, k.Unit), w.Value(e.Low, k.Unit), w.Value(e.High, k.Unit), w.Value(&e.Now, k.Unit)})
			}
			s.table(table)
			s.line(w.T("cli.plan", "chance", charts.ChanceText(plan.Probability, w), "now", charts.ChanceText(plan.Now, w)))
		})
	})
	c.Flags().StringVar(&name, "period", "", "`period` by whose end it is to be reached: FY2026, 2026-Q3, 2026-12; this month unless given")
	c.Flags().Float64Var(&goal, "kgi", 0, "the `number` the KGI should reach; its target unless given")
	return c
}
