package kpi_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/datatest"
	"shirube/data/kpi"
	"shirube/data/measure"
	"shirube/data/period"
	"shirube/data/prospect"
	"shirube/data/store"
)

type office struct {
	*kpi.Service
	st       *store.Store
	measures *measure.Service
}

func open(t *testing.T) office {
	st, news := datatest.Workspace(t), &change.Bus{}
	s := kpi.NewService(st, st, news, datatest.Clock, func() period.Calendar { return period.Calendar{} })
	return office{s, st, &measure.Service{Store: st, News: news}}
}

func p(t *testing.T, name string) period.Period {
	t.Helper()
	got, err := period.Calendar{}.Parse(name)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func (o office) set(t *testing.T, key, day, channel string, v float64) {
	t.Helper()
	if err := o.measures.Set(t.Context(), key, p(t, day).From, channel, &v); err != nil {
		t.Fatal(err)
	}
}

func (o office) save(t *testing.T, k kpi.KPI) {
	t.Helper()
	if err := o.Save(t.Context(), k); err != nil {
		t.Fatal(err)
	}
}

func (o office) value(t *testing.T, key, name string) kpi.Value {
	t.Helper()
	v, err := o.Value(t.Context(), key, p(t, name))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestValueIsTheFormulaOverTheSums(t *testing.T) {
	o := open(t)
	o.set(t, "clicks", "2026-10-01", "web", 1)
	o.set(t, "shown", "2026-10-01", "web", 10)
	o.set(t, "clicks", "2026-10-20", "mail", 40)
	o.set(t, "shown", "2026-10-20", "mail", 90)
	o.set(t, "shown", "2026-10-21", "fair", 5)
	o.save(t, kpi.KPI{Key: "ctr", Formula: "clicks ÷ shown", Unit: "ratio"})
	v := o.value(t, "ctr", "2026-10")
	if *v.Value != 41.0/105 || *v.Numerator != 41 || *v.Denominator != 105 || v.State != kpi.NoTarget || v.Partial {
		t.Errorf("got %+v", v)
	}
	if v := o.value(t, "ctr", "2026-09"); v.Value != nil || v.State != kpi.Unmeasured {
		t.Errorf("September was not measured: %+v", v)
	}
	if v := o.value(t, "ctr", "2026-12"); v.Value != nil || !v.Partial {
		t.Errorf("December has not come: %+v", v)
	}
	by, err := o.Breakdown(t.Context(), "ctr", p(t, "2026-10"))
	if err != nil || len(by) != 3 || *by[0].Group != "mail" || *by[1].Value != 0.1 || by[2].Value != nil {
		t.Errorf("by channel %+v (%v)", by, err)
	}
	o.set(t, "clicks", "2026-10-02", "web", 64)
	if v := o.value(t, "ctr", "2026-10"); *v.Value != 1 {
		t.Errorf("what is read must be fresh after news: %v", *v.Value)
	}
	if series, err := o.Series(t.Context(), "ctr", "", 3, p(t, "2026-11-22").From); err != nil || len(series) != 3 || series[1].Value == nil || !series[2].Partial || series[0].Value != nil {
		t.Errorf("series %+v (%v)", series, err)
	}
}

func TestDerivedMeasuresAreZeroOnceTheyAreKept(t *testing.T) {
	o := open(t)
	o.save(t, kpi.KPI{Key: "wins", Formula: "deal.won"})
	if v := o.value(t, "wins", "2026-10"); v.Value != nil {
		t.Errorf("no deal was ever kept, and yet there are %v wins", *v.Value)
	}
	ids, err := o.st.SaveProspects(t.Context(), datatest.Op, []prospect.Prospect{{Name: "青木商店"}})
	if err != nil {
		t.Fatal(err)
	}
	amount := int64(500000)
	deal := prospect.Deal{Prospect: ids[0], Amount: &amount, Opened: p(t, "2026-08-03").From, Closed: p(t, "2026-09-10").From, Outcome: prospect.Won}
	if _, err := o.st.SaveDeals(t.Context(), datatest.Op, []prospect.Deal{deal}); err != nil {
		t.Fatal(err)
	}
	o.save(t, kpi.KPI{Key: "repeat", Formula: "deal.repeat / deal.customers", Unit: "ratio"})
	for month, want := range map[string]float64{"2026-08": 0, "2026-09": 1, "2026-10": 0} {
		if v := o.value(t, "wins", month); v.Value == nil || *v.Value != want {
			t.Errorf("%s: %+v", month, v)
		}
	}
	if v := o.value(t, "wins", "2026-07"); v.Value != nil {
		t.Errorf("before deals were kept there were %v", *v.Value)
	}
	if by, err := o.Breakdown(t.Context(), "repeat", p(t, "2026-09")); err != nil || len(by) != 1 || *by[0].Denominator != 1 || by[0].Group != nil {
		t.Errorf("repeat by channel %+v (%v)", by, err)
	}
	if v := o.value(t, "repeat", "2026-09"); v.Value == nil || *v.Value != 0 || *v.Denominator != 1 {
		t.Errorf("one customer, none again: %+v", v)
	}
}

func TestMeanAmountIsOfDealsThatHaveOne(t *testing.T) {
	o := open(t)
	ids, err := o.st.SaveProspects(t.Context(), datatest.Op, []prospect.Prospect{{Name: "青木商店"}})
	if err != nil {
		t.Fatal(err)
	}
	var deals []prospect.Deal
	for _, amount := range []int64{300_000, 500_000, 0} {
		d := prospect.Deal{Prospect: ids[0], Opened: p(t, "2026-08-03").From, Closed: p(t, "2026-09-10").From, Outcome: prospect.Won}
		if amount > 0 {
			d.Amount = &amount
		}
		deals = append(deals, d)
	}
	if _, err := o.st.SaveDeals(t.Context(), datatest.Op, deals); err != nil {
		t.Fatal(err)
	}
	template, _ := kpi.FindTemplate("sales")
	if err := o.Install(t.Context(), template); err != nil {
		t.Fatal(err)
	}
	if v := o.value(t, "average_deal", "2026-09"); v.Value == nil || *v.Value != 400_000 || *v.Denominator != 2 || v.Unpriced == nil || *v.Unpriced != 1 {
		t.Errorf("two of three have an amount, 800,000 together: %+v", v)
	}
	if v := o.value(t, "annual_sales", "2026-09"); v.Unpriced == nil || *v.Unpriced != 1 {
		t.Errorf("the amount won lacks one deal's: %+v", v)
	}
	if v := o.value(t, "win_rate", "2026-09"); v.Unpriced != nil {
		t.Errorf("a rate of deals needs no amounts: %+v", v)
	}
}

func TestTargetsKeepTheirHistory(t *testing.T) {
	o := open(t)
	o.set(t, "calls", "2026-11-10", "", 10)
	o.save(t, kpi.KPI{Key: "all_calls", Formula: "calls"})
	for _, v := range []float64{30, 19} {
		if err := o.SetTargets(t.Context(), []kpi.Target{{KPI: "all_calls", Period: "2026-11", Value: v}}); err != nil {
			t.Fatal(err)
		}
	}
	v := o.value(t, "all_calls", "2026-11")
	if *v.Target != 19 || *v.Pace != 14 || v.State != kpi.Behind || !v.Partial {
		t.Errorf("14 of 19 working days have passed: %+v", v)
	}
	if all, err := o.Targets(t.Context()); err != nil || len(all) != 2 || all[0].Value != 30 || all[0].Set.IsZero() {
		t.Errorf("history %+v (%v)", all, err)
	}
	for code, target := range map[data.Code]kpi.Target{
		"unknown_kpi":   {KPI: "none", Period: "2026-11"},
		"bad_period":    {KPI: "all_calls", Period: "soon"},
		"target_number": {KPI: "all_calls", Period: "2026-11", Value: math.NaN()},
	} {
		if err := o.SetTargets(t.Context(), []kpi.Target{target}); data.CodeOf(err) != code {
			t.Errorf("%+v: %v", target, err)
		}
	}
}

func TestWhatCannotBeSaved(t *testing.T) {
	o := open(t)
	o.set(t, "calls", "2026-11-10", "", 10)
	o.save(t, kpi.KPI{Key: "a", Formula: "calls"})
	o.save(t, kpi.KPI{Key: "b", Formula: "a * 2", Parent: "a"})
	for code, k := range map[data.Code]kpi.KPI{
		"kpi_key":       {Key: "a.b", Formula: "calls"},
		"key_taken":     {Key: "calls", Formula: "a"},
		"kpi_cycle":     {Key: "a", Formula: "b + 1"},
		"unknown_name":  {Key: "c", Formula: "calls + nothing"},
		"kpi_unit":      {Key: "c", Formula: "calls", Unit: "dollars"},
		"kpi_grain":     {Key: "c", Formula: "calls", Grain: "hour"},
		"kpi_direction": {Key: "c", Formula: "calls", Direction: "left"},
		"unknown_kpi":   {Key: "c", Formula: "calls", Parent: "nobody"},
		"kpi_parent":    {Key: "a", Formula: "calls", Parent: "b"},
		"formula_empty": {Key: "c"},
	} {
		if err := o.Save(t.Context(), k); data.CodeOf(err) != code {
			t.Errorf("%+v: %v, want %s", k, err, code)
		}
	}
	if err := o.Add(t.Context(), kpi.KPI{Key: "b", Formula: "calls"}); data.CodeOf(err) != "key_taken" {
		t.Errorf("a new KPI took the place of another: %v", err)
	}
	if err := o.Delete(t.Context(), "a"); data.CodeOf(err) != "kpi_in_use" {
		t.Errorf("b is made of a: %v", err)
	}
	if err := o.Delete(t.Context(), "b"); err != nil {
		t.Error(err)
	}
	if list, err := o.List(t.Context()); err != nil || len(list) != 1 || list[0].Unit != "count" || list[0].Grain != period.Month || list[0].Position != 1 {
		t.Errorf("left are %+v (%v)", list, err)
	}
	if v, err := o.Preview(t.Context(), "calls / 4", p(t, "2026-11")); err != nil || *v.Value != 2.5 {
		t.Errorf("preview %+v (%v)", v, err)
	}
	if _, err := o.Preview(t.Context(), "calls / call", p(t, "2026-11")); data.CodeOf(err) != "unknown_name" {
		t.Errorf("preview of an unknown name: %v", err)
	}
}

// TestForecastKeepsItsBand lets an office work for two years with chance in
// its days, and looks whether 80 % bands hold about 80 % of what came.
func TestForecastKeepsItsBand(t *testing.T) {
	st, news := datatest.Workspace(t), &change.Bus{}
	now := datatest.Today
	s := kpi.NewService(st, st, news, func() time.Time { return now }, func() period.Calendar { return period.Calendar{} })
	r := rand.New(rand.NewPCG(9, 10))
	var values []measure.Value
	for d := p(t, "2024-01-01").From; d <= p(t, "2026-11-21").From; d++ {
		if (period.Calendar{}).WorkingDay(d) {
			values = append(values, measure.Value{Measure: "calls", Day: d, Value: float64(5 + r.IntN(11))})
		}
	}
	if err := st.SaveValues(t.Context(), datatest.Op, values); err != nil {
		t.Fatal(err)
	}
	if err := s.Save(t.Context(), kpi.KPI{Key: "all_calls", Formula: "calls"}); err != nil {
		t.Fatal(err)
	}
	held, tries := 0, 0
	for month := p(t, "2025-01"); month.To < p(t, "2026-11").From; month = (period.Calendar{}).Next(month) {
		now = (month.From + 14).Time()
		guess, err := s.Value(t.Context(), "all_calls", month)
		if err != nil || guess.Forecast == nil || *guess.Low > *guess.Forecast || *guess.High < *guess.Forecast {
			t.Fatalf("%s: %+v (%v)", month, guess, err)
		}
		now = datatest.Today
		came, err := s.Value(t.Context(), "all_calls", month)
		if err != nil || came.Forecast != nil {
			t.Fatalf("a month that is over is forecast: %+v (%v)", came, err)
		}
		tries++
		if *came.Value >= *guess.Low && *came.Value <= *guess.High {
			held++
		}
	}
	if held < tries*6/10 || held == tries {
		t.Errorf("the 80 %% band held %d of %d months", held, tries)
	}
	if year, err := s.Value(t.Context(), "all_calls", p(t, "FY2026")); err != nil || year.Forecast == nil || *year.Forecast < 2000 || *year.Forecast > 2900 {
		t.Errorf("the year ends at %+v (%v)", year, err)
	}
	now = p(t, "2024-05-15").From.Time()
	if early, err := s.Value(t.Context(), "all_calls", p(t, "2024-05")); err != nil || early.Forecast != nil {
		t.Errorf("four months are no band: %+v (%v)", early, err)
	}
}

// What was one thing to the user is taken back as one.
func TestOneUndoTakesBackOneThing(t *testing.T) {
	o := open(t)
	keys := func() (goal string, n int) {
		kpis, err := o.List(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range kpis {
			if k.Goal {
				goal += k.Key
			}
		}
		return goal, len(kpis)
	}
	undo := func() {
		t.Helper()
		if _, err := o.st.UndoLast(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	o.save(t, kpi.KPI{Key: "first", Formula: "deal.won", Goal: true})
	o.save(t, kpi.KPI{Key: "second", Formula: "deal.won", Goal: true})
	if goal, n := keys(); goal != "second" || n != 2 {
		t.Errorf("the goal is %q of %d", goal, n)
	}
	undo()
	if goal, n := keys(); goal != "first" || n != 1 {
		t.Errorf("after the undo the goal is %q of %d", goal, n)
	}
	if err := o.Install(t.Context(), kpi.Templates[0]); err != nil {
		t.Fatal(err)
	}
	if goal, n := keys(); goal != "annual_sales" || n != 1+len(kpi.Templates[0].KPIs) {
		t.Errorf("installed, the goal is %q of %d", goal, n)
	}
	undo()
	if goal, n := keys(); goal != "first" || n != 1 {
		t.Errorf("after the undo the goal is %q of %d", goal, n)
	}
}

// Each KPI names the one below it twice: computed name by name, the last would
// take a million years.
func TestKPIsOnTopOfEachOtherAreComputedOnce(t *testing.T) {
	o := open(t)
	o.set(t, "calls", "2026-10-05", "", 1)
	kpis, below := []kpi.KPI{}, "calls"
	for i := range 60 {
		k := kpi.KPI{Key: fmt.Sprintf("k%d", i), Formula: fmt.Sprintf("(%s + %[1]s) / 2", below), Unit: "count", Direction: kpi.Up, Grain: period.Month}
		if i > 0 {
			k.Formula += fmt.Sprintf(" + 0 * k%d", max(0, i-2))
		}
		kpis, below = append(kpis, k), k.Key
	}
	if err := o.st.SaveKPI(t.Context(), datatest.Op, kpis...); err != nil {
		t.Fatal(err)
	}
	done := make(chan kpi.Value)
	go func() { v, _ := o.Value(context.Background(), below, p(t, "2026-10")); done <- v }()
	select {
	case v := <-done:
		if v.Value == nil || *v.Value != 1 {
			t.Errorf("got %+v", v)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("still computing")
	}
}

// A guess in proportion knows nothing from nothing: without a win so far it
// must not foretell none, and surely not with a band from 0 to 0.
func TestNothingSoFarForetellsNothing(t *testing.T) {
	o := open(t)
	for month := p(t, "2025-09"); month.To < p(t, "2026-11").From; month = (period.Calendar{}).Next(month) {
		for d := month.From; d <= month.To; d++ {
			o.set(t, "visits", d.String(), "", 2)
		}
	}
	o.set(t, "visits", "2026-11-02", "", 0)
	o.save(t, kpi.KPI{Key: "all", Formula: "visits"})
	if err := o.SetTargets(t.Context(), []kpi.Target{{KPI: "all", Period: "2026-11", Value: 60}}); err != nil {
		t.Fatal(err)
	}
	if v := o.value(t, "all", "2026-11"); v.Value == nil || *v.Value != 0 || v.Forecast != nil || v.Low != nil || v.Chance != nil {
		t.Errorf("got %+v", v)
	}
}

func TestTemplatesInstall(t *testing.T) {
	for _, template := range kpi.Templates {
		o := open(t)
		if err := o.st.SetStages(t.Context(), datatest.Op, template.Stages); err != nil {
			t.Fatal(err)
		}
		if err := o.Install(t.Context(), template); err != nil {
			t.Fatalf("%s: %v", template.Key, err)
		}
		values, err := o.Values(t.Context(), p(t, "2026-10"))
		if err != nil || len(values) != len(template.KPIs) {
			t.Fatalf("%s: %d values (%v)", template.Key, len(values), err)
		}
		for _, v := range values {
			if v.Value != nil || v.State != kpi.Unmeasured {
				t.Errorf("%s: %s is a number without data: %v", template.Key, v.Key, *v.Value)
			}
		}
		tree, err := o.Tree(t.Context(), p(t, "2026-10"))
		if err != nil || len(template.KPIs) > 0 && (len(tree) != 1 || !tree[0].KPI.Goal || len(tree[0].Children) == 0) {
			t.Errorf("%s: the tree has %d roots (%v)", template.Key, len(tree), err)
		}
	}
	if _, err := kpi.FindTemplate("other"); data.CodeOf(err) != "unknown_template" {
		t.Errorf("got %v", err)
	}
	if !slices.ContainsFunc(kpi.Templates, func(t kpi.Template) bool { return t.Key == "blank" && len(t.KPIs) == 0 && len(t.Stages) == 4 }) {
		t.Error("blank has the four default stages and no KPIs")
	}
}
