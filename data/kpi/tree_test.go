package kpi_test

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"

	"shirube/data"
	"shirube/data/datatest"
	"shirube/data/kpi"
	"shirube/data/measure"
	"shirube/data/period"
)

// shop has a recorded income, and the three factors it is split into.
func shop(t *testing.T) office {
	t.Helper()
	o := open(t)
	for key, v := range map[string]float64{"income": 900, "dialled": 100, "met": 20, "sold": 4, "hours": 8} {
		o.set(t, key, "2026-10-05", "", v)
	}
	o.save(t, kpi.KPI{Key: "sales", Formula: "income", Unit: "yen", Goal: true})
	for _, k := range []kpi.KPI{{Key: "calls", Formula: "dialled"}, {Key: "meeting_rate", Formula: "met / dialled", Unit: "ratio"},
		{Key: "per_meeting", Formula: "income / met", Unit: "yen"}, {Key: "win_rate", Formula: "sold / met", Unit: "ratio"}} {
		k.Parent = "sales"
		o.save(t, k)
	}
	return o
}

func (o office) split(t *testing.T, split string) error {
	t.Helper()
	return o.Save(t.Context(), kpi.KPI{Key: "sales", Formula: "income", Unit: "yen", Goal: true, Split: split})
}

func TestTreeSaysByHowMuchItDoesNotFit(t *testing.T) {
	o, ctx, october := shop(t), t.Context(), p(t, "2026-10")
	gaps, err := o.CheckTree(ctx, october)
	if err != nil || len(gaps) != 1 || gaps[0].Split != "" || gaps[0].Gap != nil || len(gaps[0].Unnamed) != 4 {
		t.Fatalf("nothing says how they make the goal: %+v (%v)", gaps, err)
	}
	if err := o.split(t, "calls × meeting_rate × per_meeting"); err != nil {
		t.Fatal(err)
	}
	if gaps, _ = o.CheckTree(ctx, october); !gaps[0].Fits || *gaps[0].Made != 900 || !slices.Equal(gaps[0].Unnamed, []string{"win_rate"}) {
		t.Errorf("%+v", gaps[0])
	}
	if err := o.split(t, "calls × win_rate"); err != nil {
		t.Fatal(err)
	}
	if gaps, _ = o.CheckTree(ctx, october); gaps[0].Fits || *gaps[0].Gap != 20-900 || math.Abs(*gaps[0].Share+880.0/900) > 1e-12 {
		t.Errorf("20 are not 900: %+v", gaps[0])
	}
	if gaps, _ = o.CheckTree(ctx, p(t, "2026-09")); gaps[0].Gap != nil || !slices.Equal(gaps[0].Missing, []string{"calls", "win_rate"}) {
		t.Errorf("September was not measured: %+v", gaps[0])
	}
	for text, want := range map[string]data.Code{"calls × income": "unknown_name", "calls ×": "formula_syntax", "calls × sales": "kpi_cycle"} {
		if err := o.split(t, text); data.CodeOf(err) != want {
			t.Errorf("%s: want %s, got %v", text, want, err)
		}
	}
	if err := o.Delete(ctx, "win_rate"); data.CodeOf(err) != "kpi_in_use" {
		t.Errorf("the split names it: %v", err)
	}
}

func TestWhatIf(t *testing.T) {
	o, ctx, october := shop(t), t.Context(), p(t, "2026-10")
	then := func(given map[string]float64) (kpi.Supposed, float64) {
		t.Helper()
		s, err := o.WhatIf(ctx, october, given)
		if err != nil || s.Goal == nil || s.Goal.Then == nil {
			t.Fatalf("%+v (%v)", s, err)
		}
		return s, *s.Goal.Then
	}
	if _, v := then(map[string]float64{"calls": 200}); v != 900 {
		t.Errorf("nothing ties the calls to the income yet: %v", v)
	}
	if err := o.split(t, "calls × meeting_rate × per_meeting"); err != nil {
		t.Fatal(err)
	}
	s, v := then(map[string]float64{"calls": 150})
	if v != 1350 || *s.Goal.Change != 450 || !s.KPIs[0].Given || s.KPIs[0].KPI != "calls" || len(s.KPIs) != 2 || s.Projected {
		t.Errorf("half as many calls more: %+v", s)
	}
	if _, v := then(map[string]float64{"meeting_rate": 0.25, "per_meeting": 90}); math.Abs(v-2250) > 1e-9 {
		t.Errorf("two leaves at once: %v", v)
	}
	if _, v := then(map[string]float64{"calls": 0}); v != 0 {
		t.Errorf("no call, no income: %v", v)
	}
	if _, v := then(map[string]float64{"sales": 7}); v != 7 {
		t.Errorf("what is given holds: %v", v)
	}
	if s, _ := then(map[string]float64{"dialled": 200}); *s.KPIs[0].Then == 100 {
		t.Errorf("a measure moves the KPIs made of it: %+v", s.KPIs)
	}
	if err := o.split(t, "calls × meeting_rate × 30"); err != nil { // gives 600 for 900
		t.Fatal(err)
	}
	if _, v := then(map[string]float64{"calls": 150}); math.Abs(v-1350) > 1e-9 {
		t.Errorf("where the split doesn't fit, the value moves in its proportion: %v", v)
	}
	for code, given := range map[data.Code]map[string]float64{"unknown_name": {"nothing": 1}, "what_if_none": {}, "what_if_number": {"calls": math.NaN()}} {
		if _, err := o.WhatIf(ctx, october, given); data.CodeOf(err) != code {
			t.Errorf("want %s, got %v", code, err)
		}
	}
	o.set(t, "dialled", "2026-11-02", "", 60)
	o.set(t, "income", "2026-11-02", "", 600)
	o.set(t, "met", "2026-11-02", "", 30)
	if err := o.split(t, "calls × meeting_rate × per_meeting"); err != nil {
		t.Fatal(err)
	}
	running, err := o.WhatIf(ctx, p(t, "2026-11"), map[string]float64{"meeting_rate": 1})
	if err != nil || !running.Projected || *running.Goal.Now <= 600 || math.Abs(*running.Goal.Then / *running.Goal.Now - 2) > 1e-9 {
		t.Errorf("a running month is taken to its end: %+v (%v)", running.Goal, err)
	}
}

func TestTargetLevels(t *testing.T) {
	o, ctx := shop(t), t.Context()
	set := func(l kpi.Level, v float64) error {
		return o.SetTargets(ctx, []kpi.Target{{KPI: "calls", Period: "2026-10", Value: v, Level: l}})
	}
	if err := errors.Join(set(kpi.Minimum, 80), set("", 100), set(kpi.Stretch, 130)); err != nil {
		t.Fatal(err)
	}
	v := o.value(t, "calls", "2026-10")
	if *v.Minimum != 80 || *v.Target != 100 || *v.Stretch != 130 || v.Reached != kpi.Aim || v.State != kpi.OnTrack {
		t.Errorf("100 calls reach the target: %+v", v)
	}
	for code, err := range map[data.Code]error{"target_order": set(kpi.Stretch, 90), "target_level": set("most", 90)} {
		if data.CodeOf(err) != code {
			t.Errorf("want %s, got %v", code, err)
		}
	}
	if err := set(kpi.Aim, 70); data.CodeOf(err) != "target_order" {
		t.Errorf("the minimum is 80: %v", err)
	}
	o.save(t, kpi.KPI{Key: "hours_each", Formula: "hours / sold", Unit: "count", Direction: kpi.Down})
	for l, v := range map[kpi.Level]float64{kpi.Minimum: 3, kpi.Stretch: 1} {
		if err := o.SetTargets(ctx, []kpi.Target{{KPI: "hours_each", Period: "2026-10", Value: v, Level: l}}); err != nil {
			t.Error("lower is better", err)
		}
	}
	if v := o.value(t, "hours_each", "2026-10"); v.Reached != kpi.Minimum {
		t.Errorf("2 hours each: %+v", v)
	}
}

// flat are limits of 10 to 40 around 25.
func flat([]kpi.Value) (mean, low, high *float64) {
	m, l, h := 25.0, 10.0, 40.0
	return &m, &l, &h
}

func TestSuggestionsFollowFromThePast(t *testing.T) {
	o, ctx := open(t), t.Context()
	months := period.Calendar{}.Periods(period.Month, period.Range{From: period.Of(2024, 11, 1), To: period.Of(2026, 10, 31)})
	for i, m := range months {
		v := 20.0
		if i >= 12 {
			v = 30
		}
		if m.String() == "2025-12" {
			v = 36
		}
		o.set(t, "dialled", m.From.String(), "", v)
	}
	o.save(t, kpi.KPI{Key: "calls", Formula: "dialled"})
	by := func(name string) map[string]kpi.Suggestion {
		t.Helper()
		all, err := o.Suggest(ctx, "calls", p(t, name), flat)
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]kpi.Suggestion{}
		for _, s := range all {
			out[s.Code] = s
		}
		return out
	}
	s := by("2026-12")
	if s["median"].Value != 25 || s["reach"].Value != 30 || s["limit"].Value != 40 || s["median"].Level != kpi.Minimum || s["median"].From != "2024-11" || s["median"].To != "2026-10" {
		t.Errorf("%+v", s)
	}
	times := 366.0 / 240
	if got := s["season"]; *got.Last != 36 || math.Abs(*got.Times-times) > 1e-12 || math.Abs(got.Value-36*times) > 0.1 {
		t.Errorf("last December, and a year that went 366 for 240: %+v", got)
	}
	if y := by("FY2027"); y["median"].Value != 300 || math.Abs(y["limit"].Value-(300+15*math.Sqrt(12))) > 1 {
		t.Errorf("a year is twelve months, and chance evens out: %+v", y)
	}
	o.save(t, kpi.KPI{Key: "slow", Formula: "dialled * -1", Direction: kpi.Down})
	if all, _ := o.Suggest(ctx, "slow", p(t, "2026-12"), flat); all[1].Value != 20 {
		t.Errorf("where lower is better, the limit below is the better one: %+v", all)
	}
	o.set(t, "new", "2026-10-01", "", 1)
	o.save(t, kpi.KPI{Key: "young", Formula: "new"})
	if all, err := o.Suggest(ctx, "young", p(t, "2026-12"), flat); err != nil || len(all) != 0 {
		t.Errorf("one month is no history: %+v (%v)", all, err)
	}
}

// TestFortyKPIs is the office that steers by nothing: forty KPIs, no owner, and
// targets that were never met.
func TestFortyKPIs(t *testing.T) {
	o, ctx := open(t), t.Context()
	var values []measure.Value
	for _, m := range (period.Calendar{}).Periods(period.Month, period.Range{From: period.Of(2025, 11, 1), To: period.Of(2026, 10, 31)}) {
		for i := range 40 {
			values = append(values, measure.Value{Measure: fmt.Sprintf("m%d", i), Day: m.From, Value: 25})
		}
	}
	if err := o.measures.Store.SetValues(ctx, datatest.Op, values, nil); err != nil {
		t.Fatal(err)
	}
	for i := range 40 {
		o.save(t, kpi.KPI{Key: fmt.Sprintf("k%d", i), Formula: fmt.Sprintf("m%d", i), Goal: i == 0, Controllable: true})
		if err := o.SetTargets(ctx, []kpi.Target{{KPI: fmt.Sprintf("k%d", i), Period: "FY2026", Value: 1200}}); err != nil {
			t.Fatal(err)
		}
	}
	found, err := o.Health(ctx, flat)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, s := range found {
		got[s.Code]++
		if s.Code == kpi.TooMany && (s.Owner != "" || s.Count != 40) || len(s.Mends) == 0 && s.Code != kpi.TooMany {
			t.Errorf("%+v", s)
		}
	}
	if len(got) != 3 || got[kpi.NoOwner] != 40 || got[kpi.NeverMet] != 40 || got[kpi.TooMany] != 1 {
		t.Errorf("health names %v", got)
	}
	for _, s := range found {
		if s.Code == kpi.NeverMet && s.KPI == "k1" {
			if err := o.Mend(ctx, s.Mends[0]); err != nil {
				t.Fatal(err)
			}
		}
	}
	if v := o.value(t, "k1", "2026-11"); *v.Target != 30 {
		t.Errorf("a realistic target is %v", *v.Target)
	}
	found, _ = o.Health(ctx, flat)
	if slices.ContainsFunc(found, func(s kpi.Symptom) bool { return s.KPI == "k1" && s.Code == kpi.NeverMet }) {
		t.Error("what was mended is still named")
	}
}

func TestMends(t *testing.T) {
	o, ctx := shop(t), t.Context()
	of := func(key string) kpi.KPI {
		t.Helper()
		book, err := o.Book(ctx)
		if err != nil {
			t.Fatal(err)
		}
		k, _ := book.KPI(key)
		return k
	}
	mend := func(m kpi.Mend) {
		t.Helper()
		if err := o.Mend(ctx, m); err != nil {
			t.Fatal(m, err)
		}
	}
	mend(kpi.Mend{Kind: kpi.MendOwner, KPI: "calls", Owner: "佐藤"})
	mend(kpi.Mend{Kind: kpi.MendSteer, KPI: "calls"})
	mend(kpi.Mend{Kind: kpi.MendMeasure, KPI: "calls", Formula: "activity.call"})
	if k := of("calls"); k.Owner != "佐藤" || !k.Controllable || k.Formula != "activity.call" {
		t.Errorf("%+v", k)
	}
	o.save(t, kpi.KPI{Key: "contacts", Formula: "dialled", Parent: "calls"})
	o.save(t, kpi.KPI{Key: "double", Formula: "calls × 2 + calls"})
	if err := o.split(t, "calls × meeting_rate"); err != nil {
		t.Fatal(err)
	}
	mend(kpi.Mend{Kind: kpi.MendMerge, KPI: "calls", Into: "contacts"})
	if of("double").Formula != "contacts * 2 + contacts" || of("sales").Split != "contacts * meeting_rate" || of("contacts").Parent != "sales" || of("calls").Key != "" {
		t.Errorf("%+v %+v %+v", of("double"), of("sales"), of("contacts"))
	}
	if _, err := o.st.UndoLast(ctx); err != nil {
		t.Fatal(err)
	}
	if of("double").Formula != "calls × 2 + calls" || of("sales").Split != "calls × meeting_rate" || of("calls").Owner != "佐藤" {
		t.Errorf("a merge is undone whole: %+v %+v", of("double"), of("calls"))
	}
	mend(kpi.Mend{Kind: kpi.MendRetire, KPI: "win_rate"})
	if of("win_rate").Key != "" {
		t.Error("it went")
	}
	for code, m := range map[data.Code]kpi.Mend{
		"kpi_in_use": {Kind: kpi.MendRetire, KPI: "calls"}, "mend_elsewhere": {Kind: kpi.MendName, KPI: "calls"},
		"unknown_kpi": {Kind: kpi.MendRetire, KPI: "none"},
	} {
		if err := o.Mend(ctx, m); data.CodeOf(err) != code {
			t.Errorf("want %s, got %v", code, err)
		}
	}
}
