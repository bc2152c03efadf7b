package report_test

import (
	"context"
	"reflect"
	"testing"
	"time"

	"shirube/data/change"
	"shirube/data/datatest"
	"shirube/data/funnel"
	"shirube/data/intake"
	"shirube/data/kpi"
	"shirube/data/measure"
	"shirube/data/period"
	"shirube/data/report"
	"shirube/data/review"
	"shirube/data/setting"
	"shirube/data/store"
)

type imported []intake.Import

func (i imported) Imports(context.Context) ([]intake.Import, error) { return i, nil }

// office is a workspace with 25 months of appointments and meetings, of which
// October 2026 had 112 and only 45.
func office(t *testing.T) (*report.Service, *store.Store) {
	t.Helper()
	ctx := t.Context()
	st := datatest.Workspace(t)
	calendar := func() period.Calendar { return period.Calendar{} }
	news := &change.Bus{}
	kpis := kpi.NewService(st, st, news, datatest.Clock, calendar)
	s := &report.Service{
		KPIs: kpis, Funnels: funnel.NewService(st, st, st, news, datatest.Clock), Measures: st, Logos: st, Calendar: calendar, Clock: datatest.Clock,
		Reviews: review.NewService(review.Reviewer{KPIs: kpis, Calendar: calendar}, st, datatest.Clock),
		Settings: func() setting.Settings {
			return setting.Settings{Title: "営業部", Company: "しるべ商事", Window: 90}
		},
		Imports: imported{
			{ID: 4, Noun: "prospects", File: "展示会.csv", At: "2026-10-04T16:00:00Z", Result: intake.Result{Rows: 742, RejectedCount: 3},
				Rejects: []intake.Rejected{{Code: "bad_number"}, {Code: "bad_day"}, {Code: "bad_day"}}},
			{ID: 5, Noun: "deals", File: "clean.csv", At: "2026-10-05T00:00:00Z", Result: intake.Result{Rows: 9}},
			{ID: 6, Noun: "deals", File: "undone.csv", At: "2026-10-06T00:00:00Z", Undone: true, Result: intake.Result{Rows: 9, RejectedCount: 9}},
			{ID: 1, Noun: "deals", File: "old.csv", At: "2026-09-30T00:00:00Z", Result: intake.Result{Rows: 9, RejectedCount: 9}},
			{ID: 9, Noun: "measures", File: "late.csv", At: "2026-11-02T00:00:00Z", Result: intake.Result{Rows: 30, RejectedCount: 1, Rejected: []intake.Rejected{{Code: "bad_number"}}}},
		},
	}
	for _, m := range []measure.Measure{{Key: "appointments", Name: "アポ", Over: measure.Sum, Unit: "count"}, {Key: "held", Name: "商談", Over: measure.Sum, Unit: "count"}} {
		if err := st.SaveMeasure(ctx, datatest.Op, m); err != nil {
			t.Fatal(err)
		}
	}
	var values []measure.Value
	month := period.Of(2024, time.October, 15)
	for i := range 25 {
		n, held := 90+float64(i%5), 50+float64(i%3)
		if i == 24 {
			n, held = 112, 45
		}
		values = append(values, measure.Value{Measure: "appointments", Day: month, Value: n}, measure.Value{Measure: "held", Day: month, Value: held})
		month = month.AddMonths(1)
	}
	if err := st.SaveValues(ctx, datatest.Op, values); err != nil {
		t.Fatal(err)
	}
	for _, k := range []kpi.KPI{
		{Key: "year_held", Name: "年間商談", Formula: "held", Grain: period.Year, Goal: true},
		{Key: "meeting_rate", Name: "商談化率", Formula: "held / appointments", Unit: "ratio"},
		{Key: "twice", Formula: "meeting_rate * 2", Unit: "ratio"},
	} {
		if err := kpis.Save(ctx, k); err != nil {
			t.Fatal(err)
		}
	}
	broken := kpi.KPI{Key: "broken", Name: "壊れた", Formula: "gone / held", Unit: "ratio", Direction: kpi.Up, Grain: period.Month, Position: 9}
	if err := st.SaveKPI(ctx, datatest.Op, broken); err != nil {
		t.Fatal(err)
	}
	if err := kpis.SetTargets(ctx, []kpi.Target{{KPI: "meeting_rate", Period: "2026-10", Value: 0.55}, {KPI: "year_held", Period: "FY2026", Value: 600}}); err != nil {
		t.Fatal(err)
	}
	return s, st
}

func october(t *testing.T) period.Period {
	p, err := period.Calendar{}.Parse("2026-10")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestADocumentSaysWhatHappened(t *testing.T) {
	s, st := office(t)
	ids, err := st.SaveProspects(t.Context(), datatest.Op, datatest.Prospects(1, 200))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := st.SaveEntries(t.Context(), datatest.Op, datatest.Entries(1, ids)); err != nil {
		t.Fatal(err)
	}
	doc, err := s.Compute(t.Context(), report.Request{Period: october(t)})
	if err != nil {
		t.Fatal(err)
	}
	if doc.Title != "営業部" || doc.Company != "しるべ商事" || !doc.Complete || doc.Made.String() != "2026-11-22" || doc.Previous.String() != "2026-09" {
		t.Errorf("heading: %+v", doc)
	}
	if doc.Goal == nil || doc.Goal.Year.String() != "FY2026" || *doc.Goal.Value.Target != 600 {
		t.Errorf("goal: %+v", doc.Goal)
	}
	if len(doc.KPIs) != 3 {
		t.Fatalf("%d KPIs, want the three that are not the goal", len(doc.KPIs))
	}
	rate := doc.KPIs[0]
	last := rate.Last()
	if len(rate.Points) != report.Shown || last.Period.String() != "2026-10" || rate.Points[0].Period.String() != "2025-10" {
		t.Fatalf("points from %v to %v", rate.Points[0].Period, last.Period)
	}
	if *last.Value.Numerator != 45 || *last.Value.Denominator != 112 || *last.Value.Value != 45.0/112 || last.Value.State != kpi.Behind {
		t.Errorf("October: %+v", last.Value)
	}
	if last.Rule != "outside" || last.Low == nil || *last.Low < 45.0/112 {
		t.Errorf("October is no signal: rule %q, low %v", last.Rule, last.Low)
	}
	for _, p := range rate.Points[:len(rate.Points)-1] {
		if p.Rule != "" {
			t.Errorf("%s is a signal (%s): October moved the limits it is judged by", p.Period, p.Rule)
		}
	}
	if broken := doc.KPIs[2]; broken.KPI.Key != "broken" || broken.Last().Value.Value != nil || broken.Last().Value.State != kpi.Unmeasured {
		t.Errorf("the broken KPI: %+v", broken)
	}
	if len(doc.Trends) != 2 {
		t.Errorf("%d trends, want the two with values", len(doc.Trends))
	}
	if q := doc.Funnel.Question; q.View != funnel.Cohort || q.Range.From.String() != "2026-04-01" || q.Range.To.String() != "2026-07-31" {
		t.Errorf("funnel: %+v", q)
	}
	whole, parts := doc.Funnel.Result.Groups[0].Stages[0].Count, 0
	for _, g := range doc.Channels.Result.Groups {
		parts += g.Stages[0].Count
	}
	if whole == 0 || whole != parts {
		t.Errorf("the funnel has %d entries, its channels %d", whole, parts)
	}
	want := []report.Rejection{
		{Import: 4, Day: period.Of(2026, time.October, 4), Noun: "prospects", File: "展示会.csv", Rows: 742, Count: 3, Codes: []report.CodeCount{{Code: "bad_day", Count: 2}, {Code: "bad_number", Count: 1}}},
		{Import: 9, Day: period.Of(2026, time.November, 2), Noun: "measures", File: "late.csv", Rows: 30, Count: 1, Codes: []report.CodeCount{{Code: "bad_number", Count: 1}}},
	}
	if !reflect.DeepEqual(doc.Rejected, want) {
		t.Errorf("rejected: %+v", doc.Rejected)
	}
	if len(doc.Definitions) != 3 {
		t.Fatalf("definitions: %+v", doc.Definitions)
	}
	if d := doc.Definitions[1]; d.Names["held"] != "商談" || d.Names["appointments"] != "アポ" {
		t.Errorf("definition: %+v", d)
	}
	if d := doc.Definitions[2]; !d.KPIs["meeting_rate"] || d.Names["meeting_rate"] != "商談化率" {
		t.Errorf("definition: %+v", d)
	}
	again, err := s.Compute(t.Context(), report.Request{Period: october(t)})
	if err != nil || !reflect.DeepEqual(again, doc) {
		t.Errorf("the same request gave another document (%v)", err)
	}
}

func TestARunningPeriodIsNoSignal(t *testing.T) {
	s, st := office(t)
	day := period.Of(2026, time.November, 4)
	if err := st.SaveValues(t.Context(), datatest.Op, []measure.Value{{Measure: "appointments", Day: day, Value: 20}, {Measure: "held", Day: day, Value: 0}}); err != nil {
		t.Fatal(err)
	}
	november, err := period.Calendar{}.Parse("2026-11")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := s.Compute(t.Context(), report.Request{Period: november})
	if err != nil {
		t.Fatal(err)
	}
	last := doc.KPIs[0].Last()
	if doc.Complete || !last.Value.Partial || last.Rule != "" || last.Value.Value == nil {
		t.Errorf("November: complete %v, %+v", doc.Complete, last)
	}
}

func TestOnlyTheSectionsAskedForAreComputed(t *testing.T) {
	s, _ := office(t)
	doc, err := s.Compute(t.Context(), report.Request{Period: october(t), Sections: []report.Section{report.Trends}})
	if err != nil {
		t.Fatal(err)
	}
	if doc.Goal != nil || doc.KPIs != nil || doc.Funnel != nil || doc.Channels != nil || doc.Rejected != nil || doc.Definitions != nil {
		t.Errorf("parts that were not asked for: %+v", doc)
	}
	if len(doc.Trends) != 2 {
		t.Errorf("%d trends", len(doc.Trends))
	}
}

func TestAnEmptyWorkspaceHasADocument(t *testing.T) {
	s, _ := office(t)
	p, err := period.Calendar{}.Parse("2020-01")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := s.Compute(t.Context(), report.Request{Period: p})
	if err != nil {
		t.Fatal(err)
	}
	if len(doc.Trends) != 0 || doc.KPIs[0].Last().Value.Value != nil {
		t.Errorf("2020 has numbers: %+v", doc.KPIs[0].Last())
	}
}
