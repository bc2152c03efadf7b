package store

import (
	"context"
	"database/sql"
)

// CountProspects is how many companies the workspace has.
func (s *Store) CountProspects(ctx context.Context) (n int, err error) {
	err = s.query(ctx, func(rows *sql.Rows) error { return rows.Scan(&n) }, "SELECT count(*) FROM prospect")
	return n, err
}
