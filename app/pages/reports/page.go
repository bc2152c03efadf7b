package reports

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"shirube/app/dialogs"
	"shirube/app/route"
	"shirube/app/style"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/assets/words"
	"shirube/charts"
	"shirube/data/period"
	"shirube/data/report"
)

// Maker computes reports and writes them.
type Maker interface {
	Calendar() period.Calendar
	Today() period.Day
	Compute(context.Context, report.Request) (report.Document, error)
	// Write writes the document as a web page in a language and gives its size.
	Write(ctx context.Context, r report.Request, lang, path string) (bytes int64, err error)
	Folder() dialogs.Folder
}

// Page is レポート.
type Page struct {
	maker  Maker
	nav    route.Navigator
	words  *words.Words // of the window
	paper  *words.Words // of the report
	period period.Period
	chosen map[report.Section]bool
	to     string // whom the report is for
	doc    *report.Document
	file   string // written last

	reading, writing task.Group
	choice           *widgets.Select
	head, sheet      *fyne.Container
	done             *fyne.Container
	export           *widgets.Button
	object           fyne.CanvasObject
}

const (
	optionsWidth = 304
	paperWidth   = 640
)

// New builds the page for a route's period, or the last complete month.
func New(maker Maker, nav route.Navigator, w *words.Words, r route.Reports) *Page {
	p := &Page{maker: maker, nav: nav, words: w, paper: w, chosen: map[report.Section]bool{}, sheet: container.NewStack(), done: style.Column(4)}
	for _, s := range report.Sections {
		p.chosen[s] = true
	}
	calendar := maker.Calendar()
	chosen, err := calendar.Parse(r.Period)
	if r.Period == "" || err != nil {
		chosen = calendar.Previous(calendar.Of(period.Month, maker.Today()))
	}
	p.period = chosen
	tray := canvas.NewRectangle(style.Color(palette.Track))
	tray.CornerRadius = 8
	body := style.RowFill(16,
		style.Fixed(optionsWidth, 0, p.options()),
		style.Stretch(container.NewStack(tray, style.Pad(1, container.NewVScroll(style.PadSides(20, 0, 20, 0, container.New(middle{}, p.sheet)))))))
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

func (p *Page) showHead() {
	p.head.Objects = []fyne.CanvasObject{widgets.Header(p.words.T("reports.title"), charts.PeriodName(p.period, p.words), p.nav, p.words)}
	p.head.Refresh()
}

// Reload computes the document again.
func (p *Page) Reload() {
	r := p.request()
	task.Run(context.Background(), &p.reading, func(ctx context.Context, _ task.Progress) (report.Document, error) {
		return p.maker.Compute(ctx, r)
	}, p.show)
}

func (p *Page) request() report.Request {
	r := report.Request{Period: p.period, Sections: []report.Section{}, For: p.to}
	for _, s := range report.Sections {
		if p.chosen[s] {
			r.Sections = append(r.Sections, s)
		}
	}
	return r
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
		p.sheet.Objects = []fyne.CanvasObject{newSheet(*p.doc, p.to, p.paper)}
		p.sheet.Refresh()
		p.object.Refresh()
	}
}

// write writes the report to a file.
func (p *Page) write(path string) {
	r, lang := p.request(), p.paper.Lang
	p.writing.Title = p.words.T("reports.writing")
	task.Run(context.Background(), &p.writing, func(ctx context.Context, _ task.Progress) (int64, error) {
		return p.maker.Write(ctx, r, lang, path)
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

// middle sets the paper in the middle of the tray at its own width.
type middle struct{}

func (middle) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(paperWidth, objects[0].MinSize().Height)
}

func (middle) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	objects[0].Resize(fyne.NewSize(paperWidth, max(s.Height, objects[0].MinSize().Height)))
	objects[0].Move(fyne.NewPos((s.Width-paperWidth)/2, 0))
}
