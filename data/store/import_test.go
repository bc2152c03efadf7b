package store_test

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"testing"

	"shirube/data/change"
	"shirube/data/datatest"
	"shirube/data/funnel"
	"shirube/data/intake"
	"shirube/data/measure"
	"shirube/data/period"
	"shirube/data/prospect"
)

// all gives rows one by one and, at the end, the error if there is one.
func all[T any](rows []T, end error) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
		if end != nil {
			var none T
			yield(none, end)
		}
	}
}

func result(created, updated int) func() intake.Result {
	return func() intake.Result {
		return intake.Result{Rows: created + updated + 1, Created: created, Updated: updated, RejectedCount: 1,
			Rejected: []intake.Rejected{{Line: 7, Column: "法人番号", Value: "12", Code: "corporate_number"}}}
	}
}

var register = intake.Import{Noun: "prospects", File: "/tmp/会社.csv", SHA256: "abc", Mapping: intake.Options{Map: map[string]string{"name": "会社名"}, Progress: func(intake.Progress) {}}}

func created(ps []prospect.Prospect, stages map[string]period.Day) []prospect.Row {
	var out []prospect.Row
	for _, p := range ps {
		out = append(out, prospect.Row{Prospect: p, Stages: stages})
	}
	return out
}

func TestImportOfProspectsAndItsUndo(t *testing.T) {
	s := datatest.Workspace(t)
	ids := must[[]int64](t)(s.SaveProspects(ctx, datatest.Op, datatest.Prospects(1, 3)))
	must[[]int64](t)(s.SaveEntries(ctx, datatest.Op, datatest.Reached(ids[0], "aware", "2026-01-10", "紹介")))
	start := dump(t, s)

	rows := created(datatest.Prospects(2, 500), map[string]period.Day{"aware": day("2026-02-01")})
	rows = append(rows,
		prospect.Row{Prospect: prospect.Prospect{ID: ids[0], Owner: "新担当", Note: "無視"}, Fields: []string{"owner"}, Stages: map[string]period.Day{"aware": day("2026-01-05"), "won": day("2026-03-01")}},
		prospect.Row{Prospect: prospect.Prospect{ID: ids[1], ContactName: "田村", Employees: nil}, Fields: []string{"contact_name", "employees"}},
		prospect.Row{Prospect: prospect.Prospect{ID: -2, Industry: "食品"}, Fields: []string{"industry"}, Stages: map[string]period.Day{"interest": day("2026-02-03")}})
	id := must[int64](t)(s.ImportProspects(ctx, register, all(rows, nil), result(500, 2)))
	sound(t, s)

	found := must[[]prospect.Prospect](t)(s.Prospects(ctx, ids))
	if p := found[0]; p.Owner != "新担当" || p.Note != "" || p.Stage != "won" || p.StageDay != day("2026-03-01") {
		t.Errorf("updated: %+v", p)
	}
	if p := found[1]; p.ContactName != "田村" || p.Employees != nil || p.ExternalID == "" {
		t.Errorf("updated contact: %+v", p)
	}
	second := must[[]int64](t)(s.ProspectIDs(ctx, prospect.Query{Filter: prospect.Filter{{Field: "industry", Op: prospect.Is, Value: "食品"}}}))
	if p := must[[]prospect.Prospect](t)(s.Prospects(ctx, second)); len(p) != 1 || p[0].ExternalID != "X2-000001" || p[0].Stage != "interest" {
		t.Errorf("row created and changed by one file: %+v", p)
	}
	cells := must[[]measure.Cell](t)(s.Cells(ctx, []string{"entry.aware"}, period.Range{From: day("2026-01-05"), To: day("2026-01-10")}))
	if len(cells) != 1 || cells[0].Day != day("2026-01-05") {
		t.Errorf("an earlier entry moves the prospect's first day: %+v", cells)
	}

	imp := must[intake.Import](t)(s.ImportOf(ctx, id))
	if imp.Result.Import != id || imp.Result.Created != 500 || len(imp.Rejects) != 1 || imp.Rejects[0].Line != 7 || imp.Mapping.Map["name"] != "会社名" || imp.Undone {
		t.Errorf("import: %+v", imp)
	}
	u := must[change.Undone](t)(s.UndoImport(ctx, id))
	if u.Reverted != 502 || len(u.Kept) != 0 || u.Action.Import != id {
		t.Errorf("undone: %+v", u)
	}
	sound(t, s)
	if got := dump(t, s); got != start {
		t.Errorf("after the undo\n%s\nwant\n%s", got, start)
	}
	if list := must[[]intake.Import](t)(s.Imports(ctx)); len(list) != 1 || !list[0].Undone {
		t.Errorf("imports: %+v", list)
	}
}

func TestImportIsWholeOrAbsent(t *testing.T) {
	s := datatest.Workspace(t)
	must[[]int64](t)(s.SaveProspects(ctx, datatest.Op, datatest.Prospects(1, 1)))
	start := dump(t, s)
	broken := errors.New("line 300 is broken")
	finish := func() intake.Result { t.Error("finish was called"); return intake.Result{} }
	rows := created(datatest.Prospects(3, 300), map[string]period.Day{"aware": day("2026-01-01")})
	if _, err := s.ImportProspects(ctx, register, all(rows, broken), finish); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	_, err := s.ImportProspects(ctx, register, all(append(rows, rows[0]), nil), finish)
	code(t, err, "corporate_number_taken")
	_, err = s.ImportProspects(ctx, register, all([]prospect.Row{{Prospect: prospect.Prospect{ID: 4711}}}, nil), finish)
	code(t, err, "unknown_prospect")
	_, err = s.ImportProspects(ctx, register, all([]prospect.Row{{Prospect: prospect.Prospect{ID: -1}}}, nil), finish)
	code(t, err, "unknown_prospect")
	_, err = s.ImportDeals(ctx, register, all(datatest.Deals(1, []int64{1, 99}), nil), finish)
	code(t, err, "unknown_prospect")
	_, err = s.ImportMeasures(ctx, register, all([]measure.Value{{Measure: "deal.won", Day: day("2026-01-01")}}, nil), finish)
	code(t, err, "bad_key")
	if got := dump(t, s); got != start {
		t.Errorf("a failed import left\n%s\nwant\n%s", got, start)
	}
	if list := must[[]intake.Import](t)(s.Imports(ctx)); len(list) != 0 {
		t.Errorf("imports: %+v", list)
	}
	must[[]int64](t)(s.SaveProspects(ctx, datatest.Op, datatest.Prospects(4, 1)))
	sound(t, s)
}

func TestImportOfEntriesSkipsKnownOnes(t *testing.T) {
	s := datatest.Workspace(t)
	ids := must[[]int64](t)(s.SaveProspects(ctx, datatest.Op, datatest.Prospects(1, 20)))
	entries := datatest.Entries(5, ids)
	must[[]int64](t)(s.SaveEntries(ctx, datatest.Op, entries[:10]))
	start := dump(t, s)
	id := must[int64](t)(s.ImportEntries(ctx, intake.Import{Noun: "entries"}, all(append(slices.Clone(entries), entries[0]), nil), result(len(entries)+1, 0)))
	if r := must[intake.Import](t)(s.ImportOf(ctx, id)).Result; r.Skipped != 11 || r.Created != len(entries)-10 {
		t.Errorf("result: %+v", r)
	}
	sound(t, s)
	log := must[funnel.Log](t)(s.Log(ctx))
	if log.Len() != len(entries) {
		t.Errorf("%d records, want %d", log.Len(), len(entries))
	}
	if !slices.IsSortedFunc(slices.Concat(log.Blocks...), funnel.Ordered) {
		t.Errorf("out of order: %+v", log.Blocks)
	}
	must[change.Undone](t)(s.UndoImport(ctx, id))
	if got := dump(t, s); got != start {
		t.Errorf("after the undo\n%s\nwant\n%s", got, start)
	}
}

func TestImportOfDealsChangesKnownOnes(t *testing.T) {
	s := datatest.Workspace(t)
	ids := must[[]int64](t)(s.SaveProspects(ctx, datatest.Op, datatest.Prospects(1, 20)))
	must[[]int64](t)(s.SaveEntries(ctx, datatest.Op, datatest.Entries(1, ids)))
	must[[]int64](t)(s.SaveDeals(ctx, datatest.Op, datatest.Deals(1, ids)))
	start := dump(t, s)
	deals := must[[]prospect.Deal](t)(s.Deals(ctx, 0))
	for i := range deals {
		deals[i].Prospect = ids[(i*7)%len(ids)]
		deals[i].Outcome, deals[i].Closed, deals[i].Amount = prospect.Won, day("2026-09-09"), number(int64(i))
	}
	rows := append(append(datatest.Deals(2, ids), deals...), deals[0])
	id := must[int64](t)(s.ImportDeals(ctx, intake.Import{Noun: "deals"}, all(rows, nil), result(20, 20)))
	sound(t, s)
	if got := must[[]prospect.Deal](t)(s.Deals(ctx, 0)); len(got) != 40 {
		t.Errorf("%d deals, want 40", len(got))
	}
	if u := must[change.Undone](t)(s.UndoImport(ctx, id)); u.Reverted != 40 || len(u.Kept) != 0 {
		t.Errorf("undone %+v", u)
	}
	if got := dump(t, s); got != start {
		t.Errorf("after the undo\n%s\nwant\n%s", got, start)
	}
	_, err := s.ImportDeals(ctx, intake.Import{Noun: "deals"}, all([]prospect.Deal{{ID: 4711, Prospect: ids[0]}}, nil), result(0, 1))
	code(t, err, "unknown_deal")
}

func TestImportOfMeasuresAddsWithinAFileAndReplacesAcross(t *testing.T) {
	s := datatest.Workspace(t)
	on := day("2026-10-01")
	file := func(values ...float64) int64 {
		var vs []measure.Value
		for _, v := range values {
			vs = append(vs, measure.Value{Measure: "cost", Day: on, Channel: "web", Value: v})
		}
		vs = append(vs, measure.Value{Measure: "cost", Day: on, Channel: "web", Campaign: "秋", Value: 0.5})
		return must[int64](t)(s.ImportMeasures(ctx, intake.Import{Noun: "measures"}, all(vs, nil), result(2, 0)))
	}
	total := func() (out []float64) {
		for _, c := range must[[]measure.Cell](t)(s.Cells(ctx, []string{"cost"}, period.Range{})) {
			out = append(out, c.Value)
		}
		return out
	}
	file(10, 20, 30)
	if got := total(); !slices.Equal(got, []float64{60.5}) {
		t.Errorf("within a file: %v", got)
	}
	second := file(1, 2)
	if got := total(); !slices.Equal(got, []float64{3.5}) {
		t.Errorf("a later file: %v", got)
	}
	sound(t, s)
	if u := must[change.Undone](t)(s.UndoImport(ctx, second)); u.Reverted != 2 {
		t.Errorf("undone %+v", u)
	}
	if got := total(); !slices.Equal(got, []float64{60.5}) {
		t.Errorf("after the undo: %v", got)
	}
	sound(t, s)
}

func TestLargeImportKeepsTenThousandRejectedRows(t *testing.T) {
	s := datatest.Workspace(t)
	finish := func() intake.Result {
		r := intake.Result{Rows: 10_005, RejectedCount: 10_005}
		for i := range r.Rows {
			r.Rejected = append(r.Rejected, intake.Rejected{Line: i + 2, Code: "empty"})
		}
		return r
	}
	id := must[int64](t)(s.ImportProspects(ctx, register, all[prospect.Row](nil, nil), finish))
	imp := must[intake.Import](t)(s.ImportOf(ctx, id))
	if len(imp.Rejects) != 10_000 || imp.Result.RejectedCount != 10_005 || imp.Rejects[9_999].Line != 10_001 {
		t.Errorf("%d kept of %d", len(imp.Rejects), imp.Result.RejectedCount)
	}
}

func BenchmarkImportProspects(b *testing.B) {
	rows := created(datatest.Prospects(1, 50_000), nil)
	for b.Loop() {
		s := datatest.Open(b, fmt.Sprintf("%s/bench.shirube", b.TempDir()))
		must[int64](b)(s.ImportProspects(ctx, register, all(rows, nil), result(len(rows), 0)))
	}
}
