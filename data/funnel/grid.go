package funnel

import (
	"sort"

	"shirube/data/period"
)

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
	journeys(stages, log, way, today, func(j *journey) {
		row := rowOf(periods, j.opening.Day)
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

// Reached counts, per period of entry, who reached each stage within the
// window; periods whose window is still open today are left out.
func Reached(stages []Stage, log Log, periods []period.Period, q Question) [][]int {
	var mature []period.Period
	for _, p := range periods {
		if p.To+period.Day(*q.Window) <= q.Today {
			mature = append(mature, p)
		}
	}
	counts := make([][]int, len(mature))
	for i := range counts {
		counts[i] = make([]int, len(stages))
	}
	journeys(stages, log, q.Way, q.Today, func(j *journey) {
		row := rowOf(mature, j.opening.Day)
		if row < 0 {
			return
		}
		for s := 0; s <= int(j.furthest(j.until(q.Window))) && s < len(stages); s++ {
			counts[row][s]++
		}
	})
	return counts
}

func rowOf(periods []period.Period, d period.Day) int {
	i := sort.Search(len(periods), func(i int) bool { return periods[i].To >= d })
	if i < len(periods) && periods[i].Contains(d) {
		return i
	}
	return -1
}

func indexOf(stages []Stage, key string) int {
	for i, s := range stages {
		if s.Key == key {
			return i
		}
	}
	return -1
}
