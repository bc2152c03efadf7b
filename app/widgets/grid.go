package widgets

import (
	"math"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"shirube/app/style"
	"shirube/assets/palette"
)

// Grid is for typing numbers as in a spreadsheet: rows are measures, columns
// days, for some dozens of each. Typing replaces, F2 or a double click edits,
// Enter goes down, Tab right, Delete empties, a range from a spreadsheet is
// pasted from the current cell on, Esc leaves. The grid keeps nothing: Text gives a cell,
// OnSet takes what was typed ("" = emptied) and tells whether it can be taken;
// OnDone comes after each act, a typed cell or a whole paste.
type Grid struct {
	widget.BaseWidget
	Text   func(row, column int) string
	OnSet  func(row, column int, text string) bool
	OnDone func()

	// Typed is a cell's text as one would type it, nil where Text is.
	Typed func(row, column int) string
	// Locked are rows to be read only: nothing is typed there, Enter goes from
	// the row before on to the next column.
	Locked func(row int) bool
	// Look is a cell's colour, nil for ink; of column -1 the row's name.
	Look func(row, column int) palette.Token
	// Note is what is said behind a row's cells, nil for nothing.
	Note func(row int) (text string, token palette.Token)
	// OnPlace hears of the cell that has become the current one, OnPick of one
	// that was tapped, OnSpace of the space bar where nothing is being typed, and
	// OnCtrl of a letter with Ctrl that means nothing to the grid.
	OnPlace, OnPick func(row, column int)
	OnSpace         func()
	OnCtrl          func(fyne.KeyName)

	rows, columns []string
	least, most   [2]float32 // widths of names and cells
	line          float32
	row, column   int
	editing       bool
	refused       bool
	typed         []rune
	focused       bool
	shift         bool
}

// The least widths of names and cells, and how wide they become where there is room.
const (
	gridLabel, gridCell         float32 = 128, 80
	gridLabelWide, gridCellWide float32 = 200, 112
)

// widths are those of the names and of a cell in the grid's present width.
func (g *Grid) widths() (label, cell float32) {
	n, width := float32(max(1, len(g.columns))), g.Size().Width-g.noteWidth()
	label = max(g.least[0], min(g.most[0], width-g.least[1]*n))
	return label, max(g.least[1], min(g.most[1], (width-label)/n))
}

// noteWidth is the least room that notes have.
func (g *Grid) noteWidth() float32 {
	if g.Note == nil {
		return 0
	}
	return 144
}

// Roomy lets names be as wide as that where there is room.
func (g *Grid) Roomy(label float32) *Grid {
	g.most[0] = label
	return g
}

// Dense sets the least widths of names and cells, which take what room there is,
// and low lines.
func (g *Grid) Dense(label, cell float32) *Grid {
	g.least, g.most, g.line = [2]float32{label, cell}, [2]float32{gridLabel, math.MaxFloat32}, 28
	return g
}

// NewGrid shows names at the left and above.
func NewGrid(rows, columns []string) *Grid {
	g := &Grid{rows: rows, columns: columns, least: [2]float32{gridLabel, gridCell}, most: [2]float32{gridLabelWide, gridCellWide}, line: 32, Text: func(int, int) string { return "" }}
	g.ExtendBaseWidget(g)
	return g
}

// SetNames shows other rows and columns.
func (g *Grid) SetNames(rows, columns []string) {
	g.rows, g.columns, g.row, g.column, g.editing = rows, columns, 0, 0, false
	g.Refresh()
}

// Relabel gives the same rows other names; the current cell and what is being
// typed there stay.
func (g *Grid) Relabel(rows []string) {
	g.rows = rows
	g.Refresh()
}

// MoveTo makes a cell current.
func (g *Grid) MoveTo(row, column int) { g.move(row, column) }

// Place is the current cell.
func (g *Grid) Place() (row, column int) { return g.row, g.column }

// Commit takes what is being typed; false where it was refused.
func (g *Grid) Commit() bool {
	if !g.editing {
		return true
	}
	g.refused = g.OnSet != nil && !g.OnSet(g.row, g.column, strings.TrimSpace(string(g.typed)))
	g.editing = g.refused
	g.Refresh()
	if !g.refused {
		g.done()
	}
	return !g.refused
}

func (g *Grid) done() {
	if g.OnDone != nil {
		g.OnDone()
	}
}

func (g *Grid) locked(row int) bool { return g.Locked != nil && g.Locked(row) }

// enter goes down, or from the last row that takes something to the top of the
// next column.
func (g *Grid) enter() {
	if !g.locked(g.row) && g.row+1 < len(g.rows) && g.locked(g.row+1) {
		top := 0
		for g.locked(top) {
			top++
		}
		g.move(top, g.column+1)
		return
	}
	g.move(g.row+1, g.column)
}

func (g *Grid) move(row, column int) {
	if !g.Commit() {
		return
	}
	row, column = max(0, min(row, len(g.rows)-1)), max(0, min(column, len(g.columns)-1))
	moved := row != g.row || column != g.column
	g.row, g.column = row, column
	g.Refresh()
	if moved && g.OnPlace != nil {
		g.OnPlace(row, column)
	}
}

// AcceptsTab keeps Tab for moving right.
func (g *Grid) AcceptsTab() bool { return true }

// KeyDown remembers Shift.
func (g *Grid) KeyDown(e *fyne.KeyEvent) { g.shift = shiftAfter(e, true, g.shift) }

// KeyUp forgets it.
func (g *Grid) KeyUp(e *fyne.KeyEvent) { g.shift = shiftAfter(e, false, g.shift) }

// FocusGained shows the current cell's frame.
func (g *Grid) FocusGained() {
	g.focused = true
	g.Refresh()
	reveal()
}

// FocusLost takes what was being typed.
func (g *Grid) FocusLost() {
	g.focused, g.shift = false, false
	g.Commit()
	g.Refresh()
}

// TypedRune begins or goes on typing.
func (g *Grid) TypedRune(r rune) {
	if !g.editing && unicode.IsSpace(r) && g.OnSpace != nil {
		g.OnSpace()
		return
	}
	if g.locked(g.row) {
		return
	}
	if !g.editing {
		g.editing, g.typed = true, nil
	}
	g.refused = false
	g.typed = append(g.typed, r)
	g.Refresh()
}

// TypedKey moves and edits.
func (g *Grid) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		g.enter()
	case fyne.KeyDown:
		g.move(g.row+1, g.column)
	case fyne.KeyUp:
		g.move(g.row-1, g.column)
	case fyne.KeyTab:
		if g.shift {
			g.move(g.row, g.column-1)
		} else {
			g.move(g.row, g.column+1)
		}
	case fyne.KeyRight:
		g.move(g.row, g.column+1)
	case fyne.KeyLeft:
		g.move(g.row, g.column-1)
	case fyne.KeyHome:
		g.move(g.row, 0)
	case fyne.KeyEnd:
		g.move(g.row, len(g.columns)-1)
	case fyne.KeyF2:
		g.edit()
	case fyne.KeyEscape:
		if !g.editing {
			passOn(e) // and with that leave the grid
			return
		}
		g.editing, g.refused = false, false
		g.Refresh()
	case fyne.KeyBackspace:
		if !g.editing {
			g.edit()
		}
		if !g.editing {
			return
		}
		g.typed = g.typed[:max(0, len(g.typed)-1)]
		g.Refresh()
	case fyne.KeyDelete:
		if !g.locked(g.row) {
			g.editing, g.typed = true, nil
			g.Commit()
		}
	}
}

func (g *Grid) edit() {
	if g.locked(g.row) {
		return
	}
	g.editing, g.typed = true, []rune(g.typedForm(g.row, g.column))
	g.Refresh()
}

func (g *Grid) typedForm(row, column int) string {
	if g.Typed != nil {
		return g.Typed(row, column)
	}
	return g.Text(row, column)
}

// TypedShortcut copies a cell and pastes a range.
func (g *Grid) TypedShortcut(s fyne.Shortcut) {
	clipboard := fyne.CurrentApp().Clipboard()
	switch s := s.(type) {
	case *fyne.ShortcutCopy:
		clipboard.SetContent(g.typedForm(g.row, g.column))
	case *fyne.ShortcutPaste:
		g.Paste(clipboard.Content())
	case *desktop.CustomShortcut:
		if g.OnCtrl != nil && s.Modifier == fyne.KeyModifierShortcutDefault {
			g.OnCtrl(s.KeyName)
		}
	}
}

// Paste sets cells from the current one on: tabs between columns, line ends
// between rows. What lies outside the grid is left; cells refused are counted.
func (g *Grid) Paste(text string) (set, refused int) {
	g.editing = false
	text = strings.TrimRight(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	for i, line := range strings.Split(text, "\n") {
		for j, value := range strings.Split(line, "\t") {
			row, column := g.row+i, g.column+j
			if row >= len(g.rows) || column >= len(g.columns) || g.OnSet == nil || g.locked(row) {
				continue
			}
			if g.OnSet(row, column, strings.TrimSpace(value)) {
				set++
			} else {
				refused++
			}
		}
	}
	g.Refresh()
	g.done()
	return set, refused
}

// at makes the cell under a place current; false where none is.
func (g *Grid) at(p fyne.Position) bool {
	label, cell := g.widths()
	if p.X < label || p.Y < g.lineHeight() {
		return false
	}
	row, column := int(p.Y/g.lineHeight())-1, int((p.X-label)/cell)
	g.move(row, column)
	return g.row == row && g.column == column
}

// Tapped makes a cell current and picks it.
func (g *Grid) Tapped(e *fyne.PointEvent) {
	if g.at(e.Position) && g.OnPick != nil {
		g.OnPick(g.row, g.column)
	}
}

// DoubleTapped edits the cell.
func (g *Grid) DoubleTapped(e *fyne.PointEvent) {
	if g.at(e.Position) {
		g.edit()
	}
}

// MouseDown makes the tapped cell current at once, without waiting for a second
// tap, and takes the keys.
func (g *Grid) MouseDown(e *desktop.MouseEvent) {
	focus(g)
	g.at(e.Position)
}

// MouseUp does nothing.
func (g *Grid) MouseUp(*desktop.MouseEvent) {}

func (g *Grid) lineHeight() float32 { return style.Grow(g.line) }

func (g *Grid) look(row, column int) palette.Token {
	if g.Look != nil {
		return g.Look(row, column)
	}
	return palette.Ink
}
