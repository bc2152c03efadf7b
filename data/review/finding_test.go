package review_test

import (
	"math"
	"testing"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/datatest"
	"shirube/data/kpi"
	"shirube/data/measure"
	"shirube/data/period"
	"shirube/data/review"
)

func calendar() period.Calendar { return period.Calendar{} }

// TestOctober is the story of the pictures: 112 appointments gave only 45
// meetings, outside what the months before it allow.
func TestOctober(t *testing.T) {
	ctx, st, news := t.Context(), datatest.Workspace(t), &change.Bus{}
	kpis := kpi.NewService(st, st, news, datatest.Clock, calendar)
	r := review.Reviewer{KPIs: kpis, Calendar: calendar}
	var values []measure.Value
	months := calendar().Periods(period.Month, period.Range{From: period.Of(2026, 4, 1), To: period.Of(2026, 11, 30)})
	for i, n := range [][2]float64{{48, 86}, {43, 78}, {55, 94}, {49, 91}, {42, 72}, {54, 93}, {45, 112}, {34, 61}} {
		values = append(values, measure.Value{Measure: "met", Day: months[i].From, Value: n[0]}, measure.Value{Measure: "booked", Day: months[i].From, Value: n[1]})
	}
	if err := st.SaveValues(ctx, datatest.Op, values); err != nil {
		t.Fatal(err)
	}
	for _, k := range []kpi.KPI{{Key: "meeting_rate", Formula: "met / booked", Unit: "ratio"}, {Key: "met_again", Formula: "booked * meeting_rate"}} {
		if err := kpis.Save(ctx, k); err != nil {
			t.Fatal(err)
		}
	}
	october, september := months[6], months[5]
	findings, err := r.Findings(ctx, october, september)
	if err != nil || len(findings) != 2 {
		t.Fatalf("%+v (%v)", findings, err)
	}
	rate := findings[0]
	if !rate.Signal || rate.Rule != review.Outside || rate.Above || *rate.Value >= *rate.Limits.Low || !rate.Provisional {
		t.Errorf("40.2 %% is a signal: %+v", rate)
	}
	var sum float64
	for _, d := range rate.Drivers {
		sum += d.Contribution
	}
	if math.Abs(sum-(45.0/112-54.0/93)) > 1e-12 || len(rate.Drivers) != 2 {
		t.Errorf("drivers %+v", rate.Drivers)
	}
	if november, err := r.Finding(ctx, "meeting_rate", months[7], october); err != nil || november.Signal || november.Limits.Mean != nil {
		t.Errorf("a running month is no signal: %+v (%v)", november, err)
	}
	chart, err := r.Chart(ctx, "meeting_rate", months)
	if err != nil || len(chart.Points) != 7 || chart.Points[6].Period != "2026-10" || *chart.Points[6].N != 112 || chart.Low != nil {
		t.Errorf("the running month is left out: %+v (%v)", chart, err)
	}
	drivers, change, err := r.Drivers(ctx, "met_again", october, september, "lmdi")
	if err != nil || len(drivers) != 2 || math.Abs(*change+9) > 1e-9 || drivers[0].Factor != "meeting_rate" {
		t.Errorf("54 → 45: %+v %v (%v)", drivers, change, err)
	}
	for code, ask := range map[data.Code][2]string{"drivers_not_product": {"meeting_rate", "lmdi"}, "unknown_method": {"met_again", "guess"}, "unknown_kpi": {"none", "shapley"}} {
		if _, _, err := r.Drivers(ctx, ask[0], october, september, ask[1]); data.CodeOf(err) != code {
			t.Errorf("%v: %v", ask, err)
		}
	}
	if _, _, err := r.Drivers(ctx, "met_again", october, calendar().LastYear(october), "shapley"); data.CodeOf(err) != "drivers_unmeasured" {
		t.Errorf("last year was not measured: %v", err)
	}
}
