package prospects_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"shirube/app/apptest"
	"shirube/app/pages/prospects"
	"shirube/app/route"
	"shirube/app/widgets"
	"shirube/data/datatest"
	"shirube/data/prospect"
)

func (o *opened) query(t *testing.T) prospect.Query {
	t.Helper()
	return o.page.Route().(route.Prospects).Query
}

func (o *opened) field(i int) *widgets.Field { return apptest.Find[*widgets.Field](top(o))[i] }

// kind chooses what is asked of the field in the dialog that is open.
func (o *opened) kind(key string) {
	for _, s := range apptest.Find[*widgets.Select](top(o)) {
		for _, option := range s.Options {
			if option.Key == key {
				s.OnChanged(option)
				o.Settle()
				return
			}
		}
	}
	panic("no such kind: " + key)
}

func (o *opened) addKind(field, kind string) {
	chips := o.filters()
	o.Tap(chips[len(chips)-1], 5, 5, 0)
	o.pick(field)
	o.kind(kind)
}

func TestConditionsOfEveryKind(t *testing.T) {
	o := open(t, 300, route.Prospects{})
	act := func() { o.Tap(o.Button(top(o), "絞り込む"), 5, 5, 0) }

	o.addKind("従業員", "between")
	act()
	if top(o) == nil {
		t.Fatal("a range without ends was taken")
	}
	o.field(0).SetText("20")
	o.field(1).SetText("９９")
	act()
	o.addKind("最終接触", "quiet")
	o.field(0).SetText("60")
	act()
	o.addKind("段階", "reached")
	act()
	o.addKind("メモ", "empty")
	act()
	o.addKind("営業お断り", "empty")
	act()
	o.addCondition("都道府県", "鳥取県", "東京都", "大阪府")
	want := `employees>=20 and employees<=99 and last_contact!>60d and stage>=aware and note="" and opt_out="" and prefecture in (`
	if got := o.query(t).Filter.String(); !strings.HasPrefix(got, want) {
		t.Errorf("the filter is %s", got)
	}
	o.says(t, "従業員: 20〜99人", "60日うごきなし", "認知まで進んだ", "メモ: 空欄", "営業お断りを除く", "ほか1")

	o.filters()[0].OnTapped() // the range, to change it
	o.Settle()
	if o.field(0).Text() != "20" || o.field(1).Text() != "99" {
		t.Errorf("the form begins with %q to %q", o.field(0).Text(), o.field(1).Text())
	}
	o.field(1).SetText("")
	act()
	o.says(t, "従業員: 20人以上")
	if n := len(o.filters()); n != 7 {
		t.Errorf("%d chips, want 6 and the one that adds", n)
	}
	o.Tap(o.Button(o.page.Object(), "すべて外す"), 5, 5, 0)
	if len(o.query(t).Filter) != 0 || o.list().Length() != 300 {
		t.Errorf("left: %v, %d rows", o.query(t).Filter, o.list().Length())
	}
}

func TestSegmentsAreSavedCountedChangedAndDeleted(t *testing.T) {
	o := open(t, 300, route.Prospects{})
	o.addCondition("担当", "田中")
	n := o.list().Length()
	save := func(name string) {
		chips := o.segments()
		o.Tap(chips[len(chips)-1], 5, 5, 0)
		o.field(0).SetText(name)
		o.Tap(o.Button(top(o), "保存"), 5, 5, 0)
	}
	save("田中の会社")
	chips := o.segments()
	if texts := apptest.Texts(chips[1]); len(chips) != 3 || !slices.Equal(texts, []string{"田中の会社", strconv.Itoa(n)}) {
		t.Fatalf("%d chips, the new one says %v, want a count of %d", len(chips), texts, n)
	}
	o.Tap(chips[0], 5, 5, 0) // すべて
	if o.list().Length() != 300 {
		t.Errorf("すべて shows %d", o.list().Length())
	}
	o.Tap(o.segments()[1], 5, 5, 0)
	if o.list().Length() != n {
		t.Errorf("the segment shows %d, its chip %d", o.list().Length(), n)
	}

	o.addCondition("都道府県", "鳥取県")
	fewer := o.list().Length()
	o.segments()[1].OnMenu()
	o.menu(t, "いまの条件に変える")
	if texts := apptest.Texts(o.segments()[1]); !slices.Contains(texts, strconv.Itoa(fewer)) {
		t.Errorf("changed, the chip says %v, want %d", texts, fewer)
	}
	o.segments()[1].TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	o.menu(t, "名前を変える")
	o.field(0).SetText("鳥取の田中")
	o.Tap(o.Button(top(o), "保存"), 5, 5, 0)
	all, err := o.store.Segments(t.Context())
	if err != nil || len(all) != 1 || all[0].Name != "鳥取の田中" || all[0].Key != "田中の会社" {
		t.Fatalf("renamed: %+v %v", all, err)
	}
	o.segments()[1].OnMenu()
	o.menu(t, "削除")
	if len(o.segments()) != 2 {
		t.Errorf("%d chips after the deletion", len(o.segments()))
	}
	o.Undo()
	o.page.Reload()
	o.Settle()
	if len(o.segments()) != 3 {
		t.Errorf("%d chips after its undo", len(o.segments()))
	}
}

func TestColumnsAreChosenAndKept(t *testing.T) {
	o := open(t, 30, route.Prospects{})
	for _, b := range apptest.Find[*widgets.IconButton](o.page.Object()) {
		if b.Tip == "表示する列" {
			o.Tap(b, 5, 5, 0)
		}
	}
	o.tick("従業員", "電話", "資本金") // the first two off, the last on
	o.Tap(o.Button(top(o), "表示する"), 5, 5, 0)
	keys := func() (out []string) {
		for _, c := range o.list().Columns {
			out = append(out, c.Key)
		}
		return out
	}
	if k := keys(); len(k) != 13 || slices.Contains(k, "phone") || k[12] != "capital" || k[0] != "name" || k[1] != "stage" {
		t.Errorf("columns %v", k)
	}
	o.list().MoveColumn(12, 2)
	o.list().Columns[2].Width = 133
	o.list().OnColumns()
	o.list().OnSort("capital", true)
	o.Settle()
	o.show(t, route.Prospects{})
	if k := keys(); k[2] != "capital" || o.list().Columns[2].Width != 133 || o.query(t).Sort != "capital" || !o.query(t).Descending {
		t.Errorf("kept %q: columns %v, order %+v", o.layout, k, o.query(t))
	}
	o.layout = prospects.Layout{Columns: "no such=20\tphone=x\temail=90\t=", Sort: "-nothing"}
	o.show(t, route.Prospects{})
	if k := keys(); !slices.Equal(k, []string{"name", "stage", "email"}) || o.query(t).Sort != "" {
		t.Errorf("of a layout that can't be: %v, %+v", k, o.query(t))
	}
}

func TestCopyAndPaste(t *testing.T) {
	o := open(t, 3, route.Prospects{})
	p, err := o.store.Prospects(t.Context(), o.ids)
	if err != nil {
		t.Fatal(err)
	}
	p[0].Name, p[0].Owner = "=HYPERLINK(1)", "田中"
	if _, err := o.store.SaveProspects(t.Context(), datatest.Op, p[:1]); err != nil {
		t.Fatal(err)
	}
	o.page.Reload()
	o.Settle()
	o.list().SelectAll()
	o.list().TypedShortcut(&fyne.ShortcutCopy{})
	o.Settle()
	lines := strings.Split(strings.TrimSpace(fyne.CurrentApp().Clipboard().Content()), "\r\n")
	if len(lines) != 4 || !strings.HasPrefix(lines[0], "会社名\t段階\t都道府県\t市区町村\t従業員") || strings.Count(lines[0], "\t") != 14 {
		t.Fatalf("copied %q", lines)
	}
	if !slices.ContainsFunc(lines, func(l string) bool { return strings.HasPrefix(l, "'=HYPERLINK(1)\t") }) {
		t.Errorf("a formula is not guarded: %q", lines)
	}
	fyne.CurrentApp().Clipboard().SetContent("会社名\t電話\nA\t03-1234-5678\n")
	o.list().TypedShortcut(&fyne.ShortcutPaste{})
	o.Settle()
	if len(o.went) != 1 || o.went[0] != (route.Import{Noun: "prospects", File: "pasted.tsv"}) || !strings.HasPrefix(o.pasted, "会社名") {
		t.Errorf("went %v with %q", o.went, o.pasted)
	}
}

func TestManyAreChangedFromTheMenu(t *testing.T) {
	o := open(t, 30, route.Prospects{})
	count := func(filter string) int {
		f, err := prospect.ParseFilter(filter)
		if err != nil {
			t.Fatal(err)
		}
		ids, err := o.store.ProspectIDs(t.Context(), prospect.Query{Filter: f})
		if err != nil {
			t.Fatal(err)
		}
		return len(ids)
	}
	more := func(line string) {
		o.list().SelectAll()
		o.Tap(o.Button(o.page.Object(), "ほか"), 5, 5, 0)
		o.menu(t, line)
	}
	more("項目を書き換える")
	o.field(0).SetText("精密機器")
	o.Tap(o.Button(top(o), "書き換える"), 5, 5, 0)
	if n := count("industry=精密機器"); n != 30 {
		t.Errorf("%d set", n)
	}
	more("営業お断りにする")
	o.Tap(o.Button(top(o), "お断りにする"), 5, 5, 0)
	if n := count(`opt_out!=""`); n == 0 {
		t.Error("nobody opted out")
	}
	o.Undo()
	o.Undo()
	if a, b := count("industry=精密機器"), count(`opt_out!=""`); a != 0 || b != 0 {
		t.Errorf("undone, %d set and %d opted out", a, b)
	}
}

func TestHitsAreMarked(t *testing.T) {
	o := open(t, 100, route.Prospects{})
	o.Type(o.search().Entry, "北斗")
	for i := range o.list().Length() {
		cells, _ := o.list().Row(i)
		for _, c := range cells {
			for _, m := range c.Marks {
				if c.Text[m[0]:m[1]] != "北斗" {
					t.Errorf("marked %q of %q", c.Text[m[0]:m[1]], c.Text)
				}
			}
		}
		if !slices.ContainsFunc(cells, func(c widgets.Cell) bool { return len(c.Marks) > 0 }) {
			t.Errorf("nothing is marked in %+v", cells)
		}
	}
	if o.list().Length() == 0 {
		t.Error("nothing is found")
	}
}
