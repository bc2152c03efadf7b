package funnels

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"shirube/app/route"
	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/charts"
	"shirube/data/funnel"
)

// ranked is the ranking of what is shown: of all together, of each group, or of one.
func (p *Page) ranked(a answer) []funnel.Bottleneck {
	whole, byGroup := a.ranking, a.groupRanking
	if p.toward != route.TowardReference {
		whole, byGroup = a.raised.ranking, a.raised.byGroup
	}
	switch {
	case p.all && p.each:
		return byGroup
	case p.all:
		return whole
	}
	return p.own(byGroup)
}

// own are the steps of the group shown.
func (p *Page) own(ranking []funnel.Bottleneck) (own []funnel.Bottleneck) {
	for _, b := range ranking {
		if same(b.Group, p.group) {
			own = append(own, b)
		}
	}
	return own
}

// eachLink turns from the ranking of all together to that of each group and back.
func (p *Page) eachLink(a answer) fyne.CanvasObject {
	text := p.words.T("funnels.groups." + p.question.By)
	if p.each {
		text = p.words.T("funnels.ranking.whole")
	}
	return widgets.NewLink(text, func() {
		p.each = !p.each
		p.show(a)
	})
}

// rankingBody ranks the steps of the groups by what mending them would bring,
// and says of the others why there is nothing to state.
func (p *Page) rankingBody(a answer, g funnel.Group) fyne.CanvasObject {
	w := p.words
	head := []fyne.CanvasObject{style.Text(w.T("funnels.ranking.order"), style.Small, palette.Sub, false), style.Spacer()}
	if p.toward == route.TowardTyped {
		head = append(head, widgets.NewLink(w.T("funnels.toward.change"), func() { p.typeRates(a, g) }))
	}
	if p.all {
		head = append(head, p.eachLink(a))
	}
	return style.Column(4, style.Row(16, head...), style.Stretch(p.rankingRows(a)))
}

func (p *Page) rankingRows(a answer) fyne.CanvasObject {
	w, ranking, unmoved := p.words, p.ranked(a), p.unmoved(a)
	switch {
	case p.toward == route.TowardReference && len(ranking) == 0:
		return widgets.EmptyState("chart", w.T("funnels.ranking.empty"), nil)
	case p.toward == route.TowardTarget && len(a.raised.targets) == 0:
		return widgets.EmptyState("chart", w.T("funnels.ranking.no_target"), nil)
	}
	most := 0.0
	for _, b := range ranking {
		most = max(most, b.MoreWins)
	}
	rows := make([]fyne.CanvasObject, 0, len(ranking))
	for i, b := range ranking {
		rows = append(rows, p.rankingRow(i, b, float32(b.MoreWins/most), a))
	}
	if len(ranking) > 0 && ranking[0].ValueAtStake == nil {
		rows = append([]fyne.CanvasObject{style.Text(w.T("funnels.ranking.no_amount"), style.Small, palette.Sub, false)}, rows...)
	}
	for _, u := range unmoved {
		rows = append(rows, p.unmovedRow(u, a))
	}
	return container.NewVScroll(besideBar(style.Column(0, rows...)))
}

// stepName names the step to a stage, with its group where each is ranked.
func (p *Page) stepName(group *string, stage string, a answer) string {
	w := p.words
	step := w.T("funnels.step", "from", charts.StageName(a.stages, funnel.Before(a.stages, stage), w), "to", charts.StageName(a.stages, stage, w))
	if p.all && p.each && group != nil {
		return w.T("funnels.ranking.group", "group", charts.GroupName(group, w), "step", step)
	}
	return step
}

func (p *Page) rankingRow(i int, b funnel.Bottleneck, part float32, a answer) fyne.CanvasObject {
	w := p.words
	gain := w.T("funnels.ranking.wins", "n", w.Signed(b.MoreWins, 1))
	reach := w.T("funnels.ranking.reach.wins", "low", w.Signed(b.MoreWinsLow, 1), "high", w.Signed(b.MoreWinsHigh, 1))
	if b.ValueAtStake != nil {
		gain = w.SignedValue(b.ValueAtStake, "yen")
		reach = w.T("funnels.ranking.reach", "low", w.SignedValue(b.ValueLow, "yen"), "high", w.SignedValue(b.ValueHigh, "yen"))
	}
	token := palette.Ink
	if i == 0 {
		token = palette.BadText
	}
	text := style.Column(2,
		style.Row(8, style.Stretch(widgets.NewCutText(p.stepName(b.Group, b.Stage, a), style.Body, palette.Ink, true)), style.Text(gain, style.Panel, token, true)),
		newShare(part, i == 0),
		style.Row(8, style.Stretch(widgets.NewCutText(reach, style.Small, palette.Sub, false)),
			style.Text(w.T("funnels.ranking.rates", "from", w.Percent(b.Rate), "to", w.Percent(b.Reference)), style.Small, palette.Sub, false)))
	open := widgets.NewTapArea(func() {
		from := a.groups.Groups
		if p.all && !p.each {
			from = a.total.Groups
		}
		for _, g := range from {
			if same(g.Group, b.Group) {
				p.open(g, a, b.Stage, true)
			}
		}
	})
	open.Tip = w.T("funnels.ranking.tip")
	number := style.Fixed(20, 0, style.Text(w.Int(i+1), style.Panel, palette.Sub, true))
	row := style.PadSides(4, 0, 4, 0, style.Row(4, number, style.Stretch(text)))
	if anonymous(a.stages, b.Stage) || anonymous(a.stages, funnel.Before(a.stages, b.Stage)) {
		return style.Column(0, style.Hairline(), row)
	}
	return style.Column(0, style.Hairline(), container.NewStack(open, row))
}

// anonymous tells whether a stage counts visits, of whom there is no list.
func anonymous(stages []funnel.Stage, key string) bool {
	return slices.ContainsFunc(stages, func(s funnel.Stage) bool { return s.Key == key && s.Measure != "" })
}

// share is a bar of a part of the whole.
type share struct{ part float32 }

func newShare(part float32, worst bool) fyne.CanvasObject {
	ground, bar := canvas.NewRectangle(style.Color(palette.Track)), canvas.NewRectangle(style.Color(palette.AccentMid))
	if worst {
		bar.FillColor = style.Color(palette.Bad)
	}
	ground.CornerRadius, bar.CornerRadius = 4, 4
	return container.New(share{part}, ground, bar)
}

func (share) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(40, 8) }

func (s share) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(size)
	objects[1].Resize(fyne.NewSize(max(2, size.Width*s.part), size.Height))
}
