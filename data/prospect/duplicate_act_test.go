package prospect_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"shirube/data"
	"shirube/data/datatest"
	"shirube/data/intake"
	"shirube/data/prospect"
)

func (d *desk) pairs() []prospect.Pair {
	d.t.Helper()
	pairs, err := d.Duplicates(d.t.Context(), nil)
	if err != nil {
		d.t.Fatal(err)
	}
	return pairs
}

func (d *desk) back() {
	d.t.Helper()
	if u, err := d.UndoLast(d.t.Context()); err != nil || len(u.Kept) > 0 {
		d.t.Fatal(u, err)
	}
}

func TestPairKeptApartIsNoCandidateAnyMore(t *testing.T) {
	d := newDesk(t)
	d.do(text(t, "会社名,電話番号\n㈱青木商店,03-1111-1111\n青木商店,03-1111-1111\n青木商店 支店,03-1111-1111\n"), intake.Options{})
	before := d.pairs()
	if len(before) != 3 {
		t.Fatalf("%+v", before)
	}
	if err := d.KeepApart(t.Context(), before[0].B, before[0].A); err != nil {
		t.Fatal(err)
	}
	if err := d.KeepApart(t.Context(), before[0].A, before[0].B); err != nil {
		t.Error("said twice:", err)
	}
	d.do(text(t, "会社名,電話番号\n別の社,06-1111-1111\n"), intake.Options{})
	if after := d.pairs(); !slices.EqualFunc(after, before[1:], func(a, b prospect.Pair) bool { return a.A == b.A && a.B == b.B }) {
		t.Errorf("kept apart, and another import later: %+v", after)
	}
	d.back()
	d.back()
	if again := d.pairs(); len(again) != 3 {
		t.Errorf("taken back: %+v", again)
	}
	for code, ids := range map[data.Code][2]int64{"merge_self": {1, 1}, prospect.UnknownProspect: {before[0].A, 4711}} {
		if err := d.KeepApart(t.Context(), ids[0], ids[1]); data.CodeOf(err) != code {
			t.Errorf("%v: %v, want %s", ids, err, code)
		}
	}
}

func TestMergingManyTakesStrongPairsOnlyAndIsOneStep(t *testing.T) {
	d := newDesk(t)
	var rows string
	for n := range 40 {
		rows += fmt.Sprintf("株式会社%03d商事,03-1111-%04d,,鳥取市\n㈱%03d商事,03-1111-%04d,山田%d,\n", n, n, n, n, n)
	}
	rows += "青木,,,鳥取市\n青木,,,鳥取市\n" + "北村,03-2222-0000,,\n南村,03-2222-0000,,\n" // a name and a city; a phone and two names
	rows += "三つ子,03-3333-0000,,\n三つ子,03-3333-0000,,\n三つ子,03-3333-0000,,\n"
	d.do(text(t, "会社名,電話番号,担当者氏名,市区町村\n"+rows), intake.Options{})
	before, pairs := d.dump(), d.pairs()
	by := map[prospect.Strength]int{}
	for _, p := range pairs {
		by[p.Strength()]++
	}
	if by[prospect.Strong] != 43 || by[prospect.Likely] != 1 || by[prospect.Weak] != 1 {
		t.Fatalf("%v", by)
	}
	done, err := d.MergeAll(t.Context(), pairs)
	if err != nil || len(done) != 41 {
		t.Fatalf("%d merged (%v), want each twin and one pair of the three", len(done), err)
	}
	left := d.pairs()
	if len(left) != 3 || left[0].Reason != prospect.SamePhone {
		t.Errorf("left: %+v", left)
	}
	if p := d.named("株式会社007商事"); p.ContactName != "山田7" || p.City != "鳥取市" {
		t.Errorf("%+v", p)
	}
	d.back()
	if d.dump() != before {
		t.Error("one step back, the list differs")
	}
	doubted := slices.DeleteFunc(left, func(p prospect.Pair) bool { return p.Strength() == prospect.Strong })
	if done, err := d.MergeAll(t.Context(), doubted); err != nil || done != nil {
		t.Errorf("merged what is not strong: %v %v", done, err)
	}
}

func TestImportKeepsFieldsOfTheUsersOwnThatItDoesNotName(t *testing.T) {
	o := newOffice(t)
	row := func(column, value string) intake.Result {
		return o.do(text(t, "法人番号,会社名,"+column+"\n"+datatest.CorporateNumber(1)+",甲,"+value+"\n"),
			intake.Options{Map: map[string]string{"corporate_number": "法人番号", "name": "会社名", "custom." + column: column}})
	}
	row("格付", "A")
	row("地区", "北")
	if p := o.named("甲"); p.Custom["格付"] != "A" || p.Custom["地区"] != "北" {
		t.Errorf("%v", p.Custom)
	}
	if r := row("地区", "北"); r.Skipped != 1 {
		t.Errorf("again: %+v", r)
	}
}

// TestOptOutSetByHandSurvives five kinds of import, each of which has a way of
// losing it.
func TestOptOutSetByHandSurvives(t *testing.T) {
	const mail = "yamada@x.jp"
	head := "法人番号,会社名,担当者氏名,担当者メール\n"
	one := datatest.CorporateNumber(1)
	for kind, act := range map[string]func(d *desk){
		"update": func(d *desk) {
			d.do(text(t, head+one+",甲,山田 太郎,YAMADA@x.jp\n"), intake.Options{OnMatch: "overwrite"})
		},
		"create": func(d *desk) { d.do(text(t, head+",乙,別の山田,"+mail+"\n"), intake.Options{OnMatch: "create"}) },
		"merge": func(d *desk) {
			d.do(text(t, head+",甲,山田,"+mail+"\n"), intake.Options{OnMatch: "create"})
			if done, err := d.MergeAll(t.Context(), d.pairs()); err != nil || len(done) != 1 {
				t.Fatal(done, err)
			}
		},
		"undo": func(d *desk) {
			d.do(text(t, head+one+",甲,山田,new@x.jp\n"), intake.Options{OnMatch: "overwrite"})
			d.back()
		},
		"register update": func(d *desk) {
			row := make([]string, 30)
			row[1], row[6], row[18] = one, "甲", "2026-03-01"
			d.do(text(t, strings.Join(row, ",")+"\n"), intake.Options{Preset: "nta"})
		},
	} {
		t.Run(kind, func(t *testing.T) {
			d := newDesk(t)
			d.do(text(t, head+one+",甲,山田,"+mail+"\n"), intake.Options{})
			if n, err := d.OptOut(t.Context(), mail); err != nil || n != 1 {
				t.Fatal(n, err)
			}
			act(d)
			if day, err := d.OptedOut(t.Context(), "Yamada@X.jp"); err != nil || !day.Known() {
				t.Errorf("the address may be mailed (%v)", err)
			}
			ids, err := d.List(t.Context(), prospect.Query{})
			if err != nil {
				t.Fatal(err)
			}
			people, err := d.Contacts(t.Context(), ids)
			if err != nil || len(people) == 0 {
				t.Fatal(people, err)
			}
			for _, c := range people {
				if c.OptOut == "" {
					t.Errorf("%s at %s may be mailed", c.Name, c.Email)
				}
			}
		})
	}
}
