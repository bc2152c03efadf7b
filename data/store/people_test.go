package store_test

import (
	"slices"
	"testing"

	"shirube/data/change"
	"shirube/data/datatest"
	"shirube/data/prospect"
	"shirube/data/store"
)

// finds holds what a search finds, in memory and in the database, against want.
func finds(t *testing.T, s *store.Store, text string, want ...int64) {
	t.Helper()
	if !s.Loaded() {
		t.Fatal("the view didn't load")
	}
	q := prospect.Query{Text: text}
	got, read := must[[]int64](t)(s.ProspectIDs(ctx, q)), must[[]int64](t)(s.SelectIDs(ctx, q))
	slices.Sort(got)
	slices.Sort(read)
	if !slices.Equal(got, want) || !slices.Equal(read, want) {
		t.Errorf("%q finds %v from memory and %v from the database, want %v", text, got, read, want)
	}
}

func TestEveryPersonIsSearched(t *testing.T) {
	s := datatest.Workspace(t)
	list := service(s)
	ids := must[[]int64](t)(s.SaveProspects(ctx, datatest.Op, []prospect.Prospect{
		{Name: "青葉商事", ContactName: "髙橋 一", ContactEmail: "ichi@aoba.jp"},
		{Name: "青葉商事", ContactName: "渡邊 二", ContactEmail: "ni@aoba.jp"},
		{Name: "北斗", ContactName: "三好"},
	}))
	a, b, c := ids[0], ids[1], ids[2]
	finds(t, s, "渡辺", b)
	must[prospect.Prospect](t)(list.Merge(ctx, a, b, nil, nil))
	for _, text := range []string{"高橋", "渡辺", "NI@aoba", "青葉 ichi@ 渡邊"} {
		finds(t, s, text, a)
	}
	sound(t, s)

	// Edits of the company and of its first person leave the second one found.
	p := must[prospect.Prospect](t)(list.Get(ctx, a))
	p.ContactName, p.City = "四谷", "港区"
	must[[]int64](t)(s.SaveProspects(ctx, datatest.Op, []prospect.Prospect{p}))
	finds(t, s, "高橋")
	finds(t, s, "四谷 渡辺 港区", a)
	check(t, list.Alter(ctx, []int64{a, c}, prospect.Alteration{Set: map[string]string{"phone": "03-1111-2222"}}))
	finds(t, s, "渡辺 0311112222", a)

	// So does an import that changes it, and its undo.
	row := prospect.Row{Prospect: prospect.Prospect{ID: a, City: "北区", ContactName: "五島"}, Fields: []string{"city", "contact_name"}}
	imported := must[int64](t)(s.ImportProspects(ctx, register, all([]prospect.Row{row}, nil), result(0, 1)))
	finds(t, s, "北区 五島 渡辺", a)
	sound(t, s)
	must[change.Undone](t)(s.UndoImport(ctx, imported))
	finds(t, s, "五島")
	finds(t, s, "四谷 渡辺 港区", a)

	// A deletion takes them along, and its undo brings them back.
	check(t, s.DeleteProspects(ctx, datatest.Op, []int64{a}))
	finds(t, s, "渡辺")
	for range 4 { // the deletion, the phone, the edit, the merge
		must[change.Undone](t)(s.UndoLast(ctx))
	}
	finds(t, s, "渡辺", b)
	finds(t, s, "高橋", a)
	sound(t, s)
}

// What an undo spares stays found, and what it takes back does not.
func TestPeopleAfterAnUndoThatSparesTheCompany(t *testing.T) {
	s := datatest.Workspace(t)
	ids := must[[]int64](t)(s.SaveProspects(ctx, datatest.Op, []prospect.Prospect{{Name: "青葉"}, {Name: "北斗", ContactName: "渡邊"}}))
	row := prospect.Row{Prospect: prospect.Prospect{ID: ids[0], ContactName: "五島"}, Fields: []string{"contact_name"}}
	imported := must[int64](t)(s.ImportProspects(ctx, register, all([]prospect.Row{row}, nil), result(0, 1)))
	must[prospect.Prospect](t)(service(s).Merge(ctx, ids[0], ids[1], nil, nil))
	finds(t, s, "五島 渡辺", ids[0])
	must[change.Undone](t)(s.UndoImport(ctx, imported))
	finds(t, s, "渡辺", ids[0])
	sound(t, s)
}
