package review

import (
	"slices"

	"shirube/data/measure"
	"shirube/data/period"
	"shirube/data/prospect"
)

// StepKind is why something should be done next.
type StepKind string

// The kinds, the most pressing first.
const (
	StepSignal  StepKind = "signal"  // a KPI moved outside its limits
	StepAction  StepKind = "action"  // an open action: late, due within a week or later
	StepStalled StepKind = "stalled" // open deals without a contact for long
	StepStale   StepKind = "stale"   // a measure that is no longer entered
	StepTarget  StepKind = "target"  // a KPI without a target
	StepOwner   StepKind = "owner"   // a KPI nobody answers for
)

// StalledAfter is how many days an open deal may go without a contact.
const StalledAfter = 60

// Step is one thing to do next.
type Step struct {
	Kind      StepKind
	KPI       string     // key and
	Name      string     // name of the KPI or measure it is about
	Period    string     // of a signal, or of the review that decided on an action
	Rule      string     // of a signal
	Action    *Action    // that is due
	Since     period.Day // first day without a value
	Daily     bool       // the measure is kept day by day
	Prospects []int64    // behind a stalled count
	Deals     int
	Amount    *int64 // of the stalled deals, yen; nil where none is known
}

// Stalled finds the open deals whose prospects had no contact in the last
// StalledAfter days; lastContact gives a prospect's last one, 0 for never, in
// which case the deal's opening day counts. It is nil where there are none.
func Stalled(deals []prospect.Deal, lastContact func(prospect int64) period.Day, today period.Day) *Step {
	s := &Step{Kind: StepStalled}
	for _, d := range deals {
		if d.Outcome != prospect.Open {
			continue
		}
		last := max(lastContact(d.Prospect), d.Opened)
		if last == 0 || today-last < StalledAfter {
			continue
		}
		s.Deals++
		if !slices.Contains(s.Prospects, d.Prospect) {
			s.Prospects = append(s.Prospects, d.Prospect)
		}
		if d.Amount != nil {
			sum := *d.Amount
			if s.Amount != nil {
				sum += *s.Amount
			}
			s.Amount = &sum
		}
	}
	if s.Deals == 0 {
		return nil
	}
	return s
}

// Stale names the recorded measures whose next number should have been there
// for some time, by what each one's history lets expect; used tells whether a
// KPI needs the measure.
func Stale(pulses map[string]measure.Pulse, used func(measure string) bool) []Step {
	var steps []Step
	for key, p := range pulses {
		if used(key) && p.State == measure.Stale {
			steps = append(steps, Step{Kind: StepStale, KPI: key, Name: key, Since: p.Last + 1, Daily: p.Every == period.GrainDay})
		}
	}
	slices.SortFunc(steps, func(a, b Step) int {
		if a.Since != b.Since {
			return int(a.Since - b.Since)
		}
		if a.KPI < b.KPI {
			return -1
		}
		return 1
	})
	return steps
}
