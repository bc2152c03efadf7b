package store

import (
	"cmp"
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"shirube/data"
	"shirube/data/change"
)

// Actions gives what was done, the latest first; limit 0 = all.
func (s *Store) Actions(ctx context.Context, limit int) ([]change.Action, error) {
	if limit == 0 {
		limit = -1
	}
	return s.actions(ctx, "ORDER BY id DESC LIMIT ?", limit)
}

func (s *Store) actions(ctx context.Context, rest string, args ...any) ([]change.Action, error) {
	var out []change.Action
	err := s.query(ctx, func(rows *sql.Rows) error {
		var a change.Action
		var params, at, undone string
		err := rows.Scan(&a.ID, &a.Op.Title, &params, &at, &a.Rows, &a.Import, &undone)
		if params != "" && err == nil {
			err = json.Unmarshal([]byte(params), &a.Op.Args)
		}
		a.At, a.Undone = moment(at), undone != ""
		out = append(out, a)
		return err
	}, "SELECT id, title, args, at, changed, import, undone FROM action "+rest, args...)
	return out, err
}

// UndoLast undoes the latest action that still stands (code "nothing_to_undo").
func (s *Store) UndoLast(ctx context.Context) (change.Undone, error) {
	last, err := s.actions(ctx, "WHERE undone = '' ORDER BY id DESC LIMIT 1")
	if err != nil {
		return change.Undone{}, err
	}
	if len(last) == 0 {
		return change.Undone{}, data.Errorf("nothing_to_undo", "", "", nil)
	}
	return s.Undo(ctx, last[0].ID)
}

// Undo brings every row of an action back as it was before, in one batch. A
// row that a later action, not undone, has changed or hung something on stays
// and is listed, and so does one whose place has been taken since.
func (s *Store) Undo(ctx context.Context, action int64) (change.Undone, error) {
	if s.writer == nil {
		return change.Undone{}, s.refused()
	}
	s.mu.Lock()
	undone, err := s.undo(ctx, action)
	s.mu.Unlock()
	if err == nil {
		s.publish(change.Op{Title: "undo", Args: undone.Action.Op.Args}, action, change.Prospect, change.Deal, change.Activity, change.Entry,
			change.Stage, change.Measure, change.KPI, change.Target, change.Review)
	}
	return undone, err
}

func (s *Store) undo(ctx context.Context, action int64) (change.Undone, error) {
	found, err := s.actions(ctx, "WHERE id = ?", action)
	if err != nil {
		return change.Undone{}, err
	}
	if len(found) == 0 {
		return change.Undone{}, data.Errorf("unknown_action", fmt.Sprint(action), "", nil)
	}
	out := change.Undone{Action: found[0]}
	if out.Action.Undone {
		return out, data.Errorf("already_undone", fmt.Sprint(action), "", nil)
	}
	sets, listed, err := s.unlisting(ctx, action)
	if err != nil {
		return out, err
	}
	statements := append(undoing(action, instant(s.clock())), sets...)
	if _, _, err := s.Batch(ctx, rand.Text(), statements); err != nil {
		return out, err
	}
	out.Action.Undone = true
	err = tally(ctx, s.reader, &out)
	out.Reverted = cmp.Or(out.Reverted, listed)
	return out, err
}

// foresee tells what an undo would do, by marking the rows that it would spare
// in a transaction that is then given up.
func (s *Store) foresee(ctx context.Context, action int64) (change.Undone, error) {
	found, err := s.actions(ctx, "WHERE id = ?", action)
	if err != nil || len(found) == 0 || s.writer == nil {
		return change.Undone{}, cmp.Or(err, s.refused())
	}
	out := change.Undone{Action: found[0]}
	s.mu.Lock()
	defer s.mu.Unlock()
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return out, s.fail(err)
	}
	defer tx.Rollback()
	for _, st := range sparing(action) {
		if _, err := tx.ExecContext(ctx, st.SQL, st.Args...); err != nil {
			return out, s.fail(err)
		}
	}
	err = s.fail(tally(ctx, tx, &out))
	return out, err
}

// querier is a connection, a pool of them or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// tally fills in how many rows an undo takes back and which it leaves alone,
// with the companies that these belong to.
func tally(ctx context.Context, q querier, out *change.Undone) error {
	each := func(scan func(*sql.Rows) error, statement string) error {
		rows, err := q.QueryContext(ctx, statement, out.Action.ID)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			if err := scan(rows); err != nil {
				return err
			}
		}
		return rows.Err()
	}
	of := "CASE k.tbl WHEN 'prospect' THEN k.row"
	for _, child := range []string{"contact", "activity", "deal", "entry"} {
		of += fmt.Sprintf(" WHEN '%[1]s' THEN (SELECT prospect FROM %[1]s WHERE id = k.row)", child)
	}
	err := each(func(rows *sql.Rows) error {
		var k change.Kept
		err := rows.Scan(&k.Noun, &k.ID, &k.Reason, &k.Prospect, &k.Name)
		out.Kept = append(out.Kept, k)
		return err
	}, "SELECT k.tbl, k.row, k.reason, coalesce(p.id, 0), coalesce(p.name, '') FROM kept k LEFT JOIN prospect p ON p.id = "+of+" END"+
		" WHERE k.action = ? AND k.reason <> '' ORDER BY k.tbl, k.row")
	if err != nil {
		return err
	}
	rows := map[string]int{}
	err = each(func(r *sql.Rows) error {
		var tbl string
		var n int
		err := r.Scan(&tbl, &n)
		rows[tbl] += n
		return err
	}, `SELECT tbl, last - first + 1 FROM created WHERE action = ?1 UNION ALL SELECT tbl, count(*) FROM change WHERE action = ?1 GROUP BY tbl
 UNION ALL SELECT tbl, -count(*) FROM kept WHERE action = ?1 GROUP BY tbl`)
	out.Reverted = counted(rows)
	return err
}

const (
	// ours is the condition that row x.id of a table was made by action ?1.
	ours = "EXISTS(SELECT 1 FROM created r WHERE r.action = ?1 AND r.tbl = '%[1]s' AND %[2]s BETWEEN r.first AND r.last)"
	// remembered is the condition that the journal of action ?1 has the row.
	remembered = "EXISTS(SELECT 1 FROM change o WHERE o.action = ?1 AND o.tbl = '%[1]s' AND o.row = %[2]s)"
	// spared is the condition that the undo of action ?1 leaves the row alone.
	spared = "EXISTS(SELECT 1 FROM kept k WHERE k.action = ?1 AND k.tbl = '%[1]s' AND k.row = %[2]s)"
)

// undoing is the whole undo of an action as statements that read nothing in
// between. A reason "" marks rows that stay only because their parent does.
func undoing(action int64, now string) []Statement {
	var out []Statement
	add := func(format string, args ...any) {
		out = append(out, Statement{SQL: fmt.Sprintf(format, args...), Args: []any{action}})
	}
	out = append(out, Statement{SQL: "UPDATE action SET undone = ?2 WHERE id = ?1 AND undone = ''", Args: []any{action, now}, Exactly: 1})
	out = append(out, sparing(action)...)

	// Whose rollup follows, before and after.
	touch := func() {
		for _, t := range []string{"activity", "deal", "entry"} {
			add("INSERT OR IGNORE INTO touched SELECT x.prospect FROM created r JOIN %[1]s x ON x.id BETWEEN r.first AND r.last WHERE r.action = ?1 AND r.tbl = '%[1]s'", t)
			add("INSERT OR IGNORE INTO touched SELECT x.prospect FROM change c JOIN %[1]s x ON x.id = c.row WHERE c.action = ?1 AND c.tbl = '%[1]s'", t)
			add("INSERT OR IGNORE INTO touched SELECT json_extract(c.before, '$.prospect') FROM change c WHERE c.action = ?1 AND c.tbl = '%[1]s'", t)
		}
		add("INSERT OR IGNORE INTO touched_day SELECT x.measure, x.day FROM created r JOIN value x ON x.id BETWEEN r.first AND r.last WHERE r.action = ?1 AND r.tbl = 'value'")
		add("INSERT OR IGNORE INTO touched_day SELECT json_extract(c.before, '$.measure'), json_extract(c.before, '$.day') FROM change c WHERE c.action = ?1 AND c.tbl = 'value'")
		add("INSERT OR IGNORE INTO touched_day SELECT x.measure, x.day FROM change c JOIN measure m ON m.id = c.row JOIN value x ON x.measure = m.key" +
			" WHERE c.action = ?1 AND c.tbl = 'measure'")
	}
	touch()
	out = append(out, Statement{SQL: derive("-", derivedOf(ofTouched))})

	for _, t := range order {
		add("DELETE FROM %[1]s WHERE id IN (SELECT x.id FROM created r JOIN %[1]s x ON x.id BETWEEN r.first AND r.last WHERE r.action = ?1 AND r.tbl = '%[1]s')"+
			" AND NOT "+spared, t, t+".id")
	}
	// The search index may have forgotten rows that come back.
	add("INSERT OR IGNORE INTO g_dirty SELECT row FROM change c WHERE c.action = ?1 AND c.tbl = 'prospect' AND NOT EXISTS(SELECT 1 FROM prospect p WHERE p.id = c.row)")
	for _, t := range order {
		out = append(out, restoring(tables[t], action)...)
	}
	add(lettingIn)
	out = append(out, forgetEmpty...)
	out = append(out, after(true, true)...)
	// A changed order of the stages moves prospects that no entry of the action names.
	return append(out, Statement{Args: []any{action},
		SQL: follow("IN (SELECT prospect FROM entry) AND EXISTS(SELECT 1 FROM change c WHERE c.action = ?1 AND c.tbl = 'stage')")})
}

// restoring puts the rows of a table back, but those whose parent is gone or
// whose unique place another row has taken.
func restoring(t table, action int64) []Statement {
	var out []Statement
	add := func(format string, args ...any) {
		out = append(out, Statement{SQL: fmt.Sprintf(format, args...), Args: []any{action}})
	}
	for _, p := range t.parents {
		add("INSERT OR IGNORE INTO kept SELECT ?1, c.tbl, c.row, 'parent_gone' FROM change c WHERE c.action = ?1 AND c.tbl = '%s'"+
			" AND NOT EXISTS(SELECT 1 FROM %s p WHERE p.%s = %s)", t.name, p.table, p.key, t.was(p.column))
	}
	if len(t.unique) > 0 {
		var equal []string
		for _, c := range t.unique {
			equal = append(equal, fmt.Sprintf("x.%s = %s", c, t.was(c)))
		}
		add("INSERT OR IGNORE INTO kept SELECT ?1, c.tbl, c.row, 'place_taken' FROM change c JOIN %[1]s x ON %[3]s AND x.%[4]s <> '' AND x.id <> c.row"+
			" WHERE c.action = ?1 AND c.tbl = '%[1]s' AND NOT ("+remembered+" AND NOT "+spared+")", t.name, "x.id", strings.Join(equal, " AND "), t.unique[0])
	}
	var values, set []string
	for _, c := range t.columns {
		values, set = append(values, t.was(c)), append(set, c+" = excluded."+c)
	}
	restore := "INSERT INTO %[1]s(id, %[3]s) SELECT c.row, %[4]s FROM change c WHERE c.action = ?1 AND c.tbl = '%[1]s' AND NOT " + spared +
		"%[6]s ON CONFLICT(id) DO UPDATE SET %[5]s"
	parts := []string{""}
	if len(t.unique) > 0 { // those that are there give free what those that are gone had
		here := fmt.Sprintf("EXISTS(SELECT 1 FROM %s x WHERE x.id = c.row)", t.name)
		parts = []string{" AND " + here, " AND NOT " + here}
	}
	for _, part := range parts {
		add(restore, t.name, "c.row", strings.Join(t.columns, ", "), strings.Join(values, ", "), strings.Join(set, ", "), part)
	}
	return out
}

// sparing marks the rows that an undo leaves alone for what was done since.
func sparing(action int64) []Statement {
	var out []Statement
	add := func(format string, args ...any) {
		out = append(out, Statement{SQL: fmt.Sprintf(format, args...), Args: []any{action}})
	}
	// Edited by a later action that stands.
	for _, t := range order {
		add("INSERT OR IGNORE INTO kept SELECT ?1, c.tbl, c.row, 'edited_since' FROM action a JOIN change c ON c.action = a.id AND c.tbl = '%[1]s'"+
			" WHERE a.id > ?1 AND a.undone = '' AND ("+ours+" OR "+remembered+")", t, "c.row")
	}
	// Made here, but with something hung on it since.
	eachParent(func(child string, p parent) {
		add("INSERT OR IGNORE INTO kept SELECT DISTINCT ?1, '%[3]s', p.id, 'edited_since' FROM created m JOIN %[3]s p ON p.id BETWEEN m.first AND m.last"+
			" JOIN %[1]s x ON x.%[4]s = p.%[5]s WHERE m.action = ?1 AND m.tbl = '%[3]s' AND NOT "+ours+" AND NOT ("+remembered+" AND NOT "+spared+")",
			child, "x.id", p.table, p.column, p.key)
	})
	// Made here, on something made here that stays.
	eachParent(func(child string, p parent) {
		add("INSERT OR IGNORE INTO kept SELECT ?1, '%[1]s', x.id, '' FROM kept k JOIN %[3]s p ON p.id = k.row JOIN %[1]s x ON x.%[4]s = p.%[5]s"+
			" WHERE k.action = ?1 AND k.tbl = '%[3]s' AND "+ours, child, "x.id", p.table, p.column, p.key)
	})
	for _, st := range keptLists {
		add("%s", st)
	}
	return out
}

func eachParent(f func(child string, p parent)) {
	for _, t := range order {
		for _, p := range tables[t].parents {
			f(t, p)
		}
	}
}
