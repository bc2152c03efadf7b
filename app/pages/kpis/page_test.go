package kpis_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"shirube/app"
	"shirube/app/apptest"
	"shirube/app/pages/kpis"
	"shirube/app/route"
	"shirube/app/widgets"
	"shirube/assets/words"
	"shirube/charts/native"
	"shirube/data/kpi"
)

// opened is the page over a real workspace.
type opened struct {
	*apptest.App
	nav  *apptest.Navigator
	ws   *app.Workspace
	page *kpis.Page
}

func open(t *testing.T, template string, r route.KPIs) *opened {
	t.Helper()
	a := apptest.New(t, 1104, 776, false)
	o := &opened{App: a, nav: &apptest.Navigator{App: a}, ws: apptest.Workspace(t, template)}
	o.page = kpis.New(kpis.Deps{
		KPIs: o.ws.KPIs, Measures: o.ws.Measures, Reports: o.ws.Reports, Calendar: o.ws.Calendar,
		Reviews: o.ws.Reviews(),
	}, o.nav, words.In("ja"), r)
	o.Show(o.page.Object())
	o.Settle()
	t.Cleanup(func() {
		for _, err := range o.nav.Errors {
			t.Errorf("the page failed: %v", err)
		}
	})
	return o
}

func (o *opened) texts() string { return strings.Join(apptest.Texts(o.page.Object()), "\n") }

func (o *opened) says(t *testing.T, want ...string) {
	t.Helper()
	all := o.texts()
	for _, s := range want {
		if !strings.Contains(all, s) {
			t.Errorf("the page does not show %q:\n%s", s, all)
		}
	}
}

func (o *opened) top() fyne.CanvasObject { return o.Window.Canvas().Overlays().Top() }

func (o *opened) fields() []*widgets.Field { return apptest.Find[*widgets.Field](o.top()) }

func (o *opened) kpi(t *testing.T, key string) (kpi.KPI, bool) {
	t.Helper()
	all, err := o.ws.KPIs.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(all, func(k kpi.KPI) bool { return k.Key == key })
	if i < 0 {
		return kpi.KPI{}, false
	}
	return all[i], true
}

func TestAKPIAtTheSide(t *testing.T) {
	o := open(t, "sample", route.KPIs{Key: "meeting_rate"})
	o.says(t, "年間売上を支える指標", "商談化率", "担当 田中", "370 ÷ 687 = 53.9%", "40.2%", "45/112", "11月 途中")
	o.Tap(o.Button(o.page.Object(), "振り返りを開く"), 1, 1, 0)
	if !slices.Equal(o.nav.Went, []route.Route{route.Reviews{KPI: "meeting_rate"}}) {
		t.Errorf("the review opens %v", o.nav.Went)
	}
	if got := o.page.Route(); got != (route.KPIs{Key: "meeting_rate", Tab: "tree"}) {
		t.Errorf("the route keeps %#v", got)
	}
	t.Run("should be chosen in the tree", func(t *testing.T) {
		tree := apptest.Find[*native.Chart](o.page.Object())[0]
		o.Key(tree, fyne.KeyHome, fyne.KeyReturn)
		if got := o.page.Route().(route.KPIs).Key; got != "annual_sales" {
			t.Errorf("the first node chooses %q", got)
		}
		o.says(t, "7,439")
	})
	t.Run("should be chosen in the list", func(t *testing.T) {
		apptest.Find[*widgets.Segmented](o.page.Object())[0].OnChanged(1)
		o.Settle()
		list := apptest.Find[*widgets.RowList](o.page.Object())[0]
		all, err := o.ws.KPIs.List(t.Context())
		if err != nil || list.Length() != len(all) {
			t.Errorf("the list has %d rows of %d KPIs, %v", list.Length(), len(all), err)
		}
		for i := range all {
			if cells, _ := list.Row(i); cells[0].Text == "クロージング率" {
				list.OnCurrent(i)
				o.Settle()
				if cells[2].Text != "90/370" {
					t.Errorf("its parts are %q", cells[2].Text)
				}
			}
		}
		if got := o.page.Route(); got != (route.KPIs{Key: "win_rate", Tab: "list"}) {
			t.Errorf("the route keeps %#v", got)
		}
	})
}

func TestTypedTargetsAreKeptWithTheirHistory(t *testing.T) {
	o := open(t, "sales", route.KPIs{Tab: "targets"})
	grid := func() *widgets.Grid { return apptest.Find[*widgets.Grid](o.page.Object())[0] }
	row := func(key string) int {
		all, err := o.ws.KPIs.List(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return slices.IndexFunc(all, func(k kpi.KPI) bool { return k.Key == key })
	}
	set := func(key string, column int, text string) {
		o.Key(grid(), slices.Repeat([]fyne.KeyName{fyne.KeyDown}, row(key))...)
		o.Key(grid(), slices.Repeat([]fyne.KeyName{fyne.KeyRight}, column)...)
		o.Type(grid(), text)
		o.Key(grid(), fyne.KeyTab)
	}
	set("meeting_rate", 0, "55")
	set("meeting_rate", 0, "60.5")
	set("new_appointments", 1, "91")
	set("annual_sales", 6, "1億2,000万")
	kept, err := o.ws.KPIs.Targets(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, x := range kept {
		said = append(said, x.KPI+" "+x.Period+" "+words.In("ja").Number(x.Value, 3))
	}
	if want := []string{"meeting_rate 2026-10 0.550", "meeting_rate 2026-10 0.605", "new_appointments 2026-11 91.000", "annual_sales FY2026 120,000,000.000"}; !slices.Equal(said, want) {
		t.Errorf("kept %q, want %q", said, want)
	}
	if got := grid().Text(row("meeting_rate"), 0); got != "60.5" {
		t.Errorf("the cell shows %q", got)
	}
	toasts := len(o.nav.Toasts)
	set("win_rate", 0, "たくさん")
	if now, err := o.ws.KPIs.Targets(t.Context()); err != nil || len(now) != len(kept) || len(o.nav.Toasts) != toasts+1 {
		t.Errorf("what is no number left %v, %v, said %q", now, err, o.nav.Toasts)
	}
	t.Run("should show the other half of the year", func(t *testing.T) {
		o.says(t, "10月", "3月")
		apptest.Find[*widgets.Segmented](o.page.Object())[1].OnChanged(0)
		o.Settle()
		o.says(t, "4月", "9月")
		if got := grid().Text(row("meeting_rate"), 0); got != "" {
			t.Errorf("April shows October's %q", got)
		}
	})
}

func TestFormulaForm(t *testing.T) {
	o := open(t, "sample", route.KPIs{})
	o.Tap(o.Button(o.page.Object(), "KPIを追加"), 1, 1, 0)
	formula := o.fields()[1]
	o.Tap(o.Button(o.top(), "保存"), 1, 1, 0)
	if o.top() == nil {
		t.Fatal("a KPI without a name was taken")
	}
	o.fields()[0].SetText("受注率")
	formula.SetText("deal.won / (deal.won + ")
	formula.OnChanged(formula.Text())
	o.Settle()
	o.Tap(o.Button(o.top(), "保存"), 1, 1, 0)
	if o.top() == nil {
		t.Fatal("half a formula was taken")
	}
	formula.SetText("deal.won / (deal.won + deal.lost)")
	formula.OnChanged(formula.Text())
	o.Settle()
	v, err := o.ws.KPIs.Preview(t.Context(), formula.Text(), o.ws.Calendar().Of("year", o.ws.Today()))
	if err != nil {
		t.Fatal(err)
	}
	want := words.In("ja").Number(*v.Numerator, 0) + " ÷ " + words.In("ja").Number(*v.Denominator, 0)
	if all := strings.Join(apptest.Texts(o.top()), "\n"); !strings.Contains(all, want) {
		t.Errorf("the form does not show %q:\n%s", want, all)
	}
	o.Tap(o.Button(o.top(), "保存"), 1, 1, 0)
	key := o.page.Route().(route.KPIs).Key
	saved, ok := o.kpi(t, key)
	if !ok || saved.Name != "受注率" || saved.Formula != "deal.won / (deal.won + deal.lost)" || !saved.Controllable {
		t.Errorf("saved %+v", saved)
	}
	o.says(t, "受注率")
}

func TestDeletingAKPICanBeTakenBack(t *testing.T) {
	o := open(t, "sample", route.KPIs{Key: "cpl"})
	before, ok := o.kpi(t, "cpl")
	if !ok {
		t.Fatal("the sample has no CPL")
	}
	o.Tap(o.Button(o.page.Object(), "削除"), 1, 1, 0)
	o.Tap(o.Button(o.top(), "やめる"), 1, 1, 0)
	if _, ok := o.kpi(t, "cpl"); !ok {
		t.Fatal("it was deleted though one cancelled")
	}
	o.Tap(o.Button(o.page.Object(), "削除"), 1, 1, 0)
	o.Tap(o.Button(o.top(), "削除"), 1, 1, 0)
	if _, ok := o.kpi(t, "cpl"); ok {
		t.Fatal("it is still there")
	}
	if len(o.nav.Undos) != 1 || o.nav.Undos[0] == nil {
		t.Fatal("no undo is offered")
	}
	o.nav.Undos[0]()
	if o.nav.Undone != 1 {
		t.Error("the toast does not undo")
	}
	if _, err := o.ws.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if after, ok := o.kpi(t, "cpl"); !ok || after != before {
		t.Errorf("after undo %+v, before %+v", after, before)
	}
}

func TestReloadNeverBlanks(t *testing.T) {
	for _, tab := range []string{"tree", "list", "targets"} {
		o := open(t, "sample", route.KPIs{Tab: tab})
		before := o.texts()
		o.page.Reload()
		if got := o.texts(); got != before || before == "" {
			t.Errorf("while it reads %s again it shows %q", tab, got)
		}
		o.Settle()
		if got := o.texts(); got != before {
			t.Errorf("%s read again shows %q, before %q", tab, got, before)
		}
	}
}

func TestEmptyWorkspaces(t *testing.T) {
	for template, says := range map[string]string{"blank": "KPIがまだありません", "sales": "年間売上", "marketing": "LP訪問数"} {
		for _, tab := range []string{"tree", "list", "targets"} {
			o := open(t, template, route.KPIs{Tab: tab})
			if template == "blank" || tab == "targets" {
				o.says(t, says)
			} else {
				o.says(t, "担当なし", "—")
			}
			o.Tap(o.Button(o.page.Object(), "KPIを追加"), 1, 1, 0)
			if o.top() == nil {
				t.Errorf("%s, %s: no form opens", template, tab)
			}
		}
	}
}
