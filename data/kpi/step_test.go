package kpi_test

import (
	"testing"

	"shirube/data/datatest"
	"shirube/data/kpi"
)

// A KPI is a step's conversion by its formula, also through KPIs that only
// name a measure; the target in force today is the aim.
func TestStepTargets(t *testing.T) {
	o := open(t)
	o.save(t, kpi.KPI{Key: "considered", Formula: "entry.consider", Unit: "count"})
	o.save(t, kpi.KPI{Key: "consider_rate", Formula: "considered / entry.interest", Unit: "ratio"})
	o.save(t, kpi.KPI{Key: "consider_again", Formula: "entry.consider / entry.interest", Unit: "ratio"})
	o.save(t, kpi.KPI{Key: "won_rate", Formula: "entry.won / entry.interest", Unit: "ratio"})
	o.save(t, kpi.KPI{Key: "interest_rate", Formula: "entry.interest / entry.aware", Unit: "ratio"})
	aim := func(key, period string, v float64) {
		t.Helper()
		if err := o.SetTargets(t.Context(), []kpi.Target{{KPI: key, Period: period, Value: v}}); err != nil {
			t.Fatal(err)
		}
	}
	targets := func() map[string]kpi.StepTarget {
		t.Helper()
		found, err := o.StepTargets(t.Context(), datatest.Stages)
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	aim("won_rate", "FY2026", 0.1)
	aim("interest_rate", "FY2026", 30) // thirty times as many is no share
	aim("consider_rate", "2025-11", 0.2)
	if got := targets(); len(got) != 0 {
		t.Errorf("no step has a target today: %+v", got)
	}
	aim("consider_again", "FY2026", 0.4)
	if got := targets()["consider"]; got.Rate != 0.4 || got.KPI.Key != "consider_again" {
		t.Errorf("got %+v", got)
	}
	aim("consider_rate", "FY2026", 0.35)
	if got := targets(); len(got) != 1 || got["consider"].Rate != 0.35 || got["consider"].KPI.Key != "consider_rate" {
		t.Errorf("the first by position is asked: %+v", got)
	}
}
