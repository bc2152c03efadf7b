package measure

import (
	"cmp"
	"context"
	"slices"

	"shirube/data/period"
)

// State says whether a recorded measure is up to date.
type State string

// The states. Due: the next number can be there; Stale: it should have been
// for some time.
const (
	Fresh State = "fresh"
	Due   State = "due"
	Stale State = "stale"
)

// Pulse is how a recorded measure is kept: how often by its history, and
// whether the next number is wanted.
type Pulse struct {
	Measure string       `json:"measure"`
	Last    period.Day   `json:"last_measured"` // null = never
	Every   period.Grain `json:"every"`         // "" where history is too short
	Due     period.Day   `json:"due"`           // first day on which the next number can be there
	State   State        `json:"state"`
}

// patience is how many days after Due a measure is Stale.
var patience = map[period.Grain]period.Day{period.GrainDay: 4, period.Week: 3, period.Month: 10, period.Quarter: 20, period.Year: 60}

// pulseDays is how far back the rhythm is looked for.
const pulseDays = 800

// Beat is how often days follow one another, by the median of their gaps; ""
// under three days.
func Beat(days []period.Day) period.Grain {
	if len(days) < 3 {
		return ""
	}
	gaps := make([]int, len(days)-1)
	for i := range gaps {
		gaps[i] = int(days[i+1] - days[i])
	}
	slices.Sort(gaps)
	switch gap := gaps[len(gaps)/2]; {
	case gap <= 3:
		return period.GrainDay
	case gap <= 10:
		return period.Week
	case gap <= 45:
		return period.Month
	case gap <= 135:
		return period.Quarter
	}
	return period.Year
}

// PulseOf tells how a measure with values on these days (in order) stands. One
// whose rhythm is not known yet is expected daily.
func PulseOf(key string, days []period.Day, c period.Calendar, today period.Day) Pulse {
	p := Pulse{Measure: key, Every: Beat(days), State: Due}
	if len(days) == 0 {
		return p
	}
	p.Last = days[len(days)-1]
	return p.By(cmp.Or(p.Every, period.GrainDay), c, today)
}

// By is how the measure stands where it is kept once in every such period.
func (p Pulse) By(every period.Grain, c period.Calendar, today period.Day) Pulse {
	p.State = Due
	if !p.Last.Known() {
		return p
	}
	if every == period.GrainDay {
		for p.Due = p.Last + 1; !c.WorkingDay(p.Due); {
			p.Due++
		}
	} else {
		p.Due = c.Next(c.Of(every, p.Last)).To + 1
	}
	switch {
	case today < p.Due:
		p.State = Fresh
	case today > p.Due+patience[every]:
		p.State = Stale
	}
	return p
}

// Pulses gives the pulse of every recorded measure, by key.
func (s *Service) Pulses(ctx context.Context, c period.Calendar, today period.Day) (map[string]Pulse, error) {
	recorded, err := s.Recorded(ctx)
	if err != nil || len(recorded) == 0 {
		return nil, err
	}
	keys := make([]string, len(recorded))
	for i, m := range recorded {
		keys[i] = m.Key
	}
	cells, err := s.Store.Cells(ctx, keys, period.Range{From: today - pulseDays})
	if err != nil {
		return nil, err
	}
	last, err := s.Store.LastMeasured(ctx)
	if err != nil {
		return nil, err
	}
	days := map[string][]period.Day{}
	for _, cell := range cells {
		if have := days[cell.Measure]; len(have) == 0 || have[len(have)-1] != cell.Day {
			days[cell.Measure] = append(have, cell.Day)
		}
	}
	pulses := map[string]Pulse{}
	for _, key := range keys {
		if day, old := last[key]; old && len(days[key]) == 0 {
			days[key] = []period.Day{day}
		}
		pulses[key] = PulseOf(key, days[key], c, today)
	}
	return pulses, nil
}
