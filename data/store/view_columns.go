package store

import (
	"database/sql/driver"
	"maps"
	"math"
	"slices"

	"shirube/data/period"
)

// columns is the rows of a workspace at one time, in the order of their ids.
type columns struct {
	version int64 // data_version when they were read
	ids     []int64
	words   map[string]*words
	numbers map[string]*amounts
	byName  []uint32         // rows in the order of name and id
	rank    []uint32         // each row's place in byName
	texts   *folds           // nil where they would take too much memory
	stages  map[string]int64 // position by key
	settled settled

	gathered   map[string]*words // read when first asked for, as seen on gatheredOn
	gatheredOn period.Day

	lists []listed
}

// words is a column of texts, most of which occur often.
type words struct {
	codes
	values []string
	code   map[string]uint32
}

func (w *words) clone() *words {
	c := codes{slices.Clone(w.one), slices.Clone(w.two), slices.Clone(w.four)}
	return &words{c, slices.Clone(w.values), maps.Clone(w.code)}
}

// codes are the numbers of a column's values by row, as narrow as they fit:
// only the widest that is there counts.
type codes struct {
	one  []uint8
	two  []uint16
	four []uint32
}

func (c *codes) at(row uint32) uint32 {
	switch {
	case c.four != nil:
		return c.four[row]
	case c.two != nil:
		return uint32(c.two[row])
	}
	return uint32(c.one[row])
}

// put writes the code of a row, behind the others or in place of what was there.
func (c *codes) put(row int, code uint32) {
	switch {
	case c.four == nil && code > math.MaxUint16:
		c.four = make([]uint32, 0, max(cap(c.one), cap(c.two)))
		for i := range max(len(c.one), len(c.two)) {
			c.four = append(c.four, (&codes{one: c.one, two: c.two}).at(uint32(i)))
		}
		c.one, c.two = nil, nil
	case c.two == nil && c.four == nil && code > math.MaxUint8:
		c.two = make([]uint16, 0, cap(c.one))
		for _, n := range c.one {
			c.two = append(c.two, uint16(n))
		}
		c.one = nil
	}
	switch {
	case c.four != nil:
		c.four = placed(c.four, row, code)
	case c.two != nil:
		c.two = placed(c.two, row, uint16(code))
	default:
		c.one = placed(c.one, row, uint8(code))
	}
}

// placed sets the value of a row, which may be the one behind the last.
func placed[V any](column []V, row int, v V) []V {
	if row == len(column) {
		return append(column, v)
	}
	column[row] = v
	return column
}

const unknown = math.MinInt64

// amounts is a column of numbers; nothing is kept of one of which none is known.
type amounts struct {
	known []int64 // unknown where not known; nil where none is
}

func (a *amounts) at(row uint32) int64 {
	if a.known == nil {
		return unknown
	}
	return a.known[row]
}

func (a *amounts) put(row, rows int, n int64) {
	if a.known == nil && n != unknown {
		a.known = slices.Repeat([]int64{unknown}, rows)
	}
	if a.known != nil {
		a.known = placed(a.known, row, n)
	}
}

var (
	wordColumns   = list("prefecture city industry channel owner tags closed_day updated stage stage_day last_contact")
	numberColumns = list("employees capital")
)

const selectView = `SELECT p.id, p.prefecture, p.city, p.industry, p.channel, p.owner, p.tags, p.closed_day, p.updated,
 (SELECT key FROM stage WHERE id = p.stage), p.stage_day, p.last_contact, p.employees, p.capital, p.fold FROM prospect p`

func newColumns(rows int64) *columns {
	l := &columns{words: map[string]*words{}, numbers: map[string]*amounts{}, stages: map[string]int64{}, texts: newFolds(rows), ids: make([]int64, 0, rows)}
	for _, c := range wordColumns {
		l.words[c] = &words{codes: codes{one: make([]uint8, 0, rows)}, code: map[string]uint32{}}
	}
	for _, c := range numberColumns {
		l.numbers[c] = &amounts{}
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
	before := len(l.ids)
	l.ids = placed(l.ids, row, v[0].(int64))
	for i, c := range wordColumns {
		w := l.words[c]
		w.put(row, w.of(text(v[1+i])))
	}
	v = v[1+len(wordColumns):]
	for i, c := range numberColumns {
		n, ok := v[i].(int64)
		if !ok {
			n = unknown
		}
		l.numbers[c].put(row, before, n)
	}
	if l.texts != nil && !l.texts.put(row, text(v[len(numberColumns)])) {
		l.texts = nil
	}
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
	err = b.each(selectView+" ORDER BY p.id", func(v []driver.Value) error {
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
	if c.lists, err = readLists(b); err != nil {
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
