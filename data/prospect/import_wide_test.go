package prospect_test

import (
	"context"
	"fmt"
	"iter"
	"reflect"
	"strings"
	"testing"
	"time"

	"shirube/data"
	"shirube/data/intake"
	"shirube/data/measure"
	"shirube/data/period"
	"shirube/data/prospect"
	"shirube/data/store"
)

// A file of a hundred columns of the user's own updates the others, too.
func TestImportOfManyColumnsUpdatesThemAll(t *testing.T) {
	o := newOffice(t)
	names, mapped := []string{"id", "name", "phone"}, map[string]string{"external_id": "id", "name": "name", "phone": "phone"}
	for i := range 100 {
		names = append(names, fmt.Sprintf("c%02d", i))
		mapped[fmt.Sprintf("%sc%02d", intake.Custom, i)] = fmt.Sprintf("c%02d", i)
	}
	file := func(name, phone, own string) string {
		return strings.Join(names, ",") + "\n1," + name + "," + phone + strings.Repeat(","+own, 100) + "\n"
	}
	o.do(text(t, file("旧社", "03-1111-2221", "x")), intake.Options{Map: mapped})
	if r := o.do(text(t, file("新社", "03-1111-2222", "y")), intake.Options{Map: mapped}); r.Updated != 1 {
		t.Fatalf("got %+v", r)
	}
	if p := o.named("新社"); p.Phone != "03-1111-2222" || p.Custom["c00"] != "y" || p.Custom["c99"] != "y" {
		t.Errorf("got %+v", p)
	}
}

// Two days of a deal cannot be read: the first in the order of the fields is
// what the row is rejected for, each time.
func TestDealIsRejectedForTheSameDayEachTime(t *testing.T) {
	o := newOffice(t)
	o.do(text(t, "id,name\nA1,青木商店\n"), intake.Options{})
	for range 20 {
		src := text(t, "id,開始日,受注日,結果\nA1,x,y,受注\n")
		r, err := prospect.ImportDeals(t.Context(), src, intake.Options{DryRun: true}, o.deps)
		if err != nil || len(r.Rejected) != 1 || r.Rejected[0].Column != "開始日" {
			t.Fatalf("got %+v (%v)", r, err)
		}
	}
}

// A deal taken in while open, without a day, is the one that is won later.
func TestOpenDealWithoutADayIsTheOneWonLater(t *testing.T) {
	o := newOffice(t)
	o.do(text(t, "id,name\nA1,青木商店\n"), intake.Options{})
	run := func(file string) intake.Result {
		t.Helper()
		r, err := prospect.ImportDeals(t.Context(), text(t, file), intake.Options{}, o.deps)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	run("顧客ID,商談名,金額,結果\nA1,年間,100,商談中\nA1,年間,200,商談中\n")
	won := "顧客ID,商談名,金額,受注日,結果\nA1,年間,150,2026-10-05,受注\n"
	if r := run(won); counts(r) != [4]int{0, 1, 0, 0} {
		t.Errorf("got %+v", r)
	}
	if r := run(won); counts(r) != [4]int{0, 0, 1, 0} {
		t.Errorf("again: %+v", r)
	}
	if r := run("顧客ID,商談名,金額,受注日,結果\nA1,夏,50,2026-10-06,受注\n"); r.Created != 1 {
		t.Errorf("got %+v", r)
	}
	ds, err := o.Deals(t.Context(), 0)
	open := 0
	for _, d := range ds {
		if d.Outcome == prospect.Open {
			open++
		}
	}
	if err != nil || len(ds) != 3 || open != 1 {
		t.Errorf("got %+v (%v)", ds, err)
	}
}

// A lookup that failed in the spreadsheet is no channel called #N/A; in a
// column that isn't read it does no harm.
func TestErrorsOfASpreadsheetAreNoValues(t *testing.T) {
	o := newOffice(t)
	r := o.do(text(t, "id,会社名,流入元,その他\nA1,青木商店,web,#N/A\nA2,#REF!,web,\nA3,伊藤工業,#N/A,\nA4,#1商店,,\nA5,小川,#GETTING_DATA,\n"), intake.Options{})
	if r.Created != 2 || len(r.Rejected) != 3 || r.Rejected[2].Code != intake.CellError || r.Rejected[0].Code != intake.CellError || r.Rejected[0].Column != "会社名" || r.Rejected[1].Column != "流入元" {
		t.Errorf("got %+v", r)
	}
}

func TestNobodyHasLessThanNothing(t *testing.T) {
	o := newOffice(t)
	r := o.do(text(t, "会社名,資本金,従業員数\nA,-100,1\nB,100,-1\nC,0,0\n"), intake.Options{})
	want := []intake.Rejected{{Line: 2, Column: "資本金", Value: "-100", Code: intake.NotPositive}, {Line: 3, Column: "従業員数", Value: "-1", Code: intake.NotPositive}}
	if r.Created != 1 || !reflect.DeepEqual(r.Rejected, want) {
		t.Errorf("got %+v", r)
	}
}

// Reading a file of deals again writes nothing, so that undoing it is no work.
func TestSameDealsAgainWriteNothing(t *testing.T) {
	o := newOffice(t)
	o.do(text(t, "id,会社名\nA1,青木商店\n"), intake.Options{})
	const deals = "顧客ID,商談名,金額,受注日,結果\nA1,春,100,2026-10-05,受注\n"
	if _, err := prospect.ImportDeals(t.Context(), text(t, deals), intake.Options{}, o.deps); err != nil {
		t.Fatal(err)
	}
	deps := o.deps
	deps.Store = written{o.Store, t}
	r, err := prospect.ImportDeals(t.Context(), text(t, deals), intake.Options{}, deps)
	if err != nil || r.Skipped != 1 {
		t.Errorf("got %+v, %v", r, err)
	}
}

func TestSameFilesAgainChangeNothing(t *testing.T) {
	o := newOffice(t)
	deps := measure.Deps{Store: written{o.Store, t}, News: o.deps.News, Clock: o.deps.Clock}
	const values = "日付,指標,媒体,値\n2026-10-01,訪問,web,100\n2026-10-01,訪問,web,1\n2026-10-02,訪問,,0\n"
	if _, err := measure.Import(t.Context(), text(t, values), intake.Options{}, measure.Deps{Store: o.Store, News: o.deps.News, Clock: o.deps.Clock}); err != nil {
		t.Fatal(err)
	}
	people := intake.Options{Stages: map[string]string{"aware": "登録日"}}
	o.do(text(t, list), people)
	before := o.dump()
	if r, err := measure.Import(t.Context(), text(t, values), intake.Options{}, deps); err != nil || r.Updated != 0 || r.Skipped != 3 {
		t.Errorf("got %+v, %v", r, err)
	}
	again := strings.Replace(list, "㈱国税,7000012050002,,,,150,,\n", "", 1) // the same company twice, the later row last
	again = strings.Replace(again, "120名", "150", 1)
	if r := o.do(text(t, again), people); r.Updated != 0 || r.Skipped != 2 {
		t.Errorf("got %+v", r)
	}
	if after := o.dump(); after != before {
		t.Errorf("before\n%s\nafter\n%s", before, after)
	}
}

// written fails a test in which a deal or a value is written.
type written struct {
	*store.Store
	t *testing.T
}

func (w written) ImportDeals(ctx context.Context, imp intake.Import, rows iter.Seq2[prospect.Deal, error], finish func() intake.Result) (int64, error) {
	return w.Store.ImportDeals(ctx, imp, func(yield func(prospect.Deal, error) bool) {
		for d, err := range rows {
			w.t.Errorf("wrote %+v", d)
			if !yield(d, err) {
				return
			}
		}
	}, finish)
}

func TestMomentsFallOnTheDayOfTheOffice(t *testing.T) {
	o := newOffice(t)
	o.deps.Clock = data.FixedClock(time.Date(2026, 11, 1, 9, 0, 0, 0, time.FixedZone("JST", 9*3600)))
	o.do(text(t, "会社名,createdate\n青木商店,2026-10-05T23:30:00Z\n"), intake.Options{Stages: map[string]string{"aware": "createdate"}})
	if p := o.named("青木商店"); p.StageDay != period.Of(2026, 10, 6) {
		t.Errorf("got %s", p.StageDay)
	}
}

func (w written) ImportMeasures(ctx context.Context, imp intake.Import, rows iter.Seq2[measure.Value, error], finish func() intake.Result) (int64, error) {
	return w.Store.ImportMeasures(ctx, imp, func(yield func(measure.Value, error) bool) {
		for v, err := range rows {
			w.t.Errorf("wrote %+v", v)
			if !yield(v, err) {
				return
			}
		}
	}, finish)
}
