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
	"shirube/data/measure"
	"shirube/data/period"
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
	o := open(t, "sales", route.KPIs{Key: "meeting_rate", Tab: "targets"})
	grid := apptest.Find[*widgets.Grid](o.page.Object())[0]
	kept := func() (said []string) {
		t.Helper()
		all, err := o.ws.KPIs.Targets(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range all {
			said = append(said, strings.Join([]string{x.KPI, x.Period, string(x.Level), words.In("ja").Number(x.Value, 3)}, " "))
		}
		return said
	}
	keeps := func(want ...string) {
		t.Helper()
		if got := kept(); !slices.Equal(got, want) {
			t.Errorf("kept %q, want %q", got, want)
		}
	}
	first, second := "meeting_rate 2026-11 target 0.550", "meeting_rate 2026-11 target 0.605"
	o.Type(grid, "55")
	o.Key(grid, fyne.KeyTab)
	o.Key(grid, fyne.KeyLeft)
	o.Type(grid, "60.5")
	o.Key(grid, fyne.KeyTab)
	keeps(first, second)
	if row, column := grid.Place(); grid.Text(row, column-1) != "60.5%" {
		t.Errorf("the cell shows %q", grid.Text(row, column-1))
	}
	t.Run("should show what was set before", func(t *testing.T) {
		o.Key(grid, fyne.KeyLeft)
		for _, x := range apptest.Find[*widgets.Segmented](o.page.Object()) {
			if slices.Contains(apptest.Texts(x), "履歴 2") {
				x.OnChanged(1)
			}
		}
		o.says(t, "履歴 2", "— → 55.0%", "55.0% → 60.5%")
	})
	t.Run("should refuse what is no number", func(t *testing.T) {
		toasts := len(o.nav.Toasts)
		o.Type(grid, "たくさん")
		o.Key(grid, fyne.KeyTab)
		keeps(first, second)
		if len(o.nav.Toasts) != toasts+1 {
			t.Errorf("said %q", o.nav.Toasts)
		}
		o.Key(grid, fyne.KeyEscape)
	})
	t.Run("should refuse a minimum above the target", func(t *testing.T) {
		o.Key(grid, fyne.KeyUp)
		o.Type(grid, "70")
		o.Key(grid, fyne.KeyTab)
		keeps(first, second)
		o.Key(grid, fyne.KeyLeft, fyne.KeyDown)
	})
	t.Run("should copy to the later months in one step of undo", func(t *testing.T) {
		o.Tap(o.Button(o.page.Object(), "後の月へ写す"), 1, 1, 0)
		o.Settle()
		if got := len(kept()); got != 2+4 {
			t.Errorf("%d targets, want 6", got)
		}
		if _, err := o.ws.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
		keeps(first, second)
	})
	t.Run("should take a pasted row in one step of undo", func(t *testing.T) {
		grid.Paste("50\t51\t52")
		o.Settle()
		keeps(first, second, "meeting_rate 2026-11 target 0.500", "meeting_rate 2026-12 target 0.510", "meeting_rate 2027-01 target 0.520")
		if _, err := o.ws.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
		keeps(first, second)
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
			if template == "blank" {
				o.says(t, says)
			} else if tab == "targets" {
				o.says(t, "実績がまだ少ないので提案はありません")
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

func TestAKPITypedByHandLeadsToItsRowOfTheSheet(t *testing.T) {
	o := open(t, "blank", route.KPIs{})
	if err := o.ws.Measures.Add(t.Context(), measure.Measure{Key: "visits", Name: "訪問数"}); err != nil {
		t.Fatal(err)
	}
	for _, k := range []kpi.KPI{{Key: "seen", Formula: "visits", Name: "訪問"}, {Key: "won", Formula: "deal.won", Name: "受注"}} {
		if err := o.ws.KPIs.Save(t.Context(), k); err != nil {
			t.Fatal(err)
		}
	}
	o.page = kpis.New(kpis.Deps{
		KPIs: o.ws.KPIs, Measures: o.ws.Measures, Reports: o.ws.Reports, Calendar: o.ws.Calendar, Reviews: o.ws.Reviews(),
	}, o.nav, words.In("ja"), route.KPIs{Key: "won"})
	o.Show(o.page.Object())
	o.Settle()
	if strings.Contains(o.texts(), "数値を入力する") {
		t.Error("what is counted from deals is to be typed")
	}
	o.page = kpis.New(kpis.Deps{
		KPIs: o.ws.KPIs, Measures: o.ws.Measures, Reports: o.ws.Reports, Calendar: o.ws.Calendar, Reviews: o.ws.Reviews(),
	}, o.nav, words.In("ja"), route.KPIs{Key: "seen"})
	o.Show(o.page.Object())
	o.Settle()
	o.Tap(o.Button(o.page.Object(), "数値を入力する"), 1, 1, 0)
	if !slices.Equal(o.nav.Went, []route.Route{route.Sheet{Measure: "visits"}}) {
		t.Errorf("it leads to %v", o.nav.Went)
	}
}

func TestAStaleNumberIsEnteredOnTheSheet(t *testing.T) {
	o := open(t, "blank", route.KPIs{})
	if err := o.ws.Measures.Add(t.Context(), measure.Measure{Key: "calls", Name: "架電"}); err != nil {
		t.Fatal(err)
	}
	for month := period.Of(2026, 1, 1); month < period.Of(2026, 6, 1); month = (month + 31).StartOfMonth() {
		if err := o.ws.Measures.Set(t.Context(), "calls", month, "", new(40.0)); err != nil {
			t.Fatal(err)
		}
	}
	if err := o.ws.KPIs.Save(t.Context(), kpi.KPI{Key: "called", Formula: "calls", Name: "架電数", Owner: "佐藤", Unit: "count"}); err != nil {
		t.Fatal(err)
	}
	o.page.Reload()
	o.Settle()
	o.Tap(o.Button(o.page.Object(), "数値を入れる"), 1, 1, 0)
	if !slices.Equal(o.nav.Went, []route.Route{route.Sheet{Measure: "calls"}}) {
		t.Errorf("it leads to %v", o.nav.Went)
	}
}

// A mend is named by words and stays in the panel, however long a KPI's name.
func TestMendsAreWordsAndStayInThePanel(t *testing.T) {
	o := open(t, "blank", route.KPIs{})
	if err := o.ws.Measures.Add(t.Context(), measure.Measure{Key: "calls", Name: "架電"}); err != nil {
		t.Fatal(err)
	}
	if err := o.ws.KPIs.Save(t.Context(), kpi.KPI{Key: "called", Formula: "calls", Name: "新規のお客さまへの架電とメールと訪問をあわせた件数", Owner: "佐藤", Unit: "count"}); err != nil {
		t.Fatal(err)
	}
	o.page.Reload()
	o.Settle()
	o.says(t, "「クロージング率」を加える", "「新規のお客さまへの架電")
	if spill := apptest.Spill(o.page.Object()); len(spill) > 0 {
		t.Errorf("%q leave the page", spill)
	}
}
