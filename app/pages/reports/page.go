package reports

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shirube/app/dialogs"
	"shirube/app/route"
	"shirube/app/style"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/assets/words"
	"shirube/charts"
	"shirube/charts/paper"
	"shirube/data/period"
	"shirube/data/report"
)

// Maker computes reports and writes them.
type Maker interface {
	Calendar() period.Calendar
	Today() period.Day
	Compute(context.Context, report.Request) (report.Document, error)
	// Write writes the document in a format (pdf, xlsx, html) and a language,
	// and gives the file's size.
	Write(ctx context.Context, r report.Request, format string, o paper.Options, lang, path string) (bytes int64, err error)
	Folder() dialogs.Folder
	// Recurring gives the reports that are written again and again. Remember keeps
	// one, in the place of one with its name, and gives what is written next;
	// HandOn writes what is due.
	Recurring(context.Context) ([]report.Recurring, error)
	Remember(context.Context, report.Recurring) (report.Due, error)
	HandOn()
	ReadOnly() bool
}

// Page is レポート.
type Page struct {
	maker    Maker
	nav      route.Navigator
	words    *words.Words // of the window
	spoken   *words.Words // of the report
	period   period.Period
	sections *sections
	template string // key
	to       string // whom the report is for
	notes    string // what it says first
	paper    paper.Options
	format   string
	doc      *report.Document
	file     string // written last

	reading, writing, keeping task.Group
	grain                     *widgets.Segmented
	choice                    *widgets.Select
	head, done                *fyne.Container
	preview                   *preview
	export                    *widgets.Button
	object                    fyne.CanvasObject
}

const optionsWidth = 320

// formats a report can be written in, in the order they are offered.
var formats = []string{"pdf", "xlsx", "html"}

// New builds the page for a route's period, or the last complete month.
func New(maker Maker, nav route.Navigator, w *words.Words, r route.Reports) *Page {
	p := &Page{maker: maker, nav: nav, words: w, spoken: w, format: formats[0], template: report.Templates[0].Key, done: style.Column(4)}
	p.sections = newSections(p)
	calendar := maker.Calendar()
	chosen, err := calendar.Parse(r.Period)
	if r.Period == "" || err != nil {
		chosen = calendar.Previous(calendar.Of(period.Month, maker.Today()))
	}
	p.period = chosen
	p.preview = newPreview(p)
	body := style.RowFill(16, style.Fixed(optionsWidth, 0, p.options()), style.Stretch(p.preview.object))
	p.head = container.NewStack()
	p.showHead()
	p.object = style.Column(0, p.head,
		style.Stretch(style.PadSides(0, widgets.PagePadding, 16, widgets.PagePadding, body)))
	p.Reload()
	return p
}

// Object is the whole page.
func (p *Page) Object() fyne.CanvasObject { return p.object }

// Route is the page's place.
func (p *Page) Route() route.Route { return route.Reports{Period: p.period.String()} }

// Leave stops computing; a report being written is written to its end.
func (p *Page) Leave() { p.reading.Leave() }

// Act writes the report.
func (p *Page) Act() { p.export.Press() }

// lay gives the parts of the page their places again.
func (p *Page) lay() {
	if p.object != nil {
		p.object.Refresh()
	}
}

func (p *Page) showHead() {
	widgets.Rebuild(p.head, widgets.Header(p.words.T("reports.title"), charts.PeriodName(p.period, p.words), p.nav, p.words))
}

// Reload computes the document again.
func (p *Page) Reload() {
	r := p.request()
	task.Run(context.Background(), &p.reading, func(ctx context.Context, _ task.Progress) (report.Document, error) {
		return p.maker.Compute(ctx, r)
	}, p.show)
}

func (p *Page) request() report.Request {
	return report.Request{Period: p.period, Sections: p.sections.wanted(), For: p.to, Notes: p.notes}
}

func (p *Page) show(doc report.Document, err error) {
	if err != nil {
		p.nav.Fail(err)
		return
	}
	p.doc = &doc
	p.export.Enable()
	p.draw()
}

// draw puts the document on paper again.
func (p *Page) draw() {
	if p.doc != nil {
		doc := *p.doc
		doc.For, doc.Notes = p.to, p.notes
		p.preview.show(paper.Pages(doc, p.spoken, p.paper))
	}
}

// formatOf is the format that a file's name asks for, or else the chosen one: a
// PDF called report.html would open nowhere.
func (p *Page) formatOf(path string) string {
	if named := strings.ToLower(strings.TrimPrefix(filepath.Ext(path), ".")); slices.Contains(formats, named) {
		return named
	}
	return p.format
}

// write writes the report to a file.
func (p *Page) write(path string) {
	r, format, o, lang := p.request(), p.formatOf(path), p.paper, p.spoken.Lang
	p.writing.Title = p.words.T("reports.writing")
	task.Run(context.Background(), &p.writing, func(ctx context.Context, _ task.Progress) (int64, error) {
		return p.maker.Write(ctx, r, format, o, lang, path)
	}, func(bytes int64, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		p.file = path
		p.nav.Toast(p.words.T("reports.written", "file", filepath.Base(path), "bytes", p.words.Bytes(bytes)), nil)
		p.showFile()
	})
}
