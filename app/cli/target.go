package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"shirube/app"
	"shirube/data/kpi"
)

func (s *session) targetCommand() *cobra.Command {
	return group("target", "What KPIs should reach", s.targetSet())
}

func (s *session) targetSet() *cobra.Command {
	var name string
	var value float64
	c := &cobra.Command{
		Use: "set KEY --period P --value V", Short: "Set a target; what was set before stays in the history", Args: cobra.ExactArgs(1),
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
			p, err := flagPeriod(ws, name)
			if err != nil {
				return err
			}
			if err := ws.KPIs.SetTargets(ctx, []kpi.Target{{KPI: args[0], Period: p.String(), Value: value}}); err != nil {
				return err
			}
			return s.print(map[string]any{"key": args[0], "period": p.String(), "value": value}, func() {
				s.line(s.words().T("cli.saved", "what", fmt.Sprintf("%s %s", args[0], p)))
			})
		}),
	}
	c.Flags().StringVar(&name, "period", "", "`period`: 2026-10, FY2026, …")
	c.Flags().Float64Var(&value, "value", 0, "the `number`; a rate as a fraction (0.55)")
	_ = c.MarkFlagRequired("period")
	_ = c.MarkFlagRequired("value")
	return c
}
