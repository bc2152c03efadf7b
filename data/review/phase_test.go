package review_test

import (
	"testing"

	"shirube/data/datatest"
	"shirube/data/kpi"
	"shirube/data/measure"
	"shirube/data/review"
)

// grown are 12 months around 100, then 100 more for good.
func grown() []float64 {
	values := append([]float64{}, calm[:12]...)
	for _, v := range calm[:7] {
		values = append(values, v+100)
	}
	return values
}

// TestPhaseBeginsAfterAnExplainedShift: until somebody says that the process has
// changed, every month after a shift is a signal; afterwards its own limits hold.
func TestPhaseBeginsAfterAnExplainedShift(t *testing.T) {
	o, ctx := newOffice(t, grown()...), t.Context()
	october, shift := o.months[18], o.months[12]
	find := func() review.Finding {
		t.Helper()
		f, err := o.Finding(ctx, "calls", october, o.months[17])
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	say := func(changed bool) {
		t.Helper()
		c := review.Cause{KPI: "calls", Period: shift.String(), Category: "process", Text: "担当を2人にした", Shift: changed}
		if err := o.Explain(ctx, c, o.months[11]); err != nil {
			t.Fatal(err)
		}
	}
	chart := func() review.Chart {
		t.Helper()
		c, err := o.Chart(ctx, "calls", o.months[:20])
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	before := chart()
	if len(before.Phases) != 1 || before.Low == nil || *before.Points[0].Low != *before.Points[18].Low {
		t.Fatalf("one phase: %+v", before.Phases)
	}
	say(false)
	if len(chart().Phases) != 1 {
		t.Error("a cause alone changes no limits")
	}
	say(true)
	c := chart()
	if len(c.Phases) != 2 || c.Phases[1].From != shift.String() || c.Low != nil || c.Mean != nil || !c.Provisional {
		t.Fatalf("two phases, no limits that hold for both: %+v", c.Phases)
	}
	if low, high := c.Points[0], c.Points[18]; *low.High > 150 || *high.Low < 150 || c.Points[12].Range != nil {
		t.Errorf("limits before %v to %v and after %v to %v", *low.Low, *low.High, *high.Low, *high.High)
	}
	for _, p := range c.Points {
		if p.Rule != "" {
			t.Errorf("%s is a signal (%s) in its own phase", p.Period, p.Rule)
		}
	}
	if f := find(); f.Signal || f.Limits.Low == nil || *f.Limits.Low < 150 || !f.Provisional {
		t.Errorf("October is judged by its phase: %+v", f)
	}
	if _, err := o.store.UndoLast(ctx); err != nil {
		t.Fatal(err)
	}
	if len(chart().Phases) != 1 || !find().Signal {
		t.Error("undone, there is one phase again")
	}
	say(true)
	say(false)
	if len(chart().Phases) != 1 {
		t.Error("said otherwise, there is one phase again")
	}
}

func TestAMonthHasOneVerdict(t *testing.T) {
	o, ctx := newOffice(t, calm...), t.Context()
	f, err := o.Finding(ctx, "calls", o.months[18], o.months[17])
	if err != nil {
		t.Fatal(err)
	}
	home, err := o.Track(ctx, "calls", o.months[19]) // November runs
	if err != nil || home.Periods[home.Judged] != o.months[18] || home.Verdict.Rule != f.Rule || *home.Verdict.Limits.Low != *f.Limits.Low ||
		*home.Before.Low != *f.Limits.Low || *home.Before.High != *f.Limits.High {
		t.Errorf("Home shows %+v, the review %+v (%v)", home.Verdict, f, err)
	}
}

func TestCheckedReviewStandsAsItWas(t *testing.T) {
	o, ctx := newOffice(t, calm...), t.Context()
	october := o.months[18]
	if err := o.Check(ctx, review.Checklist{Period: "2026-10", Shared: true, Note: " 月曜に共有 "}, o.months[17]); err != nil {
		t.Fatal(err)
	}
	late := []measure.Value{{Measure: "dialled", Day: october.From, Value: 99}}
	if err := o.store.SaveValues(ctx, datatest.Op, late); err != nil {
		t.Fatal(err)
	}
	if err := o.kpis.SetTargets(ctx, []kpi.Target{{KPI: "calls", Period: "2026-10", Value: 10}}); err != nil {
		t.Fatal(err)
	}
	if f := o.october(t); *f.Value != 60 || f.Target != nil || !f.Signal {
		t.Errorf("a checked review changed: %+v", f)
	}
	if err := o.Check(ctx, review.Checklist{Period: "2026-10", Shared: true, Analysed: true}, o.months[17]); err != nil {
		t.Fatal(err)
	}
	all, err := o.List(ctx)
	if err != nil || len(all) != 1 || !all[0].Checklist.Analysed || all[0].Checklist.Note != "" || *o.october(t).Value != 60 {
		t.Errorf("checked again: %+v (%v)", all, err)
	}
	for range 2 {
		if _, err := o.store.UndoLast(ctx); err != nil {
			t.Fatal(err)
		}
	}
	r, err := o.Review(ctx, october, o.months[17])
	if err != nil || r.Checklist == nil || r.Checklist.Analysed || r.Checklist.Note != "月曜に共有" {
		t.Errorf("the first checklist holds again: %+v (%v)", r.Checklist, err)
	}
}
