package native

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"shirube/assets/palette"
	"shirube/charts/scene"
)

const (
	tipLine = 20
	tipSide = 12
	tipEdge = 7
	tipGap  = 12
	tipMost = 4 // lines
)

// overlay explains one part of the chart: hairline, ring or frame, and words.
// It is a widget of its own, so that a moving pointer repaints only this.
type overlay struct {
	widget.BaseWidget
	hit     *scene.Hit
	size    fyne.Size // of the chart
	grown   float32
	focused bool
	dots    bool // the pointer is over a chart that can be saved
	palette palette.Palette
}

// CreateRenderer is for fyne.Widget.
func (o *overlay) CreateRenderer() fyne.WidgetRenderer {
	r := &overlayRenderer{o: o, hair: canvas.NewLine(color.Transparent), ring: canvas.NewCircle(color.Transparent),
		frame: canvas.NewRectangle(color.Transparent), focus: canvas.NewRectangle(color.Transparent), ground: canvas.NewRectangle(color.Transparent)}
	r.hair.StrokeWidth, r.ring.StrokeWidth, r.frame.StrokeWidth, r.focus.StrokeWidth = 1, 2, 1, 2
	r.frame.CornerRadius, r.focus.CornerRadius, r.ground.CornerRadius = 3, 6, 6
	r.all = []fyne.CanvasObject{r.focus, r.hair, r.frame, r.ring, r.ground}
	for i := range r.words {
		r.words[i] = canvas.NewText("", color.Transparent)
		r.words[i].TextStyle.Bold = i > 0
		r.all = append(r.all, r.words[i])
	}
	for i := range r.dots {
		r.dots[i] = canvas.NewCircle(color.Transparent)
		r.all = append(r.all, r.dots[i])
	}
	r.Refresh()
	return r
}

type overlayRenderer struct {
	o                    *overlay
	hair                 *canvas.Line
	ring                 *canvas.Circle
	frame, focus, ground *canvas.Rectangle
	words                [tipMost]*canvas.Text
	dots                 [3]*canvas.Circle
	all                  []fyne.CanvasObject
}

func (r *overlayRenderer) Destroy()                     {}
func (r *overlayRenderer) Layout(fyne.Size)             {}
func (r *overlayRenderer) MinSize() fyne.Size           { return fyne.Size{} }
func (r *overlayRenderer) Objects() []fyne.CanvasObject { return r.all }

func (r *overlayRenderer) Refresh() {
	for _, o := range r.all {
		o.Hide()
	}
	p := r.o.palette
	if r.o.focused {
		r.focus.StrokeColor = p[palette.Accent]
		r.focus.Move(fyne.NewPos(-5, -5))
		r.focus.Resize(r.o.size.AddWidthHeight(10, 10))
		r.focus.Show()
	}
	if h := r.o.hit; h != nil {
		if h.Point {
			r.point(h)
		} else {
			x, w := float32(h.Box.X), float32(h.W)
			if w >= r.o.size.Width-1 { // a whole row: not through its words
				x, w = x-4, w+8
			}
			r.frame.StrokeColor = p[palette.Ink]
			r.frame.Move(fyne.NewPos(x, float32(h.Box.Y)))
			r.frame.Resize(fyne.NewSize(w, float32(h.H)))
			r.frame.Show()
		}
		r.tip(h)
	}
	if r.o.dots {
		for i, dot := range r.dots {
			dot.FillColor = p[palette.Sub]
			dot.Move(fyne.NewPos(r.o.size.Width-dotsSide+4+float32(i)*6, dotsSide/2-2))
			dot.Resize(fyne.NewSquareSize(3))
			dot.Show()
		}
	}
	canvas.Refresh(r.o) // what was hidden until now is unknown to the canvas
}

func (r *overlayRenderer) point(h *scene.Hit) {
	p, x, y := r.o.palette, float32(h.X), float32(h.Y)
	r.hair.StrokeColor = p[palette.Ink]
	r.hair.Position1, r.hair.Position2 = fyne.NewPos(x, float32(h.Box.Y)), fyne.NewPos(x, float32(h.Box.Y+h.H))
	r.hair.Show()
	r.ring.FillColor, r.ring.StrokeColor = p[palette.Card], p[palette.Accent]
	r.ring.Move(fyne.NewPos(x-5, y-5))
	r.ring.Resize(fyne.NewSize(10, 10))
	r.ring.Show()
}

// tip sets the words on their ground.
func (r *overlayRenderer) tip(h *scene.Hit) {
	lines := h.Tip[:min(len(h.Tip), tipMost)]
	if len(lines) == 0 {
		return
	}
	width := float32(0)
	for i, line := range lines {
		r.words[i].Text, r.words[i].TextSize, r.words[i].Color = line, 13*r.o.grown, r.o.palette[palette.Ground]
		width = max(width, r.words[i].MinSize().Width)
	}
	row := tipLine * r.o.grown
	size := fyne.NewSize(width+2*tipSide, float32(len(lines))*row+2*tipEdge)
	at := tipPlace(h, size, r.o.size)
	r.ground.FillColor = r.o.palette[palette.Ink]
	r.ground.Move(at)
	r.ground.Resize(size)
	r.ground.Show()
	for i := range lines {
		w := r.words[i]
		w.Resize(w.MinSize())
		w.Move(at.AddXY(tipSide, tipEdge+float32(i)*row+(row-w.MinSize().Height)/2))
		w.Show()
	}
}

// dotsSide is the square in the upper right corner that offers to save.
const dotsSide = 24

func onDots(at fyne.Position, chart fyne.Size) bool {
	return at.X > chart.Width-dotsSide && at.Y < dotsSide
}

// tipPlace puts a tooltip beside a point, above a frame, and within the chart
// where it fits; over a chart too low for it, it stands on top.
func tipPlace(h *scene.Hit, tip, chart fyne.Size) fyne.Position {
	x, y := float32(h.X)-tip.Width/2, float32(h.Box.Y)-tip.Height-4
	if h.Point {
		y = max(0, min(float32(h.Y)-tip.Height/2, chart.Height-tip.Height))
		if x = float32(h.X) - tipGap - tip.Width; x < 0 {
			x = float32(h.X) + tipGap
		}
	} else if below := float32(h.Box.Y+h.H) + 4; y < 0 && below+tip.Height <= chart.Height {
		y = below
	} else if y < 0 && tip.Height <= chart.Height {
		y = 0
		if x = float32(h.Box.X+h.W) + 4; x+tip.Width > chart.Width {
			x = float32(h.Box.X) - 4 - tip.Width
		}
	}
	if tip.Height > chart.Height {
		y = -tip.Height - 4
	}
	if tip.Width <= chart.Width {
		x = max(0, x)
	}
	return fyne.NewPos(min(x, chart.Width-tip.Width), y)
}
