package reports

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"shirube/app"
	"shirube/app/apptest"
	"shirube/app/dialogs"
	"shirube/app/route"
	"shirube/assets/words"
	"shirube/data/period"
	"shirube/data/report"
)

type maker struct{ *app.Workspace }

func (m maker) Compute(ctx context.Context, r report.Request) (report.Document, error) {
	return m.Reports.Compute(ctx, r)
}

func (m maker) Write(ctx context.Context, r report.Request, lang, path string) (int64, error) {
	if err := m.WriteReport(ctx, r, path, words.In(lang)); err != nil {
		return 0, err
	}
	info, err := os.Stat(path)
	return info.Size(), err
}

func (m maker) Folder() dialogs.Folder { return dialogs.Folder{} }

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

// said is every text an object shows, in drawing order.
func said(o fyne.CanvasObject) []string {
	var all []string
	for _, part := range test.LaidOutObjects(o) {
		if text, ok := part.(*canvas.Text); ok && text.Text != "" {
			all = append(all, text.Text)
		}
	}
	return all
}

func TestReportPage(t *testing.T) {
	a := apptest.New(t, 1104, 776, false)
	ws, err := app.Create(context.Background(), filepath.Join(t.TempDir(), "見本.shirube"), "sales", true, app.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := ws.Close(); err != nil {
			t.Error(err)
		}
	})
	nav := &window{t: t, w: a.Window}
	p := New(maker{ws}, nav, words.In("ja"), route.Reports{})
	a.Show(p.Object())
	a.Settle()

	t.Run("should begin with the last complete month", func(t *testing.T) {
		if got := p.Route(); got != (route.Reports{Period: "2026-10"}) {
			t.Errorf("it shows %v", got)
		}
		paper := said(p.sheet)
		for _, want := range []string{"2026年10月 レポート", "新規アポ獲得数", "112件", "商談化率", "40.2%", "ファネル", "チャネル別", "数字の定義"} {
			if !slices.Contains(paper, want) {
				t.Errorf("the paper doesn't say %q", want)
			}
		}
	})
	t.Run("should leave out what is not wanted", func(t *testing.T) {
		p.chosen[report.Channels], p.chosen[report.Definitions] = false, false
		p.Reload()
		a.Settle()
		for _, text := range said(p.sheet) {
			if text == "チャネル別" || text == "数字の定義" {
				t.Errorf("the paper still says %q", text)
			}
		}
	})
	t.Run("should speak another language and name whom it is for", func(t *testing.T) {
		p.paper, p.to = words.In("en"), "経営会議 御中"
		p.draw()
		if paper := said(p.sheet); !slices.Contains(paper, "Report for Oct 2026") || !slices.Contains(paper, "経営会議 御中") {
			t.Errorf("the paper says %v", paper[:5])
		}
	})
	t.Run("should write what it shows", func(t *testing.T) {
		file := filepath.Join(t.TempDir(), p.name()+".html")
		p.write(file)
		a.Settle()
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		page := string(b)
		for want, times := range map[string]bool{"<html lang=\"en\">": true, "経営会議 御中": true, "Report for Oct 2026": true, "Definitions</h2>": false} {
			if strings.Contains(page, want) != times {
				t.Errorf("the page has %q: %v", want, !times)
			}
		}
		if nav.toast == "" || len(p.done.Objects) == 0 {
			t.Error("nothing says where it went")
		}
	})
	t.Run("should offer complete periods of another kind", func(t *testing.T) {
		p.offer(kind{period.Quarter, 4})
		a.Settle()
		if got := p.period.String(); got != "2026-Q2" {
			t.Errorf("the last complete quarter is %s", got)
		}
	})
}

func TestSignalsComeFirst(t *testing.T) {
	quiet := report.Series{Points: []report.Point{{}}}
	loud := report.Series{Points: []report.Point{{Rule: "outside"}}}
	got := signalsFirst([]report.Series{quiet, loud, quiet})
	if got[0].Last().Rule != "outside" || len(got) != 3 {
		t.Errorf("first comes %+v of %d", got[0], len(got))
	}
}
