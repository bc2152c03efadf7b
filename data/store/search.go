package store

import (
	"database/sql/driver"
	"maps"
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"
)

// chunks are those that are built, each with the last id that it knows.
type chunks map[int64]int64

func coverage(b *bulk) (chunks, error) {
	c := chunks{}
	return c, b.each("SELECT chunk, last FROM g_chunk", func(v []driver.Value) error {
		c[v[0].(int64)] = v[1].(int64)
		return nil
	})
}

// gaps are the ranges of ids, both ends counted, that no chunk knows.
func (c chunks) gaps() [][2]int64 {
	var out [][2]int64
	from := int64(0)
	for _, chunk := range slices.Sorted(maps.Keys(c)) {
		if first := chunk << chunkBits; from < first {
			out = append(out, [2]int64{from, first - 1})
		}
		from = c[chunk] + 1
	}
	return append(out, [2]int64{from, 1 << 62})
}

// hits is where the words of a search may occur, by the index as it stands.
type hits struct {
	words  []string
	open   []string // those of more than two characters: sure rows must be read for them
	known  chunks
	sure   []*rowSet // by chunk: rows with all grams of the words; nil = none
	unsure []*rowSet // by chunk: rows whose text has changed since, to be read
	dirty  []int64
}

const findGrams = `SELECT c.chunk, (SELECT b FROM g WHERE g.chunk = c.chunk AND g.gram = j.value)
 FROM json_each(?) j CROSS JOIN g_chunk c`

// lookUp asks the index for words. It reads through one connection and gives
// what is so at one time if that is inside a transaction.
func lookUp(b *bulk, words []string) (*hits, error) {
	h := &hits{words: words}
	var err error
	if h.known, err = coverage(b); err != nil {
		return nil, err
	}
	var all []int64
	for _, w := range words {
		if utf8.RuneCountInString(w) > 2 {
			h.open = append(h.open, w)
		}
		for _, g := range grams(w) {
			if !slices.Contains(all, g) {
				all = append(all, g)
			}
		}
	}
	met := map[int64]bool{}
	err = b.each(findGrams, func(v []driver.Value) error {
		chunk := v[0].(int64)
		rows, _ := v[1].([]byte)
		set := decodeRows(rows)
		if met[chunk] {
			(*at(&h.sure, chunk)).and(set)
		} else {
			*at(&h.sure, chunk) = set
		}
		met[chunk] = true
		return nil
	}, asJSON(all))
	if err != nil {
		return nil, err
	}
	return h, b.each("SELECT id FROM g_dirty", func(v []driver.Value) error {
		id := v[0].(int64)
		h.dirty = append(h.dirty, id)
		chunk, row := id>>chunkBits, uint16(id)
		if sure := *at(&h.sure, chunk); sure != nil {
			sure.remove(row)
		}
		if *at(&h.unsure, chunk) == nil {
			*at(&h.unsure, chunk) = new(rowSet)
		}
		(*at(&h.unsure, chunk)).add(row)
		return nil
	})
}

// at gives the place of a chunk in a list that grows as needed.
func at(list *[]*rowSet, chunk int64) **rowSet {
	for int64(len(*list)) <= chunk {
		*list = append(*list, nil)
	}
	return &(*list)[chunk]
}

// count is how many rows the index holds for likely.
func (h *hits) count() (n int) {
	for _, s := range h.sure {
		if s != nil {
			n += s.len()
		}
	}
	return n
}

// ids lists the rows that the index names and those that have changed since.
func (h *hits) ids() []int64 {
	out := append([]int64{}, h.dirty...)
	for chunk, s := range h.sure {
		if s != nil {
			s.each(func(row uint16) { out = append(out, int64(chunk)<<chunkBits|int64(row)) })
		}
	}
	return out
}

// either calls f with the rows of a chunk that may have the words, and whether
// each must be read to be sure.
func (h *hits) either(chunk int, f func(row uint16, read bool)) {
	var none rowSet
	sure, unsure := h.sure[chunk], h.unsure[chunk]
	if sure == nil {
		sure = &none
	}
	if unsure == nil {
		unsure = &none
	}
	for i := range sure {
		for w := sure[i] | unsure[i]; w != 0; w &= w - 1 {
			bit := bits.TrailingZeros64(w)
			f(uint16(i<<6+bit), len(h.open) > 0 || unsure[i]&(1<<bit) != 0)
		}
	}
}

// in tells whether a text has all the words.
func (h *hits) in(text string) bool {
	for _, w := range h.words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// scanned is the number of likely rows above which reading the table through
// is as quick as reading them one by one.
const scanned = 20_000

// narrow is the SQL condition that leaves only rows of prospect p that may
// have the words; "" where it would not help.
func (h *hits) narrow() (string, []any) {
	if len(h.known) == 0 || h.count() > scanned {
		return "", nil
	}
	return `p.id IN (SELECT value FROM json_each(?) UNION SELECT x.id FROM json_each(?) r
 JOIN prospect x ON x.id BETWEEN json_extract(r.value, '$[0]') AND json_extract(r.value, '$[1]'))`, []any{asJSON(h.ids()), asJSON(h.known.gaps())}
}
