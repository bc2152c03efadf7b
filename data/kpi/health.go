package kpi

import (
	"context"
	"slices"
	"strings"

	"shirube/data/measure"
)

// mostPerOwner is how many KPIs one person can steer by.
const mostPerOwner = 7

// Symptom is why a KPI, or with KPI "" the set of them, is likely to die.
type Symptom struct {
	Code    string   `json:"code"`
	KPI     string   `json:"key"`
	Owner   string   `json:"owner,omitempty"`
	Count   int      `json:"count,omitempty"`
	Measure string   `json:"measure,omitempty"`
	Period  string   `json:"period,omitempty"`
	Target  *float64 `json:"target,omitempty"`
	Low     *float64 `json:"low,omitempty"`
	High    *float64 `json:"high,omitempty"`
	Rule    string   `json:"rule,omitempty"` // of a signal
	Mends   []Mend   `json:"mends"`          // what would mend it, the best first; each can be done as it is
}

// The symptoms, each with its evidence.
const (
	TooMany         = "too_many"         // Owner ("" = nobody) answers for Count KPIs, more than seven
	NoOwner         = "no_owner"         // nobody answers for KPI
	NeverMet        = "never_met"        // Target lies beyond what the process does (Low to High)
	NeverMissed     = "never_missed"     // Target lies short of what the process does anyway
	StaleKPI        = "stale"            // measured until Period and not in the last complete period
	ByHand          = "by_hand"          // recorded although Measure counts the same
	NoOutcome       = "no_outcome"       // all of Count KPIs are activity, none is a result
	NotControllable = "not_controllable" // none of Count KPIs can be moved by one's own doing
	Unreadable      = "unreadable"       // the formula is broken
	NoAction        = "no_action"        // it signalled (Rule) in Period and nothing was decided
)

// Fact is what the past says of a KPI: its values in complete periods, oldest
// first, and the natural limits of its process, nil where there are none yet.
type Fact struct {
	Values          []Value
	Mean, Low, High *float64
	Target          *float64 // of the running period; nil = the last complete one's
}

// Diagnose looks for the reasons for which KPIs die; facts are by KPI key.
func Diagnose(b *Book, facts map[string]Fact) []Symptom {
	var found []Symptom
	perOwner := map[string]int{}
	var owners []string
	for _, k := range b.KPIs {
		if k.Owner == "" {
			found = append(found, Symptom{Code: NoOwner, KPI: k.Key})
		}
		if perOwner[k.Owner]++; perOwner[k.Owner] == 1 {
			owners = append(owners, k.Owner)
		}
		if b.Broken[k.Key] != nil {
			found = append(found, Symptom{Code: Unreadable, KPI: k.Key})
			continue
		}
		found = append(found, k.symptoms(facts[k.Key])...)
		found = append(found, b.byHand(k)...)
	}
	for _, o := range owners {
		if n := perOwner[o]; n > mostPerOwner {
			found = append(found, Symptom{Code: TooMany, Owner: o, Count: n})
		}
	}
	found = append(found, b.asAWhole()...)
	for i := range found {
		found[i].Mends = b.mends(found[i], facts)
	}
	return found
}

// symptoms are those that show in a KPI's past.
func (k KPI) symptoms(f Fact) []Symptom {
	if len(f.Values) == 0 {
		return nil
	}
	last := f.Values[len(f.Values)-1]
	if last.Value == nil {
		for i := len(f.Values) - 1; i >= 0; i-- {
			if f.Values[i].Value != nil {
				return []Symptom{{Code: StaleKPI, KPI: k.Key, Period: f.Values[i].Period}}
			}
		}
		return nil
	}
	target := f.Target
	if target == nil {
		target = last.Target
	}
	if target == nil {
		return nil
	}
	code := k.Fit(*target, f.Low, f.High)
	if code == "" {
		return nil
	}
	return []Symptom{{Code: code, KPI: k.Key, Target: target, Low: f.Low, High: f.High}}
}

// twin gives a KPI before this one whose formula is the same but for how it is
// written, "" for none.
func (b *Book) twin(k KPI) string {
	f := b.formulas[k.Key]
	for _, other := range b.KPIs {
		if other.Key == k.Key {
			break
		}
		if o := b.formulas[other.Key]; o != nil && f != nil && o.root.String() == f.root.String() && other.Grain == k.Grain {
			return other.Key
		}
	}
	return ""
}

// byHand finds recorded measures in a KPI that are called like a derived one.
func (b *Book) byHand(k KPI) []Symptom {
	var found []Symptom
	for _, recorded := range b.Measures(k.Key) {
		if b.measures[recorded].Derived {
			continue
		}
		for _, noun := range []string{"deal.", measure.ActivityKey, measure.EntryKey} {
			if _, counted := b.measures[noun+strings.ToLower(recorded)]; counted {
				found = append(found, Symptom{Code: ByHand, KPI: k.Key, Measure: noun + strings.ToLower(recorded)})
				break
			}
		}
	}
	return found
}

// asAWhole looks at all KPIs together.
func (b *Book) asAWhole() []Symptom {
	outcome, controllable := false, false
	for _, k := range b.KPIs {
		isResult := func(m string) bool { return measure.Noun(m) == "deal" }
		outcome = outcome || k.Goal || slices.ContainsFunc(b.Measures(k.Key), isResult)
		controllable = controllable || k.Controllable
	}
	var found []Symptom
	if n := len(b.KPIs); n > 0 && !outcome {
		found = append(found, Symptom{Code: NoOutcome, Count: n})
	}
	if n := len(b.KPIs); n > 0 && !controllable {
		found = append(found, Symptom{Code: NotControllable, Count: n})
	}
	return found
}

// healthPeriods is how far back health looks.
const healthPeriods = 24

// Health diagnoses all KPIs from their last complete periods.
func (s *Service) Health(ctx context.Context, limits Limits) ([]Symptom, error) {
	d, err := s.desk(ctx)
	if err != nil {
		return nil, err
	}
	facts := map[string]Fact{}
	for _, k := range d.book.KPIs {
		if d.book.Broken[k.Key] != nil {
			continue
		}
		running := d.calendar.Of(k.Grain, d.today)
		values, err := s.Series(ctx, k.Key, k.Grain, healthPeriods, running.From-1)
		if err != nil {
			return nil, err
		}
		f := Fact{Values: values, Target: d.target(k.Key, Aim, running)}
		f.Mean, f.Low, f.High = limits(values)
		facts[k.Key] = f
	}
	return Diagnose(d.book, facts), nil
}
