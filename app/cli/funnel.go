package cli

import (
	"context"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"shirube/app"
	"shirube/charts"
	"shirube/data"
	"shirube/data/funnel"
	"shirube/data/period"
	"shirube/data/prospect"
)

func (s *session) funnelCommand() *cobra.Command {
	var ask asking
	var against, cost string
	var compare, raised []string
	c := &cobra.Command{
		Use: "funnel", Short: "Where prospects get lost", Args: cobra.NoArgs,
		Example: `  shirube funnel --window 90d --by channel --touch last --where 'opt_out=""'
  shirube funnel --from 2026-07-01 --to 2026-09-30 --against 2026-Q2
  shirube funnel --by channel --compare Web --compare 展示会
  shirube funnel --window 90d --toward 興味=30% --toward 検討=25%`,
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, _ []string) error {
			q, err := ask.question(ws)
			switch {
			case err != nil:
				return err
			case len(compare) > 0:
				return s.beside(ctx, ws, q, compare)
			case against != "":
				return s.against(ctx, ws, q, against)
			}
			to, err := s.readToward(ctx, ws, q, raised)
			if err != nil {
				return err
			}
			r, err := ws.Funnels.Funnel(ctx, q)
			if err != nil {
				return err
			}
			stages, err := ws.Funnels.Stages(ctx)
			if err != nil {
				return err
			}
			out := priced{Result: r}
			out.Groups = list(r.Groups)
			if err := out.price(ctx, ws, q, cost); err != nil {
				return err
			}
			if err := out.rank(ctx, ws, q, to); err != nil {
				return err
			}
			return s.print(out, func() {
				s.countedBy(q)
				s.funnelTable(r, stages, q.By)
				s.rankingTable(out, stages, q.By)
				s.costTable(out, stages, q.By)
			})
		}),
	}
	ask.flags(c)
	c.Flags().StringVar(&cost, "cost", "", "`MEASURE` spent on the funnel; the workspace's setting cost unless given")
	c.Flags().StringVar(&against, "against", "", "`PERIOD` of entry to hold each rate against")
	c.Flags().StringArrayVar(&compare, "compare", nil, "`GROUP`, given twice: two groups of --by side by side (\"\" is the blank one)")
	c.Flags().StringArrayVar(&raised, "toward", nil, "`reference|target|STAGE=RATE`: what the ranking raises each step to; rates of several stages one by one")
	c.MarkFlagsMutuallyExclusive("against", "compare", "toward")
	return c
}

// asking are the flags that say what is asked of a funnel.
type asking struct {
	from, to, window, step, view, by, touch, where string
	strict                                         bool
}

func (a *asking) flags(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&a.from, "from", "", "first `day` of entry")
	f.StringVar(&a.to, "to", "", "last `day` of entry")
	f.StringVar(&a.window, "window", "", "`90d|none`: days from entry that count; the workspace's unless given")
	f.StringVar(&a.step, "step", "none", "`30d|none`: days that may pass from a stage to the next one reached")
	f.BoolVar(&a.strict, "strict", false, "only the next stage counts, nothing may come between")
	f.StringVar(&a.view, "view", string(funnel.Cohort), "`cohort|flow|stock`")
	f.StringVar(&a.by, "by", "", "`"+strings.Join(funnel.Breakdowns, "|")+"`")
	f.StringVar(&a.touch, "touch", string(funnel.FirstTouch), "`first|last`: which entry says channel, campaign or owner")
	f.StringVar(&a.where, "where", "", "`FILTER` of the prospects asked about, as in prospects search")
}

func (a *asking) question(ws *app.Workspace) (q funnel.Question, err error) {
	q = funnel.Question{View: funnel.View(a.view), By: a.by, Touch: funnel.Touch(a.touch), Way: funnel.Way{Strict: a.strict}, Today: ws.Today()}
	for _, read := range []func() error{
		func() error {
			return oneOf("view", a.view, string(funnel.Cohort), string(funnel.Flow), string(funnel.Stock))
		},
		func() error { return oneOf("by", a.by, funnel.Breakdowns...) },
		func() error { return oneOf("touch", a.touch, string(funnel.FirstTouch), string(funnel.LastTouch)) },
		func() (err error) { q.Range.From, err = flagDay("from", a.from); return err },
		func() (err error) { q.Range.To, err = flagDay("to", a.to); return err },
		func() error {
			if q.Range.From > q.Range.To && q.Range.To != 0 {
				return usage{data.Errorf("range_reversed", "--from "+a.from, "--to "+a.to, nil)}
			}
			return nil
		},
		func() (err error) { q.Window, err = flagDays("window", a.window, ws.Settings().Window); return err },
		func() (err error) { q.Step, err = flagDays("step", a.step, 0); return err },
		func() (err error) { q.Where, err = prospect.ParseFilter(a.where); return err },
	} {
		if err := read(); err != nil {
			return q, err
		}
	}
	return q, nil
}

func flagDay(flag, text string) (period.Day, error) {
	if text == "" {
		return 0, nil
	}
	d, err := period.ParseDay(text)
	if err != nil {
		return 0, usage{data.Errorf("bad_day", "--"+flag+" "+text, "", nil)}
	}
	return d, nil
}

// flagDays reads 90d, 90 or none; nil is no limit.
func flagDays(flag, text string, usual int) (*int, error) {
	switch text {
	case "":
		if usual > 0 {
			return &usual, nil
		}
		return nil, nil
	case "none":
		return nil, nil
	}
	n, err := strconv.Atoi(strings.TrimSuffix(text, "d"))
	if err != nil || n <= 0 {
		return nil, usage{data.Errorf("usage_window", "--"+flag+" "+text, "", nil)}
	}
	return &n, nil
}

// countedBy says what is counted another way than usual, as the window does.
func (s *session) countedBy(q funnel.Question) {
	if said := charts.RuleNote(q, s.words()); said != "" {
		s.line(said)
	}
}

func (s *session) funnelTable(r funnel.Result, stages []funnel.Stage, by string) {
	w := s.words()
	names := map[string]string{}
	for _, st := range stages {
		names[st.Key] = w.Name("stage", st.Key, st.Name)
	}
	table := [][]string{{w.T("cli.col.stage"), ">" + w.T("cli.col.count"), ">" + w.T("cli.col.from_previous"), ">" + w.T("cli.col.parts"),
		">" + w.T("cli.col.interval"), ">" + w.T("cli.col.from_first"), ">" + w.T("cli.col.median")}}
	if by != "" {
		table[0] = append([]string{w.T("cli.col.group")}, table[0]...)
	}
	for _, g := range r.Groups {
		for i, c := range g.Stages {
			row := []string{names[c.Stage], w.Int(c.Count), "", "", "", w.Value(c.FromFirst, "ratio"), w.Value(c.MedianDays, "days")}
			if c.LowerDays != nil && c.UpperDays != nil {
				row[6] += " (" + w.Range(w.Number(*c.LowerDays, 0), w.Number(*c.UpperDays, 0)) + ")"
			}
			if c.Unmeasured {
				row[1] = w.T("common.none")
			}
			if i > 0 {
				row[2] = w.Value(c.FromPrevious, "ratio")
			}
			if c.Rate != nil { // its own parts: who is too young for the window is in neither
				row[3] = w.Int(c.Rate.Numerator) + "/" + w.Int(c.Rate.Denominator)
			}
			if c.Low != nil && c.High != nil {
				row[4] = w.Range(w.Percent(*c.Low), w.Percent(*c.High))
			}
			if by != "" {
				group := w.T("cli.blank")
				if g.Group != nil {
					group = *g.Group
				}
				row = append([]string{group}, row...)
			}
			table = append(table, row)
		}
	}
	s.table(table)
	if r.OutOfOrder > 0 {
		s.line(w.T("cli.out_of_order", "n", w.Int(r.OutOfOrder)))
	}
}
