package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"iter"
	"math"
	"path/filepath"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/funnel"
	"shirube/data/intake"
	"shirube/data/prospect"
)

// rejectedKept bounds how many rejected rows are kept with an import; their
// count is always exact.
const rejectedKept = 10_000

// loading is an import under way, inside its transaction.
type loading struct {
	*bulk
	ctx        context.Context
	s          *Store
	action, id int64
	now        string
	stages     map[string]int64
	ids        map[string]*sequence
	touched    bool // some prospects' rollup must follow
	takenOut   bool // they were taken out of it one by one, before rows were changed
	days       bool // some days of recorded measures must
	doubled    int  // rows that were there already, found while writing
	n          int
	search     indexing
	inserts    map[uint64]string // statements by the columns they set
}

// load runs one import: everything that rows write, the rollup and the record
// of the import land together or not at all.
func (s *Store) load(ctx context.Context, imp intake.Import, nouns []change.Noun, rows func(*loading) error, finish func() intake.Result) (int64, error) {
	if s.writer == nil {
		return 0, s.refused()
	}
	var l *loading
	s.mu.Lock()
	stages, err := s.identified(ctx)
	if err == nil {
		err = s.transaction(ctx, func(b *bulk) error {
			l = &loading{bulk: b, ctx: ctx, s: s, now: instant(s.clock()), stages: stages, ids: map[string]*sequence{}, inserts: map[uint64]string{}}
			return l.whole(imp, rows, finish)
		})
	}
	s.mu.Unlock()
	if err != nil {
		return 0, err
	}
	s.publish(importOp(imp), l.action, nouns...)
	return l.id, nil
}

func importOp(imp intake.Import) change.Op {
	return change.Op{Title: "import." + imp.Noun, Args: map[string]string{"file": filepath.Base(imp.File)}}
}

func (l *loading) whole(imp intake.Import, rows func(*loading) error, finish func() intake.Result) error {
	actions, err := l.sequence("action")
	if err != nil {
		return err
	}
	imports, err := l.sequence("import")
	if err != nil {
		return err
	}
	l.action, l.id = actions.take(), imports.take()
	if err := rows(l); err != nil {
		return err
	}
	for _, tbl := range order {
		if q := l.ids[tbl]; q != nil {
			if err := q.finish(l.bulk, l.action); err != nil {
				return err
			}
		}
	}
	if err := l.settle(); err != nil {
		return err
	}
	result := finish()
	result.Import = l.id
	result.Created -= l.doubled
	result.Skipped += l.doubled
	if err := l.record(imp, result, result.Created+result.Updated); err != nil {
		return err
	}
	for _, q := range []*sequence{actions, imports} {
		if err := q.finish(l.bulk, 0); err != nil {
			return err
		}
	}
	return nil
}

// settle brings rollup and stages in step with what was written: what the
// touched prospects counted for before goes, what they count for now comes.
func (l *loading) settle() error {
	all := after(l.touched, l.days)
	if l.touched && !l.takenOut {
		all = append([]Statement{{SQL: derive("-", derivedBefore(l.firstID("entry")))}}, all...)
	}
	for _, st := range all {
		if _, err := l.exec(st.SQL); err != nil {
			return err
		}
	}
	return nil
}

// record writes the action, the import and its rejected rows.
func (l *loading) record(imp intake.Import, result intake.Result, changed int) error {
	rejected := result.Rejected
	result.Rejected = nil
	found, err := json.Marshal(result)
	if err != nil {
		return err
	}
	o := imp.Mapping
	o.Progress = nil
	options, err := json.Marshal(o)
	if err != nil {
		return err
	}
	op := importOp(imp)
	if _, err := l.exec("INSERT INTO action(id, title, args, at, changed, import) VALUES(?, ?, ?, ?, ?, ?)",
		l.action, op.Title, asJSON(op.Args), l.now, changed, l.id); err != nil {
		return err
	}
	if _, err := l.exec("INSERT INTO import(id, action, noun, file, sha256, at, result, options, header) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
		l.id, l.action, imp.Noun, imp.File, imp.SHA256, l.now, string(found), string(options), imp.Header); err != nil {
		return err
	}
	for kind, who := range result.Who {
		for _, id := range who {
			if _, err := l.exec("INSERT OR IGNORE INTO import_change(import, kind, prospect) VALUES(?, ?, ?)", l.id, kind, id); err != nil {
				return err
			}
		}
	}
	for i, r := range rejected[:min(len(rejected), rejectedKept)] {
		if _, err := l.exec("INSERT INTO rejected(import, n, line, col, value, code) VALUES(?, ?, ?, ?, ?, ?)", l.id, i, r.Line, r.Column, r.Value, r.Code); err != nil {
			return err
		}
	}
	_, err = l.exec("INSERT INTO operation(id, at) VALUES(?, ?)", fmt.Sprint("import ", l.id), l.now)
	return err
}

// each runs f for every row until one fails or the user gives up.
func each[T any](l *loading, rows iter.Seq2[T, error], f func(T) error) error {
	for row, err := range rows {
		if l.n++; err == nil && l.n%256 == 0 {
			err = l.ctx.Err()
		}
		if err == nil {
			err = f(row)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// take gives the next id of a table.
func (l *loading) take(table string) (int64, error) {
	q, err := l.of(table)
	if err != nil {
		return 0, err
	}
	return q.take(), nil
}

// of gives the ids of a table.
func (l *loading) of(table string) (*sequence, error) {
	q := l.ids[table]
	if q == nil {
		var err error
		if q, err = l.sequence(table); err != nil {
			return nil, err
		}
		l.ids[table] = q
	}
	return q, nil
}

// firstID is the first id of a table that this import gave out.
func (l *loading) firstID(table string) int64 {
	if q := l.ids[table]; q != nil {
		return q.first
	}
	return math.MaxInt64
}

// touch marks a prospect whose rollup must follow.
func (l *loading) touch(of int64) error {
	l.touched = true
	_, err := l.exec("INSERT OR IGNORE INTO touched VALUES(?)", of)
	return err
}

// takeOut is touch for an import that changes rows, not only adds them: what
// the prospect counts for must leave the rollup before its first change.
func (l *loading) takeOut(of int64) error {
	l.touched, l.takenOut = true, true
	n, err := l.exec("INSERT OR IGNORE INTO touched VALUES(?)", of)
	if err == nil && n > 0 {
		_, err = l.exec(derive("-", derivedOf("= ?1")), of)
	}
	return err
}

// enter adds one entry, unless it is there already.
func (l *loading) enter(e funnel.Entry) (bool, error) {
	stage, ok := l.stages[e.Stage]
	if !ok {
		return false, data.Errorf("unknown_stage", e.Stage, "", nil)
	}
	known, err := l.integer("SELECT id FROM entry WHERE prospect = ? AND stage = ? AND day = ?", e.Prospect, stage, e.Day.String())
	if err != nil || known != 0 {
		return false, err
	}
	if err := l.touch(e.Prospect); err != nil {
		return false, err
	}
	id, err := l.take("entry")
	if err != nil {
		return false, err
	}
	_, err = l.exec("INSERT INTO entry(id, prospect, stage, day, channel, campaign, owner) VALUES(?, ?, ?, ?, ?, ?, ?)",
		id, e.Prospect, stage, e.Day.String(), e.Channel, e.Campaign, e.Owner)
	return true, err
}

// ImportEntries adds entries (IDs are not used). One that is there already is
// skipped: it moves from created to skipped in the stored result.
func (s *Store) ImportEntries(ctx context.Context, imp intake.Import, rows iter.Seq2[funnel.Entry, error], finish func() intake.Result) (int64, error) {
	return s.load(ctx, imp, []change.Noun{change.Entry, change.Prospect}, func(l *loading) error {
		return each(l, rows, func(e funnel.Entry) error {
			added, err := l.enter(e)
			if err == nil && !added {
				l.doubled++
			}
			return err
		})
	}, finish)
}

// ImportDeals adds deals (ID 0) and changes those with an ID.
func (s *Store) ImportDeals(ctx context.Context, imp intake.Import, rows iter.Seq2[prospect.Deal, error], finish func() intake.Result) (int64, error) {
	return s.load(ctx, imp, []change.Noun{change.Deal}, func(l *loading) error {
		return each(l, rows, func(d prospect.Deal) error {
			if err := l.takeOut(d.Prospect); err != nil {
				return err
			}
			id, err := d.ID, error(nil)
			if id == 0 {
				id, err = l.take("deal")
			} else {
				err = l.formerDeal(id)
			}
			if err != nil {
				return err
			}
			n, err := l.exec(insertDeal, dealValues(id, d)...)
			if err == nil && n == 0 {
				err = &data.Error{Code: "unknown_prospect", Args: map[string]any{"id": d.Prospect}}
			}
			return err
		})
	}, finish)
}

// formerDeal journals a deal as it is and takes the prospect that has it out
// of the rollup.
func (l *loading) formerDeal(id int64) error {
	of, err := l.integer("SELECT prospect FROM deal WHERE id = ?", id)
	if err != nil {
		return err
	}
	if of == 0 {
		return &data.Error{Code: "unknown_deal", Args: map[string]any{"id": id}}
	}
	if err := l.takeOut(of); err != nil {
		return err
	}
	_, err = l.exec(journalDeal, l.action, id)
	return err
}

// Imports lists the imports, the latest first, without their rejected rows.
func (s *Store) Imports(ctx context.Context) ([]intake.Import, error) {
	return s.imports(ctx, "ORDER BY i.id DESC")
}

// ImportOf gives one import with its rejected rows (code "unknown_import").
func (s *Store) ImportOf(ctx context.Context, id int64) (intake.Import, error) {
	found, err := s.imports(ctx, "WHERE i.id = ?", id)
	if err != nil {
		return intake.Import{}, err
	}
	if len(found) == 0 {
		return intake.Import{}, data.Errorf("unknown_import", fmt.Sprint(id), "", nil)
	}
	imp := found[0]
	err = s.query(ctx, func(rows *sql.Rows) error {
		var r intake.Rejected
		err := rows.Scan(&r.Line, &r.Column, &r.Value, &r.Code)
		imp.Rejects = append(imp.Rejects, r)
		return err
	}, "SELECT line, col, value, code FROM rejected WHERE import = ? ORDER BY n", id)
	imp.Result.Rejected = imp.Rejects
	return imp, err
}

func (s *Store) imports(ctx context.Context, rest string, args ...any) ([]intake.Import, error) {
	var out []intake.Import
	err := s.query(ctx, func(rows *sql.Rows) error {
		var imp intake.Import
		var result, options string
		if err := rows.Scan(&imp.ID, &imp.Noun, &imp.File, &imp.SHA256, &imp.At, &result, &options, &imp.Undone); err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(result), &imp.Result); err != nil {
			return err
		}
		imp.Result.Rejected = []intake.Rejected{}
		err := json.Unmarshal([]byte(options), &imp.Mapping)
		out = append(out, imp)
		return err
	}, `SELECT i.id, i.noun, i.file, i.sha256, i.at, i.result, i.options, a.undone <> '' FROM import i JOIN action a ON a.id = i.action `+rest, args...)
	return out, err
}

// ImportChanged gives the prospects of one kind of a register's changes that
// are still there, by id.
func (s *Store) ImportChanged(ctx context.Context, number int64, kind string) ([]int64, error) {
	statement := "SELECT p.id FROM import_change c JOIN prospect p ON p.id = c.prospect WHERE c.import = ?1 AND c.kind = ?2 ORDER BY p.id"
	if kind == intake.ChangeNew {
		statement = "SELECT p.id FROM import i JOIN created m ON m.action = i.action AND m.tbl = 'prospect' JOIN prospect p ON p.id BETWEEN m.first AND m.last" +
			" WHERE i.id = ?1 AND ?2 <> '' ORDER BY p.id"
	}
	out := []int64{}
	err := s.query(ctx, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		out = append(out, id)
		return err
	}, statement, number, kind)
	return out, err
}

// LastMapping gives how the latest import of a noun that stands and had a
// header of this kind was told to read its file.
func (s *Store) LastMapping(ctx context.Context, noun, header string) (o intake.Options, found bool, err error) {
	var text string
	err = s.one(ctx, &text, "SELECT i.options FROM import i JOIN action a ON a.id = i.action WHERE i.noun = ? AND i.header = ? AND a.undone = '' ORDER BY i.id DESC LIMIT 1", noun, header)
	if err != nil || text == "" || header == "" {
		return o, false, err
	}
	return o, true, json.Unmarshal([]byte(text), &o)
}

// UndoImport undoes the action that an import was.
func (s *Store) UndoImport(ctx context.Context, id int64) (change.Undone, error) {
	action, err := s.actionOf(ctx, id)
	if err != nil {
		return change.Undone{}, err
	}
	return s.Undo(ctx, action)
}

// ForeseeUndo tells what UndoImport would take back and what it would leave
// alone for having been edited since; it changes nothing.
func (s *Store) ForeseeUndo(ctx context.Context, id int64) (change.Undone, error) {
	action, err := s.actionOf(ctx, id)
	if err != nil {
		return change.Undone{}, err
	}
	return s.foresee(ctx, action)
}

func (s *Store) actionOf(ctx context.Context, id int64) (action int64, err error) {
	err = s.one(ctx, &action, "SELECT action FROM import WHERE id = ?", id)
	if err == nil && action == 0 {
		err = data.Errorf("unknown_import", fmt.Sprint(id), "", nil)
	}
	return action, err
}
