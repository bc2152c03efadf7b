package shell

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"

	"shirube/app"
	"shirube/app/apptest"
	"shirube/app/pages/start"
	"shirube/app/route"
	"shirube/app/task"
	"shirube/data/prospect"
	"shirube/data/setting"
)

// newTestShell is a window in Japanese at its start page, with the day's own
// list of recent workspaces.
func newTestShell(t *testing.T) *testShell {
	t.Helper()
	a := apptest.New(t, 1280, 800, false)
	s := &Shell{
		toolkit: fyne.CurrentApp(), window: a.Window, options: Options{Lang: "ja"}, ctx: t.Context(),
		recent: start.Recent{File: filepath.Join(t.TempDir(), "recent.json")}, settings: setting.Default(), stopNews: func() {},
	}
	s.dress()
	s.show(route.Start{})
	t.Cleanup(func() {
		s.release(func() {})
		a.Settle()
	})
	return &testShell{s, a}
}

type testShell struct {
	*Shell
	app *apptest.App
}

// withWorkspace opens a new, empty workspace.
func (s *testShell) withWorkspace(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "営業.shirube")
	ws, err := app.Create(context.Background(), path, "sales", false, s.openOptions())
	if err != nil {
		t.Fatal(err)
	}
	if err := ws.Close(); err != nil {
		t.Fatal(err)
	}
	s.openWorkspace(path)
	s.app.Settle()
	if s.workspace == nil {
		t.Fatal("the workspace was not opened")
	}
	return path
}

func TestOpeningAWorkspace(t *testing.T) {
	s := newTestShell(t)
	path := s.withWorkspace(t)
	if got := s.place(); got != route.PageHome {
		t.Errorf("it shows %s first", got)
	}
	if got := s.recent.List(); !slices.Equal(got, []string{path}) {
		t.Errorf("remembered %v", got)
	}
	if got := s.status.right.Text; !strings.Contains(got, "0社") || !strings.Contains(got, "営業.shirube") {
		t.Errorf("the status line says %q", got)
	}
	t.Run("should go back to a page as it was left", func(t *testing.T) {
		s.Go(route.Reports{Period: "2026-07"})
		s.Go(route.Settings{})
		s.Back()
		if got := s.page.Route(); got != (route.Reports{Period: "2026-07"}) {
			t.Errorf("back shows %#v", got)
		}
		if !s.CanForward() {
			t.Error("there is no way forward")
		}
		s.Forward()
		if s.place() != route.PageSettings {
			t.Errorf("forward shows %s", s.place())
		}
	})
	t.Run("should change its language alive", func(t *testing.T) {
		s.setLanguage("en")
		s.app.Settle()
		if s.words.Lang != "en" || s.place() != route.PageSettings {
			t.Errorf("it speaks %s on %s", s.words.Lang, s.place())
		}
		if got := s.workspace.Settings().Language; got != "en" {
			t.Errorf("the workspace remembers %q", got)
		}
	})
	t.Run("should undo and say what", func(t *testing.T) {
		ctx := context.Background()
		if _, err := s.workspace.Prospects.Save(ctx, prospect.Prospect{Name: "青葉精工株式会社"}); err != nil {
			t.Fatal(err)
		}
		s.Undo()
		s.app.Settle()
		ids, err := s.workspace.Prospects.List(ctx, prospect.Query{})
		if err != nil || len(ids) != 0 {
			t.Errorf("%d companies after undo, %v", len(ids), err)
		}
		if s.toasts.shown == nil {
			t.Error("nothing says so")
		}
	})
	t.Run("should close it whole", func(t *testing.T) {
		s.closeWorkspace()
		s.app.Settle()
		if s.workspace != nil || s.place() != route.PageStart {
			t.Errorf("after closing it shows %s", s.place())
		}
		left, err := filepath.Glob(path + "-*")
		if err != nil || len(left) > 0 {
			t.Errorf("files left beside the workspace: %v %v", left, err)
		}
	})
}

func TestTheWindowSaysWhatItOpens(t *testing.T) {
	s := newTestShell(t)
	s.show(route.Start{Opening: "営業.shirube"})
	if texts := apptest.Texts(s.app.Window.Content()); !slices.Contains(texts, s.words.T("start.opening", "file", "営業.shirube")) || slices.Contains(texts, s.words.T("start.title")) {
		t.Errorf("while a workspace is being opened the window says %q", texts)
	}
	s.openWorkspace(filepath.Join(t.TempDir(), "gone.shirube"))
	s.app.Settle()
	if texts := apptest.Texts(s.app.Window.Content()); !slices.Contains(texts, s.words.T("start.title")) {
		t.Errorf("after one that can't be opened the window says %q", texts)
	}
}

func TestASecondWindowOnlyLooks(t *testing.T) {
	s := newTestShell(t)
	path := filepath.Join(t.TempDir(), "営業.shirube")
	first, err := app.Create(context.Background(), path, "blank", false, s.openOptions())
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	s.openWorkspace(path)
	s.app.Settle()
	if s.facts.notice != noticeSecond || len(s.notice.Objects) != 1 {
		t.Errorf("the notice is %q with %d objects", s.facts.notice, len(s.notice.Objects))
	}
	for _, c := range commands() {
		if c.can(s.Shell) && (c.id == "undo" || c.id == "import") {
			t.Errorf("%s can be done", c.id)
		}
	}
	if _, err := first.Prospects.Save(context.Background(), prospect.Prospect{Name: "青葉精工株式会社"}); err != nil {
		t.Fatal(err)
	}
	s.reload()
	s.app.Settle()
	if !strings.Contains(s.status.right.Text, "1社") {
		t.Errorf("after the other wrote the status line says %q", s.status.right.Text)
	}
}

func TestClosingStopsWhatIsUnderWay(t *testing.T) {
	s := newTestShell(t)
	s.withWorkspace(t)
	begun, ended := make(chan struct{}), make(chan struct{})
	task.Run(context.Background(), &task.Group{Title: "取り込み"}, func(ctx context.Context, _ task.Progress) (int, error) {
		close(begun)
		<-ctx.Done()
		close(ended)
		return 0, ctx.Err()
	}, func(int, error) {})
	<-begun
	s.quit()
	if s.workspace == nil || s.window.Canvas().Overlays().Top() == nil {
		t.Fatal("it doesn't ask before it stops the work")
	}
	closed := false
	s.release(func() { closed = true })
	<-ended
	for until := time.Now().Add(10 * time.Second); !closed && time.Now().Before(until); {
		s.app.Settle()
	}
	if !closed {
		t.Error("it is not closed after the work ended")
	}
}

func TestDroppedFiles(t *testing.T) {
	s := newTestShell(t)
	path := s.withWorkspace(t)
	s.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI("/tmp/絵.png")})
	if s.toasts.shown == nil {
		t.Error("a file that can't be taken is passed over in silence")
	}
	s.closeWorkspace()
	s.app.Settle()
	s.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(path)})
	s.app.Settle()
	if s.workspace == nil || s.workspace.Path() != path {
		t.Error("a workspace let fall on the window was not opened")
	}
}

func TestPaletteByKeys(t *testing.T) {
	s := newTestShell(t)
	s.withWorkspace(t)
	s.Palette()
	test.Type(s.finder.entry, "レポート")
	s.app.Settle()
	if got := titles(s.finder.shown); len(got) == 0 || got[0] != "レポート" {
		t.Fatalf("it offers %v", got)
	}
	s.finder.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if s.finder != nil || s.place() != route.PageReports {
		t.Errorf("Enter shows %s", s.place())
	}
	s.Palette()
	n := len(s.finder.shown)
	s.finder.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
	if s.finder.selected != n-1 {
		t.Errorf("up from the first leads to %d of %d", s.finder.selected, n)
	}
	s.finder.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if s.finder != nil || s.window.Canvas().Overlays().Top() != nil {
		t.Error("Escape leaves it open")
	}
}

func TestPaletteFindsProspects(t *testing.T) {
	s := newTestShell(t)
	s.withWorkspace(t)
	for _, name := range []string{"青葉精工株式会社", "株式会社あさひ計測"} {
		if _, err := s.workspace.Prospects.Save(context.Background(), prospect.Prospect{Name: name}); err != nil {
			t.Fatal(err)
		}
	}
	s.Palette()
	test.Type(s.finder.entry, "青葉")
	s.app.Settle()
	if got := titles(s.finder.shown); !slices.Contains(got, "青葉精工株式会社") || slices.Contains(got, "株式会社あさひ計測") {
		t.Errorf("it offers %v", got)
	}
	s.finder.close()
}

func TestToasts(t *testing.T) {
	s := newTestShell(t)
	undone := 0
	s.Toast("3社の段階を「検討」にしました", func() { undone++ })
	first := s.toasts.shown
	s.Toast("消しました", func() { undone += 10 })
	if s.toasts.shown == first || len(s.toasts.layer.Objects) != 1 {
		t.Error("two toasts at once")
	}
	s.toasts.shown.MouseIn(nil)
	s.toasts.expire()
	if s.toasts.shown == nil {
		t.Error("it went while the pointer was on it")
	}
	s.toasts.shown.OnAct()
	if undone != 10 || s.toasts.shown != nil {
		t.Errorf("undo ran to %d, toast shown: %v", undone, s.toasts.shown != nil)
	}
	s.Toast("保存しました", nil)
	s.toasts.expire()
	if s.toasts.shown != nil {
		t.Error("it stays for ever")
	}
	if toastStays != 8*time.Second {
		t.Errorf("a toast stays %v", toastStays)
	}
}
