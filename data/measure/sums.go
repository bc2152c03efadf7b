package measure

import (
	"context"
	"maps"
	"slices"
	"sort"
	"sync"

	"shirube/data"
	"shirube/data/period"
)

// Sums holds the cells of some measures and gives their value over any range
// inside the one it was loaded for. It is safe for use by many goroutines.
type Sums struct {
	store    Store
	measures map[string]Measure
	cells    map[string][]Cell     // by day; of what adds up, one a day with all channels together
	since    map[string]period.Day // noun → first day on which any of its measures has a cell

	summed []reading // what of it adds up, to be read by channel

	mu       sync.Mutex
	distinct map[distinctKey]distinctValue
	channels map[string][]Cell // by day and channel; nil until it is asked for
}

type reading struct {
	keys []string
	r    period.Range
}

type distinctKey struct {
	key string
	r   period.Range
}

type distinctValue struct {
	total     float64
	byChannel map[string]float64
}

// LoadSums reads the cells of the named measures over the range (an open end
// reads them all). planned are measures that are yet to be made: nothing is
// known of them. An unknown measure is the error "unknown_name".
func LoadSums(ctx context.Context, store Store, keys []string, r period.Range, planned ...Measure) (*Sums, error) {
	all, err := store.Measures(ctx)
	if err != nil {
		return nil, err
	}
	s := &Sums{store: store, measures: map[string]Measure{}, cells: map[string][]Cell{},
		since: map[string]period.Day{}, distinct: map[distinctKey]distinctValue{}}
	nouns := map[string]bool{}
	for _, m := range slices.Concat(planned, all) {
		s.measures[m.Key] = m
	}
	var recorded, derived []string
	for _, k := range keys {
		switch m, known := s.measures[k]; {
		case !known:
			return nil, data.Errorf("unknown_name", k, "", nil)
		case m.Derived:
			nouns[Noun(k)] = true
		default:
			recorded = append(recorded, k)
		}
	}
	for _, m := range all {
		if m.Derived && m.Over != Distinct && nouns[Noun(m.Key)] {
			derived = append(derived, m.Key)
		}
	}
	if err := s.load(ctx, recorded, r); err != nil {
		return nil, err
	}
	// A derived measure has been counted since the first cell of its noun, so
	// those are read from the beginning.
	if err := s.load(ctx, derived, period.Range{To: r.To}); err != nil {
		return nil, err
	}
	return s, nil
}

// load reads what adds up with all channels together: by channel it is asked
// for seldom.
func (s *Sums) load(ctx context.Context, keys []string, r period.Range) error {
	var summed, other []string
	for _, key := range keys {
		if s.measures[key].Over == Sum {
			summed = append(summed, key)
		} else {
			other = append(other, key)
		}
	}
	s.summed = append(s.summed, reading{summed, r})
	for _, part := range []struct {
		keys []string
		read func(context.Context, []string, period.Range) ([]Cell, error)
	}{{summed, s.store.Totals}, {other, s.store.Cells}} {
		if len(part.keys) == 0 {
			continue
		}
		cells, err := part.read(ctx, part.keys, r)
		if err != nil {
			return err
		}
		sortInto(s.cells, cells)
	}
	for key, cells := range s.cells {
		if noun := Noun(key); noun != "" && (s.since[noun] == 0 || cells[0].Day < s.since[noun]) {
			s.since[noun] = cells[0].Day
		}
	}
	return nil
}

// sortInto adds cells to those of their measures, by day.
func sortInto(by map[string][]Cell, cells []Cell) {
	for _, c := range cells {
		by[c.Measure] = append(by[c.Measure], c)
	}
	for _, cs := range by {
		if byDay := func(a, b Cell) int { return int(a.Day - b.Day) }; !slices.IsSortedFunc(cs, byDay) {
			slices.SortStableFunc(cs, byDay)
		}
	}
}

// byChannel gives the cells by day and channel, read when first asked for.
func (s *Sums) byChannel(ctx context.Context) (map[string][]Cell, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.channels != nil {
		return s.channels, nil
	}
	split := maps.Clone(s.cells)
	for _, part := range s.summed {
		if len(part.keys) == 0 {
			continue
		}
		cells, err := s.store.Cells(ctx, part.keys, part.r)
		if err != nil {
			return nil, err
		}
		for _, key := range part.keys {
			delete(split, key)
		}
		sortInto(split, cells)
	}
	s.channels = split
	return split, nil
}

// Over gives a measure's value over a range, of one channel or (nil) of all:
// a sum, the mean of what was measured, or for a stock the last value of each
// channel in the range. A recorded measure without a value in the range is nil.
// A derived one is 0 there once its noun has begun (deals are being kept),
// nil before.
func (s *Sums) Over(ctx context.Context, key string, r period.Range, channel *string) (*float64, error) {
	m, known := s.measures[key]
	if !known {
		return nil, data.Errorf("unknown_name", key, "", nil)
	}
	if m.Derived {
		since := s.since[Noun(key)]
		if since == 0 || r.To != 0 && r.To < since {
			return nil, nil
		}
	}
	if m.Over == Distinct {
		return s.countDistinct(ctx, key, r, channel)
	}
	cells := s.cells[key]
	if channel != nil {
		split, err := s.byChannel(ctx)
		if err != nil {
			return nil, err
		}
		cells = split[key]
	}
	var sum float64
	n := 0
	for _, c := range within(cells, r) {
		if channel == nil || c.Channel == *channel {
			sum += c.Value
			n++
		}
	}
	switch {
	case n == 0 && !m.Derived:
		return nil, nil
	case m.Over == Mean && n > 0:
		sum /= float64(n)
	case m.Over == Last:
		sum = s.last(key, r, channel)
	}
	return &sum, nil
}

// last adds up the last value of each channel in a range.
func (s *Sums) last(key string, r period.Range, channel *string) (sum float64) {
	byChannel := map[string]float64{}
	for _, c := range within(s.cells[key], r) {
		if channel == nil || c.Channel == *channel {
			byChannel[c.Channel] = c.Value
		}
	}
	for _, v := range byChannel {
		sum += v
	}
	return sum
}

func (s *Sums) countDistinct(ctx context.Context, key string, r period.Range, channel *string) (*float64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	k := distinctKey{key, r}
	v, known := s.distinct[k]
	if !known {
		var err error
		if v.total, v.byChannel, err = s.store.DistinctCount(ctx, key, r); err != nil {
			return nil, err
		}
		s.distinct[k] = v
	}
	n := v.total
	if channel != nil {
		n = v.byChannel[*channel]
	}
	return &n, nil
}

func within(cells []Cell, r period.Range) []Cell {
	from := sort.Search(len(cells), func(i int) bool { return cells[i].Day >= r.From })
	to := len(cells)
	if r.To != 0 {
		to = sort.Search(len(cells), func(i int) bool { return cells[i].Day > r.To })
	}
	return cells[from:max(from, to)]
}

// Channels lists the channels that any of the measures has a cell of in the
// range, in order; "" is the blank one. A distinct measure has no cells and
// takes those of its noun.
func (s *Sums) Channels(ctx context.Context, keys []string, r period.Range) ([]string, error) {
	split, err := s.byChannel(ctx)
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for k, cells := range split {
		sibling := func(key string) bool {
			return key == k || s.measures[key].Over == Distinct && Noun(key) == Noun(k)
		}
		if !slices.ContainsFunc(keys, sibling) {
			continue
		}
		for _, c := range within(cells, r) {
			seen[c.Channel] = true
		}
	}
	channels := make([]string, 0, len(seen))
	for c := range seen {
		channels = append(channels, c)
	}
	slices.Sort(channels)
	return channels, nil
}

// ByChannel gives a measure's value over a range for each channel that has one.
func (s *Sums) ByChannel(ctx context.Context, key string, r period.Range) (map[string]float64, error) {
	out := map[string]float64{}
	channels, err := s.Channels(ctx, []string{key}, r)
	if err != nil {
		return nil, err
	}
	for _, channel := range channels {
		v, err := s.Over(ctx, key, r, &channel)
		if err != nil {
			return nil, err
		}
		if v != nil {
			out[channel] = *v
		}
	}
	return out, nil
}
