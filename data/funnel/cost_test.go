package funnel_test

import (
	"fmt"
	"testing"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/datatest"
	"shirube/data/funnel"
	"shirube/data/measure"
	"shirube/data/period"
	"shirube/data/prospect"
)

// TestCostOfStages has a mixed funnel: 1,000 visits, of whom four became leads
// and two met in January and February. What came in within the last 30 days is
// too young, its spending too.
func TestCostOfStages(t *testing.T) {
	ctx, st := t.Context(), datatest.Workspace(t)
	s := funnel.NewService(st, st, st, &change.Bus{}, datatest.Clock)
	if err := s.SetStages(ctx, []funnel.Stage{{Key: "visit", Measure: "visits"}, {Key: "lead"}, {Key: "meeting"}, {Key: "won"}}); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"visits", "cost"} {
		if err := st.SaveMeasure(ctx, datatest.Op, measure.Measure{Key: key, Over: measure.Sum, Unit: "yen"}); err != nil {
			t.Fatal(err)
		}
	}
	value := func(key string, day int, channel string, v float64) measure.Value {
		return measure.Value{Measure: key, Day: datatest.Day(day), Channel: channel, Value: v}
	}
	if err := st.SetValues(ctx, datatest.Op, []measure.Value{
		value("visits", 0, "web", 600), value("visits", 31, "web", 400), value("visits", 60, "web", 5000),
		value("cost", 0, "web", 60000), value("cost", 31, "web", 30000), value("cost", 31, "fair", 10000), value("cost", 60, "web", 70000),
	}, nil); err != nil {
		t.Fatal(err)
	}
	ids, err := st.SaveProspects(ctx, datatest.Op, datatest.Prospects(1, 5))
	if err != nil {
		t.Fatal(err)
	}
	var entries []funnel.Entry
	for i, id := range ids {
		channel := "web"
		if i == 3 {
			channel = "referral"
		}
		entries = append(entries, funnel.Entry{Prospect: id, Stage: "lead", Day: datatest.Day([]int{1, 2, 35, 36, 65}[i]), Channel: channel})
		if i < 2 || i == 4 {
			entries = append(entries, funnel.Entry{Prospect: id, Stage: "meeting", Day: datatest.Day(66), Channel: channel})
		}
	}
	if _, err := st.SaveEntries(ctx, datatest.Op, entries); err != nil {
		t.Fatal(err)
	}
	days := 90
	q := funnel.Question{Range: period.Range{From: datatest.Day(0), To: datatest.Day(89)}, Window: &days, Today: datatest.Day(150)}
	told := func(q funnel.Question) (lines []string) {
		c, err := s.Costs(ctx, q, "cost")
		if err != nil || c == nil {
			t.Fatal(c, err)
		}
		for _, g := range c.Groups {
			line := "all"
			if g.Group != nil {
				line = *g.Group
			}
			for _, stage := range g.Stages {
				if line += " —"; stage.Each != nil {
					line = line[:len(line)-len("—")] + fmt.Sprint(*stage.Each)
				}
			}
			lines = append(lines, line)
		}
		return lines
	}
	if got, want := fmt.Sprint(told(q)), "[all 100 25000 50000 —]"; got != want {
		t.Errorf("costs are %s, want %s", got, want)
	}
	q.By = "channel"
	if got, want := fmt.Sprint(told(q)), "[web 90 30000 45000 — referral — — — —]"; got != want {
		t.Errorf("by channel %s, want %s", got, want)
	}
	q.By = "owner"
	if got, want := fmt.Sprint(told(q)), "[all — — — —]"; got != want {
		t.Errorf("by owner nothing is known: %s", got)
	}
	q.By, q.Where = "", prospect.Filter{{Field: "channel", Op: prospect.IsNot, Value: "moon"}}
	if got := fmt.Sprint(told(q)); got != "[all — — — —]" {
		t.Errorf("of some prospects nothing is known: %s", got)
	}
	if c, err := s.Costs(ctx, funnel.Question{View: funnel.Stock}, "cost"); c != nil || err != nil {
		t.Errorf("a stock has costs: %v, %v", c, err)
	}
	if _, err := s.Costs(ctx, funnel.Question{}, "nothing"); data.CodeOf(err) != "unknown_name" {
		t.Errorf("got %v", err)
	}
	if c, err := s.CostsIfMeasured(ctx, funnel.Question{}, "nothing"); c != nil || err != nil {
		t.Errorf("got %v, %v", c, err)
	}
}

func TestVelocity(t *testing.T) {
	ctx, st := t.Context(), datatest.Workspace(t)
	s := funnel.NewService(st, st, st, &change.Bus{}, datatest.Clock)
	quarter := funnel.Question{Range: period.Range{From: datatest.Day(0), To: datatest.Day(89)}}
	if v, err := s.Velocity(ctx, quarter); v != nil || err != nil {
		t.Errorf("without deals it is %v, %v", v, err)
	}
	ids, err := st.SaveProspects(ctx, datatest.Op, datatest.Prospects(1, 1))
	if err != nil {
		t.Fatal(err)
	}
	deal := func(outcome prospect.Outcome, amount int64, opened, closed int) prospect.Deal {
		d := prospect.Deal{Prospect: ids[0], Outcome: outcome, Opened: datatest.Day(opened)}
		if amount > 0 {
			d.Amount = &amount
		}
		if outcome != prospect.Open {
			d.Closed = datatest.Day(closed)
		}
		return d
	}
	if _, err := st.SaveDeals(ctx, datatest.Op, []prospect.Deal{
		deal(prospect.Won, 800000, 10, 30), deal(prospect.Won, 400000, 10, 50), deal(prospect.Won, 0, 20, 50), // 20, 40, 30 days; one without amount
		deal(prospect.Lost, 0, 5, 60), deal(prospect.Lost, 0, -9, -1), deal(prospect.Won, 9000000, 80, 95), // before the quarter; after it
		deal(prospect.Open, 0, 40, 0), deal(prospect.Open, 0, 88, 0), deal(prospect.Open, 0, 99, 0), // one opened later
	}); err != nil {
		t.Fatal(err)
	}
	v, err := s.Velocity(ctx, quarter)
	if err != nil || v.Open != 3 || v.Won != 3 || v.Lost != 1 || *v.WinRate != 0.75 || *v.MeanAmount != 600000 || *v.MedianDays != 30 || *v.PerDay != 3*0.75*600000/30 {
		t.Errorf("got %+v, %v", v, err)
	}
	quarter.Range = period.Range{From: datatest.Day(100), To: datatest.Day(120)}
	if v, err := s.Velocity(ctx, quarter); err != nil || v.Open != 3 || v.PerDay != nil || v.WinRate != nil {
		t.Errorf("nothing closed: %+v, %v", v, err)
	}
	quarter.Where = prospect.Filter{{Field: "name", Op: prospect.Is, Value: "nobody"}}
	if v, err := s.Velocity(ctx, quarter); err != nil || v.Open != 0 {
		t.Errorf("of nobody: %+v, %v", v, err)
	}
}
