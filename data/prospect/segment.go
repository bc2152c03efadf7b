package prospect

import (
	"context"
	"unicode"
	"unicode/utf8"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/intake"
	"shirube/data/period"
)

// Segment is a saved filter. How many it finds is kept for each day on which
// the workspace is in use, as the measure "segment.<key>" (a stock), so that a
// KPI can be made of it.
type Segment struct {
	Key   string `json:"segment"`
	Name  string `json:"name"`
	Text  string `json:"query"` // searched words
	Where string `json:"where"` // conditions, as ParseFilter reads them
}

// Query is what the segment finds. Errors: those of ParseFilter.
func (g Segment) Query() (Query, error) {
	f, err := ParseFilter(g.Where)
	return Query{Text: g.Text, Filter: f}, err
}

// InBusiness is the condition that leaves out companies whose register is
// closed: they leave a segment that has it by the import which says so.
var InBusiness = Condition{Field: "closed_day", Op: Is}

// DayCount is how many a segment found on a day.
type DayCount struct {
	Day   period.Day `json:"day"`
	Count int        `json:"count"`
}

// SegmentStore keeps segments.
type SegmentStore interface {
	Segments(ctx context.Context) ([]Segment, error) // in the order in which they were made
	// SaveSegment makes a segment or changes that of its key.
	SaveSegment(ctx context.Context, op change.Op, g Segment) error
	// DeleteSegment takes one away: unknown_segment, segment_in_use (by a KPI's formula).
	DeleteSegment(ctx context.Context, op change.Op, key string) error
	// RecordSegments keeps what the segments found on a day, in place of what it had.
	RecordSegments(ctx context.Context, day period.Day, counts map[string]int) error
	// SegmentHistory gives what was kept, by day.
	SegmentHistory(ctx context.Context, key string) ([]DayCount, error)
}

// longestKey and longestName bound what is typed.
const longestKey, longestName = 40, 100

// Segments lists the segments, the oldest first.
func (s *Service) Segments(ctx context.Context) ([]Segment, error) { return s.store.Segments(ctx) }

// Segment finds a segment by its key (unknown_segment).
func (s *Service) Segment(ctx context.Context, key string) (Segment, error) {
	all, err := s.store.Segments(ctx)
	if err != nil {
		return Segment{}, err
	}
	for _, g := range all {
		if g.Key == key {
			return g, nil
		}
	}
	return Segment{}, data.Errorf("unknown_segment", key, "", nil)
}

// SaveSegment makes a segment or changes that of its key. Errors: segment_key
// (a letter, then letters, digits and _), segment_name, those of ParseFilter.
func (s *Service) SaveSegment(ctx context.Context, g Segment) error {
	g.Name, g.Text = intake.Clean(g.Name), intake.Clean(g.Text)
	if g.Name == "" {
		g.Name = g.Key
	}
	if !validSegment(g.Key) {
		return data.Errorf("segment_key", g.Key, "", nil)
	}
	if utf8.RuneCountInString(g.Name) > longestName {
		return data.Errorf("segment_name", g.Key, "", nil)
	}
	q, err := g.Query()
	if err != nil {
		return err
	}
	g.Where = q.Filter.String()
	op := change.Op{Title: "segment.save", Args: map[string]string{"name": g.Name}}
	if err := s.store.SaveSegment(ctx, op, g); err != nil {
		return err
	}
	s.tell(op, change.Prospect, change.Measure)
	return nil
}

func validSegment(key string) bool {
	for i, r := range key {
		if !(unicode.IsLetter(r) || i > 0 && (r == '_' || unicode.IsDigit(r))) {
			return false
		}
	}
	return key != "" && utf8.RuneCountInString(key) <= longestKey
}

// DeleteSegment takes a segment away; its history comes back with an undo.
func (s *Service) DeleteSegment(ctx context.Context, key string) error {
	op := change.Op{Title: "segment.delete", Args: map[string]string{"name": key}}
	if err := s.store.DeleteSegment(ctx, op, key); err != nil {
		return err
	}
	s.tell(op, change.Prospect, change.Measure)
	return nil
}

// CountSegment gives how many prospects a segment finds now: the length of its list.
func (s *Service) CountSegment(ctx context.Context, g Segment) (int, error) {
	q, err := g.Query()
	if err != nil {
		return 0, err
	}
	ids, err := s.List(ctx, q)
	return len(ids), err
}

// SegmentHistory gives what a segment found on the days on which it was counted.
func (s *Service) SegmentHistory(ctx context.Context, key string) ([]DayCount, error) {
	return s.store.SegmentHistory(ctx, key)
}

// RecordSegments counts every segment and keeps the counts as today's. One
// whose filter names a field that is gone is left out.
func (s *Service) RecordSegments(ctx context.Context) error {
	all, err := s.store.Segments(ctx)
	if err != nil || len(all) == 0 {
		return err
	}
	counts := map[string]int{}
	for _, g := range all {
		n, err := s.CountSegment(ctx, g)
		if err != nil && data.CodeOf(err) == "internal" {
			return err
		}
		if err == nil {
			counts[g.Key] = n
		}
	}
	return s.store.RecordSegments(ctx, period.On(s.clock()), counts)
}
