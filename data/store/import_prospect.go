package store

import (
	"context"
	"iter"
	"maps"
	"slices"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/funnel"
	"shirube/data/intake"
	"shirube/data/prospect"
)

// ImportProspects creates and updates prospects and lets them enter stages, in
// one transaction, row by row as they come. An entry takes channel and owner of
// its prospect as the row leaves it. finish is called when every row is
// written; its counts are stored with the import. An error of the iterator
// leaves the workspace as it was.
func (s *Store) ImportProspects(ctx context.Context, imp intake.Import, rows iter.Seq2[prospect.Row, error], finish func() intake.Result) (int64, error) {
	return s.load(ctx, imp, []change.Noun{change.Prospect, change.Entry}, func(l *loading) error {
		return each(l, rows, l.prospect)
	}, finish)
}

func (l *loading) prospect(r prospect.Row) error {
	p := r.Prospect
	var err error
	switch first := l.ids["prospect"]; {
	case p.ID == 0:
		err = l.createProspect(&p)
	case p.ID < 0 && (first == nil || first.first-p.ID > first.next):
		err = &data.Error{Code: "unknown_prospect", Args: map[string]any{"id": p.ID}}
	case p.ID < 0:
		err = l.updateProspect(&p, first.first-p.ID-1, r.Fields)
	default:
		if _, err = l.exec(journalProspect, l.action, p.ID); err == nil {
			err = l.updateProspect(&p, p.ID, r.Fields)
		}
	}
	for _, stage := range slices.Sorted(maps.Keys(r.Stages)) {
		if err != nil {
			break
		}
		_, err = l.enter(funnel.Entry{Prospect: p.ID, Stage: stage, Day: r.Stages[stage], Channel: p.Channel, Owner: p.Owner})
	}
	return err
}

var (
	journalProspect = tables["prospect"].journal("id = ?")
	journalContact  = tables["contact"].journal("id = ?")
	journalDeal     = tables["deal"].journal("id = ?")
	journalValue    = tables["value"].journal("id = ?")
	oneProspect     = selectProspect + ", c.id" + fromProspect + " WHERE p.id = ?"
)

func (l *loading) createProspect(p *prospect.Prospect) (err error) {
	if p.ID, err = l.take("prospect"); err != nil {
		return err
	}
	if _, err := l.exec(insertProspect, append([]any{p.ID}, values(p, l.now)...)...); err != nil {
		return err
	}
	return l.contact(p, 0)
}

// updateProspect sets the named fields of a prospect and leaves p as it is now.
func (l *loading) updateProspect(p *prospect.Prospect, id int64, fields []string) error {
	row, err := l.first(len(own)+9, oneProspect, id)
	if err != nil {
		return err
	}
	if row == nil {
		return &data.Error{Code: "unknown_prospect", Args: map[string]any{"id": id}}
	}
	var now prospect.Prospect
	assign(&now, row)
	overwrite(&now, p, fields)
	*p = now
	statement, args := l.update(p, fields)
	if _, err := l.exec(statement, append(args, l.now, prospect.SearchText(*p), id)...); err != nil {
		return err
	}
	if !slices.ContainsFunc(ofContact, func(c column) bool { return slices.Contains(fields, c.key) }) {
		return nil
	}
	contact, _ := row[len(row)-1].(int64)
	return l.contact(p, contact)
}

// update is the statement that sets just the named fields, since an index on
// a column costs whenever the column is set.
func (l *loading) update(p *prospect.Prospect, fields []string) (string, []any) {
	set, args := "UPDATE prospect SET ", make([]any, 0, len(fields)+3)
	for _, c := range own {
		if slices.Contains(fields, c.key) {
			set, args = set+c.key+" = ?, ", append(args, stored(c.at(p)))
		}
	}
	return set + "updated = ?, fold = ? WHERE id = ?", args
}

// contact writes the person of a prospect; contact is the one it has, or 0.
func (l *loading) contact(p *prospect.Prospect, contact int64) error {
	if contact != 0 {
		made := l.ids["contact"]
		if made == nil || contact < made.first {
			if _, err := l.exec(journalContact, l.action, contact); err != nil {
				return err
			}
		}
		_, err := l.exec("UPDATE contact SET name = ?, title = ?, email = ? WHERE id = ?", p.ContactName, p.ContactTitle, p.ContactEmail, contact)
		return err
	}
	if p.ContactName == "" && p.ContactTitle == "" && p.ContactEmail == "" {
		return nil
	}
	id, err := l.take("contact")
	if err != nil {
		return err
	}
	_, err = l.exec("INSERT INTO contact(id, prospect, name, title, email) VALUES(?, ?, ?, ?, ?)", id, p.ID, p.ContactName, p.ContactTitle, p.ContactEmail)
	return err
}
