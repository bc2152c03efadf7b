package widgets_test

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"shirube/app/apptest"
	"shirube/app/widgets"
)

func TestChipLinePutsWhatDoesNotFitIntoAMenu(t *testing.T) {
	a := apptest.New(t, 420, 40, false)
	line := widgets.NewChipLine(widgets.NewChip("save", "", widgets.Add, func() {}), func(n int) string { return fmt.Sprintf("%d more", n) })
	var chips []*widgets.Chip
	for i := range 8 {
		chips = append(chips, widgets.NewChip(fmt.Sprintf("segment %d", i), "12", widgets.Saved, func() {}))
	}
	a.Show(line)
	line.SetChips(chips...)
	texts := apptest.Texts(line)
	if !slices.Contains(texts, "segment 0") || slices.Contains(texts, "segment 7") || !slices.Contains(texts, "save") {
		t.Fatalf("shows %v", texts)
	}
	chips[7].Set(widgets.On, "12")
	line.SetChips(chips...)
	texts = apptest.Texts(line)
	if !slices.Contains(texts, "segment 7") || !slices.Contains(texts, "segment 0") {
		t.Errorf("the one in force is hidden: %v", texts)
	}
	shown := 0
	for _, c := range apptest.Find[*widgets.Chip](line) {
		if right := c.Position().X + c.Size().Width; right > line.Size().Width {
			t.Errorf("a chip ends at %v of %v", right, line.Size().Width)
		}
		shown++
	}
	if !slices.Contains(texts, fmt.Sprintf("%d more", 8-(shown-2))) {
		t.Errorf("%d chips are in sight: %v", shown, texts)
	}
	a.Window.Resize(fyne.NewSize(1200, 40))
	line.Resize(fyne.NewSize(1200, 24))
	if texts := apptest.Texts(line); !slices.Contains(texts, "segment 6") || len(apptest.Find[*widgets.Chip](line)) != 9 {
		t.Errorf("all fit, but it shows %v", texts)
	}
}
