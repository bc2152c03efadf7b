package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"shirube/app/style"
)

// lead sets a title and its note on one baseline at the left and the other
// objects at the right edge; the note is shortened where they leave it no room.
type lead struct {
	gap, right  float32 // after the title, between the objects at the right
	title, note *canvas.Text
	size        float32 // of the note, before it grows
	full        string
}

func newLead(gap, right float32, title, note *canvas.Text, size float32, objects ...fyne.CanvasObject) *fyne.Container {
	l := &lead{gap, right, title, note, size, note.Text}
	return container.New(l, append([]fyne.CanvasObject{style.Baseline(gap, title, note)}, objects...)...)
}

func (l *lead) rest(objects []fyne.CanvasObject) (width, height float32) {
	for _, o := range objects[1:] {
		width, height = width+l.right+o.MinSize().Width, max(height, o.MinSize().Height)
	}
	return width, height
}

func (l *lead) MinSize(objects []fyne.CanvasObject) fyne.Size {
	width, height := l.rest(objects)
	return fyne.NewSize(l.title.MinSize().Width+width, max(height, objects[0].MinSize().Height))
}

func (l *lead) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width, _ := l.rest(objects)
	l.note.Text = style.Cut(l.full, l.size, false, max(0, size.Width-width-l.title.MinSize().Width-l.gap))
	l.note.Refresh()
	texts := objects[0].MinSize()
	objects[0].Move(fyne.NewPos(0, (size.Height-texts.Height)/2))
	objects[0].Resize(texts)
	x := size.Width - width
	for _, o := range objects[1:] {
		m := o.MinSize()
		x += l.right
		o.Move(fyne.NewPos(x, (size.Height-m.Height)/2-style.Lift(o)))
		o.Resize(m)
		x += m.Width
	}
}
