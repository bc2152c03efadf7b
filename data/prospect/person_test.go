package prospect_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/datatest"
	"shirube/data/funnel"
	"shirube/data/intake"
	"shirube/data/measure"
	"shirube/data/period"
	"shirube/data/prospect"
	"shirube/data/store"
	"shirube/data/tabular"
)

const (
	hostile = `髙橋 "Ｏ'Neil" <b>花子</b>`
	address = "Hanako.Takahashi@example.co.jp"
)

// remembered is a workspace that has a person in every place that holds a person's data.
func remembered(t *testing.T) (path string, o *office, s *prospect.Service, company int64) {
	path = filepath.Join(t.TempDir(), "w.shirube")
	st, err := store.Create(t.Context(), path, store.Options{Clock: datatest.Clock, BackupDir: filepath.Join(t.TempDir(), "b")})
	if err != nil {
		t.Fatal(err)
	}
	stages := []funnel.Stage{{Key: "aware", Name: "認知"}, {Key: "won", Name: "購入"}}
	if err := st.SetStages(t.Context(), change.Op{Title: "stage.set"}, stages); err != nil {
		t.Fatal(err)
	}
	news := &change.Bus{}
	o = &office{Store: st, t: t, deps: prospect.Deps{Store: st, News: news, Clock: datatest.Clock, Stage: func(text string) (string, error) {
		st, err := funnel.FindStage(stages, text)
		return st.Key, err
	}}}
	s = prospect.NewService(st, news, datatest.Clock)
	rows := "会社名,担当者氏名,担当者メール,メール,備考,従業員数,認知日\n" + `花の商会,"` + strings.ReplaceAll(hostile, `"`, `""`) + `",` + address + "," + address + ",窓口,10,2026-10-01\n" +
		"残る商会,残る太郎,nokoru@example.co.jp,,,5,2026-10-02\n" + `だめ商会,` + strings.ReplaceAll(hostile, `"`, `'`) + `,x,` + address + "@@,,-1,2026-10-02\n"
	src, err := tabular.OpenText("名簿.csv", rows, tabular.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.try(src, intake.Options{Map: map[string]string{"name": "会社名", "contact_name": "担当者氏名", "contact_email": "担当者メール", "email": "メール", "note": "備考", "employees": "従業員数"},
		Stages: map[string]string{"aware": "認知日"}, List: &intake.Listing{Name: "展示会", Source: "exhibition"}}); err != nil {
		t.Fatal(err)
	}
	p := o.named("花の商会")
	company = p.ID
	do := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, text := range []string{hostile + " と電話", "別の話"} {
		_, err = s.SaveActivity(t.Context(), prospect.Activity{Prospect: company, Kind: prospect.Call, Day: datatest.Day(290), Text: text})
		do(err)
	}
	_, err = s.SaveDeal(t.Context(), prospect.Deal{Prospect: company, Name: hostile + " の件", Outcome: prospect.Won, Opened: datatest.Day(280), Closed: datatest.Day(285), Amount: new(int64)})
	do(err)
	do(s.Edit(t.Context(), []int64{company}, func(p *prospect.Prospect) {
		p.Note = "一行目\n" + hostile + " に確認\n三行目"
		p.Custom = map[string]string{"紹介者": hostile, "区分": "甲"}
	}))
	do(s.Alter(t.Context(), []int64{company}, prospect.Alteration{Set: map[string]string{"owner": "田中"}}))
	_, err = s.OptOut(t.Context(), address)
	do(err)
	gone, err := s.Save(t.Context(), prospect.Prospect{Name: "消えた商会", ContactName: hostile, ContactEmail: strings.ToUpper(address)})
	do(err)
	do(s.Delete(t.Context(), []int64{gone}))
	return path, o, s, company
}

// counted is what is counted, which no erasure may change.
func counted(t *testing.T, st *store.Store) string {
	t.Helper()
	cells, err := st.Cells(t.Context(), nil, period.Range{})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(cellTexts(cells), "\n")
}

func cellTexts(cells []measure.Cell) (out []string) {
	for _, c := range cells {
		out = append(out, c.Measure, c.Day.String(), c.Channel, strings.Repeat("|", int(c.Value)))
	}
	return out
}

// absent looks for texts in the bytes of the file and what lies beside it.
func absent(t *testing.T, path string, texts ...string) {
	t.Helper()
	files, err := filepath.Glob(path + "*")
	if err != nil || len(files) != 1 {
		t.Fatalf("beside the file: %v %v", files, err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lower := bytes.ToLower(b)
	for _, text := range texts {
		wide, _ := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().String(text)
		for _, form := range []string{text, strings.ToLower(text), prospect.Fold(text), wide} {
			if bytes.Contains(b, []byte(form)) || bytes.Contains(lower, []byte(form)) {
				t.Errorf("%q is still in the file", form)
			}
		}
	}
}

func TestAnErasedPersonIsNowhereInTheFile(t *testing.T) {
	path, o, s, company := remembered(t)
	before := counted(t, o.Store)
	d, err := s.Person(t.Context(), strings.ToLower(address), 0)
	if err != nil || len(d.Records) != 1 || len(d.Records[0].Activities) != 2 || len(d.Records[0].Deals) != 1 || len(d.Records[0].Lists) != 1 || d.OptOut == nil {
		t.Fatalf("known before: %+v, %v", d, err)
	}
	e, err := s.ErasePerson(t.Context(), address, 0, true)
	if err != nil || e.People != 1 || e.Companies != 1 || e.Journal == 0 || len(e.Left) != 0 {
		t.Fatalf("%+v, %v", e, err)
	}
	if after := counted(t, o.Store); after != before {
		t.Errorf("what is counted changed:\n%s\nwas\n%s", after, before)
	}
	p, err := s.Get(t.Context(), company)
	if err != nil || p.Name != "花の商会" || p.ContactName+p.ContactEmail+p.Email != "" || p.Note != "一行目\n三行目" || p.Custom["区分"] != "甲" || p.Custom["紹介者"] != "" || *p.Employees != 10 {
		t.Errorf("the company: %+v, %v", p, err)
	}
	for _, who := range []string{address, hostile} {
		if _, err := s.Person(t.Context(), who, 0); data.CodeOf(err) != "unknown_person" {
			t.Errorf("still known: %v", err)
		}
	}
	for text, want := range map[string]int{"髙橋": 0, "hanako": 0, "花": 1, "残る太郎": 1} {
		if ids, err := s.List(t.Context(), prospect.Query{Text: text}); err != nil || len(ids) != want {
			t.Errorf("%s finds %v, %v", text, ids, err)
		}
	}
	if day, err := s.OptedOut(t.Context(), strings.ToUpper(address)); err != nil || !day.Known() {
		t.Errorf("the opt-out is forgotten: %v %v", day, err)
	}
	if problems, err := o.Check(t.Context()); err != nil || len(problems) > 0 {
		t.Errorf("check: %+v, %v", problems, err)
	}
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	absent(t, path, hostile, "Ｏ'Neil", "花子", address, "Hanako")

	st, err := store.Open(t.Context(), path, store.Options{Clock: datatest.Clock, BackupDir: filepath.Join(t.TempDir(), "b")})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	s = prospect.NewService(st, &change.Bus{}, datatest.Clock)
	again, err := s.Save(t.Context(), prospect.Prospect{Name: "買った名簿の会社", ContactName: "花子", ContactEmail: address})
	if err != nil {
		t.Fatal(err)
	}
	contacts, err := st.Contacts(t.Context(), []int64{again})
	if err != nil || len(contacts) != 1 || contacts[0].OptOut == "" {
		t.Errorf("who comes in again may be mailed: %+v, %v", contacts, err)
	}
	for { // every undo that is left goes through and brings nobody back
		if _, err := st.UndoLast(t.Context()); err != nil {
			if data.CodeOf(err) != "nothing_to_undo" {
				t.Fatal(err)
			}
			break
		}
	}
	if _, err := s.Person(t.Context(), address, 0); data.CodeOf(err) != "unknown_person" {
		t.Errorf("an undo brought the person back: %v", err)
	}
	if problems, err := st.Check(t.Context()); err != nil || len(problems) > 0 {
		t.Errorf("check: %+v, %v", problems, err)
	}
}

func TestTextsStayWhereTheyAreWantedAndAreTold(t *testing.T) {
	_, o, s, company := remembered(t)
	defer o.Close()
	e, err := s.ErasePerson(t.Context(), hostile, company, false)
	if err != nil {
		t.Fatal(err)
	}
	left := map[string]bool{}
	for _, l := range e.Left {
		left[l.Table+"."+l.Column] = true
	}
	if !left["activity.text"] || !left["deal.name"] || !left["prospect.note"] || left["contact.name"] || left["change.before"] {
		t.Errorf("left: %+v", e.Left)
	}
}

func TestANameAtSeveralCompaniesIsAskedFor(t *testing.T) {
	o := newOffice(t)
	s := prospect.NewService(o.Store, &change.Bus{}, datatest.Clock)
	var ids []int64
	for _, name := range []string{"A", "B"} {
		id, err := s.Save(t.Context(), prospect.Prospect{Name: name, ContactName: "田中"})
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	if _, err := s.Person(t.Context(), "田中", 0); data.CodeOf(err) != "many_people" {
		t.Errorf("%v", err)
	}
	if _, err := s.ErasePerson(t.Context(), "田中", ids[0], true); err != nil {
		t.Fatal(err)
	}
	if p := o.named("B"); p.ContactName != "田中" {
		t.Error("the other one went too")
	}
}

func TestAnonymisedCompaniesAreOnlyCounted(t *testing.T) {
	path, o, s, company := remembered(t)
	before := counted(t, o.Store)
	l, err := s.ListNamed(t.Context(), "展示会")
	if err != nil {
		t.Fatal(err)
	}
	e, err := s.Anonymise(t.Context(), []int64{company})
	if err != nil || e.Companies != 1 || e.People != 1 {
		t.Fatalf("%+v, %v", e, err)
	}
	p, err := s.Get(t.Context(), company)
	if err != nil || p.Name == "花の商会" || p.Note != "" || len(p.Custom) != 0 || *p.Employees != 10 || p.Stage != "aware" || p.Owner != "田中" {
		t.Errorf("%+v, %v", p, err)
	}
	if after := counted(t, o.Store); after != before {
		t.Errorf("what is counted changed:\n%s\nwas\n%s", after, before)
	}
	if again, err := s.ListNamed(t.Context(), "展示会"); err != nil || again.Count != l.Count {
		t.Errorf("on the list: %d, were %d (%v)", again.Count, l.Count, err)
	}
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	absent(t, path, "花の商会", "別の話")
}
