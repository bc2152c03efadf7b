package crosstab_test

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/crosstab"
	"shirube/data/datatest"
	"shirube/data/intake"
	"shirube/data/measure"
	"shirube/data/period"
	"shirube/data/store"
	"shirube/data/tabular"
)

// set fills a sheet from its cell A1 on, nil leaving a cell empty.
func set(t *testing.T, f *excelize.File, sheet string, rows ...[]any) {
	t.Helper()
	if i, _ := f.GetSheetIndex(sheet); i < 0 {
		if _, err := f.NewSheet(sheet); err != nil {
			t.Fatal(err)
		}
	}
	for r, row := range rows {
		for c, v := range row {
			if v == nil {
				continue
			}
			at, _ := excelize.CoordinatesToCellName(c+1, r+1)
			if err := f.SetCellValue(sheet, at, v); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func grids(t *testing.T, f *excelize.File, name string) ([]crosstab.Grid, intake.Info) {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	g, info, skipped, err := tabular.Grids(t.Context(), path, tabular.Options{})
	if err != nil || len(skipped) > 0 {
		t.Fatal(skipped, err)
	}
	return g, info
}

func pasted(t *testing.T, text string) []crosstab.Grid {
	t.Helper()
	g, _, _, err := tabular.GridsOfText(t.Context(), "pasted", text, tabular.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func importer(st *store.Store) crosstab.Importer {
	return crosstab.Importer{Store: st, News: &change.Bus{}, Clock: datatest.Clock}
}

func plan(t *testing.T, g []crosstab.Grid, o crosstab.Options) *crosstab.Plan {
	t.Helper()
	p, err := importer(datatest.Workspace(t)).Plan(t.Context(), g, o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// accounted fails unless every filled cell of the grids has a role, what is
// left out has a reason, and no empty cell has one.
func accounted(t *testing.T, p *crosstab.Plan) {
	t.Helper()
	for _, r := range p.Readings {
		for i, row := range r.Grid.Rows {
			for j, c := range row {
				m := r.Marks[i][j]
				filled := strings.TrimSpace(c.Text) != ""
				if filled != (m.Role != "") {
					t.Errorf("%s R%dC%d %q is %q", r.Grid.Sheet, i+1, j+1, c.Text, m.Role)
				}
				if m.Role == crosstab.IsIgnored && m.Reason == "" {
					t.Errorf("%s R%dC%d %q is left out without a reason", r.Grid.Sheet, i+1, j+1, c.Text)
				}
			}
		}
	}
}

func item(t *testing.T, p *crosstab.Plan, name string) *crosstab.Item {
	t.Helper()
	i := slices.IndexFunc(p.Items, func(it *crosstab.Item) bool { return it.Item == name })
	if i < 0 {
		var have []string
		for _, it := range p.Items {
			have = append(have, it.Item)
		}
		t.Fatalf("no %q among %q", name, have)
	}
	return p.Items[i]
}

func values(p *crosstab.Plan, name string, k crosstab.Kind) map[string]float64 {
	out := map[string]float64{}
	for _, tb := range p.Tables {
		for _, row := range tb.Rows {
			if row.Item != name || row.Kind != k {
				continue
			}
			for _, v := range row.Values {
				if v.Value != nil {
					out[v.Period] = *v.Value
				}
			}
		}
	}
	return out
}

var fiscal = []string{"4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月", "1月", "2月", "3月"}

func months() (head []any) {
	for i, m := range fiscal {
		if head = append(head, m); i == 5 {
			head = append(head, "上期計")
		}
	}
	return append(head, "下期計", "合計")
}

// year lays twelve numbers out with the half years' and the year's sums.
func year(n [12]any) (row []any) {
	var half, all float64
	for i, v := range n {
		f, _ := v.(float64)
		half, all = half+f, all+f
		if row = append(row, v); i%6 == 5 {
			row, half = append(row, half), 0
		}
	}
	return append(row, all)
}

func numbers(from, step float64, until int) (n [12]any) {
	for i := range until {
		n[i] = from + step*float64(i)
	}
	return n
}

func office(t *testing.T) *excelize.File {
	f := excelize.NewFile()
	t.Cleanup(func() { f.Close() })
	const sheet = "営業KPI"
	if err := f.SetSheetName("Sheet1", sheet); err != nil {
		t.Fatal(err)
	}
	calls, met, sales := numbers(100, 5, 7), numbers(20, 2, 7), numbers(1000, 40, 7)
	off := year(calls)
	off[14] = 999.0 // the year's sum as somebody typed it
	var rate, blank [12]any
	for i := range 7 {
		rate[i] = met[i].(float64) / calls[i].(float64)
		blank[i] = calls[i].(float64) / 120
	}
	for i := 7; i < 12; i++ {
		calls[i], met[i] = "-", "―"
	}
	row := func(labels []any, n []any) []any { return append(labels, n...) }
	set(t, f, sheet,
		[]any{"2026年度　営業部KPI管理表", nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, "単位：千円"},
		[]any{},
		row([]any{"項目", "単位", "区分"}, months()),
		row([]any{"訪問件数", "件", "目標"}, year(numbers(120, 0, 12))),
		row([]any{nil, nil, "実績"}, off),
		row([]any{nil, nil, "達成率"}, rowOf(blank)),
		row([]any{"商談数", "件", "目標"}, year(numbers(25, 0, 12))),
		row([]any{nil, nil, "実績"}, rowOf(met)),
		row([]any{"商談化率", "%", "実績"}, rowOf(rate)),
		row([]any{"売上高", nil, "目標"}, year(numbers(1100, 0, 12))),
		row([]any{nil, nil, "実績"}, year(sales)),
		[]any{},
		[]any{"※10月は展示会に出展"},
	)
	for _, m := range [][2]string{{"A4", "A6"}, {"B4", "B6"}, {"A7", "A8"}, {"B7", "B8"}, {"A10", "A11"}, {"A1", "D1"}} {
		if err := f.MergeCell(sheet, m[0], m[1]); err != nil {
			t.Fatal(err)
		}
	}
	percent, err := f.NewStyle(&excelize.Style{NumFmt: 10})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range []string{"6", "9"} {
		if err := f.SetCellStyle(sheet, "D"+r, "R"+r, percent); err != nil {
			t.Fatal(err)
		}
	}
	set(t, f, "メモ", []any{"この表は毎月5日に更新する"}, []any{"担当", "佐藤"}, []any{"人数", 12})
	return f
}

// rowOf leaves the places of the sums empty.
func rowOf(n [12]any) (row []any) {
	for i, v := range n {
		if row = append(row, v); i%6 == 5 {
			row = append(row, nil)
		}
	}
	return row
}

func TestAnOfficesWorkbookIsReadInOneDrop(t *testing.T) {
	g, info := grids(t, office(t), "KPI管理表.xlsx")
	st := datatest.Workspace(t)
	im := importer(st)
	p, err := im.Plan(t.Context(), g, crosstab.Options{})
	if err != nil {
		t.Fatal(err)
	}
	accounted(t, p)
	if len(p.Tables) != 1 || *p.Tables[0].FiscalYear != "FY2026" || p.Tables[0].Unit != "千円" || p.Tables[0].Range != "A3:R11" {
		t.Fatalf("tables: %+v", p.Tables[0])
	}
	want := map[crosstab.Role]int{crosstab.IsValue: 7 + 7 + 7, crosstab.IsTarget: 36, crosstab.IsTotal: 3 * 5, crosstab.IsMissing: 5,
		crosstab.IsIgnored: 7 + 7 + 1, crosstab.IsLabel: 2 + 18 + 3 + 1 + 1 + 3 + 1 + 3 + 2 + 1, crosstab.IsNote: 1 + 1 + 2 + 1}
	if got := p.Cells(); !maps.Equal(got, want) {
		t.Errorf("cells %v, want %v; %v", got, want, p.Reasons())
	}
	if got := p.Reasons(); got[string(crosstab.Rate)] != 7 || got[crosstab.Computed] != 7 || got[crosstab.Outside] != 1 {
		t.Errorf("reasons %v", got)
	}
	var off []crosstab.Check
	for _, c := range p.Tables[0].Totals {
		if c.Off != 0 {
			off = append(off, c)
		}
	}
	if len(off) != 1 || off[0].Cell != "R5" || off[0].Says != 999 || off[0].Sum != 805 || off[0].Off != 194 {
		t.Errorf("sums that don't agree: %+v", off)
	}
	if s := item(t, p, "売上高"); s.Unit != "yen" || values(p, "売上高", crosstab.Actual)["2026-10"] != 1_240_000 || values(p, "売上高", crosstab.Target)["2027-03"] != 1_100_000 {
		t.Errorf("sales: %+v %v", s, values(p, "売上高", crosstab.Actual))
	}
	if r := item(t, p, "商談化率"); r.Take != crosstab.TakeFormula || r.Formula != "商談数 / 訪問件数" {
		t.Errorf("rate: %+v", r)
	}
	id, err := im.Import(t.Context(), p, info)
	if err != nil || id == 0 {
		t.Fatal(id, err)
	}
	kept, err := st.Values(t.Context(), "訪問件数", period.Range{})
	if err != nil || len(kept) != 7 || kept[0].Day.String() != "2026-04-01" || kept[6].Value != 130 {
		t.Errorf("kept %+v (%v)", kept, err)
	}
	again, err := im.Plan(t.Context(), g, crosstab.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if c := again.Counts(); c.Unchanged != 21+36 || c.Values+c.Replaced+c.Targets+c.Measures+c.KPIs != 0 {
		t.Errorf("a second time: %+v", c)
	}
	if id, err := im.Import(t.Context(), again, info); id != 0 || err != nil {
		t.Errorf("nothing to do, but import %d (%v)", id, err)
	}
	if u, err := st.UndoImport(t.Context(), id); err != nil || len(u.Kept) != 0 {
		t.Fatal(u, err)
	}
	kpis, _ := st.KPIs(t.Context())
	targets, _ := st.Targets(t.Context())
	values, _ := st.Values(t.Context(), "訪問件数", period.Range{})
	if len(kpis)+len(targets)+len(values) != 0 {
		t.Errorf("after undo: %v %v %v", kpis, targets, values)
	}
}

func TestLayoutsOfOffices(t *testing.T) {
	tab := func(rows ...string) string { return strings.Join(rows, "\n") + "\n" }
	for name, c := range map[string]struct {
		text string
		year string // what the user says
		item string
		kind crosstab.Kind
		want map[string]float64
	}{
		"kind in the name": {tab("KPI,2026/4,2026/5,2026/6,平均", "訪問数（目標）,10,10,10,10", "訪問数（実績）,8,△2,―,3"), "", "訪問数", crosstab.Actual,
			map[string]float64{"2026-04": 8, "2026-05": -2}},
		"no merged cells in a paste": {tab("FY26\t\t4月\t5月\t1月", "売上（百万円）\t計画\t1.5\t2\t3", "\t実績\t1.25\t\t0"), "", "売上", crosstab.Actual,
			map[string]float64{"2026-04": 1_250_000}},
		"pairs under a month": {tab("R8年度", "指標,4月,,5月,,6月,", ",目標,実績,目標,実績,目標,実績", "受注件数,5,4,5,6,5,▲1"), "", "受注件数", crosstab.Actual,
			map[string]float64{"2026-04": 4, "2026-05": 6, "2026-06": -1}},
		"English": {tab("Metric,Kind,Apr-26,May-26,Jun-26,Total", "Visits,Plan,10,20,30,60", "Visits,Actual,11,19,n/a,30"), "", "Visits", crosstab.Target,
			map[string]float64{"2026-04": 10, "2026-05": 20, "2026-06": 30}},
		"dates in the head": {tab("科目,2026-04-01,2026-05-01,2026-06-01", "広告費(万円),12.5,13,\"1,000\""), "", "広告費", crosstab.Actual,
			map[string]float64{"2026-04": 125_000, "2026-05": 130_000, "2026-06": 10_000_000}},
		"year asked": {tab("項目,区分,10月,11月,12月,1月", "訪問数,目標,1,2,3,4"), "FY2025", "訪問数", crosstab.Target,
			map[string]float64{"2025-10": 1, "2025-11": 2, "2025-12": 3, "2026-01": 4}},
		"months down": {tab("2026年度,,", "月,訪問数,成約率(%)", "4月,10,12.3", "5月,12,10", "6月,9,-", "合計,31,"), "", "成約率", crosstab.Actual,
			map[string]float64{"2026-04": 0.123, "2026-05": 0.1}},
		"blocks of kinds": {tab("2026年度", "項目,目標,,,実績,,", ",4月,5月,6月,4月,5月,6月", "架電数,1,2,3,4,5,6"), "", "架電数", crosstab.Actual,
			map[string]float64{"2026-04": 4, "2026-05": 5, "2026-06": 6}},
		"the year's target in a column": {tab("2026年度KPI", "項目,年間目標,4月,5月,6月", "訪問数,1200,90,95,100"), "", "訪問数", crosstab.Target,
			map[string]float64{"FY2026": 1200}},
		"last year beneath": {tab("2026年度", "項目,区分,4月,5月,6月", "訪問数,実績,1,2,3", ",前年実績,4,5,6"), "", "訪問数", crosstab.LastYear,
			map[string]float64{"2025-04": 4, "2025-05": 5, "2025-06": 6}},
		"a year that closes in March": {tab("2027年3月期 月次推移", "項目,4月,5月,1月", "売上(千円),1,2,3"), "", "売上", crosstab.Actual,
			map[string]float64{"2026-04": 1000, "2026-05": 2000}},
		"two tables below each other": {tab("2026年度 営業", "項目,4月,5月,6月", "訪問数,1,2,3", "", "2026年度 広告", "項目,4月,5月,6月", "クリック数,7,8,9"), "", "クリック数", crosstab.Actual,
			map[string]float64{"2026-04": 7, "2026-05": 8, "2026-06": 9}},
	} {
		t.Run(name, func(t *testing.T) {
			p := plan(t, pasted(t, c.text), crosstab.Options{FiscalYear: c.year})
			accounted(t, p)
			if got := values(p, c.item, c.kind); !maps.Equal(got, c.want) {
				t.Errorf("got %v, want %v; %v", got, c.want, p.Reasons())
			}
		})
	}
}

func TestYearThatNothingTellsIsAskedFor(t *testing.T) {
	p := plan(t, pasted(t, "項目,4月,5月,6月\n訪問数,1,2,3\n"), crosstab.Options{})
	if p.NeedsYear() == nil || p.Reasons()[crosstab.YearUnknown] != 3 {
		t.Errorf("%v", p.Reasons())
	}
	if _, err := importer(datatest.Workspace(t)).Import(t.Context(), p, intake.Info{}); data.CodeOf(err) != crosstab.NeedYear {
		t.Error(err)
	}
}

func TestListsAreNoCrossTables(t *testing.T) {
	for _, text := range []string{
		"会社名,電話,登録日\n青木商店,03-1234-5678,2026-04-01\n石川工業,03-1111-2222,2026-05-03\n",
		"日付,訪問数\n2026-04-01,5\n2026-04-02,6\n2026-04-03,9\n",
		"4,5,6\n7,8,9\n",
		"名前\n",
	} {
		if _, err := importer(datatest.Workspace(t)).Plan(t.Context(), pasted(t, text), crosstab.Options{}); data.CodeOf(err) != crosstab.NoTable {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestMonthsRecordedByDayAreLeft(t *testing.T) {
	st := datatest.Workspace(t)
	day := func(s string) period.Day { d, _ := period.ParseDay(s); return d }
	if err := st.SaveValues(t.Context(), change.Op{Title: "measure.set"}, []measure.Value{{Measure: "訪問数", Day: day("2026-05-12"), Value: 3}}); err != nil {
		t.Fatal(err)
	}
	p, err := importer(st).Plan(t.Context(), pasted(t, "2026年度\n項目,4月,5月,6月\n訪問数,1,2,3\n"), crosstab.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if p.Reasons()[crosstab.ByDay] != 1 || p.Counts().Values != 2 || p.Counts().Measures != 0 {
		t.Errorf("%v %+v", p.Reasons(), p.Counts())
	}
}

func TestWhatTheUserChoosesHolds(t *testing.T) {
	text := "2026年度\n項目,4月,5月,6月\n訪問数,1,2,3\n資料請求,4,5,6\n"
	p := plan(t, pasted(t, text), crosstab.Options{Choices: map[string]crosstab.Choice{
		"訪問数":  {Name: "商談", Take: crosstab.TakeKPI, Unit: "千円", Goes: measure.Last, Kind: crosstab.Target},
		"資料請求": {Take: crosstab.TakeNothing},
	}})
	accounted(t, p)
	it := item(t, p, "訪問数")
	if it.Name != "商談" || it.Unit != "yen" || it.Goes != measure.Last || it.Targets != 3 || it.Results != 0 {
		t.Errorf("%+v", it)
	}
	if c := p.Counts(); c.Targets != 3 || c.Values != 0 || c.KPIs != 1 || c.Measures != 1 || p.Reasons()[crosstab.Skipped] != 3 {
		t.Errorf("%+v %v", c, p.Reasons())
	}
}

func FuzzRead(f *testing.F) {
	f.Add("2026年度\n項目,区分,4月,5月,6月,合計\n訪問数,目標,1,2,3,6\n,実績,1,-,△3,#N/A\n合計,,1,2,3,6\n※注\n", 3, 0)
	f.Add("a,Apr-26,May-26,Jun-26\nb,1,2,3\n", 0, 1)
	f.Add("4,5,6,7,8,9\n1,2,3,4,5,6\n", 1, 1)
	f.Fuzz(func(t *testing.T, text string, a, b int) {
		g, _, _, err := tabular.GridsOfText(t.Context(), "pasted", text, tabular.Options{Encoding: "utf-8"})
		if err != nil {
			return
		}
		for i := range g {
			g[i].Merged = []crosstab.Span{{Row: a, Column: b, LastRow: a + 2, LastColumn: b + 3}, {Row: b, Column: a, LastRow: 1 << 30, LastColumn: a}}
		}
		var readings []crosstab.Reading
		for _, one := range g {
			readings = append(readings, crosstab.Read(one, crosstab.Options{Today: period.Of(2026, 11, 22)}))
		}
		p, err := crosstab.Propose(t.Context(), readings, crosstab.Options{}, crosstab.Known{})
		if err != nil {
			t.Fatal(err)
		}
		accounted(t, p)
	})
}
