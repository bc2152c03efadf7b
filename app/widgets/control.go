package widgets

import (
	"image/color"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"shirube/app/style"
	"shirube/assets/palette"
)

// control is what everything that can be tapped shares: hover, focus by key,
// Space and Enter, disabling, the hand, a tip.
type control struct {
	widget.BaseWidget
	OnTapped func()
	OnEscape func()
	Tip      string // shown under the pointer

	hovered, focused, ringed, disabled bool
}

func (c *control) Tapped(*fyne.PointEvent) { c.act() }

func (c *control) act() {
	HideTip()
	if !c.disabled && c.OnTapped != nil {
		c.OnTapped()
	}
}

// Press acts as a tap does; nothing where it is disabled.
func (c *control) Press() { c.act() }

func (c *control) MouseIn(e *desktop.MouseEvent) {
	c.hovered = true
	showTip(c.Tip, e.AbsolutePosition)
	c.Refresh()
}

func (c *control) MouseMoved(*desktop.MouseEvent) {}

func (c *control) MouseOut() {
	c.hovered = false
	HideTip()
	c.Refresh()
}

func (c *control) FocusGained() {
	c.focused, c.ringed = true, !c.hovered
	c.Refresh()
	if c.ringed {
		reveal()
	}
}

func (c *control) FocusLost() {
	c.focused, c.ringed = false, false
	c.Refresh()
}

// TypedRune acts on Space. As a key it comes before its character, which would
// be typed into whatever the act opens.
func (c *control) TypedRune(r rune) {
	if unicode.IsSpace(r) {
		c.act()
	}
}

func (c *control) TypedKey(e *fyne.KeyEvent) {
	switch {
	case e.Name == fyne.KeyReturn, e.Name == fyne.KeyEnter:
		c.act()
	case e.Name == fyne.KeyEscape && c.OnEscape != nil:
		c.OnEscape()
	default:
		passOn(e)
	}
}

// Enable lets it be tapped again.
func (c *control) Enable() { c.disabled = false; c.Refresh() }

// Disable greys it.
func (c *control) Disable() { c.disabled = true; c.Refresh() }

// Disabled tells whether it can't be tapped.
func (c *control) Disabled() bool { return c.disabled }

// Cursor is a hand where a tap does something.
func (c *control) Cursor() desktop.Cursor {
	if c.disabled {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// drawing is a renderer made of three functions.
type drawing struct {
	objects []fyne.CanvasObject
	min     func() fyne.Size
	layout  func(fyne.Size)
	refresh func()
	owner   fyne.Widget
}

func (d *drawing) Objects() []fyne.CanvasObject { return d.objects }
func (d *drawing) MinSize() fyne.Size           { return d.min() }
func (d *drawing) Layout(s fyne.Size)           { d.layout(s) }
func (d *drawing) Destroy()                     {}

func (d *drawing) Refresh() {
	d.refresh()
	d.layout(d.owner.Size())
	for _, o := range d.objects {
		o.Refresh()
	}
}

func newRing() *canvas.Rectangle {
	r := canvas.NewRectangle(color.Transparent)
	r.StrokeWidth, r.CornerRadius = 2, 9
	r.StrokeColor = style.Color(palette.Accent)
	r.Hide()
	return r
}

// setRing puts the focus ring 3 outside a control of a size.
func setRing(r *canvas.Rectangle, size fyne.Size, on bool) {
	r.Move(fyne.NewPos(-3, -3))
	r.Resize(size.AddWidthHeight(6, 6))
	if on {
		r.Show()
	} else {
		r.Hide()
	}
}

// focus gives the keys to an object that is shown. The driver knows the canvas
// of what it has drawn only, so that of what was just put up is the window's.
func focus(o interface {
	fyne.CanvasObject
	fyne.Focusable
}) {
	driver := fyne.CurrentApp().Driver()
	if c := driver.CanvasForObject(o); c != nil {
		c.Focus(o)
		return
	}
	for _, w := range driver.AllWindows() {
		if c := w.Canvas(); c.Overlays().Top() != nil || Shows(c.Content(), o) {
			c.Focus(o)
		}
	}
}
