package measure_test

import (
	"testing"
	"time"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/datatest"
	"shirube/data/intake"
	"shirube/data/measure"
	"shirube/data/period"
	"shirube/data/tabular"
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

// A measure kept by month has days in June; its total of June would be counted
// beside them, from whichever door it comes.
func TestAMonthsTotalIsNotCountedBesideItsDays(t *testing.T) {
	ctx, st := t.Context(), datatest.Workspace(t)
	s := &measure.Service{Store: st, News: &change.Bus{}}
	set := func(key string, d period.Day, v float64) error { return s.Set(ctx, key, d, "", &v) }
	days := func(m int, values ...float64) (typed []measure.Typed) {
		for i, v := range values {
			typed = append(typed, measure.Typed{Value: measure.Value{Measure: "visits", Day: month(m) + period.Day(i)}, Number: &v})
		}
		return typed
	}
	for _, m := range []measure.Measure{{Key: "visits"}, {Key: "members", Over: measure.Last}, {Key: "daily"}} {
		if err := s.Save(ctx, m); err != nil {
			t.Fatal(err)
		}
		for _, d := range []period.Day{month(4), month(5), month(6) + 9, month(6) + 10} {
			if err := set(m.Key, d, 100); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := set("daily", month(5)+1, 100); err != nil {
		t.Error(err) // the month before is kept by day
	}
	if err := set("visits", month(6), 3000); data.CodeOf(err) != measure.MonthDays {
		t.Errorf("the total is counted beside the days: %v", err)
	}
	run := func(text string) intake.Result {
		t.Helper()
		src, err := tabular.OpenText("pasted", text, tabular.Options{})
		if err != nil {
			t.Fatal(err)
		}
		r, err := measure.Import(ctx, src, intake.Options{}, measure.Deps{Store: st, News: &change.Bus{}, Clock: datatest.Clock})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	r := run("day,measure,value\n2026-06-01,visits,3000\n2026-13-01,visits,1\n2026-07-01,visits,100\n")
	if r.Created != 1 || r.RejectedCount != 2 || r.Rejected[0].Line != 2 || r.Rejected[0].Column != "value" || r.Rejected[0].Value != "3000" || r.Rejected[0].Code != measure.MonthDays {
		t.Errorf("a file: %+v", r)
	}
	for what, err := range map[string]error{
		"a stock":                     set("members", month(6), 90),
		"a day of what is kept daily": set("daily", month(6), 5),
		"the first day with others":   s.SetAll(ctx, days(6, 5, 6)),
		"and then that day again":     set("visits", month(6), 7),
	} {
		if err != nil {
			t.Errorf("%s is refused: %v", what, err)
		}
	}
}

// A file of months alone says itself that its measure is kept by month.
func TestAFileOfMonthsIsNotCountedBesideDays(t *testing.T) {
	for text, rejected := range map[string]int{
		"day,measure,value\n2026-04-01,visits,90\n2026-05-01,visits,95\n2026-06-01,visits,3000\n2026-07-01,visits,3100\n": 2,
		"day,measure,value\n2026-06-01,visits,30\n2026-06-02,visits,31\n2026-07-01,visits,32\n2026-07-02,visits,33\n":     0,
	} {
		st := datatest.Workspace(t)
		s := &measure.Service{Store: st, News: &change.Bus{}}
		for _, d := range []period.Day{month(6) + 1, month(6) + 2, month(7) + 3} {
			five := 5.0
			if err := s.Set(t.Context(), "visits", d, "", &five); err != nil {
				t.Fatal(err)
			}
		}
		src, err := tabular.OpenText("pasted", text, tabular.Options{})
		if err != nil {
			t.Fatal(err)
		}
		r, err := measure.Import(t.Context(), src, intake.Options{}, measure.Deps{Store: st, News: &change.Bus{}, Clock: datatest.Clock})
		if err != nil || r.RejectedCount != rejected {
			t.Errorf("%s gives %+v (%v)", text, r, err)
		}
	}
}
