package widgets_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"shirube/app/apptest"
	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
)

const many = 5_500_000

// shown gives the window and a list of n numbered rows, 240 high with its header.
func shown(t testing.TB, n int) (*apptest.App, *widgets.RowList, *[]int) {
	a := apptest.New(t, 600, 240, false)
	asked := &[]int{}
	list := widgets.NewRowList(widgets.Column{Key: "n", Title: "N", Width: 120}, widgets.Column{Key: "m", Title: "M", Width: 120, Align: widgets.Right})
	list.Checks = true
	list.ID = func(i int) int64 { return int64(i) + 1000 }
	list.Row = func(i int) ([]widgets.Cell, bool) {
		*asked = append(*asked, i)
		return []widgets.Cell{{Text: fmt.Sprintf("row %d", i)}, {Text: fmt.Sprint(i)}}, true
	}
	a.Show(list)
	list.SetLength(n)
	return a, list, asked
}

func sees(list *widgets.RowList, text string) bool { return slices.Contains(apptest.Texts(list), text) }

func TestRowListShowsTheLastOfMillions(t *testing.T) {
	_, list, asked := shown(t, many)
	*asked = nil
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	if !sees(list, fmt.Sprintf("row %d", many-1)) {
		t.Errorf("the last row isn't in sight: %v", apptest.Texts(list))
	}
	if sees(list, "row 0") {
		t.Error("the first row is still there")
	}
	if len(*asked) > 60 {
		t.Errorf("asked for %d rows to show 9", len(*asked))
	}
}

func TestRowListAClickFarDownStays(t *testing.T) {
	a, list, _ := shown(t, many)
	list.SetOffset(24 * 3_000_000)
	a.Tap(list, 100, 32+24*3+12, 0)
	if list.Current() != 3_000_003 || list.Offset() != 24*3_000_000 {
		t.Errorf("current %d at %v, want 3000003 at %v", list.Current(), list.Offset(), 24*3_000_000)
	}
}

func TestRowListSelects(t *testing.T) {
	a, list, _ := shown(t, 1000)
	row := func(i int) float32 { return 32 + 24*float32(i) + 12 }
	a.Tap(list, 100, row(2), fyne.KeyModifierShortcutDefault)
	a.Tap(list, 100, row(5), fyne.KeyModifierShift)
	a.Tap(list, 20, row(7), 0) // its check box
	if got, want := list.SelectedIDs(), []int64{1002, 1003, 1004, 1005, 1007}; !slices.Equal(got, want) {
		t.Errorf("selected %v, want %v", got, want)
	}
	a.Tap(list, 100, row(3), 0)
	if list.SelectionCount() != 5 || list.Current() != 3 {
		t.Errorf("a plain click: %d selected, current %d", list.SelectionCount(), list.Current())
	}
	list.TypedShortcut(&fyne.ShortcutSelectAll{})
	a.Tap(list, 20, row(4), 0)
	if list.SelectionCount() != 999 {
		t.Errorf("all but one: %d", list.SelectionCount())
	}
	if ids := list.SelectedIDs(); len(ids) != 999 || slices.Contains(ids, 1004) {
		t.Errorf("all but one gives %d ids", len(ids))
	}
	a.Tap(list, 20, 16, 0) // the header's box
	if list.SelectionCount() != 0 {
		t.Errorf("cleared: %d", list.SelectionCount())
	}
}

func TestRowListKeys(t *testing.T) {
	a, list, _ := shown(t, 1000)
	var told, opened []int
	list.OnCurrent = func(i int) { told = append(told, i) }
	list.OnOpen = func(i int) { opened = append(opened, i) }
	a.Key(list, fyne.KeyDown, fyne.KeyDown, fyne.KeySpace, fyne.KeyReturn, fyne.KeyUp)
	if !slices.Equal(told, []int{0, 1, 0}) || !slices.Equal(opened, []int{1}) || !slices.Equal(list.SelectedIDs(), []int64{1001}) {
		t.Errorf("told %v, opened %v, selected %v", told, opened, list.SelectedIDs())
	}
	list.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	a.Key(list, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown)
	list.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	if got, want := list.SelectedIDs(), []int64{1000, 1001, 1002, 1003}; !slices.Equal(got, want) {
		t.Errorf("extended to %v, want %v", got, want)
	}
	a.Key(list, fyne.KeyEnd)
	if list.Current() != 999 || !sees(list, "row 999") {
		t.Errorf("End: current %d", list.Current())
	}
}

func TestRowListMovesThroughMillions(t *testing.T) {
	a, list, _ := shown(t, many)
	page := 7 // 8 whole rows of 24 are in sight under the header; one stays
	a.Key(list, fyne.KeyPageDown, fyne.KeyPageDown)
	if list.Current() != 2*page-1 {
		t.Errorf("two pages down: current %d, want %d", list.Current(), 2*page-1)
	}
	a.Key(list, fyne.KeyEnd, fyne.KeyPageUp)
	if list.Current() != many-1-page || !sees(list, fmt.Sprint("row ", many-1-page)) {
		t.Errorf("a page before the end: current %d", list.Current())
	}
	a.Key(list, fyne.KeyHome)
	if list.Current() != 0 || list.Offset() != 0 {
		t.Errorf("Home: current %d at %v", list.Current(), list.Offset())
	}
	for _, place := range []struct {
		y    float32
		want float64 // of all that can be scrolled
	}{{239, 1}, {136, 0.5}, {33, 0}} { // the bar is 32 long and 208 high, under a header of 32
		list.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(595, 100)}})
		list.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(595, place.y)}})
		list.MouseUp(nil)
		if want := place.want * (24*many - 208); list.Offset() != want {
			t.Errorf("the bar at %v: offset %v, want %v", place.y, list.Offset(), want)
		}
	}
	if !sees(list, "row 0") {
		t.Errorf("the first row isn't in sight: %v", apptest.Texts(list))
	}
}

func TestRowListSelectsMillions(t *testing.T) {
	a, list, _ := shown(t, many)
	a.Key(list, fyne.KeyHome)
	list.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	a.Key(list, fyne.KeyEnd)
	list.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	if list.SelectionCount() != many {
		t.Errorf("Shift+End selects %d", list.SelectionCount())
	}
	a.Tap(list, 100, 32+12, fyne.KeyModifierShortcutDefault)
	ids := list.SelectedIDs()
	if list.SelectionCount() != many-1 || len(ids) != many-1 {
		t.Errorf("all but one: %d, %d ids", list.SelectionCount(), len(ids))
	}
	list.ClearSelection()
	list.TypedShortcut(&fyne.ShortcutSelectAll{})
	if ids := list.SelectedIDs(); len(ids) != many || ids[many-1] != many-1+1000 {
		t.Errorf("all: %d ids", len(ids))
	}
}

func TestRowListSortsByItsHeader(t *testing.T) {
	a, list, _ := shown(t, 10)
	var sorts []string
	list.OnSort = func(key string, descending bool) { sorts = append(sorts, fmt.Sprint(key, descending)) }
	for range 3 {
		a.Tap(list, 60, 16, 0)
	}
	a.Tap(list, 200, 16, 0)
	if want := []string{"n false", "n true", "false", "m false"}; !slices.Equal(sorts, []string{"nfalse", "ntrue", "false", "mfalse"}) {
		t.Errorf("sorts %v, want %v", sorts, want)
	}
}

// drag moves what is at from, in the header, to the side.
func drag(list *widgets.RowList, from, to float32) {
	at := fyne.NewPos(from, 16)
	list.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: desktop.MouseButtonPrimary})
	for _, x := range []float32{(from + to) / 2, to} {
		list.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, 16)}})
	}
	list.DragEnd()
	list.MouseUp(&desktop.MouseEvent{})
}

func TestRowListColumnsAreMovedAndMadeWider(t *testing.T) {
	a := apptest.New(t, 700, 240, false)
	list := widgets.NewRowList(widgets.Column{Key: "a", Title: "A", Width: 100}, widgets.Column{Key: "b", Title: "B", Width: 100},
		widgets.Column{Key: "c", Title: "C", Width: 100}, widgets.Column{Key: "d", Title: "D", Width: 100})
	list.Frozen = 1
	list.Row = func(int) ([]widgets.Cell, bool) {
		return []widgets.Cell{{Text: "a"}, {Text: "a long text"}, {}, {}}, true
	}
	told, sorted := 0, 0
	list.OnColumns = func() { told++ }
	list.OnSort = func(string, bool) { sorted++ }
	a.Show(list)
	list.SetLength(3)
	order := func() (keys string) {
		for _, c := range list.Columns {
			keys += c.Key
		}
		return keys
	}
	// a stands from 16, b from 128 (behind the frozen line), c from 228, d from 328.
	drag(list, 140, 420)
	if order() != "acdb" {
		t.Errorf("b dragged behind d: %s", order())
	}
	drag(list, 30, 420)
	if order() != "acdb" {
		t.Errorf("a frozen column was moved: %s", order())
	}
	drag(list, 216, 256) // the edge of c
	if w := list.Columns[1].Width; w != 140 || order() != "acdb" {
		t.Errorf("c is %v wide, order %s", w, order())
	}
	if told != 2 || sorted != 0 {
		t.Errorf("told %d times, sorted %d times", told, sorted)
	}
	list.DoubleTapped(&fyne.PointEvent{Position: fyne.NewPos(256, 16)})
	if w := list.Columns[1].Width; w == 140 || w < 64 || w > 120 {
		t.Errorf("fitted, c is %v wide", w)
	}
}

func TestRowListMarksWhatIsFound(t *testing.T) {
	a := apptest.New(t, 400, 240, false)
	list := widgets.NewRowList(widgets.Column{Width: 200})
	list.Row = func(int) ([]widgets.Cell, bool) {
		return []widgets.Cell{{Text: "青葉精工", Marks: [][2]int{{6, 12}, {90, 99}}}}, true
	}
	a.Show(list)
	list.SetLength(1)
	marked := apptest.Find[*canvas.Rectangle](list)
	n := 0
	for _, r := range marked {
		if r.Visible() && r.FillColor == style.Color(palette.Mark) {
			n++
			if r.Size().Width != style.Advance("精工", style.Small, false) {
				t.Errorf("the mark is %v wide", r.Size().Width)
			}
		}
	}
	if n != 1 {
		t.Errorf("%d marks", n)
	}
}

func TestRowListTellsWhatToLoadAndWaits(t *testing.T) {
	a := apptest.New(t, 400, 240, false)
	list := widgets.NewRowList(widgets.Column{Width: 200})
	loaded := map[int]bool{}
	var first, last int
	list.OnVisible = func(f, l int) { first, last = f, l }
	list.Row = func(i int) ([]widgets.Cell, bool) { return []widgets.Cell{{Text: fmt.Sprint("row ", i)}}, loaded[i] }
	a.Show(list)
	list.SetLength(550_000)
	list.SetOffset(24 * 1000)
	if first != 1000 || last < 1008 || last > 1010 {
		t.Errorf("visible %d to %d", first, last)
	}
	if !sees(list, "…") || sees(list, "row 1000") {
		t.Error("rows that aren't loaded must show …")
	}
	for i := first; i <= last; i++ {
		loaded[i] = true
	}
	list.Refresh()
	if sees(list, "…") || !sees(list, "row 1000") {
		t.Error("loaded rows must replace …")
	}
}

func TestRowListScrollsByWholeColumns(t *testing.T) {
	a := apptest.New(t, 500, 240, false)
	var columns []widgets.Column
	for i := range 12 {
		columns = append(columns, widgets.Column{Title: fmt.Sprintf("c%d", i), Width: 100})
	}
	list := widgets.NewRowList(columns...)
	list.Frozen = 1
	list.Row = func(int) ([]widgets.Cell, bool) { return nil, true }
	list.ColumnsNote = func(shown, all int) string { return fmt.Sprintf("%d/%d", shown, all) }
	a.Show(list)
	list.SetLength(3)
	a.Key(list, fyne.KeyRight, fyne.KeyRight)
	texts := strings.Join(apptest.Texts(list), " ")
	if !strings.HasPrefix(texts, "c0 c3 c4") || strings.Contains(texts, "c1 ") {
		t.Errorf("shows %q", texts)
	}
	list.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(30, 0)})
	if !sees(list, "c2") || sees(list, "c1") {
		t.Errorf("one notch back shows %v", apptest.Texts(list))
	}
	for range 20 {
		a.Key(list, fyne.KeyRight)
	}
	if !sees(list, "c11") || !sees(list, "c0") {
		t.Errorf("at the end shows %v", apptest.Texts(list))
	}
}

func TestRowListCutsLongTexts(t *testing.T) {
	a := apptest.New(t, 300, 100, false)
	list := widgets.NewRowList(widgets.Column{Width: 120}, widgets.Column{Width: 80})
	list.Row = func(int) ([]widgets.Cell, bool) {
		return []widgets.Cell{{Text: "株式会社江戸川パッケージ製作所"}, {Text: "a\tb"}}, true
	}
	a.Show(list)
	list.SetLength(1)
	texts := apptest.Texts(list)
	if !strings.HasPrefix(texts[0], "株式会社") || !strings.HasSuffix(texts[0], "…") || texts[1] != "a b" {
		t.Errorf("texts %q", texts)
	}
}

func BenchmarkRowListPage(b *testing.B) {
	_, list, _ := shown(b, many)
	for b.Loop() {
		list.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -208)})
	}
}

func TestRowListMakesNothingNewWhileScrolling(t *testing.T) {
	_, list, _ := shown(t, many)
	list.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -100)})
	before := len(apptest.Find[fyne.CanvasObject](list))
	for range 50 {
		list.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -333)})
	}
	if after := len(apptest.Find[fyne.CanvasObject](list)); after != before {
		t.Errorf("%d objects, before %d", after, before)
	}
}
