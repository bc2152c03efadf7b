package kpi

import (
	"context"
	"slices"
	"sync"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/measure"
	"shirube/data/period"
)

// Service is the KPIs of one workspace. What it computes from is read once and
// kept until news of anything it depends on.
type Service struct {
	store    Store
	measures measure.Store
	news     *change.Bus
	clock    data.Clock
	calendar func() period.Calendar

	mu    sync.Mutex
	kept  *desk
	stamp int // counts news, so that what was read before it isn't kept
}

// NewService makes the service and has it listen to news.
func NewService(store Store, measures measure.Store, news *change.Bus, clock data.Clock, calendar func() period.Calendar) *Service {
	s := &Service{store: store, measures: measures, news: news, clock: clock, calendar: calendar}
	news.Subscribe(func(change.News) {
		s.mu.Lock()
		s.kept, s.stamp = nil, s.stamp+1
		s.mu.Unlock()
	})
	return s
}

// Today is the day the clock stands at.
func (s *Service) Today() period.Day { return period.On(s.clock()) }

// desk reads KPIs, targets and sums, or gives the ones it has.
func (s *Service) desk(ctx context.Context) (*desk, error) {
	today := s.Today()
	s.mu.Lock()
	d, stamp := s.kept, s.stamp
	s.mu.Unlock()
	if d != nil && d.today == today {
		return d, nil
	}
	book, err := s.readBook(ctx)
	if err != nil {
		return nil, err
	}
	targets, err := s.store.Targets(ctx)
	if err != nil {
		return nil, err
	}
	sums, err := measure.LoadSums(ctx, s.measures, book.Measures(book.keys()...), period.Range{})
	if err != nil {
		return nil, err
	}
	levels := map[Level]Targets{}
	for _, l := range Levels {
		levels[l] = Targets(targets).Level(l)
	}
	d = &desk{book: book, sums: sums, targets: levels, calendar: s.calendar(), today: today, pipeline: &pipeline{store: s.store}}
	s.mu.Lock()
	if s.stamp == stamp {
		s.kept = d
	}
	s.mu.Unlock()
	return d, nil
}

// Book gives all KPIs with their formulas.
func (s *Service) Book(ctx context.Context) (*Book, error) {
	s.mu.Lock()
	d := s.kept
	s.mu.Unlock()
	if d != nil {
		return d.book, nil
	}
	return s.readBook(ctx)
}

func (s *Service) readBook(ctx context.Context) (*Book, error) {
	kpis, err := s.store.KPIs(ctx)
	if err != nil {
		return nil, err
	}
	measures, err := s.measures.Measures(ctx)
	if err != nil {
		return nil, err
	}
	return NewBook(kpis, measures), nil
}

// List gives all KPIs by position.
func (s *Service) List(ctx context.Context) ([]KPI, error) { return s.store.KPIs(ctx) }

// Value is a KPI over a period, with target, pace, state and forecast.
func (s *Service) Value(ctx context.Context, key string, p period.Period) (Value, error) {
	d, err := s.desk(ctx)
	if err != nil {
		return Value{}, err
	}
	k, err := d.book.KPI(key)
	if err != nil {
		return Value{}, err
	}
	return d.forecasted(ctx, k, p)
}

// Values are all KPIs over a period, by position. One whose formula is broken
// is unmeasured.
func (s *Service) Values(ctx context.Context, p period.Period) ([]Value, error) {
	d, err := s.desk(ctx)
	if err != nil {
		return nil, err
	}
	values := make([]Value, len(d.book.KPIs))
	for i, k := range d.book.KPIs {
		if d.book.Broken[k.Key] != nil {
			values[i] = Value{Key: k.Key, Period: p.String(), State: Unmeasured}
			continue
		}
		if values[i], err = d.forecasted(ctx, k, p); err != nil {
			return nil, err
		}
	}
	return values, nil
}

func (d *desk) forecasted(ctx context.Context, k KPI, p period.Period) (Value, error) {
	v, err := d.value(ctx, k, p)
	if err == nil {
		err = d.forecast(ctx, k, p, &v)
	}
	if err == nil {
		v.Chance, err = d.chance(ctx, k, p, v)
	}
	return v, err
}

// Series is a KPI over the last n periods of a grain, oldest first, up to the
// one that contains a day; "" is the KPI's own grain. No forecasts.
func (s *Service) Series(ctx context.Context, key string, grain period.Grain, n int, until period.Day) ([]Value, error) {
	d, err := s.desk(ctx)
	if err != nil {
		return nil, err
	}
	k, err := d.book.KPI(key)
	if err != nil {
		return nil, err
	}
	if grain == "" {
		grain = k.Grain
	}
	ps := make([]period.Period, n)
	for p := d.calendar.Of(grain, until); n > 0; p = d.calendar.Previous(p) {
		n--
		ps[n] = p
	}
	return s.Run(ctx, key, ps)
}

// Run is a KPI over the given periods. No forecasts.
func (s *Service) Run(ctx context.Context, key string, ps []period.Period) ([]Value, error) {
	d, err := s.desk(ctx)
	if err != nil {
		return nil, err
	}
	k, err := d.book.KPI(key)
	if err != nil {
		return nil, err
	}
	values := make([]Value, len(ps))
	for i, p := range ps {
		if values[i], err = d.value(ctx, k, p); err != nil {
			return nil, err
		}
	}
	return values, nil
}

// Breakdown is a KPI over a period by channel, largest value first, channels
// without a value last; Group nil is the blank channel. Targets don't apply.
func (s *Service) Breakdown(ctx context.Context, key string, p period.Period) ([]Value, error) {
	d, err := s.desk(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := d.book.Formula(key); err != nil {
		return nil, err
	}
	r, begun := d.so(p)
	if !begun {
		return nil, nil
	}
	var values []Value
	channels, err := d.sums.Channels(ctx, d.book.Measures(key), r)
	if err != nil {
		return nil, err
	}
	for _, channel := range channels {
		v, err := d.over(ctx, key, r, &channel)
		if err != nil {
			return nil, err
		}
		if channel == "" {
			v.Group = nil
		}
		v.Period, v.Partial, v.State = p.String(), p.To >= d.today, NoTarget
		if v.Value == nil {
			v.State = Unmeasured
		}
		values = append(values, v)
	}
	slices.SortStableFunc(values, func(a, b Value) int {
		switch {
		case a.Value == nil || b.Value == nil:
			return boolOrder(a.Value == nil, b.Value == nil)
		case *a.Value > *b.Value:
			return -1
		case *a.Value < *b.Value:
			return 1
		}
		return 0
	})
	return values, nil
}

func boolOrder(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// Factors gives the values of the names in a KPI's formula over a period: what
// a change is traced to.
func (s *Service) Factors(ctx context.Context, key string, p period.Period) (*Formula, map[string]*float64, error) {
	d, err := s.desk(ctx)
	if err != nil {
		return nil, nil, err
	}
	f, err := d.book.Formula(key)
	if err != nil {
		return nil, nil, err
	}
	named, err := d.named(ctx, p, f.Keys()...)
	if err != nil {
		return nil, nil, err
	}
	values := map[string]*float64{}
	for _, name := range f.Keys() {
		values[name] = named(name)
	}
	return f, values, nil
}

// Preview computes a formula that isn't saved yet over a period.
func (s *Service) Preview(ctx context.Context, formula string, p period.Period) (Value, error) {
	const draft = "_draft"
	book, err := s.Book(ctx)
	if err != nil {
		return Value{}, err
	}
	book = book.with(KPI{Key: draft, Formula: formula})
	if err := book.Broken[draft]; err != nil {
		return Value{}, err
	}
	found, err := s.Try(ctx, book, []period.Period{p}, draft)
	if err != nil {
		return Value{}, err
	}
	return found[draft][0], nil
}
