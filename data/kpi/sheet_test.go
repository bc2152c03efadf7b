package kpi_test

import (
	"fmt"
	"testing"

	"shirube/data"
	"shirube/data/kpi"
	"shirube/data/measure"
)

// band is a stand-in for the natural limits: the mean of 10 between 4 and 16.
func band([]kpi.Value) (mean, low, high *float64) {
	return new(10.0), new(4.0), new(16.0)
}

// withPast has a KPI of 8, 10 or 12 a month from April 2024 to October 2026.
func withPast(t *testing.T, d kpi.Direction) office {
	o := open(t)
	if err := o.measures.Add(t.Context(), measure.Measure{Key: "calls", Over: measure.Sum}); err != nil {
		t.Fatal(err)
	}
	c := p(t, "FY2024").From
	for i := range 31 {
		o.set(t, "calls", c.AddMonths(i).String(), "", float64(8+i%3*2))
	}
	o.save(t, kpi.KPI{Key: "all_calls", Formula: "calls", Direction: d})
	return o
}

func TestSheet(t *testing.T) {
	o, ctx := withPast(t, kpi.Up), t.Context()
	set := func(period string, l kpi.Level, v float64) kpi.Target {
		return kpi.Target{KPI: "all_calls", Period: period, Level: l, Value: v}
	}
	if s, err := o.Sheet(ctx, "all_calls", p(t, "FY2026"), band); err != nil || !s.Empty() || len(s.Months) != 12 {
		t.Fatalf("%d months, empty %v (%v)", len(s.Months), s.Empty(), err)
	}
	// Levels typed together may go past those they replace.
	for _, act := range [][]kpi.Target{{set("2026-12", kpi.Minimum, 9), set("2026-12", kpi.Aim, 12)}, {set("2026-12", kpi.Minimum, 13), set("2026-12", kpi.Aim, 14)}} {
		if err := o.SetTargets(ctx, act); err != nil {
			t.Fatal(err)
		}
	}
	if err := o.SetTargets(ctx, []kpi.Target{set("2026-12", kpi.Stretch, 13)}); data.CodeOf(err) != "target_order" {
		t.Errorf("a stretch under the target: %v", err)
	}
	s, err := o.Sheet(ctx, "all_calls", p(t, "FY2026"), band)
	if err != nil {
		t.Fatal(err)
	}
	april, december := s.Months[0], s.Months[8]
	if *april.Value.Value != 8 || *april.Before != 8 || april.Set[kpi.Aim] != nil || *december.Set[kpi.Aim] != 14 || *december.Value.Minimum != 13 {
		t.Errorf("April %+v, December %+v", april, december)
	}
	if found, ok := december.Suggestion(s.KPI, kpi.Stretch); !ok || found.Value != 16 {
		t.Errorf("a stretch of %v (%v) is suggested", found.Value, ok)
	}
	if found, _ := december.Suggestion(s.KPI, kpi.Aim); found.Value < 13 {
		t.Errorf("the target suggested, %v, is under the minimum", found.Value)
	}
	filled := s.Fill(kpi.Levels...)
	if len(filled) != 3*5 || filled[0].Period != "2026-11" {
		t.Errorf("filled %+v", filled)
	}
	if err := o.SetTargets(ctx, filled); err != nil {
		t.Errorf("what is suggested is refused: %v", err)
	}
	if got := s.Across(8, kpi.Aim, 15); len(got) != 3 || got[0].Period != "2027-01" || got[2].Value != 15 {
		t.Errorf("across %+v", got)
	}
	if met, of := s.Met(10); fmt.Sprint(met, of) != "16 24" {
		t.Errorf("10 was met in %d of %d months", met, of)
	}
	all, err := o.Targets(ctx)
	if err != nil {
		t.Fatal(err)
	}
	changes := all.Changes("all_calls", "2026-12")
	if first := changes[len(changes)-1]; len(changes) != 7 || first.Before != nil || first.Value != 9 {
		t.Errorf("%d changes, the first %+v", len(changes), first)
	}
	if c := changes[len(changes)-4]; c.Level != kpi.Aim || c.Value != 14 || *c.Before != 12 {
		t.Errorf("the fourth change is %+v", c)
	}
}

func TestWhetherATargetFits(t *testing.T) {
	for _, tc := range []struct {
		direction kpi.Direction
		target    float64
		want      string
		met       int
	}{
		{kpi.Up, 17, kpi.NeverMet, 0}, {kpi.Up, 10, "", 16}, {kpi.Up, 3, kpi.NeverMissed, 24},
		{kpi.Down, 17, kpi.NeverMissed, 24}, {kpi.Down, 10, "", 16}, {kpi.Down, 3, kpi.NeverMet, 0},
	} {
		o := withPast(t, tc.direction)
		s, err := o.Sheet(t.Context(), "all_calls", p(t, "FY2026"), band)
		if err != nil {
			t.Fatal(err)
		}
		met, _ := s.Met(tc.target)
		if got := s.KPI.Fit(tc.target, s.Low, s.High); got != tc.want || met != tc.met {
			t.Errorf("%s, %v: %q, met %d times; want %q, %d", tc.direction, tc.target, got, met, tc.want, tc.met)
		}
	}
	if got := (kpi.KPI{}).Fit(5, nil, nil); got != "" {
		t.Errorf("without limits %q", got)
	}
}
