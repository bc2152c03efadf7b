package funnels_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"shirube/app/apptest"
	"shirube/app/route"
	"shirube/app/widgets"
	"shirube/assets/words"
	"shirube/data/funnel"
	"shirube/data/period"
	"shirube/data/prospect"
)

// way opens the way of counting, ticks what is named, chooses the days from
// stage to stage and answers.
func (o *opened) way(t *testing.T, days string, tick ...int) {
	t.Helper()
	o.Tap(o.Button(o.page.Object(), "数え方"), 1, 1, 0)
	form := o.Window.Canvas().Overlays().Top()
	for _, i := range tick {
		o.Tap(apptest.Find[*widgets.Check](form)[i], 1, 1, 0)
	}
	if days != "" {
		apptest.Find[*widgets.Select](form)[0].SetKey(days)
	}
	o.Tap(o.Button(form, "この数え方で見る"), 1, 1, 0)
	o.Settle()
}

func (o *opened) question() funnel.Question { return *o.page.Route().(route.Funnels).Question }

// What is counted another way is another number, and the head says so, in the
// cohort, the grid and the other views alike.
func TestTheWayOfCountingIsSaid(t *testing.T) {
	o := open(t, "sample", route.Funnels{})
	all := o.groups(t, "")[0]
	gone := []int64{int64(all.Stages[3].Prospects[0]), int64(all.Stages[3].Prospects[1])}
	if err := o.ws.Prospects.Edit(t.Context(), gone, func(p *prospect.Prospect) { p.ClosedDay = period.Of(2026, 11, 1) }); err != nil {
		t.Fatal(err)
	}
	o.page.Reload()
	o.Settle()
	if strings.Contains(o.texts(), "数え方:") {
		t.Error("the usual way says that it is another")
	}
	o.way(t, "14", 0, 2)
	o.says(t, "数え方: 順番どおりに進んだものだけ ・ 次の段階まで14日以内 ・ 廃業した会社を除く")
	q := o.question()
	if !q.Strict || q.Step == nil || *q.Step != 14 || !slices.Equal(q.Where, prospect.Filter{{Field: "closed_day", Op: prospect.Is}}) {
		t.Fatalf("it asks %+v", q)
	}
	counted := o.groups(t, "")[0]
	w := words.In("ja")
	for i, s := range counted.Stages {
		o.says(t, w.Int(s.Count))
		if i > 0 && s.Count >= all.Stages[i].Count {
			t.Errorf("%s counts %d of %d", s.Stage, s.Count, all.Stages[i].Count)
		}
	}
	if counted.Stages[0].Count != all.Stages[0].Count-2 {
		t.Errorf("two are closed: %d of %d", counted.Stages[0].Count, all.Stages[0].Count)
	}
	o.nav.Went = nil
	o.OpenAll(o.charts()[0])
	if got, want := o.lists(t), behind(counted); !maps.Equal(got, want) {
		t.Errorf("the lists are %v, want %v", got, want)
	}

	apptest.Find[*widgets.Segmented](o.page.Object())[0].OnChanged(1)
	o.Settle()
	o.says(t, "数え方: 廃業した会社を除く")
	apptest.Find[*widgets.Segmented](o.page.Object())[0].OnChanged(0)
	o.Settle()
	other := o.page.Route().(route.Funnels)

	o.way(t, "0", 0, 2)
	if q := o.question(); q.Strict || q.Step != nil || len(q.Where) != 0 || strings.Contains(o.texts(), "数え方:") {
		t.Errorf("back to the usual it asks %+v", q)
	}
	back := open(t, "sample", other)
	back.says(t, "数え方: 順番どおりに進んだものだけ ・ 次の段階まで14日以内 ・ 廃業した会社を除く")
}

// A condition that came with the question stays, and is counted.
func TestOtherConditionsStay(t *testing.T) {
	tokyo := prospect.Condition{Field: "prefecture", Op: prospect.Is, Value: "東京都"}
	days := 90
	o := open(t, "sample", route.Funnels{Question: &funnel.Question{View: funnel.Cohort, By: "channel", Window: &days, Where: prospect.Filter{tokyo}}})
	o.way(t, "", 1)
	o.says(t, "数え方: 配信停止の会社を除く ・ ほかの条件 1件")
	if q := o.question(); !slices.Contains(q.Where, tokyo) || len(q.Where) != 2 {
		t.Errorf("it asks %+v", q.Where)
	}
	o.Tap(o.Button(o.page.Object(), "通常に戻す"), 1, 1, 0)
	o.Settle()
	if q := o.question(); q.Where != nil || strings.Contains(o.texts(), "数え方:") {
		t.Errorf("back to the usual it asks %+v", q)
	}
}

// TestWayPictures shows the way of counting and a funnel counted so.
func TestWayPictures(t *testing.T) {
	apptest.Gallery(t, func(t *testing.T, l apptest.Look, dir string) {
		days, step := 90, 30
		o := openIn(t, "sample", route.Funnels{}, l)
		q := o.question()
		q.Window, q.Way, q.Where = &days, funnel.Way{Strict: true, Step: &step}, funnel.Exclusions
		o = openIn(t, "sample", route.Funnels{Question: &q}, l)
		o.Save(dir, l.Name+"-counted.png")
		link := map[string]string{"ja": "数え方", "en": "Counting"}[l.Lang]
		o.Tap(o.Button(o.page.Object(), link), 1, 1, 0)
		o.Save(dir, l.Name+"-way.png")
	})
}
