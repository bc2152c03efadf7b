package kpis_test

import (
	"testing"

	"shirube/app/apptest"
	"shirube/app/pages/kpis"
	"shirube/app/route"
	"shirube/assets/words"
)

// TestGallery takes pictures of the targets: of a KPI that has some, and of one without.
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
	})
}
