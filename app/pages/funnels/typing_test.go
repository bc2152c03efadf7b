package funnels_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"shirube/app/apptest"
	"shirube/app/route"
	"shirube/app/widgets"
	"shirube/data/measure"
	"shirube/data/period"
)

func (o *opened) grid(t *testing.T) *widgets.Grid {
	t.Helper()
	grids := apptest.Find[*widgets.Grid](o.page.Object())
	if len(grids) != 1 {
		t.Fatalf("%d grids: %s", len(grids), o.texts())
	}
	return grids[0]
}

// kept is what the workspace holds of the first measure in the week of 16 November.
func (o *opened) kept(t *testing.T, channel string) map[period.Day]float64 {
	t.Helper()
	recorded, err := o.ws.Measures.Recorded(t.Context())
	if err != nil || len(recorded) == 0 {
		t.Fatal(recorded, err)
	}
	week := period.Range{From: period.Of(2026, 11, 16), To: period.Of(2026, 11, 22)}
	grid, err := o.ws.Measures.Grid(t.Context(), []string{recorded[0].Key}, week, channel)
	if err != nil {
		t.Fatal(err)
	}
	return grid[recorded[0].Key]
}

func TestTypedCountsAreKept(t *testing.T) {
	o := open(t, "blank", route.Funnels{Typing: true})
	if len(apptest.Find[*widgets.Grid](o.page.Object())) != 0 || !strings.Contains(o.texts(), "まだ") {
		t.Errorf("without a figure it shows %s", o.texts())
	}
	o.Tap(o.Button(o.page.Object(), "項目を足す"), 1, 1, 0)
	if recorded, err := o.ws.Measures.Recorded(t.Context()); err != nil || len(recorded) != 0 {
		t.Errorf("a figure without a name was kept: %v, %v", recorded, err)
	}
	apptest.Find[*widgets.Field](o.page.Object())[0].SetText("LP訪問")
	o.Tap(o.Button(o.page.Object(), "項目を足す"), 1, 1, 0)

	monday, tuesday := period.Of(2026, 11, 16), period.Of(2026, 11, 17)
	o.Type(o.grid(t), "1,200")
	o.Key(o.grid(t), fyne.KeyTab)
	o.Type(o.grid(t), "35.5")
	o.Key(o.grid(t), fyne.KeyTab)
	if got := o.kept(t, ""); len(got) != 2 || got[monday] != 1200 || got[tuesday] != 35.5 {
		t.Errorf("kept %v", got)
	}
	o.page.Reload()
	o.Settle()
	if !strings.Contains(o.texts(), "1,200\n35.50") {
		t.Errorf("read again it shows %s", o.texts())
	}
	o.Key(o.grid(t), fyne.KeyHome, fyne.KeyDelete)
	if got := o.kept(t, ""); len(got) != 1 || got[tuesday] != 35.5 {
		t.Errorf("emptied, %v is left", got)
	}
	o.Key(o.grid(t), fyne.KeyTab)
	o.Type(o.grid(t), "二十")
	o.Key(o.grid(t), fyne.KeyReturn)
	if got := o.kept(t, ""); got[tuesday] != 35.5 || len(o.nav.Toasts) == 0 || !strings.Contains(o.nav.Toasts[len(o.nav.Toasts)-1], "二十") {
		t.Errorf("what is no number made %v, %q", got, o.nav.Toasts)
	}
}

func TestCountsAreTypedByChannel(t *testing.T) {
	o := open(t, "blank", route.Funnels{Typing: true})
	if err := o.ws.Measures.Save(t.Context(), measure.Measure{Key: "lp", Name: "LP訪問", Over: measure.Sum, Unit: "count"}); err != nil {
		t.Fatal(err)
	}
	five := 5.0
	if err := o.ws.Measures.Set(t.Context(), "lp", period.Of(2026, 11, 16), "Web", &five); err != nil {
		t.Fatal(err)
	}
	o.page.Reload()
	o.Settle()
	selects := apptest.Find[*widgets.Select](o.page.Object())
	channel := selects[len(selects)-1]
	channel.OnChanged(widgets.Option{Key: "Web"})
	o.Settle()
	if got := o.grid(t).Text(0, 0); got != "5" {
		t.Errorf("Web's Monday is %q", got)
	}
	o.Type(o.grid(t), "8")
	o.Key(o.grid(t), fyne.KeyReturn)
	if web, none := o.kept(t, "Web"), o.kept(t, ""); web[period.Of(2026, 11, 16)] != 8 || len(none) != 0 {
		t.Errorf("Web has %v, no channel %v", web, none)
	}
}

func TestTypingGoesOnWhileItIsKept(t *testing.T) {
	o := open(t, "blank", route.Funnels{Typing: true})
	for _, name := range []string{"LP訪問", "架電"} {
		apptest.Find[*widgets.Field](o.page.Object())[0].SetText(name)
		o.Tap(o.Button(o.page.Object(), "項目を足す"), 1, 1, 0)
	}
	g := o.grid(t)
	keys := o.Window.Canvas()
	keys.Focus(g)
	press := func(text string, then fyne.KeyName) {
		for _, r := range text {
			keys.Focused().TypedRune(r)
		}
		keys.Focused().TypedKey(&fyne.KeyEvent{Name: then})
	}
	press("1200", fyne.KeyTab)
	keys.Focused().TypedRune('9')
	o.Settle()
	o.page.Reload() // as the window does when it hears that something was kept
	o.Settle()
	press("5", fyne.KeyTab)
	press("8", fyne.KeyReturn)
	o.page.Reload()
	press("3", fyne.KeyReturn)
	o.Settle()
	if g.Text(0, 0) != "1,200" || g.Text(0, 1) != "95" || g.Text(0, 2) != "8" || g.Text(1, 2) != "3" || o.grid(t) != g {
		t.Errorf("typed fast, it shows %s", o.texts())
	}
	if got := o.kept(t, ""); len(got) != 3 || got[period.Of(2026, 11, 17)] != 95 {
		t.Errorf("kept %v", got)
	}
}
