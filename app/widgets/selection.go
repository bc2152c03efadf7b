package widgets

// Selection is a set of records by id, or everything but a set, so that
// choosing all of half a million costs nothing.
type Selection struct {
	but bool
	ids map[int64]struct{}
}

// Has tells whether a record is chosen.
func (s *Selection) Has(id int64) bool {
	_, in := s.ids[id]
	return in != s.but
}

// Set chooses a record or not.
func (s *Selection) Set(id int64, on bool) {
	if s.ids == nil {
		s.ids = map[int64]struct{}{}
	}
	if on == s.but {
		delete(s.ids, id)
	} else {
		s.ids[id] = struct{}{}
	}
}

// Count is how many are chosen of so many.
func (s *Selection) Count(of int) int {
	if s.but {
		return of - len(s.ids)
	}
	return len(s.ids)
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
