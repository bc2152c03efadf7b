package review_test

import (
	"math"
	"slices"
	"testing"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/datatest"
	"shirube/data/kpi"
	"shirube/data/measure"
	"shirube/data/period"
	"shirube/data/review"
	"shirube/data/store"
)

// office is a workspace with one KPI, calls, measured from April 2025 on.
type office struct {
	*review.Service
	store  *store.Store
	kpis   *kpi.Service
	months []period.Period
}

func newOffice(t *testing.T, values ...float64) office {
	t.Helper()
	st, news := datatest.Workspace(t), &change.Bus{}
	kpis := kpi.NewService(st, st, news, datatest.Clock, calendar)
	months := calendar().Periods(period.Month, period.Range{From: period.Of(2025, 4, 1), To: period.Of(2026, 11, 30)})
	var recorded []measure.Value
	for i, v := range values {
		recorded = append(recorded, measure.Value{Measure: "dialled", Day: months[i].From, Value: v})
	}
	if err := st.SaveValues(t.Context(), datatest.Op, recorded); err != nil {
		t.Fatal(err)
	}
	if err := kpis.Save(t.Context(), kpi.KPI{Key: "calls", Name: "電話", Formula: "dialled"}); err != nil {
		t.Fatal(err)
	}
	return office{review.NewService(review.Reviewer{KPIs: kpis, Calendar: calendar}, st, datatest.Clock), st, kpis, months}
}

// calm are 18 months around 100, from April 2025 to September 2026, and an
// October far below.
var calm = []float64{100, 104, 98, 101, 97, 103, 99, 102, 100, 96, 104, 100, 98, 103, 99, 101, 97, 102, 60}

func (o office) explain(t *testing.T, text string) {
	t.Helper()
	fair := 38.0
	err := o.Explain(t.Context(), review.Cause{KPI: "calls", Period: "2026-10", Category: "campaign", Text: text,
		Evidence: []review.Evidence{{Label: "展示会", Value: &fair}}}, o.months[17])
	if err != nil {
		t.Fatal(err)
	}
}

func (o office) october(t *testing.T) review.Finding {
	t.Helper()
	r, err := o.Review(t.Context(), o.months[18], o.months[17])
	if err != nil || len(r.Findings) != 1 {
		t.Fatalf("%+v (%v)", r, err)
	}
	return r.Findings[0]
}

func TestReviewStaysAsItWasWritten(t *testing.T) {
	o, ctx := newOffice(t, calm...), t.Context()
	october := o.months[18]
	if err := o.kpis.SetTargets(ctx, []kpi.Target{{KPI: "calls", Period: "2026-10", Value: 100}}); err != nil {
		t.Fatal(err)
	}
	if n, err := o.Unexplained(ctx, october); err != nil || n != 1 {
		t.Fatalf("October waits for a cause: %d (%v)", n, err)
	}
	before := o.october(t)
	if !before.Signal || before.Above || *before.Target != 100 || before.Cause != nil {
		t.Fatalf("%+v", before)
	}
	var heard []string
	o.News = &change.Bus{}
	defer o.News.Subscribe(func(n change.News) { heard = append(heard, n.Op.Title) })()
	o.explain(t, "展示会の準備で電話できなかった")
	if !slices.Equal(heard, []string{"review.explain"}) {
		t.Errorf("of the cause one hears %q", heard)
	}
	if n, _ := o.Unexplained(ctx, october); n != 0 {
		t.Errorf("%d still wait", n)
	}

	// The target, the value itself, the past and the KPI change afterwards.
	late := []measure.Value{{Measure: "dialled", Day: o.months[18].From, Value: 99}, {Measure: "dialled", Day: o.months[3].From, Value: 900}}
	if err := o.store.SaveValues(ctx, datatest.Op, late); err != nil {
		t.Fatal(err)
	}
	if err := o.kpis.SetTargets(ctx, []kpi.Target{{KPI: "calls", Period: "2026-10", Value: 10}}); err != nil {
		t.Fatal(err)
	}
	fresh := kpi.NewService(o.store, o.store, &change.Bus{}, datatest.Clock, calendar)
	o.Service = review.NewService(review.Reviewer{KPIs: fresh, Calendar: calendar}, o.store, datatest.Clock)
	check := func() {
		t.Helper()
		after := o.october(t)
		if *after.Value != 60 || *after.Target != 100 || *after.Limits.Low != *before.Limits.Low || !after.Signal || after.Above || after.Rule != before.Rule {
			t.Errorf("the review of October changed: %+v", after)
		}
	}
	check()
	o.explain(t, "展示会の準備が長引いた")
	check()
	if err := fresh.Delete(ctx, "calls"); err != nil {
		t.Fatal(err)
	}
	check()
	if c := o.october(t).Cause; c == nil || c.Name != "電話" || c.Unit != "count" || c.Text != "展示会の準備が長引いた" || *c.Evidence[0].Value != 38 {
		t.Errorf("%+v", c)
	}
	if ps, err := o.List(ctx); err != nil || len(ps) != 1 || ps[0].Period != october.String() {
		t.Errorf("reviewed: %v (%v)", ps, err)
	}
}

func TestCauseIsUndoneToTheOneBefore(t *testing.T) {
	o := newOffice(t, calm...)
	o.explain(t, "最初")
	o.explain(t, "あとで")
	for _, want := range []string{"最初", ""} {
		if _, err := o.store.UndoLast(t.Context()); err != nil {
			t.Fatal(err)
		}
		c := o.october(t).Cause
		if want == "" && c != nil || want != "" && (c == nil || c.Text != want) {
			t.Errorf("want %q, have %+v", want, c)
		}
	}
}

func TestCauseNeedsKindAndWords(t *testing.T) {
	o := newOffice(t, calm...)
	for code, c := range map[data.Code]review.Cause{
		"cause_category": {KPI: "calls", Period: "2026-10", Category: "luck", Text: "x"},
		"cause_text":     {KPI: "calls", Period: "2026-10", Category: "people", Text: " \n"},
		"unknown_kpi":    {KPI: "none", Period: "2026-10", Category: "people", Text: "x"},
		"bad_period":     {KPI: "calls", Period: "October", Category: "people", Text: "x"},
	} {
		if err := o.Explain(t.Context(), c, o.months[17]); data.CodeOf(err) != code {
			t.Errorf("want %s, got %v", code, err)
		}
	}
}

func TestActionFromPlanToEffect(t *testing.T) {
	o, ctx := newOffice(t, append(calm[:12:12], 130, 128, 133, 131, 129, 130, 132)...), t.Context()
	gain := math.Pi
	due := period.Of(2026, 4, 10)
	id, err := o.SaveAction(ctx, review.Action{Period: "2026-03", Text: " 朝の1時間は電話だけ ", Owner: "佐藤", Due: due, KPI: "calls", Gain: &gain})
	if err != nil {
		t.Fatal(err)
	}
	all, err := o.Actions(ctx)
	if err != nil || len(all) != 1 || all[0].Text != "朝の1時間は電話だけ" || *all[0].Gain != gain || all[0].State != review.ActionOpen {
		t.Fatalf("%+v (%v)", all, err)
	}
	for day, soon := range map[period.Day]int{due - 8: 0, due - 7: 1, due + 90: 1} {
		if due, ahead := review.Open(all, day); len(due) != soon || len(ahead) != 1-soon {
			t.Errorf("on %v %d are due and %d ahead: it is called for a week ahead, and known for as long as it is open", day, len(due), len(ahead))
		}
	}
	if es, err := o.Effects(ctx); err != nil || len(es) != 0 {
		t.Errorf("nothing is done yet: %v (%v)", es, err)
	}
	if err := o.SetActionState(ctx, id, review.ActionDone, period.Of(2026, 4, 1)); err != nil {
		t.Fatal(err)
	}
	es, err := o.Effects(ctx)
	if err != nil || len(es) != 1 {
		t.Fatal(es, err)
	}
	if e := es[0]; e.Outcome != review.Worked || e.Rule != review.Outside || e.Since != 12 || e.Count != 7 || math.Abs(*e.After-913.0/7) > 1e-9 {
		t.Errorf("from 100 to 130 since April: %+v", e)
	}
	if err := o.SetActionState(ctx, id, review.ActionDone, period.Of(2026, 4, 2)); err != nil {
		t.Fatal(err)
	}
	if es, _ = o.Effects(ctx); es[0].Since != 12 || es[0].Count != 6 || es[0].Points[12].Period != "2026-05" {
		t.Errorf("done within April: April is of neither phase: %+v", es[0])
	}
	r, err := o.Review(ctx, o.months[11], o.months[10])
	if err != nil || len(r.Actions) != 1 {
		t.Errorf("March decided on it: %+v (%v)", r.Actions, err)
	}
	if _, err := o.store.UndoLast(ctx); err != nil {
		t.Fatal(err)
	}
	if all, _ = o.Actions(ctx); all[0].Done != period.Of(2026, 4, 1) || *all[0].Gain != gain {
		t.Errorf("undone: %+v", all[0])
	}
	if err := o.SetActionState(ctx, id, review.ActionOpen, 0); err != nil {
		t.Fatal(err)
	}
	if all, _ = o.Actions(ctx); all[0].Done.Known() {
		t.Error("an open action has no day on which it was done")
	}
	for code, a := range map[data.Code]review.Action{
		"action_text":           {Owner: "佐藤", Due: due, KPI: "calls", Period: "2026-03"},
		"action_owner":          {Text: "x", Due: due, KPI: "calls", Period: "2026-03"},
		"action_due":            {Text: "x", Owner: "佐藤", KPI: "calls", Period: "2026-03"},
		"unknown_kpi":           {Text: "x", Owner: "佐藤", Due: due, KPI: "none", Period: "2026-03"},
		"bad_period":            {Text: "x", Owner: "佐藤", Due: due, KPI: "calls", Period: "March"},
		"unknown_review_action": {ID: 99, Text: "x", Owner: "佐藤", Due: due, KPI: "calls", Period: "2026-03"},
	} {
		if _, err := o.SaveAction(ctx, a); data.CodeOf(err) != code {
			t.Errorf("want %s, got %v", code, err)
		}
	}
	if err := o.SetActionState(ctx, 99, review.ActionDone, 0); data.CodeOf(err) != "unknown_review_action" {
		t.Errorf("%v", err)
	}
}

func TestActionWithoutGainIsUndoneWithoutGain(t *testing.T) {
	o, ctx := newOffice(t, calm...), t.Context()
	id, err := o.SaveAction(ctx, review.Action{Period: "2026-10", Text: "x", Owner: "佐藤", Due: period.Of(2026, 12, 1), KPI: "calls"})
	if err != nil {
		t.Fatal(err)
	}
	if err := o.SetActionState(ctx, id, review.ActionDropped, 0); err != nil {
		t.Fatal(err)
	}
	if _, err := o.store.UndoLast(ctx); err != nil {
		t.Fatal(err)
	}
	if all, _ := o.Actions(ctx); all[0].Gain != nil || all[0].State != review.ActionOpen {
		t.Errorf("%+v", all[0])
	}
}
