package cli

import (
	"context"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"shirube/app"
	"shirube/data/measure"
	"shirube/data/prospect"
)

func (s *session) segmentCommand() *cobra.Command {
	return group("segment", "Saved filters, counted day by day", s.segmentList(), s.segmentSet(), s.segmentCount(), s.segmentDelete())
}

// counted is a segment with how many it finds now.
type counted struct {
	prospect.Segment
	Count   int    `json:"count"`
	Measure string `json:"measure"`
}

func count(ctx context.Context, ws *app.Workspace, g prospect.Segment) (counted, error) {
	n, err := ws.Prospects.CountSegment(ctx, g)
	return counted{g, n, measure.SegmentKey + g.Key}, err
}

func (s *session) segmentList() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "List the segments with how many each finds now", Args: cobra.NoArgs,
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, _ []string) error {
			all, err := ws.Prospects.Segments(ctx)
			if err != nil {
				return err
			}
			out := make([]counted, len(all))
			for i, g := range all {
				if out[i], err = count(ctx, ws, g); err != nil {
					return err
				}
			}
			return s.print(map[string]any{"segments": out}, func() {
				w := s.words()
				table := [][]string{{w.T("cli.col.key"), w.T("cli.col.name"), ">" + w.T("cli.col.count"), w.T("segment.col.where")}}
				for _, g := range out {
					table = append(table, []string{g.Key, g.Name, w.Int(g.Count), strings.TrimSpace(g.Text + " " + g.Where)})
				}
				s.table(table)
			})
		}),
	}
}

func (s *session) segmentSet() *cobra.Command {
	var g prospect.Segment
	var active bool
	c := &cobra.Command{
		Use:     "set KEY [--name NAME] [--query TEXT] [--where FILTER] [--active]",
		Short:   "Save a filter under a key, or change it; segment.KEY becomes a measure",
		Example: `  shirube segment set hot --name 有望 --where 'stage=consider and employees>=20' --active`,
		Args:    cobra.ExactArgs(1),
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
			g.Key = args[0]
			f, err := prospect.ParseFilter(g.Where)
			if err != nil {
				return usage{err}
			}
			if active {
				g.Where = append(f, prospect.InBusiness).String()
			}
			if err := ws.Prospects.SaveSegment(ctx, g); err != nil {
				return err
			}
			saved, err := ws.Prospects.Segment(ctx, g.Key)
			if err != nil {
				return err
			}
			out, err := count(ctx, ws, saved)
			if err != nil {
				return err
			}
			return s.print(out, func() {
				s.line(s.words().T("segment.saved", "name", out.Name, "count", s.words().Int(out.Count)))
			})
		}),
	}
	f := c.Flags()
	f.StringVar(&g.Name, "name", "", "the `name` people see; the key unless given")
	f.StringVar(&g.Text, "query", "", "searched `text`")
	f.StringVar(&g.Where, "where", "", "`FILTER`: field op value, joined by and")
	f.BoolVar(&active, "active", false, "only companies whose register is not closed: they leave the segment when it closes")
	return c
}

func (s *session) segmentCount() *cobra.Command {
	return &cobra.Command{
		Use: "count KEY", Short: "Count a segment now and show its history", Args: cobra.ExactArgs(1),
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
			began := time.Now()
			g, err := ws.Prospects.Segment(ctx, args[0])
			if err != nil {
				return err
			}
			n, err := count(ctx, ws, g)
			if err != nil {
				return err
			}
			seconds := time.Since(began).Seconds()
			history, err := ws.Prospects.SegmentHistory(ctx, g.Key)
			if err != nil {
				return err
			}
			out := struct {
				counted
				History []prospect.DayCount `json:"history"`
				Seconds float64             `json:"seconds"`
			}{n, list(history), seconds}
			return s.print(out, func() {
				w := s.words()
				s.line(w.T("cli.found", "total", w.Int(n.Count), "seconds", w.Number(seconds, 3)))
				for _, h := range history {
					s.line(h.Day, w.Int(h.Count))
				}
			})
		}),
	}
}

func (s *session) segmentDelete() *cobra.Command {
	return &cobra.Command{
		Use: "delete KEY", Short: "Take a segment away, unless a KPI is made of it", Args: cobra.ExactArgs(1),
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
			if err := ws.Prospects.DeleteSegment(ctx, args[0]); err != nil {
				return err
			}
			return s.print(map[string]string{"deleted": args[0]}, func() { s.line(s.words().T("segment.deleted", "key", args[0])) })
		}),
	}
}
