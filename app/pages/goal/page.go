package goal

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shirube/app/route"
	"shirube/app/style"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/assets/words"
	"shirube/charts"
	"shirube/data/kpi"
	"shirube/data/measure"
	"shirube/data/period"
	"shirube/data/report"
	"shirube/data/review"
)

// The steps.
const (
	stepName = iota
	stepTree
	stepTargets
	stepCheck
	steps
)

const (
	sideWidth = 280
	monthsAgo = 18 // complete months looked at
	handful   = 7  // KPIs a page, and a head, has room for
)

// Deps are what the page asks of the workspace.
type Deps struct {
	KPIs     *kpi.Service
	Measures *measure.Service
	Calendar func() period.Calendar
	Template string // the workspace began with
	ReadOnly bool
}

// Page is the wizard.
type Page struct {
	deps  Deps
	nav   route.Navigator
	words *words.Words

	draft    kpi.Draft
	ready    bool // the draft has been read
	past     []kpi.Draft
	at       string // key of the factor chosen in the tree
	facts    facts
	rows     []*row
	adding   *widgets.Button // of the chosen factor in the tree
	main     *widgets.Button // leads on, or lands
	begin    func()          // focuses the first entry of the step
	landing  bool
	computed func() // shows what was computed anew

	loading, trying, keeping, saving task.Group
	content                          *fyne.Container
}

// facts are what is known of the workspace and of the draft's past.
type facts struct {
	measures []measure.Measure
	taken    []string // keys of KPIs outside the draft
	owners   []string
	months   []period.Period
	values   map[string][]kpi.Value
	year     *kpi.Value // the goal in the fiscal year before its own
}

// New makes the wizard and takes up the draft that was left.
func New(deps Deps, nav route.Navigator, w *words.Words, _ route.Goal) *Page {
	p := &Page{deps: deps, nav: nav, words: w, content: container.NewStack()}
	p.Reload()
	return p
}

// Object is the whole page.
func (p *Page) Object() fyne.CanvasObject { return p.content }

// Route is the wizard; where it was left stands in the draft.
func (p *Page) Route() route.Route { return route.Goal{} }

// Leave cancels what is computed for the page; the draft goes on being kept.
func (p *Page) Leave() {
	p.loading.Leave()
	p.trying.Leave()
}

// read is what one load finds.
type read struct {
	draft kpi.Draft
	facts facts
}

// Reload reads the workspace again, and the draft the first time.
func (p *Page) Reload() {
	task.Run(context.Background(), &p.loading, func(ctx context.Context, _ task.Progress) (r read, err error) {
		if r.draft, err = p.deps.KPIs.Draft(ctx, p.deps.Template); err != nil {
			return r, err
		}
		if r.facts.measures, err = p.deps.Measures.Catalogue(ctx); err != nil {
			return r, err
		}
		have, err := p.deps.KPIs.List(ctx)
		for _, k := range have {
			r.facts.owners = append(r.facts.owners, k.Owner)
			if !slices.Contains(r.draft.Replaces, k.Key) {
				r.facts.taken = append(r.facts.taken, k.Key)
			}
		}
		return r, err
	}, func(r read, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		r.facts.values, r.facts.months, r.facts.year = p.facts.values, p.facts.months, p.facts.year
		p.facts = r.facts
		if !p.ready {
			p.draft, p.ready = r.draft, true
			p.show()
			if p.begin != nil {
				p.begin()
			}
		}
		p.try()
	})
}

// try computes the draft's factors over the past months.
func (p *Page) try() {
	draft := p.copied()
	c, today := p.deps.Calendar(), p.deps.KPIs.Today()
	months := make([]period.Period, monthsAgo)
	for i, m := monthsAgo-1, c.Previous(c.Of(period.Month, today)); i >= 0; i, m = i-1, c.Previous(m) {
		months[i] = m
	}
	measures := p.facts.measures
	task.Run(context.Background(), &p.trying, func(ctx context.Context, _ task.Progress) (f facts, err error) {
		book := draft.Book(measures)
		if f.values, err = p.deps.KPIs.Try(ctx, book, months); err != nil {
			return f, err
		}
		year, err := c.Parse(draft.Year)
		if err != nil || draft.Goal().Key == "" {
			return f, nil //nolint:nilerr // a year that can't be read has none before it
		}
		before, err := p.deps.KPIs.Try(ctx, book, []period.Period{c.Previous(year)}, draft.Goal().Key)
		if vs := before[draft.Goal().Key]; len(vs) > 0 {
			f.year = &vs[0]
		}
		return f, err
	}, func(f facts, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		p.facts.values, p.facts.year, p.facts.months = f.values, f.year, months
		p.refresh()
	})
}

// refresh shows again what follows from the draft, without building its entries anew.
func (p *Page) refresh() {
	if p.computed != nil {
		p.computed()
	}
}

// copied is the draft as it is now, for work in the background.
func (p *Page) copied() kpi.Draft {
	d := p.draft
	d.Factors, d.Measures = slices.Clone(d.Factors), slices.Clone(d.Measures)
	return d
}

// keep writes the draft into the workspace.
func (p *Page) keep() {
	if p.deps.ReadOnly || p.landing {
		return
	}
	draft := p.copied()
	task.Run(context.Background(), &p.keeping, func(ctx context.Context, _ task.Progress) (struct{}, error) {
		return struct{}{}, p.deps.KPIs.KeepDraft(ctx, draft)
	}, func(_ struct{}, err error) {
		if err != nil {
			p.nav.Fail(err)
		}
	})
}

// changed follows every change of the draft.
func (p *Page) changed(compute bool) {
	p.keep()
	p.refresh()
	if compute {
		p.try()
	}
}

func (p *Page) turn(step int) {
	p.draft.Step, p.past = step, nil
	p.keep()
	p.show()
	if p.begin != nil {
		p.begin()
	}
}

// show builds the page of the present step.
func (p *Page) show() {
	w := p.words
	names := make([]string, steps)
	for i, key := range []string{"name", "tree", "targets", "check"} {
		names[i] = w.T("goal.step." + key)
	}
	p.begin, p.computed, p.rows = nil, nil, nil
	body := []func() fyne.CanvasObject{p.nameStep, p.treeStep, p.targetsStep, p.checkStep}[p.draft.Step]()
	later := widgets.NewButton(w.T("goal.later"), widgets.Plain, p.leave)
	inset := func(o fyne.CanvasObject) fyne.CanvasObject {
		return style.PadSides(0, widgets.PagePadding, 16, widgets.PagePadding, o)
	}
	widgets.Rebuild(p.content, style.Column(0,
		widgets.Header(w.T("goal.title"), "", p.nav, w, later),
		inset(style.Row(0, widgets.Stepper(names, p.draft.Step), style.Spacer())),
		style.Stretch(inset(body)), p.foot()))
	p.refresh()
}

// foot says what is safe, and leads back and on.
func (p *Page) foot() fyne.CanvasObject {
	w := p.words
	row := []fyne.CanvasObject{style.Stretch(widgets.NewCutText(w.T([]string{"goal.foot.name", "goal.foot.tree", "goal.foot.targets", "goal.foot.check"}[p.draft.Step]), style.Small, palette.Sub, false))}
	if p.draft.Step > 0 {
		row = append(row, style.Fixed(96, 0, widgets.NewButton(w.T("common.back"), widgets.Plain, func() { p.turn(p.draft.Step - 1) })))
	}
	p.main = widgets.NewButton(w.T("common.next"), widgets.Primary, p.next)
	if p.draft.Step == stepCheck {
		p.main = widgets.NewButton(w.T("goal.land"), widgets.Primary, p.land)
	}
	if p.deps.ReadOnly {
		p.main.Disable()
	}
	row = append(row, style.Fixed(max(112, p.main.MinSize().Width), 0, p.main))
	return style.Column(0, style.Hairline(),
		style.Fixed(0, style.Grow(56), style.PadSides(0, widgets.PagePadding, 0, widgets.PagePadding, style.Row(8, row...))))
}

// Act leads to the next step, or lands.
func (p *Page) Act() {
	if p.main != nil {
		p.main.Press()
	}
}

// next goes on where the step is complete, and otherwise says what is missing.
func (p *Page) next() {
	if missing := p.missing(); missing != "" {
		p.nav.Toast(missing, nil)
		return
	}
	p.turn(p.draft.Step + 1)
}

func (p *Page) missing() string {
	w, g := p.words, p.draft.Goal()
	switch {
	case p.draft.Step == stepName && (g.Key == "" || p.called(g.KPI) == ""):
		return w.T("goal.missing.name")
	case p.draft.Step == stepName && g.Target == nil:
		return w.T("goal.missing.amount")
	case p.draft.Step == stepTree && len(p.draft.Factors) < 2:
		return w.T("goal.missing.factors")
	case p.draft.Step == stepTree && !p.whole():
		return w.T("goal.missing.ratio")
	case p.draft.Step == stepTargets:
		for _, f := range p.draft.Kept() {
			if p.draft.FormulaOf(f) == "" {
				return w.T("goal.missing.formula", "name", p.called(f.KPI))
			}
		}
	}
	return ""
}

// whole tells whether every quotient has the two parts it needs.
func (p *Page) whole() bool {
	return !slices.ContainsFunc(p.draft.Factors, func(f kpi.Factor) bool {
		return f.Join == kpi.Ratio && len(p.draft.Parts(f.Key)) != 2
	})
}

// leave goes back to the KPIs; the draft stays.
func (p *Page) leave() {
	p.keep()
	p.nav.Go(route.KPIs{})
	p.nav.Toast(p.words.T("goal.kept"), nil)
}

// land makes KPIs and targets of the draft.
func (p *Page) land() {
	p.landing = true
	draft := p.copied()
	task.Run(context.Background(), &p.saving, func(ctx context.Context, _ task.Progress) (struct{}, error) {
		return struct{}{}, p.deps.KPIs.Land(ctx, draft)
	}, func(_ struct{}, err error) {
		if p.landing = false; err != nil {
			p.nav.Fail(err)
			return
		}
		p.nav.Go(route.KPIs{Key: draft.Goal().Key})
		p.nav.Toast(p.words.T("goal.landed", "n", p.words.Int(draft.Chosen())), p.nav.Undo)
	})
}

// called is a factor's name.
func (p *Page) called(k kpi.KPI) string {
	if k.Key == "" {
		return k.Name
	}
	return p.words.Name("kpi", k.Key, k.Name)
}

// key is the name of a factor or measure by its key.
func (p *Page) key(key string) string {
	if f := p.draft.Find(key); f != nil {
		return p.called(f.KPI)
	}
	for _, m := range slices.Concat(p.facts.measures, p.draft.Measures) {
		if m.Key == key {
			return p.words.Name("measure", key, m.Name)
		}
	}
	return key
}

// formula is what a factor is computed from, in words.
func (p *Page) formula(f *kpi.Factor) string {
	text := p.draft.FormulaOf(f)
	if text == "" {
		return ""
	}
	return charts.Readable(text, p.key)
}

// series are a factor's past months with its target; the goal's is the year's.
func (p *Page) series(f *kpi.Factor) report.Series {
	values := slices.Clone(p.facts.values[f.Key])
	for i := range values {
		if f.Key != p.draft.Goal().Key {
			values[i].Target = f.Target
		}
	}
	return report.SeriesOf(f.KPI, review.TrackOf(p.facts.months[:len(values)], values))
}

// keys are those a new factor can't have.
func (p *Page) keys() []string {
	keys := slices.Clone(p.facts.taken)
	for _, m := range p.facts.measures {
		keys = append(keys, m.Key)
	}
	return keys
}
