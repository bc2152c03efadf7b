package kpi

import (
	"context"

	"shirube/data/period"
)

// forecast fills in where a running period will end (Record.Foresee). What
// stands level (a rate) isn't carried on, nor are days of one's own choice.
func (d *desk) forecast(ctx context.Context, k KPI, p period.Period, v *Value) (err error) {
	share := elapsed(d.calendar, p, d.today)
	if !v.Partial || share <= 0 || share >= 1 || p.Grain == period.Custom || !d.book.Grows(k.Key) {
		return nil
	}
	r := Record{Calendar: d.calendar, Over: func(days period.Range) *float64 {
		v, failed := d.over(ctx, k.Key, days, nil)
		if failed != nil {
			err = failed
		}
		return v.Value
	}}
	if d.madeOfDeals(k.Key) {
		r.Pipeline = func(p period.Period, on period.Day) *float64 {
			v, failed := d.piped(ctx, k.Key, p, on)
			if failed != nil {
				err = failed
			}
			return v
		}
	}
	out := r.Foresee(p, d.today)
	v.Outlook = &out
	if g := out.Chosen(); g != nil {
		v.Forecast, v.Low, v.High = g.Point, g.Low, g.High
	}
	return err
}
