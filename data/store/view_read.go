package store

import (
	"database/sql/driver"
	"slices"
)

// settled are the words of late searches that the index alone can't decide and
// very many rows seem to have, with the rows that do, by chunk. They hold as
// long as the columns: whatever is edited meanwhile is unsure and read.
type settled struct {
	words []string // the latest last
	rows  [][]*rowSet
}

// kept is how many words stay settled.
const kept = 8

// recall takes the settled words out of those that must be read.
func (s *sieve) recall() {
	s.hits.open = slices.DeleteFunc(s.hits.open, func(w string) bool {
		i := slices.Index(s.settled.words, w)
		if i < 0 {
			return false
		}
		for chunk, set := range s.hits.sure {
			switch {
			case set == nil:
			case chunk < len(s.settled.rows[i]) && s.settled.rows[i][chunk] != nil:
				set.and(s.settled.rows[i][chunk])
			default:
				s.hits.sure[chunk] = nil
			}
		}
		return true
	})
}

// settle reads what very many rows need, and remembers it.
func (s *sieve) settle(b *bulk) error {
	if len(s.hits.words) != 1 || len(s.hits.open) == 0 || s.hits.count() < scanned {
		return nil
	}
	if err := s.open(b); err != nil {
		return err
	}
	if m := &s.settled; len(m.words) == kept {
		m.words, m.rows = slices.Delete(m.words, 0, 1), slices.Delete(m.rows, 0, 1)
	}
	s.settled.words, s.settled.rows = append(s.settled.words, s.hits.open[0]), append(s.settled.rows, s.hits.sure)
	s.hits.open = nil
	return nil
}

// open reads what the index leaves open of every chunk.
func (s *sieve) open(b *bulk) error {
	if s.texts != nil {
		return s.chunked(func(chunk int) {
			set, has := s.hits.sure[chunk], new(rowSet)
			if set == nil {
				return
			}
			read := s.rows(chunk, func(row uint32, _ bool) {
				if s.reads(row) {
					has.add(uint16(s.ids[row]))
				}
			})
			set.each(func(low uint16) { read(low, true) })
			s.hits.sure[chunk] = has
		})
	}
	for chunk, set := range s.hits.sure {
		if set == nil {
			continue
		}
		if err := s.narrow(b, chunk, set); err != nil {
			return err
		}
	}
	return nil
}

// narrow leaves in set the rows of a chunk whose texts in the file have the word.
func (s *sieve) narrow(b *bulk, chunk int, set *rowSet) error {
	has := new(rowSet)
	err := b.each("SELECT id FROM prospect WHERE id >= ? AND id < ? AND instr(fold, ?) > 0", func(v []driver.Value) error {
		has.add(uint16(v[0].(int64)))
		return s.ctx.Err()
	}, int64(chunk)<<chunkBits, int64(chunk+1)<<chunkBits, s.hits.open[0])
	set.and(has)
	return err
}

// reads tells whether the text of a row, which is in memory, has the words.
func (s *sieve) reads(row uint32) bool {
	text := s.texts.at(row)
	for i := range s.find {
		if !s.find[i].in(text) {
			return false
		}
	}
	return true
}

// verified reads the unread rows of out and drops those without the words.
func (s *sieve) verified(b *bulk, out, unread []uint32) ([]uint32, error) {
	if len(unread) == 0 {
		return out, nil
	}
	wrong, err := s.without(b, unread)
	return slices.DeleteFunc(out, func(row uint32) bool { return wrong[row] }), err
}

// without reads the texts of rows and gives those that lack a word.
func (s *sieve) without(b *bulk, rows []uint32) (map[uint32]bool, error) {
	ids := make([]int64, len(rows))
	for i, row := range rows {
		ids[i] = s.ids[row]
	}
	wrong := map[uint32]bool{}
	return wrong, b.each("SELECT id, fold FROM prospect WHERE id IN (SELECT value FROM json_each(?))", func(v []driver.Value) error {
		if !s.hits.in(text(v[1])) {
			row, _ := slices.BinarySearch(s.ids, v[0].(int64))
			wrong[uint32(row)] = true
		}
		return s.ctx.Err()
	}, asJSON(ids))
}
