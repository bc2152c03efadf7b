package funnels

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shirube/app/route"
	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/charts"
	"shirube/charts/native"
	"shirube/data/funnel"
)

// sideWidth is the width of the cards at the right.
const sideWidth = 400

func (p *Page) show(a answer) {
	w := p.words
	g, found := p.shown(a)
	head := widgets.Header(w.T("funnels.title"), p.note(a, g), p.nav, w)
	var body fyne.CanvasObject
	if !found || len(a.total.Groups) == 0 || a.total.Groups[0].Empty() {
		body = widgets.Card("", "", nil, widgets.EmptyState("funnel", w.T("funnels.empty"),
			widgets.NewButton(w.T("funnels.empty.import"), widgets.Primary, func() { p.nav.Go(route.Import{Noun: "prospects"}) })))
	} else {
		upper := func(card fyne.CanvasObject) fyne.CanvasObject {
			return style.Stretch(style.Fixed(0, style.Grow(280), card))
		}
		lower := func(card fyne.CanvasObject) fyne.CanvasObject { return style.Fixed(0, style.Grow(304), card) }
		left, right := []fyne.CanvasObject{upper(p.funnelCard(a, g))}, []fyne.CanvasObject{}
		if p.question.View == funnel.Cohort {
			left = append(left, lower(p.cohortCard(a)))
		}
		if len(sides(p.question.View)) > 0 {
			right = append(right, upper(p.sideCard(a, g)), lower(p.groupsCard(a)))
		} else {
			right = append(right, upper(p.groupsCard(a)))
		}
		body = container.NewVScroll(style.RowFill(16, style.Stretch(narrow(left)), style.Fixed(sideWidth, 0, narrow(right))))
	}
	widgets.Rebuild(p.content, style.Column(0, head,
		style.Stretch(style.PadSides(0, widgets.PagePadding, 16, widgets.PagePadding,
			style.Column(12, p.tools(a), style.Stretch(body))))))
}

// narrow is a column of cards that asks for height only: what is too wide for
// the window is cut in its card, never moved out of sight.
func narrow(cards []fyne.CanvasObject) fyne.CanvasObject {
	return style.Fixed(1, 0, style.Column(16, cards...))
}

// note names the view in a sentence, so that cohort, flow and stock never look
// like one number.
func (p *Page) note(a answer, g funnel.Group) string {
	w, q := p.words, p.question
	note := charts.QuestionNote(q, w)
	if len(g.Stages) > 0 {
		note += "  " + w.T("funnels.companies", "n", w.Int(g.Stages[0].Count))
		if g.Stages[0].Immature > 0 {
			note += w.T("funnels.immature", "n", w.Int(g.Stages[0].Immature))
		}
	}
	if a.total.OutOfOrder > 0 {
		note += w.T("funnels.out_of_order", "n", w.Int(a.total.OutOfOrder))
	}
	return note
}

func (p *Page) funnelCard(a answer, g funnel.Group) fyne.CanvasObject {
	w := p.words
	var bottleneck *funnel.Bottleneck
	if p.all {
		bottleneck = a.total.Bottleneck
	} else if own := p.own(a.groupRanking); len(own) > 0 {
		bottleneck = &own[0]
	}
	chart := native.New(charts.FunnelOf(g, a.stages, bottleneck, w, false)).Saving(p.nav.SaveChart)
	chart.OnTap = func(key string) {
		stage, dropped := charts.StageOf(key)
		p.open(g, a, stage, dropped)
	}
	right := style.Text("", style.Small, palette.Sub, false)
	if p.question.View == funnel.Cohort {
		right = style.Text(w.T("funnels.days"), style.Small, palette.Sub, false)
	}
	return widgets.Card(w.T("chart.funnel"), w.T("funnels.root"), right, chart)
}

// cohortCard follows the months of entry to one stage.
func (p *Page) cohortCard(a answer) fyne.CanvasObject {
	w := p.words
	var names, keys []string
	chosen := 0
	reach := p.reach
	if reach == "" {
		reach = reachable(a.stages)
	}
	for _, s := range a.stages[min(1, len(a.stages)):] {
		if s.Measure != "" {
			continue
		}
		if s.Key == reach {
			chosen = len(keys)
		}
		names, keys = append(names, charts.StageName(a.stages, s.Key, w)), append(keys, s.Key)
	}
	choice := widgets.NewSegmented(names, chosen, func(i int) { p.change(func() { p.reach = keys[i] })() })
	chart := native.New(charts.CohortOf(a.grid, steps, w)).Saving(p.nav.SaveChart)
	chart.OnTap = func(key string) {
		if row, column, ok := charts.CellOf(key); ok {
			cell := a.grid[row].Cells[column]
			ids := make([]int64, len(cell.Prospects))
			for i, id := range cell.Prospects {
				ids[i] = int64(id)
			}
			p.nav.Go(route.Prospects{IDs: ids, Title: w.T("funnels.cohort.list",
				"month", charts.PeriodName(a.grid[row].Period, w), "stage", charts.StageName(a.stages, reach, w), "days", w.Int(cell.Days))})
		}
	}
	return widgets.Card(w.T("funnels.cohort"), w.T("funnels.cohort.note", "stage", charts.StageName(a.stages, reach, w)), choice, chart)
}
