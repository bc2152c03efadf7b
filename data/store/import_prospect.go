package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"iter"
	"maps"
	"slices"
	"strings"

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
		sorted, err := l.deferIndexes()
		if err != nil {
			return err
		}
		var companies members
		if err := each(l, ahead(rows, fold), func(r folded) error { return l.prospect(r, &companies) }); err != nil {
			return err
		}
		if on := imp.Mapping.List; on != nil {
			if err := l.enlist(on, companies); err != nil {
				return err
			}
		}
		if err := l.search.finish(l.bulk); err != nil {
			return err
		}
		return sorted()
	}, finish)
}

// folded is a row, and of a new one also the text in which it is searched and
// the columns that are known, with their values behind room for the id.
type folded struct {
	prospect.Row
	text   string
	set    uint64
	values []any
}

func fold(r prospect.Row) folded {
	f := folded{Row: r}
	if r.Prospect.ID != 0 {
		return f
	}
	f.text, f.values = prospect.SearchText(r.Prospect), make([]any, 1, 12)
	for i, c := range own {
		if v := stored(c.at(&f.Prospect)); v != nil && v != "" {
			f.set, f.values = f.set|1<<i, append(f.values, v)
		}
	}
	return f
}

// deferIndexes drops the indexes of a table without rows, since it is quicker
// to sort once than to insert in any order. The function it gives makes them.
func (l *loading) deferIndexes() (func() error, error) {
	some, err := l.integer("SELECT 1 FROM prospect LIMIT 1")
	if err != nil || some != 0 {
		return func() error { return nil }, err
	}
	var names, statements []string
	err = l.bulk.each("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'prospect' AND sql <> ''", func(v []driver.Value) error {
		names, statements = append(names, text(v[0])), append(statements, text(v[1]))
		return nil
	})
	for _, name := range names {
		if err == nil {
			_, err = l.conn.Exec("DROP INDEX "+name, nil)
		}
	}
	return func() error {
		for _, st := range statements {
			if _, err := l.conn.Exec(st, nil); err != nil {
				return err
			}
		}
		return nil
	}, err
}

// prospect writes a row and notes its company.
func (l *loading) prospect(r folded, companies *members) error {
	p := r.Prospect
	var err error
	switch first := l.ids["prospect"]; {
	case p.ID == 0:
		err = l.createProspect(&p, &r)
	case p.ID < 0 && (first == nil || first.first-p.ID > first.next):
		err = &data.Error{Code: "unknown_prospect", Args: map[string]any{"id": p.ID}}
	case p.ID < 0:
		err = l.updateProspect(&p, first.first-p.ID-1, r.Fields)
	default:
		err = l.updateProspect(&p, p.ID, r.Fields)
	}
	if err == nil {
		companies.add(p.ID)
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
	// With "= ?" the joins are planned anew for every value, which takes ten times as long.
	oneProspect = selectProspect + ", c.id" + fromProspect + " WHERE p.id IN (?)"
)

func (l *loading) createProspect(p *prospect.Prospect, r *folded) (err error) {
	if p.ID, err = l.take("prospect"); err != nil {
		return err
	}
	r.values[0] = p.ID
	if _, err := l.exec(l.insert(r.set), append(r.values, l.now, r.text)...); err != nil {
		return err
	}
	if err := l.search.add(l.bulk, p.ID, r.text); err != nil {
		return err
	}
	return l.contact(p, 0)
}

// insert is the statement that creates a prospect of which the columns of a
// set are known, since each one that is bound costs.
func (l *loading) insert(set uint64) string {
	if st, ok := l.inserts[set]; ok {
		return st
	}
	columns := []string{"id"}
	for i, c := range own {
		if set&(1<<i) != 0 {
			columns = append(columns, c.key)
		}
	}
	st := "INSERT INTO prospect(" + strings.Join(columns, ", ") + ", updated, fold) VALUES(?" + strings.Repeat(", ?", len(columns)+1) + ")"
	l.inserts[set] = st
	return st
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
	before := now
	overwrite(&now, p, fields)
	*p = now
	set, args, person := difference(&before, &now)
	if set == "" && !person {
		return nil
	}
	if made := l.ids["prospect"]; made == nil || id < made.first {
		if _, err := l.exec(journalProspect, l.action, id); err != nil {
			return err
		}
	}
	if _, err := l.exec("UPDATE prospect SET "+set+"updated = ?, fold = ? WHERE id = ?", append(args, l.now, prospect.SearchText(now), id)...); err != nil {
		return err
	}
	if !person {
		return nil
	}
	contact, _ := row[len(row)-1].(int64)
	return l.contact(p, contact)
}

// difference gives the columns that are to be set, and whether the contact
// changes too. An index costs whenever its column is set, even to what it was.
func difference(before, now *prospect.Prospect) (set string, args []any, person bool) {
	for _, c := range own {
		if v := stored(c.at(now)); v != stored(c.at(before)) {
			set, args = set+c.key+" = ?, ", append(args, v)
		}
	}
	for _, c := range ofContact {
		person = person || stored(c.at(now)) != stored(c.at(before))
	}
	return set, args, person
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

// Unchanged tells of rows of known prospects which of them would change
// nothing, neither a field nor an entry.
func (s *Store) Unchanged(ctx context.Context, rows []prospect.Row) ([]bool, error) {
	ids := make([]int64, len(rows))
	for i, r := range rows {
		ids[i] = r.Prospect.ID
	}
	found, err := s.Prospects(ctx, ids)
	if err != nil {
		return nil, err
	}
	entries, err := s.reached(ctx, rows)
	if err != nil {
		return nil, err
	}
	by := make(map[int64]*prospect.Prospect, len(found))
	for i := range found {
		by[found[i].ID] = &found[i]
	}
	out := make([]bool, len(rows))
	for i, r := range rows {
		if by[r.Prospect.ID] == nil {
			continue
		}
		now := *by[r.Prospect.ID]
		overwrite(&now, &r.Prospect, r.Fields)
		set, _, person := difference(by[r.Prospect.ID], &now)
		out[i] = set == "" && !person
		for stage, day := range r.Stages {
			out[i] = out[i] && entries[reached{r.Prospect.ID, stage, day.String()}]
		}
	}
	return out, nil
}

// reached is a prospect's entry into a stage (by key) on a day.
type reached struct {
	prospect   int64
	stage, day string
}

func (s *Store) reached(ctx context.Context, rows []prospect.Row) (map[reached]bool, error) {
	var ids []int64
	for _, r := range rows {
		if len(r.Stages) > 0 {
			ids = append(ids, r.Prospect.ID)
		}
	}
	out := map[reached]bool{}
	if len(ids) == 0 {
		return out, nil
	}
	err := s.query(ctx, func(rows *sql.Rows) error {
		var r reached
		err := rows.Scan(&r.prospect, &r.stage, &r.day)
		out[r] = true
		return err
	}, "SELECT e.prospect, s.key, e.day FROM entry e JOIN stage s ON s.id = e.stage WHERE e.prospect IN (SELECT value FROM json_each(?))", asJSON(ids))
	return out, err
}
