package dialogs_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"shirube/app/apptest"
	"shirube/app/dialogs"
	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/words"
	"shirube/data"
)

var ja = words.In("ja")

func open(t *testing.T) *apptest.App {
	t.Helper()
	a := apptest.New(t, 800, 600, false)
	a.Show(style.Space(1))
	return a
}

func top(a *apptest.App) fyne.CanvasObject { return a.Window.Canvas().Overlays().Top() }

func question() dialogs.Question {
	return dialogs.Question{Title: "取り込みを取り消しますか", Note: "企業リスト_全国_202611.csv(11月20日 17:41)",
		Lines: []string{"新規 8,612社を消し、更新 541,379社を元の値に戻します。", "そのあとに直した 214社はそのまま残し、一覧にします。"},
		Link:  "残す 214社を見る", Follow: func() {}, Act: "取り消す", Destructive: true}
}

func TestConfirmActsOnlyOnItsButton(t *testing.T) {
	a := open(t)
	acted := 0
	dialogs.Confirm(a.Window, ja, question(), func() { acted++ })
	if got := a.Window.Canvas().Focused(); got != fyne.Focusable(a.Button(top(a), "やめる")) {
		t.Errorf("focus is on %v, want the way out", got)
	}
	a.Key(a.Window.Canvas().Focused(), fyne.KeyReturn)
	if acted != 0 || top(a) != nil || dialogs.Showing() {
		t.Fatalf("Enter on the way out: acted %d, open %v", acted, top(a) != nil)
	}
	dialogs.Confirm(a.Window, ja, question(), func() { acted++ })
	a.Key(a.Window.Canvas().Focused(), fyne.KeyEscape)
	if acted != 0 || top(a) != nil {
		t.Fatal("Escape did not close")
	}
	dialogs.Confirm(a.Window, ja, question(), func() { acted++ })
	a.Tap(a.Button(top(a), "取り消す"), 5, 5, 0)
	if acted != 1 || top(a) != nil {
		t.Errorf("acted %d, open %v", acted, top(a) != nil)
	}
}

func TestFailTellsWhatAndWhy(t *testing.T) {
	a := open(t)
	went := false
	err := &data.Error{Code: "bad_period", What: "2026-13", Err: errors.New("month 13")}
	dialogs.Fail(a.Window, ja, err, dialogs.Way{Text: "直す", Do: func() { went = true }})
	text := strings.Join(apptest.Texts(top(a)), "")
	want, _ := ja.Error(err)
	if !strings.Contains(text, want) || !strings.Contains(text, "できませんでした") {
		t.Errorf("shows %q, want %q", text, want)
	}
	a.Tap(a.Button(top(a), "詳細を写す"), 5, 5, 0)
	if got := fyne.CurrentApp().Clipboard().Content(); !strings.Contains(got, "month 13") {
		t.Errorf("clipboard %q", got)
	}
	a.Tap(a.Button(top(a), "直す"), 5, 5, 0)
	if !went || top(a) != nil {
		t.Error("the way was not gone")
	}
}

func TestFormStaysOpenUntilItIsRight(t *testing.T) {
	a := open(t)
	field := widgets.NewField("")
	tries := 0
	dialogs.Form(a.Window, ja, dialogs.Sheet{Title: "担当を変える", Act: "変える", Lines: []dialogs.Line{{Label: "担当", Entry: field}}}, func() bool {
		tries++
		if field.Text() == "" {
			field.SetError("名前を入れてください")
			return false
		}
		return true
	})
	a.Key(field.Entry, fyne.KeyReturn)
	if tries != 0 {
		t.Error("Enter submitted")
	}
	field.OnCommit()
	if tries != 1 || top(a) == nil || !slices.Contains(apptest.Texts(top(a)), "名前を入れてください") {
		t.Fatalf("tries %d, texts %v", tries, apptest.Texts(top(a)))
	}
	a.Type(field.Entry, "佐藤")
	field.OnCommit()
	if tries != 2 || top(a) != nil {
		t.Errorf("tries %d, open %v", tries, top(a) != nil)
	}
}

func TestOpenFileTakesWhatIsPasted(t *testing.T) {
	a := open(t)
	path := filepath.Join(t.TempDir(), "見込み客 1.csv")
	if err := os.WriteFile(path, []byte("a"), 0o600); err != nil {
		t.Fatal(err)
	}
	var kept, chosen string
	folder := dialogs.Folder{Set: func(dir string) { kept = dir }}
	dialogs.OpenFile(a.Window, ja, "開く", folder, []string{".csv"}, func(p string) { chosen = p })
	field := apptest.Find[*widgets.Field](top(a))[0]
	field.SetText(path + ".gone")
	field.OnCommit()
	if chosen != "" || top(a) == nil {
		t.Fatalf("took %q, which isn't there", chosen)
	}
	field.SetText(` "` + path + `" `)
	field.OnCommit()
	if chosen != path || kept != filepath.Dir(path) {
		t.Errorf("chosen %q, kept %q", chosen, kept)
	}
}

func TestSaveFileAsksBeforeItReplaces(t *testing.T) {
	a := open(t)
	dir := t.TempDir()
	path := filepath.Join(dir, "out.csv")
	folder := dialogs.Folder{Get: func() string { return dir }}
	var chosen string
	save := func() {
		dialogs.SaveFile(a.Window, ja, "書き出す", "out.csv", folder, func(p string) { chosen = p })
		apptest.Find[*widgets.Field](top(a))[0].OnCommit()
	}
	save()
	if chosen != path {
		t.Fatalf("chosen %q, want %q", chosen, path)
	}
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	chosen = ""
	save()
	if chosen != "" {
		t.Fatal("replaced without asking")
	}
	a.Tap(a.Button(top(a), "置き換える"), 5, 5, 0)
	if chosen != path {
		t.Errorf("chosen %q after the answer", chosen)
	}
}

func TestPickSearchesTheMany(t *testing.T) {
	a := open(t)
	var options []widgets.Option
	for _, n := range strings.Fields(strings.Repeat("東京都 神奈川県 ", 30)) {
		options = append(options, widgets.Option{Key: n, Text: n})
	}
	options = append(options, widgets.Option{Key: "13101", Text: "ABC支店"})
	var picked string
	dialogs.Pick(a.Window, ja, "えらぶ", options, "", func(o widgets.Option) { picked = o.Key })
	field := apptest.Find[*widgets.Field](top(a))[0]
	a.Type(field.Entry, "abc")
	if list := apptest.Find[*widgets.RowList](top(a))[0]; list.Length() != 1 {
		t.Fatalf("%d found, want 1", list.Length())
	}
	a.Key(field.Entry, fyne.KeyReturn)
	if picked != "13101" || top(a) != nil {
		t.Errorf("picked %q", picked)
	}
}

func TestGallery(t *testing.T) {
	dir := os.Getenv("SHIRUBE_GALLERY")
	if dir == "" {
		t.Skip("SHIRUBE_GALLERY names no directory")
	}
	a := open(t)
	dialogs.Confirm(a.Window, ja, question(), func() {})
	a.Save(dir, "confirm.png")
	a.Key(a.Window.Canvas().Focused(), fyne.KeyEscape)
	dialogs.Fail(a.Window, ja, data.Errorf("bad_period", "2026-13", "", nil), dialogs.Way{Text: "直す"})
	a.Save(dir, "fail.png")
	a.Key(a.Window.Canvas().Focused(), fyne.KeyEscape)
	dialogs.OpenFile(a.Window, ja, "ファイルを開く", dialogs.Folder{}, nil, func(string) {})
	a.Save(dir, "open.png")
}

func TestEscapeLeavesTheTopDialogThatLostItsFocus(t *testing.T) {
	a := open(t)
	dialogs.Confirm(a.Window, ja, dialogs.Question{Title: "下", Act: "進む"}, func() {})
	dialogs.Confirm(a.Window, ja, dialogs.Question{Title: "上", Act: "進む"}, func() {})
	a.Window.Canvas().Unfocus()
	dialogs.Escape()
	if texts := apptest.Texts(top(a)); !slices.Contains(texts, "下") {
		t.Fatalf("open is %v, want the lower dialog", texts)
	}
	dialogs.Escape()
	if dialogs.Showing() || top(a) != nil {
		t.Error("the lower dialog stays")
	}
	dialogs.Escape()
}
