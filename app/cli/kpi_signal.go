package cli

import (
	"cmp"
	"context"
	"strconv"

	"github.com/spf13/cobra"

	"shirube/app"
	"shirube/data/period"
	"shirube/data/review"
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
					table = append(table, []string{p.Period, w.Value(p.Value, unit), w.Value(p.N, ""), w.Value(p.Low, unit), w.Value(p.High, unit), s.signal(p.Rule)})
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
	var name, against, method, by, factor, channel string
	c := &cobra.Command{
		Use: "drivers KEY --period P --against P|target", Short: "What moved it: contributions that add up to the change", Args: cobra.ExactArgs(1),
		Example: `  shirube kpi drivers annual_sales --period 2026-10 --against target
  shirube kpi drivers win_rate --period 2026-10 --by channel
  shirube kpi drivers win_rate --period 2026-10 --list deal.won --channel web`,
	}
	c.RunE = s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
		p, err := flagPeriod(ws, name)
		if err != nil {
			return err
		}
		if err := oneOf("method", method, "shapley", "lmdi"); err != nil {
			return err
		}
		if err := oneOf("by", by, "channel"); err != nil {
			return err
		}
		unit, err := unitOf(ctx, ws, args[0])
		if err != nil {
			return err
		}
		if factor != "" {
			only := &channel
			if !c.Flags().Changed("channel") {
				only = nil
			}
			return s.behind(ctx, ws, factor, p, only)
		}
		if against == "target" {
			drivers, change, err := ws.Reviews().AgainstTarget(ctx, args[0], p)
			if err != nil {
				return err
			}
			return s.drivers(ctx, ws, drivers, change, unit)
		}
		before := ws.Calendar().Previous(p)
		if against != "" {
			if before, err = flagPeriod(ws, against); err != nil {
				return err
			}
		}
		if by == "channel" {
			return s.channels(ctx, ws, args[0], p, before, unit)
		}
		drivers, change, err := ws.Reviews().Drivers(ctx, args[0], p, before, method)
		if err != nil {
			return err
		}
		return s.drivers(ctx, ws, drivers, change, unit)
	})
	f := c.Flags()
	f.StringVar(&name, "period", "", "`period`; this month unless given")
	f.StringVar(&against, "against", "", "`period` it is compared with, or target; the period before unless given")
	f.StringVar(&method, "method", "shapley", "`shapley|lmdi`")
	f.StringVar(&by, "by", "", "`channel`: which channel moved it, by mix and by rate")
	f.StringVar(&factor, "list", "", "list the prospects behind a `factor`: a counted measure (deal.won) or a KPI that is one")
	f.StringVar(&channel, "channel", "", "only of this `channel`, with --list")
	return c
}

// signal says a rule in words, "" for none.
func (s *session) signal(rule review.Rule) string {
	if rule == "" {
		return ""
	}
	return s.words().T("chart.rule." + string(rule))
}

func (s *session) drivers(ctx context.Context, ws *app.Workspace, drivers []review.Driver, change *float64, unit string) error {
	book, err := ws.KPIs.Book(ctx)
	if err != nil {
		return err
	}
	call := s.called(book)
	return s.print(map[string]any{"change": change, "drivers": list(drivers)}, func() {
		w := s.words()
		table := [][]string{{w.T("cli.col.factor"), ">" + w.T("cli.col.contribution")}}
		for _, d := range drivers {
			table = append(table, []string{cmp.Or(call(d.Factor), w.T("cli.rest")), w.SignedValue(&d.Contribution, unit)})
		}
		s.table(append(table, []string{w.T("cli.col.total"), w.SignedValue(change, unit)}))
	})
}

// channels writes what each channel did to a change.
func (s *session) channels(ctx context.Context, ws *app.Workspace, key string, p, before period.Period, unit string) error {
	parts, change, rest, err := ws.Reviews().ByChannel(ctx, key, p, before)
	if err != nil {
		return err
	}
	return s.print(map[string]any{"change": change, "by": "channel", "drivers": list(parts), "rest": rest}, func() {
		w := s.words()
		table := [][]string{{w.T("cli.col.group"), ">" + w.T("cli.col.previous"), ">" + w.T("cli.col.value"), ">" + w.T("cli.col.mix"), ">" + w.T("cli.col.rate"), ">" + w.T("cli.col.contribution")}}
		for _, x := range parts {
			group := w.T("cli.blank")
			if x.Channel != nil {
				group = *x.Channel
			}
			table = append(table, []string{group, w.Value(x.Previous, unit), w.Value(x.Value, unit), w.SignedValue(&x.Mix, unit), w.SignedValue(&x.Rate, unit), w.SignedValue(&x.Contribution, unit)})
		}
		if rest != 0 {
			table = append(table, []string{w.T("cli.rest"), "", "", "", "", w.SignedValue(&rest, unit)})
		}
		s.table(append(table, []string{w.T("cli.col.total"), "", "", "", "", w.SignedValue(change, unit)}))
	})
}

// behind lists the prospects behind a factor.
func (s *session) behind(ctx context.Context, ws *app.Workspace, factor string, p period.Period, channel *string) error {
	rows, err := ws.KPIs.Behind(ctx, factor, p, channel)
	if err != nil {
		return err
	}
	return s.print(map[string]any{"factor": factor, "period": p.String(), "count": len(rows), "rows": list(rows)}, func() {
		w := s.words()
		table := [][]string{{w.T("cli.col.day"), ">" + w.T("cli.col.prospect"), w.T("cli.col.group"), ">" + w.T("cli.col.value")}}
		for _, x := range rows {
			table = append(table, []string{x.Day.String(), strconv.FormatInt(x.Prospect, 10), x.Channel, w.Value(&x.Value, "")})
		}
		s.table(table)
	})
}
