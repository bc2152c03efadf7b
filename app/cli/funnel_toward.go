package cli

import (
	"context"
	"slices"
	"strings"

	"shirube/app"
	"shirube/assets/words"
	"shirube/charts"
	"shirube/data"
	"shirube/data/funnel"
	"shirube/data/intake"
)

// What the steps of a ranking are raised to, beside rates typed for stages.
const (
	towardReference = "reference"
	towardTarget    = "target"
	towardTyped     = "typed"
)

// toward is what the steps are raised to; aims are nil for the reference.
type toward struct {
	kind string
	aims funnel.Aims
}

// readToward reads reference, target, or STAGE=RATE once or more.
func (s *session) readToward(ctx context.Context, ws *app.Workspace, q funnel.Question, texts []string) (toward, error) {
	if len(texts) == 0 || len(texts) == 1 && texts[0] == towardReference {
		return toward{kind: towardReference}, nil
	}
	if q.View != funnel.Cohort || q.Window == nil {
		return toward{}, usage{data.Errorf("usage_toward", "--toward "+texts[0], "", nil)}
	}
	stages, err := ws.Funnels.Stages(ctx)
	if err != nil {
		return toward{}, err
	}
	to := toward{towardTyped, funnel.Aims{}}
	if len(texts) == 1 && texts[0] == towardTarget {
		to.kind = towardTarget
		targets, err := ws.KPIs.StepTargets(ctx, stages)
		for stage, t := range targets {
			to.aims[stage] = t.Rate
		}
		return to, err
	}
	for _, text := range texts {
		name, typed, pair := strings.Cut(text, "=")
		rate, number := intake.ReadNumber(typed)
		if !pair || !number || rate < 0 || rate > 1 {
			return toward{}, usage{data.Errorf("usage_rate", "--toward "+text, "", nil)}
		}
		st, err := s.stageOf(stages, name)
		if err != nil {
			return toward{}, err
		}
		to.aims[st.Key] = rate
	}
	return to, nil
}

// stageOf finds a stage by key, by its own name, or as it is called on screen.
func (s *session) stageOf(stages []funnel.Stage, text string) (funnel.Stage, error) {
	called := slices.IndexFunc(stages, func(st funnel.Stage) bool { return s.words().Name("stage", st.Key, st.Name) == strings.TrimSpace(text) })
	if called >= 0 {
		return stages[called], nil
	}
	return funnel.FindStage(stages, text)
}

// rank fills in the ranking by what its steps are raised to.
func (p *priced) rank(ctx context.Context, ws *app.Workspace, q funnel.Question, to toward) error {
	var ranking []funnel.Bottleneck
	var unmoved []funnel.Unmoved
	var err error
	if to.aims == nil {
		ranking, err = ws.Funnels.Ranking(ctx, q)
	} else {
		ranking, unmoved, err = ws.Funnels.Raise(ctx, q, to.aims)
	}
	p.Toward, p.Ranking, p.Unmoved = to.kind, list(ranking), list(unmoved)
	return err
}

// unmovedLines say why a step is not in the ranking: of typed rates only where
// one was typed.
func (s *session) unmovedLines(p priced, stages []funnel.Stage, by string) {
	w := s.words()
	for _, u := range p.Unmoved {
		if p.Toward == towardTyped && u.Aim == nil {
			continue
		}
		step := w.T("cli.step", "from", charts.StageName(stages, funnel.Before(stages, u.Stage), w), "to", charts.StageName(stages, u.Stage, w))
		if by != "" {
			step = charts.GroupName(u.Group, w) + " " + step
		}
		s.line(step + ": " + charts.UnmovedText(u, w))
	}
}

// towardTitle heads the ranking.
func towardTitle(kind string, w *words.Words) string {
	if kind == towardReference {
		return w.T("cli.ranking")
	}
	return w.T("cli.ranking." + kind)
}
