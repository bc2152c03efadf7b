package shell

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shirube/app/style"
	"shirube/app/task"
	"shirube/app/widgets"
)

const (
	toastStays  = 8 * time.Second
	toastLonger = time.Second // how often one under the pointer is looked at again
	toastWidth  = 416
	toastAbove  = 64 // clear of the row of acts at a page's foot
)

// toasts is the layer over the page in which one sentence at a time appears at
// the bottom. It takes no taps but those on the toast itself.
type toasts struct {
	layer *fyne.Container
	shown *widgets.Toast
	stop  func() // stops the clock of the one shown
}

func newToasts() *toasts {
	return &toasts{layer: container.New(toastLayout{}), stop: func() {}}
}

// show replaces what is shown. undo, when not nil, is offered under word.
func (t *toasts) show(text, word string, undo func()) {
	if undo == nil {
		word = ""
	}
	t.stop()
	t.shown = widgets.NewToast(text, word, func() {
		t.hide()
		undo()
	}, t.hide)
	t.layer.Objects = []fyne.CanvasObject{t.shown}
	t.layer.Refresh()
	t.stop = task.After(toastStays, t.expire)
}

func (t *toasts) expire() {
	if t.shown != nil && t.shown.Hovered() {
		t.stop = task.After(toastLonger, t.expire)
		return
	}
	t.hide()
}

func (t *toasts) hide() {
	t.stop()
	t.shown = nil
	t.layer.Objects = nil
	t.layer.Refresh()
}

type toastLayout struct{}

func (toastLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (toastLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objects {
		m := o.MinSize()
		m.Width = max(m.Width, toastWidth)
		o.Resize(m)
		o.Move(fyne.NewPos((s.Width-m.Width)/2, s.Height-m.Height-style.Grow(statusHeight)-style.Grow(toastAbove)))
	}
}
