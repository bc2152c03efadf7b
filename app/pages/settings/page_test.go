package settings

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"shirube/app"
	"shirube/app/apptest"
	"shirube/app/dialogs"
	"shirube/app/route"
	"shirube/app/widgets"
	"shirube/assets/words"
	"shirube/data/report"
	"shirube/data/setting"
)

// keeper keeps the settings in a real workspace, without a window to follow them.
type keeper struct {
	t        *testing.T
	ws       *app.Workspace
	restored string
}

func (k *keeper) Settings() setting.Settings { return k.ws.Settings() }
func (k *keeper) Save(s setting.Settings) {
	if err := k.ws.Config.Save(context.Background(), s); err != nil {
		k.t.Error(err)
	}
}
func (k *keeper) Backups(context.Context) (all []Backup, err error) {
	for _, c := range k.ws.Backups() {
		all = append(all, Backup{c.Path, c.At, c.Bytes})
	}
	return all, nil
}
func (k *keeper) BackUp() {
	if _, err := k.ws.BackUpNow(context.Background()); err != nil {
		k.t.Error(err)
	}
}
func (k *keeper) Restore(path string)  { k.restored = path }
func (k *keeper) BackupFolder() string { return k.ws.BackupFolder() }
func (k *keeper) File() string         { return k.ws.Path() }
func (k *keeper) Version() string      { return app.Version }
func (k *keeper) Reports(ctx context.Context) (all []Report, err error) {
	known, err := k.ws.RecurringReports(ctx)
	for _, r := range known {
		all = append(all, Report{r.Name, r.Folder, r.Formats, r.Next.Day, len(r.Waiting)})
	}
	return all, err
}
func (k *keeper) Forget(ctx context.Context, name string) error { return k.ws.ForgetReport(ctx, name) }
func (k *keeper) Schedules() []Schedule {
	return []Schedule{{"windows", "shirube.report", "schtasks"}, {"macos", "shirube.report", "<plist>"}, {"linux", "shirube.report", "0 8 * * *"}}
}
func (k *keeper) Logo(ctx context.Context) ([]byte, error)        { return k.ws.Logo(ctx) }
func (k *keeper) KeepLogo(ctx context.Context, path string) error { return k.ws.KeepLogo(ctx, path) }
func (k *keeper) DropLogo(ctx context.Context) error              { return k.ws.DropLogo(ctx) }
func (k *keeper) Folder() dialogs.Folder                          { return dialogs.Folder{} }
func (k *keeper) Commands() []Command                             { return []Command{{"さがす", "Ctrl K"}} }

type window struct {
	route.Navigator
	t     *testing.T
	w     fyne.Window
	toast string
}

func (n *window) Window() fyne.Window         { return n.w }
func (n *window) Fail(err error)              { n.t.Error(err) }
func (n *window) CanBack() bool               { return false }
func (n *window) CanForward() bool            { return false }
func (n *window) Toast(text string, _ func()) { n.toast = text }

func open(t *testing.T) (*Page, *keeper, *apptest.App) {
	t.Helper()
	a := apptest.New(t, 1104, 776, false)
	ws, err := app.Create(context.Background(), filepath.Join(t.TempDir(), "営業.shirube"), "sales", false, app.Options{})
	if err != nil {
		t.Fatal(err)
	}
	k := &keeper{t: t, ws: ws}
	t.Cleanup(func() {
		if err := ws.Close(); err != nil {
			t.Error(err)
		}
	})
	p := New(k, &window{t: t, w: a.Window}, words.In("ja"))
	a.Show(p.Object())
	a.Settle()
	return p, k, a
}

func TestWhatIsTypedIsSaved(t *testing.T) {
	p, k, _ := open(t)
	window := p.number(k.Settings().Window, 0, setting.LongestWindow, "数を", func(s *setting.Settings, n int) { s.Window = n })
	window.SetText("120")
	if got := k.Settings().Window; got != 90 {
		t.Errorf("saved %d while one still types", got)
	}
	p.Leave()
	if got := k.Settings().Window; got != 120 {
		t.Errorf("after leaving the page the window is %d days", got)
	}
	window.SetText("many")
	p.Leave()
	if got := k.Settings().Window; got != 120 {
		t.Errorf("what is no number was saved as %d", got)
	}
}

func TestAChoiceKeepsWhatWasTyped(t *testing.T) {
	p, k, _ := open(t)
	p.typed(func(s *setting.Settings) { s.Company = "青葉精工株式会社" })
	p.change(func(s *setting.Settings) { s.Theme = "dark" })
	if s := k.Settings(); s.Company != "青葉精工株式会社" || s.Theme != "dark" {
		t.Errorf("kept %q and %q", s.Company, s.Theme)
	}
}

func TestTextSizeStaysInItsLimits(t *testing.T) {
	s := setting.Default()
	for range 20 {
		s = Grown(s, ScaleStep)
	}
	if s.TextScale != setting.LargestText {
		t.Errorf("grew to %v", s.TextScale)
	}
	for range 20 {
		s = Grown(s, -ScaleStep)
	}
	if s.TextScale != setting.SmallestText {
		t.Errorf("shrank to %v", s.TextScale)
	}
}

func TestDaysClosed(t *testing.T) {
	got, err := parseDays("2026-12-29、2026-08-13\n2026-08-13 ")
	if err != nil || !slices.Equal(got, []string{"2026-08-13", "2026-12-29"}) {
		t.Errorf("got %v, %v", got, err)
	}
	if _, err := parseDays("2026-08-13 お盆"); err == nil || err.text != "お盆" {
		t.Errorf("a word was taken for a day: %v", err)
	}
	if got, err := parseDays(" \n"); err != nil || len(got) != 0 {
		t.Errorf("nothing is %v, %v", got, err)
	}
}

func TestBackupsAreListedAndRestoringAsksFirst(t *testing.T) {
	p, k, a := open(t)
	k.BackUp()
	p.Reload()
	a.Settle()
	all, err := k.Backups(context.Background())
	if err != nil || len(all) == 0 || all[0].Bytes == 0 || all[0].At.IsZero() {
		t.Fatalf("backups: %+v, %v", all, err)
	}
	if n := len(p.list.Objects); n != 2*len(all) {
		t.Errorf("the list has %d objects, want a line and a row for each of %d", n, len(all))
	}
	p.askRestore(all[0])
	if k.restored != "" {
		t.Error("it restores without asking")
	}
	if a.Window.Canvas().Overlays().Top() == nil {
		t.Error("nothing asks")
	}
}

func TestRecurringReportsAreListedAndStopped(t *testing.T) {
	p, k, a := open(t)
	if _, err := k.ws.RememberReport(context.Background(), report.Recurring{Name: "週次報告", Template: "weekly", Formats: []string{"pdf"}, Folder: t.TempDir(), Nth: 1}, false); err != nil {
		t.Fatal(err)
	}
	p.Reload()
	a.Settle()
	if n := len(p.due.Objects); n != 2 {
		t.Fatalf("the list has %d objects, want a line and a row", n)
	}
	for _, copied := range apptest.Find[*widgets.Button](p.Object()) {
		if copied.Text() == "コピー" {
			copied.Tapped(nil)
		}
	}
	if got := fyne.CurrentApp().Clipboard().Content(); got != k.Schedules()[2].Text && runtime.GOOS == "linux" {
		t.Errorf("copied %q", got)
	}
	a.Button(p.Object(), "やめる").Tapped(nil)
	a.Settle()
	if left, err := k.Reports(context.Background()); err != nil || len(left) != 0 {
		t.Errorf("left: %v, %v", left, err)
	}
}

func TestALogoIsShownAndTakenAway(t *testing.T) {
	p, k, a := open(t)
	file := filepath.Join(t.TempDir(), "logo.png")
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 300, 100))); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, picture.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	before := len(p.logo.Objects)
	p.keepLogo(func(ctx context.Context) error { return k.KeepLogo(ctx, file) })
	a.Settle()
	if got := len(p.logo.Objects); got != before+2 {
		t.Errorf("the line has %d objects with a logo, %d without", got, before)
	}
	a.Button(p.Object(), "外す").Tapped(nil)
	a.Settle()
	if left, err := k.Logo(context.Background()); left != nil || err != nil || len(p.logo.Objects) != before {
		t.Errorf("left: %d bytes, %v", len(left), err)
	}
}
