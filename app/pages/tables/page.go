package tables

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shirube/app/dialogs"
	"shirube/app/route"
	"shirube/app/style"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/assets/words"
	"shirube/data/crosstab"
	"shirube/data/intake"
	"shirube/data/period"
)

// Plan is what would be imported of a file, with what was found out about it.
type Plan struct {
	*crosstab.Plan
	Info    intake.Info
	Skipped []string
}

// Deps are what the page asks of the workspace.
type Deps struct {
	Plan     func(ctx context.Context, file, pasted string, o crosstab.Options) (Plan, error)
	Import   func(ctx context.Context, p Plan) (int64, error)
	Calendar func() period.Calendar
	Today    func() period.Day
	Folder   dialogs.Folder
	ReadOnly bool
}

// Page shows a plan and lets it be corrected.
type Page struct {
	deps  Deps
	nav   route.Navigator
	words *words.Words

	file, pasted string
	options      crosstab.Options
	plan         *Plan
	sheet        int
	said         string          // what the cell tapped last is
	main         *widgets.Button // chooses a file, or imports

	reading, storing task.Group

	content, foot, line *fyne.Container
}

// New reads the file or what was pasted, or asks for one.
func New(deps Deps, nav route.Navigator, w *words.Words, r route.Table) *Page {
	p := &Page{deps: deps, nav: nav, words: w, file: r.File, pasted: r.Pasted, options: crosstab.Options{Choices: map[string]crosstab.Choice{}}}
	p.content, p.foot, p.line = container.NewStack(), container.NewStack(), container.NewStack()
	p.show()
	p.Reload()
	return p
}

// Object is the whole page.
func (p *Page) Object() fyne.CanvasObject { return p.content }

// Route keeps what is read.
func (p *Page) Route() route.Route { return route.Table{File: p.file, Pasted: p.pasted} }

// Leave cancels the reading; an import that runs goes on.
func (p *Page) Leave() { p.reading.Leave() }

// Reload reads again, with what was chosen.
func (p *Page) Reload() {
	if p.file == "" && p.pasted == "" {
		return
	}
	file, pasted, o := p.file, p.pasted, p.options
	if file == "" {
		file = p.words.T("tables.pasted")
	}
	task.Run(context.Background(), &p.reading, func(ctx context.Context, _ task.Progress) (Plan, error) {
		return p.deps.Plan(ctx, file, pasted, o)
	}, func(plan Plan, err error) {
		if err != nil {
			p.nav.Fail(err)
			if p.plan == nil {
				p.file, p.pasted = "", ""
				p.show()
			}
			return
		}
		if p.plan == nil {
			for i, r := range plan.Readings {
				if len(r.Tables) > 0 {
					p.sheet = i
					break
				}
			}
		}
		p.plan = &plan
		p.show()
	})
}

func (p *Page) show() {
	w := p.words
	var middle fyne.CanvasObject = style.Spacer()
	switch {
	case p.plan != nil:
		middle = style.RowFill(16, style.Stretch(p.tableCard()), style.Fixed(style.Grow(400), 0, p.itemsCard()))
	case p.file == "" && p.pasted == "":
		middle = p.asking()
	}
	note := ""
	if p.plan != nil {
		note = filepath.Base(p.plan.Info.File)
	}
	cancel := widgets.NewButton(w.T("common.cancel"), widgets.Plain, p.leave)
	p.showFoot()
	widgets.Rebuild(p.content, style.Column(0,
		widgets.Header(w.T("tables.title"), note, p.nav, w, style.Fixed(96, 0, cancel)),
		style.Stretch(style.PadSides(0, widgets.PagePadding, 16, widgets.PagePadding, middle)), p.foot))
}

// Act chooses a file, or imports what is shown.
func (p *Page) Act() {
	if p.main != nil {
		p.main.Press()
	}
}

func (p *Page) leave() {
	if p.nav.CanBack() {
		p.nav.Back()
		return
	}
	p.nav.Go(route.KPIs{})
}

// asking asks for a file, or takes what lies on the clipboard.
func (p *Page) asking() fyne.CanvasObject {
	w := p.words
	p.main = widgets.NewButton(w.T("imports.choose"), widgets.Primary, func() {
		dialogs.OpenFile(p.nav.Window(), w, w.T("imports.choose"), p.deps.Folder, []string{".xlsx", ".csv", ".tsv", ".txt"}, func(path string) {
			p.file, p.pasted = path, ""
			p.Reload()
		})
	}).WithIcon("folder").Height(40)
	paste := widgets.NewButton(w.T("tables.paste"), widgets.Plain, p.paste).Height(40)
	return style.Column(0, widgets.Card(w.T("tables.what"), "", nil, style.Column(16,
		style.NewParagraph(w.T("tables.about"), style.Small, palette.Sub, 640),
		style.Row(8, p.main, paste, style.Spacer()),
		style.NewParagraph(w.T("imports.drop"), style.Small, palette.Sub, 640))))
}

func (p *Page) paste() {
	text := fyne.CurrentApp().Clipboard().Content()
	if intake.Clean(text) == "" {
		p.nav.Toast(p.words.T("tables.paste.empty"), nil)
		return
	}
	p.file, p.pasted = "", text
	p.Reload()
}

// showFoot says what the import would do, asks for the year where none is
// known, and imports.
func (p *Page) showFoot() {
	w := p.words
	row := []fyne.CanvasObject{style.Spacer()}
	if p.plan != nil {
		c := p.plan.Counts()
		sum := w.T("tables.forecast", "measures", w.Int(c.Measures), "kpis", w.Int(c.KPIs), "values", w.Int(c.Values+c.Replaced),
			"targets", w.Int(c.Targets), "unchanged", w.Int(c.Unchanged))
		row = []fyne.CanvasObject{style.Text(sum, style.Small, palette.Ink, false), style.Spacer()}
		if p.plan.NeedsYear() != nil || p.options.FiscalYear != "" {
			row = append(row, p.yearQuestion())
		}
		start := widgets.NewButton(w.T("tables.start"), widgets.Primary, p.start)
		if p.deps.ReadOnly || p.plan.NeedsYear() != nil || c.Measures+c.KPIs+c.Values+c.Replaced+c.Targets == 0 {
			start.Disable()
		}
		p.main = start
		row = append(row, style.Fixed(max(112, start.MinSize().Width), 0, start))
	}
	widgets.Rebuild(p.foot, style.Column(0, style.Hairline(),
		style.Fixed(0, style.Grow(56), style.PadSides(0, widgets.PagePadding, 0, widgets.PagePadding, style.Row(12, row...)))))
}

// yearQuestion asks which fiscal year the table is of.
func (p *Page) yearQuestion() fyne.CanvasObject {
	w, c := p.words, p.deps.Calendar()
	year := c.Next(c.Of(period.Year, p.deps.Today()))
	var options []widgets.Option
	for range 8 {
		options = append(options, widgets.Option{Key: year.String(), Text: w.Period(string(year.Grain), year.From.Time(), year.To.Time())})
		year = c.Previous(year)
	}
	choice := widgets.NewSelect(options, p.options.FiscalYear, func(o widgets.Option) {
		p.options.FiscalYear = o.Key
		p.Reload()
	})
	choice.Placeholder = w.T("tables.year.choose")
	return style.Row(8, style.Text(w.T("tables.year"), style.Small, palette.CautionText, true), style.Fixed(136, 0, choice))
}

// start imports what is shown, as one action.
func (p *Page) start() {
	w, plan := p.words, *p.plan
	p.storing.Title = w.T("tables.title")
	task.Run(context.Background(), &p.storing, func(ctx context.Context, _ task.Progress) (int64, error) {
		return p.deps.Import(ctx, plan)
	}, func(_ int64, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		c := plan.Counts()
		p.nav.Toast(w.T("tables.done", "values", w.Int(c.Values+c.Replaced), "targets", w.Int(c.Targets)), p.nav.Undo)
		p.nav.Go(route.KPIs{})
	})
}
