package store

import (
	"context"
	"database/sql"

	"shirube/data/change"
	"shirube/data/intake"
	"shirube/data/prospect"
)

var _ prospect.DuplicateStore = (*Store)(nil)

// Identities calls each with the identity of every prospect with (or without)
// a 法人番号, by id.
func (s *Store) Identities(ctx context.Context, numbered bool, each func(prospect.Identity) error) error {
	where := " WHERE p.corporate_number = ''"
	if numbered {
		where = " WHERE p.corporate_number <> ''"
	}
	mails := map[int64][]string{}
	err := s.query(ctx, func(rows *sql.Rows) error {
		var id int64
		var mail string
		err := rows.Scan(&id, &mail)
		mails[id] = append(mails[id], mail)
		return err
	}, "SELECT c.prospect, c.email FROM contact c JOIN prospect p ON p.id = c.prospect"+where+" AND c.email <> '' ORDER BY c.id")
	if err != nil {
		return err
	}
	return s.query(ctx, func(rows *sql.Rows) error {
		var i prospect.Identity
		var mail, closed string
		if err := rows.Scan(&i.ID, &i.Number, &i.Name, &i.Postal, &i.Prefecture, &i.City, &i.Address, &i.Phone, &i.URL, &mail, &closed, &i.Successor); err != nil {
			return err
		}
		i.Emails, i.Closed = mails[i.ID], closed != ""
		if mail != "" {
			i.Emails = append(i.Emails, mail)
		}
		return each(i)
	}, "SELECT id, corporate_number, name, postal_code, prefecture, city, address, phone, url, email, closed_day,"+
		" iif(custom = '', '', coalesce(json_extract(custom, ?), '')) FROM prospect p"+where+" ORDER BY id", `$."`+intake.Successor+`"`)
}

// Cities lists the different prefecture+city pairs, joined.
func (s *Store) Cities(ctx context.Context) ([]string, error) {
	var out []string
	err := s.query(ctx, func(rows *sql.Rows) error {
		var c string
		err := rows.Scan(&c)
		out = append(out, c)
		return err
	}, "SELECT DISTINCT prefecture || city FROM prospect WHERE city <> ''")
	return out, err
}

// Apart lists the pairs that are two companies, the smaller id first.
func (s *Store) Apart(ctx context.Context) ([][2]int64, error) {
	var out [][2]int64
	err := s.query(ctx, func(rows *sql.Rows) error {
		var pair [2]int64
		err := rows.Scan(&pair[0], &pair[1])
		out = append(out, pair)
		return err
	}, "SELECT a, b FROM apart ORDER BY a, b")
	return out, err
}

// KeepApart remembers that a pair, the smaller id first, is two companies.
func (s *Store) KeepApart(ctx context.Context, op change.Op, a, b int64) error {
	return s.do(ctx, op, func(w *work) error {
		if err := w.existing("prospect", "unknown_prospect", a, b); err != nil {
			return err
		}
		var known int64
		if err := s.one(ctx, &known, "SELECT id FROM apart WHERE a = ? AND b = ?", a, b); err != nil || known != 0 {
			return err
		}
		id, err := w.ids("apart", 1)
		if err != nil {
			return err
		}
		w.create("apart", id, id)
		w.add("INSERT INTO apart(id, a, b) VALUES(?, ?, ?)", id, a, b)
		return nil
	}, change.Prospect)
}
