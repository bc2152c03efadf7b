package prospect_test

import (
	"testing"

	"shirube/data/datatest"
	"shirube/data/period"
	"shirube/data/prospect"
)

func TestManyWantNoMail(t *testing.T) {
	d := newDesk(t)
	ids, err := d.SaveProspects(t.Context(), datatest.Op, []prospect.Prospect{
		{Name: "社と人", Email: "info@a.jp", ContactName: "田中", ContactEmail: "tanaka@a.jp"},
		{Name: "社だけ", Email: "Info@b.jp"},
		{Name: "なし"},
		{Name: "同じ人", ContactName: "田中", ContactEmail: "TANAKA@a.jp"},
		{Name: "前から", Email: "info@c.jp"},
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Service.OptOut(t.Context(), "info@c.jp"); err != nil {
		t.Fatal(err)
	}
	out := func() (n int) {
		for _, email := range []string{"info@a.jp", "tanaka@a.jp", "info@b.jp", "info@c.jp"} {
			if on, err := d.Service.OptedOut(t.Context(), email); err != nil {
				t.Fatal(err)
			} else if on.Known() {
				n++
			}
		}
		return n
	}
	if err := d.OptOutAll(t.Context(), []int64{ids[0], ids[1], ids[2], ids[4]}); err != nil {
		t.Fatal(err)
	}
	if n := d.count(`opt_out!=""`); n != 4 || out() != 4 {
		t.Errorf("%d prospects and %d addresses want no mail", n, out())
	}
	if _, err := d.UndoLast(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := d.count(`opt_out!=""`); n != 1 || out() != 1 {
		t.Errorf("undone, %d prospects and %d addresses still want no mail", n, out())
	}
}

func TestTouches(t *testing.T) {
	d := newDesk(t)
	today := period.On(datatest.Today)
	a, err := d.Save(t.Context(), prospect.Prospect{Name: "A"})
	if err != nil {
		t.Fatal(err)
	}
	b, err := d.Save(t.Context(), prospect.Prospect{Name: "B"})
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []prospect.Activity{
		{Kind: prospect.Call, Day: today - 9}, {Kind: prospect.Mail, Day: today}, {Kind: prospect.Card, Day: today - 2},
		{Kind: prospect.Meeting, Day: today + 3, Time: "14:00", Text: "あと"}, {Kind: prospect.Meeting, Day: today + 3, Time: "09:00", Text: "先"}, {Kind: prospect.Call, Day: today + 40},
	} {
		x.Prospect = a
		if _, err := d.SaveActivity(t.Context(), x); err != nil {
			t.Fatal(err)
		}
	}
	got, err := d.Service.Touches(t.Context(), []int64{a, b})
	if err != nil || len(got) != 1 || got[a].Last.Kind != prospect.Mail || got[a].Next.Text != "先" {
		t.Errorf("%+v %v", got, err)
	}
	if d.count("next_contact<=-3d") != 1 || d.count("next_contact<=-2d") != 0 || d.count("next_contact=\"\"") != 1 {
		t.Error("the filter counts other days")
	}
}
