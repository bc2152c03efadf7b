package kpi

import (
	"cmp"
	"context"
	"math"
	"slices"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/measure"
	"shirube/data/period"
)

var (
	units  = []string{"count", "ratio", "yen", "days"}
	grains = []period.Grain{period.GrainDay, period.Week, period.Month, period.Quarter, period.Year}
)

// Check tells whether a KPI can be saved as it is: its key (kpi_key; key_taken
// by a measure), unit, direction and grain (kpi_unit, kpi_direction,
// kpi_grain), formula and split (those of ParseFormula, unknown_name,
// kpi_cycle) and parent (unknown_kpi, kpi_parent where it would stand under itself).
func (s *Service) Check(ctx context.Context, k KPI) error {
	measures, err := s.measures.Measures(ctx)
	if err != nil {
		return err
	}
	kpis, err := s.store.KPIs(ctx)
	if err != nil {
		return err
	}
	kpis = append(slices.DeleteFunc(kpis, func(have KPI) bool { return have.Key == k.Key }), k)
	return NewBook(kpis, measures).checked(k, measures)
}

// checked is Check of a KPI in its book; measures are those there are.
func (b *Book) checked(k KPI, measures []measure.Measure) error {
	if !measure.ValidKey(k.Key) {
		return data.Errorf("kpi_key", k.Key, "", nil)
	}
	if !slices.Contains(units, k.Unit) {
		return data.Errorf("kpi_unit", k.Key, k.Unit, nil)
	}
	if k.Direction != Up && k.Direction != Down {
		return data.Errorf("kpi_direction", k.Key, string(k.Direction), nil)
	}
	if !slices.Contains(grains, k.Grain) {
		return data.Errorf("kpi_grain", k.Key, string(k.Grain), nil)
	}
	if slices.ContainsFunc(measures, func(m measure.Measure) bool { return m.Key == k.Key }) {
		return data.Errorf("key_taken", k.Key, "", nil)
	}
	if err := b.Broken[k.Key]; err != nil {
		return err
	}
	if err := b.checkSplit(k); err != nil {
		return err
	}
	return checkParent(b, k)
}

func checkParent(book *Book, k KPI) error {
	seen := []string{k.Key}
	for parent := k.Parent; parent != ""; {
		if slices.Contains(seen, parent) {
			return data.Errorf("kpi_parent", k.Key, parent, nil)
		}
		seen = append(seen, parent)
		above, err := book.KPI(parent)
		if err != nil {
			return err
		}
		parent = above.Parent
	}
	return nil
}

// Add is Save of a KPI that must not be there yet: "key_taken" where one with
// its key is, which Save would replace.
func (s *Service) Add(ctx context.Context, k KPI) error {
	have, err := s.store.KPIs(ctx)
	if err != nil {
		return err
	}
	if holds(have, k.Key) {
		return data.Errorf("key_taken", k.Key, "", nil)
	}
	return s.Save(ctx, k)
}

// Save makes or changes a KPI. What is left empty takes its usual value: unit
// count, direction up, grain month, the place after the others. A new goal
// takes the mark from the old one, in the same action.
func (s *Service) Save(ctx context.Context, k KPI) error {
	k = k.usual()
	if err := s.Check(ctx, k); err != nil {
		return err
	}
	have, err := s.store.KPIs(ctx)
	if err != nil {
		return err
	}
	op := change.Op{Title: "kpi.save", Args: map[string]string{"kpi": k.Key}}
	if err := s.store.EditKPIs(ctx, op, Edit{KPIs: place(have, k)}); err != nil {
		return err
	}
	s.publish(op, change.KPI)
	return nil
}

func (k KPI) usual() KPI {
	k.Unit = cmp.Or(k.Unit, "count")
	k.Direction = cmp.Or(k.Direction, Up)
	k.Grain = cmp.Or(k.Grain, period.Month)
	return k
}

// place gives what is to be saved for KPIs to join those there are: the new
// ones after them, and a goal that is no longer the goal.
func place(have []KPI, joining ...KPI) []KPI {
	var saved []KPI
	last, goal := 0, slices.ContainsFunc(joining, func(k KPI) bool { return k.Goal })
	for _, k := range have {
		last = max(last, k.Position)
		if goal && k.Goal && !holds(joining, k.Key) {
			k.Goal = false
			saved = append(saved, k)
		}
	}
	for _, k := range joining {
		if k = k.usual(); k.Position == 0 && !holds(have, k.Key) {
			last++
			k.Position = last
		}
		saved = append(saved, k)
	}
	return saved
}

func holds(ks []KPI, key string) bool {
	return slices.ContainsFunc(ks, func(k KPI) bool { return k.Key == key })
}

// Delete removes a KPI; "kpi_in_use" (Where says by which) while another's
// formula names it or another stands under it.
func (s *Service) Delete(ctx context.Context, key string) error {
	book, err := s.Book(ctx)
	if err != nil {
		return err
	}
	if _, err := book.KPI(key); err != nil {
		return err
	}
	if by := book.neededBy(key); by != "" {
		return data.Errorf("kpi_in_use", key, by, nil)
	}
	op := change.Op{Title: "kpi.delete", Args: map[string]string{"kpi": key}}
	if err := s.store.EditKPIs(ctx, op, Edit{Gone: []string{key}}); err != nil {
		return err
	}
	s.publish(op, change.KPI, change.Target)
	return nil
}

// SetTargets sets targets as one action; what was set before for the same
// periods stays in the history. Errors: unknown_kpi, bad_period, target_number
// (not a finite number), target_level (no such level), target_order (a level
// would ask for more than the next one set for the same period).
func (s *Service) SetTargets(ctx context.Context, targets []Target) error {
	book, err := s.Book(ctx)
	if err != nil {
		return err
	}
	have, err := s.store.Targets(ctx)
	if err != nil {
		return err
	}
	for i := range targets {
		t := &targets[i]
		if t.Level = cmp.Or(t.Level, Aim); !slices.Contains(Levels, t.Level) {
			return data.Errorf("target_level", t.KPI, string(t.Level), nil)
		}
		p, err := s.calendar().Parse(t.Period)
		if err != nil {
			return err
		}
		if math.IsNaN(t.Value) || math.IsInf(t.Value, 0) {
			return data.Errorf("target_number", t.KPI, t.Period, nil)
		}
		t.Period, t.Set = p.String(), s.clock()
		have = append(have, *t)
	}
	for _, t := range targets {
		k, err := book.KPI(t.KPI)
		if err != nil {
			return err
		}
		if !Targets(have).ordered(k, t.Period) {
			return data.Errorf("target_order", t.KPI, t.Period, nil)
		}
	}
	op := change.Op{Title: "target.set"}
	if len(targets) > 0 {
		op.Args = map[string]string{"kpi": targets[0].KPI}
	}
	if err := s.store.EditKPIs(ctx, op, Edit{Targets: targets}); err != nil {
		return err
	}
	s.publish(op, change.Target)
	return nil
}

// Targets gives every target ever set, oldest first.
func (s *Service) Targets(ctx context.Context) (Targets, error) { return s.store.Targets(ctx) }

// ordered tells whether the levels set for a period ask for more and more.
func (ts Targets) ordered(k KPI, period string) bool {
	var last *float64
	for _, l := range Levels {
		v := ts.Level(l).Set(k.Key, period)
		if v == nil {
			continue
		}
		if last != nil && k.worse(*v, *last) {
			return false
		}
		last = v
	}
	return true
}

// worse tells whether a is worse than b.
func (k KPI) worse(a, b float64) bool {
	if k.Direction == Down {
		return a > b
	}
	return a < b
}

// TargetAt gives a KPI's target for a period, set or following from others.
func (s *Service) TargetAt(ctx context.Context, key string, p period.Period) (*float64, error) {
	d, err := s.desk(ctx)
	if err != nil {
		return nil, err
	}
	return d.target(key, Aim, p), nil
}

func (s *Service) publish(op change.Op, nouns ...change.Noun) {
	s.news.Publish(change.News{Nouns: nouns, Op: op})
}
