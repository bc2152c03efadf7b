package prospect_test

import (
	"bytes"
	"testing"

	"shirube/data/datatest"
	"shirube/data/intake"
	"shirube/data/prospect"
	"shirube/data/tabular"
)

func (o *office) exported() []byte {
	o.t.Helper()
	var b bytes.Buffer
	list := prospect.NewService(o, o.deps.News, datatest.Clock)
	if _, err := tabular.WriteCSV(&b, "utf-8-bom", list.Export(o.t.Context(), prospect.Query{Sort: "id"}, nil)); err != nil {
		o.t.Fatal(err)
	}
	return b.Bytes()
}

// TestRegisterUpdate takes a prefecture ten years on and back.
func TestRegisterUpdate(t *testing.T) {
	o := newOffice(t)
	if r := o.do(file(t, unpacked(t, "nta/31_tottori_all_20160229.zip")), intake.Options{Preset: "nta"}); *r.Changes != (intake.Changes{New: 16593}) {
		t.Errorf("the first time: %+v", r.Changes)
	}
	of2016 := o.exported()
	newer := shared(t, "nta/31_tottori_all_20260731.csv")
	r := o.do(file(t, newer), intake.Options{Preset: "nta"})
	if want := (intake.Changes{New: 3755, Renamed: 509, Moved: 1497, Closed: 2429, Known: 16459}); *r.Changes != want || r.HandKept != 0 {
		t.Errorf("2016 to 2026: %+v, %d kept, want %+v", *r.Changes, r.HandKept, want)
	}
	if got := o.count(`closed_day=""`); got != 16593+3755-2764 {
		t.Errorf("%d in business, want all but the 2,764 that the file says are closed", got)
	}
	if again := o.do(file(t, newer), intake.Options{Preset: "nta"}); *again.Changes != (intake.Changes{Known: 20214}) {
		t.Errorf("the same file again: %+v", again.Changes)
	}
	for range 2 {
		if u, err := o.UndoLast(t.Context()); err != nil || len(u.Kept) > 0 {
			t.Fatal(u, err)
		}
	}
	if !bytes.Equal(o.exported(), of2016) {
		t.Error("taken back, the list differs from that of 2016")
	}
}

// TestHandEditedFieldsSurviveImports edits what an import made and imports again.
func TestHandEditedFieldsSurviveImports(t *testing.T) {
	d := newDesk(t)
	load := func(rows, onMatch string) intake.Result {
		t.Helper()
		return d.do(text(t, "法人番号,会社名,電話番号,担当者氏名,タグ\n"+rows), intake.Options{OnMatch: onMatch})
	}
	one := datatest.CorporateNumber(1)
	load(one+",旧社名,03-1111-1111,山田,a\n"+datatest.CorporateNumber(2)+",乙,03-2222-2222,,\n", "")
	ids, err := d.ProspectIDs(t.Context(), prospect.Query{Sort: "id"})
	if err != nil {
		t.Fatal(err)
	}
	edit := func(id int64, f func(*prospect.Prospect)) {
		t.Helper()
		if err := d.Edit(t.Context(), []int64{id}, f); err != nil {
			t.Fatal(err)
		}
	}
	edit(ids[0], func(p *prospect.Prospect) { p.Phone, p.ContactName = "03-9999-9999", "佐藤" })
	edit(ids[1], func(p *prospect.Prospect) { p.ContactName, p.Note = "鈴木 \"一\", {仮}", "手で" })
	check := func(when string, id int64, name, phone, contact string) {
		t.Helper()
		if p := d.get(id); p.Name != name || p.Phone != phone || p.ContactName != contact {
			t.Errorf("%s: %s %s %s, want %s %s %s", when, p.Name, p.Phone, p.ContactName, name, phone, contact)
		}
	}
	next := one + ",新社名,03-1111-2222,山本,b\n" + datatest.CorporateNumber(2) + ",乙改,03-2222-3333,山川,\n"
	if r := load(next, ""); r.HandKept != 2 || r.Updated != 2 {
		t.Errorf("%+v", r)
	}
	check("updated", ids[0], "新社名", "03-9999-9999", "佐藤")
	check("updated", ids[1], "乙改", "03-2222-3333", "鈴木 \"一\", {仮}")
	load(next, "overwrite")
	check("overwritten", ids[0], "新社名", "03-1111-2222", "山本")
	load(one+",三社名,03-3333-3333,山口,c\n", "")
	check("the file wrote it last", ids[0], "三社名", "03-3333-3333", "山口")
	edit(ids[0], func(p *prospect.Prospect) { p.Phone = "03-9999-9999" })
	if _, err := d.UndoLast(t.Context()); err != nil {
		t.Fatal(err)
	}
	load(one+",四社名,03-4444-4444,山上,c\n", "")
	check("the edit was undone", ids[0], "四社名", "03-4444-4444", "山上")
	if err := d.Alter(t.Context(), ids, prospect.Alteration{Tag: []string{"重要"}}); err != nil {
		t.Fatal(err)
	}
	load(one+",五社名,03-5555-5555,山上,x\n", "")
	if p := d.get(ids[0]); p.Name != "五社名" || len(p.Tags) != 2 || p.Tags[1] != "重要" {
		t.Errorf("tagged by hand: %+v", p)
	}
}
