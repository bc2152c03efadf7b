package duplicates_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"shirube/app/apptest"
	"shirube/app/pages/duplicates"
	"shirube/app/route"
	"shirube/app/widgets"
	"shirube/assets/words"
	"shirube/data/change"
	"shirube/data/datatest"
	"shirube/data/prospect"
	"shirube/data/store"
)

// office is a window with the page over a real workspace.
type office struct {
	*apptest.App
	*apptest.Navigator
	t     *testing.T
	store *store.Store
	page  *duplicates.Page
}

func number(n int64) *int64 { return &n }

// companies has a strong pair with differences, one of two names, one of a
// place, three strong pairs of one kind, and one that is nobody's double.
func companies() []prospect.Prospect {
	all := []prospect.Prospect{
		{Name: "株式会社青木商店", CorporateNumber: datatest.CorporateNumber(1), Phone: "03-1111-2222", Prefecture: "東京都", City: "千代田区", Address: "丸の内1-1", PostalCode: "1000005", Employees: number(48)},
		{Name: "㈱青木商店", Phone: "03-1111-2222", Email: "info@aoki.co.jp", URL: "https://aoki.co.jp", Address: "東京都千代田区丸の内1丁目1番", Tags: []string{"展示会"}, Note: "10月に会った", Custom: map[string]string{"格付": "A"}},
		{Name: "北村税理士法人", Phone: "075-000-2087"}, {Name: "南村会計", Phone: "075-000-2087"},
		{Name: "すずらん薬品", City: "旭川市", Prefecture: "北海道"}, {Name: "スズラン薬品", City: "旭川市"},
		{Name: "ひとつだけ", Phone: "06-0000-0001"},
	}
	for n, name := range []string{"いずみ電子", "髙橋製作所", "ヴィーナス"} {
		for _, written := range []string{name + "株式会社", "(株)" + strings.ReplaceAll(strings.ReplaceAll(name, "髙", "高"), "ヴィ", "ビ")} {
			all = append(all, prospect.Prospect{Name: written, Email: fmt.Sprintf("info@x%d.jp", n), City: "鳥取市"})
		}
	}
	return all
}

func open(t *testing.T, lang string, width, height float32, dark bool, list []prospect.Prospect) *office {
	t.Helper()
	app := apptest.New(t, width, height, dark)
	o := &office{App: app, Navigator: &apptest.Navigator{App: app}, t: t, store: datatest.Workspace(t)}
	if len(list) > 0 {
		if _, err := o.store.SaveProspects(t.Context(), datatest.Op, list); err != nil {
			t.Fatal(err)
		}
	}
	o.page = duplicates.New(duplicates.Deps{Prospects: prospect.NewService(o.store, &change.Bus{}, datatest.Clock)}, o, words.In(lang), route.Duplicates{})
	o.Show(o.page.Object())
	o.Settle()
	return o
}

func (o *office) Window() fyne.Window { return o.App.Window }

func (o *office) says(want ...string) {
	o.t.Helper()
	all := strings.Join(apptest.Texts(o.page.Object()), "\n")
	for _, s := range want {
		if !strings.Contains(all, s) {
			o.t.Errorf("the page does not show %q:\n%s", s, all)
		}
	}
	for _, err := range o.Errors {
		o.t.Errorf("failed: %v", err)
	}
}

func (o *office) list() *widgets.RowList { return apptest.Find[*widgets.RowList](o.page.Object())[0] }

func (o *office) undo() {
	o.t.Helper()
	if _, err := o.store.UndoLast(o.t.Context()); err != nil {
		o.t.Fatal(err)
	}
	o.page.Reload()
	o.Settle()
}

func (o *office) named(name string) []prospect.Prospect {
	o.t.Helper()
	ids, err := o.store.ProspectIDs(context.Background(), prospect.Query{Filter: prospect.Filter{{Field: "name", Op: prospect.Is, Value: name}}})
	if err != nil {
		o.t.Fatal(err)
	}
	found, err := o.store.Prospects(context.Background(), ids)
	if err != nil {
		o.t.Fatal(err)
	}
	return found
}

func TestPairsAreMergedWithTheValuesChosen(t *testing.T) {
	o := open(t, "ja", 1104, 776, false, companies())
	o.says("重複の候補", "6組", "メールアドレスが同じ", "電話番号が同じ", "名前と市区町村が同じ", "ほぼ同じ")
	o.Tap(chip(o, "電話番号が同じ"), 5, 5, 0)
	o.says("株式会社青木商店", "㈱青木商店", "03-1111-2222", "info@aoki.co.jp", "残す会社", "1 / 2組", "48", "格付")
	o.Key(o.list(), fyne.KeyS, fyne.KeyM)
	if len(o.Toasts) != 1 || !strings.Contains(o.Toasts[0], "㈱青木商店") || o.Undos[0] == nil {
		t.Fatalf("%v", o.Toasts)
	}
	kept := o.named("㈱青木商店")
	if len(kept) != 1 || len(o.named("株式会社青木商店")) != 0 || kept[0].CorporateNumber != datatest.CorporateNumber(1) || *kept[0].Employees != 48 || kept[0].Custom["格付"] != "A" {
		t.Errorf("%+v", kept)
	}
	o.says("5組", "北村税理士法人")
	o.undo()
	o.says("6組")
	if len(o.named("株式会社青木商店")) != 1 {
		t.Error("the merge was not taken back")
	}
}

func TestPairsKeptApartAreNotOfferedAgain(t *testing.T) {
	o := open(t, "ja", 1104, 776, false, companies())
	o.Tap(chip(o, "電話番号が同じ"), 5, 5, 0)
	o.Key(o.list(), fyne.KeyDown, fyne.KeyD) // the next pair is not read yet
	o.says("6組")
	o.Key(o.list(), fyne.KeyD)
	o.says("5組", "株式会社青木商店")
	o.page.Reload()
	o.Settle()
	o.says("5組")
	o.undo()
	o.says("6組", "北村税理士法人")
}

func TestWholeKindIsMergedOnlyAfterItsPreview(t *testing.T) {
	o := open(t, "ja", 1104, 776, false, companies())
	for _, b := range apptest.Find[*widgets.Button](o.page.Object()) {
		if b.Text() == "この種類をまとめて統合…" {
			t.Error("offered for all kinds at once")
		}
	}
	o.Tap(chip(o, "名前と市区町村が同じ"), 5, 5, 0)
	for _, b := range apptest.Find[*widgets.Button](o.page.Object()) {
		if b.Text() == "この種類をまとめて統合…" {
			t.Error("offered for pairs of a name and a place")
		}
	}
	o.Tap(chip(o, "メールアドレスが同じ"), 5, 5, 0)
	o.Tap(o.Button(o.page.Object(), "この種類をまとめて統合…"), 5, 5, 0)
	top := o.Window().Canvas().Overlays().Top()
	all := strings.Join(apptest.Texts(top), "\n")
	for _, s := range []string{"3組を1社ずつにまとめますか", "(株)高橋製作所", "(株)ビーナス"} {
		if !strings.Contains(all, s) {
			t.Errorf("the preview does not show %q:\n%s", s, all)
		}
	}
	if n := len(o.named("(株)ビーナス")); n != 1 {
		t.Error("merged before it was said yes to")
	}
	o.Tap(o.Button(top, "3組をまとめる"), 5, 5, 0)
	o.says("3組")
	if len(o.named("(株)ビーナス")) != 0 {
		t.Error("not merged")
	}
	o.undo()
	o.says("6組")
}

func TestWithoutPairs(t *testing.T) {
	o := open(t, "en", 1104, 776, false, companies()[6:7])
	o.says("No companies that may be one")
}

func chip(o *office, text string) *widgets.Chip {
	o.t.Helper()
	for _, c := range apptest.Find[*widgets.Chip](o.page.Object()) {
		if strings.HasPrefix(strings.Join(apptest.Texts(c), " "), text) {
			return c
		}
	}
	o.t.Fatalf("no chip %q", text)
	return nil
}

func TestGallery(t *testing.T) {
	apptest.Gallery(t, func(t *testing.T, l apptest.Look, dir string) {
		o := open(t, l.Lang, l.Width, l.Height, l.Dark, companies())
		w := words.In(l.Lang)
		o.Tap(chip(o, w.T("duplicate.phone")), 5, 5, 0)
		o.Save(dir, "duplicates-"+l.Name+".png")
		o.Tap(chip(o, w.T("duplicate.email")), 5, 5, 0)
		o.Tap(o.Button(o.page.Object(), w.T("duplicates.merge_all")), 5, 5, 0)
		o.Save(dir, "duplicates-all-"+l.Name+".png")
	})
}
