package home_test

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"shirube/app"
	"shirube/app/apptest"
	"shirube/app/pages/home"
	"shirube/app/route"
	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/words"
	"shirube/charts/native"
	"shirube/data/kpi"
	"shirube/data/measure"
	"shirube/data/period"
	"shirube/data/report"
	"shirube/data/review"
)

// opened is the page over a real workspace.
type opened struct {
	*apptest.App
	nav  *apptest.Navigator
	ws   *app.Workspace
	page *home.Page
}

func open(t *testing.T, template, lang string) *opened {
	t.Helper()
	a := apptest.New(t, 1104, 776, false)
	o := &opened{App: a, nav: &apptest.Navigator{App: a}, ws: apptest.Workspace(t, template)}
	o.page = home.New(home.Deps{
		Report: func(ctx context.Context, p period.Period) (report.Document, error) {
			return o.ws.Reports.Compute(ctx, report.Request{Period: p})
		},
		Prospects: o.ws.Prospects, Measures: o.ws.Measures, Reviews: o.ws.Reviews(), Calendar: o.ws.Calendar, Today: o.ws.Today,
	}, o.nav, words.In(lang), route.Home{})
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

// went is where it went since last asked.
func (o *opened) went() []route.Route {
	all := o.nav.Went
	o.nav.Went = nil
	return all
}

// tap presses an object and gives where it went.
func (o *opened) tap(t *testing.T, object fyne.CanvasObject) route.Route {
	t.Helper()
	o.Tap(object, 1, 1, 0)
	all := o.went()
	if len(all) != 1 {
		t.Fatalf("a tap went to %v", all)
	}
	return all[0]
}

func TestTheDayAtAGlance(t *testing.T) {
	o := open(t, "sample", "ja")
	o.says(t, "2026年11月22日", "年間売上", "7,439", "−326万円", "1億1,610万円", "18%", "商談化率", "34/61", "次の一手")
	year := o.ws.Calendar().Of(period.Year, o.ws.Today())
	v, err := o.ws.KPIs.Value(t.Context(), "annual_sales", year)
	if err != nil || v.Value == nil {
		t.Fatal(v, err)
	}
	o.says(t, strings.TrimSuffix(words.In("ja").Value(v.Value, "yen"), "万円"))
	if got := len(apptest.Find[*widgets.KPICard](o.page.Object())); got != 7 {
		t.Errorf("%d cards", got)
	}
}

func TestLinksLeadToTheirPages(t *testing.T) {
	o := open(t, "sample", "ja")
	page := o.page.Object()
	if got, ok := o.tap(t, o.Button(page, "数値を入力")).(route.Funnels); !ok || !got.Typing || got.Question != nil {
		t.Errorf("enter goes to %#v", got)
	}
	if got, ok := o.tap(t, o.Button(page, "内訳を見る")).(route.Funnels); !ok || got.Typing {
		t.Errorf("the funnel's link goes to %#v", got)
	}
	if got := o.tap(t, o.Button(page, "理由を見る")); got != (route.Reviews{Period: "2026-10", KPI: "meeting_rate"}) {
		t.Errorf("the signal goes to %#v", got)
	}
	list, ok := o.tap(t, o.Button(page, "一覧を開く")).(route.Prospects)
	if !ok || len(list.IDs) == 0 || !strings.Contains(list.Title, "7件") {
		t.Errorf("the stalled deals open %#v", list)
	}
	var keys []string
	for _, card := range apptest.Find[*widgets.KPICard](page) {
		keys = append(keys, o.tap(t, card).(route.KPIs).Key)
	}
	if distinct := slices.Compact(slices.Sorted(slices.Values(keys))); len(distinct) != 7 || slices.Contains(distinct, "") {
		t.Errorf("the cards open %v", keys)
	}
	if got := o.tap(t, apptest.Find[*widgets.TapArea](page)[0]); got != (route.Reviews{Period: "2026-10", KPI: "meeting_rate"}) {
		t.Errorf("the badge goes to %#v", got)
	}
}

func TestTheSmallFunnelOpensItsLists(t *testing.T) {
	o := open(t, "sample", "ja")
	doc, err := o.ws.Reports.Compute(t.Context(), report.Request{Period: o.ws.Calendar().Of(period.Month, o.ws.Today())})
	if err != nil {
		t.Fatal(err)
	}
	charts := apptest.Find[*native.Chart](o.page.Object())
	got, want := map[string]int{}, map[string]int{}
	for _, c := range charts {
		o.OpenAll(c)
		for _, r := range o.went() {
			if list, ok := r.(route.Prospects); ok {
				got[list.Title] = len(list.IDs)
			}
		}
	}
	stages := doc.Funnel.Result.Groups[0].Stages
	for i, name := range []string{"認知", "興味", "検討", "購入"} {
		want[name+"に進んだ会社"] = stages[i].Count
		if i > 0 {
			want[name+"に進まなかった会社"] = stages[i-1].Count - stages[i].Count
		}
	}
	if !maps.Equal(got, want) {
		t.Errorf("stages open %v, counted %v", got, want)
	}
}

func TestReloadNeverBlanks(t *testing.T) {
	o := open(t, "sample", "ja")
	before := o.texts()
	o.page.Reload()
	if got := o.texts(); got != before || before == "" {
		t.Errorf("while it reads again it shows %q", got)
	}
	target := 2e8
	year := o.ws.Calendar().Of(period.Year, o.ws.Today())
	if err := o.ws.KPIs.SetTargets(t.Context(), []kpi.Target{{KPI: "annual_sales", Period: year.String(), Value: target}}); err != nil {
		t.Fatal(err)
	}
	o.page.Reload()
	o.Settle()
	o.says(t, "2億")
}

func TestEmptyWorkspacesSayWhatToDo(t *testing.T) {
	t.Run("blank", func(t *testing.T) {
		o := open(t, "blank", "ja")
		o.says(t, "目標(KGI)がありません", "急いですることはありません")
		if got := o.tap(t, o.Button(o.page.Object(), "目標を決める")); got != (route.Goal{}) {
			t.Errorf("it goes to %#v", got)
		}
		if got := o.tap(t, o.Button(o.page.Object(), "会社リストを取り込む")); got != (route.Import{Noun: "prospects"}) {
			t.Errorf("it goes to %#v", got)
		}
	})
	for _, template := range []string{"sales", "marketing"} {
		t.Run(template, func(t *testing.T) {
			o := open(t, template, "ja")
			o.says(t, "—", "未計測", "担当")
			if got := o.tap(t, o.Button(o.page.Object(), "目標を決める")); got != (route.Goal{}) {
				t.Errorf("it goes to %#v", got)
			}
			if got := o.tap(t, o.Button(o.page.Object(), "会社リストを取り込む")); got != (route.Import{Noun: "prospects"}) {
				t.Errorf("it goes to %#v", got)
			}
			if got, ok := o.tap(t, o.Button(o.page.Object(), words.In("ja").T("home.next.owner.act"))).(route.KPIs); !ok || got.Key == "" {
				t.Errorf("an owner is named at %#v", got)
			}
		})
	}
}

func TestNothingLeavesItsCard(t *testing.T) {
	for _, lang := range []string{"ja", "en"} {
		for _, scale := range []float32{1, 1.3} {
			o := open(t, "sample", lang)
			fyne.CurrentApp().Settings().SetTheme(style.New(theme.VariantLight, scale))
			o.page.Reload()
			o.Settle()
			for _, card := range apptest.Find[*widgets.KPICard](o.page.Object()) {
				if spill := apptest.Spill(card); len(spill) > 0 {
					t.Errorf("%s at %v: %q leave the card of %s", lang, scale, spill, card.Name)
				}
			}
		}
	}
}

func TestNextStepsFollowTheReview(t *testing.T) {
	o := open(t, "sample", "ja")
	signal, action := "商談化率 10月は", "見積から14日目に確認の電話(鈴木)の期限は 11月27日"
	o.says(t, signal, action)
	october, err := o.ws.Calendar().Parse("2026-10")
	if err != nil {
		t.Fatal(err)
	}
	reviews := o.ws.Reviews()
	cause := review.Cause{KPI: "meeting_rate", Period: "2026-10", Category: "audience", Text: "展示会の名刺"}
	if err := reviews.Explain(t.Context(), cause, o.ws.Calendar().Previous(october)); err != nil {
		t.Fatal(err)
	}
	actions, err := reviews.Actions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := reviews.SetActionState(t.Context(), actions[0].ID, review.ActionDone, 0); err != nil {
		t.Fatal(err)
	}
	o.page.Reload()
	o.Settle()
	for _, gone := range []string{signal, action} {
		if strings.Contains(o.texts(), gone) {
			t.Errorf("%q is dealt with and still a step", gone)
		}
	}
}

// TestTheGoalsOwnSignalIsANextStep holds Home to what the navigation counts.
func TestTheGoalsOwnSignalIsANextStep(t *testing.T) {
	o := open(t, "blank", "ja")
	c := o.ws.Calendar()
	if err := o.ws.Measures.Add(t.Context(), measure.Measure{Key: "taken", Name: "売上", Unit: "yen"}); err != nil {
		t.Fatal(err)
	}
	if err := o.ws.KPIs.Save(t.Context(), kpi.KPI{Key: "sales", Name: "年間売上", Formula: "taken", Unit: "yen", Goal: true}); err != nil {
		t.Fatal(err)
	}
	last := c.Previous(c.Of(period.Month, o.ws.Today()))
	month := last
	for _, v := range []float64{10e4, 100e4, 110e4, 95e4, 105e4, 98e4, 104e4, 100e4, 107e4} {
		if err := o.ws.Measures.Set(t.Context(), "taken", month.From, "", &v); err != nil {
			t.Fatal(err)
		}
		month = c.Previous(month)
	}
	o.page.Reload()
	o.Settle()
	o.says(t, "年間売上 10月は")
	if o.Tap(o.Button(o.page.Object(), "数値を入力"), 1, 1, 0); !slices.Equal(o.went(), []route.Route{route.Sheet{}}) {
		t.Error("what is kept by month is not typed on the sheet")
	}
	if err := o.ws.Reviews().Explain(t.Context(), review.Cause{KPI: "sales", Period: last.String(), Category: review.Categories[0], Text: "展示会が中止"}, c.Previous(last)); err != nil {
		t.Fatal(err)
	}
	far := review.Action{Period: last.String(), Text: "既存客へ電話", Owner: "佐藤", Due: o.ws.Today() + 60, KPI: "sales"}
	if _, err := o.ws.Reviews().SaveAction(t.Context(), far); err != nil {
		t.Fatal(err)
	}
	o.page.Reload()
	o.Settle()
	if strings.Contains(o.texts(), "年間売上 10月は") {
		t.Errorf("explained, it is still asked about:\n%s", o.texts())
	}
	o.says(t, "既存客へ電話(佐藤)の期限は 1月") // open, if not yet due
}
