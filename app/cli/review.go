package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"shirube/app"
	"shirube/charts"
	"shirube/data/kpi"
	"shirube/data/review"
)

func (s *session) reviewCommand() *cobra.Command {
	var name, against, format string
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
			if err := oneOf("format", format, "markdown"); err != nil {
				return err
			}
			known, err := ws.Reviews().Review(ctx, p, before)
			if err != nil {
				return err
			}
			book, err := ws.KPIs.Book(ctx)
			if err != nil {
				return err
			}
			if format == "markdown" {
				text := charts.ReviewMarkdown(known, p, before, book, s.words())
				return s.print(map[string]any{"period": p.String(), "markdown": text}, func() { fmt.Fprint(s.Out, text) })
			}
			effects, err := ws.Reviews().Effects(ctx)
			if err != nil {
				return err
			}
			out := struct {
				review.Review
				Against string          `json:"against"`
				Effects []review.Effect `json:"effects"`
				Goal    *kpi.Value      `json:"goal"` // of the fiscal year
			}{Review: known, Against: before.String(), Effects: effects}
			goal, err := ws.Reports.Goal(ctx, p.To)
			if err != nil {
				return err
			}
			if goal != nil {
				out.Goal = &goal.Value
			}
			return s.print(out, func() {
				s.findings(book, known.Findings)
				s.actions(book, known.Actions)
				if text := charts.ChanceNote(goal, s.words()); text != "" {
					s.line(text)
				}
			})
		}),
	}
	c.Flags().StringVar(&name, "period", "", "`period`: 2026-10, 2026-W43, 2026-Q3; this month unless given")
	c.Flags().StringVar(&against, "against", "", "`period` it is compared with; the one before unless given")
	c.Flags().StringVar(&format, "format", "", "`markdown`: a page to copy")
	c.AddCommand(s.reviewList(), s.reviewExplain(), s.reviewCheck())
	return c
}

func (s *session) reviewList() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "The reviews that were kept, the latest first", Args: cobra.NoArgs,
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, _ []string) error {
			all, err := ws.Reviews().List(ctx)
			if err != nil {
				return err
			}
			return s.print(map[string]any{"reviews": list(all)}, func() {
				w := s.words()
				if len(all) == 0 {
					s.line(w.T("cli.review.empty"))
					return
				}
				table := [][]string{{w.T("cli.col.period"), ">" + w.T("cli.col.causes"), ">" + w.T("cli.col.actions"), ">" + w.T("cli.col.open"), w.T("cli.col.checked")}}
				for _, r := range all {
					checked := ""
					if r.Checklist != nil {
						checked = r.Checklist.Checked.Format(time.DateOnly)
					}
					table = append(table, []string{r.Period, w.Int(r.Causes), w.Int(r.Actions), w.Int(r.Open), checked})
				}
				s.table(table)
			})
		}),
	}
}

func (s *session) reviewExplain() *cobra.Command {
	var c review.Cause
	var name, category string
	cmd := &cobra.Command{
		Use: "explain KEY --period P --category C --text T", Short: "Write why a KPI moved", Args: cobra.ExactArgs(1),
		Long: "Write why a KPI moved. With --shift its limits begin anew from that period on; written again without it, they don't.\nCategories: campaign, audience, process, people, market, measuring, other.",
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
			p, err := flagPeriod(ws, name)
			if err != nil {
				return err
			}
			c.KPI, c.Period, c.Category = args[0], p.String(), review.Category(category)
			if err := ws.Reviews().Explain(ctx, c, ws.Calendar().Previous(p)); err != nil {
				return err
			}
			return s.print(map[string]any{"key": c.KPI, "period": c.Period, "shift": c.Shift}, func() { s.line(s.words().T("cli.saved", "what", c.KPI+" "+c.Period)) })
		}),
	}
	f := cmd.Flags()
	f.StringVar(&name, "period", "", "`period`")
	f.StringVar(&category, "category", "", "what `kind` of cause it was")
	f.StringVar(&c.Text, "text", "", "the cause in `words`")
	f.BoolVar(&c.Shift, "shift", false, "the process has changed from here")
	for _, needed := range []string{"period", "category", "text"} {
		_ = cmd.MarkFlagRequired(needed)
	}
	return cmd
}

func (s *session) reviewCheck() *cobra.Command {
	var c review.Checklist
	var name string
	cmd := &cobra.Command{
		Use: "check --period P", Short: "Fill in a review's checklist; its findings stand from then on", Args: cobra.NoArgs,
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, _ []string) error {
			p, err := flagPeriod(ws, name)
			if err != nil {
				return err
			}
			c.Period = p.String()
			if err := ws.Reviews().Check(ctx, c, ws.Calendar().Previous(p)); err != nil {
				return err
			}
			return s.print(c, func() { s.line(s.words().T("cli.saved", "what", c.Period)) })
		}),
	}
	f := cmd.Flags()
	f.StringVar(&name, "period", "", "`period`")
	f.BoolVar(&c.Shared, "shared", false, "the team has seen it")
	f.BoolVar(&c.Analysed, "analysed", false, "causes were looked for")
	f.BoolVar(&c.Result, "result", false, "it was about results, not about activity")
	f.StringVar(&c.Note, "note", "", "a `note`")
	_ = cmd.MarkFlagRequired("period")
	return cmd
}

// findings writes each KPI beside the period before and its limits, the causes after them.
func (s *session) findings(book *kpi.Book, findings []review.Finding) {
	w := s.words()
	table := [][]string{{w.T("cli.col.name"), ">" + w.T("cli.col.value"), ">" + w.T("cli.col.previous"), ">" + w.T("cli.col.low"), ">" + w.T("cli.col.high"), w.T("cli.col.rule")}}
	for _, f := range findings {
		k, _ := book.KPI(f.KPI)
		table = append(table, []string{w.Name("kpi", k.Key, k.Name), w.Value(f.Value, k.Unit), w.Value(f.Previous, k.Unit),
			w.Value(f.Limits.Low, k.Unit), w.Value(f.Limits.High, k.Unit), s.signal(f.Rule)})
	}
	s.table(table)
	for _, f := range findings {
		if c := f.Cause; c != nil {
			s.line(w.Name("kpi", c.KPI, c.Name)+":", w.T("review.category."+string(c.Category)), c.Text)
		}
	}
}

// actions writes what was decided on.
func (s *session) actions(book *kpi.Book, actions []review.Action) {
	if len(actions) == 0 {
		return
	}
	w := s.words()
	table := [][]string{{w.T("cli.col.what"), w.T("cli.col.owner"), w.T("cli.col.due"), w.T("cli.col.name"), ">" + w.T("cli.col.expected"), w.T("cli.col.state")}}
	for _, a := range actions {
		k, _ := book.KPI(a.KPI)
		table = append(table, []string{a.Text, a.Owner, a.Due.String(), w.Name("kpi", k.Key, k.Name), w.SignedValue(a.Gain, k.Unit), w.T("review.state." + string(a.State))})
	}
	s.table(table)
}
