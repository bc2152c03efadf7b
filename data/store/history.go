package store

import (
	"context"
	"crypto/rand"
)

// Begin makes what stands the beginning: of what was done so far only imports
// can be undone. A new workspace is handed over so, lest an undo too many takes
// its stages away.
func (s *Store) Begin(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	const past = " WHERE action IN (SELECT id FROM action WHERE import = 0)"
	_, _, err := s.Batch(ctx, rand.Text(), []Statement{
		{SQL: "DELETE FROM created" + past}, {SQL: "DELETE FROM change" + past}, {SQL: "DELETE FROM kept" + past},
		{SQL: "DELETE FROM action WHERE import = 0"},
	})
	return err
}
