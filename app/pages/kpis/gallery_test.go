package kpis_test

import (
	"strings"
	"testing"

	"shirube/app/apptest"
	"shirube/app/pages/kpis"
	"shirube/app/route"
	"shirube/app/widgets"
	"shirube/assets/words"
)

// TestGallery takes pictures of the targets, of a KPI that has some and of one without, and of the methods behind a forecast.
func TestGallery(t *testing.T) {
	apptest.Gallery(t, func(t *testing.T, l apptest.Look, dir string) {
		for name, key := range map[string]string{"rate": "win_rate", "money": "annual_sales"} {
			a := apptest.New(t, l.Width, l.Height, l.Dark)
			nav, ws := &apptest.Navigator{App: a}, apptest.Workspace(t, "sample")
			p := kpis.New(kpis.Deps{KPIs: ws.KPIs, Measures: ws.Measures, Reports: ws.Reports, Calendar: ws.Calendar, Reviews: ws.Reviews()},
				nav, words.In(l.Lang), route.KPIs{Key: key, Tab: "targets"})
			a.Show(p.Object())
			a.Settle()
			a.Save(dir, "targets-"+name+"-"+l.Name+".png")
		}
		a := apptest.New(t, l.Width, l.Height, l.Dark)
		nav, ws := &apptest.Navigator{App: a}, apptest.Workspace(t, "sample")
		p := kpis.New(kpis.Deps{KPIs: ws.KPIs, Measures: ws.Measures, Reports: ws.Reports, Calendar: ws.Calendar, Reviews: ws.Reviews()},
			nav, words.In(l.Lang), route.KPIs{Key: "annual_sales"})
		a.Show(p.Object())
		a.Settle()
		for _, b := range apptest.Find[*widgets.Button](p.Object()) {
			if strings.Contains(b.Text(), "1.7%") {
				a.Tap(b, 1, 1, 0)
			}
		}
		a.Save(dir, "forecast-"+l.Name+".png")
	})
}
