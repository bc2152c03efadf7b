package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shirube/app/apptest"
	"shirube/app/style"
	"shirube/app/widgets"
)

// TestWhatIsBuiltAnewKeepsTheKeys rebuilds a page as pages do when they are read
// again: the keys go on to the like of what had them, or to nobody.
func TestWhatIsBuiltAnewKeepsTheKeys(t *testing.T) {
	a := apptest.New(t, 400, 300, false)
	page := container.NewStack()
	var typed *string
	build := func(words ...string) (buttons []*widgets.Button, field *widgets.Field) {
		row := style.Column(4)
		for _, w := range words {
			b := widgets.NewButton(w, widgets.Plain, nil)
			buttons = append(buttons, b)
			row.Add(b)
		}
		field = widgets.NewField("name")
		if typed != nil {
			field.SetText(*typed)
		}
		row.Add(container.NewVScroll(style.Column(0, field)))
		widgets.Rebuild(page, row)
		return buttons, field
	}
	keys := a.Window.Canvas()
	old, _ := build("save", "more", "more", "next")
	a.Show(page)
	for i, to := range []int{1, 2, 3, -1} {
		keys.Focus(old[i])
		now, _ := build("next", "save", "more", "more")
		want := fyne.Focusable(now[0])
		if to >= 0 {
			want = now[to]
		}
		if keys.Focused() != want {
			t.Errorf("the keys of button %d are at %v", i, keys.Focused())
		}
		old, _ = build("save", "more", "more", "next")
	}
	_, field := build("save")
	field.SetText("展示会")
	field.Focus()
	field.Entry.CursorColumn = 2
	text := "展示会" // a page builds its entries anew with what is typed
	typed = &text
	if _, field = build("save", "next"); keys.Focused() != field.Entry || field.Entry.CursorColumn != 2 {
		t.Errorf("the entry's keys are at %v, its cursor at %d", keys.Focused(), field.Entry.CursorColumn)
	}
	b, _ := build("gone")
	keys.Focus(b[0])
	if build("save"); keys.Focused() != nil {
		t.Errorf("what has gone away still has the keys: %v", keys.Focused())
	}
}

func TestTheWindowHearsWhatMeansNothingToAControl(t *testing.T) {
	a := apptest.New(t, 400, 300, false)
	g, area := widgets.NewGrid([]string{"訪問数"}, []string{"4月", "5月"}), widgets.NewTextArea("", 3)
	taken := ""
	g.OnSet = func(_, _ int, text string) bool { taken = text; return true }
	a.Show(style.Column(8, g, area, widgets.NewButton("次へ", widgets.Plain, nil)))
	var heard []fyne.KeyName
	a.Window.Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) { heard = append(heard, e.Name) })
	a.Type(g, "12")
	a.Key(g, fyne.KeyEscape)
	if len(heard) != 0 || taken != "" {
		t.Fatalf("Esc while one types left the grid (%v, %q)", heard, taken)
	}
	a.Key(g, fyne.KeyEscape)
	a.Key(area.Entry, fyne.KeyEscape)
	a.Key(apptest.Find[*widgets.Button](a.Window.Content())[0], fyne.KeyF5)
	if len(heard) != 3 || heard[2] != fyne.KeyF5 {
		t.Errorf("the window heard %v", heard)
	}
	if area.Entry.AcceptsTab() {
		t.Error("Tab stays in a text of several lines")
	}
	g.MoveTo(0, 1)
	g.KeyDown(&fyne.KeyEvent{Name: "LeftShift"})
	a.Key(g, fyne.KeyTab)
	if _, column := g.Place(); column != 0 {
		t.Errorf("Shift and Tab go to column %d", column)
	}
}

// TestWhatGetsTheKeysIsScrolledIntoSight goes down a list that is longer than its place.
func TestWhatGetsTheKeysIsScrolledIntoSight(t *testing.T) {
	a := apptest.New(t, 300, 200, false)
	list := style.Column(8)
	for range 30 {
		list.Add(widgets.NewButton("開く", widgets.Plain, nil))
	}
	scroll := container.NewVScroll(list)
	a.Show(scroll)
	for i, o := range list.Objects {
		a.Window.Canvas().Focus(o.(*widgets.Button))
		if y := o.Position().Y - scroll.Offset.Y; y < 0 || y+o.Size().Height > scroll.Size().Height {
			t.Fatalf("button %d is at %v of %v", i, y, scroll.Size().Height)
		}
	}
	if a.Window.Canvas().Focus(list.Objects[0].(*widgets.Button)); scroll.Offset.Y != 0 {
		t.Errorf("back at the first, it stands at %v", scroll.Offset.Y)
	}
}
