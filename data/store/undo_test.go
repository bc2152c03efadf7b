package store_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"

	"shirube/data/change"
	"shirube/data/datatest"
	"shirube/data/funnel"
	"shirube/data/kpi"
	"shirube/data/measure"
	"shirube/data/period"
	"shirube/data/prospect"
	"shirube/data/store"
)

func dump(t testing.TB, s *store.Store) string {
	t.Helper()
	var b bytes.Buffer
	check(t, s.Dump(ctx, &b))
	return b.String()
}

func sound(t testing.TB, s *store.Store) {
	t.Helper()
	if problems := must[[]store.Problem](t)(s.Check(ctx)); len(problems) > 0 {
		t.Fatalf("check: %+v", problems)
	}
}

// everything lists every id of a kind that a random step may work on.
func everything(t testing.TB, s *store.Store) (ids []int64, entries []funnel.Entry, deals []prospect.Deal, activities []prospect.Activity) {
	ids = must[[]int64](t)(s.ProspectIDs(ctx, prospect.Query{}))
	deals = must[[]prospect.Deal](t)(s.Deals(ctx, 0))
	for _, id := range ids {
		entries = append(entries, must[[]funnel.Entry](t)(s.EntriesOf(ctx, id))...)
		activities = append(activities, must[[]prospect.Activity](t)(s.Activities(ctx, id))...)
	}
	return
}

// randomStep writes something, as a user might, and tells what.
func randomStep(t testing.TB, s *store.Store, r *rand.Rand, n int) string {
	ids, entries, deals, activities := everything(t, s)
	some := func() int64 { return ids[r.IntN(len(ids))] }
	what := r.IntN(13)
	if len(ids) == 0 {
		what = 0
	}
	op := change.Op{Title: fmt.Sprint("step", what), Args: map[string]string{"n": fmt.Sprint(n)}}
	var err error
	switch what {
	case 0:
		_, err = s.SaveProspects(ctx, op, datatest.Prospects(uint64(n+1), 1+r.IntN(4)))
	case 1:
		ps := must[[]prospect.Prospect](t)(s.Prospects(ctx, []int64{some()}))
		ps[0].Name, ps[0].ContactName, ps[0].Employees = fmt.Sprint("名", n), []string{"", "山田"}[r.IntN(2)], nil
		_, err = s.SaveProspects(ctx, op, ps)
	case 2:
		err = s.DeleteProspects(ctx, op, []int64{some()})
	case 3, 4:
		_, err = s.SaveEntries(ctx, op, datatest.Entries(uint64(n), []int64{some(), some()}))
	case 5:
		if len(entries) > 0 {
			err = s.DeleteEntries(ctx, op, []int64{entries[r.IntN(len(entries))].ID})
		}
	case 6:
		_, err = s.SaveDeals(ctx, op, datatest.Deals(uint64(n), []int64{some()}))
	case 7:
		if len(deals) > 0 {
			d := deals[r.IntN(len(deals))]
			amount := r.Int64N(1e6)
			d.Prospect, d.Amount, d.Outcome, d.Closed, d.Channel = some(), &amount, prospect.Won, datatest.Day(r.IntN(300)), "web"
			_, err = s.SaveDeals(ctx, op, []prospect.Deal{d})
			if r.IntN(3) == 0 && err == nil {
				err = s.DeleteDeal(ctx, op, d.ID)
			}
		}
	case 8:
		_, err = s.SaveActivities(ctx, op, []prospect.Activity{{Prospect: some(), Kind: prospect.Call, Day: datatest.Day(r.IntN(300)), Text: "電話"}})
	case 9:
		if len(activities) > 0 {
			err = s.DeleteActivity(ctx, op, activities[r.IntN(len(activities))].ID)
		}
	case 10:
		key := []string{"cost", "visits"}[r.IntN(2)]
		vs := []measure.Value{{Measure: key, Day: datatest.Day(r.IntN(5)), Campaign: []string{"", "秋"}[r.IntN(2)], Value: r.ExpFloat64() / 3}}
		if r.IntN(4) == 0 {
			err = s.SetValues(ctx, op, nil, vs)
		} else {
			err = s.SaveValues(ctx, op, vs)
		}
	case 11:
		key := []string{"k1", "k2"}[r.IntN(2)]
		if err = s.SaveKPI(ctx, op, kpi.KPI{Key: key, Name: fmt.Sprint(n), Formula: "cost", Grain: period.Month}); err == nil {
			err = s.EditKPIs(ctx, op, kpi.Edit{Targets: []kpi.Target{{KPI: key, Period: "2026-10", Value: 1.0 / float64(n+3)}}})
		}
		if r.IntN(3) == 0 && err == nil {
			err = s.EditKPIs(ctx, op, kpi.Edit{Gone: []string{key}})
		}
	case 12:
		stages := append([]funnel.Stage(nil), must[[]funnel.Stage](t)(s.Stages(ctx))...)
		r.Shuffle(len(stages), func(i, j int) { stages[i], stages[j] = stages[j], stages[i] })
		if err = s.SetStages(ctx, op, stages); err == nil && r.IntN(2) == 0 {
			err = s.SaveMeasure(ctx, op, measure.Measure{Key: "cost", Over: []measure.Over{measure.Sum, measure.Mean}[r.IntN(2)]})
		}
	}
	if err != nil {
		t.Fatalf("step %d of kind %d: %v", n, what, err)
	}
	return op.Title
}

func TestUndoOfEverythingGivesTheStart(t *testing.T) {
	for seed := range uint64(12) {
		s := datatest.Workspace(t)
		r := datatest.Random(seed)
		start := dump(t, s)
		first := len(must[[]change.Action](t)(s.Actions(ctx, 0)))
		for n := range 40 {
			what := randomStep(t, s, r, n)
			if problems := must[[]store.Problem](t)(s.Check(ctx)); len(problems) > 0 {
				t.Fatalf("seed %d, after %s: %+v", seed, what, problems)
			}
		}
		done := must[[]change.Action](t)(s.Actions(ctx, 0))
		for range len(done) - first {
			u := must[change.Undone](t)(s.UndoLast(ctx))
			if len(u.Kept) > 0 {
				t.Fatalf("seed %d: undo of %s kept %+v", seed, u.Action.Op.Title, u.Kept)
			}
			sound(t, s)
		}
		if got := dump(t, s); got != start {
			t.Fatalf("seed %d: after undoing everything\n%s\nwant\n%s", seed, got, start)
		}
	}
}

func TestUndoInAnyOrderStaysSound(t *testing.T) {
	for seed := range uint64(20) {
		s := datatest.Workspace(t)
		r := datatest.Random(seed + 100)
		for n := range 25 {
			randomStep(t, s, r, n)
		}
		actions := must[[]change.Action](t)(s.Actions(ctx, 0))
		for _, i := range r.Perm(len(actions) - 1) { // all but the default stages
			if _, err := s.Undo(ctx, actions[i].ID); err != nil {
				t.Fatalf("seed %d: undo of %s: %v", seed, actions[i].Op.Title, err)
			}
			if problems := must[[]store.Problem](t)(s.Check(ctx)); len(problems) > 0 {
				t.Fatalf("seed %d, after the undo of %s: %+v", seed, actions[i].Op.Title, problems)
			}
		}
	}
}

func TestUndoLeavesWhatWasEditedSince(t *testing.T) {
	s := datatest.Workspace(t)
	ids := must[[]int64](t)(s.SaveProspects(ctx, datatest.Op, datatest.Prospects(1, 4)))
	made := must[[]change.Action](t)(s.Actions(ctx, 1))[0]
	if made.Rows != 4 {
		t.Errorf("the action counts %d rows, want the 4 prospects", made.Rows)
	}
	edited := must[[]prospect.Prospect](t)(s.Prospects(ctx, ids[:1]))
	edited[0].Note = "later"
	must[[]int64](t)(s.SaveProspects(ctx, datatest.Op, edited))
	must[[]int64](t)(s.SaveDeals(ctx, datatest.Op, datatest.Deals(1, ids[1:2])))
	u := must[change.Undone](t)(s.Undo(ctx, made.ID))
	if u.Reverted != 2 {
		t.Errorf("reverted %d, want 2", u.Reverted)
	}
	left := must[[]prospect.Prospect](t)(s.Prospects(ctx, ids))
	if len(left) != 2 || left[0].ID != ids[0] || left[1].ID != ids[1] || left[0].ContactName == "" {
		t.Errorf("left %+v, want the first two with their contacts", left)
	}
	kept := map[int64]string{}
	for _, k := range u.Kept {
		if k.Noun == "prospect" {
			kept[k.ID] = k.Reason
		}
	}
	if len(kept) != 2 || kept[ids[0]] != "edited_since" || kept[ids[1]] != "edited_since" {
		t.Errorf("kept %+v", u.Kept)
	}
	_, err := s.Undo(ctx, made.ID)
	code(t, err, "already_undone")
	sound(t, s)
}

func TestUndoneDeletionDoesNotTakeANumberFromAnother(t *testing.T) {
	s := datatest.Workspace(t)
	p := datatest.Prospects(1, 1)
	ids := must[[]int64](t)(s.SaveProspects(ctx, datatest.Op, p))
	must[[]int64](t)(s.SaveEntries(ctx, datatest.Op, datatest.Reached(ids[0], "aware", "2026-10-01", "")))
	check(t, s.DeleteProspects(ctx, datatest.Op, ids))
	deletion := must[[]change.Action](t)(s.Actions(ctx, 1))[0]
	must[[]int64](t)(s.SaveProspects(ctx, datatest.Op, p))
	u := must[change.Undone](t)(s.Undo(ctx, deletion.ID))
	if u.Reverted != 0 || len(u.Kept) == 0 {
		t.Errorf("undone: %+v", u)
	}
	sound(t, s)
}
