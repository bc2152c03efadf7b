package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/funnel"
	"shirube/data/intake"
	"shirube/data/period"
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
		if err := each(l, batches(rows), func(b *batch) error { return l.batch(b, &companies) }); err != nil {
			return err
		}
		if on := imp.Mapping.List; on != nil {
			if err := l.enlist(on, companies); err != nil {
				return err
			}
		}
		if err := l.search.build(l.bulk); err != nil {
			return err
		}
		if err := sorted(); err != nil { // while the last chunk is being indexed
			return err
		}
		return l.search.write(l.bulk)
	}, finish)
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

// batch writes rows and notes their companies.
func (l *loading) batch(b *batch, companies *members) error {
	if err := l.create(b, companies); err != nil {
		return err
	}
	for i := range b.changes {
		id, err := l.change(&b.changes[i])
		if err != nil {
			return err
		}
		companies.add(id)
	}
	return nil
}

// create writes the new prospects of a batch and what belongs to them.
func (l *loading) create(b *batch, companies *members) error {
	if len(b.texts) == 0 {
		return nil
	}
	ids, err := l.of("prospect")
	if err != nil {
		return err
	}
	first := ids.next
	ids.next += int64(len(b.texts))
	written, err := l.exec(l.insert(b.columns), b.rows.Bytes(), first, l.now)
	if err == nil && int(written) != len(b.texts) {
		err = &data.Error{Code: intake.RowsLost, Args: map[string]any{"rows": len(b.texts), "done": written}}
	}
	if err != nil {
		return err
	}
	for i, text := range b.texts {
		companies.add(first + int64(i))
		if err := l.search.add(l.bulk, first+int64(i), text); err != nil {
			return err
		}
	}
	for i := range b.more {
		c := &b.more[i]
		if c.prospect.ID = first + int64(c.at); hasPerson(&c.prospect) {
			if err := l.contact(&c.prospect, 0); err != nil {
				return err
			}
		}
		if err := l.reach(&c.prospect, c.stages); err != nil {
			return err
		}
	}
	return nil
}

// change writes a row about a prospect that is there already and gives its id.
func (l *loading) change(r *prospect.Row) (int64, error) {
	p := r.Prospect
	id := p.ID
	if first := l.ids["prospect"]; id < 0 {
		if first == nil || first.first-id > first.next {
			return 0, &data.Error{Code: "unknown_prospect", Args: map[string]any{"id": id}}
		}
		id = first.first - id - 1
	}
	if err := l.updateProspect(&p, id, r.Fields); err != nil {
		return 0, err
	}
	return id, l.reach(&p, r.Stages)
}

// reach lets a prospect enter stages.
func (l *loading) reach(p *prospect.Prospect, stages map[string]period.Day) error {
	for _, stage := range slices.Sorted(maps.Keys(stages)) {
		if _, err := l.enter(funnel.Entry{Prospect: p.ID, Stage: stage, Day: stages[stage], Channel: p.Channel, Owner: p.Owner}); err != nil {
			return err
		}
	}
	return nil
}

var (
	journalProspect = tables["prospect"].journal("id = ?")
	journalContact  = tables["contact"].journal("id = ?")
	journalDeal     = tables["deal"].journal("id = ?")
	journalValue    = tables["value"].journal("id = ?")
	// With "= ?" the joins are planned anew for every value, which takes ten times as long.
	oneProspect = selectProspect + ", c.id" + fromProspect + " WHERE p.id IN (?)"
)

// insert is the statement that creates prospects of which the columns of a set
// may be known, since each one that is written costs.
func (l *loading) insert(set uint64) string {
	if st, ok := l.inserts[set]; ok {
		return st
	}
	columns, cells := []string{"id"}, []string{"?2 + rowid"}
	for i, c := range own {
		if set&(1<<i) != 0 {
			columns, cells = append(columns, c.key), append(cells, fmt.Sprint("c", len(cells)-1))
		}
	}
	st := fmt.Sprintf("INSERT INTO prospect(%s, fold, updated) SELECT %s, c%d, ?3 FROM rowblob(?1)",
		strings.Join(columns, ", "), strings.Join(cells, ", "), len(cells)-1)
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
	if !hasPerson(p) {
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
	var staged []int64
	for _, r := range rows {
		if len(r.Stages) > 0 {
			staged = append(staged, r.Prospect.ID)
		}
	}
	entries, err := s.reached(ctx, staged)
	if err != nil {
		return nil, err
	}
	by := make(map[int64]*prospect.Prospect, len(found))
	for i := range found {
		by[found[i].ID] = &found[i]
	}
	out := make([]bool, len(rows))
	for i, r := range rows {
		out[i] = by[r.Prospect.ID] != nil && says(by[r.Prospect.ID], &r, r.Fields, entries)
	}
	return out, nil
}

// says tells whether a prospect has all that a row says, of the fields named,
// and has reached its stages.
func says(now *prospect.Prospect, r *prospect.Row, fields []string, entries map[reached]bool) bool {
	then := *now
	overwrite(&then, &r.Prospect, fields)
	if set, _, person := difference(now, &then); set != "" || person {
		return false
	}
	for stage, day := range r.Stages {
		if !entries[reached{now.ID, stage, day.String()}] {
			return false
		}
	}
	return true
}

// Twins gives for rows of no known prospect one of the same name that a row
// says nothing new of, fields that edited has for it aside, or 0.
func (s *Store) Twins(ctx context.Context, rows []prospect.Row, edited map[int64][]string) ([]int64, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	names := make([]string, len(rows))
	for i, r := range rows {
		names[i] = r.Prospect.Name
	}
	var ids []int64
	err := s.query(ctx, func(rows *sql.Rows) error {
		ids = append(ids, 0)
		return rows.Scan(&ids[len(ids)-1])
	}, "SELECT id FROM prospect WHERE name <> '' AND name IN (SELECT value FROM json_each(?)) ORDER BY id", asJSON(names))
	if err != nil {
		return nil, err
	}
	found, err := s.Prospects(ctx, ids)
	if err != nil {
		return nil, err
	}
	var entries map[reached]bool
	if slices.ContainsFunc(rows, func(r prospect.Row) bool { return len(r.Stages) > 0 }) {
		if entries, err = s.reached(ctx, ids); err != nil {
			return nil, err
		}
	}
	by := map[string][]*prospect.Prospect{}
	for i := range found {
		by[found[i].Name] = append(by[found[i].Name], &found[i])
	}
	out := make([]int64, len(rows))
	for i := range rows {
		for _, p := range by[rows[i].Prospect.Name] {
			free := slices.DeleteFunc(slices.Clone(rows[i].Fields), func(f string) bool { return slices.Contains(edited[p.ID], f) })
			if says(p, &rows[i], free, entries) {
				out[i] = p.ID
				break
			}
		}
	}
	return out, nil
}

// reached is a prospect's entry into a stage (by key) on a day.
type reached struct {
	prospect   int64
	stage, day string
}

// reached gives every entry of prospects.
func (s *Store) reached(ctx context.Context, ids []int64) (map[reached]bool, error) {
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

func hasPerson(p *prospect.Prospect) bool {
	return p.ContactName != "" || p.ContactTitle != "" || p.ContactEmail != ""
}
