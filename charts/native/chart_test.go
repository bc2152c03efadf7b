package native

import (
	"fmt"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"shirube/assets/palette"
	"shirube/charts"
	"shirube/charts/charttest"
	"shirube/charts/scene"
)

// shown puts a chart of 616 by 226 into a window.
func shown(t *testing.T, c charts.Chart) (*Chart, fyne.Window) {
	t.Helper()
	useTheme(t, false)
	w := New(c)
	win := test.NewWindow(w)
	t.Cleanup(win.Close)
	win.SetPadded(false)
	win.Resize(fyne.NewSize(616, 226))
	return w, win
}

// tip gives the words of the tooltip on screen.
func tip(c *Chart) []string {
	var out []string
	for _, o := range test.WidgetRenderer(c.over).Objects() {
		if t, ok := o.(*canvas.Text); ok && t.Visible() {
			out = append(out, t.Text)
		}
	}
	return out
}

func hover(c *Chart, x, y float32) {
	c.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}})
}

func TestHoverTells(t *testing.T) {
	c, _ := shown(t, charttest.XmR())
	h := c.scene.Hits[3]
	hover(c, float32(h.X), 40)
	if got := fmt.Sprint(tip(c)); got != "[7月 54.1% 通常の範囲]" {
		t.Errorf("the tooltip says %s", got)
	}
	r := test.WidgetRenderer(c.over).(*overlayRenderer)
	if !r.hair.Visible() || !r.ring.Visible() || r.frame.Visible() {
		t.Error("a point is shown by hairline and ring")
	}
	if at := r.ring.Position(); at != fyne.NewPos(float32(h.X)-5, float32(h.Y)-5) {
		t.Errorf("the ring is at %v, the point at %v,%v", at, h.X, h.Y)
	}
	c.MouseOut()
	if len(tip(c)) != 0 || r.hair.Visible() {
		t.Error("the tooltip stays after the pointer left")
	}
	hover(c, -5, 40)
	if len(tip(c)) != 0 {
		t.Error("a tooltip stands where nothing is")
	}
}

func TestTapOpens(t *testing.T) {
	c, win := shown(t, charttest.XmR())
	opened := ""
	c.OnTap = func(key string) { opened = key }
	test.TapCanvas(win.Canvas(), fyne.NewPos(float32(c.scene.Hits[18].X), 100))
	if opened != "month/18" {
		t.Errorf("opened %q", opened)
	}
	if c.Cursor() != desktop.PointerCursor {
		t.Error("no hand over what opens")
	}
	c.MouseOut()
	if c.Cursor() != desktop.DefaultCursor {
		t.Error("a hand over nothing")
	}
}

func TestMenuIsOfTheNode(t *testing.T) {
	c, _ := shown(t, charttest.Tree())
	got := ""
	c.OnMenu = func(key string, _ fyne.Position) { got = key }
	h := c.scene.Hits[0]
	c.TappedSecondary(&fyne.PointEvent{Position: fyne.NewPos(float32(h.X), float32(h.Y+10))})
	if got != "kgi" {
		t.Errorf("menu of %q", got)
	}
}

func TestArrowsMoveAndEnterOpens(t *testing.T) {
	c, win := shown(t, charttest.XmR())
	opened := ""
	c.OnTap = func(key string) { opened = key }
	win.Canvas().Focus(c)
	press := func(keys ...fyne.KeyName) {
		for _, k := range keys {
			c.TypedKey(&fyne.KeyEvent{Name: k})
		}
	}
	for _, step := range []struct {
		keys []fyne.KeyName
		want string
	}{
		{nil, "month/18"}, {[]fyne.KeyName{fyne.KeyRight}, "month/18"}, {[]fyne.KeyName{fyne.KeyLeft, fyne.KeyLeft}, "month/16"},
		{[]fyne.KeyName{fyne.KeyHome, fyne.KeyLeft}, "month/0"}, {[]fyne.KeyName{fyne.KeyRight}, "month/1"}, {[]fyne.KeyName{fyne.KeyEnd}, "month/18"},
	} {
		press(step.keys...)
		if press(fyne.KeyReturn); opened != step.want {
			t.Errorf("after %v Enter opens %q, want %q", step.keys, opened, step.want)
		}
	}
	if !test.WidgetRenderer(c.over).(*overlayRenderer).focus.Visible() {
		t.Error("no focus ring")
	}
	win.Canvas().Unfocus()
	if len(tip(c)) != 0 {
		t.Error("the tooltip stays without the focus")
	}
}

func TestAnEmptyChartBearsEverything(t *testing.T) {
	for _, chart := range []charts.Chart{nil, &charts.Line{}, &charts.Tree{}, &charts.Bars{}, &charts.Spark{}, &charts.Cohort{}} {
		c, win := shown(t, chart)
		win.Canvas().Focus(c)
		for _, k := range []fyne.KeyName{fyne.KeyLeft, fyne.KeyRight, fyne.KeyHome, fyne.KeyEnd, fyne.KeyReturn} {
			c.TypedKey(&fyne.KeyEvent{Name: k})
		}
		hover(c, 10, 10)
		c.Tapped(&fyne.PointEvent{Position: fyne.NewPos(10, 10)})
		win.Canvas().Capture()
	}
}

func TestAnotherChartTakesItsPlace(t *testing.T) {
	c, win := shown(t, charttest.XmR())
	win.Canvas().Focus(c)
	small := &charts.Line{Points: []charts.Point{{Label: "4月", Value: charttest.V(1), Key: "only"}}}
	c.SetChart(small)
	opened := ""
	c.OnTap = func(key string) { opened = key }
	if c.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}); opened != "only" {
		t.Errorf("opened %q of a chart with one point", opened)
	}
	for _, o := range test.WidgetRenderer(c).Objects() {
		if text, ok := o.(*canvas.Text); ok && text.Text == "上限 65.0" {
			t.Error("words of the former chart stay")
		}
	}
}

func TestThemeColours(t *testing.T) {
	c, _ := shown(t, charttest.Funnel(false))
	find := func() color.Color {
		for _, o := range test.WidgetRenderer(c).Objects() {
			if text, ok := o.(*canvas.Text); ok && text.Text == "認知" {
				return text.Color
			}
		}
		return nil
	}
	if find() != palette.Of(false)[palette.Ink] {
		t.Errorf("light: %v", find())
	}
	fyne.CurrentApp().Settings().SetTheme(plainTheme{theme.DefaultTheme(), true, 13})
	c.Refresh()
	if find() != palette.Of(true)[palette.Ink] {
		t.Errorf("dark: %v", find())
	}
}

func TestMinSize(t *testing.T) {
	useTheme(t, false)
	c := New(charttest.Spark())
	if c.MinSize() != fyne.NewSize(96, 30) {
		t.Errorf("least of the kind: %v", c.MinSize())
	}
	c.SetMinSize(fyne.NewSize(220, 0))
	if c.MinSize() != fyne.NewSize(220, 30) {
		t.Errorf("least as set: %v", c.MinSize())
	}
}

func TestChartsGrowWithTheText(t *testing.T) {
	c, _ := shown(t, charttest.Funnel(false))
	fyne.CurrentApp().Settings().SetTheme(plainTheme{theme.DefaultTheme(), false, 26})
	c.Refresh()
	if c.scene.W != 308 || c.MinSize() != fyne.NewSize(960, 448) {
		t.Errorf("laid out %v wide, at least %v", c.scene.W, c.MinSize())
	}
	h := c.scene.Hits[len(c.scene.Hits)-1]
	hover(c, float32(h.X)*2, float32(h.Box.Y)*2+4)
	if got := tip(c); len(got) == 0 || got[0] != "購入" {
		t.Errorf("the grown bar tells %v", got)
	}
	frame := test.WidgetRenderer(c.over).(*overlayRenderer).frame
	if frame.Size().Height != float32(h.H)*2 {
		t.Errorf("its frame is %v high", frame.Size().Height)
	}
}

func TestTooltipsStayInTheChart(t *testing.T) {
	for _, s := range charttest.All() {
		for _, tip := range []fyne.Size{{Width: 90, Height: 54}, {Width: 200, Height: 74}} {
			l := scene.Lay(s.Chart, s.W, s.H, func(t string, size float64, _ bool) float64 { return size * float64(len(t)) / 3 }, palette.Of(false))
			for i := range l.Hits {
				at := tipPlace(&l.Hits[i], tip, fyne.NewSize(float32(s.W), float32(s.H)))
				if at.X+tip.Width > float32(s.W)+0.01 || (tip.Width <= float32(s.W) && at.X < 0) {
					t.Errorf("%s: tooltip from %v to %v of %v", s.Name, at.X, at.X+tip.Width, s.W)
				}
				if at.Y+tip.Height > float32(s.H) || (at.Y < 0 && tip.Height*2+60 < float32(s.H)) {
					t.Errorf("%s: tooltip of %v at %v of %v", s.Name, l.Hits[i].Tip, at.Y, s.H)
				}
			}
		}
	}
}

func TestAChartCanBeSavedFromItsCornerItsMenuAndTheKeyboard(t *testing.T) {
	test.NewTempApp(t)
	line := charttest.All()[0].Chart
	var saved []charts.Chart
	c := New(line)
	w := test.NewTempWindow(t, c)
	w.Resize(fyne.NewSize(600, 300))
	corner := fyne.NewPos(c.Size().Width-8, 8)
	c.Tapped(&fyne.PointEvent{Position: corner})
	c.TappedSecondary(&fyne.PointEvent{Position: corner})
	c.Saving(func(c charts.Chart, _ fyne.Position) { saved = append(saved, c) })
	c.MouseIn(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: corner}})
	if !c.over.dots {
		t.Error("the pointer brings no dots")
	}
	c.Tapped(&fyne.PointEvent{Position: fyne.NewPos(100, 100)})
	if len(saved) != 0 {
		t.Error("a tap in the chart saves it")
	}
	c.Tapped(&fyne.PointEvent{Position: corner})
	c.TappedSecondary(&fyne.PointEvent{Position: fyne.NewPos(100, 100)})
	c.TypedKey(&fyne.KeyEvent{Name: desktop.KeyMenu})
	if len(saved) != 3 || saved[0] != line {
		t.Errorf("asked to save %d times, want 3", len(saved))
	}
	c.MouseOut()
	if c.over.dots {
		t.Error("the dots stay")
	}
}
