package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"shirube/app/style"
	"shirube/assets/palette"
)

// finderLine is one offer: icon, title, what it is, its shortcut.
type finderLine struct {
	widget.BaseWidget
	tapped             func()
	ground             *canvas.Rectangle
	icon               *canvas.Image
	title, kind, right *canvas.Text
	name               string
	body               *fyne.Container
}

func newFinderLine(tapped func()) *finderLine {
	l := &finderLine{
		tapped: tapped,
		ground: canvas.NewRectangle(nil),
		icon:   style.Image("search", palette.Sub, 16),
		title:  style.Text("", style.Small, palette.Ink, false),
		kind:   style.Text("", style.Small, palette.Sub, false),
		right:  style.Text("", style.Small, palette.Sub, false),
	}
	l.ground.CornerRadius = 4
	row := style.Row(12, l.icon, l.title, l.kind, style.Spacer(), l.right)
	l.body = style.Fixed(0, style.Grow(finderRow), container.NewStack(l.ground, style.PadSides(0, 10, 0, 10, row)))
	l.ExtendBaseWidget(l)
	return l
}

func (l *finderLine) set(o offer) {
	l.name = o.icon
	l.kind.Text, l.right.Text = o.kind, o.right
	room := finderWidth - 90 - style.Width(o.kind+o.right, style.Small, false)
	l.title.Text = style.Cut(o.title, style.Small, true, room)
	l.body.Refresh()
}

func (l *finderLine) mark(selected bool) {
	token := palette.Sub
	l.ground.FillColor = nil
	if selected {
		token = palette.Accent
		l.ground.FillColor = style.Color(palette.AccentTint)
	}
	l.title.TextStyle.Bold = selected
	if l.name != "" {
		l.icon.Resource = style.Icon(l.name, token)
		l.icon.Refresh()
	}
	l.body.Refresh()
}

func (l *finderLine) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.body) }
func (l *finderLine) Tapped(*fyne.PointEvent)             { l.tapped() }
func (l *finderLine) Cursor() desktop.Cursor              { return desktop.PointerCursor }

// finderLayer covers the window; a tap beside the card closes the finder.
type finderLayer struct {
	widget.BaseWidget
	finder *finder
	card   fyne.CanvasObject
}

func newFinderLayer(f *finder, card fyne.CanvasObject) *finderLayer {
	l := &finderLayer{finder: f, card: card}
	l.ExtendBaseWidget(l)
	l.Resize(f.shell.window.Canvas().Size())
	return l
}

func (l *finderLayer) CreateRenderer() fyne.WidgetRenderer {
	shadow := canvas.NewRectangle(style.Faded(style.Color(palette.Line2), 0.5))
	shadow.CornerRadius = 8
	return &finderLayerRenderer{l, shadow}
}

func (l *finderLayer) Tapped(*fyne.PointEvent) { l.finder.close() }

type finderLayerRenderer struct {
	l      *finderLayer
	shadow *canvas.Rectangle
}

func (r *finderLayerRenderer) Layout(s fyne.Size) {
	size := fyne.NewSize(finderWidth, r.l.card.MinSize().Height)
	at := fyne.NewPos((s.Width-finderWidth)/2, finderTop)
	r.l.card.Resize(size)
	r.l.card.Move(at)
	r.shadow.Resize(size)
	r.shadow.Move(at.AddXY(3, 3))
}

func (r *finderLayerRenderer) MinSize() fyne.Size { return fyne.Size{} }

func (r *finderLayerRenderer) Refresh() {
	r.Layout(r.l.Size())
	canvas.Refresh(r.l)
}

func (r *finderLayerRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.shadow, r.l.card}
}

func (*finderLayerRenderer) Destroy() {}
