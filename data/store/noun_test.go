package store_test

import (
	"maps"
	"math"
	"reflect"
	"testing"
	"time"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/datatest"
	"shirube/data/funnel"
	"shirube/data/kpi"
	"shirube/data/measure"
	"shirube/data/period"
	"shirube/data/prospect"
	"shirube/data/store"
)

func cells(t testing.TB, s *store.Store, keys ...string) map[string]float64 {
	t.Helper()
	out := map[string]float64{}
	for _, c := range must[[]measure.Cell](t)(s.Cells(ctx, keys, period.Range{})) {
		out[c.Measure+" "+c.Day.String()+" "+c.Channel] = c.Value
	}
	return out
}

func TestStagesWithEntriesStay(t *testing.T) {
	s := datatest.Workspace(t)
	ids := must[[]int64](t)(s.SaveProspects(ctx, datatest.Op, datatest.Prospects(1, 1)))
	must[[]int64](t)(s.SaveEntries(ctx, datatest.Op, datatest.Reached(ids[0], "interest", "2026-10-01", "")))
	code(t, s.SetStages(ctx, datatest.Op, datatest.Stages[2:]), "stage_in_use")
	fed := append([]funnel.Stage(nil), datatest.Stages...)
	fed[1].Measure = "visits"
	code(t, s.SetStages(ctx, datatest.Op, fed), "stage_in_use")
	code(t, s.SetStages(ctx, datatest.Op, append(fed[:1:1], fed[0])), "stage_twice")
	renamed := []funnel.Stage{{Key: "visit", Name: "訪問", Measure: "visits"}, {Key: "won", Name: "受注"}, {Key: "interest", Name: "関心"}}
	check(t, s.SetStages(ctx, datatest.Op, renamed))
	if got := must[[]funnel.Stage](t)(s.Stages(ctx)); !reflect.DeepEqual(got, renamed) {
		t.Errorf("stages %+v", got)
	}
	must[[]int64](t)(s.SaveEntries(ctx, datatest.Op, datatest.Reached(ids[0], "won", "2026-10-02", "")))
	if p := must[[]prospect.Prospect](t)(s.Prospects(ctx, ids))[0]; p.Stage != "interest" {
		t.Errorf("the furthest stage by position is %s, want interest", p.Stage)
	}
	_, err := s.SaveEntries(ctx, datatest.Op, datatest.Reached(ids[0], "visit", "2026-10-02", ""))
	code(t, err, "unknown_stage")
	_, err = s.SaveEntries(ctx, datatest.Op, datatest.Reached(99, "won", "2026-10-02", ""))
	code(t, err, "unknown_prospect")
	sound(t, s)
}

func TestEntriesCountOnceByFirstDay(t *testing.T) {
	s := datatest.Workspace(t)
	ids := must[[]int64](t)(s.SaveProspects(ctx, datatest.Op, datatest.Prospects(1, 2)))
	entries := append(datatest.Reached(ids[0], "aware", "2026-10-05", "web"), datatest.Reached(ids[1], "aware", "2026-10-05", "web")...)
	entries = append(entries, entries[0], datatest.Reached(ids[0], "aware", "2026-10-09", "mail")[0])
	got := must[[]int64](t)(s.SaveEntries(ctx, datatest.Op, entries))
	if got[0] != got[2] || got[0] == got[1] {
		t.Errorf("ids %v: an equal entry is the same one", got)
	}
	if got := cells(t, s, "entry.aware"); !maps.Equal(got, map[string]float64{"entry.aware 2026-10-05 web": 2}) {
		t.Errorf("cells %v", got)
	}
	check(t, s.DeleteEntries(ctx, datatest.Op, got[:1]))
	if got := cells(t, s, "entry.aware"); !maps.Equal(got, map[string]float64{"entry.aware 2026-10-05 web": 1, "entry.aware 2026-10-09 mail": 1}) {
		t.Errorf("after deleting the first: %v", got)
	}
	code(t, s.DeleteEntries(ctx, datatest.Op, []int64{4711}), "unknown_entry")
	if tr := must[funnel.Traits](t)(s.Traits(ctx, "prefecture")); len(tr) > 2 {
		t.Errorf("traits %v", tr)
	}
}

func TestDealsAndActivitiesFeedMeasures(t *testing.T) {
	s := datatest.Workspace(t)
	ps := datatest.Prospects(1, 2)
	ps[0].Channel, ps[1].Channel = "web", "展示会"
	ids := must[[]int64](t)(s.SaveProspects(ctx, datatest.Op, ps))
	deal := func(of int64, outcome prospect.Outcome, closed string, amount *int64) prospect.Deal {
		d := prospect.Deal{Prospect: of, Outcome: outcome, Opened: day("2026-04-01"), Amount: amount}
		if closed != "" {
			d.Closed = day(closed)
		}
		return d
	}
	dealIDs := must[[]int64](t)(s.SaveDeals(ctx, datatest.Op, []prospect.Deal{
		deal(ids[0], prospect.Won, "2026-05-01", number(100)), deal(ids[0], prospect.Won, "2026-06-01", nil),
		deal(ids[1], prospect.Lost, "2026-06-01", number(7)), deal(ids[1], prospect.Open, "", number(9)),
		deal(ids[1], prospect.Won, "2026-06-02", number(30))}))
	want := map[string]float64{"deal.opened 2026-04-01 web": 2, "deal.opened 2026-04-01 展示会": 3, "deal.won 2026-05-01 web": 1, "deal.won 2026-06-01 web": 1,
		"deal.won 2026-06-02 展示会": 1, "deal.lost 2026-06-01 展示会": 1, "deal.won_priced 2026-05-01 web": 1, "deal.won_priced 2026-06-02 展示会": 1, "deal.won_amount 2026-05-01 web": 100, "deal.won_amount 2026-06-02 展示会": 30}
	if got := cells(t, s); !maps.Equal(got, want) {
		t.Errorf("cells %v, want %v", got, want)
	}
	june := period.Range{From: day("2026-06-01"), To: day("2026-06-30")}
	for key, want := range map[string]float64{measure.DealCustomers: 2, measure.DealRepeat: 1} {
		if n, by, err := s.DistinctCount(ctx, key, june); err != nil || n != want || by["web"] != 1 {
			t.Errorf("%s: %v by channel %v, %v; want %v", key, n, by, err, want)
		}
	}
	check(t, s.DeleteDeal(ctx, datatest.Op, dealIDs[0]))
	if n, _, _ := s.DistinctCount(ctx, measure.DealRepeat, june); n != 0 {
		t.Errorf("%v repeat customers without the first deal", n)
	}
	as := must[[]int64](t)(s.SaveActivities(ctx, datatest.Op, []prospect.Activity{{Prospect: ids[0], Kind: prospect.Call, Day: day("2026-07-01")},
		{Prospect: ids[0], Kind: prospect.Appointment, Day: day("2026-07-03"), Channel: "電話"}}))
	if got := cells(t, s, "activity.call", "activity.appointment"); got["activity.call 2026-07-01 web"] != 1 || got["activity.appointment 2026-07-03 電話"] != 1 {
		t.Errorf("activities %v", got)
	}
	check(t, s.DeleteActivity(ctx, datatest.Op, as[1]))
	if p := must[[]prospect.Prospect](t)(s.Prospects(ctx, ids[:1]))[0]; p.LastContact != day("2026-07-01") {
		t.Errorf("last contact %v", p.LastContact)
	}
	sound(t, s)
}

func TestMeasuresGoOverDaysTheirWay(t *testing.T) {
	s := datatest.Workspace(t)
	value := func(campaign string, v float64) measure.Value {
		return measure.Value{Measure: "cpc", Day: day("2026-10-01"), Channel: "web", Campaign: campaign, Value: v}
	}
	check(t, s.SaveValues(ctx, datatest.Op, []measure.Value{value("a", 10), value("b", 20), value("b", 40)}))
	at := "cpc 2026-10-01 web"
	if got := cells(t, s)[at]; got != 50 {
		t.Errorf("sum %v, want 50", got)
	}
	check(t, s.SaveMeasure(ctx, datatest.Op, measure.Measure{Key: "cpc", Name: "クリック単価", Over: measure.Mean, Unit: "yen"}))
	if got := cells(t, s)[at]; got != 25 {
		t.Errorf("mean %v, want 25", got)
	}
	must[change.Undone](t)(s.UndoLast(ctx))
	if got := cells(t, s)[at]; got != 50 {
		t.Errorf("after the undo %v, want 50", got)
	}
	check(t, s.SetValues(ctx, datatest.Op, nil, []measure.Value{value("a", 0), value("b", 0)}))
	if got := cells(t, s); len(got) != 0 {
		t.Errorf("a value taken away is not measured, got %v", got)
	}
	check(t, s.SaveValues(ctx, datatest.Op, []measure.Value{value("", 0)}))
	if got, ok := cells(t, s)[at]; !ok || got != 0 {
		t.Error("a zero that was measured is a zero")
	}
	if last := must[map[string]period.Day](t)(s.LastMeasured(ctx)); last["cpc"] != day("2026-10-01") {
		t.Errorf("last measured %v", last)
	}
	for _, bad := range []measure.Value{{Measure: "deal.won", Day: 1}, {Measure: "x", Day: 1, Value: math.NaN()}, {Measure: "x", Value: 1}} {
		if err := s.SaveValues(ctx, datatest.Op, []measure.Value{bad}); err == nil {
			t.Errorf("took %+v", bad)
		}
	}
	known := map[string]bool{}
	for _, m := range must[[]measure.Measure](t)(s.Measures(ctx)) {
		known[m.Key] = m.Derived
	}
	for key, derived := range map[string]bool{"cpc": false, "entry.aware": true, "deal.customers": true, "activity.meeting": true} {
		if got, ok := known[key]; !ok || got != derived {
			t.Errorf("%s: listed %v, derived %v", key, ok, got)
		}
	}
	sound(t, s)
}

func TestKPIsAndTargetsKeepTheirHistory(t *testing.T) {
	s := datatest.Workspace(t)
	k := kpi.KPI{Key: "win_rate", Name: "クロージング率", Formula: "deal.won / (deal.won + deal.lost)", Unit: "ratio", Direction: kpi.Up, Grain: period.Month,
		Lead: true, Controllable: true, Owner: "田中", Parent: "sales", Goal: false, Position: 2}
	check(t, s.SaveKPI(ctx, datatest.Op, k))
	goal := k
	goal.Key, goal.Goal, goal.Position, goal.Parent = "sales", true, 1, ""
	check(t, s.SaveKPI(ctx, datatest.Op, goal))
	if got := must[[]kpi.KPI](t)(s.KPIs(ctx)); !reflect.DeepEqual(got, []kpi.KPI{goal, k}) {
		t.Errorf("KPIs %+v", got)
	}
	for _, v := range []float64{0.2, 0.25} {
		check(t, s.EditKPIs(ctx, datatest.Op, kpi.Edit{Targets: []kpi.Target{{KPI: "win_rate", Period: "2026-10", Value: v}}}))
	}
	want := []kpi.Target{{KPI: "win_rate", Period: "2026-10", Value: 0.2, Level: kpi.Aim, Set: datatest.Today},
		{KPI: "win_rate", Period: "2026-10", Value: 0.25, Level: kpi.Aim, Set: datatest.Today}}
	if got := must[[]kpi.Target](t)(s.Targets(ctx)); !reflect.DeepEqual(got, want) {
		t.Errorf("targets %+v", got)
	}
	code(t, s.EditKPIs(ctx, datatest.Op, kpi.Edit{Targets: []kpi.Target{{KPI: "nobody", Period: "2026-10"}}}), "unknown_kpi")
	code(t, s.SaveMeasure(ctx, datatest.Op, measure.Measure{Key: "sales"}), "key_taken")
	check(t, s.SaveMeasure(ctx, datatest.Op, measure.Measure{Key: "visits"}))
	code(t, s.SaveKPI(ctx, datatest.Op, kpi.KPI{Key: "visits"}), "key_taken")
	check(t, s.EditKPIs(ctx, datatest.Op, kpi.Edit{Gone: []string{"win_rate"}}))
	must[change.Undone](t)(s.UndoLast(ctx))
	if got := must[[]kpi.Target](t)(s.Targets(ctx)); !reflect.DeepEqual(got, want) {
		t.Errorf("targets after undoing the deletion %+v", got)
	}
	code(t, s.EditKPIs(ctx, datatest.Op, kpi.Edit{Gone: []string{"nobody"}}), "unknown_kpi")
}

func TestSettingsStayUntilReplaced(t *testing.T) {
	s := datatest.Workspace(t)
	check(t, s.SaveSettings(ctx, map[string]string{"title": "営業部", "window": "90"}))
	check(t, s.SaveSettings(ctx, map[string]string{"window": "30"}))
	if got := must[map[string]string](t)(s.Settings(ctx)); !maps.Equal(got, map[string]string{"title": "営業部", "window": "30"}) {
		t.Errorf("settings %v", got)
	}
}

func TestRepeatedBatchIsAlreadyApplied(t *testing.T) {
	s := datatest.Workspace(t)
	batch := []store.Statement{{SQL: "INSERT INTO setting(key, value) VALUES('n', '1') ON CONFLICT DO UPDATE SET value = value + 1"}}
	for i, want := range []bool{true, false, false} {
		if _, applied, err := s.Batch(ctx, "once", batch); err != nil || applied != want {
			t.Errorf("time %d: applied %v, %v", i, applied, err)
		}
	}
	if got := must[map[string]string](t)(s.Settings(ctx))["n"]; got != "1" {
		t.Errorf("applied to %s", got)
	}
	_, _, err := s.Batch(ctx, "guarded", append(batch, store.Statement{SQL: "UPDATE setting SET value = 'x' WHERE key = 'nothing'", Exactly: 1}))
	code(t, err, "outdated")
	if got := must[map[string]string](t)(s.Settings(ctx))["n"]; got != "1" {
		t.Errorf("a batch whose guard failed left %s", got)
	}
}

func TestNewsFollowsTheCommit(t *testing.T) {
	var bus change.Bus
	s := must[*store.Store](t)(store.Create(ctx, t.TempDir()+"/n.shirube", store.Options{Clock: data.FixedClock(datatest.Today.Add(time.Hour)), Bus: &bus}))
	defer s.Close()
	var heard []change.News
	defer bus.Subscribe(func(n change.News) {
		if n.ID != 0 && len(must[[]change.Action](t)(s.Actions(ctx, 1))) == 0 {
			t.Error("news before the commit")
		}
		heard = append(heard, n)
	})()
	must[[]int64](t)(s.SaveProspects(ctx, change.Op{Title: "prospect.create"}, datatest.Prospects(1, 1)))
	must[change.Undone](t)(s.UndoLast(ctx))
	if len(heard) != 2 || heard[0].Op.Title != "prospect.create" || heard[0].ID == 0 || heard[1].ID != heard[0].ID {
		t.Errorf("heard %+v", heard)
	}
	_, err := s.UndoLast(ctx)
	code(t, err, "nothing_to_undo")
}

// TestTotalsAreTheCellsOfADay holds each day's total against its channels.
func TestTotalsAreTheCellsOfADay(t *testing.T) {
	s := datatest.Workspace(t)
	ids := must[[]int64](t)(s.SaveProspects(ctx, datatest.Op, datatest.Prospects(1, 60)))
	must[[]int64](t)(s.SaveEntries(ctx, datatest.Op, datatest.Entries(1, ids)))
	r := period.Range{From: day("2026-02-01"), To: day("2026-04-30")}
	want := map[string]float64{}
	for _, c := range must[[]measure.Cell](t)(s.Cells(ctx, []string{"entry.aware", "entry.interest"}, r)) {
		want[c.Measure+" "+c.Day.String()] += c.Value
	}
	got, last := map[string]float64{}, measure.Cell{}
	for _, c := range must[[]measure.Cell](t)(s.Totals(ctx, []string{"entry.aware", "entry.interest"}, r)) {
		if c.Channel != "" || c.Measure == last.Measure && c.Day <= last.Day {
			t.Fatalf("%+v after %+v", c, last)
		}
		got[c.Measure+" "+c.Day.String()], last = c.Value, c
	}
	if !maps.Equal(got, want) || len(got) < 20 {
		t.Errorf("%v, want %v", got, want)
	}
}
