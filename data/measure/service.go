package measure

import (
	"context"
	"errors"
	"math"
	"slices"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/period"
)

// Service is the measures of one workspace.
type Service struct {
	Store Store
	News  *change.Bus
	// Taken gives the keys that measures must not take: those of the KPIs. May be nil.
	Taken func(context.Context) ([]string, error)
}

// Catalogue lists all measures, recorded and derived, by key.
func (s *Service) Catalogue(ctx context.Context) ([]Measure, error) { return s.Store.Measures(ctx) }

// Recorded lists the measures that are typed or imported.
func (s *Service) Recorded(ctx context.Context) ([]Measure, error) {
	all, err := s.Store.Measures(ctx)
	return slices.DeleteFunc(all, func(m Measure) bool { return m.Derived || Noun(m.Key) != "" }), err
}

// Add is Save of a measure that must not be there yet: "key_taken" where one
// with its key is, whose name and way over days Save would replace.
func (s *Service) Add(ctx context.Context, m Measure) error {
	all, err := s.Store.Measures(ctx)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(all, func(have Measure) bool { return have.Key == m.Key }) {
		return data.Errorf("key_taken", m.Key, "", nil)
	}
	return s.Save(ctx, m)
}

// Save makes or changes a recorded measure: its name, unit and way over days.
// Errors: measure_key (no valid key), measure_over, key_taken (by a KPI).
func (s *Service) Save(ctx context.Context, m Measure) error {
	if m.Over == "" {
		m.Over = Sum
	}
	if m.Over != Sum && m.Over != Last && m.Over != Mean {
		return data.Errorf("measure_over", m.Key, string(m.Over), nil)
	}
	if err := s.Check(ctx, m.Key); err != nil {
		return err
	}
	m.Derived = false
	op := change.Op{Title: "measure.save", Args: map[string]string{"measure": m.Key}}
	if err := s.Store.SaveMeasure(ctx, op, m); err != nil {
		return err
	}
	s.News.Publish(change.News{Nouns: []change.Noun{change.Measure}, Op: op})
	return nil
}

// Check tells whether values can be recorded under a key; it need not exist
// yet. Errors: measure_derived, measure_key, key_taken.
func (s *Service) Check(ctx context.Context, key string) error {
	if Noun(key) != "" {
		return data.Errorf("measure_derived", key, "", nil)
	}
	if !ValidKey(key) {
		return data.Errorf("measure_key", key, "", nil)
	}
	if s.Taken == nil {
		return nil
	}
	taken, err := s.Taken(ctx)
	if err == nil && slices.Contains(taken, key) {
		err = data.Errorf("key_taken", key, "", nil)
	}
	return err
}

// Set records one value, or with nil takes it away ("not measured" again).
func (s *Service) Set(ctx context.Context, key string, day period.Day, channel string, value *float64) error {
	return s.SetAll(ctx, []Typed{{Value{Measure: key, Day: day, Channel: channel}, value}})
}

// Typed is a value as typed into a grid: Number nil takes it away.
type Typed struct {
	Value
	Number *float64
}

// SetAll records what was typed as one action; nothing where any of it can't
// be. Errors: those of Check, measure_day (no day), measure_number (not a
// finite number), month_total (it would be counted beside its month's total),
// month_days (it is a month's total and would be counted beside that month's days).
func (s *Service) SetAll(ctx context.Context, typed []Typed) error {
	var set, gone []Value
	checked := map[string]bool{}
	for _, t := range typed {
		if !checked[t.Measure] {
			if err := s.Check(ctx, t.Measure); err != nil {
				return err
			}
			checked[t.Measure] = true
		}
		switch {
		case !t.Day.Known():
			return data.Errorf("measure_day", t.Measure, "", nil)
		case t.Number == nil:
			gone = append(gone, t.Value)
		case math.IsNaN(*t.Number) || math.IsInf(*t.Number, 0):
			return data.Errorf("measure_number", t.Measure, t.Day.String(), nil)
		default:
			t.Value.Value = *t.Number
			set = append(set, t.Value)
		}
	}
	if err := s.once(ctx, set, gone); err != nil {
		return err
	}
	op := change.Op{Title: "measure.set"}
	if err := s.Store.SetValues(ctx, op, set, gone); err != nil {
		return err
	}
	s.News.Publish(change.News{Nouns: []change.Noun{change.Measure}, Op: op})
	return nil
}

// SetEach is SetAll, but where some of it can't be recorded the others are, each
// as an action of its own.
func (s *Service) SetEach(ctx context.Context, typed []Typed) error {
	err := s.SetAll(ctx, typed)
	if err == nil || len(typed) == 1 {
		return err
	}
	var failed []error
	for i := range typed {
		failed = append(failed, s.SetAll(ctx, typed[i:i+1]))
	}
	return errors.Join(failed...)
}

// Grid gives the recorded values of measures by key and day, of one channel
// and without a campaign: what the grid for typing shows.
func (s *Service) Grid(ctx context.Context, keys []string, r period.Range, channel string) (map[string]map[period.Day]float64, error) {
	grid := make(map[string]map[period.Day]float64, len(keys))
	for _, k := range keys {
		values, err := s.Store.Values(ctx, k, r)
		if err != nil {
			return nil, err
		}
		grid[k] = map[period.Day]float64{}
		for _, v := range values {
			if v.Channel == channel && v.Campaign == "" {
				grid[k][v.Day] = v.Value
			}
		}
	}
	return grid, nil
}
