package widgets

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"shirube/app/style"
	"shirube/assets/palette"
)

// Grid is for typing numbers as in a spreadsheet: rows are measures, columns
// days, for some dozens of each. Typing replaces, F2 or a double click edits,
// Enter goes down, Tab right, Delete empties, a range from a spreadsheet is
// pasted from the current cell on. The grid keeps nothing: Text gives a cell,
// OnSet takes what was typed ("" = emptied) and tells whether it can be taken.
type Grid struct {
	widget.BaseWidget
	Text  func(row, column int) string
	OnSet func(row, column int, text string) bool

	rows, columns []string
	row, column   int
	editing       bool
	refused       bool
	typed         []rune
	focused       bool
}

// The least widths of names and cells, and how wide they become where there is room.
const (
	gridLabel, gridCell         float32 = 128, 80
	gridLabelWide, gridCellWide float32 = 200, 112
)

// widths are those of the names and of a cell in the grid's present width.
func (g *Grid) widths() (label, cell float32) {
	n := float32(max(1, len(g.columns)))
	label = max(gridLabel, min(gridLabelWide, g.Size().Width-gridCell*n))
	return label, max(gridCell, min(gridCellWide, (g.Size().Width-label)/n))
}

// NewGrid shows names at the left and above.
func NewGrid(rows, columns []string) *Grid {
	g := &Grid{rows: rows, columns: columns, Text: func(int, int) string { return "" }}
	g.ExtendBaseWidget(g)
	return g
}

// SetNames shows other rows and columns.
func (g *Grid) SetNames(rows, columns []string) {
	g.rows, g.columns, g.row, g.column, g.editing = rows, columns, 0, 0, false
	g.Refresh()
}

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
	return !g.refused
}

func (g *Grid) move(row, column int) {
	if !g.Commit() {
		return
	}
	g.row, g.column = max(0, min(row, len(g.rows)-1)), max(0, min(column, len(g.columns)-1))
	g.Refresh()
}

// AcceptsTab keeps Tab for moving right.
func (g *Grid) AcceptsTab() bool { return true }

// FocusGained shows the current cell's frame.
func (g *Grid) FocusGained() { g.focused = true; g.Refresh() }

// FocusLost takes what was being typed.
func (g *Grid) FocusLost() { g.focused = false; g.Commit(); g.Refresh() }

// TypedRune begins or goes on typing.
func (g *Grid) TypedRune(r rune) {
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
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyDown:
		g.move(g.row+1, g.column)
	case fyne.KeyUp:
		g.move(g.row-1, g.column)
	case fyne.KeyTab, fyne.KeyRight:
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
		g.editing, g.refused = false, false
		g.Refresh()
	case fyne.KeyBackspace:
		if !g.editing {
			g.edit()
		}
		g.typed = g.typed[:max(0, len(g.typed)-1)]
		g.Refresh()
	case fyne.KeyDelete:
		g.editing, g.typed = true, nil
		g.Commit()
	}
}

func (g *Grid) edit() {
	g.editing, g.typed = true, []rune(g.Text(g.row, g.column))
	g.Refresh()
}

// TypedShortcut copies a cell and pastes a range.
func (g *Grid) TypedShortcut(s fyne.Shortcut) {
	clipboard := fyne.CurrentApp().Clipboard()
	switch s.(type) {
	case *fyne.ShortcutCopy:
		clipboard.SetContent(g.Text(g.row, g.column))
	case *fyne.ShortcutPaste:
		g.Paste(clipboard.Content())
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
			if row >= len(g.rows) || column >= len(g.columns) || g.OnSet == nil {
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
	return set, refused
}

// Tapped makes a cell current.
func (g *Grid) Tapped(e *fyne.PointEvent) {
	label, cell := g.widths()
	if e.Position.X >= label && e.Position.Y >= g.lineHeight() {
		g.move(int(e.Position.Y/g.lineHeight())-1, int((e.Position.X-label)/cell))
	}
}

// DoubleTapped edits the cell.
func (g *Grid) DoubleTapped(e *fyne.PointEvent) { g.Tapped(e); g.edit() }

// MouseDown makes the tapped cell current at once, without waiting for a second
// tap, and takes the keys.
func (g *Grid) MouseDown(e *desktop.MouseEvent) {
	focus(g)
	g.Tapped(&e.PointEvent)
}

// MouseUp does nothing.
func (g *Grid) MouseUp(*desktop.MouseEvent) {}

func (g *Grid) lineHeight() float32 { return style.Grow(32) }

// CreateRenderer draws names, lines, values and the frame of the current cell.
func (g *Grid) CreateRenderer() fyne.WidgetRenderer {
	r := &gridRenderer{g: g, frame: style.Box(palette.Card, palette.Accent, 3)}
	r.frame.StrokeWidth = 2
	r.fill()
	return r
}

type gridRenderer struct {
	g       *Grid
	frame   *canvas.Rectangle
	lines   []*canvas.Rectangle
	texts   []*canvas.Text
	objects []fyne.CanvasObject
}

func (r *gridRenderer) text(i int) *canvas.Text {
	for len(r.texts) <= i {
		t := style.Text("", style.Small, palette.Ink, false)
		r.texts = append(r.texts, t)
		r.objects = append(r.objects, t)
	}
	return r.texts[i]
}

func (r *gridRenderer) fill() {
	g, h := r.g, r.g.lineHeight()
	label, cell := g.widths()
	if len(r.objects) == 0 {
		r.objects = append(r.objects, r.frame)
	}
	for len(r.lines) <= len(g.rows) {
		l := canvas.NewRectangle(color.Transparent)
		r.lines = append(r.lines, l)
		r.objects = append(r.objects, l)
	}
	for i, l := range r.lines {
		l.FillColor, l.Hidden = style.Color(palette.Line), i > len(g.rows)
		l.Move(fyne.NewPos(0, float32(i+1)*h-1))
		l.Resize(fyne.NewSize(label+cell*float32(len(g.columns)), 1))
	}
	n := 0
	put := func(s string, token palette.Token, bold bool, x, y, w float32, align fyne.TextAlign) {
		t := r.text(n)
		n++
		t.Text, t.Color, t.TextStyle.Bold, t.Alignment, t.Hidden = style.Cut(s, style.Small, bold, w), style.Color(token), bold, align, false
		t.Move(fyne.NewPos(x, y-style.Lift(t)))
		t.Resize(fyne.NewSize(w, h))
	}
	for j, c := range g.columns {
		put(c, palette.Sub, true, label+float32(j)*cell, 0, cell-8, fyne.TextAlignTrailing)
	}
	for i, name := range g.rows {
		y := float32(i+1) * h
		put(name, palette.Ink, false, 0, y, label-8, fyne.TextAlignLeading)
		for j := range g.columns {
			value, token := g.Text(i, j), palette.Ink
			if g.editing && i == g.row && j == g.column {
				value = string(g.typed) + "|"
				if g.refused {
					token = palette.BadText
				}
			}
			put(value, token, false, label+float32(j)*cell, y, cell-8, fyne.TextAlignTrailing)
		}
	}
	for _, t := range r.texts[n:] {
		t.Hidden = true
	}
	r.frame.FillColor, r.frame.StrokeColor = style.Color(palette.Card), style.Color(palette.Line2)
	switch {
	case g.refused:
		r.frame.StrokeColor = style.Color(palette.Bad)
	case g.focused:
		r.frame.StrokeColor = style.Color(palette.Accent)
	}
	r.frame.Move(fyne.NewPos(label+float32(g.column)*cell, float32(g.row+1)*h))
	r.frame.Resize(fyne.NewSize(cell, h-1))
	r.frame.Hidden = len(g.rows) == 0 || len(g.columns) == 0
}

func (r *gridRenderer) Layout(fyne.Size) { r.fill() }
func (r *gridRenderer) MinSize() fyne.Size {
	return fyne.NewSize(gridLabel+gridCell*float32(len(r.g.columns)), r.g.lineHeight()*float32(len(r.g.rows)+1))
}
func (r *gridRenderer) Refresh()                     { r.fill(); canvas.Refresh(r.g) }
func (r *gridRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *gridRenderer) Destroy()                     {}
