package widgets_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"shirube/app/apptest"
	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
)

// The marks are told apart by shape as well as by colour, light and dark.
func TestMarksLookAsDrawn(t *testing.T) {
	for _, dark := range []bool{false, true} {
		t.Run(fmt.Sprint("dark ", dark), func(t *testing.T) {
			a := apptest.New(t, 240, 152, dark)
			list := widgets.NewRowList(widgets.Column{Title: "Stage", Width: 64})
			list.Checks, list.Inset = true, 0
			list.ID = func(i int) int64 { return int64(i) }
			list.Row = func(i int) ([]widgets.Cell, bool) {
				return []widgets.Cell{{Step: i + 1, Steps: 4, Text: "Buy"}}, true
			}
			list.SetLength(2)
			list.SetCurrent(1)
			a.Show(style.Pad(8, style.Column(8,
				style.Row(8, widgets.StateMark(widgets.OnTrack, ""), widgets.StateMark(widgets.Caution, ""), widgets.StateMark(widgets.Behind, ""), widgets.StateMark(widgets.None, ""),
					style.Image("logo", palette.Ink, 24)),
				style.Row(8, widgets.NewChip("On", "", widgets.On, func() {}), widgets.NewChip("20", "", widgets.Filter, nil), widgets.NewChip("Add", "", widgets.Add, func() {})),
				style.Stretch(list))))
			apptest.Golden(t, map[bool]string{false: "marks-light", true: "marks-dark"}[dark], a.Picture())
		})
	}
}

func TestKPICardSaysItsFaceAndOpens(t *testing.T) {
	opened := 0
	face := widgets.KPIFace{Name: "商談化率", Value: "55.7", Unit: "%", Parts: "34/61", Target: "目標 55.0%",
		State: widgets.OnTrack, StateWord: "順調", Note: "通常の範囲", Ratio: "目標比 101%"}
	a := apptest.New(t, 300, 160, false)
	card := widgets.NewKPICard(face, func() { opened++ })
	a.Show(card)
	texts := apptest.Texts(card)
	for _, want := range []string{face.Name, face.Value, face.Unit, face.Parts, face.Target, face.StateWord, face.Note, face.Ratio} {
		if !slices.Contains(texts, want) {
			t.Errorf("%q isn't on the card: %v", want, texts)
		}
	}
	if h := card.MinSize().Height; h != 136 {
		t.Errorf("height %v", h)
	}
	a.Tap(card, 20, 60, 0)
	a.Key(card, fyne.KeyReturn)
	if opened != 2 {
		t.Errorf("opened %d times", opened)
	}
}

func TestFilterBarBeginsANewLine(t *testing.T) {
	a := apptest.New(t, 300, 200, false)
	chip := func(s string) *widgets.Chip { return widgets.NewChip(s, "", widgets.Filter, nil) }
	bar := widgets.NewFilterBar(widgets.NewLink("すべて外す", func() {}), chip("従業員: 20〜99人"))
	below := style.Text("x", style.Small, palette.Ink, false)
	column := style.Column(8, bar, below)
	a.Show(column)
	if y := below.Position().Y; y != 32 {
		t.Fatalf("what follows one line stands at %v", y)
	}
	bar.SetChips(chip("従業員: 20〜99人"), chip("営業お断りを除く"), chip("登記の閉鎖を除く"))
	column.Refresh()
	if y := below.Position().Y; y != 96 {
		t.Errorf("what follows three lines of 24 and 8 stands at %v, want 96", y)
	}
}

func TestTipWaitsAndGoes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := apptest.New(t, 300, 100, false)
		b := widgets.NewIconButton("close", "閉じる", nil)
		a.Show(style.Row(0, b))
		told := func() bool {
			a.Settle()
			return slices.Contains(apptest.Texts(a.Window.Canvas().Content()), "閉じる")
		}
		b.MouseIn(&desktop.MouseEvent{})
		if told() {
			t.Error("the tip came at once")
		}
		for _, goes := range []func(){b.MouseOut, widgets.HideTip, func() { b.Tapped(&fyne.PointEvent{}) }} {
			b.MouseIn(&desktop.MouseEvent{})
			time.Sleep(time.Second)
			synctest.Wait()
			if !told() {
				t.Error("no tip after a second")
			}
			if goes(); told() {
				t.Error("the tip stayed")
			}
		}
	})
}

func TestStepperMarksDoneAndNow(t *testing.T) {
	apptest.New(t, 100, 100, false)
	texts := strings.Join(apptest.Texts(widgets.Stepper([]string{"ファイル", "列", "結果"}, 1)), " ")
	if texts != "ファイル 2 列 3 結果" {
		t.Errorf("%q: a done step has a check instead of its number", texts)
	}
}

func TestPickerLeavesOutWhatDoesNotMatch(t *testing.T) {
	a := apptest.New(t, 400, 500, false)
	var options []widgets.Option
	for i := range 60 {
		options = append(options, widgets.Option{Key: fmt.Sprint(i), Text: fmt.Sprintf("支店%02d", i), Note: "関東"})
	}
	var picked []string
	p := widgets.NewPicker(options, "", "", 300, func(o widgets.Option) { picked = append(picked, o.Key) })
	a.Show(p.Object())
	field := apptest.Find[*widgets.Field](p.Object())[0]
	a.Type(field.Entry, "４")
	list := apptest.Find[*widgets.RowList](p.Object())[0]
	if list.Length() != 15 {
		t.Fatalf("%d hold a 4, want 15", list.Length())
	}
	a.Key(field.Entry, fyne.KeyDown, fyne.KeyReturn)
	a.Tap(list, 20, 10, 0)
	if !slices.Equal(picked, []string{"14", "4"}) {
		t.Errorf("picked %v", picked)
	}
}
