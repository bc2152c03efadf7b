package funnel

import "shirube/data/period"

// MostStages is the largest number of stages a funnel can have, FewestStages the smallest.
const (
	FewestStages = 2
	MostStages   = 12
)

// journey is one prospect's way through the stages. It opens with its first
// entry into the first identified stage; a prospect that never entered that one
// (imported straight into a later stage) opens with its first entry at all.
type journey struct {
	opening Record
	day     [MostStages]period.Day // first entry into each stage on or after the opening
	early   int                    // entries before the opening: out of order
	highest uint8                  // latest stage of all entries, in order or not
}

// journeys calls visit for each prospect in the log, in one pass and in the
// log's order, leaving out what is dated after today (0 = nothing).
func journeys(stages []Stage, log Log, today period.Day, visit func(*journey)) {
	first := firstIdentified(stages)
	var j journey
	rs := log.Records
	for i := 0; i < len(rs); {
		begin, end, opening := i, i, -1
		for ; i < len(rs) && rs[i].Prospect == rs[begin].Prospect; i++ {
			if today != 0 && rs[i].Day > today {
				continue
			}
			end = i + 1
			if opening < 0 && rs[i].Stage == first {
				opening = i
			}
		}
		if end == begin {
			continue
		}
		if opening < 0 {
			opening = begin
		}
		j = journey{opening: rs[opening]}
		for _, r := range rs[begin:end] {
			j.highest = max(j.highest, r.Stage)
			if r.Day < j.opening.Day {
				j.early++
			} else if j.day[r.Stage] == 0 {
				j.day[r.Stage] = r.Day
			}
		}
		visit(&j)
	}
}

// furthest gives the latest stage entered up to a day (0 = ever).
func (j *journey) furthest(until period.Day) uint8 {
	for s := MostStages - 1; s > int(j.opening.Stage); s-- {
		if d := j.day[s]; d != 0 && (until == 0 || d <= until) {
			return uint8(s)
		}
	}
	return j.opening.Stage
}

// until gives the last day that a window allows; 0 = no window.
func (j *journey) until(window *int) period.Day {
	if window == nil {
		return 0
	}
	return j.opening.Day + period.Day(*window)
}

// immature tells whether the window is still open today.
func (j *journey) immature(window *int, today period.Day) bool {
	return window != nil && today != 0 && j.until(window) > today
}

func firstIdentified(stages []Stage) uint8 {
	for i, s := range stages {
		if s.Measure == "" {
			return uint8(i)
		}
	}
	return MostStages
}
