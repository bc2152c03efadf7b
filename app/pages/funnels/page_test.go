package funnels_test

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"

	"shirube/app"
	"shirube/app/apptest"
	"shirube/app/pages/funnels"
	"shirube/app/route"
	"shirube/app/widgets"
	"shirube/assets/words"
	"shirube/charts/native"
	"shirube/data/funnel"
	"shirube/data/period"
)

// opened is the page over a real workspace.
type opened struct {
	*apptest.App
	nav  *apptest.Navigator
	ws   *app.Workspace
	page *funnels.Page
	cost string
}

func open(t *testing.T, template string, r route.Funnels) *opened {
	t.Helper()
	return openIn(t, template, r, apptest.Look{Lang: "ja", Width: 1104, Height: 776})
}

func openIn(t *testing.T, template string, r route.Funnels, l apptest.Look) *opened {
	t.Helper()
	a := apptest.New(t, l.Width, l.Height, l.Dark)
	o := &opened{App: a, nav: &apptest.Navigator{App: a}, ws: apptest.Workspace(t, template), cost: "cost"}
	o.page = funnels.New(funnels.Deps{
		Funnels: o.ws.Funnels, Measures: o.ws.Measures, KPIs: o.ws.KPIs, Calendar: o.ws.Calendar, Window: func() int { return o.ws.Settings().Window },
		Cost: func() string { return o.cost }, SetCost: func(key string) { o.cost = key },
	}, o.nav, words.In(l.Lang), r)
	o.Show(o.page.Object())
	o.Settle()
	t.Cleanup(func() {
		for _, err := range o.nav.Errors {
			t.Errorf("the page failed: %v", err)
		}
	})
	return o
}

// lists are the sizes of the lists opened since last asked, by their titles.
func (o *opened) lists(t *testing.T) map[string]int {
	t.Helper()
	found := map[string]int{}
	for _, r := range o.nav.Went {
		list, ok := r.(route.Prospects)
		if !ok || list.IDs == nil {
			t.Fatalf("it went to %#v", r)
		}
		if distinct := slices.Compact(slices.Sorted(slices.Values(list.IDs))); len(distinct) != len(list.IDs) {
			t.Errorf("%q names somebody twice", list.Title)
		}
		found[list.Title] = len(list.IDs)
	}
	o.nav.Went = nil
	return found
}

func (o *opened) texts() string { return strings.Join(apptest.Texts(o.page.Object()), "\n") }

func (o *opened) charts() []*native.Chart { return apptest.Find[*native.Chart](o.page.Object()) }

// groups asks the service what the page asked.
func (o *opened) groups(t *testing.T, by string) []funnel.Group {
	t.Helper()
	q := *o.page.Route().(route.Funnels).Question
	q.By = by
	result, err := o.ws.Funnels.Funnel(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return result.Groups
}

// behind are the lists a funnel of a group must open: each count, and each
// difference of two counts.
func behind(g funnel.Group) map[string]int {
	names := map[string]string{"aware": "認知", "interest": "興味", "consider": "検討", "buy": "購入"}
	want := map[string]int{}
	for i, s := range g.Stages {
		want["「"+names[s.Stage]+"」に進んだ会社"] = s.Count
		if i > 0 {
			want["「"+names[s.Stage]+"」に進まなかった会社"] = g.Stages[i-1].Count - s.Count
		}
	}
	return want
}

func TestEveryCountOpensItsList(t *testing.T) {
	o := open(t, "sample", route.Funnels{})
	for i, view := range []funnel.View{funnel.Cohort, funnel.Flow, funnel.Stock} {
		apptest.Find[*widgets.Segmented](o.page.Object())[0].OnChanged(i)
		o.Settle()
		if got := o.page.Route().(route.Funnels).Question.View; got != view {
			t.Fatalf("it shows %s, want %s", got, view)
		}
		whole := o.groups(t, "")[0]
		o.OpenAll(o.charts()[0])
		got, want := o.lists(t), behind(whole)
		if view == funnel.Cohort && !maps.Equal(got, want) {
			t.Errorf("the cohort's lists are %v, want %v", got, want)
		}
		reached := 0
		for title, n := range got {
			if strings.Contains(title, "進んだ") {
				reached++
				if n != want[title] {
					t.Errorf("%s: %q opens %d, counted %d", view, title, n, want[title])
				}
			}
		}
		if reached != len(whole.Stages) {
			t.Errorf("%s opens %d stages of %d", view, reached, len(whole.Stages))
		}
	}
}

func TestTheTablesCountsOpenTheirLists(t *testing.T) {
	o := open(t, "sample", route.Funnels{})
	channels := o.groups(t, "channel")
	rows := append(slices.Clone(channels), o.groups(t, "")[0])
	taps := apptest.Find[*widgets.TapArea](o.page.Object())
	taps = taps[len(taps)-len(rows)*4:] // after those of the ranking
	for i, g := range rows {
		for j, s := range g.Stages {
			o.Tap(taps[i*4+j], 1, 1, 0)
			list := o.nav.Went[len(o.nav.Went)-1].(route.Prospects)
			if len(list.IDs) != s.Count {
				t.Errorf("row %d, stage %s opens %d, counted %d", i, s.Stage, len(list.IDs), s.Count)
			}
		}
	}
	o.nav.Went = nil
	chips := apptest.Find[*widgets.Chip](o.page.Object())
	o.Tap(chips[1], 1, 1, 0)
	o.OpenAll(o.charts()[0])
	if got, want := o.lists(t), behind(channels[0]); !maps.Equal(got, want) {
		t.Errorf("the first channel's funnel opens %v, want %v", got, want)
	}
}

func TestRankedStepsOpenWhoStayedBehind(t *testing.T) {
	o := open(t, "sample", route.Funnels{})
	for _, by := range []string{"", "channel"} {
		if by != "" {
			o.Tap(o.Button(o.page.Object(), "チャネル別"), 1, 1, 0)
		}
		q := *o.page.Route().(route.Funnels).Question
		q.By = by
		ranking, err := o.ws.Funnels.Ranking(t.Context(), q)
		if err != nil || len(ranking) == 0 {
			t.Fatal(ranking, err)
		}
		o.nav.Went = nil
		groups := o.groups(t, by)
		for i, b := range ranking {
			o.Tap(apptest.Find[*widgets.TapArea](o.page.Object())[i], 1, 1, 0)
			list := o.nav.Went[i].(route.Prospects)
			of := slices.IndexFunc(groups, func(g funnel.Group) bool { return g.Group == b.Group || g.Group != nil && *g.Group == *b.Group })
			if want := groups[of].Members(b.Stage, true); !slices.Equal(list.IDs, want) || len(want) == 0 {
				t.Errorf("by %q step %d opens %d, want %d", by, i+1, len(list.IDs), len(want))
			}
		}
	}
}

func TestCohortCellsOpenTheirLists(t *testing.T) {
	o := open(t, "sample", route.Funnels{})
	for i, stage := range []string{"interest", "consider", "buy"} {
		apptest.Find[*widgets.Segmented](o.page.Object())[1].OnChanged(i)
		o.Settle()
		o.OpenAll(o.charts()[1])
		got := slices.Sorted(maps.Values(o.lists(t)))
		grid, err := o.ws.Funnels.Grid(t.Context(), funnel.Question{Range: period.Range{From: period.Of(2026, 4, 1), To: period.Of(2026, 11, 30)}}, stage, []int{15, 30, 45, 60, 75, 90})
		if err != nil {
			t.Fatal(err)
		}
		var want []int
		for _, row := range grid {
			for _, c := range row.Cells {
				if c != nil {
					want = append(want, c.N)
				}
			}
		}
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s: cells open %v, want %v", stage, got, want)
		}
	}
}

func TestReloadNeverBlanks(t *testing.T) {
	for _, typing := range []bool{false, true} {
		o := open(t, "sample", route.Funnels{Typing: typing})
		before := o.texts()
		o.page.Reload()
		if got := o.texts(); got != before || before == "" {
			t.Errorf("while it reads again it shows %q", got)
		}
		o.Settle()
		if got := o.texts(); got != before {
			t.Errorf("read again it shows %q, before %q", got, before)
		}
	}
}

func TestEmptyWorkspacesSayWhatToDo(t *testing.T) {
	for _, template := range []string{"blank", "sales", "marketing"} {
		o := open(t, template, route.Funnels{})
		for i := range 3 {
			apptest.Find[*widgets.Segmented](o.page.Object())[0].OnChanged(i)
			o.Settle()
			o.nav.Went = nil
			o.Tap(o.Button(o.page.Object(), "会社リストを取り込む"), 1, 1, 0)
			if !slices.Equal(o.nav.Went, []route.Route{route.Import{Noun: "prospects"}}) {
				t.Errorf("%s: it went to %v", template, o.nav.Went)
			}
		}
	}
}

func TestStagesAreEdited(t *testing.T) {
	o := open(t, "sales", route.Funnels{})
	stages := func() string {
		all, err := o.ws.Funnels.Stages(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		var said []string
		for _, s := range all {
			said = append(said, words.In("ja").Name("stage", s.Key, s.Name)+":"+s.Measure)
		}
		return strings.Join(said, " ")
	}
	o.Tap(o.Button(o.page.Object(), "段階を編集"), 1, 1, 0)
	field := func(i int) *widgets.Field { return apptest.Find[*widgets.Field](o.page.Object())[i] }
	field(0).SetText("サイト訪問")
	field(1).SetText(" visits ")
	icons := apptest.Find[*widgets.IconButton](o.page.Object())
	o.Tap(icons[len(icons)-1], 1, 1, 0) // the last stage's bin
	o.Tap(o.Button(o.page.Object(), "段階を足す"), 1, 1, 0)
	field(6).SetText("契約")
	o.Tap(o.Button(o.page.Object(), "保存"), 1, 1, 0)
	if got, want := stages(), "サイト訪問:visits 興味: 検討: 契約:"; got != want {
		t.Errorf("stages are %q, want %q", got, want)
	}
	if len(o.nav.Undos) != 1 || o.nav.Undos[0] == nil {
		t.Fatal("no undo is offered")
	}
	if _, err := o.ws.Undo(t.Context()); err != nil || stages() != "認知: 興味: 検討: 購入:" {
		t.Errorf("after undo %q, %v", stages(), err)
	}
	o.page.Reload()
	o.Settle()
	o.Tap(o.Button(o.page.Object(), "段階を編集"), 1, 1, 0)
	field(0).SetText("まちがい")
	o.Tap(o.Button(o.page.Object(), "やめる"), 1, 1, 0)
	if got := stages(); strings.Contains(got, "まちがい") {
		t.Errorf("cancelled, and yet %q", got)
	}
}
