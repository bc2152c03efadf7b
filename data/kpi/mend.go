package kpi

import (
	"context"
	"slices"
	"strings"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/period"
)

// MendKind is a way to mend what makes a KPI die.
type MendKind string

// The ways. Service.Mend does those of the first group as they stand, each as
// one action that can be undone; the second only says where to go.
const (
	MendOwner   MendKind = "owner"   // Owner answers for KPI
	MendTarget  MendKind = "target"  // KPI gets Target: what its process reaches in about one of six periods
	MendMeasure MendKind = "measure" // KPI gets Formula, which counts instead of asking
	MendRetire  MendKind = "retire"  // KPI goes, with its targets
	MendMerge   MendKind = "merge"   // KPI goes; what stood under it stands under Into, formulas that named it name Into
	MendSteer   MendKind = "steer"   // KPI is marked as one that can be acted on
	MendAdd     MendKind = "add"     // Added, a result, is added under the goal

	MendName   MendKind = "name"   // somebody must be named: no owner is known yet
	MendEdit   MendKind = "edit"   // the formula of KPI must be corrected
	MendEnter  MendKind = "enter"  // KPI's measures must be entered
	MendReview MendKind = "review" // the review of Period must decide on an action for KPI
)

// Mend is one way, with all that doing it takes.
type Mend struct {
	Kind    MendKind `json:"kind"`
	KPI     string   `json:"key,omitempty"`
	Into    string   `json:"into,omitempty"`
	Owner   string   `json:"owner,omitempty"`
	Formula string   `json:"formula,omitempty"`
	Target  *Target  `json:"target,omitempty"`
	Added   *KPI     `json:"added,omitempty"`
	Period  string   `json:"period,omitempty"`
}

// Done tells whether Service.Mend can do it as it stands.
func (m Mend) Done() bool {
	return !slices.Contains([]MendKind{MendName, MendEdit, MendEnter, MendReview}, m.Kind)
}

// mends gives the ways to mend a symptom, the best first.
func (b *Book) mends(s Symptom, facts map[string]Fact) []Mend {
	k, _ := b.KPI(s.KPI)
	mends := []Mend{}
	add := func(ms ...Mend) { mends = append(mends, ms...) }
	switch s.Code {
	case NoOwner:
		for _, owner := range b.ownersFor(k) {
			add(Mend{Kind: MendOwner, KPI: k.Key, Owner: owner})
		}
		if len(mends) == 0 {
			add(Mend{Kind: MendName, KPI: k.Key})
		}
	case NeverMet, NeverMissed:
		f := facts[k.Key]
		if best, mean, ok := k.best(f.Mean, f.Low, f.High); ok {
			add(Mend{Kind: MendTarget, KPI: k.Key, Target: &Target{KPI: k.Key, Value: rounded(mean + (best-mean)/3), Level: Aim}})
		}
	case StaleKPI:
		add(Mend{Kind: MendEnter, KPI: k.Key})
		add(b.retire(k)...)
	case ByHand:
		hand := strings.ToLower(s.Measure[strings.Index(s.Measure, ".")+1:])
		if formula, ok := b.renamed(k.Formula, hand, s.Measure); ok {
			add(Mend{Kind: MendMeasure, KPI: k.Key, Formula: formula})
		}
	case TooMany:
		for _, k := range b.KPIs {
			if twin := b.twin(k); k.Owner == s.Owner && twin != "" {
				add(Mend{Kind: MendMerge, KPI: k.Key, Into: twin})
			}
		}
		for _, k := range b.KPIs {
			if k.Owner == s.Owner && !k.Goal && !k.Controllable && b.twin(k) == "" {
				add(b.retire(k)...)
			}
		}
	case NoOutcome:
		goal, _ := b.Goal()
		if _, err := b.KPI(outcome.Key); err != nil {
			result := outcome
			result.Parent = goal.Key
			add(Mend{Kind: MendAdd, Added: &result})
		}
	case NotControllable:
		for _, k := range b.KPIs {
			if b.Broken[k.Key] == nil && !k.Goal && b.Grows(k.Key) && b.Splits(k.Key) == nil {
				add(Mend{Kind: MendSteer, KPI: k.Key})
			}
		}
	case Unreadable:
		add(Mend{Kind: MendEdit, KPI: k.Key})
		add(b.retire(k)...)
	case NoAction:
		add(Mend{Kind: MendReview, KPI: k.Key, Period: s.Period})
	}
	return mends
}

// outcome is the result that every sales office has.
var outcome = KPI{Key: "win_rate", Formula: "deal.won / (deal.won + deal.lost)", Unit: "ratio", Direction: Up, Grain: period.Month}

// ownersFor are those who may answer for a KPI: the owner of the KPI it serves,
// then the others, the least burdened first; only those with room for one more.
func (b *Book) ownersFor(k KPI) []string {
	has := map[string]int{}
	var owners []string
	for _, other := range b.KPIs {
		if other.Owner == "" {
			continue
		}
		if has[other.Owner]++; has[other.Owner] == 1 {
			owners = append(owners, other.Owner)
		}
	}
	above, _ := b.KPI(k.Parent)
	owners = slices.DeleteFunc(owners, func(o string) bool { return has[o] >= mostPerOwner })
	slices.SortStableFunc(owners, func(a, c string) int {
		if a == above.Owner || c == above.Owner {
			return boolOrder(a != above.Owner, c != above.Owner)
		}
		return has[a] - has[c]
	})
	return owners
}

// retire is the mend that takes a KPI away, nothing where others need it.
func (b *Book) retire(k KPI) []Mend {
	if k.Goal || b.neededBy(k.Key) != "" {
		return nil
	}
	return []Mend{{Kind: MendRetire, KPI: k.Key}}
}

// neededBy gives a KPI that stands under this one or names it, "" for none.
func (b *Book) neededBy(key string) string {
	for _, k := range b.KPIs {
		names := func(f *Formula) bool { return f != nil && slices.Contains(f.Keys(), key) }
		if k.Parent == key || names(b.formulas[k.Key]) || names(b.splits[k.Key]) {
			return k.Key
		}
	}
	return ""
}

// renamed writes a formula with another name in the place of one, whatever its
// case; ok is false where it doesn't stand in it.
func (b *Book) renamed(formula, name, with string) (text string, ok bool) {
	f, err := ParseFormula(formula)
	if err != nil {
		return formula, false
	}
	letters := []rune(strings.Map(asTyped, formula))
	places := f.places()
	for i := len(places) - 1; i >= 0; i-- {
		if p := places[i]; strings.EqualFold(p.Key, name) {
			end := p.Position - 1 + len([]rune(p.Key))
			letters = slices.Concat(letters[:p.Position-1], []rune(with), letters[end:])
			ok = true
		}
	}
	return string(letters), ok
}

// Mend does what a symptom's mend says, as one action. Errors: mend_elsewhere
// (it takes a person: Mend.Done), those of Save, Delete and SetTargets.
func (s *Service) Mend(ctx context.Context, m Mend) error {
	book, err := s.Book(ctx)
	if err != nil {
		return err
	}
	var k KPI
	if m.Kind != MendAdd {
		if k, err = book.KPI(m.KPI); err != nil {
			return err
		}
	}
	switch m.Kind {
	case MendOwner:
		k.Owner = m.Owner
	case MendMeasure:
		k.Formula = m.Formula
	case MendSteer:
		k.Controllable = true
	case MendAdd:
		return s.Add(ctx, *m.Added)
	case MendRetire:
		return s.Delete(ctx, m.KPI)
	case MendTarget:
		t := *m.Target
		if t.Period == "" {
			t.Period = s.calendar().Of(k.Grain, s.Today()).String()
		}
		return s.SetTargets(ctx, []Target{t})
	case MendMerge:
		return s.merge(ctx, book, k, m.Into)
	default:
		return data.Errorf("mend_elsewhere", m.KPI, string(m.Kind), nil)
	}
	return s.Save(ctx, k)
}

// merge takes a KPI away in favour of another: what stood under it or named it
// turns to the other. Errors: unknown_kpi, kpi_cycle (the other is made of it).
func (s *Service) merge(ctx context.Context, b *Book, from KPI, into string) error {
	if _, err := b.KPI(into); err != nil {
		return err
	}
	if from.Key == into {
		return data.Errorf("kpi_cycle", into, "", nil)
	}
	var changed []KPI
	for _, k := range b.KPIs {
		was := k
		if k.Parent == from.Key && k.Key != into {
			k.Parent = into
		} else if k.Parent == from.Key {
			k.Parent = from.Parent
		}
		if f, ok := b.renamed(k.Formula, from.Key, into); ok {
			k.Formula = f
		}
		if f, ok := b.renamed(k.Split, from.Key, into); ok {
			k.Split = f
		}
		if k.Key == into && from.Goal {
			k.Goal = true
		}
		if k != was && k.Key != from.Key {
			changed = append(changed, k)
		}
	}
	rest := make([]KPI, 0, len(b.KPIs))
	for _, k := range b.KPIs {
		if at := slices.IndexFunc(changed, func(c KPI) bool { return c.Key == k.Key }); at >= 0 {
			k = changed[at]
		}
		if k.Key != from.Key {
			rest = append(rest, k)
		}
	}
	measures, err := s.measures.Measures(ctx)
	if err != nil {
		return err
	}
	after := NewBook(rest, measures)
	for _, k := range changed {
		if after.Broken[k.Key] != nil && b.Broken[k.Key] == nil {
			return after.Broken[k.Key]
		}
	}
	op := change.Op{Title: "kpi.merge", Args: map[string]string{"kpi": from.Key, "into": into}}
	if err := s.store.EditKPIs(ctx, op, Edit{KPIs: changed, Gone: []string{from.Key}}); err != nil {
		return err
	}
	s.publish(op, change.KPI, change.Target)
	return nil
}
