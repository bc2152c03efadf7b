package cli

import (
	"context"

	"github.com/spf13/cobra"

	"shirube/app"
	"shirube/charts"
	"shirube/data/kpi"
	"shirube/data/period"
)

func (s *session) kpiCommand() *cobra.Command {
	return group("kpi", "Indicators: formulas over measures, with targets",
		s.kpiList(), s.kpiSet(), s.kpiValue(), s.kpiForecast(), s.kpiChart(), s.kpiDrivers(), s.kpiTree(), s.kpiWhatIf(), s.kpiHealth())
}

func (s *session) kpiList() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "List the KPIs with their formulas", Args: cobra.NoArgs,
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, _ []string) error {
			kpis, err := ws.KPIs.List(ctx)
			if err != nil {
				return err
			}
			return s.print(map[string]any{"kpis": list(kpis)}, func() {
				w := s.words()
				table := [][]string{{w.T("cli.col.key"), w.T("cli.col.name"), w.T("cli.col.unit"), w.T("cli.col.owner"), w.T("cli.col.formula")}}
				for _, k := range kpis {
					table = append(table, []string{k.Key, w.Name("kpi", k.Key, k.Name), k.Unit, k.Owner, k.Formula})
				}
				s.table(table)
			})
		}),
	}
}

func (s *session) kpiSet() *cobra.Command {
	var given kpi.KPI
	var grain, direction string
	c := &cobra.Command{
		Use:     "set KEY --formula F --unit U",
		Short:   "Make a KPI or change what is given of one",
		Example: `  shirube kpi set ctr --formula 'clicks ÷ impressions' --unit ratio`,
		Args:    cobra.ExactArgs(1),
	}
	f := c.Flags()
	f.StringVar(&given.Formula, "formula", "", "`formula` over measures and other KPIs: + - * / ( ), × ÷, min max abs round")
	f.StringVar(&given.Unit, "unit", "", "`count|ratio|yen|days`")
	f.StringVar(&given.Name, "name", "", "the `name`")
	f.StringVar(&given.Split, "split", "", "`formula` over the keys of the KPIs under it: how they make it")
	f.StringVar(&given.Parent, "parent", "", "`key` of the KPI it serves")
	f.StringVar(&direction, "direction", "", "`up|down`: which way is better")
	f.StringVar(&given.Owner, "owner", "", "`who` answers for it")
	f.StringVar(&grain, "grain", "", "`day|week|month|quarter|year`")
	f.BoolVar(&given.Lead, "lead", false, "it moves before the result does")
	f.BoolVar(&given.Controllable, "controllable", false, "one can act on it")
	f.BoolVar(&given.Goal, "goal", false, "it is the KGI")
	c.RunE = s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
		book, err := ws.KPIs.Book(ctx)
		if err != nil {
			return err
		}
		k, err := book.KPI(args[0])
		if err != nil {
			k = kpi.KPI{Key: args[0]}
		}
		for flag, set := range map[string]func(){
			"formula":      func() { k.Formula = given.Formula },
			"unit":         func() { k.Unit = given.Unit },
			"name":         func() { k.Name = given.Name },
			"split":        func() { k.Split = given.Split },
			"parent":       func() { k.Parent = given.Parent },
			"direction":    func() { k.Direction = kpi.Direction(direction) },
			"owner":        func() { k.Owner = given.Owner },
			"grain":        func() { k.Grain = period.Grain(grain) },
			"lead":         func() { k.Lead = given.Lead },
			"controllable": func() { k.Controllable = given.Controllable },
			"goal":         func() { k.Goal = given.Goal },
		} {
			if f.Changed(flag) {
				set()
			}
		}
		if err := ws.KPIs.Save(ctx, k); err != nil {
			return err
		}
		if book, err = ws.KPIs.Book(ctx); err != nil {
			return err
		}
		if k, err = book.KPI(k.Key); err != nil {
			return err
		}
		return s.print(k, func() { s.line(s.words().T("cli.saved", "what", k.Key)) })
	})
	return c
}

// flagPeriod reads a period by the workspace's calendar; "" is the month of today.
func flagPeriod(ws *app.Workspace, text string) (period.Period, error) {
	if text == "" {
		return ws.Calendar().Of(period.Month, ws.Today()), nil
	}
	p, err := ws.Calendar().Parse(text)
	if err != nil {
		return p, usage{err}
	}
	return p, nil
}

func (s *session) kpiValue() *cobra.Command {
	var name, by string
	c := &cobra.Command{
		Use: "value KEY --period P", Short: "The value over a period, held against target and pace", Args: cobra.ExactArgs(1),
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
			if err := oneOf("by", by, "channel"); err != nil {
				return err
			}
			p, v, unit, err := valueOf(ctx, ws, args[0], name)
			if err != nil {
				return err
			}
			if by == "" {
				return s.print(v, func() {
					s.valueTable([]kpi.Value{v}, unit, "")
					s.outlook(v, unit)
				})
			}
			groups, err := ws.KPIs.Breakdown(ctx, args[0], p)
			if err != nil {
				return err
			}
			type grouped struct {
				kpi.Value
				Group *string `json:"group"`
			}
			out := make([]grouped, len(groups))
			for i, g := range groups {
				out[i] = grouped{g, g.Group}
			}
			return s.print(struct {
				kpi.Value
				By     string    `json:"by"`
				Groups []grouped `json:"groups"`
			}{v, by, out}, func() { s.valueTable(append(groups, v), unit, by) })
		}),
	}
	c.Flags().StringVar(&name, "period", "", "`period`: 2026-10, 2026-W43, 2026-Q3, FY2026 or 2026-10-01..2026-10-31; this month unless given")
	c.Flags().StringVar(&by, "by", "", "`channel`")
	return c
}

// valueOf gives the value of a KPI over the period of a flag, with its unit.
func valueOf(ctx context.Context, ws *app.Workspace, key, name string) (p period.Period, v kpi.Value, unit string, err error) {
	if p, err = flagPeriod(ws, name); err != nil {
		return p, v, "", err
	}
	if v, err = ws.KPIs.Value(ctx, key, p); err != nil {
		return p, v, "", err
	}
	unit, err = unitOf(ctx, ws, key)
	return p, v, unit, err
}

func unitOf(ctx context.Context, ws *app.Workspace, key string) (string, error) {
	book, err := ws.KPIs.Book(ctx)
	if err != nil {
		return "", err
	}
	k, err := book.KPI(key)
	return k.Unit, err
}

// valueTable writes values with n/d beside rates; with a breakdown the last
// row is the total.
func (s *session) valueTable(values []kpi.Value, unit, by string) {
	w := s.words()
	table := [][]string{{w.T("cli.col.period"), ">" + w.T("cli.col.value"), ">n/d", ">" + w.T("cli.col.target"), w.T("cli.col.state")}}
	if by != "" {
		table[0] = append([]string{w.T("cli.col.group")}, table[0]...)
	}
	for i, v := range values {
		parts := ""
		if v.Numerator != nil && v.Denominator != nil {
			parts = w.Value(v.Numerator, "") + "/" + w.Value(v.Denominator, "")
		}
		row := []string{v.Period, w.Value(v.Value, unit), parts, w.Value(v.Target, unit), charts.VerdictWord(v, w)}
		if by != "" {
			group := w.T("cli.blank")
			switch {
			case i == len(values)-1:
				group = w.T("cli.col.total")
			case v.Group != nil:
				group = *v.Group
			}
			row = append([]string{group}, row...)
		}
		table = append(table, row)
	}
	s.table(table)
	if text := charts.UnpricedText(values[len(values)-1], w); text != "" {
		s.line(text)
	}
}

func (s *session) kpiTree() *cobra.Command {
	var name string
	c := &cobra.Command{
		Use: "tree", Short: "The KPIs as they serve one another", Args: cobra.NoArgs,
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, _ []string) error {
			p, err := flagPeriod(ws, name)
			if err != nil {
				return err
			}
			roots, err := ws.KPIs.Tree(ctx, p)
			if err != nil {
				return err
			}
			type node struct {
				kpi.KPI
				Value    kpi.Value `json:"value"`
				Children []*node   `json:"children"`
			}
			var convert func([]*kpi.Node) []*node
			convert = func(ns []*kpi.Node) []*node {
				out := make([]*node, len(ns))
				for i, n := range ns {
					out[i] = &node{n.KPI, n.Value, convert(n.Children)}
				}
				return out
			}
			gaps, err := ws.KPIs.CheckTree(ctx, p)
			if err != nil {
				return err
			}
			book, err := ws.KPIs.Book(ctx)
			if err != nil {
				return err
			}
			return s.print(map[string]any{"period": p.String(), "tree": convert(roots), "gaps": list(gaps)}, func() {
				s.branches(roots, "")
				s.gaps(book, gaps)
			})
		}),
	}
	c.Flags().StringVar(&name, "period", "", "`period`; this month unless given")
	return c
}

func (s *session) branches(nodes []*kpi.Node, indent string) {
	w := s.words()
	for _, n := range nodes {
		s.line(indent+w.Name("kpi", n.KPI.Key, n.KPI.Name), w.Value(n.Value.Value, n.KPI.Unit), charts.VerdictWord(n.Value, w))
		s.branches(n.Children, indent+"  ")
	}
}
