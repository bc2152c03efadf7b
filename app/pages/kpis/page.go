package kpis

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

// The tabs of the page.
const (
	tabTree    = "tree"
	tabList    = "list"
	tabTargets = "targets"
	tabPlan    = "plan"
	tabWhatIf  = "what_if"
)

var tabs = []string{tabTree, tabList, tabTargets, tabPlan, tabWhatIf}

// monthsBack is how many months can be looked at beside the fiscal years.
const monthsBack = 24

// Deps are what the page asks of the workspace.
type Deps struct {
	KPIs     *kpi.Service
	Measures *measure.Service
	Reports  *report.Service
	Reviews  *review.Service
	Calendar func() period.Calendar
	ReadOnly bool
}

// Page is the KPI page.
type Page struct {
	deps     Deps
	nav      route.Navigator
	words    *words.Words
	tab      string
	key      string
	period   period.Period
	targets  *targets
	loading  task.Group
	saving   task.Group
	planning task.Group // and what-if
	content  *fyne.Container
}

// state is what one load found.
type state struct {
	kpis     []kpi.KPI
	measures []measure.Measure
	roots    []*kpi.Node
	chosen   *chosen
	health   []kpi.Symptom
	gaps     []kpi.Gap
	year     map[string]*float64 // by KPI, what is asked of the fiscal year
	sheet    kpi.Sheet           // of the chosen KPI, on the targets tab
	changes  []kpi.Change
}

// chosen is the KPI at the side.
type chosen struct {
	kpi     kpi.KPI
	broken  error
	value   kpi.Value
	series  report.Series
	months  []kpi.Value // of the fiscal year, up to the running one
	names   []period.Period
	channel []kpi.Value
}

// New makes the page and begins to load it.
func New(deps Deps, nav route.Navigator, w *words.Words, r route.KPIs) *Page {
	p := &Page{deps: deps, nav: nav, words: w, tab: r.Tab, key: r.Key, content: container.NewStack()}
	if !slices.Contains(tabs, p.tab) {
		p.tab = tabTree
	}
	p.period = p.year()
	p.targets = newTargets(p, p.year())
	p.Reload()
	return p
}

// Object is the whole page.
func (p *Page) Object() fyne.CanvasObject { return p.content }

// Route keeps tab and KPI.
func (p *Page) Route() route.Route { return route.KPIs{Key: p.key, Tab: p.tab} }

// Leave cancels loading.
func (p *Page) Leave() {
	p.loading.Leave()
	p.planning.Leave()
}

func (p *Page) year() period.Period { return p.deps.Calendar().Of(period.Year, p.deps.KPIs.Today()) }

// Reload reads everything again.
func (p *Page) Reload() {
	key, shown, tab, year := p.key, p.period, p.tab, p.targets.year
	task.Run(context.Background(), &p.loading, func(ctx context.Context, _ task.Progress) (state, error) {
		s, err := p.load(ctx, key, shown)
		if err == nil && tab == tabTargets && s.chosen != nil && s.chosen.broken == nil {
			s.sheet, s.changes, err = p.targets.read(ctx, s.chosen.kpi.Key, year)
		}
		return s, err
	}, func(s state, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		if tab == tabTargets && p.targets.acts.Busy() { // what is being typed is read when it is kept
			return
		}
		p.show(s)
	})
}

func (p *Page) load(ctx context.Context, key string, shown period.Period) (s state, err error) {
	if s.kpis, err = p.deps.KPIs.List(ctx); err != nil {
		return s, err
	}
	if s.measures, err = p.deps.Measures.Catalogue(ctx); err != nil {
		return s, err
	}
	if s.roots, err = p.deps.KPIs.Tree(ctx, shown); err != nil {
		return s, err
	}
	if s.health, err = p.deps.Reviews.Health(ctx); err != nil {
		return s, err
	}
	if s.gaps, err = p.deps.KPIs.CheckTree(ctx, shown); err != nil {
		return s, err
	}
	months := p.deps.Calendar().Periods(period.Month, p.year().Range)
	s.year = map[string]*float64{}
	for _, k := range s.kpis {
		if s.year[k.Key], err = p.deps.KPIs.TargetAt(ctx, k.Key, p.year()); err != nil {
			return s, err
		}
	}
	i := slices.IndexFunc(s.kpis, func(k kpi.KPI) bool { return k.Key == key })
	if i < 0 && len(s.kpis) > 0 {
		i = max(0, slices.IndexFunc(s.kpis, func(k kpi.KPI) bool { return !k.Goal }))
	}
	if i >= 0 {
		s.chosen, err = p.choose(ctx, s.kpis[i], shown, months)
	}
	return s, err
}

func (p *Page) choose(ctx context.Context, k kpi.KPI, shown period.Period, months []period.Period) (*chosen, error) {
	c := &chosen{kpi: k}
	book, err := p.deps.KPIs.Book(ctx)
	if err != nil {
		return nil, err
	}
	if c.broken = book.Broken[k.Key]; c.broken != nil {
		return c, nil
	}
	if c.value, err = p.deps.KPIs.Value(ctx, k.Key, shown); err != nil {
		return nil, err
	}
	trend := shown
	if shown.Grain == period.Year {
		trend = p.deps.Calendar().Of(period.Month, min(shown.To, p.deps.KPIs.Today()))
	}
	if c.series, err = p.deps.Reports.Series(ctx, k, trend); err != nil {
		return nil, err
	}
	for _, m := range months {
		if m.From <= p.deps.KPIs.Today() {
			c.names = append(c.names, m)
		}
	}
	if c.months, err = p.deps.KPIs.Run(ctx, k.Key, c.names); err != nil {
		return nil, err
	}
	c.channel, err = p.deps.KPIs.Breakdown(ctx, k.Key, shown)
	return c, err
}

func (p *Page) show(s state) {
	w := p.words
	add := widgets.NewButton(w.T("kpis.add"), widgets.Plain, func() { p.edit(s, kpi.KPI{Controllable: true}, true) }).WithIcon("plus")
	if p.deps.ReadOnly {
		add.Disable()
	}
	build := widgets.NewButton(w.T("kpis.build"), widgets.Plain, func() { p.nav.Go(route.Goal{}) }).WithIcon("flag")
	if p.deps.ReadOnly {
		build.Disable()
	}
	var body fyne.CanvasObject
	switch {
	case len(s.kpis) == 0:
		body = widgets.Card("", "", nil, widgets.EmptyState("tree", w.T("kpis.empty"), widgets.NewButton(w.T("kpis.build"), widgets.Primary, build.OnTapped)))
	case p.tab == tabTargets:
		p.targets.show(s.sheet, s.changes)
		body = p.targets.object(s)
	case p.tab == tabPlan:
		body = p.planCard(s)
	case p.tab == tabWhatIf:
		body = p.whatIfCard(s)
	case s.chosen == nil:
		body = p.overview(s)
	default:
		body = style.RowFill(16,
			style.Stretch(container.New(rooms{p.tab == tabList}, p.overview(s), p.details(s.chosen))),
			style.Fixed(panelWidth, 0, p.panel(s)))
	}
	widgets.Rebuild(p.content, style.Column(0,
		widgets.Header(w.T("kpis.title"), p.note(s), p.nav, w),
		style.Stretch(style.PadSides(0, widgets.PagePadding, 16, widgets.PagePadding,
			style.Column(16, style.Row(16, append(p.tools(s), style.Spacer(), build, add)...), style.Stretch(body))))))
}

func (p *Page) note(s state) string {
	for _, k := range s.kpis {
		if k.Goal {
			return p.words.T("kpis.note", "goal", p.name(k))
		}
	}
	return ""
}

func (p *Page) name(k kpi.KPI) string { return p.words.Name("kpi", k.Key, k.Name) }

func (p *Page) tools(s state) []fyne.CanvasObject {
	w := p.words
	names := make([]string, len(tabs))
	for i, t := range tabs {
		names[i] = w.T("kpis.tab." + t)
	}
	tab := widgets.NewSegmented(names, slices.Index(tabs, p.tab), func(i int) {
		p.tab = tabs[i]
		p.Reload()
	})
	if p.tab == tabTargets {
		return []fyne.CanvasObject{tab, style.Fixed(184, 0, p.whichKPI(s)), style.Fixed(120, 0, p.whichYear())}
	}
	if p.tab == tabPlan {
		return []fyne.CanvasObject{tab}
	}
	c, today := p.deps.Calendar(), p.deps.KPIs.Today()
	year := c.Of(period.Year, today)
	options := []widgets.Option{p.option(year), p.option(c.Previous(year))}
	for m := c.Of(period.Month, today); len(options) < monthsBack; m = c.Previous(m) {
		options = append(options, p.option(m))
	}
	when := widgets.NewSelect(options, p.period.String(), func(o widgets.Option) {
		if chosen, err := c.Parse(o.Key); err == nil {
			p.period = chosen
			p.Reload()
		}
	})
	return []fyne.CanvasObject{tab, style.Fixed(216, 0, when)}
}

// whichKPI chooses whose targets are shown.
func (p *Page) whichKPI(s state) *widgets.Select {
	options, now := make([]widgets.Option, len(s.kpis)), ""
	for i, k := range s.kpis {
		options[i] = widgets.Option{Key: k.Key, Text: p.name(k)}
	}
	if s.chosen != nil {
		now = s.chosen.kpi.Key
	}
	return widgets.NewSelect(options, now, func(o widgets.Option) {
		p.key = o.Key
		p.Reload()
	})
}

// whichYear chooses the fiscal year whose targets are shown: the last, this or the next.
func (p *Page) whichYear() *widgets.Select {
	c, year := p.deps.Calendar(), p.year()
	options := []widgets.Option{p.option(c.Of(period.Year, year.To+1)), p.option(year), p.option(c.Previous(year))}
	return widgets.NewSelect(options, p.targets.year.String(), func(o widgets.Option) {
		if chosen, err := c.Parse(o.Key); err == nil {
			p.targets.year = chosen
			p.Reload()
		}
	})
}

func (p *Page) option(of period.Period) widgets.Option {
	return widgets.Option{Key: of.String(), Text: charts.PeriodName(of, p.words)}
}

// choice shows another KPI at the side; choosing it again opens its form.
func (p *Page) choice(s state, key string) {
	if s.chosen != nil && s.chosen.kpi.Key == key && !p.deps.ReadOnly {
		p.edit(s, s.chosen.kpi, false)
		return
	}
	p.key = key
	p.Reload()
}

// value is a KPI's value over the period.
func (s state) value(key string) (found *float64) {
	var walk func([]*kpi.Node)
	walk = func(nodes []*kpi.Node) {
		for _, n := range nodes {
			if n.KPI.Key == key {
				found = n.Value.Value
			}
			walk(n.Children)
		}
	}
	walk(s.roots)
	return found
}
