package reviews

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shirube/app/route"
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
	Reviews  review.Reviewer
	Reports  *report.Service
	Calendar func() period.Calendar
}

// Page is 振り返り.
type Page struct {
	deps    Deps
	nav     route.Navigator
	words   *words.Words
	period  period.Period
	key     string
	loading task.Group
	content *fyne.Container
}

// found is what one load found.
type found struct {
	kpis     map[string]kpi.KPI
	measures []measure.Measure
	findings []review.Finding
	chosen   *review.Finding
	series   report.Series
}

// New makes the page of a period, the last complete month unless given.
func New(deps Deps, nav route.Navigator, w *words.Words, r route.Reviews) *Page {
	p := &Page{deps: deps, nav: nav, words: w, key: r.KPI, content: container.NewStack()}
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
func (p *Page) Leave() { p.loading.Leave() }

// Reload judges the period again.
func (p *Page) Reload() {
	when, key := p.period, p.key
	task.Run(context.Background(), &p.loading, func(ctx context.Context, _ task.Progress) (found, error) {
		return p.load(ctx, when, key)
	}, func(f found, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		p.show(f)
	})
}

func (p *Page) load(ctx context.Context, when period.Period, key string) (f found, err error) {
	kpis, err := p.deps.KPIs.List(ctx)
	if err != nil {
		return f, err
	}
	f.kpis = map[string]kpi.KPI{}
	for _, k := range kpis {
		f.kpis[k.Key] = k
	}
	if f.measures, err = p.deps.Measures.Catalogue(ctx); err != nil {
		return f, err
	}
	if f.findings, err = p.deps.Reviews.Findings(ctx, when, p.deps.Calendar().Previous(when)); err != nil {
		return f, err
	}
	slices.SortStableFunc(f.findings, func(a, b review.Finding) int { return rank(a) - rank(b) })
	for i, finding := range f.findings {
		if finding.KPI == key || key == "" && i == 0 {
			f.chosen = &f.findings[i]
		}
	}
	if f.chosen == nil && len(f.findings) > 0 {
		f.chosen = &f.findings[0]
	}
	if f.chosen != nil {
		f.series, err = p.deps.Reports.Series(ctx, f.kpis[f.chosen.KPI], when)
	}
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

// tools choose the grain and the period.
func (p *Page) tools() []fyne.CanvasObject {
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
		options = append(options, widgets.Option{Key: each.String(), Text: charts.PeriodName(each, w)})
	}
	when := widgets.NewPeriodPicker(options, p.period.String(), widgets.PeriodWords{Earlier: w.T("reviews.earlier"), Later: w.T("reviews.later")}, func(key string) {
		if chosen, err := c.Parse(key); err == nil {
			p.period = chosen
			p.Reload()
		}
	})
	return []fyne.CanvasObject{grain, when}
}
