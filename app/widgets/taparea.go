package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

// TapArea is an invisible piece to tap, laid under texts that belong together:
// what takes no taps itself lets them through to it.
type TapArea struct{ control }

// NewTapArea calls tapped.
func NewTapArea(tapped func()) *TapArea {
	a := &TapArea{}
	a.OnTapped = tapped
	a.ExtendBaseWidget(a)
	return a
}

// CreateRenderer draws only the focus ring.
func (a *TapArea) CreateRenderer() fyne.WidgetRenderer {
	ring, ground := newRing(), canvas.NewRectangle(color.Transparent)
	d := &drawing{owner: a, objects: []fyne.CanvasObject{ring, ground}}
	d.min = func() fyne.Size { return fyne.Size{} }
	d.layout = func(s fyne.Size) {
		setRing(ring, s, a.ringed)
		ground.Resize(s)
	}
	d.refresh = func() {}
	return d
}

// NewTapBadge is a Badge that opens something.
func NewTapBadge(icon, text string, good bool, tapped func()) fyne.CanvasObject {
	return container.NewStack(Badge(icon, text, good), NewTapArea(tapped))
}
