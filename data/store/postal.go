package store

import (
	"context"
	"database/sql"
	"maps"
	"slices"

	"shirube/data/prospect"
)

var _ prospect.PostalStore = (*Store)(nil)

// ReplacePostal puts a table of postal codes in the place of the one there is.
func (s *Store) ReplacePostal(ctx context.Context, places map[string]prospect.Place) error {
	if s.writer == nil {
		return s.refused()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.transaction(ctx, func(b *bulk) error {
		if _, err := b.exec("DELETE FROM postal"); err != nil {
			return err
		}
		for _, code := range slices.Sorted(maps.Keys(places)) {
			p := places[code]
			if _, err := b.exec("INSERT INTO postal(code, prefecture, city, town) VALUES(?, ?, ?, ?)", code, p.Prefecture, p.City, p.Town); err != nil {
				return err
			}
		}
		return nil
	})
}

// Places gives the places of postal codes; nil = all.
func (s *Store) Places(ctx context.Context, codes []string) (map[string]prospect.Place, error) {
	where, args := "", []any{}
	if codes != nil {
		where, args = " WHERE code IN (SELECT value FROM json_each(?))", []any{asJSON(codes)}
	}
	out := map[string]prospect.Place{}
	return out, s.query(ctx, func(rows *sql.Rows) error {
		var code string
		var p prospect.Place
		err := rows.Scan(&code, &p.Prefecture, &p.City, &p.Town)
		out[code] = p
		return err
	}, "SELECT code, prefecture, city, town FROM postal"+where, args...)
}
