package kpi

import (
	"context"

	"shirube/data/measure"
	"shirube/data/period"
)

// desk is what values are computed from: the formulas, the sums, the targets,
// the calendar and the day it is.
type desk struct {
	book     *Book
	sums     *measure.Sums
	targets  map[Level]Targets
	calendar period.Calendar
	today    period.Day
	pipeline *pipeline
}

// over computes a KPI's value and parts over a range, of one channel or (nil)
// of all: the formula over the sums of the range, never a mean of rates.
func (d *desk) over(ctx context.Context, key string, r period.Range, channel *string) (Value, error) {
	var failed error
	measured := func(name string) *float64 {
		v, err := d.sums.Over(ctx, name, r, channel)
		if err != nil && failed == nil {
			failed = err
		}
		return v
	}
	named := d.book.values(measured)
	v := Value{Key: key, Group: channel, State: Unmeasured}
	f, err := d.book.Formula(key)
	if err != nil {
		return v, err
	}
	v.Value = f.Eval(named)
	if n, of, ok := f.Parts(named); ok {
		v.Numerator, v.Denominator = n, of
	}
	if failed == nil && d.book.madeWith(key, measure.DealWonAmount) {
		v.Unpriced, failed = d.unpriced(ctx, r, channel)
	}
	return v, failed
}

// unpriced counts the deals won in a range that have no amount, nil for none.
func (d *desk) unpriced(ctx context.Context, r period.Range, channel *string) (*float64, error) {
	won, err := d.sums.Over(ctx, measure.DealWon, r, channel)
	if err != nil || won == nil {
		return nil, err
	}
	priced, err := d.sums.Over(ctx, measure.DealWonPriced, r, channel)
	if err != nil || priced == nil || *won <= *priced {
		return nil, err
	}
	without := *won - *priced
	return &without, nil
}

// so gives the part of a period that has been, ok false where none has.
func (d *desk) so(p period.Period) (period.Range, bool) {
	return p.Clip(period.Range{To: d.today})
}

// target is what a level asks of a KPI in a period, nil for nothing.
func (d *desk) target(key string, l Level, p period.Period) *float64 {
	if len(d.targets[l]) == 0 {
		return nil
	}
	return d.targets[l].At(d.calendar, key, d.book.Grows(key), p)
}

// value is a KPI over a period, held against target and pace.
func (d *desk) value(ctx context.Context, k KPI, p period.Period) (Value, error) {
	v := Value{Key: k.Key, State: Unmeasured}
	if r, ok := d.so(p); ok {
		var err error
		if v, err = d.over(ctx, k.Key, r, nil); err != nil {
			return v, err
		}
	}
	grows := d.book.Grows(k.Key)
	v.Period = p.String()
	v.Partial = p.To >= d.today
	v.Minimum, v.Target, v.Stretch = d.target(k.Key, Minimum, p), d.target(k.Key, Aim, p), d.target(k.Key, Stretch, p)
	v.judge(k.Direction, grows, elapsed(d.calendar, p, d.today))
	return v, nil
}
