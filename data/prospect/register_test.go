package prospect_test

import (
	"bytes"
	"maps"
	"slices"
	"strings"
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
	r := o.do(file(t, newer), intake.Options{}) // recognised by its content
	if want := (intake.Changes{New: 3755, Renamed: 509, Moved: 1497, Closed: 2429, Known: 16459, Succeeded: 176}); *r.Changes != want || r.HandKept != 0 {
		t.Errorf("2016 to 2026: %+v, %d kept, want %+v", *r.Changes, r.HandKept, want)
	}
	for _, kind := range intake.ChangeKinds {
		ids, err := o.ImportChanged(t.Context(), r.Import, kind)
		if err != nil || len(ids) != r.Changes.Of(kind) {
			t.Errorf("%s: %d listed, %d counted (%v)", kind, len(ids), r.Changes.Of(kind), err)
		}
		ps, err := o.Prospects(t.Context(), ids[:min(50, len(ids))])
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range ps {
			if kind == intake.ChangeClosed && !p.ClosedDay.Known() || kind == intake.ChangeSucceeded && len(p.Custom[intake.Successor]) != 13 {
				t.Errorf("%s: %+v", kind, p)
			}
		}
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

// TestClosedCompaniesLeaveActiveSegments lets a newer register close a company
// that a segment of active ones counts.
func TestClosedCompaniesLeaveActiveSegments(t *testing.T) {
	d := newDesk(t)
	row := func(n int, name, closed string) string {
		cells := make([]string, 30)
		cells[1], cells[6], cells[9], cells[10], cells[11], cells[18] = datatest.CorporateNumber(n), name, "鳥取県", "鳥取市", "東町1", closed
		if closed != "" {
			cells[20] = datatest.CorporateNumber(9)
		}
		return strings.Join(cells, ",") + "\n"
	}
	load := func(closed string) intake.Result {
		return d.do(text(t, row(1, "甲", closed)+row(2, "乙", "")), intake.Options{Preset: "nta"})
	}
	load("")
	active := prospect.Segment{Key: "active", Name: "営業中", Where: `closed_day="" and prefecture=鳥取県`}
	if err := d.SaveSegment(t.Context(), active); err != nil {
		t.Fatal(err)
	}
	found := func() int {
		t.Helper()
		n, err := d.CountSegment(t.Context(), active)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if n := found(); n != 2 {
		t.Fatalf("%d active", n)
	}
	if r := load("2026-03-01"); *r.Changes != (intake.Changes{Known: 2, Closed: 1, Succeeded: 1}) || r.Updated != 1 || r.Skipped != 1 {
		t.Errorf("%+v %+v", r, *r.Changes)
	}
	if p := d.named("甲"); p.ClosedDay.String() != "2026-03-01" || p.Custom[intake.Successor] != datatest.CorporateNumber(9) || found() != 1 {
		t.Errorf("closed: %+v, %d active", p, found())
	}
	d.back()
	if found() != 2 {
		t.Error("taken back, the segment does not count the company again")
	}
}

func TestUndoOfAnImportIsForeseen(t *testing.T) {
	d := newDesk(t)
	d.do(text(t, "法人番号,会社名\n"+datatest.CorporateNumber(1)+",甲\n"+datatest.CorporateNumber(2)+",乙\n"), intake.Options{})
	r := d.do(text(t, "法人番号,会社名\n"+datatest.CorporateNumber(1)+",甲社\n"+datatest.CorporateNumber(2)+",乙社\n"+datatest.CorporateNumber(3)+",丙\n"), intake.Options{})
	if err := d.Edit(t.Context(), []int64{d.named("甲社").ID}, func(p *prospect.Prospect) { p.Note = "手で" }); err != nil {
		t.Fatal(err)
	}
	before := d.dump()
	f, err := d.ForeseeUndo(t.Context(), r.Import)
	if err != nil || f.Reverted != 2 || len(f.Kept) != 1 || f.Kept[0].Name != "甲社" || f.Kept[0].Reason != "edited_since" || f.Action.Undone {
		t.Fatalf("%+v %v", f, err)
	}
	if d.dump() != before {
		t.Error("foreseeing changed something")
	}
	u, err := d.Store.UndoImport(t.Context(), r.Import)
	if err != nil || u.Reverted != f.Reverted || !slices.Equal(u.Kept, f.Kept) {
		t.Errorf("done: %+v %v, foreseen: %+v", u, err, f)
	}
}

func TestMappingIsRememberedByHeader(t *testing.T) {
	o := newOffice(t)
	const list = "コード,先方,かいしゃ\nA1,山田,甲\n"
	header := intake.Signature([]string{"コード", "先方", "かいしゃ"})
	if _, found, err := o.LastMapping(t.Context(), intake.Prospects, header); found || err != nil {
		t.Errorf("before: %v %v", found, err)
	}
	want := map[string]string{"external_id": "コード", "contact_name": "先方", "name": "かいしゃ"}
	o.do(text(t, list), intake.Options{Map: want, OnMatch: "overwrite"})
	got, found, err := o.LastMapping(t.Context(), intake.Prospects, intake.Signature([]string{" コード", "先方", "かいしゃ"}))
	if !found || err != nil || !maps.Equal(got.Map, want) || got.OnMatch != "overwrite" {
		t.Errorf("%+v %v %v", got, found, err)
	}
	if _, found, _ := o.LastMapping(t.Context(), intake.Deals, header); found {
		t.Error("of another noun")
	}
	if _, err := o.UndoLast(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, found, _ := o.LastMapping(t.Context(), intake.Prospects, header); found {
		t.Error("of an import that was taken back")
	}
}
