package imports_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"shirube/app"
	"shirube/app/apptest"
	"shirube/app/route"
	"shirube/app/widgets"
	"shirube/data/datatest"
	"shirube/data/intake"
	"shirube/data/prospect"
)

func TestAFileOfAKindIsImportedAgainWithOneTap(t *testing.T) {
	o := newOffice(t)
	defer o.fine()
	folder := t.TempDir()
	ws, err := app.Create(t.Context(), filepath.Join(folder, "office.shirube"), "blank", false, app.Options{Clock: datatest.Clock})
	if err != nil {
		t.Fatal(err)
	}
	defer ws.Close()
	deps := o.deps()
	deps.Open, deps.Recurring = app.OpenFile, ws.Recurring
	deps.Import, deps.Imports, deps.ImportOf, deps.LastMapping = ws.ImportFrom, ws.Imports, ws.ImportOf, ws.LastMapping
	deps.Stages, deps.Lists, deps.Duplicates, deps.Forget = ws.Funnels.Stages, ws.Prospects.Lists, ws.Prospects.Duplicates, ws.Forget
	deps.Remember = func(ctx context.Context, noun string, f intake.File, options intake.Options) (intake.Recurring, error) {
		return ws.Remember(ctx, noun, f, options, "", "")
	}
	write := func(name, text string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	companies := func() int {
		ids, err := ws.Prospects.List(t.Context(), prospect.Query{})
		if err != nil {
			t.Fatal(err)
		}
		return len(ids)
	}

	o.openWith(deps, route.Import{Noun: intake.Prospects, File: write("展示会_202610.csv", "会社,呼び名\n青葉商事,あおば\n")})
	all := apptest.Find[*widgets.Select](o.page.Object())
	all[len(all)-1].OnChanged(widgets.Option{Key: "kana"})
	o.Settle()
	o.tap("次へ進む")
	o.tap("1行を取り込む")
	o.Settle()
	o.tap("次も同じように取り込む")
	o.Settle()
	if slices.Contains(apptest.Texts(o.page.Object()), "次も同じように取り込む") {
		t.Error("what is remembered is offered once more")
	}

	o.openWith(deps, route.Import{Noun: intake.Deals})
	o.says("いつものファイル", "展示会", "取り込み済み")
	apptest.Find[*widgets.RowList](o.page.Object())[0].OnCell(0, 0)
	o.Settle()
	if past, err := ws.Imports(t.Context()); err != nil || len(past) != 1 {
		t.Errorf("%d imports (%v): a file taken already is taken once more", len(past), err)
	}
	o.says("いつものファイル")
	write("展示会_202611.csv", "会社,呼び名\n桜木,さくらぎ\n青葉商事,あおば\n")
	o.openWith(deps, route.Import{Noun: intake.Deals})
	o.says("展示会_202611.csv")
	list := apptest.Find[*widgets.RowList](o.page.Object())[0]
	list.OnCell(0, 0)
	o.Settle()
	o.says("取り込みました", "展示会_202611.csv")
	if got := companies(); got != 2 {
		t.Errorf("%d companies, want 2", got)
	}
	ids, err := ws.Prospects.List(t.Context(), prospect.Query{Text: "サクラギ"})
	if err != nil || len(ids) != 1 {
		t.Errorf("the column that was chosen by hand is not read again: %v %v", ids, err)
	}

	o.openWith(deps, route.Import{})
	list = apptest.Find[*widgets.RowList](o.page.Object())[0]
	list.OnCell(0, 0)
	o.Settle()
	if got := companies(); got != 2 {
		t.Errorf("a file that was taken made %d companies", got)
	}
	list.OnCell(0, 2)
	o.Tap(o.Button(o.Window().Canvas().Overlays().Top(), "外す"), 5, 5, 0)
	o.Settle()
	if left, err := ws.Recurring(t.Context()); err != nil || len(left) != 0 {
		t.Errorf("still there: %v %v", left, err)
	}
}
