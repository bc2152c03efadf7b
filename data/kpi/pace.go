package kpi

import "shirube/data/period"

// The marks of a ratio to pace.
const (
	onTrackFrom = 1.0
	cautionFrom = 0.9
)

// elapsed gives the share of a period's working days up to and with today: 0
// before it, 1 after it. A period without working days goes by calendar days.
func elapsed(c period.Calendar, p period.Period, today period.Day) float64 {
	switch {
	case today < p.From:
		return 0
	case today >= p.To:
		return 1
	}
	done := period.Range{From: p.From, To: today}
	if all := c.WorkingDays(p.Range); all > 0 {
		return float64(c.WorkingDays(done)) / float64(all)
	}
	return float64(done.Days()) / float64(p.Days())
}

// reach fills in the most demanding level whose pace is kept.
func (v *Value) reach(direction Direction, grows bool, share float64) {
	if v.Value == nil {
		return
	}
	if !grows {
		share = 1
	}
	for i, asked := range []*float64{v.Minimum, v.Target, v.Stretch} {
		if asked == nil {
			continue
		}
		if pace := *asked * share; *v.Value == pace || (*v.Value > pace) == (direction != Down) {
			v.Reached = Levels[i]
		}
	}
}

// judge fills in pace, ratio and state of a value that has its target: what
// grows is held against the target's share of the working days so far,
// anything else against the target itself. Where lower is better the ratio is
// turned round.
func (v *Value) judge(direction Direction, grows bool, share float64) {
	v.reach(direction, grows, share)
	switch {
	case v.Value == nil:
		v.State = Unmeasured
	case v.Target == nil:
		v.State = NoTarget
	}
	if v.Target == nil {
		return
	}
	pace := *v.Target
	if grows {
		pace *= share
	}
	v.Pace = &pace
	if v.Value == nil {
		return
	}
	have, want := *v.Value, pace
	if direction == Down {
		have, want = want, have
	}
	if want <= 0 {
		v.State = Behind
		if have >= want {
			v.State = OnTrack
		}
		return
	}
	ratio := have / want
	v.Ratio = &ratio
	switch {
	case ratio >= onTrackFrom:
		v.State = OnTrack
	case ratio >= cautionFrom:
		v.State = Caution
	default:
		v.State = Behind
	}
}
