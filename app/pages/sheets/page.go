package sheets

import (
	"cmp"
	"context"
	"math"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shirube/app/route"
	"shirube/app/style"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/assets/words"
	"shirube/data/intake"
	"shirube/data/measure"
	"shirube/data/period"
)

// Deps are what the sheet asks of the workspace.
type Deps struct {
	Measures *measure.Service
	Calendar func() period.Calendar
	Today    func() period.Day
}

// shownPeriods is how many periods stand side by side, the running one last;
// what is usual is known from as many as pastPeriods.
const (
	shownPeriods = 6
	pastPeriods  = 24
)

// grains that a sheet can be of.
var grains = []period.Grain{period.Week, period.Month}

// read is what the sheet shows.
type read struct {
	grain    period.Grain
	periods  []period.Period // shown
	measures []measure.Measure
	pulses   map[string]measure.Pulse
	daily    int               // measures that are kept day by day, in the other grid
	values   map[string][]cell // of the past periods, those shown last
}

// at is where a shown column stands among the past periods.
func (r *read) at(column int) int { return pastPeriods - shownPeriods + column }

func (r *read) cell(row, column int) *cell { return &r.values[r.measures[row].Key][r.at(column)] }

// cell is a measure's number in a period, nil where there is none; split where
// it is made of several days or channels and can't be typed here.
type cell struct {
	value *float64
	split bool
}

// Page is the sheet.
type Page struct {
	deps    Deps
	nav     route.Navigator
	words   *words.Words
	grain   period.Grain
	measure string // to go to once it is shown
	read    *read
	loading task.Group
	saving  task.Backlog[measure.Typed]
	grid    *widgets.Grid    // stays while the rest is read and built again
	said    *widgets.CutText // the doubt about the current cell, or about what was typed last
	last    [2]int           // row and column typed last
	content *fyne.Container
}

// New reads what is due.
func New(deps Deps, nav route.Navigator, w *words.Words, r route.Sheet) *Page {
	p := &Page{deps: deps, nav: nav, words: w, grain: r.Grain, measure: r.Measure, content: container.NewStack()}
	p.saving.Keep = deps.Measures.SetEach
	p.saving.Failed = nav.Fail
	p.saving.Rested = p.Reload
	p.grid = widgets.NewGrid(nil, nil).Roomy(320)
	p.grid.Text, p.grid.Typed, p.grid.OnSet = p.text, p.typed, p.set
	p.grid.Note, p.grid.Look = p.state, p.look
	p.grid.OnPlace = func(int, int) { p.say() }
	p.said = widgets.NewCutText("", style.Small, palette.CautionText, false)
	p.Reload()
	return p
}

// Object is the whole page.
func (p *Page) Object() fyne.CanvasObject { return p.content }

// Route keeps the grain.
func (p *Page) Route() route.Route { return route.Sheet{Grain: p.grain} }

// Leave stops reading; what was typed is kept.
func (p *Page) Leave() {
	p.loading.Leave()
	p.saving.Rested = nil
}

// Reload reads measures and numbers again, once what was typed is kept.
func (p *Page) Reload() {
	if p.saving.Busy() {
		return
	}
	grain := p.grain
	task.Run(context.Background(), &p.loading, func(ctx context.Context, _ task.Progress) (*read, error) {
		return p.load(ctx, grain)
	}, func(r *read, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		first := p.read == nil
		p.take(r)
		p.show()
		if first && len(r.measures) > 0 {
			p.nav.Window().Canvas().Focus(p.grid)
		}
	})
}

// sheetOf is the grain in which a measure is typed; "" = by day.
func sheetOf(pulse measure.Pulse) period.Grain {
	switch pulse.Every {
	case period.GrainDay:
		return ""
	case period.Week:
		return period.Week
	}
	return period.Month
}

// load reads the sheet of a grain; "" is the one with more that is due.
func (p *Page) load(ctx context.Context, grain period.Grain) (*read, error) {
	c, today := p.deps.Calendar(), p.deps.Today()
	recorded, err := p.deps.Measures.Recorded(ctx)
	if err != nil {
		return nil, err
	}
	r := &read{grain: grain, values: map[string][]cell{}}
	if r.pulses, err = p.deps.Measures.Pulses(ctx, c, today); err != nil {
		return nil, err
	}
	due := map[period.Grain]int{}
	for _, m := range recorded {
		pulse := r.pulses[m.Key]
		if pulse.Every == "" { // too few to know a rhythm by: the sheet's
			pulse = pulse.By(sheetOf(pulse), c, today)
			r.pulses[m.Key] = pulse
		}
		if pulse.State != measure.Fresh {
			due[sheetOf(pulse)]++
		}
	}
	if asked, ok := r.pulses[p.measure]; grain == "" && ok {
		grain = sheetOf(asked)
		r.grain = grain
	}
	if grain == "" {
		if r.grain = period.Month; due[period.Week] > due[period.Month] {
			r.grain = period.Week
		}
	}
	var past []period.Period
	for k := c.Of(r.grain, today); len(past) < pastPeriods; k = c.Previous(k) {
		past = append(past, k)
	}
	slices.Reverse(past)
	r.periods = past[r.at(0):]
	for _, m := range recorded {
		switch sheetOf(r.pulses[m.Key]) {
		case "":
			r.daily++
		case r.grain:
			r.measures = append(r.measures, m)
			if r.values[m.Key], err = p.cells(ctx, m, past); err != nil {
				return nil, err
			}
		}
	}
	slices.SortStableFunc(r.measures, func(a, b measure.Measure) int {
		return cmp.Compare(rank(r.pulses[a.Key]), rank(r.pulses[b.Key]))
	})
	return r, nil
}

// take shows what was read. As long as the measures are the same ones, they
// stay in their rows, so that nothing moves away under one's hands.
func (p *Page) take(r *read) {
	was := p.read
	p.read, p.grain = r, r.grain
	if was != nil && was.grain == r.grain && slices.Equal(was.periods, r.periods) && len(was.measures) == len(r.measures) {
		place := map[string]int{}
		for i, m := range was.measures {
			place[m.Key] = i + 1
		}
		if !slices.ContainsFunc(r.measures, func(m measure.Measure) bool { return place[m.Key] == 0 }) {
			slices.SortFunc(r.measures, func(a, b measure.Measure) int { return place[a.Key] - place[b.Key] })
			p.grid.Relabel(p.rows())
			p.say()
			return
		}
	}
	columns := make([]string, len(r.periods))
	for i, k := range r.periods {
		columns[i] = p.words.PeriodShort(string(k.Grain), k.From.Time(), k.To.Time())
	}
	p.grid.SetNames(p.rows(), columns)
	row := max(0, slices.IndexFunc(r.measures, func(m measure.Measure) bool { return m.Key == p.measure }))
	p.grid.MoveTo(row, len(columns)-2)
	p.last = [2]int{row, len(columns) - 2}
	p.say()
}

// rank puts what is late first.
func rank(p measure.Pulse) int {
	return slices.Index([]measure.State{measure.Stale, measure.Due, measure.Fresh}, p.State)
}

func (p *Page) cells(ctx context.Context, m measure.Measure, periods []period.Period) ([]cell, error) {
	values, err := p.deps.Measures.Store.Values(ctx, m.Key, period.Range{From: periods[0].From, To: periods[len(periods)-1].To})
	if err != nil {
		return nil, err
	}
	cells := make([]cell, len(periods))
	for i, k := range periods {
		sum, last, n := 0.0, 0.0, 0
		for _, v := range values {
			if k.Contains(v.Day) {
				sum, last, n = sum+v.Value, v.Value, n+1
				cells[i].split = cells[i].split || v.Day != k.From || v.Channel != "" || v.Campaign != ""
			}
		}
		switch {
		case n == 0:
			continue
		case m.Over == measure.Mean:
			sum /= float64(n)
		case m.Over == measure.Last:
			sum = last
		}
		cells[i].value = &sum
	}
	return cells, nil
}

func (p *Page) show() {
	w, r := p.words, p.read
	names, now := make([]string, len(grains)), 0
	for i, g := range grains {
		names[i] = w.T("sheets.grain." + string(g))
		if g == r.grain {
			now = i
		}
	}
	choice := widgets.NewSegmented(names, now, func(i int) {
		p.grain = grains[i]
		p.Reload()
	})
	var body fyne.CanvasObject = widgets.EmptyState("pencil", w.T("sheets.empty"), nil)
	if len(r.measures) > 0 {
		body = style.Column(12, p.grid, p.said)
	}
	tools := []fyne.CanvasObject{choice, style.Spacer()}
	if r.daily > 0 {
		tools = append(tools, widgets.NewLink(w.T("sheets.daily", "n", w.Int(r.daily)), func() { p.nav.Go(route.Funnels{Typing: true}) }))
	}
	late := 0
	for _, m := range r.measures {
		if r.pulses[m.Key].State != measure.Fresh {
			late++
		}
	}
	widgets.Rebuild(p.content, style.Column(0,
		widgets.Header(w.T("sheets.title"), w.T("sheets.due", "n", w.Int(late)), p.nav, w),
		style.Stretch(style.PadSides(0, widgets.PagePadding, 16, widgets.PagePadding, style.Column(16,
			style.Row(16, tools...),
			style.Stretch(widgets.Card(w.T("sheets.numbers"), w.T("sheets.help"), nil, body)))))))
}

// state says in words whether the next number of a row is wanted.
func (p *Page) state(row int) (string, palette.Token) {
	w, pulse := p.words, p.read.pulses[p.read.measures[row].Key]
	day := w.ShortDay(pulse.Due.Time())
	switch {
	case !pulse.Last.Known():
		return w.T("sheets.state.none"), palette.CautionText
	case pulse.State == measure.Stale:
		return w.T("sheets.state.stale", "n", w.Int(int(p.deps.Today()-pulse.Due))), palette.BadText
	case pulse.State == measure.Due:
		return w.T("sheets.state.due", "day", day), palette.CautionText
	}
	return w.T("sheets.state.fresh", "day", day), palette.Sub
}

// look colours what is doubted.
func (p *Page) look(row, column int) palette.Token {
	if column >= 0 && p.doubted(row, column) != nil {
		return palette.CautionText
	}
	return palette.Ink
}

// say shows the doubt about the current cell, or else about what was typed last.
func (p *Page) say() {
	text := p.saying(p.grid.Place())
	if text == "" {
		text = p.saying(p.last[0], p.last[1])
	}
	p.said.Set(text, palette.CautionText)
}

// rows are the names of the measures, each with its unit.
func (p *Page) rows() []string {
	w, r := p.words, p.read
	rows := make([]string, len(r.measures))
	for i, m := range r.measures {
		name := w.Name("measure", m.Key, m.Name)
		rows[i] = w.T("sheets.row", "name", name, "unit", w.T("sheets.unit."+cmp.Or(m.Unit, "count")))
	}
	return rows
}

// text is a cell, with a mark where it is doubted.
func (p *Page) text(row, column int) string {
	if p.doubted(row, column) != nil {
		return p.words.T("sheets.mark.doubt", "value", p.typed(row, column))
	}
	return p.typed(row, column)
}

func (p *Page) typed(row, column int) string {
	return p.written(p.read.measures[row], *p.read.cell(row, column))
}

// written shows a number as it is typed; what isn't measured is a dash.
func (p *Page) written(m measure.Measure, c cell) string {
	w := p.words
	switch {
	case c.value == nil:
		return "—"
	case m.Unit == "ratio":
		return w.Number(*c.value*100, 1) + "%"
	case *c.value == math.Trunc(*c.value):
		return w.Number(*c.value, 0)
	}
	return w.Number(*c.value, 2)
}

// set takes one typed number: shown at once, kept in the background. One that is
// doubted is asked about under the sheet, never refused.
func (p *Page) set(row, column int, text string) bool {
	w, r := p.words, p.read
	m, k := r.measures[row], r.periods[column]
	at := r.cell(row, column)
	switch {
	case k.From > p.deps.Today():
		p.nav.Toast(w.T("funnels.type.future"), nil)
		return false
	case at.split:
		p.nav.Toast(w.T("sheets.split"), nil)
		return false
	}
	t := measure.Typed{Value: measure.Value{Measure: m.Key, Day: k.From}}
	if text != "" && text != "—" {
		v, ok := intake.ReadTyped(text, m.Unit)
		if !ok {
			p.nav.Toast(w.T("funnels.type.number", "text", text), nil)
			return false
		}
		t.Number = &v
	}
	at.value = t.Number
	p.last = [2]int{row, column}
	p.say()
	p.loading.Leave()
	p.saving.Add(t)
	return true
}
