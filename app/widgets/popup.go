package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"shirube/app/style"
)

// ShowUnder opens content in a popup under an object (over it where there is no
// room below) and gives the act that closes it. A tap outside or Escape closes it too.
func ShowUnder(anchor fyne.CanvasObject, content fyne.CanvasObject) (close func()) {
	driver := fyne.CurrentApp().Driver()
	c := driver.CanvasForObject(anchor)
	if c == nil {
		return func() {}
	}
	at := driver.AbsolutePositionForObject(anchor)
	size := content.MinSize().AddWidthHeight(8, 8)
	y := at.Y + anchor.Size().Height + 4
	if y+size.Height > c.Size().Height {
		y = max(4, at.Y-size.Height-4)
	}
	return ShowAt(c, content, fyne.NewPos(min(at.X, max(4, c.Size().Width-size.Width-8)), y))
}

// ShowAt opens content in a popup at a place of a canvas.
func ShowAt(c fyne.Canvas, content fyne.CanvasObject, at fyne.Position) (close func()) {
	HideTip()
	p := widget.NewPopUp(content, c)
	p.ShowAtPosition(at)
	return p.Hide
}

// MenuItem is a line of Menu; Tapped nil is a heading, an empty Text a line between.
type MenuItem struct {
	Text     string
	Disabled bool
	Tapped   func()
}

// ShowMenu opens a menu at an absolute place, as for a row's right click.
func ShowMenu(c fyne.Canvas, at fyne.Position, items ...MenuItem) {
	list := make([]*fyne.MenuItem, len(items))
	for i, m := range items {
		if m.Text == "" {
			list[i] = fyne.NewMenuItemSeparator()
			continue
		}
		list[i] = fyne.NewMenuItem(style.Clean(m.Text), m.Tapped)
		list[i].Disabled = m.Disabled || m.Tapped == nil
	}
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", list...), c, at)
}

// ShowMenuUnder opens a menu under a button.
func ShowMenuUnder(anchor fyne.CanvasObject, items ...MenuItem) {
	driver := fyne.CurrentApp().Driver()
	if c := driver.CanvasForObject(anchor); c != nil {
		ShowMenu(c, driver.AbsolutePositionForObject(anchor).AddXY(0, anchor.Size().Height+4), items...)
	}
}
