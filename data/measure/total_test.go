package measure_test

import (
	"testing"
	"time"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/datatest"
	"shirube/data/measure"
	"shirube/data/period"
)

// month is the first day of a month of 2026.
func month(m int) period.Day { return period.Of(2026, time.Month(m), 1) }

func TestADayIsNotCountedBesideItsMonthsTotal(t *testing.T) {
	ctx, st := t.Context(), datatest.Workspace(t)
	s := &measure.Service{Store: st, News: &change.Bus{}}
	set := func(key string, d period.Day, channel string, v float64) error {
		return s.Set(ctx, key, d, channel, &v)
	}
	for _, m := range []measure.Measure{{Key: "visits"}, {Key: "score", Over: measure.Mean}, {Key: "members", Over: measure.Last}, {Key: "daily"}} {
		if err := s.Save(ctx, m); err != nil {
			t.Fatal(err)
		}
		for i := 4; i <= 9; i++ {
			if err := set(m.Key, month(i), "", 100); err != nil {
				t.Fatal(err)
			}
			if m.Key == "daily" {
				if err := set(m.Key, month(i)+1, "", 100); err != nil {
					t.Fatal(err) // it was never kept by month
				}
			}
		}
	}
	for what, err := range map[string]error{
		"another day":             set("visits", month(9)+14, "", 5),
		"a channel of that day":   set("visits", month(9), "web", 5),
		"a mean":                  set("score", month(8)+1, "", 5),
		"one in the midst of all": set("visits", month(7)+30, "fair", 5),
	} {
		if data.CodeOf(err) != measure.MonthTotal {
			t.Errorf("%s was counted beside the total: %v", what, err)
		}
	}
	five := 5.0
	for what, err := range map[string]error{
		"the total itself":             set("visits", month(9), "", 120),
		"a stock":                      set("members", month(9)+14, "", 90),
		"a month without total":        set("visits", month(10)+4, "", 5),
		"a day of what is kept by day": set("daily", month(9)+9, "", 5),
		"days in the total's place": s.SetAll(ctx, []measure.Typed{
			{Value: measure.Value{Measure: "visits", Day: month(8)}},
			{Value: measure.Value{Measure: "visits", Day: month(8) + 3}, Number: &five},
		}),
	} {
		if err != nil {
			t.Errorf("%s is refused: %v", what, err)
		}
	}
	if err := s.SetEach(ctx, []measure.Typed{
		{Value: measure.Value{Measure: "visits", Day: month(7) + 1}, Number: &five},
		{Value: measure.Value{Measure: "daily", Day: month(9) + 20}, Number: &five},
	}); data.CodeOf(err) != measure.MonthTotal {
		t.Errorf("one of two is refused: %v", err)
	}
	if values, err := st.Values(ctx, "daily", period.Range{From: month(9) + 20, To: month(9) + 20}); err != nil || len(values) != 1 {
		t.Errorf("the other wasn't kept: %v (%v)", values, err)
	}
	if values, err := st.Values(ctx, "visits", period.Range{From: month(8), To: month(10) - 1}); err != nil || len(values) != 2 {
		t.Errorf("August and September hold %v (%v)", values, err)
	}
}
