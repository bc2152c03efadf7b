package store_test

import (
	"reflect"
	"testing"

	"shirube/data/datatest"
	"shirube/data/kpi"
	"shirube/data/period"
	"shirube/data/prospect"
)

// TestDealFlow reads deals with the first days on which their prospects reached
// each stage, whatever was entered after.
func TestDealFlow(t *testing.T) {
	s := datatest.Workspace(t)
	ids := must[[]int64](t)(s.SaveProspects(ctx, datatest.Op, datatest.Prospects(1, 2)))
	entries := append(datatest.Reached(ids[0], "aware", "2026-10-05", ""), datatest.Reached(ids[0], "aware", "2026-09-01", "")...)
	entries = append(entries, datatest.Reached(ids[0], "consider", "2026-10-20", "")...)
	must[[]int64](t)(s.SaveEntries(ctx, datatest.Op, entries))
	amount, on := int64(800_000), func(text string) period.Day {
		d, err := period.ParseDay(text)
		check(t, err)
		return d
	}
	must[[]int64](t)(s.SaveDeals(ctx, datatest.Op, []prospect.Deal{
		{Prospect: ids[0], Amount: &amount, Opened: on("2026-10-21")},
		{Prospect: ids[0], Opened: on("2026-08-01"), Closed: on("2026-09-10"), Outcome: prospect.Won},
		{Prospect: ids[1], Opened: on("2026-09-01"), Closed: on("2026-09-11"), Outcome: prospect.Lost},
	}))
	money, reached := 8e5, []period.Day{on("2026-09-01"), 0, on("2026-10-20")}
	want := []kpi.Deal{
		{Opened: on("2026-08-01"), Closed: on("2026-09-10"), Won: true, Reached: reached},
		{Opened: on("2026-09-01"), Closed: on("2026-09-11")},
		{Opened: on("2026-10-21"), Amount: &money, Reached: reached},
	}
	if got := must[[]kpi.Deal](t)(s.DealFlow(ctx)); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v", got)
	}
}
