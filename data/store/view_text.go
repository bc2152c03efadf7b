package store

import "bytes"

// maxTexts bounds the bytes of texts that are held in memory.
const maxTexts = 256 << 20

// folds are the folded texts of all rows, laid one behind the other in blocks,
// so that many are looked through as fast as memory gives them.
type folds struct {
	blocks [][]byte
	spans  []span // by row
	size   int
	often  *[256]int // each byte in the first block; nil until asked for
}

// span is where a text lies: the block in the upper bits of at, the place in
// it in the lower ones.
type span struct{ at, n uint32 }

const blockBits = 20

func newFolds(rows int64) *folds { return &folds{spans: make([]span, 0, rows)} }

// put writes the text of a row, which may be the one behind the last. It is
// false where that would be more than may be held.
func (t *folds) put(row int, text string) bool {
	if t.size += len(text); t.size > maxTexts {
		return false
	}
	last := len(t.blocks) - 1
	if last < 0 || len(t.blocks[last])+len(text) > cap(t.blocks[last]) {
		last++
		t.blocks = append(t.blocks, make([]byte, 0, max(1<<blockBits, len(text))))
	}
	b := t.blocks[last]
	t.spans = placed(t.spans, row, span{uint32(last)<<blockBits | uint32(len(b)), uint32(len(text))})
	t.blocks[last] = append(b, text...)
	return true
}

func (t *folds) at(row uint32) []byte {
	s := t.spans[row]
	from := s.at & (1<<blockBits - 1)
	return t.blocks[s.at>>blockBits][from : from+s.n]
}

// finder finds one word in texts by the byte of it that they have least often:
// most Japanese characters begin with one of a few bytes.
type finder struct {
	word []byte
	rare int // place of that byte
}

func (t *folds) finder(word string) finder {
	if t.often == nil {
		t.often = new([256]int)
		for _, b := range t.blocks[:min(1, len(t.blocks))] {
			for _, c := range b {
				t.often[c]++
			}
		}
	}
	f := finder{word: []byte(word)}
	for i, c := range f.word {
		if t.often[c] < t.often[f.word[f.rare]] {
			f.rare = i
		}
	}
	return f
}

func (f *finder) in(text []byte) bool {
	for from, end := f.rare, len(text)-(len(f.word)-1-f.rare); from < end; {
		next := bytes.IndexByte(text[from:end], f.word[f.rare])
		if next < 0 {
			return false
		}
		at := from + next - f.rare
		if bytes.Equal(text[at:at+len(f.word)], f.word) {
			return true
		}
		from += next + 1
	}
	return false
}
