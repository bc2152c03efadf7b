package store

import (
	"context"
	"database/sql"

	"shirube/data/change"
	"shirube/data/prospect"
)

var _ prospect.MergeStore = (*Store)(nil)

// Contacts of prospects, by prospect and id.
func (s *Store) Contacts(ctx context.Context, of []int64) ([]prospect.Contact, error) {
	return s.contacts(ctx, "WHERE prospect IN (SELECT value FROM json_each(?)) ORDER BY prospect, id", asJSON(of))
}

func (s *Store) contacts(ctx context.Context, rest string, args ...any) ([]prospect.Contact, error) {
	var out []prospect.Contact
	err := s.query(ctx, func(rows *sql.Rows) error {
		var c prospect.Contact
		err := rows.Scan(&c.ID, &c.Prospect, &c.Name, &c.Title, &c.Email, &c.Basis, &c.Evidence, &c.OptOut)
		out = append(out, c)
		return err
	}, "SELECT id, prospect, name, title, email, basis, evidence, opt_out FROM contact "+rest, args...)
	return out, err
}

// MergeProspects stores those kept, hands each the contacts, activities, deals
// and entries of the one that goes, and removes that one. An entry that the
// kept one has already goes too.
func (s *Store) MergeProspects(ctx context.Context, op change.Op, merges []prospect.Merging) error {
	return s.do(ctx, op, func(w *work) error {
		for _, m := range merges {
			if err := w.merge(m.Kept, m.Gone, m.People); err != nil {
				return err
			}
		}
		return w.inherit(merges)
	}, change.Prospect, change.Activity, change.Deal, change.Entry)
}

func (w *work) merge(kept prospect.Prospect, gone int64, people prospect.People) error {
	if err := w.existing("prospect", "unknown_prospect", kept.ID, gone); err != nil {
		return err
	}
	w.touch(kept.ID, gone)
	for _, child := range []string{"contact", "activity", "deal", "entry"} {
		w.add(tables[child].journal("prospect = ?"), thisAction, gone)
	}
	w.add(`DELETE FROM entry WHERE prospect = ?1
 AND EXISTS(SELECT 1 FROM entry x WHERE x.prospect = ?2 AND x.stage = entry.stage AND x.day = entry.day)`, gone, kept.ID)
	if err := w.together(people, kept.ID); err != nil {
		return err
	}
	for _, child := range []string{"contact", "activity", "deal", "entry"} {
		w.add("UPDATE "+child+" SET prospect = ? WHERE prospect = ?", kept.ID, gone)
	}
	w.keep("prospect", gone)
	w.add("DELETE FROM prospect WHERE id = ?", gone)
	_, err := w.saveProspect(&kept)
	return err
}

func (w *work) together(p prospect.People, of int64) error {
	same := []int64{}
	for _, c := range p.Same {
		same = append(same, c.ID)
	}
	w.add(tables["contact"].journal("id IN (SELECT value FROM json_each(?))"), thisAction, asJSON(append(same, p.Gone...)))
	for _, c := range p.Same {
		w.add("UPDATE contact SET name = ?, title = ?, email = ?, basis = ?, evidence = ?, opt_out = ? WHERE id = ?",
			c.Name, c.Title, c.Email, c.Basis, c.Evidence, c.OptOut, c.ID)
	}
	if len(p.Gone) > 0 {
		w.add("DELETE FROM contact WHERE id IN (SELECT value FROM json_each(?))", asJSON(p.Gone))
	}
	if len(p.Behind) == 0 {
		return nil
	}
	first, err := w.ids("contact", len(p.Behind))
	if err != nil {
		return err
	}
	w.create("contact", first, first+int64(len(p.Behind))-1)
	for i, c := range p.Behind {
		w.add("INSERT INTO contact(id, prospect, name, title, email, basis, evidence, opt_out) VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
			first+int64(i), of, c.Name, c.Title, c.Email, c.Basis, c.Evidence, c.OptOut)
	}
	return nil
}
