package funnel

import (
	"context"
	"math"

	"shirube/data"
	"shirube/data/period"
)

// Aims are rates (fractions) that steps may be raised to, by the key of the
// stage reached.
type Aims map[string]float64

// Unmoved is a step for which no gain can be stated: it has no aim (Aim nil),
// its rate or one after it isn't known, or the aim is at or below today's rate.
type Unmoved struct {
	Group *string  `json:"group"`
	Stage string   `json:"stage"` // the stage reached
	Rate  *float64 `json:"rate"`
	Aim   *float64 `json:"aim"`
}

// Reached tells whether the step is at its aim or above.
func (u Unmoved) Reached() bool { return u.Rate != nil && u.Aim != nil && *u.Aim <= *u.Rate }

// Raise ranks the steps of g by what raising them to their aims would bring, as
// Rank does by references: an aim is taken as certain, so the gain's interval
// carries the chance in today's rate and in the later ones. A step from an
// anonymous stage is ranked too. The steps that are not in the ranking are given
// beside it, in the funnel's order.
func Raise(stages []Stage, g Group, aims Aims, perWin *float64) ([]Bottleneck, []Unmoved) {
	all := parts(g, func(s int) (estimate, bool) {
		aim, ok := aims[stages[s].Key]
		return estimate{mean: aim}, ok && g.followed(s)
	})
	ranking := rankParts(stages, g, [][]part{all}, perWin)
	ranked := map[string]bool{}
	for _, b := range ranking {
		ranked[b.Stage] = true
	}
	var unmoved []Unmoved
	for s := 1; s < len(stages); s++ {
		if ranked[stages[s].Key] {
			continue
		}
		u := Unmoved{Group: g.Group, Stage: stages[s].Key, Rate: g.Stages[s].FromPrevious}
		if aim, ok := aims[u.Stage]; ok {
			u.Aim = &aim
		}
		unmoved = append(unmoved, u)
	}
	return ranking, unmoved
}

// followed tells whether every rate after stage s is known, so that more who
// reach s can be followed to the end.
func (g Group) followed(s int) bool {
	for _, later := range g.Stages[s+1:] {
		if later.Rate == nil || later.Rate.Numerator > later.Rate.Denominator {
			return false
		}
	}
	return true
}

// Raise answers what raising steps of a question's groups to aims would bring,
// ranked as Ranking is, and which steps it says nothing about. The whole is
// raised as one: an aim is of all channels together. Of a view other than a
// cohort with a window nothing is said. Errors: those of Funnel, bad_rate (below
// 0 or above 1), unknown_stage, first_stage (no step leads to it).
func (s *Service) Raise(ctx context.Context, q Question, aims Aims) (ranking []Bottleneck, unmoved []Unmoved, err error) {
	q, in, err := s.ask(ctx, q)
	if err != nil {
		return nil, nil, err
	}
	if err := aims.check(in.stages); err != nil || q.View != Cohort || q.Window == nil {
		return nil, nil, err
	}
	perWin, err := s.perWin(ctx, lately(q.Today))
	if err != nil {
		return nil, nil, err
	}
	for _, g := range in.evaluate(q).Groups {
		more, rest := Raise(in.stages, g, aims, perWin)
		ranking, unmoved = append(ranking, more...), append(unmoved, rest...)
	}
	sortRanking(ranking)
	return ranking, unmoved, nil
}

func (aims Aims) check(stages []Stage) error {
	for key, rate := range aims {
		switch at := indexOf(stages, key); {
		case at < 0:
			return data.Errorf("unknown_stage", key, "", nil)
		case at == 0:
			return data.Errorf("first_stage", key, "", nil)
		case math.IsNaN(rate) || rate < 0 || rate > 1:
			return data.Errorf("bad_rate", key, "", nil)
		}
	}
	return nil
}

// lately are the whole months by which a win is valued.
func lately(today period.Day) period.Range {
	last := today.StartOfMonth() - 1
	return period.Range{From: last.StartOfMonth().AddMonths(1 - historyMonths), To: last}
}
