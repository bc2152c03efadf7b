package store_test

import (
	"slices"
	"testing"

	"shirube/data/change"
	"shirube/data/datatest"
	"shirube/data/prospect"
	"shirube/data/store"
)

func service(s *store.Store) *prospect.Service {
	return prospect.NewService(s, &change.Bus{}, datatest.Clock)
}

// TestMergeAndBack merges companies with everything that hangs on them, in
// both orders of their ids, and takes it back.
func TestMergeAndBack(t *testing.T) {
	s := datatest.Workspace(t)
	ids := must[[]int64](t)(s.SaveProspects(ctx, datatest.Op, datatest.Prospects(1, 8)))
	must[[]int64](t)(s.SaveEntries(ctx, datatest.Op, append(datatest.Entries(2, ids), datatest.Entries(2, ids[1:])...)))
	must[[]int64](t)(s.SaveDeals(ctx, datatest.Op, datatest.Deals(3, ids)))
	for i, id := range ids {
		must[[]int64](t)(s.SaveActivities(ctx, datatest.Op, []prospect.Activity{{Prospect: id, Kind: prospect.Call, Day: datatest.Day(i), Text: "電話"}}))
	}
	list, r := service(s), datatest.Random(3)
	for range 20 {
		a, b := ids[r.IntN(len(ids))], ids[r.IntN(len(ids))]
		if a == b {
			continue
		}
		before := dump(t, s)
		was := must[[]prospect.Prospect](t)(s.Prospects(ctx, []int64{a, b}))
		hanging := func(of int64) int {
			return len(must[[]prospect.Deal](t)(s.Deals(ctx, of))) + len(must[[]prospect.Activity](t)(s.Activities(ctx, of)))
		}
		want := hanging(a) + hanging(b)
		p := must[prospect.Prospect](t)(list.Merge(ctx, a, b, nil, []string{"corporate_number", "owner"}))
		sound(t, s)
		if p.Name != was[0].Name || p.CorporateNumber != was[1].CorporateNumber || p.Owner != was[1].Owner {
			t.Errorf("merged %+v of %+v", p, was)
		}
		if n := hanging(a); n != want {
			t.Errorf("%d deals and activities, want %d", n, want)
		}
		if left := must[[]prospect.Prospect](t)(s.Prospects(ctx, []int64{b})); len(left) != 0 {
			t.Errorf("%d is still there", b)
		}
		u := must[change.Undone](t)(s.UndoLast(ctx))
		if len(u.Kept) > 0 || u.Action.Op.Title != "prospect.merge" || dump(t, s) != before {
			t.Fatalf("undone merge of %d and %d differs, kept %v", a, b, u.Kept)
		}
		sound(t, s)
	}
	_, err := list.Merge(ctx, ids[0], ids[1], nil, nil)
	code(t, err, "merge_numbers")
	_, err = list.Merge(ctx, ids[0], ids[0], nil, nil)
	code(t, err, "merge_self")
	_, err = list.Merge(ctx, ids[0], ids[1], nil, []string{"nome"})
	code(t, err, "unknown_field")
	_, err = list.Merge(ctx, ids[0], 4711, nil, nil)
	code(t, err, "unknown_prospect")
}

// TestMergeOfPeople: one person written twice becomes one, others follow, and
// the first of the company that stays stays the first.
func TestMergeOfPeople(t *testing.T) {
	s := datatest.Workspace(t)
	list := service(s)
	ids := must[[]int64](t)(s.SaveProspects(ctx, datatest.Op, []prospect.Prospect{
		{Name: "B", ContactName: "山田", ContactEmail: "Yamada@x.jp", Phone: "03-1111-2222", City: "港区", Tags: []string{"b"}, Note: "二", Custom: map[string]string{"k": "2", "m": "3"}},
		{Name: "A", ContactName: "佐藤", Prefecture: "大阪府", City: "大阪市", Tags: []string{"a"}, Note: "一", Custom: map[string]string{"k": "1"}},
		{Name: "C", ContactName: "山 田", ContactTitle: "部長"},
	}))
	before := dump(t, s)
	p := must[prospect.Prospect](t)(list.Merge(ctx, ids[1], ids[0], nil, nil))
	if p.ContactName != "佐藤" || p.Phone != "03-1111-2222" || p.City != "大阪市" || p.Prefecture != "大阪府" || p.Note != "一\n二" ||
		!slices.Equal(p.Tags, []string{"a", "b"}) || p.Custom["k"] != "1" || p.Custom["m"] != "3" {
		t.Errorf("merged %+v", p)
	}
	p = must[prospect.Prospect](t)(list.Merge(ctx, ids[2], ids[1], nil, nil))
	people := must[[]prospect.Contact](t)(s.Contacts(ctx, []int64{ids[2]}))
	if len(people) != 2 || p.ContactName != "山 田" || p.ContactTitle != "部長" || p.ContactEmail != "Yamada@x.jp" || people[1].Name != "佐藤" {
		t.Errorf("people %+v", people)
	}
	sound(t, s)
	for range 2 {
		must[change.Undone](t)(s.UndoLast(ctx))
	}
	if dump(t, s) != before {
		t.Error("two merges taken back differ")
	}
	if p := must[prospect.Prospect](t)(list.Merge(ctx, ids[1], ids[0], nil, []string{"contact", "city"})); p.ContactName != "山田" || p.City != "港区" {
		t.Errorf("chosen: %+v", p)
	}
}
