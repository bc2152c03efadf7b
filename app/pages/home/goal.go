package home

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"shirube/app/route"
	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/charts"
	"shirube/charts/native"
	"shirube/data/kpi"
	"shirube/data/report"
)

// goalCard is the KGI of the fiscal year: value, gap to pace, forecast, what is
// needed per working day, and the bar.
func (p *Page) goalCard(g *report.GoalBlock) fyne.CanvasObject {
	w := p.words
	if g == nil {
		return widgets.Card("", "", nil, widgets.EmptyState("flag", w.T("home.goal.empty"),
			widgets.NewButton(w.T("home.goal.set"), widgets.Primary, func() { p.nav.Go(route.Goal{}) })))
	}
	number, unit := w.Split(g.Value.Value, g.KPI.Unit)
	line := []*canvas.Text{
		style.Text(number, style.Large, palette.Ink, true),
		style.Text(unit, style.Body, palette.Ink, false),
	}
	if g.Value.Target != nil {
		text := w.T("home.goal.of", "target", w.Value(g.Value.Target, g.KPI.Unit))
		if g.Value.Value != nil && *g.Value.Target != 0 {
			text += "  " + w.Percent(*g.Value.Value / *g.Value.Target)
		}
		line = append(line, style.Text(text, style.Body, palette.Sub, false))
	}
	head := style.Column(4,
		style.Baseline(12, style.Text(w.T("home.goal.name", "name", w.Name("kpi", g.KPI.Key, g.KPI.Name)), style.Body, palette.Ink, true),
			style.Text(charts.PeriodName(g.Year, w), style.Small, palette.Sub, false)),
		style.Baseline(6, line...))
	row := []fyne.CanvasObject{head}
	for i, f := range p.facts(g) {
		line := style.Fixed(1, 60, canvas.NewRectangle(style.Color(palette.Line)))
		width := max(style.Grow(factWidths[i]), f.MinSize().Width+17)
		row = append(row, style.Fixed(width, 0, style.RowFill(16, line, style.Stretch(f))))
	}
	if g.Value.Target == nil {
		set := widgets.NewButton(w.T("home.goal.set"), widgets.Plain, func() { p.nav.Go(route.Goal{}) })
		row = append(row, container.NewCenter(set))
	}
	bullet := charts.BulletOf(g.Value, g.KPI.Unit, w)
	if n := kpi.Need(g.Value, p.deps.Calendar(), g.Year, p.deps.Today()); n != nil {
		bullet.Note = w.T("home.goal.days", "done", w.Int(n.DaysDone), "all", w.Int(n.Days))
	}
	bar := native.New(bullet).Saving(p.nav.SaveChart)
	bar.OnTap = func(string) { p.nav.Go(route.KPIs{Key: g.KPI.Key}) }
	body := style.Column(2, container.New(fitting{16}, row...), style.Stretch(bar))
	return container.NewStack(style.Box(palette.Card, palette.Line, 8), style.PadSides(10, padding, 6, padding, body))
}

// factWidths are the columns' least widths.
var factWidths = []float32{168, 248, 224}

// facts are the columns at the right: the gap to today's pace, the forecast
// with its band, and what is needed per working day.
func (p *Page) facts(g *report.GoalBlock) []fyne.CanvasObject {
	w, v := p.words, g.Value
	fact := func(title string, value fyne.CanvasObject, note string) fyne.CanvasObject {
		return style.Column(2, style.Text(title, style.Small, palette.Sub, false), value,
			style.Text(note, style.Small, palette.Sub, false))
	}
	var facts []fyne.CanvasObject
	if v.Pace != nil && v.Value != nil {
		difference := *v.Value - *v.Pace
		note := charts.StateWord(v.State, w)
		if v.Ratio != nil {
			note += " " + w.Percent(*v.Ratio)
		}
		facts = append(facts, fact(w.T("home.goal.gap"),
			widgets.StateText(widgets.StateOf(charts.MarkOf(v.State)), w.SignedValue(&difference, g.KPI.Unit), style.Panel), note))
	}
	switch o := v.Outlook; {
	case v.Forecast != nil:
		facts = append(facts, fact(w.T("home.goal.forecast.tested", "tested", charts.TestedText(*o.Chosen(), w)),
			style.Text(charts.Foreseen(v.Forecast, g.KPI.Unit, w), style.Panel, palette.Ink, true), charts.BandText(v, g.KPI.Unit, w)))
	case o != nil:
		facts = append(facts, fact(w.T("home.goal.forecast"), style.Text(charts.None, style.Panel, palette.Ink, true), charts.LackText(o.Lack, w)))
	}
	n := kpi.Need(v, p.deps.Calendar(), g.Year, p.deps.Today())
	switch {
	case n != nil && v.Chance != nil:
		facts = append(facts, fact(w.T("home.goal.chance"), style.Text(charts.ChanceText(*v.Chance, w), style.Panel, palette.Ink, true),
			w.T("home.goal.needs", "need", w.Value(&n.PerDay, g.KPI.Unit), "now", w.Value(n.SoFar, g.KPI.Unit))))
	case n != nil:
		facts = append(facts, fact(w.T("home.goal.need"), style.Text(w.T("home.goal.per_day", "value", w.Value(&n.PerDay, g.KPI.Unit)), style.Panel, palette.Ink, true),
			w.T("home.goal.now", "value", w.Value(n.SoFar, g.KPI.Unit))))
	}
	return facts
}
