package funnels

import (
	"cmp"
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shirube/app/route"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/assets/words"
	"shirube/charts"
	"shirube/data/funnel"
	"shirube/data/kpi"
	"shirube/data/measure"
	"shirube/data/period"
)

// steps are the days since entry at which cohorts are looked at.
var steps = []int{15, 30, 45, 60, 75, 90}

// gridMonths is how many entry months the cohort grid shows.
const gridMonths = 8

// Deps are what the page asks of the workspace.
type Deps struct {
	Funnels  *funnel.Service
	Measures *measure.Service
	KPIs     *kpi.Service
	Calendar func() period.Calendar
	Window   func() int       // the funnel's window in days, 0 = none
	Cost     func() string    // key of the measure that is the cost, "" = none
	SetCost  func(key string) // keeps another
	ReadOnly bool
}

// Page is ファネル.
type Page struct {
	deps     Deps
	nav      route.Navigator
	words    *words.Words
	question funnel.Question
	typing   bool
	group    *string      // the group shown in the funnel; nil = all
	all      bool         // no group is chosen
	reach    string       // stage whose reach the cohort grid shows
	side     side         // what the card beside the funnel shows
	beside   string       // what the funnel is held against
	toward   route.Toward // what the ranking raises the steps to
	rates    funnel.Aims  // typed for the ranking
	each     bool         // the ranking is of each group, where all are shown
	loading  task.Group
	saving   task.Group
	typed    task.Backlog[measure.Typed]
	content  *fyne.Container
	week     period.Period // whose numbers are asked for; zero = the running one
	channel  string        // of which they are
	entering *entering     // what is shown
	grid     *widgets.Grid // of typed numbers; stays while the rest is read and built again
	adding   *widgets.Field
}

// answer is what one load found.
type answer struct {
	stages []funnel.Stage
	total  funnel.Result
	groups funnel.Result
	grid   []funnel.GridRow

	// of the card beside the funnel, by what it shows
	ranking           []funnel.Bottleneck // of all together
	groupRanking      []funnel.Bottleneck // of each group
	raised            raised              // where steps are raised to targets or typed rates
	whole             *funnel.Comparison  // everybody against the other period
	sides             []funnel.Comparison
	other             period.Period
	costs, wholeCosts *funnel.Costs
	costMeasures      []measure.Measure
	velocity          *funnel.Velocity
}

// New makes the page and begins to load it.
func New(deps Deps, nav route.Navigator, w *words.Words, r route.Funnels) *Page {
	p := &Page{deps: deps, nav: nav, words: w, typing: r.Typing, all: true, side: sideRanking, beside: besideYear,
		toward: cmp.Or(r.Toward, route.TowardReference), content: container.NewStack()}
	p.typed.Keep = deps.Measures.SetEach
	p.typed.Failed = nav.Fail
	p.typed.Rested = p.Reload
	p.grid, p.adding = widgets.NewGrid(nil, nil), widgets.NewField(w.T("funnels.measure.new"))
	p.grid.Text, p.grid.OnSet = p.text, p.set
	if r.Rates != nil {
		p.rates = *r.Rates
	}
	if r.Question != nil {
		p.question = *r.Question
	} else {
		today := deps.Funnels.Today()
		year := deps.Calendar().Of(period.Year, today)
		p.question = funnel.Question{View: funnel.Cohort, Range: period.Range{From: year.From, To: today}, By: "channel"}
		if days := deps.Window(); days > 0 {
			p.question.Window = &days
		}
	}
	p.Reload()
	return p
}

// Object is the whole page.
func (p *Page) Object() fyne.CanvasObject { return p.content }

// Route keeps the question.
func (p *Page) Route() route.Route {
	q := p.question
	r := route.Funnels{Question: &q, Typing: p.typing, Toward: p.toward}
	if len(p.rates) > 0 {
		rates := p.rates
		r.Rates = &rates
	}
	return r
}

// Leave cancels what runs; what was typed is kept.
func (p *Page) Leave() {
	p.loading.Leave()
	p.typed.Rested = nil
}

// Reload answers the question again, or reads the typed numbers again, once
// what was typed is kept.
func (p *Page) Reload() {
	if p.typed.Busy() {
		return
	}
	if p.typing {
		p.reloadTyping()
		return
	}
	question, reach := p.question, p.reach
	asked := sideAsked{p.sideShown(), p.beside, p.toward, p.rates}
	task.Run(context.Background(), &p.loading, func(ctx context.Context, _ task.Progress) (answer, error) {
		a, err := p.load(ctx, question, reach)
		if err != nil {
			return a, err
		}
		whole := question
		whole.By = ""
		err = p.loadSide(ctx, &a, question, whole, asked)
		return a, err
	}, func(a answer, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		p.show(a)
	})
}

func (p *Page) load(ctx context.Context, q funnel.Question, reach string) (a answer, err error) {
	if a.stages, err = p.deps.Funnels.Stages(ctx); err != nil {
		return a, err
	}
	whole := q
	whole.By = ""
	if a.total, err = p.deps.Funnels.Funnel(ctx, whole); err != nil {
		return a, err
	}
	if a.groups, err = p.deps.Funnels.Funnel(ctx, q); err != nil {
		return a, err
	}
	if q.View != funnel.Cohort {
		return a, nil
	}
	months := p.deps.Calendar().Periods(period.Month, q.Range)
	if len(months) > gridMonths {
		months = months[len(months)-gridMonths:]
	}
	if reach == "" {
		reach = reachable(a.stages)
	}
	if len(months) > 0 && reach != "" {
		span := period.Range{From: months[0].From, To: months[len(months)-1].To}
		whole.Range = span
		a.grid, err = p.deps.Funnels.Grid(ctx, whole, reach, steps)
	}
	return a, err
}

// reachable is the stage the cohort grid begins with: the one before the last,
// where most of the work is done.
func reachable(stages []funnel.Stage) string {
	if len(stages) < 2 {
		return ""
	}
	s := stages[max(1, len(stages)-2)]
	if s.Measure != "" {
		s = stages[len(stages)-1]
	}
	return s.Key
}

// change asks another question.
func (p *Page) change(f func()) func() {
	return func() {
		f()
		p.Reload()
	}
}

// open shows the prospects behind a count.
func (p *Page) open(g funnel.Group, a answer, stage string, dropped bool) {
	title := "funnels.reached"
	if dropped {
		title = "funnels.dropped"
	}
	p.nav.Go(route.Prospects{IDs: g.Members(stage, dropped), Title: p.words.T(title, "stage", charts.StageName(a.stages, stage, p.words))})
}

// shown is the group the funnel card draws.
func (p *Page) shown(a answer) (funnel.Group, bool) {
	if p.all {
		if len(a.total.Groups) == 0 {
			return funnel.Group{}, false
		}
		return a.total.Groups[0], true
	}
	for _, g := range a.groups.Groups {
		if same(g.Group, p.group) {
			return g, true
		}
	}
	return funnel.Group{}, false
}

func same(a, b *string) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }
