package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"shirube/app/style"
	"shirube/assets/palette"
)

func stack(objects ...fyne.CanvasObject) *fyne.Container { return container.NewStack(objects...) }

// Toast is one sentence on ink, 40 high, with an optional act such as 元に戻す.
// Who shows it decides how long; Hovered tells when to wait.
type Toast struct {
	widget.BaseWidget
	text, act string
	OnAct     func()
	OnClosed  func()
	hovered   bool
}

// NewToast shows text; act "" leaves the act out.
func NewToast(text, act string, acted, closed func()) *Toast {
	t := &Toast{text: text, act: act, OnAct: acted, OnClosed: closed}
	t.ExtendBaseWidget(t)
	return t
}

// Text is what it says.
func (t *Toast) Text() string { return t.text }

// Hovered tells whether the pointer is over it.
func (t *Toast) Hovered() bool { return t.hovered }

// MouseIn and the next two keep Hovered.
func (t *Toast) MouseIn(*desktop.MouseEvent) { t.hovered = true }

// MouseMoved does nothing.
func (t *Toast) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends Hovered.
func (t *Toast) MouseOut() { t.hovered = false }

// CreateRenderer draws the toast.
func (t *Toast) CreateRenderer() fyne.WidgetRenderer {
	ground := canvas.NewRectangle(style.Color(palette.Ink))
	ground.CornerRadius = 8
	row := []fyne.CanvasObject{style.Text(t.text, style.Small, palette.Ground, false), style.Space(16), style.Spacer()}
	if t.act != "" {
		row = append(row, newWord(t.act, palette.AccentMid, func() { t.OnAct() }))
	}
	row = append(row, newGlyph("close", palette.Ground, func() { t.OnClosed() }))
	return widget.NewSimpleRenderer(style.Fixed(0, style.Grow(40), stack(ground, style.PadSides(0, 12, 0, 16, style.Row(16, row...)))))
}

// word is a bare text to tap on any ground.
type word struct {
	control
	object fyne.CanvasObject
}

func newWord(text string, token palette.Token, tapped func()) *word {
	return newBare(style.Text(text, style.Small, token, true), tapped)
}

func newGlyph(icon string, token palette.Token, tapped func()) *word {
	return newBare(style.Image(icon, token, 16), tapped)
}

func newBare(o fyne.CanvasObject, tapped func()) *word {
	w := &word{object: o}
	w.OnTapped = tapped
	w.ExtendBaseWidget(w)
	return w
}

func (w *word) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(style.PadSides(6, 2, 6, 2, w.object))
}
