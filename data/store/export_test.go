package store

import (
	"context"

	"shirube/data/prospect"
)

// SelectIDs is ProspectIDs answered by the database alone.
func (s *Store) SelectIDs(ctx context.Context, q prospect.Query) ([]int64, error) {
	return s.selectIDs(ctx, q, 0)
}

// KeepSearch builds what is overdue of the search index.
func (s *Store) KeepSearch(ctx context.Context) error { return s.keepSearch(ctx) }
