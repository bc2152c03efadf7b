package kpi

import (
	"context"
	"sync"

	"shirube/data/measure"
	"shirube/data/period"
)

// Deal is a deal as far as it tells what will be won.
type Deal struct {
	Opened  period.Day
	Closed  period.Day // 0 while it is open
	Won     bool
	Amount  *float64     // nil = not known
	Reached []period.Day // first day on which its prospect reached each stage, by position; 0 for never
}

// openOn tells whether it was open at the end of a day.
func (d Deal) openOn(day period.Day) bool {
	return d.Opened.Known() && d.Opened <= day && (!d.Closed.Known() || d.Closed > day)
}

// wonIn tells whether it was won after one day, up to another.
func (d Deal) wonIn(after, to period.Day) bool { return d.Won && d.Closed > after && d.Closed <= to }

// stageOn is 1 + the position of the furthest stage reached by a day, 0 for none.
func (d Deal) stageOn(day period.Day) int {
	for i := len(d.Reached) - 1; i >= 0; i-- {
		if d.Reached[i].Known() && d.Reached[i] <= day {
			return i + 1
		}
	}
	return 0
}

// Expected is what is still to be won.
type Expected struct {
	Won    float64 // deals
	Priced float64 // those of them with an amount
	Amount float64
}

const (
	leastViews = 3  // past days that a win rate is seen from
	mostViews  = 12 // and the most
	viewsApart = 30 // days between them; of a span of up to a week, a week
)

// Expect says what deals let expect to be won after a day and up to another,
// from what was known on the first: each open deal × the share of deals at its
// stage that were won within as many days, and as many new ones as were opened
// and won within as many days. Both are seen from past days a month apart. The
// share of a stage leans on that of all stages by one deal. ok is false with
// fewer than three past days.
func Expect(deals []Deal, on, to period.Day) (e Expected, ok bool) {
	span, apart := to-on, period.Day(viewsApart)
	if span <= 7 {
		apart = 7
	}
	first := period.Day(0)
	for _, d := range deals {
		if d.Opened.Known() && (first == 0 || d.Opened < first) {
			first = d.Opened
		}
	}
	seen, won := map[int]float64{}, map[int]float64{}
	var fresh Expected
	views, all, allWon := 0.0, 0.0, 0.0
	for day := on - span; first != 0 && day >= first && views < mostViews; day -= apart {
		views++
		for _, d := range deals {
			switch {
			case d.openOn(day):
				stage := d.stageOn(day)
				seen[stage], all = seen[stage]+1, all+1
				if d.wonIn(day, day+span) {
					won[stage], allWon = won[stage]+1, allWon+1
				}
			case d.Opened > day && d.wonIn(day, day+span):
				fresh.add(1, d.Amount)
			}
		}
	}
	if views < leastViews || all == 0 {
		return e, false
	}
	e = Expected{fresh.Won / views, fresh.Priced / views, fresh.Amount / views}
	for _, d := range deals {
		if d.openOn(on) {
			stage := d.stageOn(on)
			e.add((won[stage]+allWon/all)/(seen[stage]+1), d.Amount)
		}
	}
	return e, true
}

func (e *Expected) add(share float64, amount *float64) {
	e.Won += share
	if amount != nil {
		e.Priced, e.Amount = e.Priced+share, e.Amount+share**amount
	}
}

// pipeline is the deals of a desk, read when first asked for, and what they let
// expect.
type pipeline struct {
	store Store
	mu    sync.Mutex
	read  bool
	deals []Deal
	known map[period.Range]*Expected // after From, up to and with To; nil where too little is known
}

func (p *pipeline) expect(ctx context.Context, on, to period.Day) (*Expected, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.read {
		deals, err := p.store.DealFlow(ctx)
		if err != nil {
			return nil, err
		}
		p.deals, p.read, p.known = deals, true, map[period.Range]*Expected{}
	}
	r := period.Range{From: on, To: to}
	e, known := p.known[r]
	if !known {
		if found, ok := Expect(p.deals, on, to); ok {
			e = &found
		}
		p.known[r] = e
	}
	return e, nil
}

// madeOfDeals tells whether a KPI grows with the deals won.
func (d *desk) madeOfDeals(key string) bool {
	return d.book.madeWith(key, measure.DealWon) || d.book.madeWith(key, measure.DealWonAmount)
}

// piped is a KPI at the end of a period as the open deals let expect on a day:
// its formula over the deals won with those expected; whatever else grows goes
// on at its rate per working day.
func (d *desk) piped(ctx context.Context, key string, p period.Period, on period.Day) (*float64, error) {
	e, err := d.pipeline.expect(ctx, on, p.To)
	if err != nil || e == nil {
		return nil, err
	}
	share := elapsed(d.calendar, p, on)
	more := map[string]float64{measure.DealWon: e.Won, measure.DealWonPriced: e.Priced, measure.DealWonAmount: e.Amount}
	values := d.book.values(func(name string) *float64 {
		v, failed := d.sums.Over(ctx, name, period.Range{From: p.From, To: on}, nil)
		if failed != nil || v == nil {
			err = failed
			return nil
		}
		whole := *v
		if extra, deals := more[name]; deals {
			whole += extra
		} else if d.book.Grows(name) {
			whole /= share
		}
		return &whole
	})
	return values(key), err
}
