package store

import (
	"context"
	"database/sql"
	"strings"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/prospect"
)

var _ prospect.Store = (*Store)(nil)

// Prospects gives the named prospects in the order of ids; unknown ids are left out.
func (s *Store) Prospects(ctx context.Context, ids []int64) ([]prospect.Prospect, error) {
	out := make([]prospect.Prospect, 0, len(ids))
	if len(ids) == 0 {
		return out, nil
	}
	err := s.prospects(ctx, func(p prospect.Prospect) error { out = append(out, p); return nil },
		" FROM json_each(?) j CROSS JOIN"+strings.TrimPrefix(fromProspect, " FROM")+" WHERE p.id = j.value ORDER BY j.key", asJSON(ids))
	return out, err
}

// prospects calls each with every prospect that the rest of a select finds.
func (s *Store) prospects(ctx context.Context, each func(prospect.Prospect) error, rest string, args ...any) error {
	values := make([]any, len(own)+8)
	into := make([]any, len(values))
	for i := range values {
		into[i] = &values[i]
	}
	return s.query(ctx, func(rows *sql.Rows) error {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		var p prospect.Prospect
		assign(&p, values)
		return each(p)
	}, selectProspect+rest, args...)
}

// SaveProspects creates (ID 0) or updates prospects and gives their ids.
// Stage, stage day and last contact follow from entries and activities and
// are not taken from ps.
func (s *Store) SaveProspects(ctx context.Context, op change.Op, ps []prospect.Prospect) ([]int64, error) {
	ids := make([]int64, len(ps))
	err := s.do(ctx, op, func(w *work) error {
		known, err := w.contacts(ps)
		if err != nil {
			return err
		}
		for i := range ps {
			p := &ps[i]
			if ids[i], err = w.saveProspect(p); err != nil {
				return err
			}
			if err := w.saveContact(ids[i], known[ids[i]], p); err != nil {
				return err
			}
		}
		return nil
	}, change.Prospect)
	return ids, err
}

// contacts gives the first contact of each prospect that has one, and refuses
// prospects that are not there.
func (w *work) contacts(ps []prospect.Prospect) (map[int64]int64, error) {
	var ids []int64
	for _, p := range ps {
		if p.ID != 0 {
			ids = append(ids, p.ID)
		}
	}
	if err := w.existing("prospect", "unknown_prospect", ids...); err != nil || len(ids) == 0 {
		return nil, err
	}
	first := map[int64]int64{}
	return first, w.s.query(w.ctx, func(rows *sql.Rows) error {
		var prospect, contact int64
		err := rows.Scan(&prospect, &contact)
		first[prospect] = contact
		return err
	}, "SELECT prospect, min(id) FROM contact WHERE prospect IN (SELECT value FROM json_each(?)) GROUP BY prospect", asJSON(ids))
}

// existing refuses ids that a table doesn't have.
func (w *work) existing(tbl string, code data.Code, ids ...int64) error {
	if len(ids) == 0 {
		return nil
	}
	var missing int64
	err := w.s.one(w.ctx, &missing, "SELECT value FROM json_each(?) WHERE value NOT IN (SELECT id FROM "+tbl+" WHERE id = value) LIMIT 1", asJSON(ids))
	if err == nil && missing != 0 {
		return &data.Error{Code: code, Args: map[string]any{"id": missing}}
	}
	return err
}

var (
	insertProspect = "INSERT INTO prospect(id, " + strings.Join(prospectColumns(), ", ") + ") VALUES(?" +
		strings.Repeat(", ?", len(own)+2) + ")"
	updateProspect = "UPDATE prospect SET " + strings.Join(prospectColumns(), " = ?, ") + " = ? WHERE id = ?"
)

// values gives a prospect's columns as stored, in the order of prospectColumns.
func values(p *prospect.Prospect, now string) []any {
	out := make([]any, 0, len(own)+3)
	for _, c := range own {
		out = append(out, stored(c.at(p)))
	}
	return append(out, now, prospect.SearchText(*p))
}

func (w *work) saveProspect(p *prospect.Prospect) (int64, error) {
	now := instant(w.s.clock())
	if p.ID != 0 {
		w.keep("prospect", p.ID)
		w.add(updateProspect, append(values(p, now), p.ID)...)
		return p.ID, nil
	}
	id, err := w.ids("prospect", 1)
	if err != nil {
		return 0, err
	}
	w.create("prospect", id, id)
	w.add(insertProspect, append([]any{id}, values(p, now)...)...)
	return id, nil
}

// saveContact brings the first contact of a prospect in step with the fields
// that show it. A contact whose consent is on record is emptied, not removed.
func (w *work) saveContact(id, contact int64, p *prospect.Prospect) error {
	empty := p.ContactName == "" && p.ContactTitle == "" && p.ContactEmail == ""
	switch {
	case contact != 0:
		w.keep("contact", contact)
		w.add("UPDATE contact SET name = ?, title = ?, email = ? WHERE id = ?", p.ContactName, p.ContactTitle, p.ContactEmail, contact)
	case !empty:
		contact, err := w.ids("contact", 1)
		if err != nil {
			return err
		}
		w.create("contact", contact, contact)
		w.add("INSERT INTO contact(id, prospect, name, title, email) VALUES(?, ?, ?, ?, ?)", contact, id, p.ContactName, p.ContactTitle, p.ContactEmail)
	}
	return nil
}

// DeleteProspects removes prospects with their contacts, activities, deals and entries.
func (s *Store) DeleteProspects(ctx context.Context, op change.Op, ids []int64) error {
	return s.do(ctx, op, func(w *work) error {
		if err := w.existing("prospect", "unknown_prospect", ids...); err != nil || len(ids) == 0 {
			return err
		}
		w.touch(ids...)
		for _, child := range []string{"contact", "activity", "deal", "entry"} {
			w.add(tables[child].journal("prospect IN (SELECT value FROM json_each(?))"), thisAction, asJSON(ids))
			w.add("DELETE FROM "+child+" WHERE prospect IN (SELECT value FROM json_each(?))", asJSON(ids))
		}
		w.keep("prospect", ids...)
		w.add("DELETE FROM prospect WHERE id IN (SELECT value FROM json_each(?))", asJSON(ids))
		return nil
	}, change.Prospect, change.Activity, change.Deal, change.Entry)
}

// MatchKeys gives id by value, as stored, for a match field. Values that stand
// for more than one prospect map to 0; e-mail addresses are also the contacts'.
func (s *Store) MatchKeys(ctx context.Context, field string) (map[string]int64, error) {
	var statement string
	switch field {
	case "corporate_number", "external_id", "phone", "name":
		statement = "SELECT " + field + ", id FROM prospect WHERE " + field + " <> ''"
	case "email":
		statement = "SELECT email, id FROM prospect WHERE email <> '' UNION SELECT email, prospect FROM contact WHERE email <> ''"
	default:
		return nil, data.Errorf("unknown_field", field, "", nil)
	}
	out := map[string]int64{}
	return out, s.query(ctx, func(rows *sql.Rows) error {
		var key string
		var id int64
		if err := rows.Scan(&key, &id); err != nil {
			return err
		}
		if _, twice := out[key]; twice {
			id = 0
		}
		out[key] = id
		return nil
	}, statement)
}
