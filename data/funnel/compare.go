package funnel

import (
	"context"
	"math"
	"slices"

	"shirube/data"
	"shirube/data/period"
)

// Gap is how far the rate of one group lies above that of another, as a
// fraction, with the 95 % interval of the difference; that is nil where the
// rates are not shares of different people.
type Gap struct {
	Difference float64  `json:"difference"`
	Low        *float64 `json:"low"`
	High       *float64 `json:"high"`
}

// Clear tells whether chance hardly explains the gap: its interval leaves out 0.
func (g *Gap) Clear() bool { return g != nil && g.Low != nil && (*g.Low > 0 || *g.High < 0) }

// Newcombe gives the 95 % interval of the difference of two independent shares
// a − b by the hybrid score method without continuity correction (Newcombe
// 1998, Statistics in Medicine 17:873–890, method 10).
func Newcombe(a, b Rate) (low, high float64) {
	p, q := *a.Value(), *b.Value()
	return p - q - math.Hypot(p-a.Low, b.High-q), p - q + math.Hypot(a.High-p, q-b.Low)
}

// Side is one stage of a comparison; gaps are nil where a rate is missing.
type Side struct {
	Stage        string `json:"stage"`
	FromPrevious *Gap   `json:"from_previous"`
	FromFirst    *Gap   `json:"from_first"`
}

// Comparison holds two groups side by side: how far A's rates lie above B's.
type Comparison struct {
	A      Group  `json:"a"`
	B      Group  `json:"b"`
	Stages []Side `json:"stages"`
}

// Compare holds two groups of the same stages side by side.
func Compare(a, b Group) Comparison {
	c := Comparison{A: a, B: b}
	for s := range a.Stages {
		x, y := a.Stages[s], b.Stages[s]
		side := Side{Stage: x.Stage}
		if s > 0 {
			side.FromPrevious = gap(x.Rate, y.Rate, apart(a.Stages[s-1], b.Stages[s-1]))
			side.FromFirst = gap(x.First, y.First, apart(a.Stages[0], b.Stages[0]))
		}
		c.Stages = append(c.Stages, side)
	}
	return c
}

// gap is the difference of two rates; of shares of different people with its interval.
func gap(a, b *Rate, apart bool) *Gap {
	if a == nil || b == nil {
		return nil
	}
	g := &Gap{Difference: *a.Value() - *b.Value()}
	if apart && a.Numerator <= a.Denominator && b.Numerator <= b.Denominator {
		low, high := Newcombe(*a, *b)
		g.Low, g.High = &low, &high
	}
	return g
}

// apart tells whether nobody is in both lists, each in the log's order.
func apart(a, b StageCount) bool {
	x, y := a.Prospects, b.Prospects
	for len(x) > 0 && len(y) > 0 {
		switch {
		case x[0] == y[0]:
			return false
		case x[0] < y[0]:
			x = x[1:]
		default:
			y = y[1:]
		}
	}
	return true
}

// Against answers a question for two ranges and holds each group beside itself
// in the other one, q's own as A. A group that nobody was in there counts 0.
// Errors: those of Funnel.
func (s *Service) Against(ctx context.Context, q Question, other period.Range) (now, then Result, sides []Comparison, err error) {
	if now, err = s.Funnel(ctx, q); err != nil {
		return now, then, nil, err
	}
	q.Range = other
	if then, err = s.Funnel(ctx, q); err != nil {
		return now, then, nil, err
	}
	stages, err := s.Stages(ctx)
	if err != nil {
		return now, then, nil, err
	}
	at := func(all []Group, name *string) (Group, bool) {
		i := slices.IndexFunc(all, func(g Group) bool { return same(g.Group, name) })
		if i < 0 {
			return newGroup(stages, name), false
		}
		return all[i], true
	}
	for _, a := range now.Groups {
		b, _ := at(then.Groups, a.Group)
		sides = append(sides, Compare(a, b))
	}
	for _, b := range then.Groups {
		if a, found := at(now.Groups, b.Group); !found {
			sides = append(sides, Compare(a, b))
		}
	}
	return now, then, sides, nil
}

// Beside holds two groups of a result side by side, "" being the blank one.
// Errors: unknown_group.
func (r Result) Beside(a, b string) (Comparison, error) {
	var both [2]Group
	for k, name := range []string{a, b} {
		i := slices.IndexFunc(r.Groups, func(g Group) bool { return g.name() == name })
		if i < 0 {
			return Comparison{}, data.Errorf("unknown_group", name, "", nil)
		}
		both[k] = r.Groups[i]
	}
	return Compare(both[0], both[1]), nil
}

func same(a, b *string) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }
