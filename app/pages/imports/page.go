package imports

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shirube/app/route"
	"shirube/app/style"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/assets/words"
	"shirube/data/intake"
)

// The steps.
const (
	stepFile = iota
	stepColumns
	stepMatch
	stepResult
)

// Page is the wizard.
type Page struct {
	deps  Deps
	nav   route.Navigator
	words *words.Words

	step   int
	noun   string
	file   intake.File
	sample *sample
	plan   plan
	check  check
	past   []intake.Import
	again  []intake.Waiting
	kept   bool           // how the file was read is remembered
	shown  *intake.Import // what the last step shows

	reading, checking, looking, doubling task.Group

	middle, reader, problems, table, foot *fyne.Container

	path    *widgets.Field    // typed in the first step; stays while the rest is built again
	main    *widgets.Button   // of the present step, nil where there is none
	scroll  *container.Scroll // of the table
	day     *widgets.Field    // of all rows of measures without a day
	content *fyne.Container
}

// New makes the wizard: at the import that runs, at what an import did, at the
// columns of a file, or at the choice of one.
func New(deps Deps, nav route.Navigator, w *words.Words, r route.Import) *Page {
	p := &Page{deps: deps, nav: nav, words: w, noun: r.Noun, file: intake.File{Path: r.File}}
	if _, known := nouns[p.noun]; !known {
		p.noun = intake.Prospects
	}
	for _, c := range []**fyne.Container{&p.middle, &p.reader, &p.problems, &p.table, &p.foot, &p.content} {
		*c = container.NewStack()
	}
	p.path = widgets.NewField(w.T("imports.path"))
	p.path.SetText(p.file.Path)
	switch {
	case deps.Desk.running:
		p.step, p.noun, p.file.Path = stepResult, deps.Desk.noun, deps.Desk.path
		deps.Desk.show = p.follow
		p.show()
	case r.Number != 0:
		p.step = stepResult
		p.show()
		p.lookUp(r.Number)
	case r.File != "":
		p.show()
		p.read()
	default:
		p.show()
		p.readPast()
	}
	return p
}

// nouns that can be imported, with the fields by which a row finds its prospect.
var nouns = map[string]struct{ matched, known bool }{
	intake.Prospects: {matched: true, known: true},
	intake.Entries:   {matched: true},
	intake.Deals:     {matched: true, known: true},
	intake.Measures:  {},
}

// Object is the whole page.
func (p *Page) Object() fyne.CanvasObject { return p.content }

// Route keeps the file and, once done, the import.
func (p *Page) Route() route.Route {
	r := route.Import{Noun: p.noun, File: p.file.Path}
	if p.step == stepResult && p.shown != nil {
		r.Number = p.shown.ID
	}
	return r
}

// Leave cancels what is read for the page; an import that runs goes on.
func (p *Page) Leave() {
	p.reading.Leave()
	p.checking.Leave()
	p.looking.Leave()
	p.doubling.Leave()
	p.deps.Desk.show = nil
}

// Reload reads again what other pages may have changed.
func (p *Page) Reload() {
	switch {
	case p.step == stepFile:
		p.readPast()
	case p.step == stepResult && p.shown != nil && p.shown.ID != 0:
		p.lookUp(p.shown.ID)
	case p.step == stepColumns || p.step == stepMatch:
		p.tryOut()
	}
}

// Act is the present step's main act.
func (p *Page) Act() {
	if p.main != nil {
		p.main.Press()
	}
}

// turn goes to another step.
func (p *Page) turn(step int) {
	p.step = step
	p.show()
}

// show builds the page of the present step.
func (p *Page) show() {
	w := p.words
	steps := make([]string, 4)
	for i, key := range []string{"file", "columns", "match", "result"} {
		steps[i] = w.T("imports.step." + key)
	}
	cancel := widgets.NewButton(w.T("common.cancel"), widgets.Plain, p.leave)
	if p.step == stepResult {
		cancel.SetText(w.T("common.close"))
	}
	p.main = nil
	switch p.step {
	case stepFile:
		widgets.Rebuild(p.middle, p.fileStep())
	case stepColumns:
		widgets.Rebuild(p.middle, p.columnsStep())
	case stepMatch:
		widgets.Rebuild(p.middle, p.matchStep())
	case stepResult:
		widgets.Rebuild(p.middle, p.resultStep())
	}
	p.showFoot()
	inset := func(o fyne.CanvasObject) fyne.CanvasObject {
		return style.PadSides(0, widgets.PagePadding, 16, widgets.PagePadding, o)
	}
	widgets.Rebuild(p.content, style.Column(0,
		widgets.Header(w.T("imports.title."+p.noun), "", p.nav, w, style.Fixed(96, 0, cancel)),
		inset(style.Row(0, widgets.Stepper(steps, p.step), style.Spacer())),
		style.Stretch(inset(p.middle)), p.foot))
}

// leave goes back to where one came from.
func (p *Page) leave() {
	if p.nav.CanBack() {
		p.nav.Back()
		return
	}
	p.nav.Go(route.Prospects{})
}

// showFoot is the line at the bottom: what would happen, back and on.
func (p *Page) showFoot() {
	w := p.words
	var row []fyne.CanvasObject
	switch p.step {
	case stepColumns, stepMatch:
		next := widgets.NewButton(w.T("common.next"), widgets.Primary, func() { p.turn(p.step + 1) })
		if p.step == stepMatch {
			next = widgets.NewButton(w.T("imports.start", "n", w.Int(p.check.taken())), widgets.Primary, p.start)
		}
		if !p.check.ready() {
			next.Disable()
		}
		p.main = next
		back := widgets.NewButton(w.T("common.back"), widgets.Plain, func() { p.turn(p.step - 1) })
		row = []fyne.CanvasObject{p.forecast(), style.Spacer(), style.Fixed(96, 0, back), style.Fixed(max(112, next.MinSize().Width), 0, next)}
	case stepFile:
		row = []fyne.CanvasObject{style.Text(w.T("imports.kinds"), style.Small, palette.Sub, false), style.Spacer()}
	case stepResult:
		if p.deps.Desk.running {
			row = []fyne.CanvasObject{style.Text(w.T("imports.background"), style.Small, palette.Sub, false), style.Spacer()}
		}
	}
	widgets.Rebuild(p.foot, style.Column(0, style.Hairline(),
		style.Fixed(0, style.Grow(56), style.PadSides(0, widgets.PagePadding, 0, widgets.PagePadding, style.Row(8, row...)))))
}

func (p *Page) lookUp(number int64) {
	task.Run(context.Background(), &p.looking, func(ctx context.Context, _ task.Progress) (intake.Import, error) {
		return p.deps.ImportOf(ctx, number)
	}, func(i intake.Import, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		p.noun, p.shown = i.Noun, &i
		p.show()
	})
}

func (p *Page) fileName() string { return filepath.Base(p.file.Path) }
