package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"shirube/app/style"
	"shirube/assets/palette"
)

// Align of a column's texts.
type Align int

// Numbers end at the right.
const (
	Left Align = iota
	Right
)

// Column of a RowList. Width holds the gap of 16 to the next column; Stretch
// shares the width left over.
type Column struct {
	Key      string // given to OnSort; "" = not sortable
	Title    string
	Width    float32
	Align    Align
	Stretch  bool
	Headless bool // the title is for the column chooser only
}

// Cell is what one column shows of a row: an icon, squares filled up to Step of
// Steps, and a text.
type Cell struct {
	Text        string
	Token       palette.Token // Ground (the zero value) stands for Ink
	Bold        bool
	Icon        string
	IconToken   palette.Token // Ground stands for Sub
	Step, Steps int
	Link        bool     // accent; a tap tells OnCell
	Marks       [][2]int // parts of Text that are marked as with a pen, from and to in bytes
	tinted      bool     // on the ground of a row selected or current
}

// RowList shows any number of rows under a header, as canvas texts drawn for
// what is visible only. It keeps no rows: Row is asked for each visible index
// on every drawing and answers at once, with false where the row isn't loaded
// yet ("…" is shown); OnVisible tells what to load. All callbacks come on the
// window's goroutine.
//
// Columns before Frozen stay while the others scroll by whole columns. Ctrl,
// Shift and the check boxes select; a plain click makes the row current. A tap
// on a header sorts: up, down, then not at all. With OnColumns set, the edges of
// the header change widths (a double click fits the texts in sight) and dragging
// the header of a column that scrolls moves it.
type RowList struct {
	widget.BaseWidget

	Columns []Column
	Frozen  int  // columns that never scroll
	Checks  bool // check boxes at the left
	// RowHeight is 24 dense, 28 in cards, 32 standard, 40 roomy (at text size 1).
	RowHeight float32
	Inset     float32 // room at the left and right edge: 16 at the window's edge, 0 in a card
	NoHeader  bool

	Row func(index int) (cells []Cell, loaded bool)
	ID  func(index int) int64 // of any index, loaded or not; needed for Checks

	OnVisible   func(first, last int) // the visible range changed; last is included
	OnSelection func()
	OnCurrent   func(index int)
	OnOpen      func(index int) // Enter or a double click
	OnCell      func(index, column int)
	OnMenu      func(index int, at fyne.Position) // secondary button, absolute place
	OnSort      func(key string, descending bool) // key "" = no longer by a column
	OnColumns   func()                            // the user has changed Columns
	OnKey       func(*fyne.KeyEvent) bool         // keys that the list doesn't know; true = used
	OnEscape    func()
	OnCommit    func()                      // Ctrl+Enter
	OnCopy      func()                      // Ctrl+C
	OnPaste     func(text string)           // a range pasted from a spreadsheet
	ColumnsNote func(shown, all int) string // words beside the horizontal bar

	length      int
	top         float64 // pixels scrolled
	firstColumn int     // first scrolled column, counted behind Frozen
	current     int
	hovered     int
	selection   Selection
	anchor      int
	sortKey     string
	descending  bool
	focused     bool
	shift       bool
	sideways    float32 // scrolled sideways, not yet a column
	drag        dragging
	held        int     // the column whose header or edge is held
	heldAt      float32 // where it was taken
	moved       bool    // it has been dragged since
	target      int     // before which column it would be set
	atEdge      bool    // the pointer is over an edge that can be dragged
	visible     [2]int
	view        *rowListView
	onPressed   func(index int) // a plain click, told apart from the keys
}

// NewRowList shows no rows until SetLength. Set the fields before it is shown.
func NewRowList(columns ...Column) *RowList {
	l := &RowList{Columns: columns, RowHeight: 24, Inset: 16, current: -1, hovered: -1, anchor: -1, visible: [2]int{-1, -1}}
	l.ExtendBaseWidget(l)
	return l
}

// SetLength says how many rows there are; the place scrolled to is kept as far
// as it goes, the selection stays.
func (l *RowList) SetLength(n int) {
	l.length = n
	l.current = min(l.current, n-1)
	l.visible = [2]int{-1, -1}
	l.scrollTo(l.top)
}

// Length is the number of rows.
func (l *RowList) Length() int { return l.length }

// SetColumns shows other columns.
func (l *RowList) SetColumns(frozen int, columns ...Column) {
	l.Columns, l.Frozen, l.firstColumn = columns, frozen, 0
	if l.view != nil {
		l.view.reset()
	}
	l.Refresh()
}

// SetSort shows by which column the rows are sorted.
func (l *RowList) SetSort(key string, descending bool) {
	l.sortKey, l.descending = key, descending
	l.Refresh()
}

// Current is the row shown at the side, -1 for none.
func (l *RowList) Current() int { return l.current }

// SetCurrent makes a row current, scrolled into sight, without telling OnCurrent; -1 for none.
func (l *RowList) SetCurrent(index int) {
	l.current = max(-1, min(index, l.length-1))
	if l.current >= 0 {
		l.show(l.current)
	}
	l.Refresh()
}

// ScrollToTop shows the first row.
func (l *RowList) ScrollToTop() { l.scrollTo(0) }

// Offset is the place scrolled to, to be kept in a route and given to SetOffset.
func (l *RowList) Offset() float64 { return l.top }

// SetOffset scrolls to a place.
func (l *RowList) SetOffset(top float64) { l.scrollTo(top) }

// Focus takes the keys.
func (l *RowList) Focus() { focus(l) }

func (l *RowList) rowHeight() float64 { return float64(style.Grow(l.RowHeight)) }

func (l *RowList) headHeight() float32 {
	if l.NoHeader {
		return 0
	}
	return style.Grow(32)
}

const barHeight = 16

func (l *RowList) bodyHeight() float64 {
	h := l.Size().Height - l.headHeight()
	if l.wide() {
		h -= barHeight
	}
	return float64(max(0, h))
}

func (l *RowList) maxTop() float64 {
	return max(0, float64(l.length)*l.rowHeight()-l.bodyHeight())
}

func (l *RowList) scrollTo(top float64) {
	l.top = max(0, min(top, l.maxTop()))
	l.Refresh()
}

// show scrolls as little as needed to have a row in sight.
func (l *RowList) show(index int) {
	if l.bodyHeight() < l.rowHeight() {
		return
	}
	y, h := float64(index)*l.rowHeight(), l.rowHeight()
	switch {
	case y < l.top:
		l.scrollTo(y)
	case y+h > l.top+l.bodyHeight():
		l.scrollTo(y + h - l.bodyHeight())
	}
}

// MinSize is small: the list fills what it is given.
func (l *RowList) MinSize() fyne.Size {
	return fyne.NewSize(120, l.headHeight()+style.Grow(l.RowHeight)*2)
}

// Resize keeps the scrolled place within bounds.
func (l *RowList) Resize(s fyne.Size) {
	l.BaseWidget.Resize(s)
	l.firstColumn = min(l.firstColumn, l.lastStart())
	l.scrollTo(l.top)
}

// Refresh draws what is visible again, asking Row for each row.
func (l *RowList) Refresh() {
	if l.view != nil {
		l.view.Refresh()
	}
}
