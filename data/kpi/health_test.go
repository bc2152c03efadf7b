package kpi

import (
	"slices"
	"testing"

	"shirube/data/measure"
)

func TestHealth(t *testing.T) {
	measures := []measure.Measure{{Key: "deal.won", Derived: true}, {Key: "activity.call", Derived: true}, {Key: "call"}, {Key: "calls"}}
	fact := func(target, value *float64) Fact {
		return Fact{Values: []Value{{Period: "2026-09", Value: num(5)}, {Period: "2026-10", Value: value, Target: target}}, Low: num(2), High: num(8)}
	}
	for _, tc := range []struct {
		name string
		kpi  KPI
		fact Fact
		want []string
	}{
		{"healthy", KPI{Formula: "deal.won", Owner: "田中", Controllable: true}, fact(num(6), num(5)), nil},
		{"nobody's", KPI{Formula: "deal.won", Controllable: true}, fact(num(6), num(5)), []string{NoOwner}},
		{"out of reach", KPI{Formula: "deal.won", Owner: "田中", Controllable: true}, fact(num(9), num(5)), []string{NeverMet}},
		{"never missed", KPI{Formula: "deal.won", Owner: "田中", Controllable: true}, fact(num(1), num(5)), []string{NeverMissed}},
		{"lower is better, out of reach", KPI{Formula: "deal.won", Owner: "田中", Controllable: true, Direction: Down}, fact(num(1), num(5)), []string{NeverMet}},
		{"stale", KPI{Formula: "deal.won", Owner: "田中", Controllable: true}, fact(num(6), nil), []string{StaleKPI}},
		{"by hand, and no outcome", KPI{Formula: "call", Owner: "田中", Controllable: true}, fact(nil, num(5)), []string{ByHand, NoOutcome}},
		{"not by hand", KPI{Formula: "calls", Owner: "田中", Controllable: true, Goal: true}, fact(nil, num(5)), nil},
		{"nothing to do about it", KPI{Formula: "deal.won", Owner: "田中"}, fact(nil, num(5)), []string{NotControllable}},
		{"broken", KPI{Formula: "deal.won +", Owner: "田中", Controllable: true, Goal: true}, fact(num(9), num(5)), []string{Unreadable}},
	} {
		tc.kpi.Key = "k"
		if tc.kpi.Direction == "" {
			tc.kpi.Direction = Up
		}
		var got []string
		for _, s := range Diagnose(NewBook([]KPI{tc.kpi}, measures), map[string]Fact{"k": tc.fact}) {
			got = append(got, s.Code)
		}
		if !slices.Equal(got, tc.want) {
			t.Errorf("%s: %v, want %v", tc.name, got, tc.want)
		}
	}
	var many []KPI
	for _, key := range []string{"a", "b", "c", "d", "e", "f", "g", "h"} {
		many = append(many, KPI{Key: key, Formula: "deal.won", Owner: "田中", Controllable: true})
	}
	if got := Diagnose(NewBook(many, measures), nil); len(got) != 1 || got[0].Code != TooMany || got[0].Count != 8 || got[0].Owner != "田中" {
		t.Errorf("eight KPIs of one person: %+v", got)
	}
}
