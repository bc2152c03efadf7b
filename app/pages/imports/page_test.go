package imports_test

import (
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"shirube/app"
	"shirube/app/apptest"
	"shirube/app/pages/imports"
	"shirube/app/route"
	"shirube/app/widgets"
	"shirube/assets/words"
	"shirube/charts"
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

// office is a window with the wizard over a real workspace.
type office struct {
	*apptest.App
	t      *testing.T
	store  *store.Store
	page   *imports.Page
	desk   imports.Desk
	saved  [][]string
	toasts []string
	failed []error
	went   []route.Route
	lang   string
}

func (o *office) Go(r route.Route)                      { o.went = append(o.went, r) }
func (o *office) Back()                                 { o.went = append(o.went, nil) }
func (o *office) Forward()                              {}
func (o *office) SaveChart(charts.Chart, fyne.Position) {}
func (o *office) CanBack() bool                         { return true }
func (o *office) CanForward() bool                      { return false }
func (o *office) Palette()                              {}
func (o *office) Toast(text string, _ func())           { o.toasts = append(o.toasts, text) }
func (o *office) Fail(err error)                        { o.failed = append(o.failed, err) }
func (o *office) Open(string)                           {}
func (o *office) Undo()                                 {}
func (o *office) Window() fyne.Window                   { return o.App.Window }

func newOffice(t *testing.T) *office { return officeAt(t, "ja", 1104, 776, false) }

func officeAt(t *testing.T, lang string, width, height float32, dark bool) *office {
	return &office{App: apptest.New(t, width, height, dark), t: t, store: datatest.Workspace(t), lang: lang}
}

func (o *office) do(ctx context.Context, noun string, src intake.Source, opts intake.Options) (intake.Result, error) {
	stage := func(text string) (string, error) {
		st, err := funnel.FindStage(datatest.Stages, text)
		return st.Key, err
	}
	news := &change.Bus{}
	companies := prospect.Deps{Store: o.store, News: news, Clock: data.SystemClock, Stage: stage}
	switch noun {
	case intake.Entries:
		return funnel.ImportEntries(ctx, src, opts, funnel.Deps{Store: o.store, News: news, Clock: data.SystemClock, Stage: stage})
	case intake.Deals:
		return prospect.ImportDeals(ctx, src, opts, companies)
	case intake.Measures:
		return measure.Import(ctx, src, opts, measure.Deps{Store: o.store, News: news, Clock: data.SystemClock, Taken: func(context.Context) ([]string, error) { return nil, nil }})
	}
	return prospect.Import(ctx, src, opts, companies)
}

func (o *office) open(r route.Import) { o.openWith(o.deps(), r) }

func (o *office) openWith(deps imports.Deps, r route.Import) {
	o.page = imports.New(deps, o, words.In(o.lang), r)
	o.Show(o.page.Object())
	o.Settle()
}

func (o *office) deps() imports.Deps {
	return imports.Deps{
		Open: func(f intake.File) (intake.Source, error) {
			return tabular.Open(f.Path, tabular.Options{Encoding: f.Encoding, Delimiter: f.Delimiter, Sheet: f.Sheet, HasHeader: f.HasHeader})
		},
		Import: o.do, Undo: o.store.UndoImport, Imports: o.store.Imports, ImportOf: o.store.ImportOf, LastMapping: o.store.LastMapping,
		ForeseeUndo: o.store.ForeseeUndo, Changed: o.store.ImportChanged,
		Duplicates: prospect.NewService(o.store, &change.Bus{}, datatest.Clock).Duplicates, Stages: o.store.Stages, Lists: o.store.Lists,
		Postal: func(ctx context.Context, path string, dry bool) (intake.Result, error) {
			none := false
			src, err := tabular.Open(path, tabular.Options{HasHeader: &none})
			if err != nil {
				return intake.Result{}, err
			}
			defer src.Close()
			return prospect.ImportPostal(ctx, src, o.store, &change.Bus{}, datatest.Clock, dry)
		},
		Save:      func(_ string, rows [][]string) error { o.saved = rows; return nil },
		IsTable:   app.HasTable,
		Recurring: func(context.Context) ([]intake.Waiting, error) { return nil, nil },
		Clock:     datatest.Clock, Desk: &o.desk,
	}
}

func (o *office) file(name string, rows ...[]string) string {
	o.t.Helper()
	path := filepath.Join(o.t.TempDir(), name)
	f, err := os.Create(path)
	if err != nil {
		o.t.Fatal(err)
	}
	w := csv.NewWriter(f)
	if err := w.WriteAll(rows); err != nil {
		o.t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		o.t.Fatal(err)
	}
	return path
}

func (o *office) tap(button string) {
	o.t.Helper()
	o.Tap(o.Button(o.page.Object(), button), 5, 5, 0)
}

func (o *office) says(want ...string) {
	o.t.Helper()
	all := strings.Join(apptest.Texts(o.page.Object()), "\n")
	for _, s := range want {
		if !strings.Contains(all, s) {
			o.t.Errorf("the page does not show %q:\n%s", s, all)
		}
	}
}

func (o *office) fine() {
	o.t.Helper()
	for _, err := range o.failed {
		o.t.Errorf("failed: %v", err)
	}
}

// choice is the select over a column of the file.
func (o *office) choice(column int) *widgets.Select {
	all := apptest.Find[*widgets.Select](o.page.Object())
	return all[len(all)-columns+column]
}

const columns = 8

func (o *office) companies() string {
	return o.file("企業リスト.csv",
		[]string{"法人番号", "商号", "郵便番号", "都道府県", "TEL", "展示会で会った日", "従業員数", "備考3"},
		[]string{datatest.CorporateNumber(1), "株式会社青空機工", "060-0000", "北海道", "011-000-1420", "2026/10/5", "48", "a"},
		[]string{"4.01E+12", "㈱いずみ電子", "980-0000", "宮城県", "022-000-3318", "", "12", "b"},
		[]string{datatest.CorporateNumber(3), "有限会社うらべ商店", "360000", "青森", "0172001190", "2026/11/1", "9", "c"},
		[]string{datatest.CorporateNumber(4), "北村税理士法人", "604-0000", "京都府", "075-000-2087", "", "たくさん", "d"},
		[]string{datatest.CorporateNumber(5), "すずらん薬品", "070-0000", "北海道", "0166-00-3347", "2026/11/2", "5", "e"})
}

func TestImportFromFileToResultAndBack(t *testing.T) {
	o := newOffice(t)
	defer o.fine()
	o.open(route.Import{Noun: "prospects", File: o.companies()})
	o.says("企業リストを取り込む", "企業リスト.csv", "全行読めました", "新規 3", "除外 2", "数字として読めません", "「4.01E+12」など")

	t.Run("should mark what is mended and what is left out", func(t *testing.T) {
		o.says("036-0000", "青森県", "4.01E+12", "たくさん")
		texts := apptest.Texts(o.page.Object())
		if slices.Contains(texts, "360000") {
			t.Error("the value stands as in the file, not as it will be kept")
		}
		if !slices.Contains(texts, "2026/10/5") {
			t.Error("a date that is only written otherwise is marked")
		}
	})
	t.Run("should list the rows of a problem", func(t *testing.T) {
		o.tap("行を見る")
		o.says("取り込まない行", "1行")
		o.tap("もどる")
		o.says("列の対応")
	})
	t.Run("should take a column as the day of a stage", func(t *testing.T) {
		o.choice(5).OnChanged(widgets.Option{Key: "stage:interest"})
		o.Settle()
		o.choice(7).OnChanged(widgets.Option{Key: "note"})
		o.Settle()
		o.says("8列のうち 8列を取り込みます", "すべての列を取り込みます")
	})
	o.tap("次へ進む")
	o.says("同じ会社の見つけ方", "すでにある会社の行は")
	o.tap("3行を取り込む")
	o.says("取り込みました", "3", "従業員数", "たくさん", "数字として読めません。数字だけにしてください")

	ids, err := o.store.ProspectIDs(t.Context(), prospect.Query{})
	if err != nil || len(ids) != 3 {
		t.Fatalf("%d companies (%v), want 3", len(ids), err)
	}
	met, err := o.store.ProspectIDs(t.Context(), prospect.Query{Filter: prospect.Filter{{Field: "stage", Op: prospect.Is, Value: "interest"}, {Field: "note", Op: prospect.IsNot, Value: ""}}})
	if err != nil || len(met) != 3 {
		t.Errorf("%d met at the fair with a note (%v), want 3", len(met), err)
	}

	t.Run("should save the rows left out", func(t *testing.T) {
		o.tap("ファイルに書き出す")
		field := apptest.Find[*widgets.Field](o.Window().Canvas().Overlays().Top())[0]
		field.SetText(filepath.Join(t.TempDir(), "rejected.csv"))
		field.OnCommit()
		o.Settle()
		if len(o.saved) != 3 || o.saved[1][0] != "3" || o.saved[1][2] != "4.01E+12" || o.saved[2][1] != "従業員数" {
			t.Errorf("saved %q", o.saved)
		}
	})
	t.Run("should keep its place for back and forward", func(t *testing.T) {
		r, ok := o.page.Route().(route.Import)
		if !ok || r.Number == 0 {
			t.Fatalf("route %+v", o.page.Route())
		}
		o.page.Leave()
		o.open(r)
		o.says("取り込みました", "たくさん")
	})
	t.Run("should be taken back", func(t *testing.T) {
		o.tap("取り消す")
		top := o.Window().Canvas().Overlays().Top()
		o.Tap(o.Button(top, "取り消す"), 5, 5, 0)
		left, err := o.store.ProspectIDs(t.Context(), prospect.Query{})
		if err != nil || len(left) != 0 {
			t.Errorf("%d companies left (%v)", len(left), err)
		}
		o.says("取り消しました")
	})
}

func TestAnAmbiguousDateIsAsked(t *testing.T) {
	o := newOffice(t)
	defer o.fine()
	o.open(route.Import{Noun: "prospects", File: o.file("dates.csv",
		[]string{"会社名", "登記記録の閉鎖等年月日"}, []string{"株式会社甲", "5/10/2026"}, []string{"株式会社乙", "6/11/2026"})})
	o.says("月/日/年", "日付の順を左の欄で選んでください")
	next := o.Button(o.page.Object(), "次へ進む")
	if !next.Disabled() {
		t.Error("one can go on without an answer")
	}
	o.radio("月/日/年")
	o.says("新規 2")
	o.tap("次へ進む")
	o.tap("2行を取り込む")
	ids, err := o.store.ProspectIDs(t.Context(), prospect.Query{Filter: prospect.Filter{{Field: "closed_day", Op: prospect.Is, Value: "2026-05-10"}}})
	if err != nil || len(ids) != 1 {
		t.Errorf("%d closed on 10 May (%v)", len(ids), err)
	}
}

// radio taps the way of a name: its area lies under its words.
func (o *office) radio(text string) {
	o.t.Helper()
	for _, c := range apptest.Find[*fyne.Container](o.page.Object()) {
		if len(c.Objects) != 2 {
			continue
		}
		area, ok := c.Objects[0].(*widgets.TapArea)
		if ok && slices.Contains(apptest.Texts(c.Objects[1]), text) {
			o.Tap(area, 5, 5, 0)
			return
		}
	}
	o.t.Fatalf("no way %q", text)
}

func TestSecondImportUpdatesSkipsOrCreates(t *testing.T) {
	o := newOffice(t)
	defer o.fine()
	path := o.file("x.csv", []string{"顧客ID", "会社名", "電話"}, []string{"A1", "株式会社甲", "03-1111-1111"}, []string{"A2", "株式会社乙", "03-2222-2222"})
	o.open(route.Import{Noun: "prospects", File: path})
	o.tap("次へ進む")
	o.tap("2行を取り込む")
	again := o.file("y.csv", []string{"顧客ID", "会社名", "電話"}, []string{"A1", "株式会社甲", "03-9999-9999"}, []string{"A3", "株式会社丙", "03-3333-3333"})
	o.open(route.Import{Noun: "prospects", File: again})
	o.says("新規 1", "更新 1")
	o.tap("次へ進む")
	o.radio("取り込まない")
	o.says("そのまま 1")
	o.radio("別の会社として追加する")
	o.says("新規 2")
	o.radio("取り込まない")
	o.tap("1行を取り込む")
	ids, err := o.store.ProspectIDs(t.Context(), prospect.Query{Text: "03-9999-9999"})
	if n, _ := o.store.ProspectIDs(t.Context(), prospect.Query{}); err != nil || len(ids) != 0 || len(n) != 3 {
		t.Errorf("%d with the new phone, %d in all (%v)", len(ids), len(n), err)
	}
}

func TestEntriesAndDealsFindTheirCompanies(t *testing.T) {
	o := newOffice(t)
	defer o.fine()
	ids, err := o.store.SaveProspects(t.Context(), datatest.Op, []prospect.Prospect{{Name: "株式会社甲", ExternalID: "A1"}, {Name: "株式会社乙", ExternalID: "A2"}})
	if err != nil {
		t.Fatal(err)
	}
	o.open(route.Import{Noun: "entries", File: o.file("entries.csv", []string{"顧客ID", "段階", "日付"},
		[]string{"A1", "興味", "2026-10-01"}, []string{"A2", "検討", "2026-10-02"}, []string{"A9", "検討", "2026-10-02"})})
	o.says("段階の記録を取り込む", "新規 2", "除外 1", "この見込み客は見つかりません")
	o.tap("次へ進む")
	o.says("会社・段階・日が同じ記録は取り込みません。")
	o.tap("2行を取り込む")
	o.open(route.Import{Noun: "deals", File: o.file("deals.csv", []string{"顧客ID", "商談名", "金額", "受注日"}, []string{"A2", "更新", "82万円", "2026-11-01"})})
	o.tap("次へ進む")
	o.says("すでにある商談の行は")
	o.tap("1行を取り込む")
	entries, err := o.store.EntriesOf(t.Context(), ids[0])
	deals, wrong := o.store.Deals(t.Context(), ids[1])
	if err != nil || wrong != nil || len(entries) != 1 || entries[0].Stage != "interest" || len(deals) != 1 || *deals[0].Amount != 820_000 {
		t.Errorf("entries %+v (%v), deals %+v (%v)", entries, err, deals, wrong)
	}
}

func TestColumnsOfNumbersOnOneDay(t *testing.T) {
	o := newOffice(t)
	defer o.fine()
	o.open(route.Import{Noun: "measures", File: o.file("ads.csv", []string{"媒体", "spend", "clicks"}, []string{"web", "1,200", "30"}, []string{"mail", "800", "12"})})
	o.says("spend → この列の数値?")
	all := apptest.Find[*widgets.Select](o.page.Object())
	for _, c := range all[len(all)-2:] {
		c.OnChanged(widgets.Option{Key: "wide"})
		o.Settle()
	}
	o.says("日付の列を選ぶか、左の欄に日付を入れてください")
	apptest.Find[*widgets.Field](o.page.Object())[0].SetText("2026-10-31")
	o.Settle()
	o.says("新規 2")
	o.tap("次へ進む")
	o.tap("2行を取り込む")
	day := period.Of(2026, 10, 31)
	values, err := o.store.Values(t.Context(), "spend", period.Range{From: day, To: day})
	if err != nil || len(values) != 2 || values[0].Value+values[1].Value != 2000 {
		t.Errorf("values %+v (%v)", values, err)
	}
}

func TestAnImportGoesOnWhenThePageIsLeft(t *testing.T) {
	o := newOffice(t)
	defer o.fine()
	o.open(route.Import{Noun: "prospects", File: o.companies()})
	o.tap("次へ進む")
	start := o.Button(o.page.Object(), "3行を取り込む")
	start.OnTapped()
	o.page.Leave()
	if !o.desk.Busy() {
		t.Error("leaving the page stopped the import")
	}
	o.page = imports.New(o.deps(), o, words.In("ja"), route.Import{Noun: "prospects"})
	o.Show(o.page.Object())
	o.says("企業リスト.csv の取り込み", "中止")
	o.Settle()
	o.says("取り込みました", "たくさん")
	if len(o.toasts) != 1 || !strings.Contains(o.toasts[0], "3行") {
		t.Errorf("told %q", o.toasts)
	}
}

func TestGallery(t *testing.T) {
	apptest.Gallery(t, func(t *testing.T, l apptest.Look, dir string) {
		o := officeAt(t, l.Lang, l.Width, l.Height, l.Dark)
		w := words.In(l.Lang)
		o.open(route.Import{Noun: "prospects", File: o.companies()})
		o.Save(dir, "import-2-"+l.Name+".png")
		o.tap(w.T("common.next"))
		o.Save(dir, "import-3-"+l.Name+".png")
		o.tap(w.T("imports.start", "n", 3))
		o.Save(dir, "import-4-"+l.Name+".png")
		o.open(route.Import{Noun: "prospects"})
		o.Save(dir, "import-1-"+l.Name+".png")
	})
}
