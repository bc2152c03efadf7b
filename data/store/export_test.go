package store

import (
	"context"
	"testing"

	"shirube/data/prospect"
)

// SelectIDs is ProspectIDs answered by the database alone.
func (s *Store) SelectIDs(ctx context.Context, q prospect.Query) ([]int64, error) {
	return s.selectIDs(ctx, q, 0, true)
}

// KeepSearch builds what is overdue of the search index.
func (s *Store) KeepSearch(ctx context.Context) error { return s.keepSearch(ctx) }

// PanicInView makes a question to the view panic, and recovers as a task does.
func (s *Store) PanicInView() {
	defer func() { _ = recover() }()
	s.view.use(func(*bulk, *columns) error { panic("a wrong index") })
}

// HoldLoading lets the list seem to load until the function it gives is called.
func (s *Store) HoldLoading() (release func()) {
	v, ended := s.view, make(chan struct{})
	v.mu.Lock()
	defer v.mu.Unlock()
	v.columns, v.loading, v.ended = nil, true, ended
	return func() {
		v.mu.Lock()
		defer v.mu.Unlock()
		v.loading = false
		close(ended)
	}
}

// Grams counts the rows that the search index holds for two neighbouring characters.
func (s *Store) Grams(t testing.TB, a, b rune) (n int) {
	t.Helper()
	if err := s.one(context.Background(), &n, "SELECT sum(n) FROM (SELECT n FROM g WHERE gram = ? UNION ALL SELECT 0)", pair(a, b)); err != nil {
		t.Fatal(err)
	}
	return n
}

// Derived are the statements that bring the rollup and the prospects in step
// with what was written beside the store.
func Derived() []string { return []string{derive("", derivedOf(ofAll)), follow(ofAll)} }
