package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"math"
	"slices"
	"sync"

	"shirube/data/period"
)

// view is the list in memory: the narrow columns on which it is filtered and
// sorted, the order by name, and the folded texts that a search reads. It
// answers only while it is what the file holds; the database answers else.
type view struct {
	s    *Store
	ctx  context.Context
	stop context.CancelFunc
	work sync.WaitGroup

	mu      sync.Mutex // over what follows
	conn    *sql.Conn  // the one whose data_version tells whether the columns are up to date
	b       *bulk
	columns *columns // nil while not loaded
	loading bool     // which has the connection to itself
	missed  bool     // something was written meanwhile
}

func newView(s *Store) *view {
	v := &view{s: s}
	v.ctx, v.stop = context.WithCancel(context.Background())
	return v
}

// columns is the rows of a workspace at one time, in the order of their ids.
type columns struct {
	version int64 // data_version when they were read
	ids     []int64
	words   map[string]*words
	numbers map[string][]int64 // unknown where not known
	byName  []uint32           // rows in the order of name and id
	rank    []uint32           // each row's place in byName
	texts   []string           // nil where they would take too much memory
	stages  map[string]int64   // position by key

	gathered   map[string]*words // read when first asked for, as seen on gatheredOn
	gatheredOn period.Day
}

// words is a column of texts, most of which occur often.
type words struct {
	codes  []uint32
	values []string
	code   map[string]uint32
}

const unknown = math.MinInt64

// maxTexts bounds the bytes of texts that are held in memory.
const maxTexts = 256 << 20

var (
	wordColumns   = list("prefecture city industry channel owner tags closed_day updated stage stage_day last_contact")
	numberColumns = list("employees capital")
)

const selectView = `SELECT p.id, p.prefecture, p.city, p.industry, p.channel, p.owner, p.tags, p.closed_day, p.updated,
 (SELECT key FROM stage WHERE id = p.stage), p.stage_day, p.last_contact, p.employees, p.capital, p.fold FROM prospect p`

func newColumns(rows int64) *columns {
	l := &columns{words: map[string]*words{}, numbers: map[string][]int64{}, stages: map[string]int64{}, texts: make([]string, 0, rows), ids: make([]int64, 0, rows)}
	for _, c := range wordColumns {
		l.words[c] = &words{codes: make([]uint32, 0, rows), code: map[string]uint32{}}
	}
	for _, c := range numberColumns {
		l.numbers[c] = make([]int64, 0, rows)
	}
	return l
}

func (w *words) of(s string) uint32 {
	c, ok := w.code[s]
	if !ok {
		c = uint32(len(w.values))
		w.code[s], w.values = c, append(w.values, s)
	}
	return c
}

// put writes a row of selectView, behind the others or in place of what was there.
func (l *columns) put(row int, v []driver.Value) {
	more := row == len(l.ids)
	if more {
		l.ids = append(l.ids, v[0].(int64))
	}
	for i, c := range wordColumns {
		w := l.words[c]
		code := w.of(text(v[1+i]))
		if more {
			w.codes = append(w.codes, code)
		} else {
			w.codes[row] = code
		}
	}
	v = v[1+len(wordColumns):]
	for i, c := range numberColumns {
		n, ok := v[i].(int64)
		if !ok {
			n = unknown
		}
		if more {
			l.numbers[c] = append(l.numbers[c], n)
		} else {
			l.numbers[c][row] = n
		}
	}
	if l.texts == nil {
		return
	}
	fold := text(v[len(numberColumns)])
	if more {
		l.texts = append(l.texts, fold)
	} else {
		l.texts[row] = fold
	}
}

// with runs f on the view's connection, for which everything stands as it is
// when it begins.
func (v *view) with(f func(*bulk) error) error {
	if v.conn == nil {
		conn, err := v.s.reader.Conn(v.ctx)
		if err != nil {
			return err
		}
		v.conn = conn
	}
	err := v.conn.Raw(func(c any) error {
		if v.b == nil {
			v.b = newBulk(v.ctx, c)
		}
		return v.b.snapshot(func() error { return f(v.b) })
	})
	if errors.Is(err, sql.ErrConnDone) {
		// The connection was given up, as it is when f panics: the next one begins anew.
		v.conn, v.b = nil, nil
	}
	return err
}

const dataVersion = "PRAGMA data_version"

// use calls f with the columns while they are what the file holds, and tells
// whether it did. Otherwise they begin to load in the background.
func (v *view) use(f func(*bulk, *columns) error) (bool, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.loading || v.ctx.Err() != nil {
		return false, nil
	}
	used := false
	if v.columns != nil {
		err := v.with(func(b *bulk) error {
			version, err := b.integer(dataVersion)
			if err != nil || version != v.columns.version {
				return err
			}
			used = true
			return f(b, v.columns)
		})
		if !used && errors.Is(err, sql.ErrConnDone) {
			err = nil
		}
		if used || err != nil {
			return used, err
		}
	}
	v.begin()
	return false, nil
}

// Loaded waits until the list stands in memory and answers from there, and
// tells whether it does. Whoever asks once only gains by waiting: reading it
// beside a search of the file slows both.
func (s *Store) Loaded() bool {
	for range 3 {
		if used, _ := s.view.use(func(*bulk, *columns) error { return nil }); used {
			return true
		}
		s.view.work.Wait()
	}
	return false
}

// begin loads the columns anew; v.mu is held.
func (v *view) begin() {
	v.columns, v.loading = nil, true
	v.work.Go(func() {
		var c *columns
		err := v.s.keepSearch(v.ctx)
		v.mu.Lock()
		v.missed = false
		v.mu.Unlock()
		if err == nil {
			err = v.with(func(b *bulk) (err error) { c, err = readColumns(b); return err })
		}
		v.mu.Lock()
		defer v.mu.Unlock()
		if v.loading = false; err == nil && !v.missed {
			v.columns = c
		}
	})
}

// close ends the loading and lets go of the connection.
func (v *view) close() error {
	v.stop()
	v.work.Wait()
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.conn == nil {
		return nil
	}
	err := v.conn.Raw(func(any) error {
		if v.b == nil {
			return nil
		}
		return v.b.close()
	})
	return errors.Join(err, v.conn.Close())
}

func readColumns(b *bulk) (*columns, error) {
	size, err := b.integer("SELECT count(*) FROM prospect")
	if err != nil {
		return nil, err
	}
	c := newColumns(size)
	if c.version, err = b.integer(dataVersion); err != nil {
		return nil, err
	}
	bytes := 0
	err = b.each(selectView+" ORDER BY p.id", func(v []driver.Value) error {
		if c.texts != nil {
			if bytes += len(text(v[len(v)-1])); bytes > maxTexts {
				c.texts = nil
			}
		}
		c.put(len(c.ids), v)
		return b.ctx.Err()
	})
	if err != nil {
		return nil, err
	}
	err = b.each("SELECT key, position FROM stage", func(v []driver.Value) error {
		c.stages[text(v[0])] = v[1].(int64)
		return nil
	})
	if err != nil {
		return nil, err
	}
	c.byName = make([]uint32, 0, len(c.ids))
	err = b.each("SELECT id FROM prospect ORDER BY name, id", func(v []driver.Value) error {
		row, _ := slices.BinarySearch(c.ids, v[0].(int64))
		c.byName = append(c.byName, uint32(row))
		return b.ctx.Err()
	})
	if err != nil {
		return nil, err
	}
	c.ranked()
	return c, nil
}

// ranked makes rank follow byName.
func (c *columns) ranked() {
	if len(c.rank) != len(c.byName) {
		c.rank = make([]uint32, len(c.byName))
	}
	for i, row := range c.byName {
		c.rank[row] = uint32(i)
	}
}
