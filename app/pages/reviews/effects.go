package reviews

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/charts"
	"shirube/charts/native"
	"shirube/data/period"
	"shirube/data/review"
)

// sparkPoints is how many periods an action's spark shows.
const sparkPoints = 14

// effectsCard tells of each action that was done whether it worked.
func (p *Page) effectsCard(f found) fyne.CanvasObject {
	w := p.words
	if len(f.effects) == 0 {
		return widgets.Card(w.T("reviews.effects"), "", nil, widgets.EmptyState("flag", w.T("reviews.effects.empty"), nil))
	}
	rows := make([]fyne.CanvasObject, 0, 2*len(f.effects))
	for _, e := range f.effects {
		rows = append(rows, style.Hairline(), p.effectRow(f, e))
	}
	count := style.Text(w.T("reviews.effects.count", "n", w.Int(len(f.effects))), style.Small, palette.Sub, false)
	return widgets.Card(w.T("reviews.effects"), "", count, container.NewVScroll(style.Column(0, rows...)))
}

func (p *Page) effectRow(f found, e review.Effect) fyne.CanvasObject {
	w, k := p.words, f.kpis[e.Action.KPI]
	mark := map[review.Outcome]widgets.State{review.Worked: widgets.OnTrack, review.TooEarly: widgets.None, review.DidNotWork: widgets.Behind}[e.Outcome]
	what := w.T("reviews.effect.what", "what", e.Action.Text, "month", w.MonthShort(e.Action.Done.Time()), "owner", e.Action.Owner)
	means := w.T("reviews.effect.means", "name", p.name(k), "before", w.Value(e.Before, k.Unit), "after", w.Value(e.After, k.Unit))
	left := style.Column(2, widgets.StateMark(mark, w.T("reviews.effect."+string(e.Outcome))),
		widgets.NewCutText(what, style.Small, palette.Ink, false), widgets.NewCutText(means, style.Small, palette.Sub, false))
	right := style.Column(2, style.Fixed(112, style.Grow(40), native.New(p.effectSpark(e, k.Unit))),
		style.Right(p.effectNote(e, f.kpis[e.Action.KPI].Grain), style.Small, palette.Sub, false))
	return style.PadSides(6, 0, 6, 0, style.Row(12, style.Stretch(left), right))
}

// effectNote says why the verdict is what it is.
func (p *Page) effectNote(e review.Effect, grain period.Grain) string {
	w := p.words
	periods := func(n int) string { return w.T("reviews.periods."+string(grain), "n", w.Int(n)) }
	switch {
	case e.Outcome == review.Worked:
		return w.T("reviews.effect.by." + string(e.Rule))
	case e.Worse:
		return w.T("reviews.effect.worse")
	case e.Outcome == review.DidNotWork:
		return w.T("reviews.effect.same", "time", periods(e.Count))
	case e.Left == 0:
		return w.T("reviews.effect.short")
	}
	return w.T("reviews.effect.left", "time", periods(e.Left))
}

// effectSpark draws the last periods before and those after, in the limits of
// before; the upright marks where the action begins.
func (p *Page) effectSpark(e review.Effect, unit string) *charts.Spark {
	w := p.words
	from := max(0, min(len(e.Points)-sparkPoints, e.Since-3))
	s := &charts.Spark{Low: e.Limits.Low, High: e.Limits.High, Mean: e.Limits.Mean, Since: e.Since - from, Description: e.Action.Text}
	for _, pt := range e.Points[from:] {
		label := pt.Period
		if when, err := p.deps.Calendar().Parse(pt.Period); err == nil {
			label = charts.PeriodLabel(when, w)
		}
		s.Points = append(s.Points, charts.Point{Label: label, Value: pt.Value, Text: w.Value(pt.Value, unit)})
	}
	return s
}
