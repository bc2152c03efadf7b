package widgets_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"shirube/app/apptest"
	"shirube/app/style"
	"shirube/app/widgets"
)

func show[T fyne.CanvasObject](t *testing.T, o T) (*apptest.App, T) {
	a := apptest.New(t, 480, 320, false)
	a.Show(style.Pad(24, style.Column(0, o)))
	return a, o
}

func TestButton(t *testing.T) {
	taps := 0
	a, b := show(t, widgets.NewButton("取り込む", widgets.Primary, func() { taps++ }))
	if b.MinSize().Height != 32 {
		t.Errorf("height %v", b.MinSize().Height)
	}
	a.Tap(b, 5, 5, 0)
	a.Key(b, fyne.KeySpace, fyne.KeyReturn, fyne.KeyA)
	b.TypedRune(' ')
	if taps != 3 {
		t.Errorf("tapped %d times, want 3", taps)
	}
	b.Disable()
	a.Tap(b, 5, 5, 0)
	a.Key(b, fyne.KeyReturn)
	b.TypedRune(' ')
	if taps != 3 || b.Cursor() != desktop.DefaultCursor {
		t.Errorf("a disabled button was tapped: %d", taps)
	}
}

func TestButtonGrowsWithTheTextSize(t *testing.T) {
	apptest.New(t, 100, 100, false)
	fyne.CurrentApp().Settings().SetTheme(style.New(style.System, 1.5))
	if h := widgets.NewButton("x", widgets.Plain, nil).MinSize().Height; h != 48 {
		t.Errorf("height %v, want 48", h)
	}
}

func TestFieldSaysWhatToType(t *testing.T) {
	a, f := show(t, widgets.NewField(""))
	low := f.MinSize().Height
	f.SetError("月は 1〜12 で入れてください")
	if f.MinSize().Height <= low || !slices.Contains(apptest.Texts(f), "月は 1〜12 で入れてください") {
		t.Errorf("height %v, texts %v", f.MinSize().Height, apptest.Texts(f))
	}
	f.SetText("a\tb")
	if f.Text() != "a b" {
		t.Errorf("text %q keeps its tab", f.Text())
	}
	f.SetText("")
	var typed []string
	f.OnChanged = func(s string) { typed = append(typed, s) }
	a.Type(f.Entry, "東京")
	if !slices.Equal(typed, []string{"東", "東京"}) {
		t.Errorf("typed %v", typed)
	}
	left := false
	f.OnEscape = func() { left = true }
	a.Key(f.Entry, fyne.KeyEscape)
	if !left {
		t.Error("Escape wasn't told")
	}
}

func TestSearchFieldClears(t *testing.T) {
	a, f := show(t, widgets.NewSearchField(""))
	a.Type(f.Entry, "東京")
	clear := apptest.Find[*widgets.IconButton](f)[0]
	if !clear.Visible() {
		t.Fatal("no × beside a text")
	}
	a.Tap(clear, 5, 5, 0)
	if f.Text() != "" || clear.Visible() {
		t.Errorf("text %q, × visible %v", f.Text(), clear.Visible())
	}
}

func TestFilterChipIsRemovedByItsCross(t *testing.T) {
	tapped, removed := 0, 0
	chip := widgets.NewChip("従業員 20〜99人", "", widgets.Filter, func() { tapped++ })
	chip.OnRemoved = func() { removed++ }
	a, _ := show(t, style.Row(0, chip))
	a.Tap(chip, 20, 10, 0)
	a.Tap(chip, chip.Size().Width-14, 10, 0)
	a.Key(chip, fyne.KeyDelete)
	if tapped != 1 || removed != 2 {
		t.Errorf("tapped %d, removed %d", tapped, removed)
	}
}

func TestSegmentedTellsOnlyTheUsersChoice(t *testing.T) {
	var told []int
	a, s := show(t, widgets.NewSegmented([]string{"木", "一覧", "目標"}, 0, func(i int) { told = append(told, i) }))
	s.Select(2)
	a.Tap(s, s.MinSize().Width-10, 10, 0)
	a.Tap(s, 60, 10, 0)
	a.Key(s, fyne.KeyLeft, fyne.KeyLeft)
	if !slices.Equal(told, []int{1, 0}) || s.Selected() != 0 {
		t.Errorf("told %v, selected %d", told, s.Selected())
	}
}

func TestSelectPicksFromItsPopup(t *testing.T) {
	var told []string
	options := []widgets.Option{{Key: "a", Text: "認知"}, {Key: "b", Text: "興味"}, {Key: "c", Text: "検討"}}
	a, s := show(t, widgets.NewSelect(options, "a", func(o widgets.Option) { told = append(told, o.Key) }))
	overlays := a.Window.Canvas().Overlays()
	pick := func() *widgets.RowList {
		a.Tap(s, 5, 5, 0)
		return apptest.Find[*widgets.RowList](overlays.Top())[0]
	}
	a.Tap(pick(), 20, 32*2+10, 0)
	if s.Key() != "c" || overlays.Top() != nil {
		t.Fatalf("key %q, open %v", s.Key(), overlays.Top() != nil)
	}
	list := pick()
	a.Key(list, fyne.KeyUp, fyne.KeyReturn)
	list = pick()
	a.Key(list, fyne.KeyEscape)
	if s.Key() != "b" || !slices.Equal(told, []string{"c", "b"}) || overlays.Top() != nil {
		t.Errorf("key %q, told %v", s.Key(), told)
	}
}

func TestPeriodPickerStepsThroughPeriods(t *testing.T) {
	var told []string
	periods := []widgets.Option{{Key: "2026-11", Text: "11月"}, {Key: "2026-10", Text: "10月"}, {Key: "2026-09", Text: "9月"}}
	a, p := show(t, widgets.NewPeriodPicker(periods, "2026-10", widgets.PeriodWords{}, func(k string) { told = append(told, k) }))
	arrows := apptest.Find[*widgets.IconButton](p)
	for _, i := range []int{0, 0, 1, 1, 1} {
		a.Tap(arrows[i], 5, 5, 0)
	}
	if !slices.Equal(told, []string{"2026-09", "2026-10", "2026-11"}) {
		t.Errorf("told %v", told)
	}
	if !arrows[1].Disabled() || arrows[0].Disabled() {
		t.Error("the later arrow must be off at the newest period only")
	}
}

func numbers(t *testing.T) (*apptest.App, *widgets.Grid, map[string]string) {
	set := map[string]string{}
	g := widgets.NewGrid([]string{"LP訪問数", "広告費"}, []string{"11/20", "11/21", "11/22"})
	g.Text = func(r, c int) string { return set[fmt.Sprint(r, c)] }
	g.OnSet = func(r, c int, s string) bool {
		if strings.Trim(s, "0123456789,") != "" {
			return false
		}
		set[fmt.Sprint(r, c)] = s
		return true
	}
	a, _ := show(t, g)
	return a, g, set
}

func TestGridTypesLikeASpreadsheet(t *testing.T) {
	a, g, set := numbers(t)
	a.Type(g, "12")
	a.Key(g, fyne.KeyTab)
	a.Type(g, "34")
	a.Key(g, fyne.KeyReturn)
	a.Type(g, "5x")
	a.Key(g, fyne.KeyReturn)
	if r, c := g.Place(); r != 1 || c != 1 || set["0 0"] != "12" || set["0 1"] != "34" || set["1 1"] != "" {
		t.Fatalf("at %d,%d with %v: what is refused must stay to be mended", r, c, set)
	}
	a.Key(g, fyne.KeyBackspace, fyne.KeyReturn)
	if set["1 1"] != "5" {
		t.Errorf("mended %q", set["1 1"])
	}
	a.Key(g, fyne.KeyF2)
	a.Type(g, "0")
	a.Key(g, fyne.KeyEscape)
	if set["1 1"] != "5" {
		t.Errorf("Escape took %q", set["1 1"])
	}
	a.Key(g, fyne.KeyDelete)
	if v, ok := set["1 1"]; v != "" || !ok {
		t.Errorf("Delete left %q", v)
	}
}

func TestTappedGridAndListTakeTheKeys(t *testing.T) {
	a, g, _ := numbers(t)
	a.Tap(g, 220, 50, 0)
	if a.Window.Canvas().Focused() != fyne.Focusable(g) {
		t.Error("typing after a tap on the grid goes nowhere")
	}
	a, list, _ := shown(t, 20)
	a.Tap(list, 100, 60, 0)
	if a.Window.Canvas().Focused() != fyne.Focusable(list) {
		t.Error("the arrow keys after a tap on a row go nowhere")
	}
}

func TestGridPastesARange(t *testing.T) {
	a, g, set := numbers(t)
	a.Tap(g, 200+112+10, 32+10, 0) // second column at the widest
	if n, refused := g.Paste("1\t2\t3\r\n4\tx\r\n"); n != 3 || refused != 1 {
		t.Errorf("set %d, refused %d", n, refused)
	}
	if set["0 1"] != "1" || set["0 2"] != "2" || set["1 1"] != "4" || len(set) != 3 {
		t.Errorf("set %v", set)
	}
	fyne.CurrentApp().Clipboard().SetContent("9")
	g.TypedShortcut(&fyne.ShortcutPaste{})
	if set["0 1"] != "9" {
		t.Errorf("Ctrl+V set %q", set["0 1"])
	}
}

func TestCutTextShowsWhatFits(t *testing.T) {
	_, c := show(t, widgets.NewCutText("株式会社江戸川パッケージ製作所", style.Small, 0, false))
	c.Resize(fyne.NewSize(80, 20))
	if got := apptest.Texts(c)[0]; !strings.HasSuffix(got, "…") {
		t.Errorf("shows %q", got)
	}
	c.Resize(fyne.NewSize(400, 20))
	if got := apptest.Texts(c)[0]; got != "株式会社江戸川パッケージ製作所" {
		t.Errorf("shows %q where it fits", got)
	}
}

func TestToastActs(t *testing.T) {
	undone, closed := 0, 0
	a, toast := show(t, widgets.NewToast("3社の段階を「検討」にしました", "元に戻す", func() { undone++ }, func() { closed++ }))
	for _, o := range apptest.Find[fyne.CanvasObject](toast) {
		if _, ok := o.(fyne.Tappable); ok {
			a.Tap(o, 4, 4, 0)
		}
	}
	if undone != 1 || closed != 1 {
		t.Errorf("undone %d, closed %d", undone, closed)
	}
}
