package prospect_test

import (
	"bytes"
	"testing"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/datatest"
	"shirube/data/intake"
	"shirube/data/period"
	"shirube/data/prospect"
	"shirube/data/tabular"
)

// desk is a service over a real workspace that remembers what it told.
type desk struct {
	*prospect.Service
	told []change.News
	*office
}

func newDesk(t *testing.T) *desk {
	d := &desk{office: newOffice(t)}
	d.deps.News.Subscribe(func(n change.News) { d.told = append(d.told, n) })
	d.Service = prospect.NewService(d.Store, d.deps.News, datatest.Clock)
	return d
}

func TestSave(t *testing.T) {
	d := newDesk(t)
	id, err := d.Save(t.Context(), prospect.Prospect{Name: " 株式会社A ", CorporateNumber: "T7000012050002", Phone: "０３-1234-5678", Email: "A@X.JP", Prefecture: "東京", Tags: []string{"赤", "赤", " "}})
	if err != nil {
		t.Fatal(err)
	}
	p, err := d.Get(t.Context(), id)
	if err != nil || p.Name != "株式会社A" || p.CorporateNumber != "7000012050002" || p.Phone != "03-1234-5678" || p.Email != "A@x.jp" || p.Prefecture != "東京都" || len(p.Tags) != 1 {
		t.Errorf("%+v %v", p, err)
	}
	if len(d.told) != 1 || d.told[0].Op.Title != "prospect.create" {
		t.Errorf("told %v", d.told)
	}
	if _, err := d.Save(t.Context(), p); err != nil {
		t.Errorf("saving again: %v", err)
	}
	minus := int64(-1)
	for name, c := range map[string]struct {
		p    prospect.Prospect
		code data.Code
	}{
		"no name":        {prospect.Prospect{Name: " "}, "name_missing"},
		"wrong number":   {prospect.Prospect{Name: "x", CorporateNumber: "7000012050003"}, intake.CheckDigit},
		"number of A":    {prospect.Prospect{Name: "x", CorporateNumber: "7000012050002"}, prospect.NumberTaken},
		"wrong mail":     {prospect.Prospect{Name: "x", Email: "x"}, intake.BadMail},
		"wrong contact":  {prospect.Prospect{Name: "x", ContactEmail: "x@"}, intake.BadMail},
		"negative staff": {prospect.Prospect{Name: "x", Employees: &minus}, intake.NotPositive},
	} {
		if _, err := d.Save(t.Context(), c.p); data.CodeOf(err) != c.code {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := d.Get(t.Context(), 999); data.CodeOf(err) != prospect.UnknownProspect {
		t.Error(err)
	}
	if _, err := d.List(t.Context(), prospect.Query{Sort: "nome"}); data.CodeOf(err) != intake.UnknownField {
		t.Error(err)
	}
}

func TestManyAtOnce(t *testing.T) {
	d := newDesk(t)
	ids, err := d.SaveProspects(t.Context(), datatest.Op, datatest.Prospects(1, 20))
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		ids []int64
		prospect.Alteration
	}{{ids, prospect.Alteration{Tag: []string{"展示会"}}}, {ids[:5], prospect.Alteration{Tag: []string{"重要"}}}, {ids[:3], prospect.Alteration{Untag: []string{"展示会"}}},
		{ids, prospect.Alteration{Set: map[string]string{"owner": "山田"}}}} {
		if err := d.Alter(t.Context(), step.ids, step.Alteration); err != nil {
			t.Fatal(err)
		}
	}
	for filter, want := range map[string]int{"tag=展示会": 17, "tag=重要": 5, "owner=山田": 20} {
		if got := d.count(filter); got != want {
			t.Errorf("%s: %d, want %d", filter, got, want)
		}
	}
	if err := d.Delete(t.Context(), ids[:4]); err != nil || d.count("") != 16 {
		t.Errorf("%d left, %v", d.count(""), err)
	}
	if _, err := d.UndoLast(t.Context()); err != nil || d.count("tag=重要") != 5 {
		t.Errorf("undone: %d, %v", d.count("tag=重要"), err)
	}
}

func TestTimelineAndDeals(t *testing.T) {
	d := newDesk(t)
	id, err := d.Save(t.Context(), prospect.Prospect{Name: "A"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.SaveActivity(t.Context(), prospect.Activity{Prospect: id, Kind: prospect.Call, Text: "電話した"}); err != nil {
		t.Fatal(err)
	}
	if as, err := d.Service.Activities(t.Context(), id); err != nil || len(as) != 1 || as[0].Day != period.On(datatest.Today) {
		t.Errorf("%v %v", as, err)
	}
	if _, err := d.SaveActivity(t.Context(), prospect.Activity{Prospect: id, Kind: "dance"}); data.CodeOf(err) != "activity_kind" {
		t.Error(err)
	}
	if _, err := d.SaveActivity(t.Context(), prospect.Activity{Prospect: id, Kind: prospect.Note, Text: " "}); data.CodeOf(err) != "activity_empty" {
		t.Error(err)
	}
	dealID, err := d.SaveDeal(t.Context(), prospect.Deal{Prospect: id, Name: "案件", Closed: datatest.Day(3)})
	if err != nil {
		t.Fatal(err)
	}
	deal := func() prospect.Deal {
		ds, err := d.Service.Deals(t.Context(), id)
		if err != nil || len(ds) != 1 {
			t.Fatal(ds, err)
		}
		return ds[0]
	}
	if x := deal(); x.ID != dealID || x.Outcome != prospect.Open || x.Closed != 0 || x.Opened != period.On(datatest.Today) {
		t.Errorf("opened: %+v", x)
	}
	if err := d.Service.Close(t.Context(), deal(), prospect.Won, 0); err != nil || deal().Closed != period.On(datatest.Today) || deal().Outcome != prospect.Won {
		t.Errorf("won: %+v %v", deal(), err)
	}
	if err := d.Service.Close(t.Context(), deal(), prospect.Lost, datatest.Day(0)); data.CodeOf(err) != prospect.ClosedBeforeOpened {
		t.Error(err)
	}
	if err := d.Service.DeleteDeal(t.Context(), dealID); err != nil {
		t.Error(err)
	}
}

// TestExportComesBack exports a list and imports it into another workspace.
func TestExportComesBack(t *testing.T) {
	d := newDesk(t)
	if _, err := d.SaveProspects(t.Context(), datatest.Op, datatest.Prospects(7, 700)); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Save(t.Context(), prospect.Prospect{Name: "=危ない\n\"社\",", Note: "二行\nの備考", Phone: "+1-415-555-2671", Tags: []string{"a", "b"}, PostalCode: "0600000"}); err != nil {
		t.Fatal(err)
	}
	for _, encoding := range []string{"utf-8-bom", "cp932"} {
		var b bytes.Buffer
		if _, err := tabular.WriteCSV(&b, encoding, d.Export(t.Context(), prospect.Query{}, nil)); err != nil {
			t.Fatal(err)
		}
		other := newOffice(t)
		src, err := tabular.OpenText("x", b.String(), tabular.Options{Encoding: encoding})
		if err != nil {
			t.Fatal(err)
		}
		if r := other.do(src, intake.Options{}); counts(r) != [4]int{701, 0, 0, 0} {
			t.Fatalf("%v %v", counts(r), r.Rejected)
		}
		var again bytes.Buffer
		service := prospect.NewService(other.Store, other.deps.News, datatest.Clock)
		if _, err := tabular.WriteCSV(&again, encoding, service.Export(t.Context(), prospect.Query{}, nil)); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) {
			t.Errorf("%s: exported again it differs (%v)", encoding, err)
		}
	}
	for _, err := range d.Export(t.Context(), prospect.Query{}, []string{"nome"}) {
		if data.CodeOf(err) != intake.UnknownField {
			t.Error(err)
		}
	}
}
