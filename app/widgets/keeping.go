package widgets

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// holder is a widget in which others stand.
type holder interface{ held() []fyne.CanvasObject }

func (p *PeriodPicker) held() []fyne.CanvasObject {
	return []fyne.CanvasObject{p.earlier, p.choice, p.later}
}

func (f *Field) held() []fyne.CanvasObject { return []fyne.CanvasObject{f.Entry} }

func (l *ChipLine) held() (all []fyne.CanvasObject) {
	for _, c := range append(l.chips, l.end) {
		all = append(all, c)
	}
	return all
}

func (b *FilterBar) held() []fyne.CanvasObject {
	if b.link == nil {
		return []fyne.CanvasObject{b.chips}
	}
	return []fyne.CanvasObject{b.chips, b.link}
}

// walk visits what is shown in o, in order, with the scrolls round it, until
// visit is done.
func walk(o fyne.CanvasObject, round []*container.Scroll, visit func(fyne.CanvasObject, []*container.Scroll) (done bool)) bool {
	if o == nil || !o.Visible() {
		return false
	}
	if visit(o, round) {
		return true
	}
	var inside []fyne.CanvasObject
	switch w := o.(type) {
	case *fyne.Container:
		inside = w.Objects
	case *container.Scroll:
		inside, round = []fyne.CanvasObject{w.Content}, append(round[:len(round):len(round)], w)
	case holder:
		inside = w.held()
	}
	for _, each := range inside {
		if walk(each, round, visit) {
			return true
		}
	}
	return false
}

// kindOf says what kind of control something is and which words it has.
func kindOf(f fyne.Focusable) string {
	text := ""
	switch w := f.(type) {
	case *Button:
		text = w.text
	case *IconButton:
		text = w.icon + w.Tip
	case *Chip:
		text = w.text
	case *Check:
		text = w.text
	case *Segmented:
		text = strings.Join(w.options, "|")
	case *FieldEntry:
		text = w.PlaceHolder
	}
	return fmt.Sprintf("%T %s", f, text)
}

// Place is where a control stands among those of its kind and words, so that
// its like is found again after what it stood in was built anew.
type Place struct {
	kind string
	nth  int
}

// PlaceOf finds a control in what is shown in an object; ok is false where it
// isn't there.
func PlaceOf(in fyne.CanvasObject, f fyne.Focusable) (p Place, ok bool) {
	if f == nil {
		return p, false
	}
	p.kind = kindOf(f)
	ok = walk(in, nil, func(o fyne.CanvasObject, _ []*container.Scroll) bool {
		each, is := o.(fyne.Focusable)
		if is && each != f && kindOf(each) == p.kind {
			p.nth++
		}
		return is && each == f
	})
	return p, ok
}

// Shows tells whether a control stands in what is shown in an object.
func Shows(in fyne.CanvasObject, f fyne.Focusable) bool {
	_, ok := PlaceOf(in, f)
	return ok
}

// Find gives the control that stands at the place, nil for none.
func (p Place) Find(in fyne.CanvasObject) (found fyne.Focusable) {
	nth := p.nth
	walk(in, nil, func(o fyne.CanvasObject, _ []*container.Scroll) bool {
		if f, ok := o.(fyne.Focusable); ok && kindOf(f) == p.kind {
			if nth--; nth < 0 {
				found = f
			}
		}
		return found != nil
	})
	return found
}

// Rebuild shows other objects in a container. Where one of those that go away
// had the keys, its like among the new ones gets them, a cursor standing where it
// stood; where there is none, nobody has them, and the window's own keys work.
func Rebuild(c *fyne.Container, objects ...fyne.CanvasObject) {
	canvas := fyne.CurrentApp().Driver().CanvasForObject(c)
	var place Place
	var had bool
	var was fyne.Focusable
	if canvas != nil {
		was = canvas.Focused()
		place, had = PlaceOf(c, was)
	}
	c.Objects = objects
	c.Refresh()
	if !had {
		return
	}
	f := place.Find(c)
	if f == nil {
		canvas.Unfocus()
		return
	}
	if from, to := entryOf(was), entryOf(f); from != nil && to != nil && from.Text == to.Text {
		to.CursorRow, to.CursorColumn = from.CursorRow, from.CursorColumn
	}
	canvas.Focus(f)
}

// entryOf is the entry that f is, or nil.
func entryOf(f fyne.Focusable) *FieldEntry {
	e, _ := f.(*FieldEntry)
	return e
}

// focused is what has the keys, with its canvas; nil for nothing.
func focused() (fyne.CanvasObject, fyne.Canvas) {
	for _, w := range fyne.CurrentApp().Driver().AllWindows() {
		if o, ok := w.Canvas().Focused().(fyne.CanvasObject); ok {
			return o, w.Canvas()
		}
	}
	return nil, nil
}

// reveal scrolls what has been given the keys into sight.
func reveal() {
	const room = 8
	o, c := focused()
	if o == nil {
		return
	}
	root := c.Overlays().Top()
	if root == nil {
		root = c.Content()
	}
	driver := fyne.CurrentApp().Driver()
	walk(root, nil, func(each fyne.CanvasObject, round []*container.Scroll) bool {
		if each != o {
			return false
		}
		for _, s := range round {
			y := driver.AbsolutePositionForObject(o).Y - driver.AbsolutePositionForObject(s.Content).Y
			top, bottom := y-room, y+o.Size().Height+room-s.Size().Height
			if s.Offset.Y > top {
				s.ScrollToOffset(fyne.NewPos(s.Offset.X, max(0, top)))
			} else if s.Offset.Y < bottom {
				s.ScrollToOffset(fyne.NewPos(s.Offset.X, bottom))
			}
		}
		return true
	})
}

// passOn gives the window a key that means nothing to what has the keys.
func passOn(e *fyne.KeyEvent) {
	if _, c := focused(); c != nil && c.OnTypedKey() != nil {
		c.OnTypedKey()(e)
	}
}
