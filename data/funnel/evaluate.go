package funnel

import "shirube/data/period"

// Counts are what anonymous stages counted: by stage key and channel. A stage
// that is missing was not measured.
type Counts map[string]map[string]float64

// Evaluate answers q over all entries. A Record's Stage is the index into
// stages; log is ordered by prospect, day and stage.
//
// Cohort: who opened their journey in the range, each counted in the furthest
// stage they reached (Way) on or after that day and within the window, and in
// every stage before it. Count takes in everybody, Immature says how many of
// Count still have their window open, and rates leave those out on both sides;
// without a window nobody is immature. Groups are by the opening entry or the
// last touch.
//
// Flow: prospects whose first entry ever into the stage lies in the range,
// grouped by that entry, so that it equals the sums of the entry measures.
// Numerator and denominator are different people.
//
// Stock: where everybody stands today, once each, at the furthest stage they
// ever entered, as the list shows it; there are no rates, and the range does
// not matter. Groups are as in a cohort.
//
// Who is on two lists is in both groups. Nothing dated after q.Today counts.
// Days are of those who entered the stage themselves going forward, from the
// stage they had reached before it; cohort only. q.Where is not looked at: the
// log has who is asked about.
func Evaluate(stages []Stage, log Log, traits Traits, anonymous Counts, q Question) Result {
	return evaluate(stages, log, newGrouping(stages, log, traits, nil, q), anonymous, q)
}

func evaluate(stages []Stage, log Log, g *grouping, anonymous Counts, q Question) Result {
	if q.View == "" {
		q.View = Cohort
	}
	if len(stages) == 0 {
		return Result{View: q.View}
	}
	parts := log.parts()
	tallies := make([]tally, len(parts))
	sideBySide(len(parts), func(i int) {
		t, g := &tallies[i], g.over(parts[i])
		switch q.View {
		case Flow:
			t.flow(parts[i], g, q)
		case Stock:
			t.stock(stages, parts[i], g, q)
		default:
			t.cohort(stages, parts[i], g, q)
		}
	})
	result := Result{View: q.View, Groups: groups(tallies, stages, g, anonymous, q)}
	for _, t := range tallies {
		result.OutOfOrder += t.outOfOrder
	}
	if q.View == Cohort {
		result.WindowDays = q.Window
	}
	return result
}

// mark is a prospect counted in a stage of a group.
type mark struct {
	prospect uint32
	group    uint32
	stage    uint8
}

// tally is what a part of the log comes to.
type tally struct {
	marks      [][]mark // in pieces, in the log's order
	latest     []mark   // the piece that follows them
	places     []tallied
	outOfOrder int
}

// tallied is a stage of a group, at group × MostStages + stage.
type tallied struct {
	n, immature int       // of the marks in it
	days        histogram // from the stage reached before
}

// at gives a stage of a group, until it is called again.
func (t *tally) at(group uint32, stage uint8) *tallied {
	place := int(group)*MostStages + int(stage)
	if place >= len(t.places) {
		t.places = append(t.places, make([]tallied, (int(group)+1)*MostStages-len(t.places))...)
	}
	return &t.places[place]
}

// fewMarks and manyMarks are how many the first and the larger pieces have.
const fewMarks, manyMarks = 1 << 6, 1 << 13

func (t *tally) mark(m mark, immature bool) {
	place := t.at(m.group, m.stage)
	place.n++
	if immature {
		place.immature++
	}
	if len(t.latest) == cap(t.latest) {
		if len(t.latest) > 0 {
			t.marks = append(t.marks, t.latest)
		}
		t.latest = make([]mark, 0, min(manyMarks, max(fewMarks, 4*cap(t.latest))))
	}
	t.latest = append(t.latest, m)
}

func (t *tally) cohort(stages []Stage, log Log, g *grouping, q Question) {
	journeys(stages, log, q.Way, q.Today, func(j *journey) {
		if !q.Range.Contains(j.opening.Day) {
			return
		}
		t.outOfOrder += j.early
		until := j.until(q.Window)
		far, immature := j.furthest(until), j.immature(q.Window, q.Today)
		for _, group := range g.all(g.touch(j, until)) {
			t.mark(mark{j.opening.Prospect, group, far}, immature)
			last := j.opening.Day
			for s := j.opening.Stage + 1; s <= far; s++ {
				if d := j.day[s]; d != 0 {
					t.at(group, s).days.add(int(d - last))
					last = d
				}
			}
		}
	})
}

func (t *tally) flow(log Log, g *grouping, q Question) {
	for _, rs := range log.Blocks {
		var prospect uint32
		var seen uint16
		for i := range rs {
			r := &rs[i]
			if i == 0 || r.Prospect != prospect {
				prospect, seen = r.Prospect, 0
			}
			if seen&(1<<r.Stage) != 0 {
				continue
			}
			seen |= 1 << r.Stage
			if q.Range.Contains(r.Day) && (q.Today == 0 || r.Day <= q.Today) {
				for _, group := range g.all(r) {
					t.mark(mark{r.Prospect, group, r.Stage}, false)
				}
			}
		}
	}
}

func (t *tally) stock(stages []Stage, log Log, g *grouping, q Question) {
	journeys(stages, log, Way{}, q.Today, func(j *journey) {
		for _, group := range g.all(g.touch(j, 0)) {
			t.mark(mark{j.opening.Prospect, group, j.highest}, false)
		}
	})
}

// MatureRange is the part of a question's range whose cohorts have had their
// whole window by q.Today, in whole months where the range has any. ok is false
// where nothing is mature yet.
func MatureRange(q Question) (r period.Range, ok bool) {
	r = q.Range
	if q.Window == nil || q.Today == 0 {
		return r, true
	}
	last := q.Today - period.Day(*q.Window)
	if month := last.StartOfMonth() - 1; last != last.EndOfMonth() && (r.From == 0 || month >= r.From) {
		last = month
	}
	if r.To == 0 || r.To > last {
		r.To = last
	}
	return r, r.From == 0 || r.From <= r.To
}
