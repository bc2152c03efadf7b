package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"shirube/app/style"
	"shirube/assets/palette"
)

// progress is the thin bar of the status line.
type progress struct {
	widget.BaseWidget
	part          float32
	ground, front *canvas.Rectangle
}

func newProgress() *progress {
	p := &progress{ground: canvas.NewRectangle(style.Color(palette.Track)), front: canvas.NewRectangle(style.Color(palette.Accent))}
	p.ground.CornerRadius, p.front.CornerRadius = 3, 3
	p.ExtendBaseWidget(p)
	return p
}

// set shows done of total; where the total is not known, the bar stays empty.
func (p *progress) set(done, total int64) {
	p.part = 0
	if total > 0 {
		p.part = min(1, float32(done)/float32(total))
	}
	p.Refresh()
}

func (p *progress) CreateRenderer() fyne.WidgetRenderer { return progressRenderer{p} }

type progressRenderer struct{ p *progress }

func (r progressRenderer) Layout(s fyne.Size) {
	r.p.ground.Resize(s)
	r.p.front.Resize(fyne.NewSize(s.Width*r.p.part, s.Height))
}

func (r progressRenderer) MinSize() fyne.Size { return fyne.NewSize(barWidth, 6) }

func (r progressRenderer) Refresh() {
	r.Layout(r.p.Size())
	canvas.Refresh(r.p)
}

func (r progressRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.p.ground, r.p.front}
}

func (progressRenderer) Destroy() {}
