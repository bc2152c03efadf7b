package store

import (
	"context"
	"database/sql"

	"shirube/data"
	"shirube/data/measure"
	"shirube/data/period"
)

// Behind lists what a derived measure counts over a range, of one channel or
// (nil) of all, oldest first: one row for each entry, deal or activity, one for
// each prospect of a distinct measure. Errors: no_list (a recorded measure is a
// number with nobody behind it).
func (s *Store) Behind(ctx context.Context, key string, r period.Range, channel *string) ([]measure.Counted, error) {
	var from string
	var args []any
	switch key {
	case measure.DealCustomers, measure.DealRepeat:
		where := "outcome = 'won' AND closed <> ''"
		if key == measure.DealRepeat {
			where += ` AND EXISTS(SELECT 1 FROM deal f WHERE f.prospect = deal.prospect AND f.outcome = 'won' AND f.closed <> ''
 AND (f.closed < deal.closed OR f.closed = deal.closed AND f.id < deal.id))`
		}
		days, of := between("closed", r)
		from, args = "(SELECT prospect, min(closed) AS day, channel, 1 AS value FROM deal WHERE "+where+" AND "+days, of
		if channel != nil {
			from, args = from+" AND channel = ?", append(args, *channel)
		}
		from += " GROUP BY prospect)"
	default:
		if measure.Noun(key) == "" {
			return nil, data.Errorf("no_list", key, "", nil)
		}
		days, of := between("day", r)
		from, args = "("+derivedOf(ofAll)+") WHERE measure = ? AND "+days, append([]any{key}, of...)
		if channel != nil {
			from, args = from+" AND channel = ?", append(args, *channel)
		}
	}
	var out []measure.Counted
	err := s.query(ctx, func(rows *sql.Rows) error {
		var c measure.Counted
		var on string
		err := rows.Scan(&c.Prospect, &on, &c.Channel, &c.Value)
		c.Day = day(on)
		out = append(out, c)
		return err
	}, "SELECT prospect, day, channel, value FROM "+from+" ORDER BY day, prospect", args...)
	return out, err
}
