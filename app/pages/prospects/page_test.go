package prospects_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"shirube/app"
	"shirube/app/apptest"
	"shirube/app/pages/prospects"
	"shirube/app/route"
	"shirube/app/widgets"
	"shirube/assets/words"
	"shirube/charts"
	"shirube/data"
	"shirube/data/change"
	"shirube/data/datatest"
	"shirube/data/funnel"
	"shirube/data/prospect"
	"shirube/data/store"
)

// window is a navigator that notes what pages tell it.
type window struct {
	*apptest.App
	store  *store.Store
	toasts []string
	failed []error
	went   []route.Route
	undone int
}

func (w *window) Go(r route.Route)                      { w.went = append(w.went, r) }
func (w *window) Back()                                 {}
func (w *window) Forward()                              {}
func (w *window) SaveChart(charts.Chart, fyne.Position) {}
func (w *window) CanBack() bool                         { return true }
func (w *window) CanForward() bool                      { return false }
func (w *window) Palette()                              {}
func (w *window) Toast(text string, _ func())           { w.toasts = append(w.toasts, text) }
func (w *window) Fail(err error)                        { w.failed = append(w.failed, err) }
func (w *window) Window() fyne.Window                   { return w.App.Window }
func (w *window) Open(string)                           {}
func (w *window) Undo() {
	if _, err := w.store.UndoLast(context.Background()); err != nil {
		w.failed = append(w.failed, err)
	}
	w.undone++
}

// opened is the page over a workspace of n companies.
type opened struct {
	*window
	page     *prospects.Page
	ids      []int64
	exported []int64
	pasted   string
	layout   prospects.Layout
	readOnly bool
	lang     string
}

func open(t *testing.T, n int, r route.Prospects) *opened {
	t.Helper()
	return openAt(t, n, r, "ja", 1104, 776, false)
}

func openAt(t *testing.T, n int, r route.Prospects, lang string, width, height float32, dark bool) *opened {
	t.Helper()
	o := &opened{window: &window{App: apptest.New(t, width, height, dark), store: datatest.Workspace(t)}, lang: lang}
	if n > 0 {
		ids, err := o.store.SaveProspects(t.Context(), datatest.Op, datatest.Prospects(1, n))
		if err != nil {
			t.Fatal(err)
		}
		o.ids = ids
	}
	o.show(t, r)
	return o
}

func (o *opened) show(t *testing.T, r route.Prospects) {
	t.Helper()
	news := &change.Bus{}
	o.page = prospects.New(prospects.Deps{
		Prospects: prospect.NewService(o.store, news, datatest.Clock),
		Funnels:   funnel.NewService(o.store, o.store, o.store, news, datatest.Clock),
		TSV:       app.TSV,
		Pasted:    func(text string) (string, error) { o.pasted = text; return "pasted.tsv", nil },
		Layout:    func() prospects.Layout { return o.layout },
		Keep:      func(l prospects.Layout) { o.layout = l },
		Clock:     data.SystemClock,
		ReadOnly:  o.readOnly,
		Export: func(_ context.Context, ids []int64, path, format string, _ func(int64, int64)) (int, error) {
			o.exported = ids
			return 0, os.WriteFile(path, []byte(format), 0o600)
		},
	}, o.window, words.In(o.lang), r)
	o.Show(o.page.Object())
	o.Settle()
	t.Cleanup(func() {
		for _, err := range o.failed {
			t.Errorf("the page failed: %v", err)
		}
	})
}

func (o *opened) list() *widgets.RowList { return apptest.Find[*widgets.RowList](o.page.Object())[0] }

func (o *opened) search() *widgets.Field { return apptest.Find[*widgets.Field](o.page.Object())[0] }

func (o *opened) says(t *testing.T, want ...string) {
	t.Helper()
	all := strings.Join(apptest.Texts(o.page.Object()), "\n")
	for _, s := range want {
		if !strings.Contains(all, s) {
			t.Errorf("the page does not show %q:\n%s", s, all)
		}
	}
}

// current makes a row current as a click does.
func (o *opened) current(i int) {
	l := o.list()
	l.OnCurrent(i)
	o.Settle()
}

func top(o *opened) fyne.CanvasObject { return o.Window().Canvas().Overlays().Top() }

func TestSearchWhileTyping(t *testing.T) {
	o := open(t, 500, route.Prospects{})
	o.says(t, "500", "社 / 500社")
	o.Type(o.search().Entry, "青葉")
	found := o.list().Length()
	want, err := o.store.ProspectIDs(t.Context(), prospect.Query{Text: "青葉"})
	if err != nil || found != len(want) || found == 0 || found == 500 {
		t.Fatalf("%d found, want %d (%v)", found, len(want), err)
	}
	o.says(t, "社 / 500社", "青葉", "秒")
	got, ok := o.page.Route().(route.Prospects)
	if !ok || got.Query.Text != "青葉" {
		t.Errorf("the route keeps %+v", got)
	}
	o.Type(o.search().Entry, "そんな会社はない")
	o.says(t, "当てはまる会社がありません")
	o.Tap(o.Button(o.page.Object(), "すべて外す"), 5, 5, 0)
	if o.list().Length() != 500 || o.search().Text() != "" {
		t.Errorf("%d rows after すべて外す, search %q", o.list().Length(), o.search().Text())
	}
}

func TestRowsComeInBlocksAsOneScrolls(t *testing.T) {
	o := open(t, 1500, route.Prospects{})
	l := o.list()
	for _, i := range []int{0, 99, 100, 777, 1499} {
		l.SetCurrent(i)
		o.Settle()
		if _, known := l.Row(i); !known {
			t.Errorf("row %d has not come", i)
		}
	}
	if _, known := l.Row(0); known {
		if _, far := l.Row(400); far {
			t.Error("rows no one looked at were read")
		}
	}
}

func TestConditionsNarrowTheList(t *testing.T) {
	o := open(t, 300, route.Prospects{Query: prospect.Query{Filter: prospect.Filter{{Field: "prefecture", Op: prospect.Is, Value: "鳥取県"}}}})
	o.says(t, "都道府県: 鳥取県")
	n := o.list().Length()
	if n == 0 || n == 300 {
		t.Fatalf("%d rows", n)
	}
	o.addCondition("担当", "田中")
	o.says(t, "都道府県: 鳥取県", "担当: 田中")
	if now := o.list().Length(); now == 0 || now >= n {
		t.Errorf("%d rows with two conditions, %d with one", now, n)
	}
	o.filters()[0].OnRemoved()
	o.Settle()
	q := o.page.Route().(route.Prospects).Query
	if len(q.Filter) != 1 || q.Filter[0].Field != "owner" {
		t.Errorf("left: %v", q.Filter)
	}
}

// filters are the chips of the conditions in force, then that which adds one.
func (o *opened) filters() []*widgets.Chip {
	return apptest.Find[*widgets.Chip](apptest.Find[*widgets.FilterBar](o.page.Object())[0])
}

// segments are the chips of the saved segments, すべて first, ＋条件を保存 last.
func (o *opened) segments() []*widgets.Chip {
	return apptest.Find[*widgets.Chip](apptest.Find[*widgets.ChipLine](o.page.Object())[0])
}

// addCondition picks a field and ticks values of it.
func (o *opened) addCondition(field string, values ...string) {
	chips := o.filters()
	o.Tap(chips[len(chips)-1], 5, 5, 0)
	o.pick(field)
	o.tick(values...)
	o.Tap(o.Button(top(o), "絞り込む"), 5, 5, 0)
}

// tick ticks lines of the list in the dialog that is open.
func (o *opened) tick(values ...string) {
	l := apptest.Find[*widgets.RowList](top(o))[0]
	for i := range l.Length() {
		if cells, _ := l.Row(i); slices.Contains(values, cells[0].Text) {
			l.SetCurrent(i)
			l.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
		}
	}
	o.Settle()
}

// pick chooses a line of the picker that is open.
func (o *opened) pick(text string) {
	l := apptest.Find[*widgets.RowList](top(o))[0]
	for i := range l.Length() {
		if cells, _ := l.Row(i); cells[0].Text == text {
			l.OnOpen(i)
			o.Settle()
			return
		}
	}
	panic("nothing to pick: " + text)
}

func TestWhatACountStoodFor(t *testing.T) {
	o := open(t, 200, route.Prospects{})
	some := []int64{o.ids[3], o.ids[77], o.ids[150]}
	o.show(t, route.Prospects{IDs: some, Title: "「検討」に進んだ会社"})
	o.says(t, "「検討」に進んだ会社", "社 / 200社")
	if n := o.list().Length(); n != 3 {
		t.Fatalf("%d rows, want 3", n)
	}
	o.filters()[0].OnRemoved()
	o.Settle()
	if n := o.list().Length(); n != 200 {
		t.Errorf("%d rows after leaving the list", n)
	}
}

func TestAllResultsAreChosenAndMovedAndTakenBack(t *testing.T) {
	o := open(t, 300, route.Prospects{Query: prospect.Query{Filter: prospect.Filter{{Field: "owner", Op: prospect.Is, Value: "田中"}}}})
	n := o.list().Length()
	o.list().TypedShortcut(&fyne.ShortcutSelectAll{})
	o.says(t, words.In("ja").T("prospects.bar.count", "n", n))
	o.Tap(o.Button(o.page.Object(), "段階を変える"), 5, 5, 0)
	day := apptest.Find[*widgets.Field](top(o))[0]
	day.SetText("2026-13-01")
	o.Tap(o.Button(top(o), "変える"), 5, 5, 0)
	if top(o) == nil {
		t.Fatal("a day that is none was taken")
	}
	day.SetText("2026/11/20")
	o.Tap(o.Button(top(o), "変える"), 5, 5, 0)
	reached := func() int {
		ids, err := o.store.ProspectIDs(t.Context(), prospect.Query{Filter: prospect.Filter{{Field: "stage", Op: prospect.Is, Value: "aware"}, {Field: "stage_day", Op: prospect.Is, Value: "2026-11-20"}}})
		if err != nil {
			t.Fatal(err)
		}
		return len(ids)
	}
	if got := reached(); got != n || len(o.toasts) != 1 {
		t.Fatalf("%d moved, want %d; told %v", got, n, o.toasts)
	}
	o.Undo()
	if got := reached(); got != 0 {
		t.Errorf("%d still there after undo", got)
	}
}

func TestOwnerTagDelete(t *testing.T) {
	o := open(t, 30, route.Prospects{})
	count := func(field, value string) int {
		ids, err := o.store.ProspectIDs(t.Context(), prospect.Query{Filter: prospect.Filter{{Field: field, Op: prospect.Is, Value: value}}})
		if err != nil {
			t.Fatal(err)
		}
		return len(ids)
	}
	give := func(button, text, act string) {
		t.Helper()
		o.list().SelectAll()
		o.Tap(o.Button(o.page.Object(), button), 5, 5, 0)
		apptest.Find[*widgets.Field](top(o))[0].SetText(text)
		o.Tap(o.Button(top(o), act), 5, 5, 0)
	}
	give("担当を変える", "小林", "変える")
	give("タグをつける", "展示会 10月", "つける")
	if count("owner", "小林") != 30 || count("tag", "展示会 10月") != 30 {
		t.Errorf("owner %d, tag %d", count("owner", "小林"), count("tag", "展示会 10月"))
	}
	o.list().SelectAll()
	o.Tap(o.Button(o.page.Object(), "ほか"), 5, 5, 0)
	o.menu(t, "削除")
	o.Tap(o.Button(top(o), "削除"), 5, 5, 0)
	if o.list().Length() != 0 {
		t.Errorf("%d left", o.list().Length())
	}
	o.says(t, "会社がまだありません")
	o.Undo()
	o.page.Reload()
	o.Settle()
	if o.list().Length() != 30 {
		t.Errorf("%d after undo", o.list().Length())
	}
}

func TestExportTakesTheSelection(t *testing.T) {
	o := open(t, 40, route.Prospects{})
	l := o.list()
	l.SetCurrent(4)
	l.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	o.says(t, "1社を選択中")
	path := filepath.Join(t.TempDir(), "out.xlsx")
	buttons := apptest.Find[*widgets.Button](o.page.Object())
	for _, b := range buttons {
		if b.Text() == "書き出す" {
			b.OnTapped() // the later one is the bar's
		}
	}
	o.menu(t, "Excel(.xlsx)")
	field := apptest.Find[*widgets.Field](top(o))[0]
	field.SetText(path)
	field.OnCommit()
	o.Settle()
	if b, err := os.ReadFile(path); err != nil || string(b) != "xlsx" || !slices.Equal(o.exported, []int64{l.ID(4)}) {
		t.Errorf("wrote %q (%v) of %v", b, err, o.exported)
	}
}

// menu chooses a line of the menu that is open.
func (o *opened) menu(t *testing.T, text string) {
	t.Helper()
	for _, line := range apptest.Find[fyne.Widget](top(o)) {
		tapped, ok := line.(fyne.Tappable)
		if ok && slices.Equal(apptest.Texts(line), []string{text}) {
			tapped.Tapped(&fyne.PointEvent{})
			o.Settle()
			return
		}
	}
	t.Fatalf("no line %q in the menu", text)
}

func TestGallery(t *testing.T) {
	apptest.Gallery(t, func(t *testing.T, l apptest.Look, dir string) {
		o := openAt(t, 1284, route.Prospects{}, l.Lang, l.Width, l.Height, l.Dark)
		o.dress(t)
		o.Save(dir, "prospects-"+l.Name+".png")
		o.Type(o.search().Entry, "青葉")
		o.current(0)
		for range 3 {
			o.list().TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
			o.list().TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
		}
		o.Settle()
		o.Save(dir, "prospects-side-"+l.Name+".png")
		o.list().OnKey(&fyne.KeyEvent{Name: fyne.KeyF2})
		o.Settle()
		o.Save(dir, "prospects-edit-"+l.Name+".png")
	})
}

// dress gives the companies stages, deals and things that happened.
func (o *opened) dress(t *testing.T) {
	t.Helper()
	if _, err := o.store.SaveEntries(t.Context(), datatest.Op, datatest.Entries(2, o.ids)); err != nil {
		t.Fatal(err)
	}
	if _, err := o.store.SaveDeals(t.Context(), datatest.Op, datatest.Deals(3, o.ids)); err != nil {
		t.Fatal(err)
	}
	var all []prospect.Activity
	for i, id := range o.ids {
		all = append(all,
			prospect.Activity{Prospect: id, Kind: prospect.Call, Day: datatest.Day(280 + i%40), Text: "社内で相見積の確認中とのこと"},
			prospect.Activity{Prospect: id, Kind: prospect.Meeting, Day: datatest.Day(250 + i%60), Text: "現地確認、見積を提出"},
			prospect.Activity{Prospect: id, Kind: prospect.Meeting, Day: datatest.Day(328), Time: "14:00", Text: "見積のご説明(Web会議)"})
	}
	if _, err := o.store.SaveActivities(t.Context(), datatest.Op, all); err != nil {
		t.Fatal(err)
	}
	o.page.Reload()
	o.Settle()
}
