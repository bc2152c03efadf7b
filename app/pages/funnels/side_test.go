package funnels_test

import (
	"slices"
	"strings"
	"testing"

	"shirube/app/apptest"
	"shirube/app/route"
	"shirube/app/widgets"
	"shirube/assets/words"
	"shirube/charts"
	"shirube/data/funnel"
	"shirube/data/period"
)

// beside turns the card beside the funnel to what it can show: 0 the ranking,
// 1 two sides, 2 the cost.
func (o *opened) beside(i int) {
	all := apptest.Find[*widgets.Segmented](o.page.Object())
	all[len(all)-1].OnChanged(i)
	o.Settle()
}

// choose takes an option of the select that offers it.
func (o *opened) choose(t *testing.T, key string) {
	t.Helper()
	for _, s := range apptest.Find[*widgets.Select](o.page.Object()) {
		i := slices.IndexFunc(s.Options, func(o widgets.Option) bool { return o.Key == key })
		if i >= 0 {
			s.SetKey(key)
			s.OnChanged(s.Options[i])
			o.Settle()
			return
		}
	}
	t.Fatalf("nothing offers %q", key)
}

func (o *opened) says(t *testing.T, want ...string) {
	t.Helper()
	for _, text := range want {
		if !strings.Contains(o.texts(), text) {
			t.Errorf("it doesn't say %q:\n%s", text, o.texts())
		}
	}
}

func TestPeriodsAndGroupsSideBySide(t *testing.T) {
	o := open(t, "sample", route.Funnels{})
	o.beside(1)
	q := *o.page.Route().(route.Funnels).Question
	whole := q
	whole.By = ""
	year := period.Range{From: q.Range.From.AddMonths(-12), To: q.Range.To.AddMonths(-12)}
	_, _, all, err := o.ws.Funnels.Against(t.Context(), whole, year)
	if err != nil {
		t.Fatal(err)
	}
	w := words.In("ja")
	for _, s := range all[0].Stages[1:] {
		o.says(t, charts.GapText(s.FromPrevious, w), charts.GapInterval(s.FromPrevious, w))
	}
	taps := apptest.Find[*widgets.TapArea](o.page.Object())
	for i, g := range []funnel.Group{all[0].A, all[0].B} {
		o.Tap(taps[i+2], 1, 1, 0) // the second stage's: after the first's two
		if list := o.nav.Went[i].(route.Prospects); len(list.IDs) != g.Stages[1].Count {
			t.Errorf("side %d opens %d, counted %d", i, len(list.IDs), g.Stages[1].Count)
		}
	}
	o.nav.Went = nil
	o.choose(t, "before")
	o.says(t, "前の期間とくらべる")

	o.Tap(apptest.Find[*widgets.Chip](o.page.Object())[1], 1, 1, 0)
	o.choose(t, "group/Web")
	result, err := o.ws.Funnels.Funnel(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	c, err := result.Beside(*result.Groups[0].Group, "Web")
	if err != nil {
		t.Fatal(err)
	}
	o.says(t, charts.GapText(c.Stages[1].FromPrevious, w), charts.GapInterval(c.Stages[1].FromPrevious, w))
}

func TestWhatStagesCost(t *testing.T) {
	o := open(t, "sample", route.Funnels{})
	o.beside(2)
	q := *o.page.Route().(route.Funnels).Question
	q.By = ""
	costs, err := o.ws.Funnels.Costs(t.Context(), q, "cost")
	if err != nil {
		t.Fatal(err)
	}
	w := words.In("ja")
	o.says(t, "購入(CAC)", "パイプライン")
	for _, c := range costs.Groups[0].Stages {
		o.says(t, w.Value(c.Each, "yen"))
	}
	o.choose(t, "channel.last")
	if got := o.page.Route().(route.Funnels).Question.Touch; got != funnel.LastTouch {
		t.Errorf("the touch is %q", got)
	}
	o.says(t, "最後の接点")
	o.cost = "nothing"
	o.page.Reload()
	o.Settle()
	o.choose(t, "cost")
	if o.cost != "cost" {
		t.Errorf("the cost is %q", o.cost)
	}

	empty := open(t, "blank", route.Funnels{})
	empty.says(t, "会社リストを取り込む")
}

// The flow has no ranking, a stock nothing beside it.
func TestTheCardBesideFollowsTheView(t *testing.T) {
	o := open(t, "sample", route.Funnels{})
	for i, want := range [][2]bool{{true, true}, {false, true}, {false, false}} {
		apptest.Find[*widgets.Segmented](o.page.Object())[0].OnChanged(i)
		o.Settle()
		texts := o.texts()
		if got := [2]bool{strings.Contains(texts, "改善の効果"), strings.Contains(texts, "くらべる")}; got != want {
			t.Errorf("view %d shows ranking, comparison: %v, want %v", i, got, want)
		}
	}
}

// TestSidePictures shows what the card beside the funnel can show.
func TestSidePictures(t *testing.T) {
	apptest.Gallery(t, func(t *testing.T, l apptest.Look, dir string) {
		o := openIn(t, "sample", route.Funnels{}, l)
		for i, name := range []string{"ranking", "compare", "cost"} {
			o.beside(i)
			o.Save(dir, l.Name+"-"+name+".png")
		}
		o.beside(0)
		link := map[string]string{"ja": "チャネル別", "en": "By channel"}[l.Lang]
		o.Tap(o.Button(o.page.Object(), link), 1, 1, 0)
		o.Save(dir, l.Name+"-each.png")
		o.beside(1)
		o.Tap(apptest.Find[*widgets.Chip](o.page.Object())[1], 1, 1, 0)
		o.choose(t, "group/Web")
		o.Save(dir, l.Name+"-groups.png")
		apptest.Find[*widgets.Segmented](o.page.Object())[0].OnChanged(1)
		o.Settle()
		o.Save(dir, l.Name+"-flow.png")
	})
}
