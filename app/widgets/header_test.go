package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"shirube/app/apptest"
	"shirube/app/widgets"
	"shirube/assets/words"
)

type moves struct{ back, forward, palette int }

func (m *moves) Back()            { m.back++ }
func (m *moves) Forward()         { m.forward++ }
func (m *moves) CanBack() bool    { return true }
func (m *moves) CanForward() bool { return false }
func (m *moves) Palette()         { m.palette++ }

func TestHeaderLeadsWhereOneCanGo(t *testing.T) {
	a := apptest.New(t, 1104, 64, false)
	m := &moves{}
	a.Show(widgets.Header("今日", "2026年11月22日(日)", m, words.In("ja")))
	// From the right: padding 24, search 264, gap 16, two arrows of 28.
	for _, x := range []float32{1104 - 24 - 100, 1104 - 24 - 264 - 16 - 14, 1104 - 24 - 264 - 16 - 28 - 14} {
		test.TapCanvas(a.Window.Canvas(), fyne.NewPos(x, 32))
	}
	if *m != (moves{back: 1, palette: 1}) {
		t.Errorf("search, forward and back were tapped; it went %+v", *m)
	}
}
