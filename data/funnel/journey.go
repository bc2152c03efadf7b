package funnel

import "shirube/data/period"

// MostStages is the largest number of stages a funnel can have, FewestStages the smallest.
const (
	FewestStages = 2
	MostStages   = 12
)

// Way is what counts as going forward. Any later stage does unless Strict: then
// only the next one, and an entry into another stage than the one reached ends
// the way (A B C goes to C, A D B C stays at A). Step is how many calendar days
// may lie between a stage reached and the next one reached; nil = any number.
type Way struct {
	Strict bool
	Step   *int
}

// journey is one prospect's way through the stages. It opens with its first
// entry into the first identified stage; a prospect that never entered that one
// (imported straight into a later stage) opens with its first entry at all, but
// has no strict way.
type journey struct {
	opening Record
	block   int                    // of the log
	at, end int                    // its entries from the opening on, in the block
	day     [MostStages]period.Day // when the stage was reached, each later than those before it; 0 = not, or passed over
	early   int                    // entries before the opening: out of order
	reached uint8                  // the latest stage with a day
	highest uint8                  // latest stage of all entries, in order or not
}

// journeys calls visit for each prospect in the log, in one pass and in the
// log's order, leaving out what is dated after today (0 = nothing).
func journeys(stages []Stage, log Log, way Way, today period.Day, visit func(*journey)) {
	first, next := firstIdentified(stages), following(stages)
	var j journey
	for block, rs := range log.Blocks {
		for i := 0; i < len(rs); {
			begin, end, opening := i, i, -1
			var highest uint8
			for ; i < len(rs) && rs[i].Prospect == rs[begin].Prospect; i++ {
				if today != 0 && rs[i].Day > today {
					continue
				}
				end = i + 1
				highest = max(highest, rs[i].Stage)
				if opening < 0 && rs[i].Stage == first {
					opening = i
				}
			}
			if end == begin || opening < 0 && way.Strict {
				continue
			}
			if opening < 0 {
				opening = begin
			}
			j.opening, j.block, j.at, j.end, j.early, j.highest = rs[opening], block, opening, end, opening-begin, highest
			j.day = [MostStages]period.Day{}
			j.walk(rs[opening:end], way, &next)
			visit(&j)
		}
	}
}

// walk notes the day on which each stage was reached.
func (j *journey) walk(since []Record, way Way, next *[MostStages]uint8) {
	at := j.opening.Day
	j.reached = j.opening.Stage
	j.day[j.reached] = at
	for i := 1; i < len(since); i++ {
		r := &since[i]
		switch {
		case r.Stage == j.reached:
			continue
		case way.Strict && r.Stage != next[j.reached]:
			return
		case r.Stage < j.reached:
			continue
		case way.Step != nil && r.Day > at+period.Day(*way.Step):
			return
		}
		j.reached, at = r.Stage, r.Day
		j.day[j.reached] = at
	}
}

// furthest gives the latest stage reached up to a day (0 = ever).
func (j *journey) furthest(until period.Day) uint8 {
	s := j.reached
	for until != 0 && s > j.opening.Stage && (j.day[s] == 0 || j.day[s] > until) {
		s--
	}
	return s
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

// following gives for each stage the next one that prospects enter.
func following(stages []Stage) (next [MostStages]uint8) {
	after := uint8(MostStages)
	for i := len(stages) - 1; i >= 0; i-- {
		next[i] = after
		if stages[i].Measure == "" {
			after = uint8(i)
		}
	}
	return next
}
