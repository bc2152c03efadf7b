package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// clip shows as many of its rows as fit whole.
type clip struct{}

// NewClip stacks rows and hides those that don't fit whole, so that a card of
// any height ends in a whole row.
func NewClip(rows ...fyne.CanvasObject) *fyne.Container { return container.New(clip{}, rows...) }

func (clip) MinSize(rows []fyne.CanvasObject) fyne.Size {
	if len(rows) == 0 {
		return fyne.Size{}
	}
	return rows[0].MinSize()
}

func (clip) Layout(rows []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, r := range rows {
		h := r.MinSize().Height
		r.Move(fyne.NewPos(0, y))
		r.Resize(fyne.NewSize(size.Width, h))
		if y += h; y > size.Height+1 {
			r.Hide()
		} else {
			r.Show()
		}
	}
}
