package kpi_test

import (
	"math"
	"testing"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/datatest"
	"shirube/data/kpi"
	"shirube/data/measure"
	"shirube/data/period"
)

// TestPlanOverTheTree plans for a goal that is recorded, with the activity only
// standing under it, and for one that is a formula over its KPIs.
func TestPlanOverTheTree(t *testing.T) {
	ctx, st := t.Context(), datatest.Workspace(t)
	s := kpi.NewService(st, st, &change.Bus{}, datatest.Clock, func() period.Calendar { return period.Calendar{} })
	plan := func(goal *float64, p string) (kpi.Plan, error) {
		when, err := period.Calendar{}.Parse(p)
		if err != nil {
			t.Fatal(err)
		}
		return s.Plan(ctx, goal, when)
	}
	refused := func(want data.Code, goal *float64, p string) {
		t.Helper()
		if _, err := plan(goal, p); data.CodeOf(err) != want {
			t.Errorf("want %s, got %v", want, err)
		}
	}
	goal := 8000.0
	refused("no_goal", &goal, "2027-02")
	var values []measure.Value
	months := period.Calendar{}.Periods(period.Month, period.Range{From: period.Of(2025, 11, 1), To: period.Of(2026, 10, 31)})
	for i, m := range months {
		values = append(values, measure.Value{Measure: "income", Day: m.From, Value: 4000 + 100*float64(i%3-1)},
			measure.Value{Measure: "dialled", Day: m.From, Value: 200}, measure.Value{Measure: "hours", Day: m.From, Value: 20})
	}
	if err := st.SaveValues(ctx, datatest.Op, values[:12]); err != nil {
		t.Fatal(err)
	}
	for _, k := range []kpi.KPI{{Key: "sales", Formula: "income", Unit: "yen", Goal: true}, {Key: "hourly", Formula: "income / hours", Unit: "yen"},
		{Key: "calls", Formula: "dialled", Parent: "sales", Owner: "佐藤"}} {
		if err := st.SaveMeasure(ctx, datatest.Op, measure.Measure{Key: "hours", Over: measure.Sum, Unit: "count"}); err != nil {
			t.Fatal(err)
		}
		if err := s.Save(ctx, k); err != nil {
			t.Fatal(err)
		}
	}
	refused("plan_no_activity", &goal, "2027-02")
	calls := kpi.KPI{Key: "calls", Formula: "dialled", Parent: "sales", Controllable: true}
	if err := s.Save(ctx, calls); err != nil {
		t.Fatal(err)
	}
	fresh := func() {
		s = kpi.NewService(st, st, &change.Bus{}, datatest.Clock, func() period.Calendar { return period.Calendar{} })
	}
	fresh()
	refused("plan_short", &goal, "2027-02")
	if err := st.SaveValues(ctx, datatest.Op, values[12:]); err != nil {
		t.Fatal(err)
	}
	fresh()
	refused("plan_over", &goal, "2026-10")
	refused("plan_no_target", nil, "2027-02")
	p, err := plan(&goal, "2027-02") // twice what a month brings
	if err != nil || len(p.Needed) != 1 {
		t.Fatal(p, err)
	}
	e := p.Needed[0]
	if e.KPI != "calls" || e.Measure != "dialled" || math.Abs(*e.PerWeek/e.Now-8000/3700.0) > 0.9 || *e.PerWeek < e.Now*1.5 {
		t.Errorf("twice the income takes about twice the calls: %+v", e)
	}
	if err := s.SetTargets(ctx, []kpi.Target{{KPI: "sales", Period: "2027-02", Value: 3700}}); err != nil {
		t.Fatal(err)
	}
	fresh()
	when, _ := period.Calendar{}.Parse("2027-02")
	near, err := plan(nil, "2027-02") // about what a month brings
	if v, failed := s.Value(ctx, "sales", when); err != nil || failed != nil || v.Chance == nil || *v.Chance != near.Now || near.Now < 0.1 || near.Now > 0.9 || p.Now > 0.1 {
		t.Errorf("one question, one chance: %+v (%v), plan %v (%v)", v, failed, near.Now, err)
	}
	if v, err := s.Value(ctx, "calls", when); err != nil || v.Chance != nil {
		t.Errorf("only the KGI has a chance: %+v (%v)", v, err)
	}
	if err := s.Save(ctx, kpi.KPI{Key: "sales", Formula: "income", Unit: "yen", Goal: true, Direction: kpi.Down}); err != nil {
		t.Fatal(err)
	}
	fresh()
	refused("plan_down", &goal, "2027-02")
	if err := s.Save(ctx, kpi.KPI{Key: "sales", Formula: "hourly", Unit: "yen", Goal: true}); err != nil {
		t.Fatal(err)
	}
	fresh()
	refused("plan_level", &goal, "2027-02")
}
