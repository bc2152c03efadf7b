package goal_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"shirube/app"
	"shirube/app/apptest"
	"shirube/app/pages/goal"
	"shirube/app/route"
	"shirube/app/widgets"
	"shirube/assets/words"
	"shirube/data/kpi"
	"shirube/data/period"
)

// opened is the wizard over a real workspace.
type opened struct {
	*apptest.App
	t    *testing.T
	nav  *apptest.Navigator
	ws   *app.Workspace
	page *goal.Page
}

func open(t *testing.T, workspace string) *opened {
	t.Helper()
	a := apptest.New(t, 1104, 776, false)
	o := &opened{App: a, t: t, nav: &apptest.Navigator{App: a}, ws: apptest.Workspace(t, workspace)}
	o.again(workspace)
	t.Cleanup(func() {
		for _, err := range o.nav.Errors {
			t.Errorf("the page failed: %v", err)
		}
	})
	return o
}

// again opens the wizard anew, as coming back to it does.
func (o *opened) again(template string) {
	if o.page != nil {
		o.page.Leave()
	}
	o.page = goal.New(goal.Deps{KPIs: o.ws.KPIs, Measures: o.ws.Measures, Calendar: o.ws.Calendar, Template: template}, o.nav, words.In("ja"), route.Goal{})
	o.Show(o.page.Object())
	o.Settle()
}

func (o *opened) says(want ...string) {
	o.t.Helper()
	close := strings.NewReplacer(" ", "") // what wraps is one text
	all := close.Replace(strings.Join(apptest.Texts(o.page.Object()), ""))
	for _, s := range want {
		if !strings.Contains(all, close.Replace(s)) {
			o.t.Errorf("the page does not show %q:\n%s", s, all)
		}
	}
}

func (o *opened) press(text string) {
	o.t.Helper()
	o.Key(o.Button(o.page.Object(), text), fyne.KeyReturn)
}

func (o *opened) fields() []*widgets.Field { return apptest.Find[*widgets.Field](o.page.Object()) }

func (o *opened) enter(field int, text string) {
	f := o.fields()[field]
	f.SetText("")
	o.Type(f.Entry, text)
}

func (o *opened) kpis() map[string]kpi.KPI {
	o.t.Helper()
	all, err := o.ws.KPIs.List(o.t.Context())
	if err != nil {
		o.t.Fatal(err)
	}
	found := map[string]kpi.KPI{}
	for _, k := range all {
		found[k.Key] = k
	}
	return found
}

func (o *opened) target(key string, grain period.Grain) float64 {
	o.t.Helper()
	v, err := o.ws.KPIs.TargetAt(o.t.Context(), key, o.ws.Calendar().Of(grain, o.ws.Today()))
	if err != nil || v == nil {
		o.t.Errorf("%s has the target %v, %v", key, v, err)
		return 0
	}
	return *v
}

func TestFromANewWorkspaceToKPIs(t *testing.T) {
	o := open(t, "sales")
	before := o.kpis()
	o.says("年間売上", "受注金額", "2026年度")
	o.press("次へ進む")
	if len(o.nav.Toasts) != 1 || !strings.Contains(o.nav.Toasts[0], "いくら") {
		t.Errorf("without an amount it goes on, or says %q", o.nav.Toasts)
	}
	o.enter(1, "1億円")
	o.says("1年で1億円、1か月あたり833万円")
	o.press("次へ進む")
	o.says("年間売上 = 新規アポ獲得数 × 商談化率 × クロージング率 × 平均契約単価", "リピート率")

	o.press("次へ進む")
	o.says("えらんだ数 4 / 7", "(受注数 + 失注数) ÷ アポ獲得数", "目標がまだありません")
	for i, text := range []string{"91", "55", "25", "80"} {
		o.enter(i, text)
	}
	want := 91 * 12 * 0.55 * 0.25 * 800_000
	difference := want - 1e8
	o.says(words.In("ja").Yen(want), words.In("ja").SignedValue(&difference, "yen"), "ちょうど届きます", "記録がまだありません")

	o.again("sales")
	o.says("目標(月)")
	if got := o.fields()[1].Text(); got != "55.0" {
		t.Errorf("taken up again, the rate's target is %q", got)
	}
	if now := o.kpis(); len(now) != len(before) || now["annual_sales"] != before["annual_sales"] {
		t.Error("something landed before the end")
	}
	o.press("次へ進む")
	o.says("月間で91件の新規アポ獲得数", "商談化率を毎月55.0%以上に", "担当が決まっていません")
	o.press("この内容ではじめる")

	now := o.kpis()
	if _, there := now["repeat_rate"]; there || len(now) != 5 || now["annual_sales"].Formula != "new_appointments * meeting_rate * win_rate * average_deal" {
		t.Errorf("landed %+v", now)
	}
	if y, m := o.target("annual_sales", period.Year), o.target("average_deal", period.Month); y != 1e8 || m != 800_000 {
		t.Errorf("targets %v and %v", y, m)
	}
	if !slices.Equal(o.nav.Went, []route.Route{route.KPIs{Key: "annual_sales"}}) {
		t.Errorf("went to %v", o.nav.Went)
	}
}

func TestTheTreeGrowsAndIsTakenBack(t *testing.T) {
	o := open(t, "blank")
	o.enter(0, "年間受注件数")
	o.enter(1, "120件")
	o.press("次へ進む")
	add := func(name string) {
		t.Helper()
		o.press("下に要素を足す")
		dialog := o.Window.Canvas().Overlays().Top()
		o.Type(apptest.Find[*widgets.Field](dialog)[0].Entry, name)
		o.Key(o.Button(dialog, "追加"), fyne.KeyReturn)
	}
	add("紹介")
	add("新規")
	o.says("年間受注件数 = 紹介 × 新規")
	apptest.Find[*widgets.Segmented](o.page.Object())[0].OnChanged(1)
	o.Settle()
	o.says("年間受注件数 = 紹介 + 新規")
	o.press("元に戻す")
	o.says("年間受注件数 = 紹介 × 新規")
	o.press("元に戻す")
	o.says("年間受注件数 = 紹介")
	o.press("次へ進む")
	o.says("指標がまだありません")
	o.press("次へ進む")
	if last := o.nav.Toasts[len(o.nav.Toasts)-1]; !strings.Contains(last, "「紹介」を何で数えるか") {
		t.Errorf("without an indicator it says %q", last)
	}
}

func TestTargetsAreHeldAgainstHistory(t *testing.T) {
	o := open(t, "sample")
	o.press("次へ進む")
	o.press("次へ進む")
	all, err := o.ws.KPIs.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	o.says("えらんだ数 7 / 7", "届いた月 12/18", "一度も届いていません", "担当が全員決まっています", "1億2,012万円")
	price := slices.IndexFunc(o.fields(), func(f *widgets.Field) bool { return f.Text() == "80" })
	if price < 0 {
		t.Fatalf("no field for 平均契約単価 of %d KPIs", len(all))
	}
	o.enter(price, "110")
	o.says("通常の幅をこえています", "「平均契約単価」の目標が遠すぎます", "にする")
	for _, b := range apptest.Find[*widgets.Button](o.page.Object()) {
		if strings.HasSuffix(b.Text(), "万円にする") {
			o.Key(b, fyne.KeyReturn)
			break
		}
	}
	draft, err := o.ws.KPIs.Draft(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	if v := draft.Find("average_deal").Target; v == nil || *v >= 1e6 || o.fields()[price].Text() == "110" {
		t.Errorf("the mend leaves %q, %v", o.fields()[price].Text(), v)
	}
	o.press("もどる")
	o.press("もどる")
	o.press("あとで続ける")
	if !slices.Equal(o.nav.Went, []route.Route{route.KPIs{}}) {
		t.Errorf("later goes to %v", o.nav.Went)
	}
	if now := o.kpis(); len(now) != len(all) {
		t.Errorf("%d KPIs of %d are left", len(now), len(all))
	}
}
