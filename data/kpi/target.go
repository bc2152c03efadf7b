package kpi

import (
	"cmp"

	"shirube/data/period"
)

// Targets are targets ever set, oldest first.
type Targets []Target

// Level keeps those of one level.
func (ts Targets) Level(l Level) Targets {
	var of Targets
	for _, t := range ts {
		if cmp.Or(t.Level, Aim) == l {
			of = append(of, t)
		}
	}
	return of
}

// Set gives what was last set for exactly this period.
func (ts Targets) Set(key, name string) *float64 {
	for i := len(ts) - 1; i >= 0; i-- {
		if ts[i].KPI == key && ts[i].Period == name {
			return &ts[i].Value
		}
	}
	return nil
}

// cover are the grains a day's target is looked for in, finest first.
var cover = []period.Grain{period.GrainDay, period.Week, period.Month, period.Quarter, period.Year}

// At gives the target of a KPI for a period, among targets of one level: the one set for the period itself,
// or else the one that follows from the others. For what grows, each working
// day carries its share of the finest period around it that has a target (a
// day of a month with 18 working days and target 90 carries 5), and the shares
// add up: the months make the year, the year gives each month its part. For
// what stands level the days' targets are averaged. Nil where a working day is
// without.
func (ts Targets) At(c period.Calendar, key string, grows bool, p period.Period) *float64 {
	if v := ts.Set(key, p.String()); v != nil {
		return v
	}
	mine, grains := ts.of(c, key)
	if len(grains) == 0 || p.Days() == 0 {
		return nil
	}
	var sum, level float64
	days := 0
	each := c.WorkingDay
	if c.WorkingDays(p.Range) == 0 {
		if grows {
			return nil
		}
		each = func(period.Day) bool { return true }
	}
	daily := map[string]float64{}
	for d := p.From; d <= p.To; d++ {
		if !each(d) {
			continue
		}
		v := mine.ofDay(c, grains, grows, d, daily)
		if v == nil {
			return nil
		}
		days++
		sum += *v
		level += (*v - level) / float64(days)
	}
	if !grows {
		return &level
	}
	return &sum
}

// of gives one KPI's targets and the grains they are set for, finest first.
func (ts Targets) of(c period.Calendar, key string) (mine Targets, grains []period.Grain) {
	has := map[period.Grain]bool{}
	for _, t := range ts {
		if t.KPI != key {
			continue
		}
		if p, err := c.Parse(t.Period); err == nil {
			mine = append(mine, t)
			has[p.Grain] = true
		}
	}
	for _, g := range cover {
		if has[g] {
			grains = append(grains, g)
		}
	}
	return mine, grains
}

// ofDay gives one day's share (or level) from the finest period with a target;
// daily remembers the periods' shares.
func (ts Targets) ofDay(c period.Calendar, grains []period.Grain, grows bool, d period.Day, daily map[string]float64) *float64 {
	for _, g := range grains {
		p := c.Of(g, d)
		if v, known := daily[p.String()]; known {
			return &v
		}
		v := ts.Set(ts[0].KPI, p.String())
		if v == nil {
			continue
		}
		share := *v
		if grows {
			share /= float64(max(1, c.WorkingDays(p.Range)))
		}
		daily[p.String()] = share
		return &share
	}
	return nil
}
