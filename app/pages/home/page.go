package home

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shirube/app/route"
	"shirube/app/style"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/assets/words"
	"shirube/charts"
	"shirube/charts/native"
	"shirube/data/funnel"
	"shirube/data/measure"
	"shirube/data/period"
	"shirube/data/prospect"
	"shirube/data/report"
	"shirube/data/review"
)

// cardLimit is how many KPIs the page has room for; a handful is the point.
const cardLimit = 7

// Deps are what the page asks of the workspace.
type Deps struct {
	Report    func(context.Context, period.Period) (report.Document, error)
	Prospects *prospect.Service
	Measures  *measure.Service
	Reviews   *review.Service
	Calendar  func() period.Calendar
	Today     func() period.Day
	ReadOnly  bool
}

// Page is 今日.
type Page struct {
	deps    Deps
	nav     route.Navigator
	words   *words.Words
	loading task.Group
	content *fyne.Container
}

// facts of one load.
type today struct {
	doc     report.Document
	stalled *review.Step
	stale   []review.Step
	due     []review.Action // open ones, late or due within a week
	ahead   []review.Action // open ones, due later
	causes  []review.Cause
	sheet   bool            // what is typed is typed by week or month
	goal    *review.Finding // of the last complete month, where the KGI signals
}

// New makes the page and begins to load it.
func New(deps Deps, nav route.Navigator, w *words.Words, _ route.Home) *Page {
	p := &Page{deps: deps, nav: nav, words: w, content: container.NewStack()}
	p.Reload()
	return p
}

// Object is the whole page.
func (p *Page) Object() fyne.CanvasObject { return p.content }

// Route is the same every day.
func (p *Page) Route() route.Route { return route.Home{} }

// Leave cancels loading.
func (p *Page) Leave() { p.loading.Leave() }

// Reload reads everything again.
func (p *Page) Reload() {
	task.Run(context.Background(), &p.loading, func(ctx context.Context, _ task.Progress) (today, error) {
		return p.load(ctx)
	}, func(t today, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		p.show(t)
	})
}

func (p *Page) load(ctx context.Context) (today, error) {
	var t today
	day := p.deps.Today()
	doc, err := p.deps.Report(ctx, p.deps.Calendar().Of(period.Month, day))
	if err != nil {
		return t, err
	}
	t.doc = doc
	deals, err := p.deps.Prospects.Deals(ctx, 0)
	if err != nil {
		return t, err
	}
	var ids []int64
	for _, d := range deals {
		if d.Outcome == prospect.Open {
			ids = append(ids, d.Prospect)
		}
	}
	companies, err := p.deps.Prospects.Page(ctx, ids)
	if err != nil {
		return t, err
	}
	contact := map[int64]period.Day{}
	for _, c := range companies {
		contact[c.ID] = c.LastContact
	}
	t.stalled = review.Stalled(deals, func(id int64) period.Day { return contact[id] }, day)
	pulses, err := p.deps.Measures.Pulses(ctx, p.deps.Calendar(), day)
	if err != nil {
		return t, err
	}
	t.sheet = len(pulses) > 0
	for _, pulse := range pulses {
		t.sheet = t.sheet && pulse.Every != period.GrainDay
	}
	used := map[string]string{}
	for _, d := range doc.Definitions {
		for key, name := range d.Names {
			used[key] = name
		}
	}
	t.stale = review.Stale(pulses, func(m string) bool { return used[m] != "" })
	for i, s := range t.stale {
		t.stale[i].Name = used[s.KPI]
	}
	actions, err := p.deps.Reviews.Actions(ctx)
	if err != nil {
		return t, err
	}
	t.due, t.ahead = review.Open(actions, day)
	if t.causes, err = p.deps.Reviews.Causes(ctx); err != nil || doc.Goal == nil {
		return t, err
	}
	c := p.deps.Calendar()
	last := c.Previous(c.Of(period.Month, day))
	goal, err := p.deps.Reviews.Finding(ctx, doc.Goal.KPI.Key, last, c.Previous(last))
	if goal.Signal {
		t.goal = &goal
	}
	return t, err
}

func (p *Page) show(t today) {
	w := p.words
	var cards []fyne.CanvasObject
	for _, s := range t.doc.KPIs[:min(cardLimit, len(t.doc.KPIs))] {
		cards = append(cards, p.kpiCard(s))
	}
	objects := append([]fyne.CanvasObject{
		p.goalCard(t.doc.Goal),
		p.funnelCard(t.doc.Funnel),
		p.nextCard(p.steps(t), t),
	}, cards...)
	var typing route.Route = route.Funnels{Typing: true}
	if t.sheet {
		typing = route.Sheet{}
	}
	enter := widgets.NewButton(w.T("home.enter"), widgets.Primary, func() { p.nav.Go(typing) })
	if p.deps.ReadOnly {
		enter.Disable()
	}
	widgets.Rebuild(p.content, style.Column(0,
		widgets.Header(w.T("home.title"), w.LongDay(p.deps.Today().Time()), p.nav, w, enter),
		style.Stretch(widgets.NewScroll(container.New(board{style.Grow}, objects...)))))
}

func (p *Page) periodLabel(name string) string {
	period, err := p.deps.Calendar().Parse(name)
	if err != nil {
		return name
	}
	return charts.PeriodLabel(period, p.words)
}

// funnelCard is the funnel of the cohorts that have had their time.
func (p *Page) funnelCard(f *report.FunnelBlock) fyne.CanvasObject {
	w := p.words
	open := func() { p.nav.Go(route.Funnels{}) }
	if f == nil || len(f.Result.Groups) == 0 || f.Result.Groups[0].Empty() {
		note := ""
		if f != nil {
			note = charts.QuestionNote(f.Question, w)
		}
		return widgets.Card(w.T("home.funnel"), note, nil, widgets.EmptyState("funnel", w.T("home.funnel.empty"),
			widgets.NewButton(w.T("home.funnel.fill"), widgets.Plain, func() { p.nav.Go(route.Import{Noun: "prospects"}) })))
	}
	chart := native.New(charts.FunnelOf(f.Result.Groups[0], f.Stages, f.Result.Bottleneck, w, true)).Saving(p.nav.SaveChart)
	chart.OnTap = func(key string) { p.openFunnel(f, key) }
	body := []fyne.CanvasObject{style.Stretch(chart)}
	if b := f.Result.Bottleneck; b != nil {
		body = append(body, style.Hairline(),
			widgets.NewCutText(w.T("home.funnel.mend", "from", charts.StageName(f.Stages, funnel.Before(f.Stages, b.Stage), w), "to", charts.StageName(f.Stages, b.Stage, w), "rate", w.Percent(b.Reference)), style.Small, palette.Sub, false))
		gain := w.T("home.funnel.wins", "n", w.Signed(b.MoreWins, 1))
		if b.ValueAtStake != nil {
			gain = w.SignedValue(b.ValueAtStake, "yen")
		}
		body = append(body, style.Row(0, style.Text(gain, style.Body, palette.Ink, true), style.Spacer(), widgets.NewLink(w.T("home.funnel.more"), open)))
	}
	return widgets.Card(w.T("home.funnel"), charts.QuestionNote(f.Question, w), nil, style.Column(4, body...))
}

func (p *Page) openFunnel(f *report.FunnelBlock, key string) {
	stage, dropped := charts.StageOf(key)
	ids := f.Result.Groups[0].Members(stage, dropped)
	title := "home.funnel.reached"
	if dropped {
		title = "home.funnel.dropped"
	}
	p.nav.Go(route.Prospects{IDs: ids, Title: p.words.T(title, "stage", charts.StageName(f.Stages, stage, p.words))})
}
