package cli

import (
	"context"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"shirube/app"
	"shirube/data"
	"shirube/data/funnel"
)

func (s *session) stageCommand() *cobra.Command {
	return group("stage", "The steps of the funnel", s.stageList(), s.stageSet(), s.stageMove())
}

func (s *session) stageList() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "List the stages in order", Args: cobra.NoArgs,
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, _ []string) error { return s.stages(ctx, ws) }),
	}
}

func (s *session) stages(ctx context.Context, ws *app.Workspace) error {
	stages, err := ws.Funnels.Stages(ctx)
	if err != nil {
		return err
	}
	type stage struct {
		Stage   string  `json:"stage"`
		Name    string  `json:"name"`
		Measure *string `json:"measure"`
	}
	out := make([]stage, len(stages))
	for i, st := range stages {
		out[i] = stage{Stage: st.Key, Name: s.words().Name("stage", st.Key, st.Name)}
		if st.Measure != "" {
			out[i].Measure = &stages[i].Measure
		}
	}
	return s.print(map[string]any{"stages": out}, func() {
		w := s.words()
		table := [][]string{{w.T("cli.col.key"), w.T("cli.col.name"), w.T("cli.col.measure")}}
		for _, st := range stages {
			table = append(table, []string{st.Key, w.Name("stage", st.Key, st.Name), st.Measure})
		}
		s.table(table)
	})
}

func (s *session) stageSet() *cobra.Command {
	return &cobra.Command{
		Use:     "set KEY=NAME[@MEASURE] …",
		Short:   "Set all stages in order; one with @MEASURE counts that measure instead of prospects",
		Example: "  shirube stage set visit=訪問@lp_visits aware=認知 interest=興味 consider=検討 buy=購入",
		Args:    cobra.RangeArgs(2, 12),
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
			stages := make([]funnel.Stage, len(args))
			for i, a := range args {
				key, name, ok := strings.Cut(a, "=")
				if !ok || key == "" {
					return usage{data.Errorf("usage_pair", a, "KEY=NAME", nil)}
				}
				name, source, _ := strings.Cut(name, "@")
				stages[i] = funnel.Stage{Key: key, Name: name, Measure: source}
			}
			if err := ws.Funnels.SetStages(ctx, stages); err != nil {
				return err
			}
			return s.stages(ctx, ws)
		}),
	}
}

func (s *session) stageMove() *cobra.Command {
	var day string
	c := &cobra.Command{
		Use: "move PROSPECT STAGE --day D", Short: "Record that a prospect reached a stage", Args: cobra.ExactArgs(2),
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
			id, err := strconv.ParseInt(args[0], 10, 64)
			if err != nil {
				return usage{data.Errorf("usage_prospect", args[0], "", nil)}
			}
			d, err := flagDay("day", day)
			if err != nil {
				return err
			}
			if d == 0 {
				d = ws.Today()
			}
			to, err := ws.Stage(ctx, args[1])
			if err != nil {
				return err
			}
			if err := ws.Funnels.Move(ctx, []int64{id}, to.Key, d); err != nil {
				return err
			}
			return s.print(map[string]any{"prospect": id, "stage": to.Key, "day": d}, func() {
				s.line(s.words().T("cli.moved", "id", id, "stage", s.words().Name("stage", to.Key, to.Name), "day", d))
			})
		}),
	}
	c.Flags().StringVar(&day, "day", "", "the `day` it was reached; today unless given")
	return c
}
