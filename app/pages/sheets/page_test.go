package sheets_test

import (
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
	if len(nav.Toasts) != 1 || !strings.Contains(nav.Toasts[0], "100") {
		t.Errorf("asked %q", nav.Toasts)
	}
}
