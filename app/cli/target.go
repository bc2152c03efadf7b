package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"shirube/app"
	"shirube/charts"
	"shirube/data/kpi"
	"shirube/data/period"
)

func (s *session) targetCommand() *cobra.Command {
	return group("target", "What KPIs should reach", s.targetSet(), s.targetShow(), s.targetSuggest())
}

func (s *session) targetSet() *cobra.Command {
	var name, level string
	var value float64
	c := &cobra.Command{
		Use: "set KEY --period P --value V", Short: "Set a target; what was set before stays in the history", Args: cobra.ExactArgs(1),
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
			p, err := flagPeriod(ws, name)
			if err != nil {
				return err
			}
			if err := oneOf("level", level, "minimum", "target", "stretch"); err != nil {
				return err
			}
			if err := ws.KPIs.SetTargets(ctx, []kpi.Target{{KPI: args[0], Period: p.String(), Value: value, Level: kpi.Level(level)}}); err != nil {
				return err
			}
			return s.print(map[string]any{"key": args[0], "period": p.String(), "value": value, "level": level}, func() {
				s.line(s.words().T("cli.saved", "what", fmt.Sprintf("%s %s", args[0], p)))
			})
		}),
	}
	c.Flags().StringVar(&name, "period", "", "`period`: 2026-10, FY2026, …")
	c.Flags().Float64Var(&value, "value", 0, "the `number`; a rate as a fraction (0.55)")
	c.Flags().StringVar(&level, "level", string(kpi.Aim), "`minimum|target|stretch`: the least that will do, what is aimed at, what would be splendid")
	_ = c.MarkFlagRequired("period")
	_ = c.MarkFlagRequired("value")
	return c
}

func (s *session) targetShow() *cobra.Command {
	var name string
	c := &cobra.Command{
		Use: "show KEY [--period FY2026]", Short: "Targets of a fiscal year beside what came of them and what the past suggests, with their history", Args: cobra.ExactArgs(1),
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
			p, err := flagPeriod(ws, name)
			if err != nil {
				return err
			}
			sheet, err := ws.Reviews().Sheet(ctx, args[0], ws.Calendar().Of(period.Year, p.To))
			if err != nil {
				return err
			}
			all, err := ws.KPIs.Targets(ctx)
			if err != nil {
				return err
			}
			w, unit := s.words(), sheet.KPI.Unit
			rows, names := []map[string]any{}, []string{}
			table := [][]string{{w.T("cli.col.period")}}
			for _, l := range kpi.Levels {
				table[0] = append(table[0], ">"+w.T("kpi.level."+string(l)))
			}
			table[0] = append(table[0], ">"+w.T("cli.col.value"), ">"+w.T("cli.col.suggested"))
			for _, a := range append(sheet.Months, sheet.Year) {
				var suggested *float64
				if found, ok := a.Suggestion(sheet.KPI, kpi.Aim); ok {
					suggested = &found.Value
				}
				names = append(names, a.Period.String())
				rows = append(rows, map[string]any{"period": a.Period.String(), "minimum": a.At(kpi.Minimum), "target": a.At(kpi.Aim), "stretch": a.At(kpi.Stretch),
					"value": a.Value.Value, "state": a.Value.State, "before": a.Before, "suggested": suggested})
				table = append(table, []string{a.Period.String(), w.Value(a.At(kpi.Minimum), unit), w.Value(a.At(kpi.Aim), unit), w.Value(a.At(kpi.Stretch), unit), w.Value(a.Value.Value, unit), w.Value(suggested, unit)})
			}
			history := all.Changes(args[0], names...)
			return s.print(map[string]any{"key": args[0], "period": sheet.Year.Period.String(), "low": sheet.Low, "high": sheet.High, "periods": rows, "history": list(history)}, func() {
				s.table(table)
				for _, h := range history {
					s.line(w.T("cli.target.changed", "at", w.Moment(h.Set.Local()), "period", h.Period, "level", w.T("kpi.level."+string(h.Level)), "before", w.Value(h.Before, unit), "value", w.Value(&h.Value, unit)))
				}
			})
		}),
	}
	c.Flags().StringVar(&name, "period", "", "`period` within the fiscal year; this year unless given")
	return c
}

func (s *session) targetSuggest() *cobra.Command {
	var name string
	c := &cobra.Command{
		Use: "suggest KEY --period P", Short: "Targets that the past gives reason for", Args: cobra.ExactArgs(1),
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
			p, err := flagPeriod(ws, name)
			if err != nil {
				return err
			}
			suggestions, err := ws.Reviews().Suggest(ctx, args[0], p)
			if err != nil {
				return err
			}
			unit, err := unitOf(ctx, ws, args[0])
			if err != nil {
				return err
			}
			return s.print(map[string]any{"key": args[0], "period": p.String(), "suggestions": list(suggestions)}, func() {
				w := s.words()
				if len(suggestions) == 0 {
					s.line(w.T("cli.no_history"))
					return
				}
				table := [][]string{{w.T("cli.col.level"), ">" + w.T("cli.col.value"), w.T("cli.col.reason")}}
				for _, x := range suggestions {
					table = append(table, []string{w.T("kpi.level." + string(x.Level)), w.Value(&x.Value, unit), charts.SuggestionText(x, unit, w)})
				}
				s.table(table)
			})
		}),
	}
	c.Flags().StringVar(&name, "period", "", "`period`: 2026-12, FY2027, …; this month unless given")
	return c
}
