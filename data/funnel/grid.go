package funnel

import "shirube/data/period"

// GridRow is the cohort of one period of entry.
type GridRow struct {
	Period period.Period
	Count  int
	Cells  []*GridCell // one per step; nil where not even the first day's entries have had the time
}

// GridCell is who reached the stage within so many days. Of are the members
// that have had that many days: all of them unless Immature. Prospects are the
// ones counted in N.
type GridCell struct {
	Days      int
	N, Of     int
	Rate      *Rate
	Immature  bool
	Prospects []uint32
}

// Grid follows the cohorts of the periods (in order, not overlapping) to a
// stage, step by step in days since entry.
func Grid(stages []Stage, log Log, way Way, periods []period.Period, stage string, steps []int, today period.Day) []GridRow {
	target := indexOf(stages, stage)
	rows := make([]GridRow, len(periods))
	for i, p := range periods {
		rows[i] = GridRow{Period: p, Cells: make([]*GridCell, len(steps))}
		for k, days := range steps {
			if target >= 0 && p.From+period.Day(days) <= today {
				rows[i].Cells[k] = &GridCell{Days: days, Immature: p.To+period.Day(days) > today}
			}
		}
	}
	if target < 0 {
		return rows
	}
	rowOf := rowsOf(periods)
	journeys(stages, log, way, today, func(j *journey) {
		row := rowOf(j.opening.Day)
		if row < 0 {
			return
		}
		rows[row].Count++
		for k, days := range steps {
			c, until := rows[row].Cells[k], j.opening.Day+period.Day(days)
			if c == nil || until > today {
				continue
			}
			c.Of++
			if int(j.furthest(until)) >= target {
				c.N++
				c.Prospects = append(c.Prospects, j.opening.Prospect)
			}
		}
	})
	for _, r := range rows {
		for _, c := range r.Cells {
			if c != nil {
				c.Rate = NewRate(c.N, c.Of)
			}
		}
	}
	return rows
}

// reached counts by group, per period of entry, who reached each stage within
// the window; periods whose window is still open today are left out, a group
// that nobody was in is nil.
func reached(stages []Stage, log Log, g *grouping, periods []period.Period, q Question) [][][]int {
	var mature []period.Period
	for _, p := range periods {
		if p.To+period.Day(*q.Window) <= q.Today {
			mature = append(mature, p)
		}
	}
	parts := log.parts()
	each := make([][][][]int, len(parts))
	sideBySide(len(parts), func(i int) { each[i] = reachedIn(stages, parts[i], g.over(parts[i]), mature, q) })
	counts := each[0]
	for _, more := range each[1:] {
		for group, rows := range more {
			if group >= len(counts) {
				counts = append(counts, nil)
			}
			if counts[group] == nil {
				counts[group] = rows
				continue
			}
			for row := range rows {
				for s, n := range rows[row] {
					counts[group][row][s] += n
				}
			}
		}
	}
	return counts
}

// reachedIn is reached of a part of the log, in periods that are all mature.
func reachedIn(stages []Stage, log Log, g *grouping, mature []period.Period, q Question) [][][]int {
	var counts [][][]int
	if len(mature) == 0 {
		return nil
	}
	rowOf := rowsOf(mature)
	journeys(stages, log, q.Way, q.Today, func(j *journey) {
		row := rowOf(j.opening.Day)
		if row < 0 {
			return
		}
		until := j.until(q.Window)
		far := int(j.furthest(until))
		for _, group := range g.all(g.touch(j, until)) {
			for int(group) >= len(counts) {
				counts = append(counts, nil)
			}
			if counts[group] == nil {
				counts[group] = table(len(mature), len(stages))
			}
			for s := 0; s <= far && s < len(stages); s++ {
				counts[group][row][s]++
			}
		}
	})
	return counts
}

func table(rows, columns int) [][]int {
	t := make([][]int, rows)
	for i := range t {
		t[i] = make([]int, columns)
	}
	return t
}

// rowsOf tells in which of the periods, all with both ends, a day lies; -1 = none.
func rowsOf(periods []period.Period) func(period.Day) int {
	if len(periods) == 0 {
		return func(period.Day) int { return -1 }
	}
	first, last := periods[0].From, periods[len(periods)-1].To
	byDay := make([]int32, last-first+1)
	for i := range byDay {
		byDay[i] = -1
	}
	for row, p := range periods {
		for d := p.From; d <= p.To; d++ {
			byDay[d-first] = int32(row)
		}
	}
	return func(d period.Day) int {
		if d < first || d > last {
			return -1
		}
		return int(byDay[d-first])
	}
}

func indexOf(stages []Stage, key string) int {
	for i, s := range stages {
		if s.Key == key {
			return i
		}
	}
	return -1
}
