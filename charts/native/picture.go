package native

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"shirube/charts/raster"
	"shirube/charts/scene"
)

// Picture shows a scene as it is, at a scale: a page of paper, a thumbnail.
// Its text stands as it does in the file, letter by letter, which the window's
// own text, hinted for each size, would not. It answers nothing.
type Picture struct {
	widget.BaseWidget
	scene *scene.Scene
	scale float32
}

// NewPicture shows s, scale times its size.
func NewPicture(s *scene.Scene, scale float32) *Picture {
	p := &Picture{scene: s, scale: scale}
	p.ExtendBaseWidget(p)
	return p
}

// MinSize is the size of the scene at its scale.
func (p *Picture) MinSize() fyne.Size {
	return fyne.NewSize(float32(p.scene.W)*p.scale, float32(p.scene.H)*p.scale)
}

// CreateRenderer is for fyne.Widget.
func (p *Picture) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRaster(func(w, h int) image.Image { return raster.Picture(p.scene, w, h) }))
}
