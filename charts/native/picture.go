package native

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"shirube/charts/scene"
)

// Picture shows a scene as it is, at a scale: a page of paper, a thumbnail. It
// answers nothing.
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
	raster := canvas.NewRaster(func(w, h int) image.Image { return paint(p.scene, w, h) })
	raster.Resize(p.MinSize())
	objects := []fyne.CanvasObject{raster}
	for _, it := range p.scene.Items {
		if t, ok := it.(scene.Text); ok {
			text := canvas.NewText("", t.Color)
			set(text, t, p.scale)
			objects = append(objects, text)
		}
	}
	return &pictureRenderer{p, objects}
}

type pictureRenderer struct {
	picture *Picture
	objects []fyne.CanvasObject
}

func (r *pictureRenderer) Destroy()                     {}
func (r *pictureRenderer) MinSize() fyne.Size           { return r.picture.MinSize() }
func (r *pictureRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *pictureRenderer) Layout(fyne.Size)             {}
func (r *pictureRenderer) Refresh()                     {}
