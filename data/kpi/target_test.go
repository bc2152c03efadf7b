package kpi

import (
	"math"
	"testing"

	"shirube/data/period"
)

func parse(t *testing.T, name string) period.Period {
	t.Helper()
	p, err := period.Calendar{}.Parse(name)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestTargetsFollowFromOneAnother(t *testing.T) {
	c := period.Calendar{}
	year := Targets{{KPI: "sales", Period: "FY2026", Value: 242e6}, {KPI: "rate", Period: "FY2026", Value: 0.55}, {KPI: "sales", Period: "FY2026", Value: 120e6}}
	fy := parse(t, "FY2026")
	if v := year.At(c, "sales", true, fy); v == nil || *v != 120e6 {
		t.Errorf("the later target counts: %v", show(v))
	}
	var sum float64
	for _, p := range c.Periods(period.Month, fy.Range) {
		v := year.At(c, "sales", true, p)
		if want := 120e6 * float64(c.WorkingDays(p.Range)) / float64(c.WorkingDays(fy.Range)); v == nil || math.Abs(*v-want) > 1e-3 {
			t.Fatalf("%s: %v, want %v", p, show(v), want)
		}
		sum += *v
		if r := year.At(c, "rate", false, p); r == nil || *r != 0.55 {
			t.Errorf("a rate's target is the year's: %v", show(r))
		}
	}
	if math.Abs(sum-120e6) > 1e-3 {
		t.Errorf("the months make %f", sum)
	}
	months := Targets{{KPI: "sales", Period: "2026-10", Value: 10}, {KPI: "sales", Period: "2026-11", Value: 20}, {KPI: "sales", Period: "FY2026", Value: 999}}
	if v := months.At(c, "sales", true, parse(t, "2026-10-01..2026-11-30")); v == nil || math.Abs(*v-30) > 1e-9 {
		t.Errorf("two months make %v", show(v))
	}
	if v := months.At(c, "sales", false, parse(t, "2026-10-01..2026-11-30")); v == nil || *v <= 10 || *v >= 20 {
		t.Errorf("a level over two months is between them: %v", show(v))
	}
	if v := months.At(c, "sales", true, parse(t, "2027-04")); v != nil {
		t.Errorf("nothing is asked of April 2027: %v", *v)
	}
	if v := (Targets{}).At(c, "sales", true, fy); v != nil {
		t.Error("a target out of nothing")
	}
}

func TestPaceAndState(t *testing.T) {
	november := parse(t, "2026-11") // 19 working days, 13 of them up to the 19th
	for _, tc := range []struct {
		name          string
		value, target *float64
		direction     Direction
		grows         bool
		pace, ratio   *float64
		state         State
	}{
		{"on pace", num(65), num(95), Up, true, num(65), num(1), OnTrack},
		{"a little behind", num(58.5), num(95), Up, true, num(65), num(0.9), Caution},
		{"behind", num(58), num(95), Up, true, num(65), num(58.0 / 65), Behind},
		{"a rate has no pace but its target", num(0.5), num(0.55), Up, false, num(0.55), num(0.5 / 0.55), Caution},
		{"lower is better", num(8300), num(7500), Down, false, num(7500), num(7500.0 / 8300), Caution},
		{"lower is better, spending on pace", num(60), num(95), Down, true, num(65), num(65.0 / 60), OnTrack},
		{"nothing spent", num(0), num(95), Down, true, num(65), nil, OnTrack},
		{"no target", num(1), nil, Up, true, nil, nil, NoTarget},
		{"not measured", nil, num(95), Up, true, num(65), nil, Unmeasured},
		{"neither", nil, nil, Up, true, nil, nil, Unmeasured},
		{"a target of nothing, kept", num(0), num(0), Up, true, num(0), nil, OnTrack},
	} {
		v := Value{Value: tc.value, Target: tc.target}
		v.judge(tc.direction, tc.grows, elapsed(period.Calendar{}, november, period.Of(2026, 11, 19)))
		if v.State != tc.state || !near(v.Pace, tc.pace) || !near(v.Ratio, tc.ratio) {
			t.Errorf("%s: %s, pace %v, ratio %v", tc.name, v.State, show(v.Pace), show(v.Ratio))
		}
	}
}

func near(a, b *float64) bool {
	return (a == nil) == (b == nil) && (a == nil || math.Abs(*a-*b) < 1e-9)
}

func TestElapsed(t *testing.T) {
	c := period.Calendar{}
	november := parse(t, "2026-11")
	for day, want := range map[string]float64{"2026-10-31": 0, "2026-11-01": 0, "2026-11-02": 1.0 / 19, "2026-11-22": 14.0 / 19, "2026-11-23": 14.0 / 19, "2026-11-30": 1, "2027-01-01": 1} {
		d, _ := period.ParseDay(day)
		if got := elapsed(c, november, d); math.Abs(got-want) > 1e-9 {
			t.Errorf("by %s %v of November is over, want %v", day, got, want)
		}
	}
	for share := 0.05; share < 1; share += 0.05 {
		cut := cutAt(c, november, share)
		if got := elapsed(c, november, cut); math.Abs(got-share) > 0.5/19+1e-9 {
			t.Errorf("cut at %.2f is at %.2f", share, got)
		}
	}
}
