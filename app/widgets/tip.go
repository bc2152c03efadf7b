package widgets

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"shirube/app/style"
	"shirube/app/task"
	"shirube/assets/palette"
)

// TipLayer shows tips above the window's content without catching the pointer.
// The window stacks one over everything else; controls find it by themselves.
type TipLayer struct {
	*fyne.Container
	ground *canvas.Rectangle
	text   *canvas.Text
	stop   func()
}

var tips *TipLayer

const tipDelay = 600 * time.Millisecond

// NewTipLayer makes the layer that all tips use from now on.
func NewTipLayer() *TipLayer {
	l := &TipLayer{ground: canvas.NewRectangle(style.Color(palette.Ink)), text: style.Text("", style.Small, palette.Ground, false)}
	l.ground.CornerRadius = 6
	l.Container = container.NewWithoutLayout(l.ground, l.text)
	l.Container.Hide()
	tips = l
	return l
}

func showTip(text string, at fyne.Position) {
	if tips == nil || text == "" {
		return
	}
	HideTip()
	l := tips
	l.stop = task.After(tipDelay, func() { l.show(text, at) })
}

func (l *TipLayer) show(text string, at fyne.Position) {
	l.text.Text = style.Clean(text)
	m := l.text.MinSize()
	at = fyne.NewPos(max(4, min(at.X, l.Size().Width-m.Width-20)), min(at.Y+18, l.Size().Height-m.Height-12))
	l.ground.Move(at)
	l.ground.Resize(m.AddWidthHeight(16, 8))
	l.text.Move(at.AddXY(8, 4))
	l.text.Resize(m)
	l.Container.Show()
}

// HideTip takes the tip away when what it spoke of goes: the pointer may rest
// where a page was.
func HideTip() {
	if tips == nil {
		return
	}
	if tips.stop != nil {
		tips.stop()
	}
	tips.Container.Hide()
}
