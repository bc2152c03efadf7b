package style

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"shirube/assets/palette"
)

// Paragraph is text over as many lines as its width asks for. Column gives it
// its width before it asks for its height.
type Paragraph struct {
	widget.BaseWidget
	text  string
	size  float32
	token palette.Token
	bold  bool
	width float32
	lines []string
}

// NewParagraph wraps text; it begins as wide as width and follows its place.
func NewParagraph(text string, size float32, token palette.Token, width float32) *Paragraph {
	p := &Paragraph{text: text, size: size, token: token, width: width}
	p.lines = Lines(text, size, false, width)
	p.ExtendBaseWidget(p)
	return p
}

// SetText shows another text.
func (p *Paragraph) SetText(text string) {
	p.text = text
	p.lines = Lines(text, p.size, p.bold, p.width)
	p.Refresh()
}

// Resize breaks the lines anew.
func (p *Paragraph) Resize(s fyne.Size) {
	if s.Width > 0 && s.Width != p.width {
		p.width = s.Width
		p.lines = Lines(p.text, p.size, p.bold, s.Width)
		p.Refresh()
	}
	p.BaseWidget.Resize(s)
}

func (p *Paragraph) lineHeight() float32 { return Grow(p.size) * 1.6 }

// CreateRenderer draws one canvas.Text per line.
func (p *Paragraph) CreateRenderer() fyne.WidgetRenderer {
	p.ExtendBaseWidget(p)
	r := &paragraphRenderer{p: p}
	r.fill()
	return r
}

type paragraphRenderer struct {
	p     *Paragraph
	texts []fyne.CanvasObject
}

func (r *paragraphRenderer) fill() {
	for len(r.texts) < len(r.p.lines) {
		r.texts = append(r.texts, Text("", r.p.size, r.p.token, r.p.bold))
	}
	for i, o := range r.texts {
		t := o.(*canvas.Text)
		t.Text, t.Color = "", Color(r.p.token)
		if i < len(r.p.lines) {
			t.Text = r.p.lines[i]
		}
	}
}

func (r *paragraphRenderer) Layout(s fyne.Size) {
	h := r.p.lineHeight()
	for i, o := range r.texts {
		o.Move(fyne.NewPos(0, float32(i)*h))
		o.Resize(fyne.NewSize(s.Width, h))
	}
}

func (r *paragraphRenderer) MinSize() fyne.Size {
	return fyne.NewSize(Grow(r.p.size), float32(len(r.p.lines))*r.p.lineHeight())
}

func (r *paragraphRenderer) Refresh() {
	r.fill()
	r.Layout(r.p.Size())
	for _, o := range r.texts {
		o.Refresh()
	}
}

func (r *paragraphRenderer) Objects() []fyne.CanvasObject { return r.texts }
func (r *paragraphRenderer) Destroy()                     {}
