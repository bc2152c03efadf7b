package store_test

import (
	"slices"
	"testing"

	"shirube/data/datatest"
	"shirube/data/prospect"
)

// TestEditedCompaniesStandByName edits companies, a few at a time, some of them
// under another name or the same as another, and holds the list in memory to
// the order of the file.
func TestEditedCompaniesStandByName(t *testing.T) {
	s, r := datatest.Workspace(t), datatest.Random(31)
	must[[]int64](t)(s.SaveProspects(ctx, datatest.Op, datatest.Prospects(1, 60)))
	if !s.Loaded() {
		t.Fatal("the list does not load")
	}
	q := prospect.Query{Sort: "name"}
	for n := range 120 {
		ids := must[[]int64](t)(s.ProspectIDs(ctx, prospect.Query{Sort: "id"}))
		r.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
		some := must[[]prospect.Prospect](t)(s.Prospects(ctx, ids[:1+r.IntN(4)]))
		other := must[[]prospect.Prospect](t)(s.Prospects(ctx, ids[:6]))
		for i := range some {
			some[i].Note += "."
			switch r.IntN(3) {
			case 0:
				some[i].Name = other[r.IntN(len(other))].Name
			case 1:
				some[i].Name = datatest.Prospects(uint64(n), 1)[0].Name
			}
		}
		if n%20 == 0 {
			some = append(some, prospect.Prospect{Name: other[0].Name})
		}
		must[[]int64](t)(s.SaveProspects(ctx, datatest.Op, some))
		if got, want := must[[]int64](t)(s.ProspectIDs(ctx, q)), must[[]int64](t)(s.SelectIDs(ctx, q)); !slices.Equal(got, want) {
			t.Fatalf("after edit %d\n%v, in the file\n%v", n, got, want)
		}
		if !s.Loaded() {
			t.Fatal("the list was given up")
		}
	}
}
