package kpi

import "shirube/data/period"

// Needed is what is left to do for a target, per working day.
type Needed struct {
	PerDay         float64  // (target − value) ÷ working days left
	SoFar          *float64 // value ÷ working days done; nil before the first
	DaysDone, Days int      // working days, today counted as done
}

// Need computes what a value that grows still needs per working day to reach
// its target by the end of its period; nil without value or target, when the
// target is reached, or when no working day is left.
func Need(v Value, c period.Calendar, p period.Period, today period.Day) *Needed {
	if v.Value == nil || v.Target == nil || *v.Value >= *v.Target || today < p.From {
		return nil
	}
	n := Needed{Days: c.WorkingDays(p.Range), DaysDone: c.WorkingDays(period.Range{From: p.From, To: min(today, p.To)})}
	left := n.Days - n.DaysDone
	if left <= 0 {
		return nil
	}
	n.PerDay = (*v.Target - *v.Value) / float64(left)
	if n.DaysDone > 0 {
		soFar := *v.Value / float64(n.DaysDone)
		n.SoFar = &soFar
	}
	return &n
}
