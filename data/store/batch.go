package store

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"

	"shirube/data"
	"shirube/data/change"
)

// Statement is one change in a batch. With Exactly set, the batch fails
// unless that many rows change: a guard against what was read being out of date.
type Statement struct {
	SQL     string
	Args    []any
	Exactly int64
}

var errOutdated = data.Errorf("outdated", "", "", nil)

// Batch applies all statements or none. operation names it: a repeat of one
// already applied changes nothing and gives false. It gives the rows changed.
func (s *Store) Batch(ctx context.Context, operation string, statements []Statement) (rows int64, applied bool, err error) {
	if s.writer == nil {
		return 0, false, s.refused()
	}
	conn, err := s.writer.Conn(ctx)
	if err != nil {
		return 0, false, s.fail(err)
	}
	defer conn.Close()
	seen := &watched{}
	if err := conn.Raw(func(c any) error { seen.on(c); return nil }); err != nil {
		return 0, false, err
	}
	defer conn.Raw(func(c any) error { (*watched)(nil).on(c); return nil })
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return 0, false, s.fail(err)
	}
	defer tx.Rollback()
	done, err := tx.ExecContext(ctx, "INSERT OR IGNORE INTO operation(id, at) VALUES(?, ?)", operation, instant(s.clock()))
	if err != nil {
		return 0, false, s.fail(err)
	}
	if n, _ := done.RowsAffected(); n == 0 {
		return 0, false, nil
	}
	for _, st := range statements {
		done, err := tx.ExecContext(ctx, st.SQL, st.Args...)
		if err != nil {
			return 0, false, s.fail(err)
		}
		n, err := done.RowsAffected()
		if err != nil {
			return 0, false, err
		}
		if st.Exactly > 0 && n != st.Exactly {
			return 0, false, errOutdated
		}
		rows += n
	}
	if err := tx.Commit(); err != nil {
		return 0, false, s.fail(err)
	}
	s.changed = true
	s.view.follow(seen)
	return rows, true, nil
}

// refused says why nothing can be written.
// Writable gives the error that writing would, where the workspace can only be
// looked at.
func (s *Store) Writable() error {
	if s.writer == nil {
		return s.refused()
	}
	return nil
}

func (s *Store) refused() error {
	e := data.Errorf("read_only", s.path, "", nil)
	if s.other != nil {
		e.Hint, e.Args = "other_process", map[string]any{"host": s.other.Host, "pid": s.other.PID}
	}
	return e
}

// work collects what one action of the user changes: the journal before, the
// changes, the rollup after.
type work struct {
	s       *Store
	ctx     context.Context
	body    []Statement
	next    map[string]int64
	taken   map[string]int64
	created [][3]any       // table, first, last
	rows    map[string]int // rows created or changed, by table
	people  []int64        // prospects whose rollup, stage and last contact must follow
	days    [][2]string
}

// do runs build, journals what it collected under op and applies it as one
// batch. News of nouns follows the commit.
func (s *Store) do(ctx context.Context, op change.Op, build func(*work) error, nouns ...change.Noun) error {
	if s.writer == nil {
		return s.refused()
	}
	s.mu.Lock()
	w := &work{s: s, ctx: ctx, next: map[string]int64{}, taken: map[string]int64{}, rows: map[string]int{}}
	action, err := s.commit(w, op, build)
	s.mu.Unlock()
	if err == nil && action != 0 {
		s.publish(op, action, nouns...)
	}
	return err
}

func (s *Store) commit(w *work, op change.Op, build func(*work) error) (int64, error) {
	if err := build(w); err != nil {
		return 0, err
	}
	if len(w.body) == 0 {
		return 0, nil
	}
	action, err := w.ids("action", 1)
	if err != nil {
		return 0, err
	}
	for _, c := range w.created {
		w.body = append(w.body, Statement{SQL: "INSERT INTO created VALUES(?, ?, ?, ?)", Args: []any{action, c[0], c[1], c[2]}})
	}
	all := []Statement{{SQL: "INSERT INTO action(id, title, args, at, changed) VALUES(?, ?, ?, ?, ?)",
		Args: []any{action, op.Title, asJSON(op.Args), instant(s.clock()), counted(w.rows)}}}
	all = append(all, w.sequences()...)
	all = append(all, before(asJSON(w.people), asJSON(w.days))...)
	for _, st := range w.body {
		for i, a := range st.Args {
			if a == thisAction {
				st.Args[i] = action
			}
		}
		all = append(all, st)
	}
	all = append(all, after(len(w.people) > 0, len(w.days) > 0)...)
	if _, _, err := s.Batch(w.ctx, rand.Text(), all); err != nil {
		return 0, err
	}
	return action, nil
}

type placeholder struct{}

// thisAction stands in a statement's arguments for the action's id.
var thisAction = placeholder{}

// add appends a change.
func (w *work) add(sql string, args ...any) { w.body = append(w.body, Statement{SQL: sql, Args: args}) }

// ids takes n ids of a table that follow one another and gives the first.
func (w *work) ids(tbl string, n int) (int64, error) {
	if _, ok := w.next[tbl]; !ok {
		next := int64(1)
		if err := w.s.one(w.ctx, &next, "SELECT next FROM sequence WHERE tbl = ?", tbl); err != nil {
			return 0, err
		}
		w.next[tbl] = next
	}
	first := w.next[tbl] + w.taken[tbl]
	w.taken[tbl] += int64(n)
	return first, nil
}

// sequences moves the ids on, provided nobody else has.
func (w *work) sequences() []Statement {
	var out []Statement
	for tbl, n := range w.taken {
		out = append(out, Statement{SQL: `INSERT INTO sequence(tbl, next) VALUES(?1, ?2) ON CONFLICT DO UPDATE SET next = ?2 WHERE next = ?3`,
			Args: []any{tbl, w.next[tbl] + n, w.next[tbl]}, Exactly: 1})
	}
	return out
}

// create journals that the ids first to last of a table are new.
func (w *work) create(tbl string, first, last int64) {
	w.rows[tbl] += int(last - first + 1)
	if n := len(w.created); n > 0 && w.created[n-1][0] == tbl && w.created[n-1][2] == first-1 {
		w.created[n-1][2] = last
		return
	}
	w.created = append(w.created, [3]any{tbl, first, last})
}

// keep journals rows as they are, before they are changed or removed.
func (w *work) keep(tbl string, ids ...int64) {
	w.rows[tbl] += len(ids)
	w.add(tables[tbl].journal("id IN (SELECT value FROM json_each(?))"), thisAction, asJSON(ids))
}

// counted gives how many rows an action changed as its user sees it: those of
// the noun it was about, not what hangs on them.
func counted(rows map[string]int) int {
	for _, tbl := range []string{"prospect", "deal", "activity", "entry", "value", "kpi", "target", "measure", "segment", "cause", "review_action", "checklist", "apart", "list"} {
		if rows[tbl] > 0 {
			return rows[tbl]
		}
	}
	return rows["stage"]
}

// touch names prospects whose entries, deals or activities change.
func (w *work) touch(prospects ...int64) { w.people = append(w.people, prospects...) }

// touchDay names a day of a recorded measure whose values change.
func (w *work) touchDay(measure, day string) { w.days = append(w.days, [2]string{measure, day}) }

func asJSON(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(errors.Join(errors.New("store: value that JSON cannot hold"), err))
	}
	if string(text) == "null" {
		return ""
	}
	return string(text)
}
