package funnels_test

import (
	"strings"
	"testing"

	"shirube/app/apptest"
	"shirube/app/route"
	"shirube/app/widgets"
	"shirube/assets/words"
	"shirube/data/funnel"
	"shirube/data/kpi"
)

// rates types into the form for the rates and answers it.
func (o *opened) rates(t *testing.T, texts ...string) {
	t.Helper()
	form := o.Window.Canvas().Overlays().Top()
	for i, f := range apptest.Find[*widgets.Field](form) {
		f.SetText(texts[i])
	}
	o.Tap(o.Button(form, "効果を見る"), 1, 1, 0)
	o.Settle()
}

// targeted gives the step to consider a target.
func (o *opened) targeted(t *testing.T, rate float64) {
	t.Helper()
	if err := o.ws.KPIs.Save(t.Context(), kpi.KPI{Key: "consider_rate", Formula: "entry.consider / entry.interest", Unit: "ratio"}); err != nil {
		t.Fatal(err)
	}
	if err := o.ws.KPIs.SetTargets(t.Context(), []kpi.Target{{KPI: "consider_rate", Period: "FY2026", Value: rate}}); err != nil {
		t.Fatal(err)
	}
}

// rate is today's rate of the step to a stage, as it is written.
func (o *opened) rate(t *testing.T, stage string) string {
	t.Helper()
	for _, c := range o.groups(t, "")[0].Stages {
		if c.Stage == stage {
			return words.In("ja").Percent(*c.FromPrevious)
		}
	}
	t.Fatalf("there is no stage %s", stage)
	return ""
}

func TestStepsAreRaisedToTargets(t *testing.T) {
	o := open(t, "sample", route.Funnels{})
	o.choose(t, "target")
	o.says(t, "目標を入れると、ここに出ます")
	o.targeted(t, 0.3)
	o.page.Reload()
	o.Settle()
	o.says(t, o.rate(t, "consider")+" → 30.0%", "目標がありません")
	if n := strings.Count(o.texts(), "目標がありません"); n != 2 {
		t.Errorf("two steps have no target, it says so %d times", n)
	}
	if got := o.page.Route().(route.Funnels).Toward; got != route.TowardTarget {
		t.Errorf("the route is toward %q", got)
	}
	o.Tap(o.Button(o.page.Object(), "チャネル別"), 1, 1, 0)
	if strings.Contains(o.texts(), "目標がありません") {
		t.Error("what has no target is said once, not for each channel")
	}
}

func TestStepsAreRaisedToTypedRates(t *testing.T) {
	o := open(t, "sample", route.Funnels{})
	o.choose(t, "typed")
	o.rates(t, "20", "30%", "")
	q := *o.page.Route().(route.Funnels).Question
	q.By = ""
	ranking, _, err := o.ws.Funnels.Raise(t.Context(), q, funnel.Aims{"consider": 0.3})
	if err != nil || len(ranking) != 1 {
		t.Fatal(ranking, err)
	}
	w := words.In("ja")
	raise := o.rate(t, "consider") + " → 30.0%"
	o.says(t, raise, w.SignedValue(ranking[0].ValueAtStake, "yen"), "20.0%はいまの率"+o.rate(t, "interest")+"以下なので効果なし", "入れた率")
	if strings.Contains(o.texts(), "検討 → 購入") {
		t.Error("nothing was typed for the last step")
	}
	o.nav.Went = nil
	o.Tap(apptest.Find[*widgets.TapArea](o.page.Object())[0], 1, 1, 0)
	whole := o.groups(t, "")[0]
	if list := o.nav.Went[0].(route.Prospects); len(list.IDs) != whole.Stages[1].Count-whole.Stages[2].Count {
		t.Errorf("the step opens %d", len(list.IDs))
	}

	back := open(t, "sample", o.page.Route().(route.Funnels))
	back.says(t, raise)

	o.Tap(o.Button(o.page.Object(), "率を変える"), 1, 1, 0)
	form := o.Window.Canvas().Overlays().Top()
	fields := apptest.Find[*widgets.Field](form)
	if fields[1].Text() != "30.0" {
		t.Errorf("it begins with %q", fields[1].Text())
	}
	o.rates(t, "", "130", "")
	if !strings.Contains(strings.Join(apptest.Texts(form), " "), "0から100までの数を入れます") {
		t.Error("130 % is taken")
	}
	o.rates(t, "", "", "")
	if r := o.page.Route().(route.Funnels); r.Toward != route.TowardReference || r.Rates != nil {
		t.Errorf("with nothing typed it is toward %q", r.Toward)
	}
}

// TestTowardPictures shows the ranking towards targets and typed rates.
func TestTowardPictures(t *testing.T) {
	apptest.Gallery(t, func(t *testing.T, l apptest.Look, dir string) {
		o := openIn(t, "sample", route.Funnels{}, l)
		o.choose(t, "target")
		o.Save(dir, l.Name+"-no-target.png")
		o.targeted(t, 0.3)
		o.page.Reload()
		o.Settle()
		o.Save(dir, l.Name+"-target.png")
		o.choose(t, "typed")
		o.Save(dir, l.Name+"-rates.png")
	})
}
