package cli

import (
	"context"

	"github.com/spf13/cobra"

	"shirube/app"
	"shirube/data/period"
)

func (s *session) kpiChart() *cobra.Command {
	var from, to string
	c := &cobra.Command{
		Use: "chart KEY --from P --to P", Short: "Signal or noise: the values in their natural limits (XmR)", Args: cobra.ExactArgs(1),
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
			first, err := flagPeriod(ws, from)
			if err != nil {
				return err
			}
			last, err := flagPeriod(ws, to)
			if err != nil {
				return err
			}
			grain := first.Grain
			if from == "" && to != "" {
				grain = last.Grain
			}
			ps := ws.Calendar().Periods(grain, period.Range{From: first.From, To: last.To})
			chart, err := ws.Reviews().Chart(ctx, args[0], ps)
			if err != nil {
				return err
			}
			unit, err := unitOf(ctx, ws, args[0])
			if err != nil {
				return err
			}
			chart.Points = list(chart.Points)
			return s.print(chart, func() {
				w := s.words()
				table := [][]string{{w.T("cli.col.period"), ">" + w.T("cli.col.value"), ">n", ">" + w.T("cli.col.low"), ">" + w.T("cli.col.high"), w.T("cli.col.rule")}}
				for _, p := range chart.Points {
					table = append(table, []string{p.Period, w.Value(p.Value, unit), w.Value(p.N, ""), w.Value(p.Low, unit), w.Value(p.High, unit), string(p.Rule)})
				}
				s.table(table)
				s.line(w.T("cli.col.mean"), w.Value(chart.Mean, unit))
			})
		}),
	}
	c.Flags().StringVar(&from, "from", "", "first `period`")
	c.Flags().StringVar(&to, "to", "", "last `period`")
	_ = c.MarkFlagRequired("from")
	_ = c.MarkFlagRequired("to")
	return c
}

func (s *session) kpiDrivers() *cobra.Command {
	var name, against, method string
	c := &cobra.Command{
		Use: "drivers KEY --period P --against P", Short: "What moved it: contributions that add up to the change", Args: cobra.ExactArgs(1),
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
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
			if err := oneOf("method", method, "shapley", "lmdi"); err != nil {
				return err
			}
			drivers, change, err := ws.Reviews().Drivers(ctx, args[0], p, before, method)
			if err != nil {
				return err
			}
			unit, err := unitOf(ctx, ws, args[0])
			if err != nil {
				return err
			}
			return s.print(map[string]any{"change": change, "drivers": list(drivers)}, func() {
				w := s.words()
				table := [][]string{{w.T("cli.col.factor"), ">" + w.T("cli.col.contribution")}}
				for _, d := range drivers {
					table = append(table, []string{d.Factor, w.SignedValue(&d.Contribution, unit)})
				}
				s.table(append(table, []string{w.T("cli.col.total"), w.SignedValue(change, unit)}))
			})
		}),
	}
	c.Flags().StringVar(&name, "period", "", "`period`; this month unless given")
	c.Flags().StringVar(&against, "against", "", "`period` it is compared with; the one before unless given")
	c.Flags().StringVar(&method, "method", "shapley", "`shapley|lmdi`")
	return c
}
