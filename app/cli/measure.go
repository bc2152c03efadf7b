package cli

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"

	"shirube/app"
	"shirube/assets/words"
	"shirube/data"
	"shirube/data/measure"
	"shirube/data/period"
)

func (s *session) measureCommand() *cobra.Command {
	return group("measure", "Numbers per day, recorded and derived", s.measureList(), s.measureSet())
}

func (s *session) measureList() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "List all measures", Args: cobra.NoArgs,
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, _ []string) error {
			measures, err := ws.Measures.Catalogue(ctx)
			if err != nil {
				return err
			}
			last, err := ws.Measures.Store.LastMeasured(ctx)
			if err != nil {
				return err
			}
			pulses, err := ws.Measures.Pulses(ctx, ws.Calendar(), ws.Today())
			if err != nil {
				return err
			}
			type row struct {
				measure.Measure
				Last  period.Day    `json:"last_measured"`
				Every period.Grain  `json:"every,omitempty"` // of a recorded one, by its history
				Due   period.Day    `json:"due"`
				State measure.State `json:"state,omitempty"`
			}
			rows := make([]row, len(measures))
			for i, m := range measures {
				p := pulses[m.Key]
				rows[i] = row{m, last[m.Key], p.Every, p.Due, p.State}
			}
			return s.print(map[string]any{"measures": rows}, func() {
				w := s.words()
				table := [][]string{{w.T("cli.col.key"), w.T("cli.col.name"), w.T("cli.col.unit"), w.T("cli.col.over"), w.T("cli.col.last"), w.T("cli.col.due"), ""}}
				for _, r := range rows {
					table = append(table, []string{r.Key, w.Name("measure", r.Key, r.Name), r.Unit, string(r.Over), r.Last.String(), r.Due.String(), pulseText(w, r.State)})
				}
				s.table(table)
			})
		}),
	}
}

// pulseText says how a recorded measure stands and what to do.
func pulseText(w *words.Words, s measure.State) string {
	if s == "" {
		return ""
	}
	return w.T("measure.pulse." + string(s))
}

func (s *session) measureSet() *cobra.Command {
	var day, value, channel string
	c := &cobra.Command{
		Use: "set NAME --day D --value V", Short: "Record a value; without --value it is not measured again", Args: cobra.ExactArgs(1),
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
			d, err := period.ParseDay(day)
			if err != nil {
				return usage{data.Errorf("bad_day", "--day "+day, "", nil)}
			}
			var v *float64
			if value != "" {
				f, err := strconv.ParseFloat(value, 64)
				if err != nil {
					return usage{data.Errorf("usage_number", "--value "+value, "", nil)}
				}
				v = &f
			}
			if err := ws.Measures.Set(ctx, args[0], d, channel, v); err != nil {
				return err
			}
			return s.print(map[string]any{"measure": args[0], "day": d, "channel": channel, "value": v}, func() {
				s.line(args[0], d, channel, s.words().Value(v, ""))
			})
		}),
	}
	c.Flags().StringVar(&day, "day", "", "the `day`, like 2026-10-05")
	c.Flags().StringVar(&value, "value", "", "the `number`")
	c.Flags().StringVar(&channel, "channel", "", "the `channel` it belongs to")
	_ = c.MarkFlagRequired("day")
	return c
}
