package reviews

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shirube/app/route"
	"shirube/app/style"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/assets/words"
	"shirube/charts"
	"shirube/data/kpi"
	"shirube/data/measure"
	"shirube/data/period"
	"shirube/data/report"
	"shirube/data/review"
)

// back is how many periods can be chosen.
const back = 24

var grains = []period.Grain{period.Week, period.Month, period.Quarter}

// Deps are what the page asks of the workspace.
type Deps struct {
	KPIs     *kpi.Service
	Measures *measure.Service
	Reviews  *review.Service
	Reports  *report.Service
	Calendar func() period.Calendar
	ReadOnly bool
}

// Page is 振り返り.
type Page struct {
	deps     Deps
	nav      route.Navigator
	words    *words.Words
	period   period.Period
	against  string // lastPeriod, lastYear or toTarget
	key      string
	channels bool             // drivers by channel, not by factor
	all      bool             // the table of all KPIs is open
	drafts   map[about]*draft // causes being written
	loading  task.Group
	content  *fyne.Container
	gone     bool
	entry    *widgets.Field // of the cause shown, nil where there is none
	writing  bool           // the cause gets the keys once its signal is shown
}

// What a period is compared with.
const (
	lastPeriod = "previous"
	lastYear   = "last_year"
	toTarget   = "target" // drivers from the target; else as lastPeriod
)

// question is what one load asks.
type question struct {
	when, before period.Period
	against, key string
	channels     bool
}

// found is what one load found.
type found struct {
	kpis     map[string]kpi.KPI
	measures []measure.Measure
	findings []review.Finding
	known    review.Review
	book     *kpi.Book
	moved    moved
	chosen   *review.Finding
	series   report.Series
	channels []kpi.Value // of the chosen KPI, for evidence
	actions  []review.Action
	effects  []review.Effect
	goal     *report.GoalBlock // of the fiscal year
	kept     []review.Summary
}

// New makes the page of a period, the last complete month unless given.
func New(deps Deps, nav route.Navigator, w *words.Words, r route.Reviews) *Page {
	p := &Page{deps: deps, nav: nav, words: w, against: lastPeriod, key: r.KPI, drafts: map[about]*draft{}, content: container.NewStack()}
	c := deps.Calendar()
	p.period = c.Previous(c.Of(period.Month, deps.KPIs.Today()))
	if asked, err := c.Parse(r.Period); err == nil {
		p.period = asked
	}
	p.Reload()
	return p
}

// Object is the whole page.
func (p *Page) Object() fyne.CanvasObject { return p.content }

// Route keeps period and KPI.
func (p *Page) Route() route.Route { return route.Reviews{Period: p.period.String(), KPI: p.key} }

// Leave cancels loading.
func (p *Page) Leave() { p.gone = true; p.loading.Leave() }

// before is the period that the page's is compared with.
func (p *Page) before(when period.Period) period.Period {
	if p.against == lastYear {
		return p.deps.Calendar().LastYear(when)
	}
	return p.deps.Calendar().Previous(when)
}

// Reload judges the period again.
func (p *Page) Reload() {
	q := question{p.period, p.before(p.period), p.against, p.key, p.channels}
	task.Run(context.Background(), &p.loading, func(ctx context.Context, _ task.Progress) (found, error) {
		return p.load(ctx, q)
	}, func(f found, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		p.show(f)
	})
}

func (p *Page) load(ctx context.Context, q question) (f found, err error) {
	if f.book, err = p.deps.KPIs.Book(ctx); err != nil {
		return f, err
	}
	f.kpis = map[string]kpi.KPI{}
	for _, k := range f.book.KPIs {
		f.kpis[k.Key] = k
	}
	if f.measures, err = p.deps.Measures.Catalogue(ctx); err != nil {
		return f, err
	}
	if f.known, err = p.deps.Reviews.Review(ctx, q.when, q.before); err != nil {
		return f, err
	}
	f.findings = slices.Clone(f.known.Findings)
	for _, finding := range f.findings { // one that was deleted is called as it was
		if c := finding.Cause; c != nil && f.kpis[c.KPI].Key == "" {
			f.kpis[c.KPI] = kpi.KPI{Key: c.KPI, Name: c.Name, Unit: c.Unit}
		}
	}
	slices.SortStableFunc(f.findings, func(a, b review.Finding) int { return rank(a) - rank(b) })
	for i, finding := range f.findings {
		if finding.KPI == q.key || q.key == "" && i == 0 {
			f.chosen = &f.findings[i]
		}
	}
	if f.chosen == nil && len(f.findings) > 0 {
		f.chosen = &f.findings[0]
	}
	if f.chosen != nil && f.kpis[f.chosen.KPI].Formula != "" {
		if f.series, err = p.deps.Reports.Series(ctx, f.kpis[f.chosen.KPI], q.when); err != nil {
			return f, err
		}
		if f.channels, err = p.deps.KPIs.Breakdown(ctx, f.chosen.KPI, q.when); err != nil {
			return f, err
		}
		if f.moved, err = p.drivers(ctx, f, q); err != nil {
			return f, err
		}
	}
	actions, err := p.deps.Reviews.Actions(ctx)
	if err != nil {
		return f, err
	}
	for _, a := range actions {
		if a.State == review.ActionOpen || a.Period == q.when.String() {
			f.actions = append(f.actions, a)
		}
	}
	if f.effects, err = p.deps.Reviews.Effects(ctx); err != nil {
		return f, err
	}
	if f.goal, err = p.deps.Reports.Goal(ctx, q.when.To); err != nil {
		return f, err
	}
	f.kept, err = p.deps.Reviews.List(ctx)
	return f, err
}

// rank puts signals first and what is not measured last.
func rank(f review.Finding) int {
	switch {
	case f.Signal:
		return 0
	case f.Value == nil:
		return 2
	}
	return 1
}

func (p *Page) name(k kpi.KPI) string { return p.words.Name("kpi", k.Key, k.Name) }

// called is the name of a factor: a KPI or a measure.
func (p *Page) called(f found, key string) string {
	if k, ok := f.kpis[key]; ok {
		return p.name(k)
	}
	for _, m := range f.measures {
		if m.Key == key {
			return p.words.Name("measure", key, m.Name)
		}
	}
	return key
}

// act changes something in the background, says so, and shows the page anew;
// then are called before that.
func (p *Page) act(done string, do func(context.Context) error, then ...func()) {
	task.Run(context.Background(), &task.Group{}, func(ctx context.Context, _ task.Progress) (struct{}, error) {
		return struct{}{}, do(ctx)
	}, func(_ struct{}, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		p.nav.Toast(done, p.nav.Undo)
		for _, each := range then {
			each()
		}
		if !p.gone {
			p.Reload()
		}
	})
}

// tools choose the grain, the period and what it is compared with; periods
// that have a cause are marked.
func (p *Page) tools(f found) []fyne.CanvasObject {
	w, c, today := p.words, p.deps.Calendar(), p.deps.KPIs.Today()
	names := make([]string, len(grains))
	for i, g := range grains {
		names[i] = w.T("reviews.grain." + string(g))
	}
	at := max(0, slices.Index(grains, p.period.Grain))
	grain := widgets.NewSegmented(names, at, func(i int) {
		p.period = c.Previous(c.Of(grains[i], today))
		p.Reload()
	})
	var options []widgets.Option
	for each := c.Of(grains[at], today); len(options) < back; each = c.Previous(each) {
		o := widgets.Option{Key: each.String(), Text: charts.PeriodName(each, w)}
		if slices.ContainsFunc(f.kept, func(s review.Summary) bool { return s.Period == o.Key }) {
			o.Note = w.T("reviews.reviewed")
		}
		options = append(options, o)
	}
	when := widgets.NewPeriodPicker(options, p.period.String(), widgets.PeriodWords{Earlier: w.T("reviews.earlier"), Later: w.T("reviews.later")}, func(key string) {
		if chosen, err := c.Parse(key); err == nil {
			p.period = chosen
			p.Reload()
		}
	})
	against := widgets.NewSelect([]widgets.Option{
		{Key: lastPeriod, Text: w.T("reviews.against.previous")}, {Key: lastYear, Text: w.T("reviews.against.last_year")},
		{Key: toTarget, Text: w.T("reviews.against.target")},
	}, p.against, func(o widgets.Option) {
		p.against = o.Key
		p.Reload()
	})
	return append([]fyne.CanvasObject{grain, when, style.Fixed(style.Grow(168), 0, against)}, p.keeping(f)...)
}
