package prospect_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

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

// office is a workspace with what an import works with.
type office struct {
	*store.Store
	deps prospect.Deps
	t    testing.TB
}

func newOffice(t testing.TB) *office {
	st := datatest.Workspace(t)
	o := &office{Store: st, t: t}
	stages := []funnel.Stage{{Key: "aware", Name: "認知"}, {Key: "interest", Name: "興味"}, {Key: "consider", Name: "検討"}, {Key: "won", Name: "購入"}, {Key: "visit", Name: "訪問", Measure: "visits"}}
	if err := st.SetStages(t.Context(), change.Op{Title: "stage.set"}, stages); err != nil {
		t.Fatal(err)
	}
	o.deps = prospect.Deps{Store: st, News: &change.Bus{}, Clock: data.SystemClock, Stage: func(text string) (string, error) {
		s, err := funnel.FindStage(stages, text)
		return s.Key, err
	}}
	return o
}

func (o *office) try(src intake.Source, opts intake.Options) (intake.Result, error) {
	defer src.Close()
	return prospect.Import(o.t.Context(), src, opts, o.deps)
}

func (o *office) do(src intake.Source, opts intake.Options) intake.Result {
	o.t.Helper()
	dry := opts
	dry.DryRun = true
	planned, err := prospect.Import(o.t.Context(), src, dry, o.deps)
	if err != nil {
		o.t.Fatal(err)
	}
	if err := src.(intake.Rewinder).Rewind(); err != nil {
		o.t.Fatal(err)
	}
	r, err := o.try(src, opts)
	if err != nil {
		o.t.Fatal(err)
	}
	planned.DryRun, planned.Import, planned.Seconds = false, r.Import, r.Seconds
	if !reflect.DeepEqual(planned, r) {
		o.t.Errorf("the dry run said %+v, the run %+v", planned, r)
	}
	if r.Rows != r.Created+r.Updated+r.Skipped+r.RejectedCount {
		o.t.Errorf("counts don't add up: %+v", r)
	}
	return r
}

func (o *office) count(filter string) int {
	o.t.Helper()
	f, err := prospect.ParseFilter(filter)
	if err != nil {
		o.t.Fatal(err)
	}
	ids, err := o.ProspectIDs(o.t.Context(), prospect.Query{Filter: f.On(period.On(datatest.Today)), Today: period.On(datatest.Today)})
	if err != nil {
		o.t.Fatal(err)
	}
	return len(ids)
}

func (o *office) named(name string) prospect.Prospect {
	o.t.Helper()
	ids, err := o.ProspectIDs(o.t.Context(), prospect.Query{Filter: prospect.Filter{{Field: "name", Op: prospect.Is, Value: name}}})
	if err != nil || len(ids) != 1 {
		o.t.Fatalf("%s: %v %v", name, ids, err)
	}
	ps, err := o.Prospects(o.t.Context(), ids)
	if err != nil {
		o.t.Fatal(err)
	}
	return ps[0]
}

func (o *office) dump() string {
	var b strings.Builder
	if err := o.Dump(o.t.Context(), &b); err != nil {
		o.t.Fatal(err)
	}
	return b.String()
}

func text(t testing.TB, s string) intake.Source {
	t.Helper()
	src, err := tabular.OpenText("list.csv", s, tabular.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return src
}

func file(t testing.TB, path string) intake.Source {
	t.Helper()
	src, err := tabular.Open(path, tabular.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return src
}

// counts are created, updated, skipped and rejected.
func counts(r intake.Result) [4]int {
	return [4]int{r.Created, r.Updated, r.Skipped, r.RejectedCount}
}

const list = "会社名,法人番号,電話番号,メール,都道府県,従業員数,担当,登録日\n" +
	"㈱国税,7000012050002,0312345678,Info@Example.JP,東京,120名,田中,2026/10/5\n" +
	"経産商事,４００００１２０９０００１,+81-3-1111-2222,,東京都,,,令和8年10月6日\n" +
	"番号違い,1234567890123,,,,,,\n" +
	"番号消失,4.01E+12,,,,,,\n" +
	"悪い宛先,,,foo@,,,,\n" +
	"㈱国税,7000012050002,,,,150,,\n" +
	",,,,,30,,\n"

func TestImportList(t *testing.T) {
	o := newOffice(t)
	r := o.do(text(t, list), intake.Options{Stages: map[string]string{"aware": "登録日"}})
	want := []intake.Rejected{{Line: 4, Column: "法人番号", Value: "1234567890123", Code: "check_digit"}, {Line: 5, Column: "法人番号", Value: "4.01E+12", Code: "number_lost"},
		{Line: 6, Column: "メール", Value: "foo@", Code: "bad_email"}, {Line: 8, Column: "会社名", Code: "no_identity"}}
	if counts(r) != [4]int{2, 1, 0, 4} || !reflect.DeepEqual(r.Rejected, want) {
		t.Fatalf("%v %+v", counts(r), r.Rejected)
	}
	p := o.named("㈱国税")
	if p.CorporateNumber != "7000012050002" || p.Phone != "0312345678" || p.Email != "Info@example.jp" || p.Prefecture != "東京都" || *p.Employees != 150 ||
		p.Owner != "田中" || p.Stage != "aware" || p.StageDay != period.Of(2026, 10, 5) {
		t.Errorf("got %+v", p)
	}
	if q := o.named("経産商事"); q.Phone != "03-1111-2222" || q.StageDay.String() != "2026-10-06" {
		t.Errorf("got %+v", q)
	}
	before := o.dump()
	again := o.do(text(t, list), intake.Options{OnMatch: "skip"})
	if counts(again) != [4]int{0, 0, 3, 4} {
		t.Errorf("skip: %v", counts(again))
	}
	again = o.do(text(t, "会社名,法人番号\n新会社,7000012050002\nほか,2040001999902\nほか,2040001999902\n"), intake.Options{OnMatch: "create"})
	if counts(again) != [4]int{1, 0, 0, 2} || again.Rejected[0].Code != "number_taken" || again.Rejected[1].Line != 4 {
		t.Errorf("create: %v %v", counts(again), again.Rejected)
	}
	for range 2 {
		if _, err := o.UndoLast(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if got := o.count(""); got != 2 {
		t.Errorf("%d prospects after undo\n%s", got, before)
	}
}

// A stray quote costs the line it stands in, which is named, and joins no rows.
func TestImportNamesTheLineOfAStrayQuote(t *testing.T) {
	for what, c := range map[string]struct {
		broken string
		line   int
	}{
		"opened, with other quotes behind it": {"\"青葉商事,港区\n", 3},
		"opened, with none behind it":         {"青葉商事,\"港区\n", 3},
		"closed too early":                    {"\"青葉\"商事,港区\n", 3},
	} {
		t.Run(what, func(t *testing.T) {
			o := newOffice(t)
			rows := "\"北斗\",中央区\n" + c.broken
			for i := range 500 {
				if rows += fmt.Sprintf("会社%d,北区\n", i); i == 250 && c.broken[0] == '"' {
					rows += "\"南星\",港区\n"
				}
			}
			r := o.do(text(t, "会社名,市区町村\n"+rows), intake.Options{})
			want := strings.Count(rows, "\n") - 1
			if counts(r) != [4]int{want, 0, 0, 1} || r.Rejected[0].Line != c.line || r.Rejected[0].Code != intake.BrokenQuote {
				t.Errorf("%v %+v, want %d created and line %d rejected", counts(r), r.Rejected, want, c.line)
			}
		})
	}
}

func TestImportMatches(t *testing.T) {
	o := newOffice(t)
	o.do(text(t, "id,name,corporate_number,email,phone\nA1,Alpha,7000012050002,a@x.jp,03-1111-1111\nB1,Beta,,b@x.jp,03-2222-2222\nC1,株式会社ガンマ,,,03-2222-2222\n"), intake.Options{})
	for name, c := range map[string]struct {
		text   string
		opts   intake.Options
		counts [4]int
	}{
		"number before id":           {"name,corporate_number,id\nX,7000012050002,B1\n", intake.Options{DryRun: true}, [4]int{0, 1, 0, 0}},
		"mail of any case":           {"name,email\nX,B@X.jp\n", intake.Options{DryRun: true}, [4]int{0, 1, 0, 0}},
		"mail of another number":     {"name,email,corporate_number\nX,a@x.jp,4000012090001\n", intake.Options{DryRun: true}, [4]int{1, 0, 0, 0}},
		"phone only when asked":      {"name,phone\nX,0311111111\n", intake.Options{DryRun: true}, [4]int{1, 0, 0, 0}},
		"phone asked":                {"name,phone\nX,0311111111\n", intake.Options{DryRun: true, Match: []string{"phone"}}, [4]int{0, 1, 0, 0}},
		"phone of two":               {"name,phone\nX,0322222222\n", intake.Options{DryRun: true, Match: []string{"phone"}}, [4]int{0, 0, 0, 1}},
		"name loosely":               {"name\n㈱ガンマ\n", intake.Options{DryRun: true, Match: []string{"name"}}, [4]int{0, 1, 0, 0}},
		"number of someone else":     {"id,name,corporate_number\nB1,X,7000012050002\n", intake.Options{DryRun: true, Match: []string{"external_id"}}, [4]int{0, 0, 0, 1}},
		"the same new company twice": {"id,name\nN,X\nN,Y\n", intake.Options{DryRun: true}, [4]int{1, 1, 0, 0}},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := o.try(text(t, c.text), c.opts)
			if err != nil || counts(r) != c.counts {
				t.Errorf("got %v %v, want %v", counts(r), err, c.counts)
			}
		})
	}
	o.do(text(t, "id,name,tag,note\nB1,,赤;青,\nN,New,,old\nN,,緑,new\n"), intake.Options{})
	if p := o.named("Beta"); !reflect.DeepEqual(p.Tags, []string{"赤", "青"}) || p.Email != "b@x.jp" {
		t.Errorf("a blank cell took something away: %+v", p)
	}
	if p := o.named("New"); p.Note != "new" || !reflect.DeepEqual(p.Tags, []string{"緑"}) {
		t.Errorf("the second row did not change the first: %+v", p)
	}
}

func TestImportRefusesAndLeavesNoTrace(t *testing.T) {
	o := newOffice(t)
	before := o.dump()
	for name, c := range map[string]struct {
		text string
		opts intake.Options
		code data.Code
	}{
		"no rows":         {"name,email\n", intake.Options{}, "no_rows"},
		"unknown column":  {"name\nX\n", intake.Options{Map: map[string]string{"name": "nome"}}, intake.UnknownColumn},
		"unknown field":   {"name\nX\n", intake.Options{Map: map[string]string{"nome": "name"}}, intake.UnknownField},
		"nothing mapped":  {"foo\nx\n", intake.Options{}, intake.NothingMapped},
		"phones alone":    {"電話番号,備考\n03-1111-1111,x\n", intake.Options{}, prospect.NoNameColumn},
		"which is a name": {"青木,伊藤,03-1111-1111\n上田,江藤,03-2222-2222\n", intake.Options{}, prospect.NoNameColumn},
		"unknown stage":   {"name,d\nX,2026-01-01\n", intake.Options{Stages: map[string]string{"oops": "d"}}, "unknown_stage"},
		"ambiguous dates": {"name,d\nX,5/10/2026\nY,6/11/2026\n", intake.Options{Stages: map[string]string{"won": "d"}}, intake.AmbiguousDate},
		"no register":     {"name\nX\n", intake.Options{Preset: "nta"}, intake.NotRegister},
		"unknown preset":  {"name\nX\n", intake.Options{Preset: "xyz"}, intake.UnknownPreset},
		"bad match":       {"name\nX\n", intake.Options{Match: []string{"note"}}, "bad_match"},
		"match unmapped":  {"name\nX\n", intake.Options{Match: []string{"email"}}, "match_not_mapped"},
		"bad on-match":    {"name\nX\n", intake.Options{OnMatch: "merge"}, intake.BadOption},
		"bad order":       {"name\nX\n", intake.Options{DateOrder: "ydm"}, intake.BadOption},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := o.try(text(t, c.text), c.opts); data.CodeOf(err) != c.code {
				t.Errorf("got %v, want %s", err, c.code)
			}
		})
	}
	r, err := o.try(text(t, "name,email\n\"broken\" x,\nA,nope\n"), intake.Options{})
	if err != nil || counts(r) != [4]int{0, 0, 0, 2} || r.Import != 0 {
		t.Errorf("all rejected: %+v %v", r, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	rows := 0
	_, err = prospect.Import(ctx, text(t, "name\n"+strings.Repeat("X\n", 20_000)), intake.Options{Progress: func(p intake.Progress) { rows = p.Rows; cancel() }}, o.deps)
	if !errors.Is(err, context.Canceled) || rows != 5000 {
		t.Errorf("cancelled: %v after %d", err, rows)
	}
	if after := o.dump(); after != before {
		t.Errorf("the workspace has changed:\n%s\n%s", before, after)
	}
}

func TestImportDateOrders(t *testing.T) {
	for name, c := range map[string]struct {
		days, order, want string
	}{
		"US by evidence":      {"5/10/2026,12/31/2026", "", "2026-05-10"},
		"Europe by evidence":  {"5/10/2026,31.12.2026", "", "2026-10-05"},
		"told":                {"5/10/2026", "dmy", "2026-10-05"},
		"same either way":     {"5/5/2026", "", "2026-05-05"},
		"serial":              {"46300", "", "2026-10-05"},
		"year of two digits":  {"26/10/05,26/10/31", "ymd", "2026-10-05"},
		"ISO beside the rest": {"2026-10-05,2026/10/06", "", "2026-10-05"},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			lines := "name,d\n"
			for i, d := range strings.Split(c.days, ",") {
				lines += string(rune('A'+i)) + "," + d + "\n"
			}
			o.do(text(t, lines), intake.Options{DateOrder: c.order, Stages: map[string]string{"won": "d"}})
			if got := o.named("A").StageDay.String(); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestImportEntriesAndDeals(t *testing.T) {
	o := newOffice(t)
	o.do(text(t, "id,name,email,channel,owner\nA1,Alpha,a@x.jp,web,田中\nB1,Beta,,展示会,\n"), intake.Options{})
	deps := funnel.Deps{Store: o.Store, News: o.deps.News, Clock: o.deps.Clock, Stage: o.deps.Stage}
	entries := "見込み客,ステージ,日付,経路\nA1,検討,2026-10-01,紹介\na@x.jp,won,2026年10月5日,\nB1,認知,2026-10-02,\nB1,認知,2026-10-02,\nZ9,認知,2026-10-02,\nB1,謎,2026-10-02,\nB1,訪問,2026-10-02,\nB1,検討,いつか,\n"
	r, err := funnel.ImportEntries(t.Context(), text(t, entries), intake.Options{}, deps)
	var codes []string
	for _, x := range r.Rejected {
		codes = append(codes, x.Code)
	}
	if err != nil || counts(r) != [4]int{3, 0, 1, 4} || strings.Join(codes, " ") != "unknown_prospect unknown_stage stage_anonymous bad_date" {
		t.Fatalf("%v %v %v", counts(r), codes, err)
	}
	if r, err = funnel.ImportEntries(t.Context(), text(t, entries), intake.Options{}, deps); err != nil || counts(r) != [4]int{0, 0, 4, 4} {
		t.Errorf("again: %v %v", counts(r), err)
	}
	es, err := o.EntriesOf(t.Context(), o.named("Alpha").ID)
	if err != nil || len(es) != 2 || es[0].Channel != "紹介" || es[1].Channel != "web" || es[1].Owner != "田中" {
		t.Errorf("%+v %v", es, err)
	}
	if _, err = funnel.ImportEntries(t.Context(), text(t, "見込み客,日付\nA1,2026-10-01\n"), intake.Options{}, deps); data.CodeOf(err) != intake.MissingColumn {
		t.Errorf("without stage: %v", err)
	}

	deals := "顧客ID,商談名,金額,開始日,受注日,結果\nA1,年間,\"1,200万円\",2026-09-01,2026-10-05,受注\nA1,年間,300000,2026-09-01,,商談中\nB1,初回,△5,2026-09-01,,商談中\nB1,逆,5,2026-10-01,2026-09-01,失注\nB1,謎,5,2026-10-01,2026-10-02,たぶん\n"
	r, err = prospect.ImportDeals(t.Context(), text(t, deals), intake.Options{}, o.deps)
	if err != nil || counts(r) != [4]int{2, 0, 0, 3} {
		t.Fatalf("%v %+v %v", counts(r), r.Rejected, err)
	}
	r, err = prospect.ImportDeals(t.Context(), text(t, deals), intake.Options{}, o.deps)
	if err != nil || counts(r) != [4]int{0, 0, 2, 3} {
		t.Errorf("again: %v %v", counts(r), err)
	}
	ds, err := o.Deals(t.Context(), 0)
	if err != nil || len(ds) != 2 || *ds[0].Amount+*ds[1].Amount != 12_300_000 || ds[0].Channel != "web" {
		t.Errorf("%+v %v", ds, err)
	}
}

func TestImportMeasures(t *testing.T) {
	o := newOffice(t)
	deps := measure.Deps{Store: o.Store, News: o.deps.News, Clock: o.deps.Clock, Taken: func(context.Context) ([]string, error) { return []string{"cpl"}, nil }}
	run := func(s string, opts intake.Options) (intake.Result, error) {
		return measure.Import(t.Context(), text(t, s), opts, deps)
	}
	r, err := run("日付,指標,媒体,値\n2026-10-01,LP訪問数,web,100\n2026-10-01,LP訪問数,web,\"1,000\"\n2026-10-02,費用,,¥500\n2026-10-02,deal.won,,1\n2026-10-02,cpl,,1\n2026-10-02,費用,,たくさん\n2026-10-03,費用,,\n", intake.Options{})
	var codes []string
	for _, x := range r.Rejected {
		codes = append(codes, x.Code)
	}
	if err != nil || counts(r) != [4]int{3, 0, 1, 3} || strings.Join(codes, " ") != "reserved_name key_taken bad_number" {
		t.Fatalf("%v %v %v", counts(r), codes, err)
	}
	r, err = run("date,visits\n2026-10-01,7\n", intake.Options{Map: map[string]string{"day": "date"}, Wide: map[string]string{"LP訪問数": "visits"}})
	if err != nil || counts(r) != [4]int{1, 0, 0, 0} {
		t.Errorf("another channel: %v %v", counts(r), err)
	}
	r, err = run("日付,指標,媒体,値\n2026-10-01,LP訪問数,web,5\n", intake.Options{})
	if err != nil || counts(r) != [4]int{0, 1, 0, 0} {
		t.Errorf("later file: %v %v", counts(r), err)
	}
	values, err := o.Values(t.Context(), "LP訪問数", period.Range{})
	sum := 0.0
	for _, v := range values {
		sum += v.Value
	}
	if err != nil || sum != 12 {
		t.Errorf("%v %v", values, err)
	}
	if _, err := run("指標,値\nx,1\n", intake.Options{}); data.CodeOf(err) != intake.MissingColumn {
		t.Errorf("without a day: %v", err)
	}
}
