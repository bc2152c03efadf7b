package goal

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/charts"
	"shirube/data/intake"
	"shirube/data/kpi"
	"shirube/data/measure"
	"shirube/data/period"
)

// templates a goal can begin with; the last is one's own.
var templates = []string{"sales", "marketing", ""}

// byHand is the choice of a number that is typed.
const byHand = ""

// nameStep asks for the goal: what, by what measured, how much, until when.
func (p *Page) nameStep() fyne.CanvasObject {
	w, g := p.words, p.draft.Goal()
	name, amount := widgets.NewField(w.T("goal.name.example")), widgets.NewField(w.T("goal.amount.example"))
	name.SetText(p.called(g.KPI))
	said := widgets.NewCutText("", style.Small, palette.Sub, false)
	say := func() {
		switch {
		case g.Target != nil:
			said.Set(w.T("goal.amount.said", "value", w.Value(g.Target, g.Unit), "month", w.Value(part(*g.Target, 12), g.Unit)), palette.Sub)
		case strings.TrimSpace(amount.Text()) != "":
			said.Set(w.T("goal.amount.unread"), palette.BadText)
		default:
			said.Set(w.T("goal.amount.help"), palette.Sub)
		}
	}
	if g.Target != nil {
		amount.SetText(w.Value(g.Target, g.Unit))
	}
	name.OnChanged = func(text string) {
		p.nameGoal(text)
		p.changed(false)
	}
	amount.OnChanged = func(text string) {
		if g.Target = nil; strings.TrimSpace(text) != "" {
			if v, ok := intake.ReadNumber(text); ok && v > 0 {
				g.Target = &v
			}
		}
		say()
		p.changed(false)
	}
	measured := widgets.NewSelect(p.goalMeasures(), g.Formula, func(o widgets.Option) {
		if g.Formula = o.Key; o.Key == byHand && g.Key != "" {
			p.draft.ByHand(g, w.T("goal.hand", "name", p.called(g.KPI)), p.keys())
		}
		p.changed(true)
	})
	measured.Placeholder = w.T("goal.measure.choose")
	unit := widgets.NewSelect([]widgets.Option{{Key: "yen", Text: w.T("kpis.unit.yen")}, {Key: "count", Text: w.T("kpis.unit.count")}}, g.Unit, func(o widgets.Option) {
		g.Unit = o.Key
		say()
		p.changed(false)
	})
	c := p.deps.Calendar()
	now := c.Of(period.Year, p.deps.KPIs.Today())
	var years []widgets.Option
	for _, y := range []period.Period{now, c.Next(now)} {
		years = append(years, widgets.Option{Key: y.String(), Text: charts.PeriodName(y, w)})
	}
	year := widgets.NewSelect(years, p.draft.Year, func(o widgets.Option) {
		p.draft.Year = o.Key
		p.changed(true)
	})
	kinds := make([]string, len(templates))
	chosen := len(templates) - 1
	for i, t := range templates {
		kinds[i] = w.T("goal.template." + templateWord(t))
		if o := kpi.Outline(t, ""); t != "" && o.Goal().Key == g.Key {
			chosen = i
		}
	}
	kind := widgets.NewSegmented(kinds, chosen, func(i int) { p.take(templates[i]) })
	line := func(label string, entry fyne.CanvasObject) fyne.CanvasObject {
		return style.Column(4, style.Text(label, style.Small, palette.Sub, false), entry)
	}
	if p.deps.ReadOnly {
		name.Disable()
		amount.Disable()
	}
	form := style.Column(16,
		line(w.T("goal.kind"), style.Row(0, kind, style.Spacer())),
		line(w.T("goal.name"), name),
		style.Grid(2, 16, line(w.T("goal.measure"), measured), line(w.T("goal.unit"), unit)),
		style.Grid(2, 16, line(w.T("goal.year"), year), line(w.T("goal.amount"), amount)),
		said)
	facts := style.Column(8)
	say()
	p.begin = name.Focus
	advice := style.Column(8)
	for _, key := range []string{"goal.advice.one", "goal.advice.result", "goal.advice.number"} {
		advice.Add(style.NewParagraph(w.T(key), style.Small, palette.Ink, sideWidth-32))
	}
	side := style.Column(16,
		widgets.Card(w.T("goal.now"), "", nil, facts),
		style.Stretch(widgets.Card(w.T("goal.advice"), "", nil, advice)))
	p.computed = func() {
		facts.Objects = p.goalFacts()
		side.Refresh()
	}
	return style.RowFill(16,
		style.Stretch(widgets.Card(w.T("goal.name.title"), "", nil, container.NewVScroll(style.PadSides(4, 4, 4, 0, form)))),
		style.Fixed(sideWidth, 0, side))
}

func templateWord(t string) string {
	if t == "" {
		return "own"
	}
	return t
}

func part(v float64, of int) *float64 { v /= float64(of); return &v }

// take begins anew with a template's tree, or with one's own goal.
func (p *Page) take(template string) {
	was := p.copied()
	target := p.draft.Goal().Target
	p.draft = kpi.Outline(template, was.Year)
	p.draft.Replaces, p.draft.Step = was.Replaces, was.Step
	if p.draft.Goal().Unit == was.Goal().Unit {
		p.draft.Goal().Target = target
	}
	p.past = append(p.past, was)
	p.changed(true)
	p.show()
}

// nameGoal sets the goal's name; a goal of one's own gets its key with it, and
// whatever hangs on that follows.
func (p *Page) nameGoal(text string) {
	g := p.draft.Goal()
	if g.Name = strings.TrimSpace(text); g.Name == p.words.Name("kpi", g.Key, "") {
		g.Name = ""
	}
	if was := g.Key; (was == "" || len(p.draft.Factors) == 1 && len(p.draft.Replaces) == 0) && g.Name != "" {
		g.Key = ""
		g.Key = p.draft.Free(measure.KeyOf(g.Name), p.keys())
		for _, f := range p.draft.Below(was) {
			f.Parent = g.Key
		}
	}
}

// goalMeasures are what a goal can be measured by: what adds up.
func (p *Page) goalMeasures() []widgets.Option {
	var options []widgets.Option
	known := slices.Concat(p.facts.measures, p.draft.Measures)
	if f := p.draft.Goal().Formula; f != "" && !slices.ContainsFunc(known, func(m measure.Measure) bool { return m.Key == f }) {
		options = append(options, widgets.Option{Key: f, Text: charts.Readable(f, p.key)})
	}
	for _, m := range p.facts.measures {
		if m.Over == measure.Sum {
			options = append(options, widgets.Option{Key: m.Key, Text: p.words.Name("measure", m.Key, m.Name), Note: m.Key})
		}
	}
	for _, m := range p.draft.Measures {
		options = append(options, widgets.Option{Key: m.Key, Text: m.Name, Note: p.words.T("goal.new")})
	}
	return append(options, widgets.Option{Key: byHand, Text: p.words.T("goal.measure.hand")})
}

// goalFacts are the goal's numbers so far.
func (p *Page) goalFacts() []fyne.CanvasObject {
	w, g := p.words, p.draft.Goal()
	last := "—"
	values := p.facts.values[g.Key]
	if n := len(values); n > 0 {
		last = w.Value(values[n-1].Value, g.Unit)
	}
	year := "—"
	if p.facts.year != nil {
		year = w.Value(p.facts.year.Value, g.Unit)
	}
	before := ""
	if y, err := p.deps.Calendar().Parse(p.draft.Year); err == nil {
		before = charts.PeriodName(p.deps.Calendar().Previous(y), w)
	}
	return []fyne.CanvasObject{widgets.KeyValue(112, before, year, w.T("goal.last_month"), last, w.T("goal.by"), p.formula(g))}
}
