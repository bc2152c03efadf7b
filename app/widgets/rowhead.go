package widgets

import (
	"slices"

	"fyne.io/fyne/v2"

	"shirube/app/style"
)

const (
	edgeZone    = 5  // to both sides of a column's right edge
	headSlack   = 6  // moved less, a header is tapped, not dragged
	leastColumn = 48 // width, the gap included
	mostColumn  = 640
)

// edgeAt gives the column whose right edge is at a place of the header.
func (l *RowList) edgeAt(at fyne.Position) (column int, ok bool) {
	if l.OnColumns == nil || at.Y >= l.headHeight() {
		return 0, false
	}
	for _, p := range l.place() {
		if edge := p.x + p.width - (columnGap-p.gap)/2; at.X >= edge-columnGap/2-edgeZone && at.X <= edge+edgeZone-columnGap/2 {
			return p.index, true
		}
	}
	return 0, false
}

// takeHead takes hold of the header: its box at once, a column until it is let go.
func (l *RowList) takeHead(x float32) {
	if l.Checks && x < l.left() {
		if l.SelectionCount() > 0 {
			l.ClearSelection()
		} else {
			l.SelectAll()
		}
		return
	}
	l.heldAt, l.moved, l.target = x, false, -1
	if column, ok := l.edgeAt(fyne.NewPos(x, 0)); ok {
		l.drag, l.held = dragEdge, column
		return
	}
	for _, p := range l.place() {
		if x >= p.x && x < p.x+p.width {
			l.drag, l.held = dragHead, p.index
		}
	}
}

func (l *RowList) dragHeadTo(x float32) {
	by := x - l.heldAt
	switch {
	case l.drag == dragEdge:
		c := &l.Columns[l.held]
		width := max(leastColumn, min(c.Width+by, mostColumn))
		l.heldAt += width - c.Width
		c.Width, c.Stretch = width, false
		l.moved = true
		l.settleColumns()
	case l.moved || by > headSlack || by < -headSlack:
		l.moved = true
		if l.OnColumns != nil && l.held >= l.Frozen {
			l.target = l.slotAt(x)
			l.Refresh()
		}
	}
}

// slotAt gives the column before which one let go at x is set.
func (l *RowList) slotAt(x float32) int {
	slot := l.Frozen + l.firstColumn
	for _, p := range l.place() {
		if p.index >= l.Frozen && x > p.x+p.width/2 {
			slot = p.index + 1
		}
	}
	return slot
}

// release ends what is held: a header not dragged sorts, one dragged is set
// where it is let go.
func (l *RowList) release() {
	drag := l.drag
	l.drag = noDrag
	switch {
	case drag == dragEdge && l.moved:
		l.OnColumns()
	case drag == dragHead && l.moved && l.target >= 0:
		l.MoveColumn(l.held, l.target)
	case drag == dragHead && !l.moved:
		l.sortBy(l.Columns[l.held].Key)
	}
}

func (l *RowList) sortBy(key string) {
	if key == "" || l.OnSort == nil {
		return
	}
	switch {
	case key != l.sortKey:
		l.SetSort(key, false)
	case !l.descending:
		l.SetSort(key, true)
	default:
		l.SetSort("", false)
	}
	l.OnSort(l.sortKey, l.descending)
}

// MoveColumn sets a column before another (or behind the last) and tells
// OnColumns. Frozen ones stay.
func (l *RowList) MoveColumn(from, before int) {
	l.target = -1
	if before > from {
		before--
	}
	if from < l.Frozen || before < l.Frozen || before >= len(l.Columns) {
		l.Refresh()
		return
	}
	c := l.Columns[from]
	l.Columns = slices.Insert(slices.Delete(slices.Clone(l.Columns), from, from+1), before, c)
	l.settleColumns()
	if l.OnColumns != nil && from != before {
		l.OnColumns()
	}
}

// settleColumns draws after the columns have changed.
func (l *RowList) settleColumns() {
	l.firstColumn = min(l.firstColumn, l.lastStart())
	l.scrollTo(l.top)
}

// fit makes a column as wide as its title and the texts in sight.
func (l *RowList) fit(column int) {
	wide := style.Advance(l.Columns[column].Title, style.Small, true) + 18 // with the arrow
	for i := max(0, l.visible[0]); i <= l.visible[1] && i < l.length; i++ {
		if cells, loaded := l.Row(i); loaded && column < len(cells) {
			wide = max(wide, cells[column].width())
		}
	}
	l.Columns[column].Width, l.Columns[column].Stretch = max(leastColumn, min(wide+columnGap+4, mostColumn)), false
	l.settleColumns()
	l.OnColumns()
}

// width is what a cell takes up.
func (c Cell) width() float32 {
	w := style.Advance(c.Text, style.Small, c.Bold)
	if c.Steps > 0 {
		w += stepsWidth(c.Steps)
	}
	if c.Icon != "" {
		w += iconWidth
	}
	return w
}
