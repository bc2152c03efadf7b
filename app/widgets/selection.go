package widgets

// Selection is a set of records by id, or everything but a set, so that
// choosing all of millions costs nothing. A set is bits by blocks of ids.
type Selection struct {
	but   bool
	count int
	bits  map[int64]*[idBlock / 64]uint64
}

const idBlock = 1 << 16

// place is the word of an id's bit, made where it is missing if it is to be set.
func (s *Selection) place(id int64, make bool) (word *uint64, bit uint64) {
	block := s.bits[id/idBlock]
	if block == nil {
		if !make {
			return nil, 0
		}
		if s.bits == nil {
			s.bits = map[int64]*[idBlock / 64]uint64{}
		}
		block = new([idBlock / 64]uint64)
		s.bits[id/idBlock] = block
	}
	return &block[id%idBlock/64], 1 << (id % 64)
}

// Has tells whether a record is chosen.
func (s *Selection) Has(id int64) bool {
	word, bit := s.place(id, false)
	return (word != nil && *word&bit != 0) != s.but
}

// Set chooses a record or not.
func (s *Selection) Set(id int64, on bool) {
	word, bit := s.place(id, on != s.but)
	switch {
	case word == nil || (*word&bit != 0) == (on != s.but):
		return
	case on != s.but:
		s.count++
	default:
		s.count--
	}
	*word ^= bit
}

// Count is how many are chosen of so many.
func (s *Selection) Count(of int) int {
	if s.but {
		return of - s.count
	}
	return s.count
}

// All chooses everything; Clear nothing.
func (s *Selection) All() { *s = Selection{but: true} }

// Clear chooses nothing.
func (s *Selection) Clear() { *s = Selection{} }

// SelectionCount is how many rows are chosen. Clear the selection when the list
// comes to hold other records.
func (l *RowList) SelectionCount() int { return l.selection.Count(l.length) }

// SelectedIDs are the chosen records in the list's order.
func (l *RowList) SelectedIDs() []int64 {
	n := l.SelectionCount()
	ids := make([]int64, 0, n)
	for i := 0; i < l.length && len(ids) < n; i++ {
		if id := l.ID(i); l.selection.Has(id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// SelectAll chooses every row, also those not in sight.
func (l *RowList) SelectAll() { l.selection.All(); l.selected() }

// ClearSelection chooses none.
func (l *RowList) ClearSelection() { l.selection.Clear(); l.selected() }

func (l *RowList) toggle(index int) {
	id := l.ID(index)
	l.selection.Set(id, !l.selection.Has(id))
	l.anchor = index
	l.selected()
}

// extend chooses everything from the anchor to a row.
func (l *RowList) extend(to int) {
	from := l.anchor
	if from < 0 {
		from = max(0, l.current)
		l.anchor = from
	}
	for i := min(from, to); i <= max(from, to); i++ {
		l.selection.Set(l.ID(i), true)
	}
	l.selected()
}

func (l *RowList) selected() {
	l.Refresh()
	if l.OnSelection != nil {
		l.OnSelection()
	}
}
