package report_test

import (
	"testing"
	"time"

	"shirube/data/datatest"
	"shirube/data/period"
	"shirube/data/report"
	"shirube/data/review"
)

func TestAReportTellsWhatMovedTheGoalAndWhatIsDoneAboutIt(t *testing.T) {
	s, st := office(t)
	for _, a := range []review.Action{
		{Period: "2026-10", Text: "名刺は先に聞き取り", Owner: "田中", Due: period.Of(2026, time.December, 1), KPI: "meeting_rate", State: review.ActionOpen, Added: period.Of(2026, time.November, 2)},
		{Period: "2026-10", Text: "やめたこと", Owner: "田中", Due: period.Of(2026, time.September, 1), KPI: "meeting_rate", State: review.ActionDropped, Added: period.Of(2026, time.August, 2)},
		{Period: "2026-05", Text: "電話を早く", Owner: "佐藤", Due: period.Of(2026, time.June, 1), KPI: "meeting_rate", State: review.ActionDone, Done: period.Of(2026, time.June, 1), Added: period.Of(2026, time.May, 2)},
		{Period: "2024-10", Text: "昔のこと", Owner: "佐藤", Due: period.Of(2024, time.November, 1), KPI: "meeting_rate", State: review.ActionDone, Done: period.Of(2024, time.November, 1), Added: period.Of(2024, time.October, 2)},
	} {
		if _, err := st.SaveReviewAction(t.Context(), datatest.Op, a); err != nil {
			t.Fatal(err)
		}
	}
	doc, err := s.Compute(t.Context(), report.Request{Period: october(t)})
	if err != nil {
		t.Fatal(err)
	}
	m := doc.Movement
	if m == nil || m.From.String() != "2026-09" || *m.Finding.Value != 45 || m.Names.Names["held"] != "商談" {
		t.Fatalf("movement: %+v", m)
	}
	sum := 0.0
	for _, d := range m.Finding.Drivers {
		sum += d.Contribution
	}
	if change := *m.Finding.Value - *m.Finding.Previous; sum != change {
		t.Errorf("the drivers add up to %v, the goal moved by %v", sum, change)
	}
	if c := doc.Causes; c == nil || len(c.Actions) != 1 || len(c.Effects) != 1 || c.Effects[0].Action.Text != "電話を早く" {
		t.Errorf("causes: %+v", c)
	}
	if b := doc.Summary; b == nil || b.Movement != m || len(b.Signals) == 0 || b.Signals[0].KPI.Key != "meeting_rate" {
		t.Errorf("summary: %+v", b)
	}

	short, err := s.Compute(t.Context(), report.Request{Period: october(t), Sections: []report.Section{report.Summary}})
	if err != nil {
		t.Fatal(err)
	}
	if short.Summary == nil || short.Summary.Movement == nil || short.Movement != nil || short.Causes != nil || short.KPIs != nil {
		t.Errorf("only the summary was asked for: %+v", short)
	}
}

func TestEveryTemplateIsOfSectionsThereAre(t *testing.T) {
	known := map[report.Section]bool{}
	for _, s := range report.Sections {
		known[s] = true
	}
	for _, each := range report.Templates {
		found, err := report.TemplateOf(each.Key)
		if err != nil || len(found.Sections) == 0 {
			t.Errorf("%s: %v", each.Key, err)
		}
		for _, s := range found.Sections {
			if !known[s] {
				t.Errorf("%s has the unknown section %s", each.Key, s)
			}
		}
	}
}
