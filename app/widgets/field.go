package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"shirube/app/style"
	"shirube/assets/palette"
)

// Field is an entry in the look's frame: 32 high, a search 40 (a magnifier,
// × to clear), with an error sentence under it. It embeds Fyne's
// widget.Entry as Entry: read and set Entry's fields, but never change the text
// while one types (an input method would lose its place).
type Field struct {
	widget.BaseWidget
	Entry *FieldEntry
	// OnSubmitted is not for anything that destroys or sends: Enter also ends a
	// Japanese conversion.
	OnChanged   func(string)
	OnSubmitted func(string)
	OnEscape    func()
	OnCommit    func() // Ctrl+Enter
	// OnArrow is asked about the up, down and page keys in a single line; it
	// tells whether it used the key.
	OnArrow func(fyne.KeyName) bool

	height  float32
	rows    int
	search  bool
	failure string
	suffix  string
	clear   *IconButton
}

// NewField is one line, 32 high, with a placeholder.
func NewField(placeholder string) *Field { return newField(placeholder, 32, 1, false) }

// NewSearchField is 40 high with a magnifier and a × to clear.
func NewSearchField(placeholder string) *Field { return newField(placeholder, 40, 1, true) }

// NewTextArea is rows lines of text that wraps.
func NewTextArea(placeholder string, rows int) *Field {
	return newField(placeholder, 16+20*float32(rows), rows, false)
}

func newField(placeholder string, height float32, rows int, search bool) *Field {
	f := &Field{height: height, rows: rows, search: search}
	f.Entry = &FieldEntry{field: f}
	f.Entry.ExtendBaseWidget(f.Entry)
	f.Entry.PlaceHolder = style.Clean(placeholder)
	f.Entry.MultiLine = rows > 1
	if rows > 1 {
		f.Entry.Wrapping = fyne.TextWrapWord
	} else {
		f.Entry.Scroll = container.ScrollHorizontalOnly
	}
	f.Entry.OnChanged = func(s string) {
		if f.search {
			f.clear.Hidden = s == ""
			f.Refresh()
		}
		if f.OnChanged != nil {
			f.OnChanged(s)
		}
	}
	f.Entry.OnSubmitted = func(s string) {
		if f.OnSubmitted != nil {
			f.OnSubmitted(s)
		}
	}
	f.clear = NewIconButton("close", "", func() { f.SetText(""); f.Focus() })
	f.clear.Hide()
	f.ExtendBaseWidget(f)
	return f
}

// Height sets another height: 28 or 24 in cards.
func (f *Field) Height(h float32) *Field { f.height = h; return f }

// Suffix shows a unit inside the right edge.
func (f *Field) Suffix(unit string) *Field { f.suffix = unit; return f }

// Text is what is typed.
func (f *Field) Text() string { return f.Entry.Text }

// SetText replaces what is typed; a single line has no control characters.
func (f *Field) SetText(s string) {
	if f.rows == 1 {
		s = style.Clean(s)
	}
	f.Entry.SetText(s)
}

// SetError shows the sentence that says what to type; "" takes it away.
func (f *Field) SetError(sentence string) {
	if f.failure != sentence {
		f.failure = sentence
		f.Refresh()
	}
}

// Focus puts the cursor into it.
func (f *Field) Focus() { focus(f.Entry) }

// Disable and Enable as Entry's.
func (f *Field) Disable() { f.Entry.Disable(); f.Refresh() }

// Enable lets one type.
func (f *Field) Enable() { f.Entry.Enable(); f.Refresh() }

// CreateRenderer draws the frame round the entry.
func (f *Field) CreateRenderer() fyne.WidgetRenderer {
	frame := style.Box(palette.Card, palette.Line2, 6)
	icon, mark := style.Image("search", palette.Sub, 18), style.Image("state-bad", palette.Bad, 14)
	failure := style.Text("", style.Small, palette.BadText, false)
	suffix := style.Text("", style.Small, palette.Sub, false)
	d := &drawing{owner: f, objects: []fyne.CanvasObject{frame, icon, f.Entry, suffix, mark, f.clear, failure}}
	d.refresh = func() {
		frame.FillColor, frame.StrokeColor, frame.StrokeWidth = style.Color(palette.Card), style.Color(palette.Line2), 1
		switch {
		case f.Entry.Disabled():
			frame.FillColor = style.Color(palette.Ground)
		case f.failure != "":
			frame.StrokeColor = style.Color(palette.Bad)
			if f.Entry.focused {
				frame.StrokeWidth = 2
			}
		case f.Entry.focused:
			frame.StrokeColor, frame.StrokeWidth = style.Color(palette.Accent), 2
		}
		icon.Hidden, mark.Hidden = !f.search, f.failure == ""
		failure.Text, failure.Hidden = style.Clean(f.failure), f.failure == ""
		suffix.Text, suffix.Hidden = style.Clean(f.suffix), f.suffix == "" || f.failure != ""
	}
	box := func() float32 { return style.Grow(f.height) }
	d.min = func() fyne.Size {
		s := fyne.NewSize(80, box())
		if f.failure != "" {
			s.Height += failure.MinSize().Height + 2
		}
		return s
	}
	d.layout = func(s fyne.Size) {
		h := box()
		frame.Resize(fyne.NewSize(s.Width, h))
		left, right := float32(6), s.Width-6
		if f.search {
			icon.Move(fyne.NewPos(10, (h-18)/2))
			icon.Resize(fyne.NewSquareSize(18))
			left = 28
			f.clear.Move(fyne.NewPos(s.Width-34, (h-28)/2))
			f.clear.Resize(fyne.NewSquareSize(28))
			right -= 30
		}
		if f.failure != "" {
			right -= 22
			mark.Move(fyne.NewPos(s.Width-23, (h-14)/2))
			mark.Resize(fyne.NewSquareSize(14))
		} else if f.suffix != "" {
			m := suffix.MinSize()
			right -= m.Width + 4
			suffix.Move(fyne.NewPos(right+2, (h-m.Height)/2))
			suffix.Resize(m)
		}
		line := f.Entry.MinSize().Height
		top := (h-line)/2 - 1
		if f.rows > 1 {
			top, line = 1, h-2
		}
		f.Entry.Move(fyne.NewPos(left, top))
		f.Entry.Resize(fyne.NewSize(max(0, right-left), line))
		failure.Move(fyne.NewPos(0, h+2))
		failure.Resize(failure.MinSize())
	}
	d.refresh()
	return d
}

// FieldEntry is the widget.Entry inside a Field.
type FieldEntry struct {
	widget.Entry
	field   *Field
	focused bool
}

// FocusGained shows the frame of focus.
func (e *FieldEntry) FocusGained() {
	e.focused = true
	e.Entry.FocusGained()
	e.field.Refresh()
	reveal()
}

// FocusLost shows the plain frame.
func (e *FieldEntry) FocusLost() {
	e.focused = false
	e.Entry.FocusLost()
	e.field.Refresh()
}

// TypedKey offers Escape and the arrows to the field's owner first.
func (e *FieldEntry) TypedKey(k *fyne.KeyEvent) {
	f := e.field
	switch k.Name {
	case fyne.KeyEscape:
		if f.OnEscape == nil {
			passOn(k)
			return
		}
		f.OnEscape()
		return
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown:
		if f.rows == 1 && f.OnArrow != nil && f.OnArrow(k.Name) {
			return
		}
	}
	e.Entry.TypedKey(k)
}

// AcceptsTab leaves Tab to the window also in several lines: it leads on.
func (e *FieldEntry) AcceptsTab() bool { return false }

// Commit offers Ctrl+Enter to the field's owner; false where that means nothing to it.
func (e *FieldEntry) Commit() bool {
	if e.field.OnCommit == nil {
		return false
	}
	e.field.OnCommit()
	return true
}

// TypedShortcut takes Ctrl+Enter where the window has no menu.
func (e *FieldEntry) TypedShortcut(s fyne.Shortcut) {
	if c, ok := s.(*desktop.CustomShortcut); ok && c.KeyName == fyne.KeyReturn && e.Commit() {
		return
	}
	e.Entry.TypedShortcut(s)
}
