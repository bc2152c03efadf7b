package funnels

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shirube/app/route"
	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/charts"
	"shirube/data/funnel"
	"shirube/data/period"
)

// side is what the card beside the funnel shows.
type side string

const (
	sideRanking side = "ranking" // of a cohort
	sideCompare side = "compare"
	sideCost    side = "cost"
)

// sides are what the card can show of a view; a stock has none of it.
func sides(v funnel.View) []side {
	switch v {
	case funnel.Cohort:
		return []side{sideRanking, sideCompare, sideCost}
	case funnel.Flow:
		return []side{sideCompare, sideCost}
	}
	return nil
}

// sideShown is the choice, or the first where the view doesn't have it.
func (p *Page) sideShown() side {
	all := sides(p.question.View)
	if len(all) > 0 && !slices.Contains(all, p.side) {
		return all[0]
	}
	return p.side
}

// sideAsked is what the card beside the funnel is asked for.
type sideAsked struct {
	shown  side
	beside string
	toward route.Toward
	rates  funnel.Aims
}

// loadSide answers what the card beside the funnel shows.
func (p *Page) loadSide(ctx context.Context, a *answer, q, whole funnel.Question, asked sideAsked) (err error) {
	switch asked.shown {
	case sideRanking:
		if a.ranking, err = p.deps.Funnels.Ranking(ctx, whole); err == nil {
			a.groupRanking, err = p.deps.Funnels.Ranking(ctx, q)
		}
		if err == nil && asked.toward != route.TowardReference {
			a.raised, err = p.loadRaised(ctx, a.stages, q, whole, asked.toward, asked.rates)
		}
	case sideCompare:
		other, ok := p.otherRange(q.Range, asked.beside)
		if !ok {
			return nil
		}
		var all []funnel.Comparison
		if _, _, all, err = p.deps.Funnels.Against(ctx, whole, other.Range); err != nil {
			return err
		}
		_, _, a.sides, err = p.deps.Funnels.Against(ctx, q, other.Range)
		a.other = other
		if len(all) > 0 {
			a.whole = &all[0]
		}
	case sideCost:
		if a.costMeasures, err = p.deps.Funnels.CostMeasures(ctx); err != nil {
			return err
		}
		if a.costs, err = p.deps.Funnels.CostsIfMeasured(ctx, q, p.deps.Cost()); err != nil {
			return err
		}
		if a.wholeCosts, err = p.deps.Funnels.CostsIfMeasured(ctx, whole, p.deps.Cost()); err != nil {
			return err
		}
		a.velocity, err = p.deps.Funnels.Velocity(ctx, whole)
	}
	return err
}

func (p *Page) sideCard(a answer, g funnel.Group) fyne.CanvasObject {
	all := sides(p.question.View)
	names := make([]string, len(all))
	for i, s := range all {
		names[i] = p.words.T("funnels.side." + string(s))
	}
	choice := widgets.NewSegmented(names, slices.Index(all, p.sideShown()), func(i int) { p.change(func() { p.side = all[i] })() })
	head, body := []fyne.CanvasObject{choice}, fyne.CanvasObject(nil)
	switch p.sideShown() {
	case sideCompare:
		body = p.compareBody(a, g)
	case sideCost:
		body = p.costBody(a, g)
	default:
		head, body = append(head, style.Stretch(p.towardSelect(a, g))), p.rankingBody(a, g)
	}
	return widgets.Card("", "", nil, style.Column(6, style.Row(8, head...), style.Stretch(body)))
}

// What a funnel is held against: a period, or a group by its name behind besideGroup.
const (
	besideBefore = "before"
	besideYear   = "year"
	besideGroup  = "group/"
)

// otherRange is the period a funnel is held against.
func (p *Page) otherRange(r period.Range, beside string) (period.Period, bool) {
	if r.From == 0 || r.To == 0 {
		return period.Period{}, false
	}
	now := period.Between(r.From, r.To)
	switch beside {
	case besideBefore:
		return p.deps.Calendar().Previous(now), true
	case besideYear:
		return p.deps.Calendar().LastYear(now), true
	}
	return period.Period{}, false
}

// comparison is what the card holds side by side, with the names of both.
func (p *Page) comparison(a answer, g funnel.Group) (c funnel.Comparison, names [2]string, ok bool) {
	w := p.words
	if name, group := strings.CutPrefix(p.beside, besideGroup); group {
		own := ""
		if g.Group != nil {
			own = *g.Group
		}
		c, err := a.groups.Beside(own, name)
		return c, [2]string{charts.GroupName(g.Group, w), charts.GroupName(&name, w)}, err == nil && !p.all
	}
	names = [2]string{w.T("funnels.beside.now"), w.T("funnels.beside.then." + p.beside)}
	if p.all {
		if a.whole == nil {
			return c, names, false
		}
		return *a.whole, names, true
	}
	i := slices.IndexFunc(a.sides, func(c funnel.Comparison) bool { return same(c.A.Group, p.group) })
	if i < 0 {
		return c, names, false
	}
	return a.sides[i], names, true
}

// besideSelect offers the periods and, once a group is shown, the other groups.
func (p *Page) besideSelect(a answer) fyne.CanvasObject {
	w := p.words
	options := []widgets.Option{{Key: besideYear, Text: w.T("funnels.beside.year")}, {Key: besideBefore, Text: w.T("funnels.beside.before")}}
	listed := p.beside == besideYear || p.beside == besideBefore
	if !p.all {
		for _, g := range a.groups.Groups {
			if same(g.Group, p.group) {
				continue
			}
			o := widgets.Option{Key: besideGroup, Text: w.T("funnels.beside.group", "group", charts.GroupName(g.Group, w))}
			if g.Group != nil {
				o.Key += *g.Group
			}
			listed = listed || o.Key == p.beside
			options = append(options, o)
		}
	}
	if !listed {
		p.beside = besideYear
	}
	return widgets.NewSelect(options, p.beside, func(o widgets.Option) { p.change(func() { p.beside = o.Key })() }).Height(28)
}

// compareBody has a row per step: both rates with their parts, and their
// difference with its interval, in words of the trade's colours where chance
// hardly explains it.
func (p *Page) compareBody(a answer, g funnel.Group) fyne.CanvasObject {
	w := p.words
	choice := p.besideSelect(a)
	c, names, ok := p.comparison(a, g)
	if !ok {
		return style.Column(8, choice, style.Stretch(widgets.EmptyState("chart", w.T("funnels.beside.empty"), nil)))
	}
	at := columns{style.Grow(96), style.Grow(96), style.Grow(104)}
	head := besideBar(container.New(at, style.Text("", style.Small, palette.Sub, true),
		edge(names[0]), edge(names[1]), style.Right(w.T("funnels.beside.gap"), style.Small, palette.Sub, true)))
	rows := []fyne.CanvasObject{}
	for i, s := range c.Stages {
		name := widgets.NewCutText(charts.StageName(a.stages, s.Stage, w), style.Small, palette.Ink, true)
		row := container.New(at, name, p.sideCell(a, c.A, i), p.sideCell(a, c.B, i), p.gapCell(s.FromPrevious, i))
		height := style.Grow(40)
		if i == 0 {
			height = style.Grow(26)
		}
		rows = append(rows, style.Column(0, style.Hairline(), style.Fixed(0, height, row)))
	}
	return style.Column(4, choice, head, style.Stretch(container.NewVScroll(besideBar(style.Column(0, rows...)))))
}

// edge is a heading at the right edge, cut where it is too long.
func edge(text string) fyne.CanvasObject {
	cut := style.Cut(text, style.Small, true, style.Grow(92))
	return style.Right(cut, style.Small, palette.Sub, true)
}

// sideCell is a stage of one side: its rate over n/d, or the count of the
// first; it opens who was counted.
func (p *Page) sideCell(a answer, g funnel.Group, i int) fyne.CanvasObject {
	w, c := p.words, g.Stages[i]
	upper, lower := w.T("common.none"), ""
	switch {
	case i == 0 && !c.Unmeasured:
		upper = w.Int(c.Count)
	case c.Rate != nil:
		upper = w.Percent(*c.FromPrevious)
		lower = w.T("chart.parts", "n", w.Int(c.Rate.Numerator), "d", w.Int(c.Rate.Denominator))
	}
	cell := []fyne.CanvasObject{style.Right(upper, style.Small, palette.Ink, true)}
	if lower != "" {
		cell = append(cell, style.Right(lower, style.Small, palette.Sub, false))
	}
	text := style.Column(style.Grow(-4), cell...)
	if c.Prospects == nil {
		return text
	}
	return container.NewStack(widgets.NewTapArea(func() { p.open(g, a, c.Stage, false) }), text)
}

func (p *Page) gapCell(gap *funnel.Gap, i int) fyne.CanvasObject {
	w := p.words
	if i == 0 {
		return style.Text("", style.Small, palette.Sub, false)
	}
	if gap == nil {
		return style.Right(w.T("common.none"), style.Small, palette.Sub, false)
	}
	token := palette.Sub
	if gap.Clear() {
		token = palette.GoodText
		if gap.Difference < 0 {
			token = palette.BadText
		}
	}
	return style.Column(style.Grow(-4),
		style.Right(charts.GapText(gap, w), style.Small, token, gap.Clear()),
		style.Right(charts.GapInterval(gap, w), style.Small, palette.Sub, false))
}
