package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shirube/app/style"
)

// ringRoom is how far a focus ring stands out of its control.
const ringRoom = 4

// NewScroll scrolls cards and controls up and down. It reaches a little over
// its place on all sides, so that the focus rings at its edges aren't cut off.
func NewScroll(content fyne.CanvasObject) fyne.CanvasObject {
	return container.New(over{}, container.NewVScroll(style.Pad(ringRoom, content)))
}

type over struct{}

func (over) MinSize(o []fyne.CanvasObject) fyne.Size {
	return o[0].MinSize().SubtractWidthHeight(2*ringRoom, 0)
}

func (over) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.NewPos(-ringRoom, -ringRoom))
	o[0].Resize(s.AddWidthHeight(2*ringRoom, 2*ringRoom))
}
