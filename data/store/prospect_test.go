package store_test

import (
	"context"
	"reflect"
	"slices"
	"testing"

	"shirube/data"
	"shirube/data/datatest"
	"shirube/data/period"
	"shirube/data/prospect"
)

var ctx = context.Background()

func number(n int64) *int64 { return &n }

func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func code(t testing.TB, err error, want data.Code) {
	t.Helper()
	if data.CodeOf(err) != want {
		t.Fatalf("got %v, want the code %s", err, want)
	}
}

func day(s string) period.Day {
	d, err := period.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

func TestProspectKeepsEveryField(t *testing.T) {
	s := datatest.Workspace(t)
	want := prospect.Prospect{ExternalID: "A-1", CorporateNumber: "7000012050002", Name: "株式会社しるべ", Kana: "シルベ", PostalCode: "1000013",
		Prefecture: "東京都", City: "千代田区", Address: "霞が関3-1-1", Industry: "製造", Employees: number(20), Capital: number(1e9),
		Phone: "03-1234-5678", Email: "info@example.jp", URL: "https://example.jp", Channel: "web", Owner: "田中", ClosedDay: day("2026-01-02"),
		Note: "メモ\n二行目", Tags: []string{"重要", `a"b`}, ContactName: "佐藤", ContactTitle: "部長", ContactEmail: "sato@example.jp",
		Custom: map[string]string{"代理店": "あり"}}
	ids := must[[]int64](t)(s.SaveProspects(ctx, datatest.Op, []prospect.Prospect{want}))
	got := must[[]prospect.Prospect](t)(s.Prospects(ctx, ids))
	want.ID, want.Updated = ids[0], datatest.Today
	if len(got) != 1 || !reflect.DeepEqual(got[0], want) {
		t.Fatalf("read back\n%+v, want\n%+v", got, want)
	}
	want.Name, want.Employees, want.Tags, want.ContactName = "しるべ合同会社", nil, nil, "鈴木"
	must[[]int64](t)(s.SaveProspects(ctx, datatest.Op, []prospect.Prospect{want}))
	if got = must[[]prospect.Prospect](t)(s.Prospects(ctx, ids)); !reflect.DeepEqual(got[0], want) {
		t.Fatalf("after the update\n%+v, want\n%+v", got[0], want)
	}
	if _, err := s.SaveProspects(ctx, datatest.Op, []prospect.Prospect{{Name: "x", CorporateNumber: "7000012050002"}}); data.CodeOf(err) != "corporate_number_taken" {
		t.Fatalf("a second prospect with the number: %v", err)
	}
	_, err := s.SaveProspects(ctx, datatest.Op, []prospect.Prospect{{ID: 999}})
	code(t, err, "unknown_prospect")
}

func TestProspectsFoundFilteredAndSorted(t *testing.T) {
	s := datatest.Workspace(t)
	ids := must[[]int64](t)(s.SaveProspects(ctx, datatest.Op, []prospect.Prospect{
		{Name: "髙橋製作所", Prefecture: "東京都", City: "港区", Employees: number(20), Owner: "田中", Tags: []string{"重要"}, Phone: "03-1111-2222"},
		{Name: "アルファ株式会社", Prefecture: "大阪府", Employees: number(5), ContactName: "高橋"},
		{Name: "ベータ商店", Prefecture: "東京都", Owner: "鈴木", Tags: []string{"重要", "展示会"}, ClosedDay: day("2026-03-01")},
	}))
	a, b, c := ids[0], ids[1], ids[2]
	must[[]int64](t)(s.SaveEntries(ctx, datatest.Op, datatest.Reached(b, "interest", "2026-10-01", "web")))
	is := func(field, op, value string) prospect.Query {
		return prospect.Query{Filter: prospect.Filter{{Field: field, Op: prospect.Op(op), Value: value}}}
	}
	for name, test := range map[string]struct {
		q    prospect.Query
		want []int64
	}{
		"all by name":            {prospect.Query{}, []int64{b, c, a}},
		"all by name down":       {prospect.Query{Descending: true}, []int64{a, c, b}},
		"old kanji and contact":  {prospect.Query{Text: "高橋"}, []int64{b, a}},
		"two words are and":      {prospect.Query{Text: "たかはし 東京"}, nil},
		"two words":              {prospect.Query{Text: "高橋　東京"}, []int64{a}},
		"digits of the phone":    {prospect.Query{Text: "0311112222"}, []int64{a}},
		"employees":              {is("employees", ">=", "6"), []int64{a}},
		"employees not known":    {is("employees", "=", ""), []int64{c}},
		"employees not 5":        {is("employees", "!=", "5"), []int64{c, a}},
		"owner not known":        {is("owner", "=", ""), []int64{b}},
		"owner is not":           {is("owner", "!=", "田中"), []int64{b, c}},
		"tag":                    {is("tag", "=", "重要"), []int64{c, a}},
		"not the tag":            {is("tag", "!=", "展示会"), []int64{b, a}},
		"no tag":                 {is("tag", "=", ""), []int64{b}},
		"tag contains":           {is("tag", "~", "展示"), []int64{c}},
		"stage":                  {is("stage", "=", "interest"), []int64{b}},
		"stage from":             {is("stage", ">=", "aware"), []int64{b}},
		"no stage":               {is("stage", "=", ""), []int64{c, a}},
		"closed":                 {is("closed_day", "<=", "2026-03-01"), []int64{c}},
		"contains":               {is("name", "~", "べーた"), []int64{c}},
		"contact":                {is("contact_name", "=", "高橋"), []int64{b}},
		"by employees":           {prospect.Query{Sort: "employees"}, []int64{b, a, c}},
		"by employees down":      {prospect.Query{Sort: "employees", Descending: true}, []int64{a, b, c}},
		"by stage, unknown last": {prospect.Query{Sort: "stage", Descending: true}, []int64{b, c, a}},
		"by owner":               {prospect.Query{Sort: "owner"}, []int64{a, c, b}},
		"hostile":                {is("name", "=", "' OR 1=1 --"), nil},
	} {
		if got := must[[]int64](t)(s.ProspectIDs(ctx, test.q)); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
	_, err := s.ProspectIDs(ctx, is("nothing", "=", "1"))
	code(t, err, "unknown_field")
	_, err = s.ProspectIDs(ctx, is("employees", "=", "many"))
	code(t, err, "bad_filter_value")
	_, err = s.ProspectIDs(ctx, prospect.Query{Sort: "1; DROP TABLE prospect"})
	code(t, err, "unknown_field")
	for field, want := range map[string][]prospect.Facet{
		"prefecture": {{Value: "東京都", Count: 2}, {Value: "大阪府", Count: 1}},
		"tag":        {{Value: "重要", Count: 2}, {Value: "", Count: 1}, {Value: "展示会", Count: 1}},
		"stage":      {{Value: "", Count: 2}, {Value: "interest", Count: 1}},
	} {
		if got := must[[]prospect.Facet](t)(s.ProspectFacets(ctx, field)); !slices.Equal(got, want) {
			t.Errorf("facets of %s: %v, want %v", field, got, want)
		}
	}
}

func TestMatchKeys(t *testing.T) {
	s := datatest.Workspace(t)
	ids := must[[]int64](t)(s.SaveProspects(ctx, datatest.Op, []prospect.Prospect{
		{Name: "A", Email: "a@x.jp", ContactEmail: "b@x.jp"}, {Name: "A", Email: "c@x.jp"}, {Name: "B", ContactEmail: "c@x.jp"}}))
	if got := must[map[string]int64](t)(s.MatchKeys(ctx, "name")); got["A"] != 0 || got["B"] != ids[2] || len(got) != 2 {
		t.Errorf("names: %v", got)
	}
	if got := must[map[string]int64](t)(s.MatchKeys(ctx, "email")); got["a@x.jp"] != ids[0] || got["b@x.jp"] != ids[0] || got["c@x.jp"] != 0 || len(got) != 3 {
		t.Errorf("addresses: %v", got)
	}
}
