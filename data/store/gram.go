package store

import (
	"cmp"
	"encoding/binary"
	"math/bits"
	"slices"
	"unicode/utf8"

	"shirube/data/store/rowblob"
)

// chunkBits is how many bits of an id count the rows within one chunk.
const chunkBits = 16

const chunkRows = 1 << chunkBits

// rowSet is a set of rows of one chunk, by the low bits of their ids.
type rowSet [chunkRows / 64]uint64

func (s *rowSet) add(row uint16)      { s[row>>6] |= 1 << (row & 63) }
func (s *rowSet) remove(row uint16)   { s[row>>6] &^= 1 << (row & 63) }
func (s *rowSet) has(row uint16) bool { return s[row>>6]&(1<<(row&63)) != 0 }

func (s *rowSet) and(o *rowSet) {
	for i := range s {
		s[i] &= o[i]
	}
}

func (s *rowSet) or(o *rowSet) {
	for i := range s {
		s[i] |= o[i]
	}
}

func (s *rowSet) len() (n int) {
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// each calls f with the rows of the set in order.
func (s *rowSet) each(f func(row uint16)) {
	for i, w := range s {
		for ; w != 0; w &= w - 1 {
			f(uint16(i<<6 + bits.TrailingZeros64(w)))
		}
	}
}

// bitmapBytes is the length of a blob that is the set itself; shorter ones
// hold the distances from row to row as varints.
const bitmapBytes = chunkRows / 8

var empty [bitmapBytes]byte

// encodeRows writes rows, which ascend, over b.
func encodeRows(b []byte, rows []uint16) []byte {
	if len(rows) <= chunkRows/12 {
		b = b[:0]
		last := uint64(0)
		for _, r := range rows {
			b, last = binary.AppendUvarint(b, uint64(r)-last), uint64(r)
		}
		if len(b) < bitmapBytes {
			return b
		}
	}
	b = append(b[:0], empty[:]...)
	for _, r := range rows {
		b[r>>3] |= 1 << (r & 7)
	}
	return b
}

// decodeRows reads a blob of encodeRows; damaged ones give what can be read.
func decodeRows(b []byte) *rowSet {
	var s rowSet
	if len(b) == bitmapBytes {
		for i := range s {
			s[i] = binary.LittleEndian.Uint64(b[i*8:])
		}
		return &s
	}
	row := uint64(0)
	for len(b) > 0 {
		step, n := binary.Uvarint(b)
		if n <= 0 {
			break
		}
		if row += step; row >= chunkRows {
			break
		}
		s.add(uint16(row))
		b = b[n:]
	}
	return &s
}

// pair is the gram of two neighbouring characters; that of one is its own number.
func pair(a, b rune) int64 { return int64(a)<<21 | int64(b) }

// grams are what a folded word must have in the index: its character, or all
// its pairs of neighbours.
func grams(word string) []int64 {
	var out []int64
	last := rune(-1)
	for _, r := range word {
		if last >= 0 {
			if p := pair(last, r); !slices.Contains(out, p) {
				out = append(out, p)
			}
		}
		last = r
	}
	if len(out) == 0 && last >= 0 {
		out = append(out, int64(last))
	}
	return out
}

// indexer makes the indexes of chunks, one after the other in the same memory.
type indexer struct {
	table gramTable
	seen  []uint32 // the gram of each place, then the row's end
	at    []uint32 // where each gram's rows go in lists
	lists []uint16
	order []ordered
}

type ordered struct {
	key  int64
	gram uint32
}

const rowEnd = ^uint32(0)

// postings indexes the texts of one chunk: texts[i] is that of the row with
// the low bits rows[i], which ascend. It gives gram, count and rows of each, in
// the order of the grams.
func (x *indexer) postings(rows []uint16, texts []string) *rowblob.Rows {
	x.table.reset()
	x.seen = x.seen[:0]
	for i, s := range texts {
		last := rune('\n')
		for at := 0; at < len(s); {
			r, n := rune(s[at]), 1
			if r >= utf8.RuneSelf {
				r, n = utf8.DecodeRuneInString(s[at:])
			}
			at += n
			if r != '\n' {
				x.see(int64(r), uint32(i+1))
				if last != '\n' {
					x.see(pair(last, r), uint32(i+1))
				}
			}
			last = r
		}
		x.seen = append(x.seen, rowEnd)
	}
	x.fill(rows)
	return x.packed()
}

// see counts a gram of a row, once.
func (x *indexer) see(key int64, row uint32) {
	g := x.table.of(key)
	if e := &x.table.grams[g]; e.last != row {
		e.last = row
		e.n++
		x.seen = append(x.seen, g)
	}
}

// fill deals the places out to their grams.
func (x *indexer) fill(rows []uint16) {
	grams, total := x.table.grams, uint32(0)
	x.at = slices.Grow(x.at[:0], len(grams))[:len(grams)]
	for g := range grams {
		x.at[g] = total
		total += grams[g].n
	}
	x.lists = slices.Grow(x.lists[:0], int(total))[:total]
	row := 0
	for _, g := range x.seen {
		if g == rowEnd {
			row++
			continue
		}
		x.lists[x.at[g]] = rows[row]
		x.at[g]++
	}
}

func (x *indexer) packed() *rowblob.Rows {
	x.order = x.order[:0]
	for g, e := range x.table.grams {
		x.order = append(x.order, ordered{e.key, uint32(g)})
	}
	slices.SortFunc(x.order, func(a, b ordered) int { return cmp.Compare(a.key, b.key) })
	out := rowblob.New(3, len(x.order)*40+len(x.lists)*5/4)
	var b []byte
	for _, o := range x.order {
		n, to := x.table.grams[o.gram].n, x.at[o.gram]
		b = encodeRows(b, x.lists[to-n:to])
		out.Int(o.key)
		out.Int(int64(n))
		out.Blob(b)
	}
	return out
}

// gramTable numbers the grams of a chunk as they come: an open hash table,
// since a map costs most of the time of an import. Single characters have
// their places by number.
type gramTable struct {
	single [1 << 16]uint32 // number of the gram + 1
	slots  []uint32        // number of the gram + 1
	grams  []counting
}

type counting struct {
	key  int64
	n    uint32
	last uint32 // the row that had it last, from 1
}

func (t *gramTable) reset() {
	if t.slots == nil {
		t.slots = make([]uint32, 1<<17)
	}
	clear(t.single[:])
	clear(t.slots)
	t.grams = t.grams[:0]
}

func (t *gramTable) of(key int64) uint32 {
	if key < int64(len(t.single)) {
		if t.single[key] == 0 {
			t.single[key] = t.added(key)
		}
		return t.single[key] - 1
	}
	mask := uint64(len(t.slots) - 1)
	for h := hash(key); ; h++ {
		switch g := t.slots[h&mask]; {
		case g == 0:
			g = t.added(key)
			if t.slots[h&mask] = g; len(t.grams)*2 > len(t.slots) {
				t.grow()
			}
			return g - 1
		case t.grams[g-1].key == key:
			return g - 1
		}
	}
}

func (t *gramTable) added(key int64) uint32 {
	t.grams = append(t.grams, counting{key: key})
	return uint32(len(t.grams))
}

func hash(key int64) uint64 { return uint64(key) * 0x9e3779b97f4a7c15 >> 24 }

func (t *gramTable) grow() {
	t.slots = make([]uint32, 2*len(t.slots))
	mask := uint64(len(t.slots) - 1)
	for i, g := range t.grams {
		if g.key < int64(len(t.single)) {
			continue
		}
		h := hash(g.key)
		for t.slots[h&mask] != 0 {
			h++
		}
		t.slots[h&mask] = uint32(i + 1)
	}
}
