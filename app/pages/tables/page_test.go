package tables_test

import (
	"context"
	"strings"
	"testing"

	"shirube/app"
	"shirube/app/apptest"
	"shirube/app/pages/tables"
	"shirube/app/route"
	"shirube/assets/words"
	"shirube/data/crosstab"
	"shirube/data/intake"
	"shirube/data/period"
)

const office = "2026年度 営業部KPI管理表（単位：千円）\n項目,区分,4月,5月,6月,7月,8月,9月,上期計,10月,11月,12月,1月,2月,3月,合計\n" +
	"訪問件数,目標,120,120,120,120,120,120,720,120,120,120,120,120,120,1440\n,実績,98,112,121,109,117,125,682,130,-,-,-,-,-,999\n,達成率,81.7%,93.3%,100.8%,90.8%,97.5%,104.2%,,108.3%,,,,,,\n" +
	"商談数,目標,25,25,25,25,25,25,150,25,25,25,25,25,25,300\n,実績,20,26,22,25,24,31,148,28,,,,,,176\n商談化率,実績,20.4%,23.2%,18.2%,22.9%,20.5%,24.8%,,21.5%,,,,,,\n" +
	"売上高,目標,1100,1100,1100,1100,1100,1100,6600,1100,1100,1100,1100,1100,1100,13200\n,実績,980,1040,△20,1150,1200,1180,5530,1240,,,,,,6770\n広告費,,210,205,190,220,200,215,1240,230,,,,,,1470\n※10月は展示会に出展\n"

// opened is the page over a real workspace.
type opened struct {
	*apptest.App
	nav  *apptest.Navigator
	ws   *app.Workspace
	page *tables.Page
}

func open(t *testing.T, lang string, dark bool, width, height float32, text string) *opened {
	t.Helper()
	a := apptest.New(t, width, height, dark)
	o := &opened{App: a, nav: &apptest.Navigator{App: a}, ws: apptest.Workspace(t, "blank")}
	o.page = tables.New(tables.Deps{
		Plan: func(ctx context.Context, file, pasted string, c crosstab.Options) (tables.Plan, error) {
			p, err := o.ws.PlanTable(ctx, intake.File{Path: file}, pasted, c)
			return tables.Plan(p), err
		},
		Import:   func(ctx context.Context, p tables.Plan) (int64, error) { return o.ws.ImportTable(ctx, app.Table(p)) },
		Calendar: o.ws.Calendar, Today: o.ws.Today,
	}, o.nav, words.In(lang), route.Table{Pasted: text})
	o.Show(o.page.Object())
	o.Settle()
	return o
}

func (o *opened) texts() string { return strings.Join(apptest.Texts(o.page.Object()), "\n") }

func TestATableIsShownAndTakenWhole(t *testing.T) {
	o := open(t, "ja", false, 1104, 776, office)
	for _, want := range []string{"2026年度", "実績として取り込む", "合計・平均(計算で求める)", "計算式: 商談数 / 訪問件数", "P4 の合計 999 は、足した値 812 と 187 違います"} {
		if !strings.Contains(o.texts(), want) {
			t.Errorf("the page does not say %q:\n%s", want, o.texts())
		}
	}
	o.Tap(o.Button(o.page.Object(), "取り込む"), 1, 1, 0)
	values, err := o.ws.Measures.Store.Values(t.Context(), "訪問件数", period.Range{})
	if err != nil || len(values) != 7 || len(o.nav.Errors) > 0 {
		t.Errorf("%v (%v) %v", values, err, o.nav.Errors)
	}
	if len(o.nav.Went) != 1 || o.nav.Went[0] != (route.KPIs{}) {
		t.Errorf("went %v", o.nav.Went)
	}
	if _, err := o.ws.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if kpis, _ := o.ws.KPIs.List(t.Context()); len(kpis) != 0 {
		t.Errorf("after undo: %v", kpis)
	}
}

func TestTheYearIsAskedForWhereNothingTellsIt(t *testing.T) {
	o := open(t, "ja", false, 1104, 776, "項目,4月,5月,6月\n訪問数,1,2,3\n")
	if !strings.Contains(o.texts(), "何年度の表ですか") || !o.Button(o.page.Object(), "取り込む").Disabled() {
		t.Fatal(o.texts())
	}
}

func TestGallery(t *testing.T) {
	apptest.Gallery(t, func(t *testing.T, l apptest.Look, dir string) {
		open(t, l.Lang, l.Dark, l.Width, l.Height, office).Save(dir, "table-"+l.Name+".png")
	})
}
