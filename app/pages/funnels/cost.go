package funnels

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/charts"
	"shirube/data/funnel"
)

// tradeNames are what the trade calls the cost of some stages.
var tradeNames = map[string]string{"lead": "CPL", "buy": "CAC", "won": "CAC"}

// costBody divides the cost by those who reached each stage, and says how much
// the pipeline brings a day.
func (p *Page) costBody(a answer, g funnel.Group) fyne.CanvasObject {
	w := p.words
	if len(a.costMeasures) == 0 {
		return widgets.EmptyState("pencil", w.T("funnels.cost.empty"), nil)
	}
	var options []widgets.Option
	for _, m := range a.costMeasures {
		options = append(options, widgets.Option{Key: m.Key, Text: w.Name("measure", m.Key, m.Name)})
	}
	choice := widgets.NewSelect(options, p.deps.Cost(), func(o widgets.Option) {
		p.deps.SetCost(o.Key)
		p.Reload()
	}).Height(28)
	choice.Placeholder = w.T("funnels.cost.choose")
	if p.deps.ReadOnly {
		choice.Disable()
	}
	parts := []fyne.CanvasObject{choice}
	cost, found := p.costOf(a)
	switch {
	case a.wholeCosts == nil:
		parts = append(parts, style.Stretch(widgets.EmptyState("chart", w.T("funnels.cost.none"), nil)))
	case !found:
		parts = append(parts, style.Stretch(widgets.EmptyState("chart", w.T("funnels.empty.group"), nil)))
	default:
		parts = append(parts, style.Stretch(p.costRows(a, cost)))
	}
	if a.velocity != nil {
		parts = append(parts, style.Hairline(), style.NewParagraph(charts.VelocityText(a.velocity, w), style.Small, palette.Sub, sideWidth-32))
	}
	return style.Column(8, parts...)
}

// costOf are the costs of the group shown.
func (p *Page) costOf(a answer) (funnel.GroupCost, bool) {
	from := a.wholeCosts
	if !p.all {
		from = a.costs
	}
	if from == nil {
		return funnel.GroupCost{}, false
	}
	i := slices.IndexFunc(from.Groups, func(c funnel.GroupCost) bool { return p.all || same(c.Group, p.group) })
	if i < 0 {
		return funnel.GroupCost{}, false
	}
	return from.Groups[i], true
}

func (p *Page) costRows(a answer, cost funnel.GroupCost) fyne.CanvasObject {
	w := p.words
	at := columns{style.Grow(80), style.Grow(96)}
	said := w.T("funnels.cost.spent", "amount", w.Value(cost.Spent, "yen"), "range", charts.RangeName(a.wholeCosts.Range, w))
	rows := []fyne.CanvasObject{container.New(at, widgets.NewCutText(said, style.Small, palette.Sub, false),
		style.Right(w.T("funnels.cost.count"), style.Small, palette.Sub, true), style.Right(w.T("funnels.cost.each"), style.Small, palette.Sub, true))}
	for _, c := range cost.Stages {
		name := charts.StageName(a.stages, c.Stage, w)
		if called := tradeNames[c.Stage]; called != "" {
			name = w.T("funnels.cost.called", "stage", name, "called", called)
		}
		count := w.T("common.none")
		if c.Count != nil {
			count = w.Int(*c.Count)
		}
		row := container.New(at, widgets.NewCutText(name, style.Small, palette.Ink, false),
			style.Right(count, style.Small, palette.Sub, false), style.Right(w.Value(c.Each, "yen"), style.Small, palette.Ink, true))
		rows = append(rows, style.Column(0, style.Hairline(), style.Fixed(0, style.Grow(24), row)))
	}
	return container.NewVScroll(besideBar(style.Column(0, rows...)))
}
