package reviews

import (
	"math"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"shirube/app"
	"shirube/app/apptest"
	"shirube/app/route"
	"shirube/app/widgets"
	"shirube/assets/words"
	"shirube/data/period"
	"shirube/data/review"
)

// desk is the page over the sample workspace.
type desk struct {
	*apptest.App
	*testing.T
	ws   *app.Workspace
	nav  *apptest.Navigator
	page *Page
}

func open(t *testing.T, lang string, dark bool) *desk {
	t.Helper()
	a := apptest.New(t, 1104, 776, dark)
	ws := apptest.Workspace(t, "sample")
	d := &desk{a, t, ws, &apptest.Navigator{App: a}, nil}
	d.page = New(Deps{KPIs: ws.KPIs, Measures: ws.Measures, Reviews: ws.Reviews(), Reports: ws.Reports, Calendar: ws.Calendar},
		d.nav, words.In(lang), route.Reviews{Period: "2026-10"})
	a.Show(d.page.Object())
	a.Settle()
	return d
}

func (d *desk) says(texts ...string) {
	d.Helper()
	all := apptest.Texts(d.page.Object())
	for _, want := range texts {
		if !slices.ContainsFunc(all, func(have string) bool { return strings.Contains(have, want) }) {
			d.Errorf("the page doesn't say %q but %q", want, all)
		}
	}
	for _, err := range d.nav.Errors {
		d.Error(err)
	}
}

// overlay is the dialog over the window.
func (d *desk) overlay() fyne.CanvasObject { return d.Window.Canvas().Overlays().Top() }

func TestCauseIsWrittenAndStays(t *testing.T) {
	d := open(t, "ja", false)
	d.says("商談化率 10月 下限割れ", "ルール1 限界の外", "原因", "種類をえらぶ", "アポ基準", "前回の打ち手は効いたか", "効いた", "まだ判断できない", "効かなかった")
	text := apptest.Find[*widgets.Field](d.page.Object())[0]
	d.Type(text.Entry, "名刺にヒアリングなしでメールを送った")
	d.page.Reload() // as by the news of another process
	d.Settle()
	object := d.page.Object()
	if have := apptest.Find[*widgets.Field](object)[0].Text(); have != "名刺にヒアリングなしでメールを送った" {
		t.Errorf("what was typed is gone: %q", have)
	}
	for _, s := range apptest.Find[*widgets.Select](object) {
		if slices.ContainsFunc(s.Options, func(o widgets.Option) bool { return o.Key == "campaign" }) {
			s.OnChanged(widgets.Option{Key: "campaign"})
		}
	}
	chips := apptest.Find[*widgets.Chip](object)
	d.Tap(chips[len(chips)-1], 1, 1, 0)
	d.Key(d.Window.Canvas().Focused(), fyne.KeyDown, fyne.KeyReturn)
	d.Tap(d.Button(object, "保存"), 1, 1, 0)
	causes, err := d.ws.Reviews().Causes(t.Context())
	if err != nil || len(causes) != 1 || causes[0].Category != "campaign" || causes[0].KPI != "meeting_rate" || *causes[0].Found.Value > 0.41 || len(causes[0].Evidence) != 1 {
		t.Fatalf("%+v (%v)", causes, err)
	}
	if n, _ := d.ws.Reviews().Unexplained(t.Context(), d.page.period); n != 1 {
		t.Errorf("%d signals wait, want that of the visits", n)
	}
	if len(d.page.drafts) != 0 {
		t.Error("what is saved is no draft any more")
	}
	if _, err := d.ws.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	d.page.Reload()
	d.Settle()
	if have := apptest.Find[*widgets.Field](d.page.Object())[0].Text(); have != "" {
		t.Errorf("the undone cause still stands: %q", have)
	}
	if len(d.nav.Toasts) != 1 || d.nav.Undos[0] == nil {
		t.Errorf("it says so and can be undone: %v", d.nav.Toasts)
	}
}

func TestActionsAreAddedDoneAndJudged(t *testing.T) {
	d := open(t, "ja", false)
	d.Tap(d.Button(d.page.Object(), "打ち手を足す"), 1, 1, 0)
	d.Tap(d.Button(d.overlay(), "保存"), 1, 1, 0)
	if texts := apptest.Texts(d.overlay()); !slices.Contains(texts, "何をするかを書いてください") {
		t.Fatalf("an action says what is done: %v", texts)
	}
	fields := apptest.Find[*widgets.Field](d.overlay())
	for i, typed := range []string{"業界紙サイトへの広告", "佐藤", "2026-04-01", "+3"} {
		fields[i].SetText(typed)
	}
	d.Tap(d.Button(d.overlay(), "保存"), 1, 1, 0)
	d.says("業界紙サイトへの広告", "佐藤", "4/1(水)", "+3.0pt")
	actions, err := d.ws.Reviews().Actions(t.Context())
	if err != nil || len(actions) != 6 || math.Abs(*actions[0].Gain-0.03) > 1e-9 || actions[0].Period != "2026-10" || actions[0].KPI != "meeting_rate" {
		t.Fatalf("%+v (%v)", actions, err)
	}
	d.Tap(apptest.Find[*widgets.Check](d.page.Object())[0], 1, 1, 0)
	d.says("業界紙サイトへの広告(11月・佐藤)", "あと8か月")

	// It was done in April, and for the visits.
	a := actions[0]
	a.State, a.KPI, a.Gain, a.Done = review.ActionDone, "lp_visits", nil, period.Of(2026, 4, 1)
	if _, err := d.ws.Reviews().SaveAction(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	d.page.Reload()
	d.Settle()
	d.says("業界紙サイトへの広告(4月・佐藤)")
	if effects, _ := d.ws.Reviews().Effects(t.Context()); len(effects) != 4 || !slices.ContainsFunc(effects, func(e review.Effect) bool { return e.Count == 7 && e.Action.ID == a.ID }) {
		t.Errorf("%+v", effects)
	}
}

func TestNoiseIsFolded(t *testing.T) {
	d := open(t, "ja", false)
	p := d.page
	p.key = "win_rate"
	p.Reload()
	d.Settle()
	d.says("通常の範囲の動きです")
	p.all = true
	p.Reload()
	d.Settle()
	d.says("すべてのKPI", "判定")
	list := apptest.Find[*widgets.RowList](p.Object())
	if len(list) != 1 || list[0].Length() != 8 {
		t.Fatalf("the table has every KPI: %v", list)
	}
}

func TestOnlyLooking(t *testing.T) {
	d := open(t, "en", true)
	d.page.deps.ReadOnly = true
	d.page.Reload()
	d.Settle()
	d.says("Meeting rate Oct below limit", "Cause", "Actions")
	for _, word := range []string{"Save", "Add an action"} {
		if !d.Button(d.page.Object(), word).Disabled() {
			t.Errorf("%s writes, but one can only look", word)
		}
	}
}
