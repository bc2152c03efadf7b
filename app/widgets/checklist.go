package widgets

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"shirube/app/style"
	"shirube/assets/palette"
)

// CheckList lets one choose some of many options; above 50 it has a search
// field over them. A click or Space ticks, Ctrl+A ticks all.
type CheckList struct {
	OnEscape func()

	options []Option
	ids     []int64 // of the options, as they were given
	shown   []int
	list    *RowList
	search  *Field
	object  fyne.CanvasObject
}

// NewCheckList lists options with those of the chosen keys ticked. wide is its
// width, rows how many are in sight.
func NewCheckList(options []Option, chosen []string, placeholder string, wide float32, rows int) *CheckList {
	c := &CheckList{options: slices.Clone(options)}
	c.list = NewRowList(Column{Width: wide*0.7 - 32, Stretch: true}, Column{Width: wide*0.3 - 16, Align: Right})
	c.list.NoHeader, c.list.Checks, c.list.RowHeight, c.list.Inset = true, true, 28, 8
	for i, o := range options {
		c.ids = append(c.ids, int64(i+1))
		if slices.Contains(chosen, o.Key) {
			c.list.selection.Set(int64(i+1), true)
		}
	}
	c.list.ID = func(i int) int64 { return c.ids[c.shown[i]] }
	c.list.Row = func(i int) ([]Cell, bool) {
		o := c.options[c.shown[i]]
		return []Cell{{Text: o.Text}, {Text: o.Note, Token: palette.Sub}}, true
	}
	c.list.onPressed = c.list.toggle
	c.list.OnEscape = c.escape
	c.filter("")
	frame := style.Box(palette.Card, palette.Line2, 6)
	body := style.Fixed(wide, style.Grow(28)*float32(rows)+8, stack(frame, style.Pad(4, c.list)))
	c.object = body
	if len(options) > searchAbove {
		c.search = NewField(placeholder)
		c.search.OnChanged = c.filter
		c.search.OnEscape = c.escape
		c.search.OnArrow = func(k fyne.KeyName) bool {
			c.list.Focus()
			c.list.TypedKey(&fyne.KeyEvent{Name: k})
			return true
		}
		c.object = style.Column(4, c.search, body)
	}
	return c
}

// Object is what to show.
func (c *CheckList) Object() fyne.CanvasObject { return c.object }

// Focus begins with the search, or the list.
func (c *CheckList) Focus() {
	if c.search != nil {
		c.search.Focus()
		return
	}
	c.list.Focus()
}

// Chosen are the keys of the ticked options, in the order of the list.
func (c *CheckList) Chosen() []string {
	var keys []string
	for i, o := range c.options {
		if c.list.selection.Has(c.ids[i]) {
			keys = append(keys, o.Key)
		}
	}
	return keys
}

// Move sets the current option one up (-1) or down (1).
func (c *CheckList) Move(by int) {
	i := c.list.current
	if i < 0 || i+by < 0 || i+by >= len(c.shown) {
		return
	}
	a, b := c.shown[i], c.shown[i+by]
	c.options[a], c.options[b] = c.options[b], c.options[a]
	c.ids[a], c.ids[b] = c.ids[b], c.ids[a]
	c.list.SetCurrent(i + by)
}

func (c *CheckList) escape() {
	if c.OnEscape != nil {
		c.OnEscape()
	}
}

func (c *CheckList) filter(query string) {
	query = plain(query)
	c.shown = c.shown[:0]
	for i, o := range c.options {
		if query == "" || strings.Contains(plain(o.Text), query) {
			c.shown = append(c.shown, i)
		}
	}
	c.list.SetLength(len(c.shown))
}
