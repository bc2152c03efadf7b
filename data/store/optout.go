package store

import (
	"context"
	"database/sql"
	"strings"

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

// asked are the addresses of the prospects ?1 and of their contacts.
const asked = `SELECT lower(email) FROM contact WHERE email <> '' AND prospect IN (SELECT value FROM json_each(?1))
 UNION SELECT lower(email) FROM prospect WHERE email <> '' AND id IN (SELECT value FROM json_each(?1))`

// OptOutProspects marks every contact of the prospects, and every other who has
// one of their addresses. A prospect whose own address no contact has is noted
// in the journal as such, so that undoing this, and only this, lets it in again.
func (s *Store) OptOutProspects(ctx context.Context, op change.Op, ids []int64, on period.Day) error {
	return s.do(ctx, op, func(w *work) error {
		if err := w.existing("prospect", "unknown_prospect", ids...); err != nil || len(ids) == 0 {
			return err
		}
		chosen := asJSON(ids)
		const marked = "opt_out = '' AND (prospect IN (SELECT value FROM json_each(?1)) OR lower(email) IN (" + asked + "))"
		w.keep("prospect", ids...)
		w.add(strings.ReplaceAll(tables["contact"].journal(marked), "SELECT ?,", "SELECT ?2,"), chosen, thisAction)
		w.add(`INSERT INTO created SELECT ?2, 'opt_out', id, id FROM prospect WHERE id IN (SELECT value FROM json_each(?1))
 AND email <> '' AND lower(email) NOT IN (SELECT email FROM opt_out)`, chosen, thisAction)
		w.add("INSERT OR IGNORE INTO opt_out SELECT lower(email), ?2 FROM prospect WHERE email <> '' AND id IN (SELECT value FROM json_each(?1))", chosen, on.String())
		w.add("UPDATE contact SET opt_out = ?2 WHERE "+marked, chosen, on.String())
		return nil
	}, change.Prospect)
}

// lettingIn undoes what an opt-out of prospects noted of their own addresses.
const lettingIn = `DELETE FROM opt_out WHERE email IN (
 SELECT lower(p.email) FROM created m JOIN prospect p ON p.id = m.first WHERE m.action = ?1 AND m.tbl = 'opt_out')`

// OptIn lets an address be mailed again.
func (s *Store) OptIn(ctx context.Context, op change.Op, email string) (int, error) {
	return s.mailing(ctx, op, email, "", "DELETE FROM opt_out WHERE email = lower(?1) AND ?2 = ''",
		"DELETE FROM sealed WHERE hash = seal((SELECT key FROM seal_key), ?1) AND ?2 = ''")
}

// mailing journals the prospects too, so that undoing what made them leaves them.
func (s *Store) mailing(ctx context.Context, op change.Op, email, on string, addresses ...string) (contacts int, err error) {
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
		for _, st := range addresses {
			w.add(st, email, on)
		}
		contacts = len(ids)
		return nil
	}, change.Prospect)
	return contacts, err
}

// OptedOut gives the day on which an address asked for no more mail, 0 for one that didn't.
func (s *Store) OptedOut(ctx context.Context, email string) (period.Day, error) {
	var on string
	err := s.one(ctx, &on, `SELECT day FROM opt_out WHERE email = lower(?1)
 UNION ALL SELECT day FROM sealed WHERE hash = seal((SELECT key FROM seal_key), ?1) LIMIT 1`, email)
	return day(on), err
}
