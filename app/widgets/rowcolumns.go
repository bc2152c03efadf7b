package widgets

// placed is a column with its place in the list.
type placed struct {
	index         int
	x, width, gap float32
}

const checkWidth = 24

// columnGap is the part of a column's width before the next column.
const columnGap = 16

func (l *RowList) left() float32 {
	if l.Checks {
		return l.Inset + checkWidth
	}
	return l.Inset
}

func (l *RowList) widths() (frozen, rest float32) {
	for i, c := range l.Columns {
		if i < l.Frozen {
			frozen += c.Width
		} else {
			rest += c.Width
		}
	}
	return frozen, rest
}

// frozenGap is the room between the line behind the frozen columns and the next text.
const frozenGap = 12

func (l *RowList) frozenEnd() float32 {
	frozen, _ := l.widths()
	return l.left() + frozen
}

func (l *RowList) restStart() float32 {
	if l.Frozen == 0 || l.Frozen >= len(l.Columns) {
		return l.frozenEnd()
	}
	return l.frozenEnd() + frozenGap
}

func (l *RowList) room() float32 { return l.Size().Width - l.Inset - l.restStart() }

// wide tells whether the columns don't fit and scroll.
func (l *RowList) wide() bool {
	_, rest := l.widths()
	return l.Size().Width > 0 && rest > l.room()+16 && len(l.Columns) > l.Frozen+1
}

// lastStart is the last first column that still fills the list.
func (l *RowList) lastStart() int {
	if !l.wide() {
		return 0
	}
	room, n := l.room()+16, len(l.Columns)-l.Frozen
	start := n - 1
	for room -= l.Columns[l.Frozen+start].Width; start > 0; start-- {
		if room -= l.Columns[l.Frozen+start-1].Width; room < 0 {
			break
		}
	}
	return start
}

// place gives the columns in sight. The last may be cut at the right edge.
func (l *RowList) place() []placed {
	right := l.Size().Width
	var spare float32
	stretching := 0
	if !l.wide() {
		_, rest := l.widths()
		spare = max(0, l.room()-rest)
		for _, c := range l.Columns {
			if c.Stretch {
				stretching++
			}
		}
	}
	var list []placed
	x := l.left()
	for i, c := range l.Columns {
		if i == l.Frozen {
			x += l.restStart() - l.frozenEnd()
		}
		if i >= l.Frozen && i < l.Frozen+l.firstColumn {
			continue
		}
		w := c.Width
		if c.Stretch && stretching > 0 {
			w += spare / float32(stretching)
		}
		if x >= right-20 {
			break
		}
		gap := float32(columnGap)
		if i == l.Frozen-1 && len(l.Columns) > l.Frozen {
			gap -= frozenGap
		} else if i == len(l.Columns)-1 {
			gap = 0
		}
		list = append(list, placed{i, x, min(w, right-x), gap})
		x += w
	}
	return list
}

func (l *RowList) scrollColumns(first int) {
	l.firstColumn = max(0, min(first, l.lastStart()))
	l.Refresh()
}
