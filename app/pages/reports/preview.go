package reports

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/charts/native"
	"shirube/charts/paper"
	"shirube/charts/scene"
)

const (
	thumbWidth = 72
	paperGap   = 20 // round the page
	zoomStep   = 0.1
	zoomLeast  = 0.5
	zoomMost   = 1.5
)

// preview is the pages as they will be written: small ones to choose from, and
// the chosen one at a zoom.
type preview struct {
	page   *Page
	pages  []*scene.Scene
	at     int
	zoom   float32 // 0 = as wide as there is room
	thumbs *fyne.Container
	paper  *fyne.Container
	scroll *container.Scroll
	said   *canvas.Text // the zoom
	object fyne.CanvasObject
}

func newPreview(p *Page) *preview {
	v := &preview{page: p, thumbs: style.Column(16), paper: container.NewStack()}
	v.said = style.Text("", style.Small, palette.Ink, false)
	v.said.Alignment = fyne.TextAlignCenter
	smaller := widgets.NewIconButton("minus", p.words.T("reports.smaller"), func() { v.enlarge(-zoomStep) })
	larger := widgets.NewIconButton("plus", p.words.T("reports.larger"), func() { v.enlarge(zoomStep) })
	v.scroll = container.NewScroll(style.Pad(paperGap, container.NewCenter(v.paper)))
	tray := canvas.NewRectangle(style.Color(palette.Track))
	tray.CornerRadius = 8
	left := style.Column(8, style.Stretch(container.NewVScroll(style.PadSides(20, 0, 8, 0, v.thumbs))),
		style.PadSides(0, 0, 16, 0, container.NewStack(style.Box(palette.Card, palette.Line2, 16),
			style.Row(0, smaller, style.Fixed(48, 0, v.said), larger))))
	v.object = container.NewStack(tray, style.RowFill(8, style.PadSides(0, 0, 0, 16, style.Fixed(116, 0, left)), style.Stretch(v.scroll)))
	return v
}

// show puts other pages in; the page looked at stays where there still is one.
func (v *preview) show(pages []*scene.Scene) {
	v.pages = pages
	v.at = min(v.at, len(pages)-1)
	v.draw()
}

func (v *preview) enlarge(by float32) {
	v.zoom = max(zoomLeast, min(zoomMost, v.scale()+by))
	v.draw()
}

// scale is the zoom in force.
func (v *preview) scale() float32 {
	if v.zoom > 0 {
		return v.zoom
	}
	room := v.scroll.Size().Width - 2*paperGap - 8
	return max(zoomLeast, min(1, room/float32(v.pages[v.at].W)))
}

func (v *preview) turn(to int) {
	if to >= 0 && to < len(v.pages) && to != v.at {
		v.at = to
		v.draw()
		v.scroll.ScrollToTop()
	}
}

// draw shows the pages anew.
func (v *preview) draw() {
	if len(v.pages) == 0 {
		return
	}
	w, zoom := v.page.words, v.scale()
	v.said.Text = w.Number(float64(zoom)*100, 0) + "%"
	v.thumbs.Objects = nil
	for i, page := range v.pages {
		scale := float32(thumbWidth) / float32(page.W)
		frame := canvas.NewRectangle(palette.Of(false)[palette.Card])
		frame.StrokeColor, frame.StrokeWidth = style.Color(palette.Line2), 1
		if i == v.at {
			frame.StrokeColor, frame.StrokeWidth = style.Color(palette.Accent), 2
		}
		open := widgets.NewTapArea(func() { v.turn(i) })
		number := style.Text(w.Int(i+1), style.Small, palette.Sub, i == v.at)
		number.Alignment = fyne.TextAlignCenter
		picture := style.Fixed(thumbWidth, float32(page.H)*scale, container.NewStack(native.NewPicture(paper.Sketch(page), scale), frameOver(frame), open))
		v.thumbs.Add(style.Column(4, style.Row(0, style.Spacer(), picture, style.Spacer()), number))
	}
	v.thumbs.Refresh()
	page := v.pages[v.at]
	shadow := canvas.NewRectangle(style.Color(palette.Line2))
	size := fyne.NewSize(float32(page.W)*zoom, float32(page.H)*zoom)
	v.paper.Objects = []fyne.CanvasObject{container.NewStack(
		style.PadSides(3, 0, 0, 3, style.Fixed(size.Width, size.Height, shadow)),
		style.PadSides(0, 3, 3, 0, native.NewPicture(page, zoom)))}
	v.paper.Refresh()
	v.said.Refresh()
	v.object.Refresh()
}

// frameOver lets what lies under a frame be seen.
func frameOver(frame *canvas.Rectangle) *canvas.Rectangle {
	frame.FillColor = nil
	return frame
}
