package start

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/assets/words"
)

// templateCard shows what a template brings; one of them is chosen.
type templateCard struct {
	widget.BaseWidget
	tapped  func()
	ground  *canvas.Rectangle
	ring    *canvas.Circle
	dot     *canvas.Circle
	body    fyne.CanvasObject
	chosen  bool
	focused bool
}

func newTemplateCard(t Template, w *words.Words, tapped func()) *templateCard {
	key := "start." + string(t)
	c := &templateCard{
		tapped: tapped,
		ground: style.Box(palette.Card, palette.Line2, 8),
		ring:   canvas.NewCircle(nil),
		dot:    canvas.NewCircle(style.Color(palette.Accent)),
	}
	c.ring.StrokeWidth = 2
	head := style.Row(12,
		style.Fixed(18, 18, container.NewStack(c.ring, style.Pad(5, c.dot))),
		style.Text(w.T(key), style.Panel, palette.Ink, true))
	stages := style.Row(8)
	for i, s := range strings.Split(w.T(key+".stages"), "|") {
		if i > 0 {
			stages.Add(style.Text("→", style.Small, palette.Sub, false))
		}
		stages.Add(style.Text(s, style.Small, palette.Ink, false))
	}
	list := style.Column(0)
	for _, k := range strings.Split(w.T(key+".kpis"), "|") {
		mark := canvas.NewCircle(style.Color(palette.Accent))
		list.Add(style.Fixed(0, style.Grow(26), style.Row(10, style.Fixed(5, 5, mark), style.Text(k, style.Small, palette.Ink, false))))
	}
	name := style.Fixed(64, style.Grow(26), style.Row(0, style.Text(w.T("start.kpis"), style.Small, palette.Sub, false)))
	kpis := style.RowFill(0, style.Column(0, name), style.Stretch(list))
	c.body = style.PadSides(20, 23, 30, 18, style.Column(0,
		head,
		style.Space(8),
		style.PadSides(0, 0, 10, 5, style.Text(w.T(key+".note"), style.Small, palette.Sub, false)),
		style.PadSides(0, 0, 0, 5, style.Hairline()),
		style.Space(9),
		style.PadSides(0, 0, 0, 5, style.Column(0,
			widgets.KeyValue(64, w.T("start.stages"), stages),
			style.Space(6),
			widgets.KeyValue(64, w.T("start.goal"), style.Text(w.T(key+".goal"), style.Small, palette.Ink, true)),
			style.Space(6),
			kpis))))
	c.ExtendBaseWidget(c)
	return c
}

func (c *templateCard) choose(chosen bool) { c.chosen = chosen; c.Refresh() }

func (c *templateCard) CreateRenderer() fyne.WidgetRenderer {
	r := templateRenderer{widget.NewSimpleRenderer(container.NewStack(c.ground, c.body)), c}
	r.show()
	return r
}

func (c *templateCard) Tapped(*fyne.PointEvent) { c.tapped() }
func (c *templateCard) Cursor() desktop.Cursor  { return desktop.PointerCursor }
func (c *templateCard) FocusGained()            { c.focused = true; c.Refresh() }
func (c *templateCard) FocusLost()              { c.focused = false; c.Refresh() }

func (c *templateCard) TypedRune(r rune) {
	if unicode.IsSpace(r) {
		c.tapped()
	}
}

func (c *templateCard) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter {
		c.tapped()
	}
}

type templateRenderer struct {
	fyne.WidgetRenderer
	c *templateCard
}

func (r templateRenderer) show() {
	c := r.c
	edge, width := palette.Line2, float32(1)
	if c.chosen || c.focused {
		edge = palette.Accent
	}
	if c.chosen || c.focused {
		width = 2
	}
	c.ground.StrokeColor, c.ground.StrokeWidth = style.Color(edge), width
	c.ring.StrokeColor = style.Color(edge)
	c.dot.Hidden = !c.chosen
}

func (r templateRenderer) Refresh() {
	r.show()
	r.WidgetRenderer.Refresh()
}
