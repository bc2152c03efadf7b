package cli

import (
	"context"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"shirube/app"
	"shirube/charts"
	"shirube/data"
	"shirube/data/kpi"
)

// gaps writes how far what stands under a KPI is from giving it.
func (s *session) gaps(book *kpi.Book, gaps []kpi.Gap) {
	w := s.words()
	table := [][]string{{w.T("cli.col.name"), ">" + w.T("cli.col.value"), ">" + w.T("cli.col.made"), ">" + w.T("cli.col.gap"), w.T("cli.col.formula")}}
	for _, g := range gaps {
		if k, _ := book.KPI(g.KPI); g.Split != "" {
			gap := w.SignedValue(g.Gap, k.Unit)
			if g.Share != nil {
				gap += " (" + w.Percent(*g.Share) + ")"
			}
			table = append(table, []string{w.Name("kpi", k.Key, k.Name), w.Value(g.Value, k.Unit), w.Value(g.Made, k.Unit), gap, g.Split})
		}
	}
	if len(table) > 1 {
		s.table(table)
	}
	for _, g := range gaps {
		if k, _ := book.KPI(g.KPI); g.Split == "" {
			s.line(w.T("cli.no_split", "name", w.Name("kpi", k.Key, k.Name)))
		}
	}
}

func (s *session) kpiWhatIf() *cobra.Command {
	var name string
	c := &cobra.Command{
		Use: "whatif KEY=VALUE… --period P", Short: "What the KGI would be if KPIs or measures had other values", Args: cobra.MinimumNArgs(1),
		Example: `  shirube kpi whatif win_rate=0.3 new_appointments=60 --period 2026-10`,
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
			p, err := flagPeriod(ws, name)
			if err != nil {
				return err
			}
			given := map[string]float64{}
			for _, arg := range args {
				key, text, _ := strings.Cut(arg, "=")
				v, err := strconv.ParseFloat(text, 64)
				if err != nil {
					return usage{data.Errorf("what_if_number", key, "", nil)}
				}
				given[key] = v
			}
			supposed, err := ws.KPIs.WhatIf(ctx, p, given)
			if err != nil {
				return err
			}
			book, err := ws.KPIs.Book(ctx)
			if err != nil {
				return err
			}
			return s.print(supposed, func() {
				w := s.words()
				table := [][]string{{w.T("cli.col.name"), ">" + w.T("cli.col.now"), ">" + w.T("cli.col.then"), ">" + w.T("cli.col.change")}}
				for _, c := range supposed.KPIs {
					k, _ := book.KPI(c.KPI)
					table = append(table, []string{w.Name("kpi", k.Key, k.Name), w.Value(c.Now, k.Unit), w.Value(c.Then, k.Unit), w.SignedValue(c.Change, k.Unit)})
				}
				s.table(table)
				if supposed.Projected {
					s.line(w.T("cli.projected"))
				}
			})
		}),
	}
	c.Flags().StringVar(&name, "period", "", "`period`; this month unless given")
	return c
}

// called names KPIs and measures as people do, by their keys.
func (s *session) called(book *kpi.Book) func(key string) string {
	return func(key string) string {
		noun, name := book.Called(key)
		return s.words().Name(noun, key, name)
	}
}

func (s *session) kpiHealth() *cobra.Command {
	return &cobra.Command{
		Use: "health", Short: "Why KPIs are likely to die, and what would mend it", Args: cobra.NoArgs,
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, _ []string) error {
			symptoms, err := ws.Reviews().Health(ctx)
			if err != nil {
				return err
			}
			book, err := ws.KPIs.Book(ctx)
			if err != nil {
				return err
			}
			call := s.called(book)
			return s.print(map[string]any{"symptoms": list(symptoms)}, func() {
				w := s.words()
				for _, x := range symptoms {
					k, _ := book.KPI(x.KPI)
					line := []any{charts.SymptomText(x, k.Unit, call, w)}
					if x.KPI != "" {
						line = append([]any{call(x.KPI) + ":"}, line...)
					}
					for _, m := range x.Mends {
						line = append(line, "→ "+charts.MendText(m, k.Unit, call, w))
					}
					s.line(line...)
				}
				if len(symptoms) == 0 {
					s.line(w.T("cli.no_problem"))
				}
			})
		}),
	}
}
