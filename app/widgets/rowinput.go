package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

type dragging int

const (
	noDrag dragging = iota
	dragRows
	dragColumns
	dragHead
	dragEdge
)

const scrollbarZone = 14

// rowAt gives the row at a height in the widget, -1 where there is none.
func (l *RowList) rowAt(y float32) int {
	y -= l.headHeight()
	if y < 0 || float64(y) >= l.bodyHeight() {
		return -1
	}
	if i := int((float64(y) + l.top) / l.rowHeight()); i < l.length {
		return i
	}
	return -1
}

// MouseDown takes the keys, and selects, sorts, or takes hold of a scroll bar.
func (l *RowList) MouseDown(e *desktop.MouseEvent) {
	l.Focus()
	p := e.Position
	switch {
	case l.wide() && p.Y > l.Size().Height-barHeight:
		l.drag = dragColumns
		l.dragColumnsTo(p.X)
	case p.X > l.Size().Width-scrollbarZone && l.maxTop() > 0 && p.Y > l.headHeight():
		l.drag = dragRows
		l.dragRowsTo(p.Y)
	case p.Y < l.headHeight():
		l.takeHead(p.X)
	default:
		l.press(e)
	}
}

// MouseUp lets go of what is held.
func (l *RowList) MouseUp(*desktop.MouseEvent) { l.release() }

func (l *RowList) press(e *desktop.MouseEvent) {
	i := l.rowAt(e.Position.Y)
	if i < 0 {
		return
	}
	switch {
	case e.Button == desktop.MouseButtonSecondary:
		l.choose(i)
		if l.OnMenu != nil {
			l.OnMenu(i, e.AbsolutePosition)
		}
	case l.Checks && e.Modifier&fyne.KeyModifierShift != 0:
		l.extend(i)
	case l.Checks && (e.Modifier&fyne.KeyModifierShortcutDefault != 0 || e.Position.X < l.left()):
		l.toggle(i)
	default:
		l.anchor = i
		l.choose(i)
		l.tapCell(i, e.Position.X)
		if l.onPressed != nil {
			l.onPressed(i)
		}
	}
}

func (l *RowList) tapCell(row int, x float32) {
	cells, ok := l.Row(row)
	if !ok || l.OnCell == nil {
		return
	}
	for _, p := range l.place() {
		if x >= p.x && x < p.x+p.width && p.index < len(cells) && cells[p.index].Link {
			l.OnCell(row, p.index)
		}
	}
}

func (l *RowList) choose(index int) {
	l.current = index
	l.Refresh()
	if l.OnCurrent != nil {
		l.OnCurrent(index)
	}
}

// Tapped is done in MouseDown; it is here so that a tap belongs to the list.
func (l *RowList) Tapped(*fyne.PointEvent) {}

// DoubleTapped opens the row.
func (l *RowList) DoubleTapped(e *fyne.PointEvent) {
	if column, ok := l.edgeAt(e.Position); ok {
		l.fit(column)
		return
	}
	if i := l.rowAt(e.Position.Y); i >= 0 && (!l.Checks || e.Position.X >= l.left()) && l.OnOpen != nil {
		l.OnOpen(i)
	}
}

// Scrolled moves rows, or columns with Shift or sideways.
func (l *RowList) Scrolled(e *fyne.ScrollEvent) {
	if e.Scrolled.DY != 0 {
		l.scrollTo(l.top - float64(e.Scrolled.DY))
	}
	l.sideways -= e.Scrolled.DX
	if n := int(l.sideways / columnStep); n != 0 {
		l.sideways -= float32(n) * columnStep
		l.scrollColumns(l.firstColumn + n)
	}
}

// columnStep is how far one scrolls sideways for the next column.
const columnStep = 24

// Dragged moves the bar held.
func (l *RowList) Dragged(e *fyne.DragEvent) {
	switch l.drag {
	case dragRows:
		l.dragRowsTo(e.Position.Y)
	case dragColumns:
		l.dragColumnsTo(e.Position.X)
	case dragHead, dragEdge:
		l.dragHeadTo(e.Position.X)
	}
}

// DragEnd lets go.
func (l *RowList) DragEnd() { l.release() }

func (l *RowList) dragRowsTo(y float32) {
	part := (float64(y-l.headHeight()) - l.thumb()/2) / max(1, l.bodyHeight()-l.thumb())
	l.scrollTo(part * l.maxTop())
}

func (l *RowList) dragColumnsTo(x float32) {
	start := l.restStart()
	part := (x - start) / max(1, l.Size().Width-l.Inset-start)
	l.scrollColumns(int(part * float32(len(l.Columns)-l.Frozen)))
}

// thumb is the length of the vertical bar.
func (l *RowList) thumb() float64 {
	whole := float64(l.length) * l.rowHeight()
	return max(32, l.bodyHeight()*l.bodyHeight()/max(1, whole))
}

// MouseIn follows the pointer.
func (l *RowList) MouseIn(e *desktop.MouseEvent) { l.MouseMoved(e) }

// MouseMoved tints the row under the pointer.
func (l *RowList) MouseMoved(e *desktop.MouseEvent) {
	_, l.atEdge = l.edgeAt(e.Position)
	if i := l.rowAt(e.Position.Y); i != l.hovered {
		l.hovered = i
		l.Refresh()
	}
}

// Cursor says where the width of a column can be dragged.
func (l *RowList) Cursor() desktop.Cursor {
	if l.atEdge || l.drag == dragEdge {
		return desktop.HResizeCursor
	}
	return desktop.DefaultCursor
}

// MouseOut takes the tint away.
func (l *RowList) MouseOut() { l.hovered = -1; l.Refresh() }

// FocusGained takes the keys.
func (l *RowList) FocusGained() { l.focused = true; l.Refresh() }

// FocusLost gives them back.
func (l *RowList) FocusLost() { l.focused, l.shift = false, false; l.Refresh() }

// TypedRune does nothing.
func (l *RowList) TypedRune(rune) {}

// KeyDown remembers Shift.
func (l *RowList) KeyDown(e *fyne.KeyEvent) { l.shift = shiftAfter(e, true, l.shift) }

// KeyUp forgets it.
func (l *RowList) KeyUp(e *fyne.KeyEvent) { l.shift = shiftAfter(e, false, l.shift) }

// shiftAfter tells whether Shift is held after a key went down or up.
func shiftAfter(e *fyne.KeyEvent, down, held bool) bool {
	if e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight {
		return down
	}
	return held
}

// TypedKey moves, selects by Space, opens by Enter.
func (l *RowList) TypedKey(e *fyne.KeyEvent) {
	page := max(1, int(l.bodyHeight()/l.rowHeight())-1)
	switch e.Name {
	case fyne.KeyDown:
		l.step(l.current + 1)
	case fyne.KeyUp:
		l.step(l.current - 1)
	case fyne.KeyPageDown:
		l.step(l.current + page)
	case fyne.KeyPageUp:
		l.step(l.current - page)
	case fyne.KeyHome:
		l.step(0)
	case fyne.KeyEnd:
		l.step(l.length - 1)
	case fyne.KeyRight:
		l.scrollColumns(l.firstColumn + 1)
	case fyne.KeyLeft:
		l.scrollColumns(l.firstColumn - 1)
	case fyne.KeySpace:
		if l.Checks && l.current >= 0 {
			l.toggle(l.current)
		}
	case fyne.KeyReturn, fyne.KeyEnter:
		if l.current >= 0 && l.OnOpen != nil {
			l.OnOpen(l.current)
		}
	default:
		switch {
		case e.Name == fyne.KeyEscape && l.OnEscape != nil:
			l.OnEscape()
		case e.Name != fyne.KeyEscape && l.OnKey != nil:
			l.OnKey(e)
		default:
			passOn(e)
		}
	}
}

func (l *RowList) step(to int) {
	if l.length == 0 {
		return
	}
	to = max(0, min(to, l.length-1))
	if l.Checks && l.shift {
		l.extend(to)
	} else {
		l.anchor = to
	}
	l.show(to)
	l.choose(to)
}

// Commit offers Ctrl+Enter to the list's owner; false where that means nothing to it.
func (l *RowList) Commit() bool {
	if l.OnCommit == nil {
		return false
	}
	l.OnCommit()
	return true
}

// TypedShortcut selects all, copies and pastes, and takes Ctrl+Enter where the
// window has no menu.
func (l *RowList) TypedShortcut(s fyne.Shortcut) {
	switch s := s.(type) {
	case *desktop.CustomShortcut:
		if s.KeyName == fyne.KeyReturn {
			l.Commit()
		}
	case *fyne.ShortcutSelectAll:
		if l.Checks {
			l.SelectAll()
		}
	case *fyne.ShortcutCopy:
		if l.OnCopy != nil {
			l.OnCopy()
		}
	case *fyne.ShortcutPaste:
		if l.OnPaste != nil {
			l.OnPaste(fyne.CurrentApp().Clipboard().Content())
		}
	}
}
