package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"shirube/app/style"
	"shirube/assets/palette"
)

// CutText is one line that ends in … where its place is too narrow, and then
// shows its whole text as a tip. It asks for no width of its own.
type CutText struct {
	widget.BaseWidget
	text  string
	size  float32
	token palette.Token
	bold  bool
	cut   bool
}

// NewCutText shows text in a size, colour and weight.
func NewCutText(text string, size float32, token palette.Token, bold bool) *CutText {
	c := &CutText{text: text, size: size, token: token, bold: bold}
	c.ExtendBaseWidget(c)
	return c
}

// Set changes the text and its colour.
func (c *CutText) Set(text string, token palette.Token) {
	c.text, c.token = text, token
	c.Refresh()
}

// CreateRenderer draws what fits.
func (c *CutText) CreateRenderer() fyne.WidgetRenderer {
	text := style.Text("", c.size, c.token, c.bold)
	height := style.Text("あ", c.size, c.token, c.bold).MinSize().Height
	d := &drawing{owner: c, objects: []fyne.CanvasObject{text}}
	d.min = func() fyne.Size { return fyne.NewSize(0, height) }
	d.refresh = func() { text.Color = style.Color(c.token) }
	d.layout = func(s fyne.Size) {
		text.Text = style.Cut(c.text, c.size, c.bold, s.Width)
		c.cut = text.Text != style.Clean(c.text)
		text.Resize(s)
	}
	return d
}

// MouseIn shows the whole text where it is cut.
func (c *CutText) MouseIn(e *desktop.MouseEvent) {
	if c.cut {
		showTip(c.text, e.AbsolutePosition)
	}
}

// MouseMoved does nothing.
func (c *CutText) MouseMoved(*desktop.MouseEvent) {}

// MouseOut hides the tip.
func (c *CutText) MouseOut() { HideTip() }
