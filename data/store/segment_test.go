package store_test

import (
	"testing"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/datatest"
	"shirube/data/kpi"
	"shirube/data/measure"
	"shirube/data/period"
	"shirube/data/prospect"
)

func TestSegments(t *testing.T) {
	s := datatest.Workspace(t)
	list := service(s)
	must[[]int64](t)(s.SaveProspects(ctx, datatest.Op, datatest.Prospects(1, 60)))
	tokyo := prospect.Segment{Key: "tokyo", Name: "東京", Where: `prefecture=東京都 and closed_day=""`}
	check(t, list.SaveSegment(ctx, tokyo))
	count := func() int { return must[int](t)(list.CountSegment(ctx, tokyo)) }
	first := count()
	if want := len(must[[]int64](t)(s.ProspectIDs(ctx, must[prospect.Query](t)(tokyo.Query())))); first != want || want == 0 {
		t.Errorf("counts %d, the list has %d", first, want)
	}
	check(t, list.RecordSegments(ctx))
	check(t, s.RecordSegments(ctx, datatest.Day(0), map[string]int{"tokyo": 7, "gone": 1}))
	check(t, list.Edit(ctx, must[[]int64](t)(s.ProspectIDs(ctx, prospect.Query{Filter: prospect.Filter{{Field: "prefecture", Op: prospect.Is, Value: "東京都"}}}))[:2],
		func(p *prospect.Prospect) { p.ClosedDay = datatest.Day(3) }))
	if got := count(); got != first-2 {
		t.Errorf("after two closed %d, want %d", got, first-2)
	}
	check(t, list.RecordSegments(ctx))
	today := period.On(datatest.Today)
	if h := must[[]prospect.DayCount](t)(list.SegmentHistory(ctx, "tokyo")); len(h) != 2 || h[0] != (prospect.DayCount{Day: datatest.Day(0), Count: 7}) || h[1] != (prospect.DayCount{Day: today, Count: first - 2}) {
		t.Errorf("history %+v", h)
	}

	sums, err := measure.LoadSums(ctx, s, []string{"segment.tokyo"}, period.Range{})
	check(t, err)
	if v, err := sums.Over(ctx, "segment.tokyo", period.Range{From: datatest.Day(0), To: today}, nil); err != nil || v == nil || int(*v) != first-2 {
		t.Errorf("as a measure over the year: %v %v", v, err)
	}
	if v, err := sums.Over(ctx, "segment.tokyo", period.Range{From: datatest.Day(1), To: today - 1}, nil); err != nil || v != nil {
		t.Errorf("where nobody counted: %v %v", v, err)
	}
	measures := &measure.Service{Store: s, News: &change.Bus{}}
	if r := must[[]measure.Measure](t)(measures.Recorded(ctx)); len(r) != 0 {
		t.Errorf("can be typed: %+v", r)
	}
	code(t, measures.Check(ctx, "segment.tokyo"), "measure_derived")

	check(t, s.SaveKPI(ctx, datatest.Op, kpi.KPI{Key: "share", Name: "x", Formula: "segment.tokyo / 100", Unit: "count", Direction: "up", Grain: "month"}))
	code(t, list.DeleteSegment(ctx, "tokyo"), "segment_in_use")
	must[change.Undone](t)(s.UndoLast(ctx))
	before := dump(t, s)
	check(t, list.DeleteSegment(ctx, "tokyo"))
	_, err = list.Segment(ctx, "tokyo")
	code(t, err, "unknown_segment")
	must[change.Undone](t)(s.UndoLast(ctx))
	if h := must[[]prospect.DayCount](t)(list.SegmentHistory(ctx, "tokyo")); len(h) != 2 || dump(t, s) != before {
		t.Errorf("brought back, the history is %+v", h)
	}
	sound(t, s)

	for key, c := range map[string]struct {
		g    prospect.Segment
		code data.Code
	}{
		"a dot":        {prospect.Segment{Key: "a.b"}, "segment_key"},
		"no key":       {prospect.Segment{}, "segment_key"},
		"a bad filter": {prospect.Segment{Key: "x", Where: "nome=1"}, "filter_field"},
	} {
		if err := list.SaveSegment(ctx, c.g); data.CodeOf(err) != c.code {
			t.Errorf("%s: %v", key, err)
		}
	}
}

// TestOptOutSurvives sets an opt-out by hand and lets everything happen to it
// that could lose it.
func TestOptOutSurvives(t *testing.T) {
	s := datatest.Workspace(t)
	list := service(s)
	out := func(when, mail string) {
		t.Helper()
		if on := must[period.Day](t)(list.OptedOut(ctx, mail)); !on.Known() {
			t.Errorf("%s: %s may be mailed", when, mail)
		}
		for _, id := range must[[]int64](t)(s.ProspectIDs(ctx, prospect.Query{})) {
			for _, c := range must[[]prospect.Contact](t)(s.Contacts(ctx, []int64{id})) {
				if c.Email != "" && c.OptOut == "" && c.Email != "other@x.jp" {
					t.Errorf("%s: the contact %+v may be mailed", when, c)
				}
			}
		}
		sound(t, s)
	}
	load := func(fields []string, rows ...prospect.Prospect) int64 {
		t.Helper()
		var them []prospect.Row
		for _, p := range rows {
			them = append(them, prospect.Row{Prospect: p, Fields: fields})
		}
		return must[int64](t)(s.ImportProspects(ctx, register, all(them, nil), result(len(rows), 0)))
	}
	contact := []string{"contact_name", "contact_email"}
	first := load(contact, prospect.Prospect{Name: "A", ContactName: "山田", ContactEmail: "Yamada@x.jp"})
	ids := must[[]int64](t)(s.ProspectIDs(ctx, prospect.Query{}))
	if n := must[int](t)(list.OptOut(ctx, "yamada@x.jp")); n != 1 {
		t.Errorf("%d contacts", n)
	}
	out("set", "yamada@x.jp")
	load(contact, prospect.Prospect{ID: ids[0], ContactName: "山田 太郎", ContactEmail: "yamada@x.jp"})
	out("updated", "YAMADA@x.jp")
	load(contact, prospect.Prospect{Name: "B", ContactName: "別の山田", ContactEmail: "yamada@x.jp"})
	out("created", "yamada@x.jp")
	update := load([]string{"contact_email"}, prospect.Prospect{ID: ids[0], ContactEmail: "new@x.jp"})
	out("another address", "yamada@x.jp")
	must[change.Undone](t)(s.UndoImport(ctx, update))
	out("its undo", "yamada@x.jp")
	load([]string{"closed_day"}, prospect.Prospect{ID: ids[0], ClosedDay: datatest.Day(1)})
	out("a register update", "yamada@x.jp")
	made := must[[]int64](t)(s.SaveProspects(ctx, datatest.Op, []prospect.Prospect{{Name: "C", ContactName: "山田太郎"}}))
	must[prospect.Prospect](t)(list.Merge(ctx, made[0], ids[0], nil, nil))
	out("merged", "yamada@x.jp")
	must[change.Undone](t)(s.UndoLast(ctx))
	out("its undo", "yamada@x.jp")
	u := must[change.Undone](t)(s.UndoImport(ctx, first))
	if len(u.Kept) == 0 {
		t.Error("the undo of the import that made the contact lists nothing")
	}
	out("undo of what made it", "yamada@x.jp")
	check(t, s.DeleteProspects(ctx, datatest.Op, must[[]int64](t)(s.ProspectIDs(ctx, prospect.Query{}))))
	load(contact, prospect.Prospect{Name: "A", ContactName: "山田", ContactEmail: "yamada@x.jp"}, prospect.Prospect{Name: "D", ContactEmail: "other@x.jp"})
	out("deleted and imported again", "yamada@x.jp")

	if n := must[int](t)(list.OptIn(ctx, "yamada@x.jp")); n != 1 || must[period.Day](t)(list.OptedOut(ctx, "yamada@x.jp")).Known() {
		t.Errorf("%d contacts let in", n)
	}
	must[change.Undone](t)(s.UndoLast(ctx))
	out("letting in undone", "yamada@x.jp")
	must[int](t)(list.OptOut(ctx, "nobody@x.jp"))
	out("an address nobody has", "nobody@x.jp")
	must[int](t)(list.OptOut(ctx, "other@x.jp"))
	must[change.Undone](t)(s.UndoLast(ctx))
	if must[period.Day](t)(list.OptedOut(ctx, "other@x.jp")).Known() {
		t.Error("an opt-out by mistake can't be taken back")
	}
	_, err := list.OptOut(ctx, "x")
	code(t, err, "bad_email")
}
