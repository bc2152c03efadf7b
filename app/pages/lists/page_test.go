package lists_test

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"shirube/app/apptest"
	"shirube/app/pages/lists"
	"shirube/app/route"
	"shirube/app/widgets"
	"shirube/assets/words"
	"shirube/charts"
	"shirube/data/change"
	"shirube/data/datatest"
	"shirube/data/prospect"
	"shirube/data/store"
)

// window is a navigator that notes what the page tells it.
type window struct {
	*apptest.App
	store  *store.Store
	toasts []string
	went   []route.Route
	t      *testing.T
}

func (w *window) Go(r route.Route)                      { w.went = append(w.went, r) }
func (w *window) Back()                                 {}
func (w *window) Forward()                              {}
func (w *window) SaveChart(charts.Chart, fyne.Position) {}
func (w *window) CanBack() bool                         { return true }
func (w *window) CanForward() bool                      { return false }
func (w *window) Palette()                              {}
func (w *window) Toast(text string, _ func())           { w.toasts = append(w.toasts, text) }
func (w *window) Fail(err error)                        { w.t.Errorf("the page failed: %v", err) }
func (w *window) Window() fyne.Window                   { return w.App.Window }
func (w *window) Open(string)                           {}
func (w *window) Undo()                                 { _, _ = w.store.UndoLast(context.Background()) }

func show(t *testing.T, lang string, readOnly bool, all ...prospect.List) (*window, *lists.Page) {
	t.Helper()
	w := &window{App: apptest.New(t, 1104, 776, false), store: datatest.Workspace(t), t: t}
	ids, err := w.store.SaveProspects(t.Context(), datatest.Op, datatest.Prospects(1, 4))
	if err != nil {
		t.Fatal(err)
	}
	for i, l := range all {
		if _, err := w.store.Enlist(t.Context(), datatest.Op, l, ids[i:], true); err != nil {
			t.Fatal(err)
		}
	}
	p := lists.New(lists.Deps{Prospects: prospect.NewService(w.store, &change.Bus{}, datatest.Clock), ReadOnly: readOnly}, w, words.In(lang))
	w.Show(p.Object())
	w.Settle()
	return w, p
}

func TestACountOpensExactlyItsList(t *testing.T) {
	w, p := show(t, "ja", false, prospect.List{Key: "fair", Name: "展示会\t<b>", Source: "exhibition", From: "東京", Purpose: "案内", Acquired: datatest.Day(1)},
		prospect.List{Key: "bought", Name: "購入"})
	list := apptest.Find[*widgets.RowList](p.Object())[0]
	if list.Length() != 2 {
		t.Fatalf("%d lists", list.Length())
	}
	row, _ := list.Row(0)
	if row[1].Text != "4" || row[2].Text != "展示会 東京" || row[3].Text != "2026-01-02" || row[4].Text != "案内" {
		t.Errorf("%+v", row)
	}
	list.OnCell(1, 1)
	to := w.went[0].(route.Prospects)
	ids, err := w.store.ProspectIDs(t.Context(), to.Query)
	if row, _ := list.Row(1); err != nil || row[1].Text != "3" || len(ids) != 3 {
		t.Errorf("%s opens %d (%v)", row[1].Text, len(ids), err)
	}
}

func TestWithoutListsThePageSaysWhatToDo(t *testing.T) {
	for _, lang := range []string{"ja", "en"} {
		_, p := show(t, lang, true)
		if all := strings.Join(apptest.Texts(p.Object()), ""); !strings.Contains(strings.ReplaceAll(all, " ", ""), strings.ReplaceAll(words.In(lang).T("lists.empty"), " ", "")) {
			t.Errorf("%s: %s", lang, all)
		}
	}
}
