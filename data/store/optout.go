package store

import (
	"context"
	"database/sql"

	"shirube/data/change"
	"shirube/data/period"
	"shirube/data/prospect"
)

var _ prospect.OptOutStore = (*Store)(nil)

// OptOut marks an address and the contacts who have it. Triggers on contact
// keep the addresses, so that no way of writing contacts can lose one.
func (s *Store) OptOut(ctx context.Context, op change.Op, email string, on period.Day) (int, error) {
	return s.mailing(ctx, op, email, on.String(), "INSERT OR IGNORE INTO opt_out VALUES(lower(?1), ?2)")
}

// OptIn lets an address be mailed again.
func (s *Store) OptIn(ctx context.Context, op change.Op, email string) (int, error) {
	return s.mailing(ctx, op, email, "", "DELETE FROM opt_out WHERE email = lower(?1) AND ?2 = ''")
}

// mailing journals the prospects too, so that undoing what made them leaves them.
func (s *Store) mailing(ctx context.Context, op change.Op, email, on, address string) (contacts int, err error) {
	err = s.do(ctx, op, func(w *work) error {
		ids, prospects := []int64{}, []int64{}
		err := s.query(ctx, func(rows *sql.Rows) error {
			var id, of int64
			err := rows.Scan(&id, &of)
			ids, prospects = append(ids, id), append(prospects, of)
			return err
		}, "SELECT id, prospect FROM contact WHERE lower(email) = lower(?1) AND (opt_out = '') <> (?2 = '')", email, on)
		if err != nil {
			return err
		}
		w.keep("prospect", prospects...)
		w.keep("contact", ids...)
		w.add("UPDATE contact SET opt_out = ? WHERE id IN (SELECT value FROM json_each(?))", on, asJSON(ids))
		w.add(address, email, on)
		contacts = len(ids)
		return nil
	}, change.Prospect)
	return contacts, err
}

// OptedOut gives the day on which an address asked for no more mail, 0 for one that didn't.
func (s *Store) OptedOut(ctx context.Context, email string) (period.Day, error) {
	var on string
	err := s.one(ctx, &on, "SELECT day FROM opt_out WHERE email = lower(?)", email)
	return day(on), err
}
