package native

import (
	"image"
	"image/color"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"shirube/assets/palette"
	"shirube/charts"
	"shirube/charts/raster"
	"shirube/charts/scene"
)

// Chart shows one chart. The pointer or, with the focus, ← and → choose a part,
// which is then explained; a tap or Enter opens it.
type Chart struct {
	widget.BaseWidget
	// OnTap is called with the key of the part that was tapped.
	OnTap func(key string)
	// OnMenu is called with the key of the part the menu was asked for, and
	// the place on the canvas.
	OnMenu func(key string, at fyne.Position)

	save    func(c charts.Chart, at fyne.Position)
	chart   charts.Chart
	least   fyne.Size
	scene   *scene.Scene
	grown   float32 // size on screen of one unit of the scene
	active  int     // index of the hit being shown, −1 = none
	focused bool
	over    *overlay
}

var (
	_ fyne.Focusable         = (*Chart)(nil)
	_ fyne.Tappable          = (*Chart)(nil)
	_ fyne.SecondaryTappable = (*Chart)(nil)
	_ desktop.Hoverable      = (*Chart)(nil)
	_ desktop.Cursorable     = (*Chart)(nil)
)

// New makes a widget for c; nil shows nothing until SetChart.
func New(c charts.Chart) *Chart {
	w := &Chart{chart: c, active: -1, grown: 1, scene: &scene.Scene{}, over: &overlay{}}
	w.over.ExtendBaseWidget(w.over)
	w.ExtendBaseWidget(w)
	return w
}

// Saving offers to save the chart as a picture: by the dots that the pointer
// brings up, by the secondary button where it asks for no other menu, and by
// the menu key. save is called with the chart as it is then, and the place on
// the canvas.
func (c *Chart) Saving(save func(c charts.Chart, at fyne.Position)) *Chart {
	c.save = save
	return c
}

// SetChart shows another chart in its place.
func (c *Chart) SetChart(chart charts.Chart) {
	c.chart = chart
	c.Refresh()
}

// SetMinSize sets the least size; zero in a direction leaves that to the kind
// of chart.
func (c *Chart) SetMinSize(size fyne.Size) {
	c.least = size
	c.Refresh()
}

// MinSize is what was set, or the least at which this kind can be read.
func (c *Chart) MinSize() fyne.Size {
	w, h := scene.Least(c.chart)
	k := grown(c)
	size := fyne.NewSize(float32(w)*k, float32(h)*k)
	if c.least.Width > 0 {
		size.Width = c.least.Width
	}
	if c.least.Height > 0 {
		size.Height = c.least.Height
	}
	return size
}

// Palette is the palette that goes with the theme w is shown in.
func Palette(w fyne.Widget) palette.Palette {
	ground := color.NRGBAModel.Convert(theme.ColorForWidget(theme.ColorNameBackground, w)).(color.NRGBA)
	return palette.Of(palette.Luminance(ground) < 0.5)
}

// grown is how much larger than drawn the theme sets text; charts grow with it.
func grown(w fyne.Widget) float32 {
	if size := theme.SizeForWidget(theme.SizeNameText, w); size > 0 {
		return size / 13
	}
	return 1
}

// Measure gives the width of text in the theme's font.
func Measure(text string, size float64, bold bool) float64 {
	return float64(fyne.MeasureText(text, float32(size), fyne.TextStyle{Bold: bold}).Width)
}

// MouseIn is for desktop.Hoverable.
func (c *Chart) MouseIn(e *desktop.MouseEvent) {
	c.over.dots = c.save != nil
	c.active = c.at(e.Position)
	c.explain()
}

// MouseMoved is for desktop.Hoverable.
func (c *Chart) MouseMoved(e *desktop.MouseEvent) { c.show(c.at(e.Position)) }

// MouseOut is for desktop.Hoverable.
func (c *Chart) MouseOut() {
	c.over.dots = false
	c.active = -1
	c.explain()
}

// Cursor is a hand over what can be opened.
func (c *Chart) Cursor() desktop.Cursor {
	if c.OnTap != nil && c.key() != "" {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// Tapped opens what was tapped.
func (c *Chart) Tapped(e *fyne.PointEvent) {
	if c.save != nil && onDots(e.Position, c.Size()) {
		c.save(c.chart, e.AbsolutePosition)
		return
	}
	c.show(c.at(e.Position))
	c.open()
}

// TappedSecondary asks for the menu of what was tapped.
func (c *Chart) TappedSecondary(e *fyne.PointEvent) {
	c.show(c.at(e.Position))
	if key := c.key(); key != "" && c.OnMenu != nil {
		c.OnMenu(key, e.AbsolutePosition)
	} else if c.save != nil {
		c.save(c.chart, e.AbsolutePosition)
	}
}

// FocusGained shows the last part, the newest period.
func (c *Chart) FocusGained() {
	c.focused = true
	if c.active < 0 {
		c.active = len(c.scene.Hits) - 1
	}
	c.explain()
}

// FocusLost is for fyne.Focusable.
func (c *Chart) FocusLost() {
	c.focused = false
	c.active = -1
	c.explain()
}

// TypedRune opens the active part by Space. As a key it comes before its
// character, which would be typed into what is opened.
func (c *Chart) TypedRune(r rune) {
	if unicode.IsSpace(r) {
		c.open()
	}
}

// TypedKey moves between the parts and opens them.
func (c *Chart) TypedKey(e *fyne.KeyEvent) {
	last := len(c.scene.Hits) - 1
	switch e.Name {
	case fyne.KeyRight, fyne.KeyDown:
		c.show(min(c.active+1, last))
	case fyne.KeyLeft, fyne.KeyUp:
		c.show(max(c.active-1, min(0, last)))
	case fyne.KeyHome:
		c.show(min(0, last))
	case fyne.KeyEnd:
		c.show(last)
	case fyne.KeyReturn, fyne.KeyEnter:
		c.open()
	case desktop.KeyMenu:
		if c.save != nil {
			c.save(c.chart, fyne.CurrentApp().Driver().AbsolutePositionForObject(c).AddXY(tipSide, tipSide))
		}
	}
}

func (c *Chart) at(p fyne.Position) int {
	return c.scene.At(float64(p.X/c.grown), float64(p.Y/c.grown))
}

func (c *Chart) key() string {
	if c.active < 0 {
		return ""
	}
	return c.scene.Hits[c.active].Key
}

func (c *Chart) open() {
	if key := c.key(); key != "" && c.OnTap != nil {
		c.OnTap(key)
	}
}

func (c *Chart) show(i int) {
	if i == c.active {
		return
	}
	c.active = i
	c.explain()
}

// explain shows the active part above the chart, without painting it again.
func (c *Chart) explain() {
	c.over.focused, c.over.grown, c.over.hit = c.focused, c.grown, nil
	if c.active >= 0 {
		h, k := c.scene.Hits[c.active], float64(c.grown)
		h.Box = scene.Box{X: h.Box.X * k, Y: h.Box.Y * k, W: h.W * k, H: h.H * k}
		h.X, h.Y = h.X*k, h.Y*k
		c.over.hit = &h
	}
	c.over.palette = Palette(c)
	c.over.Refresh()
}

// lay lays the chart out anew.
func (c *Chart) lay(size fyne.Size) {
	c.grown, c.over.size = grown(c), size
	c.scene = scene.Lay(c.chart, float64(size.Width/c.grown), float64(size.Height/c.grown), Measure, Palette(c))
	c.active = min(c.active, len(c.scene.Hits)-1)
	c.explain()
}

// CreateRenderer is for fyne.Widget.
func (c *Chart) CreateRenderer() fyne.WidgetRenderer {
	r := &renderer{chart: c}
	r.raster = canvas.NewRaster(func(w, h int) image.Image { return raster.Shapes(c.scene, w, h) })
	r.Refresh()
	return r
}

// renderer holds one raster for all shapes and one text per label.
type renderer struct {
	chart  *Chart
	raster *canvas.Raster
	texts  []*canvas.Text // reused
	shown  []fyne.CanvasObject
	size   fyne.Size
}

func (r *renderer) Destroy()                     {}
func (r *renderer) MinSize() fyne.Size           { return r.chart.MinSize() }
func (r *renderer) Objects() []fyne.CanvasObject { return r.shown }

// Layout lays out only when the size is another.
func (r *renderer) Layout(size fyne.Size) {
	if size == r.size {
		return
	}
	r.size = size
	r.place()
}

func (r *renderer) Refresh() {
	r.size = r.chart.Size()
	r.place()
	r.raster.Refresh()
	for _, o := range r.shown {
		if t, ok := o.(*canvas.Text); ok {
			t.Refresh()
		}
	}
}

func (r *renderer) place() {
	r.chart.lay(r.size)
	r.raster.Resize(r.size)
	r.shown = append(r.shown[:0:0], r.raster)
	n := 0
	for _, it := range r.chart.scene.Items {
		t, ok := it.(scene.Text)
		if !ok {
			continue
		}
		if n == len(r.texts) {
			r.texts = append(r.texts, canvas.NewText("", t.Color))
		}
		set(r.texts[n], t, r.chart.grown)
		r.shown = append(r.shown, r.texts[n])
		n++
	}
	r.chart.over.Resize(r.size)
	r.shown = append(r.shown, r.chart.over)
}

// set puts a canvas text where the scene has it.
func set(o *canvas.Text, t scene.Text, grown float32) {
	o.Text, o.Color, o.TextSize, o.TextStyle.Bold = t.S, t.Color, float32(t.Size)*grown, t.Bold
	size, baseline := fyne.CurrentApp().Driver().RenderedTextSize(t.S, o.TextSize, o.TextStyle, nil)
	x := float32(t.X) * grown
	switch t.Anchor {
	case scene.Middle:
		x -= size.Width / 2
	case scene.End:
		x -= size.Width
	}
	o.Resize(size)
	o.Move(fyne.NewPos(x, float32(t.Y)*grown-baseline))
}
