package funnel

import (
	"context"
	"slices"

	"shirube/data"
	"shirube/data/measure"
	"shirube/data/period"
	"shirube/data/prospect"
)

// Cost is what a stage cost per head: 広告費 ÷ leads is the CPL, ÷ wins the CAC.
type Cost struct {
	Stage string   `json:"stage"`
	Count *int     `json:"count"` // who reached it; nil where not measured
	Each  *float64 `json:"each"`  // in the measure's unit; nil where nothing was measured or nobody came
}

// GroupCost is a group's spending and what its stages cost.
type GroupCost struct {
	Group  *string  `json:"group"`
	Spent  *float64 `json:"spent"`
	Stages []Cost   `json:"stages"`
}

// Costs are what the stages of a funnel cost.
type Costs struct {
	Measure string       `json:"measure"`
	Name    string       `json:"name"` // as its owner calls it, "" = the word for the key
	Range   period.Range `json:"-"`    // days of entry and of spending that were counted
	Groups  []GroupCost  `json:"groups"`
}

// Costs divides a recorded measure by those who reached each stage. A cohort is
// cut to the entries whose window is over (MatureRange), spending and people
// alike, since what young cohorts will still bring isn't known. Spending is
// known altogether and by channel; by anything else, of a part of the
// prospects, or in stock, nothing is. A channel that nothing was recorded for
// has no cost, rather than 0. Costs are nil where no entry's window is over.
// Errors: those of Funnel, unknown_name (of the measure).
func (s *Service) Costs(ctx context.Context, q Question, spent string) (*Costs, error) {
	q, in, err := s.ask(ctx, q)
	if err != nil {
		return nil, err
	}
	mature := true
	if q.View == Cohort {
		q.Range, mature = MatureRange(q)
	}
	r, begun := q.Range.Clip(period.Range{To: q.Today})
	if !begun || !mature || q.View == Stock {
		return nil, nil
	}
	sums, err := measure.LoadSums(ctx, s.measures, []string{spent}, r)
	if err != nil {
		return nil, err
	}
	if len(q.Where) == 0 {
		if in.anonymous, err = s.anonymous(ctx, in.stages, q); err != nil {
			return nil, err
		}
	}
	all, err := s.measures.Measures(ctx)
	if err != nil {
		return nil, err
	}
	c := &Costs{Measure: spent, Range: r}
	for _, m := range all {
		if m.Key == spent {
			c.Name = m.Name
		}
	}
	for _, g := range in.evaluate(q).Groups {
		cost := GroupCost{Group: g.Group}
		if channel := g.name(); len(q.Where) == 0 && (q.By == "" || q.By == "channel") {
			of := &channel
			if q.By == "" {
				of = nil
			}
			if cost.Spent, err = sums.Over(ctx, spent, r, of); err != nil {
				return nil, err
			}
		}
		for _, stage := range g.Stages {
			one := Cost{Stage: stage.Stage}
			if !stage.Unmeasured {
				one.Count = &stage.Count
				one.Each = ratio(cost.Spent, float64(stage.Count))
			}
			cost.Stages = append(cost.Stages, one)
		}
		c.Groups = append(c.Groups, cost)
	}
	return c, nil
}

// ratio is n ÷ d, nil where either is missing or d is 0.
func ratio(n *float64, d float64) *float64 {
	if n == nil || d == 0 {
		return nil
	}
	v := *n / d
	return &v
}

// Velocity is how much a day the pipeline brings (ooligo, domain.md §1.2):
// open deals × win rate × mean amount ÷ median days from opening to winning.
// All but the open deals are of those closed in the range; parts are nil where
// there is nothing to reckon them from, and so is the whole then.
type Velocity struct {
	Open       int      `json:"open"` // deals open at the end of the range, however old
	Won        int      `json:"won"`
	Lost       int      `json:"lost"`
	WinRate    *float64 `json:"win_rate"`
	MeanAmount *float64 `json:"mean_amount"` // yen, of the deals won that have an amount
	MedianDays *float64 `json:"median_days"`
	PerDay     *float64 `json:"per_day"` // yen
}

// Velocity reckons the velocity of a question's range for those it asks about;
// nil where no deal is kept. Errors: those of a filter.
func (s *Service) Velocity(ctx context.Context, q Question) (*Velocity, error) {
	if q.Today == 0 {
		q.Today = s.Today()
	}
	deals, err := s.prospects.Deals(ctx, 0)
	if err != nil || len(deals) == 0 {
		return nil, err
	}
	if len(q.Where) > 0 {
		ids, err := s.prospects.ProspectIDs(ctx, prospect.Query{Filter: q.Where.On(q.Today), Today: q.Today})
		if err != nil {
			return nil, err
		}
		slices.Sort(ids)
		deals = slices.DeleteFunc(deals, func(d prospect.Deal) bool {
			_, found := slices.BinarySearch(ids, d.Prospect)
			return !found
		})
	}
	r, begun := q.Range.Clip(period.Range{To: q.Today})
	if !begun {
		return nil, nil
	}
	return velocity(deals, r), nil
}

// velocity reckons over a range that has an end.
func velocity(deals []prospect.Deal, r period.Range) *Velocity {
	v := &Velocity{}
	var amounts float64
	var priced int
	var days histogram
	for _, d := range deals {
		if closed := d.Outcome == prospect.Won || d.Outcome == prospect.Lost; !closed || d.Closed > r.To {
			if d.Opened <= r.To {
				v.Open++
			}
			continue
		}
		if !r.Contains(d.Closed) {
			continue
		}
		if d.Outcome == prospect.Lost {
			v.Lost++
			continue
		}
		v.Won++
		if d.Amount != nil {
			amounts, priced = amounts+float64(*d.Amount), priced+1
		}
		if d.Opened.Known() && d.Opened <= d.Closed {
			days.add(int(d.Closed - d.Opened))
		}
	}
	won := float64(v.Won)
	v.WinRate, v.MeanAmount = ratio(&won, float64(v.Won+v.Lost)), ratio(&amounts, float64(priced))
	if _, v.MedianDays, _ = days.quartiles(); v.WinRate != nil && v.MeanAmount != nil && v.MedianDays != nil {
		brought := float64(v.Open) * *v.WinRate * *v.MeanAmount
		v.PerDay = ratio(&brought, *v.MedianDays)
	}
	return v
}

// CostMeasures lists the recorded measures that can be a cost: sums in yen.
func (s *Service) CostMeasures(ctx context.Context) ([]measure.Measure, error) {
	all, err := s.measures.Measures(ctx)
	return slices.DeleteFunc(all, func(m measure.Measure) bool { return m.Derived || m.Over != measure.Sum || m.Unit != "yen" }), err
}

// CostsIfMeasured is Costs, nil too where there is no such measure.
func (s *Service) CostsIfMeasured(ctx context.Context, q Question, spent string) (*Costs, error) {
	c, err := s.Costs(ctx, q, spent)
	if data.CodeOf(err) == "unknown_name" {
		return nil, nil
	}
	return c, err
}
