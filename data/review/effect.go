package review

import (
	"context"
	"math"
	"slices"

	"shirube/data/kpi"
	"shirube/data/period"
)

// Outcome is what can honestly be said of an action.
type Outcome string

// The outcomes.
const (
	Worked     Outcome = "worked"
	TooEarly   Outcome = "too_early"
	DidNotWork Outcome = "did_not_work"
)

// Effect holds the phase after an action against the process before it.
type Effect struct {
	Action  Action   `json:"action"`
	Outcome Outcome  `json:"outcome"`
	Rule    Rule     `json:"rule"`  // of the first signal that decided, "" for none
	Worse   bool     `json:"worse"` // the KPI moved, but the wrong way
	Before  *float64 `json:"before"`
	After   *float64 `json:"after"` // means (rates: over the sums)
	Limits  Limits   `json:"limits"`
	Points  []Point  `json:"points"` // both phases, oldest first
	Since   int      `json:"since"`  // index of the first point after the action
	Count   int      `json:"count"`  // measured points after it
	Left    int      `json:"left"`   // further points after which it will be clear; 0 when it is, or never will be
}

// leastForMiss is how many points after an action must be measured before its
// expected gain can be called missed.
const leastForMiss = 3

// Judge compares a KPI before and after an action. The limits are those of the
// points before (XmR, at least six). It worked when, among the points after, a
// rule signals the better way, more often than the worse, and their mean is
// better: outside a limit, three of four near it, or eight on one side; a run
// counts only points after the action. It didn't work when it moved the worse
// way; when eight points have passed without a signal; or, from three points
// on, when chance (three sigma of the difference of the two means) can't
// explain how far the mean stays below the gain that was expected. Anything
// else is too early to say, and so is everything without limits.
func Judge(before, after []Point, direction kpi.Direction, gain *float64) Effect {
	e := Effect{Outcome: TooEarly, Since: len(before), Points: append(slices.Clone(before), after...)}
	e.After, _ = center(after)
	e.Count = counted(after)
	p := study(before)
	if p == nil {
		e.Before, _ = center(before)
		return e
	}
	e.Before = &p.mean
	e.Limits.Mean = &p.mean
	e.Limits.Low, e.Limits.High = p.limits(lastN(e.Points))
	e.Left = max(0, runLength-e.Count)
	if e.Count == 0 {
		return e
	}
	good, bad := 0, 0
	var goodRule, badRule Rule
	for i := range after {
		rule, above := p.judge(after[:i+1])
		switch {
		case rule == "":
		case above == (direction != kpi.Down):
			good++
			goodRule = firstRule(goodRule, rule)
		default:
			bad++
			badRule = firstRule(badRule, rule)
		}
	}
	moved := *e.After - p.mean
	if direction == kpi.Down {
		moved = -moved
	}
	switch {
	case good > bad && moved > 0:
		e.Outcome, e.Rule, e.Left = Worked, goodRule, 0
	case bad > good && moved < 0:
		e.Outcome, e.Rule, e.Worse, e.Left = DidNotWork, badRule, true, 0
	case e.Count >= runLength, e.Count >= leastForMiss && gain != nil && moved+p.margin(before, after) < math.Abs(*gain):
		e.Outcome, e.Left = DidNotWork, 0
	}
	return e
}

// firstRule keeps the rule that came first.
func firstRule(first, next Rule) Rule {
	if first != "" {
		return first
	}
	return next
}

// margin is three sigma of the difference between the means of two phases.
func (p *process) margin(before, after []Point) float64 {
	part := func(points []Point) float64 {
		if p.varies {
			_, n := center(points)
			return p.spread(&n)
		}
		return p.spread(nil) / math.Sqrt(float64(counted(points)))
	}
	return math.Hypot(part(before), part(after))
}

// center is the mean of the measured points, over the sums where all are
// shares of n, and the sum of n.
func center(points []Point) (mean *float64, n float64) {
	var sum, hits float64
	measured, shares := 0, 0
	for _, p := range points {
		if p.Value == nil {
			continue
		}
		measured++
		sum += *p.Value
		if p.N != nil && *p.N > 0 {
			shares++
			hits, n = hits+*p.Value**p.N, n+*p.N
		}
	}
	if measured == 0 {
		return nil, 0
	}
	m := sum / float64(measured)
	if shares == measured {
		m = hits / n
	}
	return &m, n
}

func counted(points []Point) (n int) {
	for _, p := range points {
		if p.Value != nil {
			n++
		}
	}
	return n
}

// lastN is the n of the last measured point.
func lastN(points []Point) *float64 {
	for _, p := range slices.Backward(points) {
		if p.Value != nil {
			return p.N
		}
	}
	return nil
}

// Effects judges the actions that were done, the latest done first.
func (s *Service) Effects(ctx context.Context) ([]Effect, error) {
	actions, err := s.Actions(ctx)
	if err != nil {
		return nil, err
	}
	book, err := s.KPIs.Book(ctx)
	if err != nil {
		return nil, err
	}
	effects := []Effect{}
	for _, a := range actions {
		k, unknown := book.KPI(a.KPI)
		if a.State != ActionDone || unknown != nil || book.Broken[a.KPI] != nil {
			continue
		}
		e, err := s.effect(ctx, a, k)
		if err != nil {
			return nil, err
		}
		effects = append(effects, e)
	}
	return effects, nil
}

// effect reads the KPI before and after the day an action was done. A period
// belongs to the phase after when the action was done on its first working day
// or earlier; the period it was done in is otherwise of neither phase.
func (s *Service) effect(ctx context.Context, a Action, k kpi.KPI) (Effect, error) {
	c := s.Calendar()
	grain := k.Grain
	if k.Goal || grain == period.Year || grain == "" {
		grain = period.Month
	}
	during := c.Of(grain, a.Done)
	from := c.Next(during)
	if c.WorkingDays(period.Range{From: during.From, To: a.Done - 1}) == 0 {
		from = during
	}
	last := c.Previous(during)
	before, err := s.points(ctx, a.KPI, s.before(last)[1:])
	if err != nil {
		return Effect{}, err
	}
	for len(before) > 0 && before[0].Value == nil {
		before = before[1:]
	}
	var after []Point
	if today := s.today(); from.To < today {
		if after, err = s.points(ctx, a.KPI, c.Periods(grain, period.Range{From: from.From, To: today})); err != nil {
			return Effect{}, err
		}
	}
	e := Judge(before, after, k.Direction, a.Gain)
	e.Action = a
	return e, nil
}

func (s *Service) points(ctx context.Context, key string, ps []period.Period) ([]Point, error) {
	values, err := s.KPIs.Run(ctx, key, ps)
	return Points(values), err
}
