package reports

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"shirube/app"
	"shirube/app/apptest"
	"shirube/app/dialogs"
	"shirube/app/route"
	"shirube/app/widgets"
	"shirube/assets/words"
	"shirube/charts/paper"
	"shirube/charts/scene"
	"shirube/data/period"
	"shirube/data/report"
)

type maker struct {
	*app.Workspace
	folder *string
	handed *int
}

func (m maker) Compute(ctx context.Context, r report.Request) (report.Document, error) {
	return m.Reports.Compute(ctx, r)
}

func (m maker) Write(ctx context.Context, r report.Request, format string, o paper.Options, lang, path string) (int64, error) {
	if err := m.WriteReport(ctx, r, format, o, path, words.In(lang)); err != nil {
		return 0, err
	}
	info, err := os.Stat(path)
	return info.Size(), err
}

func (m maker) Folder() dialogs.Folder {
	return dialogs.Folder{Get: func() string { return *m.folder }}
}

func (m maker) Recurring(ctx context.Context) ([]report.Recurring, error) {
	all, err := m.RecurringReports(ctx)
	out := make([]report.Recurring, len(all))
	for i, r := range all {
		out[i] = r.Recurring
	}
	return out, err
}

func (m maker) Remember(ctx context.Context, r report.Recurring) (report.Due, error) {
	kept, err := m.RememberReport(ctx, r, true)
	if err != nil {
		return report.Due{}, err
	}
	return kept.Next(m.Calendar(), m.Today())
}

func (m maker) HandOn() { *m.handed++ }

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

// said is every text on the pages of the preview.
func said(p *Page) []string {
	var all []string
	for _, page := range p.preview.pages {
		for _, it := range page.Items {
			if t, ok := it.(scene.Text); ok {
				all = append(all, t.S)
			}
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
	folder, handed := t.TempDir(), 0
	p := New(maker{ws, &folder, &handed}, nav, words.In("ja"), route.Reports{})
	a.Show(p.Object())
	a.Settle()

	t.Run("should begin with the last complete month", func(t *testing.T) {
		if got := p.Route(); got != (route.Reports{Period: "2026-10"}) {
			t.Errorf("it shows %v", got)
		}
		paper := said(p)
		for _, want := range []string{"2026年10月 レポート", "新規アポ獲得数", "112件", "商談化率", "40.2%", "ファネル", "チャネル別", "数字の定義"} {
			if !slices.Contains(paper, want) {
				t.Errorf("the paper doesn't say %q", want)
			}
		}
	})
	t.Run("should leave out what is not wanted", func(t *testing.T) {
		p.sections.chosen[report.Channels], p.sections.chosen[report.Definitions] = false, false
		p.Reload()
		a.Settle()
		for _, text := range said(p) {
			if text == "チャネル別" || text == "数字の定義" {
				t.Errorf("the paper still says %q", text)
			}
		}
	})
	t.Run("should speak another language and name whom it is for", func(t *testing.T) {
		p.spoken, p.to = words.In("en"), "経営会議 御中"
		p.draw()
		if paper := said(p); !slices.Contains(paper, "Report for Oct 2026") || !slices.Contains(paper, "経営会議 御中") {
			t.Errorf("the paper says %v", paper[:5])
		}
	})
	t.Run("should write what it shows", func(t *testing.T) {
		p.format = "html"
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
	t.Run("should write what the file's name says", func(t *testing.T) {
		p.format = "pdf"
		for name, begins := range map[string]string{"page.HTML": "<!doctype html>", "report": "%PDF-", "book.xlsx": "PK"} {
			file := filepath.Join(t.TempDir(), name)
			p.write(file)
			a.Settle()
			if b, err := os.ReadFile(file); err != nil || !strings.HasPrefix(string(b), begins) {
				t.Errorf("%s doesn't begin with %s (%v)", name, begins, err)
			}
		}
	})
	t.Run("should take what a template puts in", func(t *testing.T) {
		p.follow("review")
		a.Settle()
		if p.sections.chosen[report.Funnel] || !p.sections.chosen[report.Drivers] || p.sections.checks[report.Funnel].Checked() {
			t.Errorf("the review's report holds %v", p.sections.chosen)
		}
		p.follow("weekly")
		a.Settle()
		if p.period.Grain != period.Week || p.grain.Selected() != 0 {
			t.Errorf("the weekly report is of %s", p.period)
		}
	})
	t.Run("should print the sections in the order they are put in", func(t *testing.T) {
		p.follow("review")
		a.Settle()
		up := a.Button(p.Object(), "ならべ替え")
		up.Tapped(nil)
		before := said(p)
		p.sections.move(report.Causes, -1)
		p.sections.move(report.Causes, -1)
		p.sections.move(report.Summary, -1)
		a.Settle()
		if got, want := p.request().Sections, []report.Section{report.Summary, report.Causes, report.Trends, report.Drivers}; !slices.Equal(got, want) {
			t.Errorf("the order is %v, want %v", got, want)
		}
		causes, trends := slices.Index(said(p), "Causes and actions"), slices.Index(said(p), "Trends")
		if slices.Index(before, "Causes and actions") < slices.Index(before, "Trends") || causes < 0 || causes > trends {
			t.Errorf("on paper the causes stand at %d, the trends at %d", causes, trends)
		}
		up.Tapped(nil)
		if p.sections.sorting || !p.sections.ways[0].Hidden {
			t.Error("sorting doesn't end")
		}
		p.follow("weekly")
		a.Settle()
	})
	t.Run("should keep what is to be written each week", func(t *testing.T) {
		p.askRecurring()
		a.Settle()
		sheet := a.Window.Canvas().Overlays().Top()
		a.Button(sheet, "決める").Tapped(nil)
		a.Settle()
		kept, err := ws.RecurringReports(t.Context())
		if err != nil || len(kept) != 1 {
			t.Fatalf("kept: %v (%v)", kept, err)
		}
		r := kept[0]
		if r.Name != "週次の1枚" || r.Template != "weekly" || r.Folder != folder || !slices.Equal(r.Formats, []string{"pdf"}) || r.Lang != "en" || r.For != "経営会議 御中" || r.Nth != 1 {
			t.Errorf("kept: %+v", r.Recurring)
		}
		p.askRecurring()
		a.Settle()
		a.Button(a.Window.Canvas().Overlays().Top(), "決める").Tapped(nil)
		a.Settle()
		if kept, err = ws.RecurringReports(t.Context()); err != nil || len(kept) != 2 || kept[1].Name != "週次の1枚 2" {
			t.Errorf("a second one took the place of the first: %v (%v)", kept, err)
		}
		p.askRecurring()
		a.Settle()
		sheet = a.Window.Canvas().Overlays().Top()
		apptest.Find[*widgets.Field](sheet)[0].SetText("週次の1枚")
		set := a.Button(sheet, "決める")
		set.Tapped(nil)
		a.Settle()
		if !slices.Contains(apptest.Texts(sheet), "その名前のレポートがあります。もう一度「決める」で置きかえます") || handed != 2 {
			t.Errorf("a name that is taken is taken over without a word, or handed on (%d)", handed)
		}
		set.Tapped(nil)
		a.Settle()
		if handed != 3 || !strings.Contains(nav.toast, "2026年11月23日") {
			t.Errorf("handed on %d times, told %q", handed, nav.toast)
		}
	})
	t.Run("should turn the pages and the paper", func(t *testing.T) {
		p.follow("monthly")
		a.Settle()
		p.preview.turn(1)
		p.preview.enlarge(0.1)
		p.paper.Landscape = true
		p.draw()
		if p.preview.at != 1 || p.preview.pages[0].W <= p.preview.pages[0].H {
			t.Errorf("page %d of paper %v by %v", p.preview.at, p.preview.pages[0].W, p.preview.pages[0].H)
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
