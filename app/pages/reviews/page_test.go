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
	"shirube/charts"
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
	d.Tap(apptest.Find[*widgets.Check](d.page.Object())[1], 1, 1, 0) // after that of the shift
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

func TestChecklistIsKept(t *testing.T) {
	d := open(t, "ja", false)
	d.Tap(d.Button(d.page.Object(), "確認する"), 1, 1, 0)
	checks := apptest.Find[*widgets.Check](d.overlay())
	if len(checks) != 3 {
		t.Fatalf("%d questions", len(checks))
	}
	d.Tap(checks[0], 1, 1, 0)
	d.Tap(checks[2], 1, 1, 0)
	d.Tap(d.Button(d.overlay(), "保存"), 1, 1, 0)
	d.says("確認 2/3")
	known, err := d.ws.Reviews().Review(t.Context(), d.page.period, d.ws.Calendar().Previous(d.page.period))
	if c := known.Checklist; err != nil || c == nil || !c.Shared || c.Analysed || !c.Result {
		t.Fatalf("%+v (%v)", known.Checklist, err)
	}
	d.Tap(d.Button(d.page.Object(), "これまでの振り返り"), 1, 1, 0)
	if picker := apptest.Find[*widgets.RowList](d.overlay()); len(picker) != 1 || picker[0].Length() != len(d.kept()) {
		t.Errorf("the reviews kept: %v", picker)
	}
	if _, err := d.ws.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	d.page.Reload()
	d.Settle()
	d.says("確認する")
}

func (d *desk) kept() []review.Summary {
	all, err := d.ws.Reviews().List(d.Context())
	if err != nil {
		d.Fatal(err)
	}
	return all
}

func TestShiftBeginsAPhase(t *testing.T) {
	d := open(t, "ja", false)
	p := d.page
	p.key = "lp_visits"
	if err := d.ws.Reviews().Explain(t.Context(), review.Cause{KPI: "lp_visits", Period: "2026-03", Category: "campaign", Text: "広告", Shift: true}, d.month("2026-02")); err != nil {
		t.Fatal(err)
	}
	line := charts.LineOf(d.found().series, p.words)
	begins := slices.IndexFunc(line.Points, func(pt charts.Point) bool { return pt.Begins })
	if begins != 5 || line.Mean != nil || *line.Points[4].Mean >= *line.Points[5].Mean || line.Points[12].Mean == nil {
		t.Errorf("a phase begins at %d of %+v", begins, line.Points)
	}
	// What is written anew in the window keeps the phase.
	p.period = d.month("2026-03")
	p.Reload()
	d.Settle()
	d.Tap(d.Button(p.Object(), "保存"), 1, 1, 0)
	shifted := 0
	causes, _ := d.ws.Reviews().Causes(t.Context())
	for _, c := range causes {
		if c.Shift {
			shifted++
		}
	}
	if shifted != 1 {
		t.Errorf("%+v", causes)
	}
}

// found is what the page reads.
func (d *desk) found() found {
	p := d.page
	f, err := p.load(d.Context(), question{p.period, p.before(p.period), p.against, p.key, p.channels})
	if err != nil {
		d.Fatal(err)
	}
	return f
}

func (d *desk) month(name string) period.Period {
	p, err := d.ws.Calendar().Parse(name)
	if err != nil {
		d.Fatal(err)
	}
	return p
}

func TestDriversByChannelAndAgainstTarget(t *testing.T) {
	d := open(t, "ja", false)
	p := d.page
	fall := func() *charts.Waterfall {
		t.Helper()
		return d.found().moved.fall
	}
	adds := func(c *charts.Waterfall) {
		t.Helper()
		sum := *c.Start.Value
		for _, part := range c.Parts {
			sum += *part.Value
		}
		if math.Abs(sum-*c.End.Value) > 1e-9 {
			t.Errorf("the parts give %v, not %v", sum, *c.End.Value)
		}
	}
	factors := fall()
	adds(factors)
	if factors.Parts[0].Note == "" {
		t.Error("a factor says from what to what it moved")
	}
	p.channels = true
	by := fall()
	adds(by)
	if !slices.ContainsFunc(by.Parts, func(pt charts.Point) bool { return pt.Label == "展示会" && strings.Contains(pt.Note, "率") }) {
		t.Errorf("%+v", by.Parts)
	}
	p.channels, p.against = false, toTarget
	aimed := fall()
	adds(aimed)
	if aimed.Start.Label != "目標" || math.Abs(*aimed.Start.Value-0.55) > 1e-9 {
		t.Errorf("%+v", aimed.Start)
	}
}

func TestListBehindAFactorAndACopy(t *testing.T) {
	d := open(t, "ja", false)
	p := d.page
	p.open("deal.won", "受注数", nil)
	d.Settle()
	won, err := d.ws.KPIs.Behind(t.Context(), "deal.won", p.period, nil)
	if err != nil || len(won) == 0 {
		t.Fatal(len(won), err)
	}
	list, ok := d.nav.Went[len(d.nav.Went)-1].(route.Prospects)
	if !ok || len(list.IDs) == 0 || len(list.IDs) > len(won) || !strings.Contains(list.Title, "受注数") {
		t.Errorf("%+v", d.nav.Went)
	}
	p.open("lp_visits", "LP訪問数", nil)
	d.Settle()
	if len(d.nav.Toasts) != 1 || !strings.Contains(d.nav.Toasts[0], "LP訪問数") {
		t.Errorf("%v", d.nav.Toasts)
	}
	copied := apptest.Find[*widgets.IconButton](p.Object())
	at := slices.IndexFunc(copied, func(b *widgets.IconButton) bool { return strings.Contains(b.Tip, "マークダウン") })
	d.Tap(copied[at], 1, 1, 0)
	if text := fyne.CurrentApp().Clipboard().Content(); !strings.HasPrefix(text, "# 振り返り 2026年10月") {
		t.Errorf("%q", text)
	}
}
