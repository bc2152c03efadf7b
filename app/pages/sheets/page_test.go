package sheets_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"shirube/app/apptest"
	"shirube/app/pages/sheets"
	"shirube/app/route"
	"shirube/app/widgets"
	"shirube/assets/words"
	"shirube/data/measure"
	"shirube/data/period"
)

// TestTypingGoesOnWhileItIsKept types down a column as fast as one can: what was
// typed is kept and the page reads itself again in the midst of the next number.
func TestTypingGoesOnWhileItIsKept(t *testing.T) {
	a := apptest.New(t, 1104, 776, false)
	ws := apptest.Workspace(t, "blank")
	c := ws.Calendar()
	last := c.Previous(c.Of(period.Month, ws.Today()))
	keys := []string{"visits", "cost", "calls", "mails"}
	for _, key := range keys {
		if err := ws.Measures.Add(t.Context(), measure.Measure{Key: key, Name: key}); err != nil {
			t.Fatal(err)
		}
	}
	p := sheets.New(sheets.Deps{Measures: ws.Measures, Calendar: ws.Calendar, Today: ws.Today}, &apptest.Navigator{App: a}, words.In("ja"), route.Sheet{Grain: period.Month})
	a.Show(p.Object())
	a.Settle()
	g := apptest.Find[*widgets.Grid](p.Object())[0]
	a.Window.Canvas().Focus(g)
	press := func(keys string) {
		for _, r := range keys {
			// The driver gives the keys to what has the focus.
			if to := a.Window.Canvas().Focused(); r == '\n' {
				to.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
			} else {
				to.TypedRune(r)
			}
		}
	}
	press("1200\n90")
	a.Settle()
	press("0")
	p.Reload() // as the window does when it hears that something was kept
	press("000\n35")
	a.Settle()
	press("\n")
	p.Reload()
	press("7\n")
	a.Settle()
	if got := []string{g.Text(0, 4), g.Text(1, 4), g.Text(2, 4), g.Text(3, 4)}; !slices.Equal(got, []string{"1,200", "900,000", "35", "7"}) {
		t.Errorf("the rows show %q", got)
	}
	var kept []float64
	for _, key := range keys {
		values, err := ws.Measures.Store.Values(t.Context(), key, last.Range)
		if err != nil || len(values) != 1 {
			t.Fatalf("%s has %v (%v)", key, values, err)
		}
		kept = append(kept, values[0].Value)
	}
	slices.Sort(kept)
	if !slices.Equal(kept, []float64{7, 35, 1200, 900000}) {
		t.Errorf("kept %v", kept)
	}
	if now := apptest.Find[*widgets.Grid](p.Object()); len(now) != 1 || now[0] != g || a.Window.Canvas().Focused() != g {
		t.Error("the sheet was built anew under one's hands")
	}
}

func TestAMonthIsTypedOnItsFirstDay(t *testing.T) {
	a := apptest.New(t, 1104, 776, false)
	ws := apptest.Workspace(t, "blank")
	nav := &apptest.Navigator{App: a}
	c := ws.Calendar()
	now := c.Of(period.Month, ws.Today())
	last := c.Previous(now)
	if err := ws.Measures.Add(t.Context(), measure.Measure{Key: "visits", Name: "訪問数"}); err != nil {
		t.Fatal(err)
	}
	k := c.Previous(last)
	for range 3 {
		if err := ws.Measures.Set(t.Context(), "visits", k.From, "", new(float64(100))); err != nil {
			t.Fatal(err)
		}
		k = c.Previous(k)
	}
	p := sheets.New(sheets.Deps{Measures: ws.Measures, Calendar: ws.Calendar, Today: ws.Today}, nav, words.In("ja"), route.Sheet{})
	a.Show(p.Object())
	a.Settle()
	g := apptest.Find[*widgets.Grid](p.Object())[0]
	if g.Text(0, 4) != "—" || g.Text(0, 3) != "100" {
		t.Fatalf("%q %q", g.Text(0, 3), g.Text(0, 4))
	}
	a.Type(g, "1200")
	a.Key(g, fyne.KeyReturn)
	values, err := ws.Measures.Store.Values(t.Context(), "visits", last.Range)
	if err != nil || len(values) != 1 || values[0].Day != last.From || values[0].Value != 1200 {
		t.Errorf("%v (%v)", values, err)
	}
	if said := strings.Join(apptest.Texts(p.Object()), "\n"); !strings.Contains(said, "1,200 は、いつもの 100 とかけ離れています") || g.Text(0, 4) != "▲ 1,200" {
		t.Errorf("asked %q in %s", g.Text(0, 4), said)
	}
}
