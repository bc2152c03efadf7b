package store_test

import (
	"testing"

	"shirube/data/datatest"
	"shirube/data/prospect"
)

func TestErasingForgetsTheSearchIndexToo(t *testing.T) {
	s := datatest.Workspace(t)
	ps := datatest.Prospects(1, 2100)
	ps[7].ContactName = "鱻龘太郎"
	ids := must[[]int64](t)(s.SaveProspects(ctx, datatest.Op, ps))
	check(t, s.KeepSearch(ctx))
	if n := s.Grams(t, '鱻', '龘'); n != 1 {
		t.Fatalf("%d rows are indexed before", n)
	}
	contacts := must[[]prospect.Contact](t)(s.Contacts(ctx, ids[7:8]))
	e := must[prospect.Erased](t)(s.Erase(ctx, prospect.Erasure{Contacts: []int64{contacts[0].ID}, Companies: ids[7:8], Clean: func(*prospect.Prospect) {}, Words: []string{"鱻龘太郎"}}))
	if e.People != 1 || len(e.Left) != 0 {
		t.Errorf("%+v", e)
	}
	if n := s.Grams(t, '鱻', '龘'); n != 0 {
		t.Errorf("the index still knows %d rows", n)
	}
	if found := must[[]int64](t)(s.ProspectIDs(ctx, prospect.Query{Text: "太郎"})); len(found) != 0 {
		t.Errorf("found %v", found)
	}
	sound(t, s)
}
