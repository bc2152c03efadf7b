package store

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"unicode/utf8"
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

func encodeRows(rows []uint16) []byte {
	if len(rows) <= chunkRows/12 {
		b, last := make([]byte, 0, len(rows)+len(rows)/4+2), uint64(0)
		for _, r := range rows {
			b, last = binary.AppendUvarint(b, uint64(r)-last), uint64(r)
		}
		if len(b) < bitmapBytes {
			return b
		}
	}
	b := make([]byte, bitmapBytes)
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

// posting is one gram of a chunk with its rows.
type posting struct {
	gram int64
	n    int
	rows []byte
}

// postings indexes the texts of one chunk: texts[i] is that of the row with
// the low bits rows[i], which ascend. They come out in the order of the grams.
func postings(rows []uint16, texts []string) []posting {
	t := newGramTable()
	size := 0
	for _, s := range texts {
		size += len(s)
	}
	seen := make([]uint32, 0, size) // the gram of each place, then the row's end
	const end = ^uint32(0)
	for i, s := range texts {
		last := rune('\n')
		for at := 0; at < len(s); {
			r, n := rune(s[at]), 1
			if r >= utf8.RuneSelf {
				r, n = utf8.DecodeRuneInString(s[at:])
			}
			at += n
			if r != '\n' {
				if g := t.of(int64(r)); t.grams[g].last != uint32(i+1) {
					t.grams[g].last = uint32(i + 1)
					t.grams[g].n++
					seen = append(seen, g)
				}
				if last != '\n' {
					if g := t.of(pair(last, r)); t.grams[g].last != uint32(i+1) {
						t.grams[g].last = uint32(i + 1)
						t.grams[g].n++
						seen = append(seen, g)
					}
				}
			}
			last = r
		}
		seen = append(seen, end)
	}
	return t.fill(rows, seen, end)
}

// fill deals the places out to their grams.
func (t *gramTable) fill(rows []uint16, seen []uint32, end uint32) []posting {
	at := make([]uint32, len(t.grams))
	total := uint32(0)
	for g := range t.grams {
		at[g] = total
		total += t.grams[g].n
	}
	lists := make([]uint16, total)
	row := 0
	for _, g := range seen {
		if g == end {
			row++
			continue
		}
		lists[at[g]] = rows[row]
		at[g]++
	}
	out := make([]posting, len(t.grams))
	for g, e := range t.grams {
		out[g] = posting{e.key, int(e.n), encodeRows(lists[at[g]-e.n : at[g]])}
	}
	slices.SortFunc(out, func(a, b posting) int {
		if a.gram < b.gram {
			return -1
		}
		return 1
	})
	return out
}

// gramTable numbers the grams of a chunk as they come: an open hash table,
// since a map costs most of the time of an import.
type gramTable struct {
	slots []uint32 // number of the gram + 1
	grams []counting
}

type counting struct {
	key  int64
	n    uint32
	last uint32 // the row that had it last, from 1
}

func newGramTable() *gramTable { return &gramTable{slots: make([]uint32, 1<<17)} }

func (t *gramTable) of(key int64) uint32 {
	mask := uint64(len(t.slots) - 1)
	for h := hash(key); ; h++ {
		switch g := t.slots[h&mask]; {
		case g == 0:
			t.grams = append(t.grams, counting{key: key})
			t.slots[h&mask] = uint32(len(t.grams))
			if len(t.grams)*2 > len(t.slots) {
				t.grow()
			}
			return uint32(len(t.grams) - 1)
		case t.grams[g-1].key == key:
			return g - 1
		}
	}
}

func hash(key int64) uint64 { return uint64(key) * 0x9e3779b97f4a7c15 >> 24 }

func (t *gramTable) grow() {
	t.slots = make([]uint32, 2*len(t.slots))
	mask := uint64(len(t.slots) - 1)
	for i, g := range t.grams {
		h := hash(g.key)
		for t.slots[h&mask] != 0 {
			h++
		}
		t.slots[h&mask] = uint32(i + 1)
	}
}
