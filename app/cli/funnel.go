package cli

import (
	"context"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"shirube/app"
	"shirube/data"
	"shirube/data/funnel"
	"shirube/data/period"
)

func (s *session) funnelCommand() *cobra.Command {
	var from, to, window, view, by string
	c := &cobra.Command{
		Use: "funnel", Short: "Where prospects get lost", Args: cobra.NoArgs,
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, _ []string) error {
			q := funnel.Question{View: funnel.View(view), By: by, Today: ws.Today()}
			if err := oneOf("view", view, string(funnel.Cohort), string(funnel.Flow), string(funnel.Stock)); err != nil {
				return err
			}
			if err := oneOf("by", by, "channel", "campaign", "owner", "prefecture", "industry"); err != nil {
				return err
			}
			var err error
			if q.Range.From, err = flagDay("from", from); err != nil {
				return err
			}
			if q.Range.To, err = flagDay("to", to); err != nil {
				return err
			}
			if q.Window, err = flagWindow(window, ws.Settings().Window); err != nil {
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
			r.Groups = list(r.Groups)
			return s.print(r, func() { s.funnelTable(r, stages, by) })
		}),
	}
	f := c.Flags()
	f.StringVar(&from, "from", "", "first `day` of entry")
	f.StringVar(&to, "to", "", "last `day` of entry")
	f.StringVar(&window, "window", "", "`90d|none`: days from entry that count; the workspace's unless given")
	f.StringVar(&view, "view", string(funnel.Cohort), "`cohort|flow|stock`")
	f.StringVar(&by, "by", "", "`channel|campaign|owner|prefecture|industry`")
	return c
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

// flagWindow reads 90d, 90 or none; nil is no window.
func flagWindow(text string, usual int) (*int, error) {
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
		return nil, usage{data.Errorf("usage_window", "--window "+text, "", nil)}
	}
	return &n, nil
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
	if b := r.Bottleneck; b != nil {
		s.line(w.T("cli.bottleneck", "stage", names[b.Stage], "rate", w.Percent(b.Rate), "reference", w.Percent(b.Reference),
			"value", w.Value(b.ValueAtStake, "yen")))
	}
	if r.OutOfOrder > 0 {
		s.line(w.T("cli.out_of_order", "n", w.Int(r.OutOfOrder)))
	}
}
