package kpi

import (
	"context"
	"math"
	"slices"

	"shirube/data/period"
)

const (
	leastTests = 6  // past periods a band needs
	mostTests  = 24 // and the most that are looked at
)

// forecast fills in where a running period will end: the run-rate by working
// days (value ÷ share of the working days so far), corrected by how the same
// guess went in past periods, each cut off at the same share. The centre is
// the median of those outcomes ÷ guesses, low and high are their 10th and 90th
// percentile: 80 % of the past lay between. Quarters and years are tested on
// windows of 3 and 12 months beginning at every month, which overlap. Without
// six past periods there is no forecast, because there is no band; where nothing
// has come so far (in proportion, nothing would) and for what stands level (a
// rate) there is none either.
func (d *desk) forecast(ctx context.Context, k KPI, p period.Period, v *Value) error {
	share := elapsed(d.calendar, p, d.today)
	if !v.Partial || v.Value == nil || *v.Value == 0 || share <= 0 || share >= 1 || p.Grain == period.Custom || !d.book.Grows(k.Key) {
		return nil
	}
	var outcomes []float64
	for _, past := range d.windows(p) {
		outcome, err := d.backTest(ctx, k.Key, past, share)
		if err != nil {
			return err
		}
		if outcome != nil {
			outcomes = append(outcomes, *outcome)
		}
	}
	if len(outcomes) < leastTests {
		return nil
	}
	slices.Sort(outcomes)
	guess := *v.Value / share
	for _, end := range []struct {
		into **float64
		at   float64
	}{{&v.Low, 0.1}, {&v.Forecast, 0.5}, {&v.High, 0.9}} {
		value := guess * quantile(outcomes, end.at)
		*end.into = &value
	}
	if *v.Low > *v.High {
		v.Low, v.High = v.High, v.Low
	}
	return nil
}

// windows lists past periods as long as p and over by yesterday, latest first.
func (d *desk) windows(p period.Period) []period.Period {
	var ws []period.Period
	months := map[period.Grain]int{period.Quarter: 3, period.Year: 12}[p.Grain]
	for past := p; len(ws) < mostTests; {
		if months == 0 {
			past = d.calendar.Previous(past)
		} else {
			from := past.From.AddMonths(-1)
			past = period.Between(from, from.AddMonths(months)-1)
		}
		if past.To < d.today {
			ws = append(ws, past)
		}
	}
	return ws
}

// backTest gives outcome ÷ guess of a past period; nil where it wasn't measured
// from its first month on, or had nothing by the cut.
func (d *desk) backTest(ctx context.Context, key string, past period.Period, share float64) (*float64, error) {
	cut := d.cutAt(past, share)
	beginning := period.Range{From: past.From, To: min(past.To, past.From.EndOfMonth())}
	var values [3]*float64
	for i, r := range []period.Range{beginning, {From: past.From, To: cut}, past.Range} {
		v, err := d.over(ctx, key, r, nil)
		if err != nil || v.Value == nil {
			return nil, err
		}
		values[i] = v.Value
	}
	outcome := *values[2] / (*values[1] / elapsed(d.calendar, past, cut))
	return finite(&outcome), nil
}

// cutAt gives the first day of a period by which the share of its working days
// has passed.
func (d *desk) cutAt(p period.Period, share float64) period.Day {
	all := d.calendar.WorkingDays(p.Range)
	if all == 0 {
		return p.From + period.Day(share*float64(p.Days()-1))
	}
	need := int(math.Round(share * float64(all)))
	day := p.From
	for ; day < p.To; day++ {
		if d.calendar.WorkingDay(day) {
			need--
		}
		if need <= 0 {
			break
		}
	}
	return day
}

// quantile of sorted values, between neighbours in proportion (Hyndman and Fan, type 7).
func quantile(sorted []float64, at float64) float64 {
	h := at * float64(len(sorted)-1)
	i := int(math.Floor(h))
	if i+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[i] + (h-float64(i))*(sorted[i+1]-sorted[i])
}
