package store_test

import (
	"slices"
	"testing"

	"shirube/data/change"
	"shirube/data/datatest"
	"shirube/data/intake"
	"shirube/data/prospect"
	"shirube/data/store"
)

func on(key string) prospect.Query {
	return prospect.Query{Filter: prospect.Filter{prospect.OnList(key)}, Sort: "id"}
}

// both asks the file and the list in memory.
func both(t testing.TB, s *store.Store, f prospect.Filter) []int64 {
	t.Helper()
	q := prospect.Query{Filter: f, Sort: "id"}
	if !s.Loaded() {
		t.Fatal("not loaded")
	}
	ids := must[[]int64](t)(s.ProspectIDs(ctx, q))
	if file := must[[]int64](t)(s.SelectIDs(ctx, q)); !slices.Equal(file, ids) {
		t.Errorf("%v: from memory %v, from the file %v", f, ids, file)
	}
	return ids
}

func count(t testing.TB, s *store.Store, key string) int {
	t.Helper()
	for _, l := range must[[]prospect.List](t)(s.Lists(ctx)) {
		if l.Key == key {
			return l.Count
		}
	}
	t.Fatalf("no list %s", key)
	return 0
}

func TestCompaniesAreOnSeveralLists(t *testing.T) {
	s := datatest.Workspace(t)
	ids := must[[]int64](t)(s.SaveProspects(ctx, datatest.Op, datatest.Prospects(1, 5)))
	fair := prospect.List{Key: "fair", Name: "展示会'; DROP TABLE list;--", Source: "exhibition", From: "東京ビッグサイト", Purpose: "製品の案内", Acquired: day("2026-10-01"), Told: "名刺の裏"}
	check(t, s.SaveList(ctx, datatest.Op, fair))
	check(t, s.SaveList(ctx, datatest.Op, prospect.List{Key: "bought", Name: "購入"}))
	empty := dump(t, s)
	for _, c := range []struct {
		key  string
		ids  []int64
		on   bool
		want int
	}{{"fair", ids[:3], true, 3}, {"fair", ids[2:4], true, 1}, {"bought", ids[3:], true, 2}, {"fair", ids[:1], false, 1}, {"fair", ids[:1], false, 0}} {
		if n := must[int](t)(s.Enlist(ctx, datatest.Op, prospect.List{Key: c.key}, c.ids, c.on)); n != c.want {
			t.Errorf("%+v changed %d", c, n)
		}
	}
	for _, c := range []struct {
		where string
		want  []int64
	}{
		{"list=fair", ids[1:4]}, {"list!=fair", []int64{ids[0], ids[4]}}, {"list=fair and list=bought", ids[3:4]},
		{`list=""`, ids[:1]}, {`list!=""`, ids[1:]}, {`list~購`, ids[3:]}, {`list~"DROP TABLE"`, ids[1:4]}, {"list~nothing", nil}, {"list in (fair, bought)", ids[1:]},
	} {
		f, err := prospect.ParseFilter(c.where)
		check(t, err)
		if got := both(t, s, f); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.where, got, c.want)
		}
	}
	_, err := s.ProspectIDs(ctx, on("nobody"))
	code(t, err, "unknown_list")
	fair.Count = 3
	if got := must[[]prospect.List](t)(s.Lists(ctx)); !slices.Equal(got, []prospect.List{fair, {Key: "bought", Name: "購入", Count: 2}}) {
		t.Errorf("lists %+v", got)
	}
	if got := must[[]prospect.Facet](t)(s.ProspectFacets(ctx, "list")); !slices.Equal(got, []prospect.Facet{{Value: "fair", Count: 3}, {Value: "bought", Count: 2}}) {
		t.Errorf("facets %v", got)
	}
	if got := must[[]string](t)(s.ListsOf(ctx, ids[3])); !slices.Equal(got, []string{"fair", "bought"}) {
		t.Errorf("lists of one: %v", got)
	}
	for range 4 {
		must[change.Undone](t)(s.UndoLast(ctx))
	}
	if got := dump(t, s); got != empty {
		t.Errorf("undone to\n%s\nwant\n%s", got, empty)
	}
	sound(t, s)
}

func TestListsSurviveDeletingMergingAndUndo(t *testing.T) {
	s := datatest.Workspace(t)
	ids := must[[]int64](t)(s.SaveProspects(ctx, datatest.Op, datatest.Prospects(1, 4)))
	check(t, s.SaveList(ctx, datatest.Op, prospect.List{Key: "a", Name: "A"}))
	must[int](t)(s.Enlist(ctx, datatest.Op, prospect.List{Key: "a"}, ids[1:], true))
	before := dump(t, s)
	check(t, s.DeleteProspects(ctx, datatest.Op, ids[1:2]))
	if got := both(t, s, on("a").Filter); !slices.Equal(got, ids[2:]) || count(t, s, "a") != 2 {
		t.Errorf("after a deletion %v, counted %d", got, count(t, s, "a"))
	}
	must[change.Undone](t)(s.UndoLast(ctx))
	kept := must[[]prospect.Prospect](t)(s.Prospects(ctx, ids[:1]))[0]
	check(t, s.MergeProspects(ctx, datatest.Op, []prospect.Merging{{Kept: kept, Gone: ids[1]}}))
	if got := both(t, s, on("a").Filter); !slices.Equal(got, []int64{ids[0], ids[2], ids[3]}) {
		t.Errorf("after a merge %v", got)
	}
	must[change.Undone](t)(s.UndoLast(ctx))
	check(t, s.DeleteList(ctx, datatest.Op, "a"))
	code(t, s.DeleteList(ctx, datatest.Op, "a"), "unknown_list")
	must[change.Undone](t)(s.UndoLast(ctx))
	if got := dump(t, s); got != before {
		t.Errorf("undone to\n%s\nwant\n%s", got, before)
	}
	check(t, s.SaveSegment(ctx, datatest.Op, prospect.Segment{Key: "g", Name: "G", Where: "list=a and employees>=1"}))
	code(t, s.DeleteList(ctx, datatest.Op, "a"), "list_in_use")
	sound(t, s)
}

func TestUndoLeavesWhatLaterActionsPutOnAList(t *testing.T) {
	s := datatest.Workspace(t)
	ids := must[[]int64](t)(s.SaveProspects(ctx, datatest.Op, datatest.Prospects(1, 4)))
	check(t, s.SaveList(ctx, datatest.Op, prospect.List{Key: "a", Name: "A"}))
	must[int](t)(s.Enlist(ctx, datatest.Op, prospect.List{Key: "a"}, ids[:3], true))
	first := must[[]change.Action](t)(s.Actions(ctx, 1))[0].ID
	must[int](t)(s.Enlist(ctx, datatest.Op, prospect.List{Key: "a"}, ids[:1], false))
	must[int](t)(s.Enlist(ctx, datatest.Op, prospect.List{Key: "a"}, []int64{ids[0], ids[3]}, true))
	must[change.Undone](t)(s.Undo(ctx, first))
	if got := both(t, s, on("a").Filter); !slices.Equal(got, []int64{ids[0], ids[3]}) {
		t.Errorf("on the list: %v", got)
	}
	made := must[[]change.Action](t)(s.Actions(ctx, 0))[3].ID
	if u := must[change.Undone](t)(s.Undo(ctx, made)); len(u.Kept) != 1 || u.Kept[0].Noun != "list" {
		t.Errorf("the list that others use was not kept: %+v", u)
	}
	sound(t, s)
}

func TestImportPutsItsCompaniesOnAList(t *testing.T) {
	s := datatest.Workspace(t)
	known := must[[]int64](t)(s.SaveProspects(ctx, datatest.Op, datatest.Prospects(1, 2)))
	before := dump(t, s)
	to := register
	to.Mapping.List = &intake.Listing{Key: "bought", Name: "購入した名簿", Source: "bought", Acquired: "2026-11-01"}
	rows := append(created(datatest.Prospects(2, 3), nil), prospect.Row{Prospect: prospect.Prospect{ID: known[1]}})
	imported := func() int64 { return must[int64](t)(s.ImportProspects(ctx, to, all(rows, nil), result(3, 1))) }
	n := imported()
	members := both(t, s, on("bought").Filter)
	if len(members) != 4 || members[0] != known[1] {
		t.Fatalf("on the list: %v", members)
	}
	must[change.Undone](t)(s.UndoImport(ctx, n))
	if got := dump(t, s); got != before {
		t.Errorf("undone to\n%s\nwant\n%s", got, before)
	}
	n = imported()
	made := both(t, s, on("bought").Filter)[1:]
	p := must[[]prospect.Prospect](t)(s.Prospects(ctx, made[:1]))[0]
	p.Owner = "手で変えた"
	must[[]int64](t)(s.SaveProspects(ctx, datatest.Op, []prospect.Prospect{p}))
	must[change.Undone](t)(s.UndoImport(ctx, n))
	if got := both(t, s, on("bought").Filter); !slices.Equal(got, made[:1]) {
		t.Errorf("what stays of an import stays on its list: %v, want %v", got, made[:1])
	}
	sound(t, s)
}
