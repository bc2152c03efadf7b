package kpis

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shirube/app/dialogs"
	"shirube/app/route"
	"shirube/app/style"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/charts"
	"shirube/charts/native"
	"shirube/data/kpi"
	"shirube/data/measure"
)

const (
	panelWidth  = 312
	healthLimit = 3
)

// panel is the chosen KPI: who and how, formula with its result, the months of
// the year against their targets.
func (p *Page) panel(s state) fyne.CanvasObject {
	w, c := p.words, s.chosen
	owner := w.T("kpis.no_owner")
	if c.kpi.Owner != "" {
		owner = w.T("kpis.owner", "name", c.kpi.Owner)
	}
	about := w.T("kpis.about", "owner", owner, "grain", w.T("kpis.grain."+string(c.kpi.Grain)), "direction", w.T("kpis.direction."+string(c.kpi.Direction)))
	change := widgets.NewLink(w.T("common.edit"), func() { p.edit(s, c.kpi, false) })
	remove := widgets.NewLink(w.T("common.delete"), func() { p.remove(c.kpi) })
	if p.deps.ReadOnly {
		change.Disable()
		remove.Disable()
	}
	var more *widgets.IconButton
	more = widgets.NewIconButton("dots", w.T("kpis.menu"), func() { widgets.ShowMenuUnder(more, p.menu(s, c.kpi)...) })
	result := style.Column(2, style.Text(p.result(c), style.Small, palette.Sub, false))
	if text := charts.UnpricedText(c.value, w); text != "" {
		result.Add(style.Text(text, style.Small, palette.CautionText, false))
	}
	result.Objects = append(append(result.Objects, p.outlook(c)...), p.entering(s)...)
	parts := []fyne.CanvasObject{
		style.Row(8, style.Stretch(widgets.NewCutText(p.name(c.kpi), style.Panel, palette.Ink, true)),
			widgets.StateMark(widgets.StateOf(charts.MarkOf(c.value.State)), charts.StateWord(c.value.State, w))),
		widgets.NewCutText(about, style.Small, palette.Sub, false),
		style.Hairline(),
		style.Row(8, style.Text(w.T("kpis.formula"), style.Small, palette.Sub, true), style.Spacer(), change, remove, more),
		widgets.NewCutText(charts.Readable(c.kpi.Formula, func(key string) string { return p.called(s, key) }), style.Small, palette.Ink, false),
		result,
		style.NewParagraph(w.T("kpis.formula.note"), style.Small, palette.Sub, panelWidth-32),
		style.Hairline(),
		style.Row(8, style.Text(w.T("kpis.months"), style.Small, palette.Sub, true), style.Spacer(), widgets.NewLink(w.T("kpis.months.change"), func() {
			p.tab = tabTargets
			p.Reload()
		})),
		style.Stretch(container.NewVScroll(style.PadSides(0, scrollBar, 0, 0, p.months(c)))),
		style.Fixed(0, style.Grow(40), p.spark(c)),
		style.Hairline(),
		style.Text(w.T("kpis.health"), style.Small, palette.Sub, true),
		p.health(s),
		widgets.NewButton(w.T("kpis.review"), widgets.Primary, func() { p.nav.Go(route.Reviews{KPI: c.kpi.Key}) }),
	}
	return widgets.Card("", "", nil, style.Column(8, parts...))
}

// entering leads to where the KPI's numbers are typed; nothing where all of them
// are counted.
func (p *Page) entering(s state) []fyne.CanvasObject {
	key := typed(s, s.chosen.kpi)
	if key == "" || p.deps.ReadOnly {
		return nil
	}
	enter := widgets.NewLink(p.words.T("kpis.enter"), func() { p.nav.Go(route.Sheet{Measure: key}) }).WithIcon("pencil")
	return []fyne.CanvasObject{style.Row(0, enter, style.Spacer())}
}

// typed is the first measure of a KPI that is typed by hand, "" for none.
func typed(s state, k kpi.KPI) string {
	formula, err := kpi.ParseFormula(k.Formula)
	if err != nil {
		return ""
	}
	for _, n := range formula.Names() {
		if slices.ContainsFunc(s.measures, func(m measure.Measure) bool { return m.Key == n.Key && !m.Derived }) {
			return n.Key
		}
	}
	return ""
}

// spark is the trend in small, for windows without room for the large one.
func (p *Page) spark(c *chosen) fyne.CanvasObject {
	if c.series.Measured() == 0 {
		return style.Space(1)
	}
	return native.New(charts.SparkOf(c.series, p.words))
}

// health says why this KPI, or the set of them, may die; at most three reasons.
func (p *Page) health(s state) fyne.CanvasObject {
	w, k := p.words, s.chosen.kpi
	var rows []fyne.CanvasObject
	for _, own := range []bool{true, false} {
		for _, h := range s.health {
			if (h.KPI == k.Key) == own && (own || h.KPI == "") && len(rows) < healthLimit {
				text := charts.SymptomText(h, k.Unit, func(key string) string { return p.called(s, key) }, w)
				said := style.Column(0, widgets.NewCutText(text, style.Small, palette.Ink, false))
				if link := p.mend(s, k, h); link != nil {
					said.Add(style.Row(0, link, style.Spacer()))
				}
				rows = append(rows, style.RowFill(8, style.Column(0, style.Space(3), widgets.StateMark(widgets.Caution, "")), style.Stretch(said)))
			}
		}
	}
	if len(rows) == 0 {
		rows = append(rows, style.Row(8, widgets.StateMark(widgets.OnTrack, ""), style.Stretch(widgets.NewCutText(w.T("kpis.health.good"), style.Small, palette.Ink, false))))
	}
	return style.Column(4, rows...)
}

// called is the name of a KPI or measure.
func (p *Page) called(s state, key string) string {
	for _, k := range s.kpis {
		if k.Key == key {
			return p.name(k)
		}
	}
	for _, m := range s.measures {
		if m.Key == key {
			return p.words.Name("measure", key, m.Name)
		}
	}
	return key
}

// result is the formula with the period's numbers.
func (p *Page) result(c *chosen) string {
	w, v := p.words, c.value
	if c.broken != nil {
		text, _ := w.Error(c.broken)
		return text
	}
	if v.Numerator != nil && v.Denominator != nil {
		return w.T("kpis.result.parts", "period", charts.PeriodName(p.period, w), "n", w.Number(*v.Numerator, 0), "d", w.Number(*v.Denominator, 0), "value", w.Value(v.Value, c.kpi.Unit))
	}
	return w.T("kpis.result", "period", charts.PeriodName(p.period, w), "value", w.Value(v.Value, c.kpi.Unit))
}

// months are the fiscal year's months: target, actual, mark, and parts where
// there are any and room for them.
func (p *Page) months(c *chosen) fyne.CanvasObject {
	w := p.words
	width, counts := style.Grow(72), style.Grow(60)
	parted := slices.ContainsFunc(c.months, func(v kpi.Value) bool { return charts.PartsText(v, c.kpi.Unit, w) != "" })
	if parted && panelWidth-32-scrollBar >= style.Grow(56+56+60+60)+18+16 {
		width = style.Grow(56)
	} else {
		parted = false
	}
	row := func(a, b, value string, mark fyne.CanvasObject, parts string, bold bool) fyne.CanvasObject {
		cells := []fyne.CanvasObject{
			style.Stretch(widgets.NewCutText(a, style.Small, palette.Ink, false)),
			style.Fixed(width, 0, style.Right(b, style.Small, palette.Sub, false)),
			style.Fixed(width, 0, style.Right(value, style.Small, palette.Ink, bold)),
			style.PadSides(3, 0, 0, 0, style.Fixed(18, 0, mark)),
		}
		if parted {
			cells = append(cells, style.Fixed(counts, 0, style.Right(parts, style.Small, palette.Sub, false)))
		}
		return style.Fixed(0, style.Grow(24), style.Row(4, cells...))
	}
	rows := []fyne.CanvasObject{row("", w.T("kpis.field.target"), w.T("kpis.field.value"), style.Space(14), w.T("kpis.field.parts"), false)}
	for i, v := range c.months {
		label := w.MonthShort(c.names[i].From.Time())
		if v.Partial {
			label = w.T("kpis.months.running", "month", label)
		}
		rows = append(rows, style.Hairline(), row(label, w.Value(v.Target, c.kpi.Unit), w.Value(v.Value, c.kpi.Unit),
			widgets.StateMark(widgets.StateOf(charts.MarkOf(v.State)), ""), charts.PartsText(v, c.kpi.Unit, w), true))
	}
	return style.Column(0, rows...)
}

func (p *Page) remove(k kpi.KPI) {
	w := p.words
	dialogs.Confirm(p.nav.Window(), w, dialogs.Question{
		Title: w.T("kpis.delete.title", "name", p.name(k)), Lines: []string{w.T("kpis.delete.line")}, Act: w.T("common.delete"), Destructive: true,
	}, func() {
		p.run(func(ctx context.Context) error { return p.deps.KPIs.Delete(ctx, k.Key) }, w.T("kpis.deleted", "name", p.name(k)))
	})
}

// run changes something in the background and says so, with undo.
func (p *Page) run(work func(context.Context) error, said string) {
	task.Run(context.Background(), &p.saving, func(ctx context.Context, _ task.Progress) (struct{}, error) {
		return struct{}{}, work(ctx)
	}, func(_ struct{}, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		p.nav.Toast(said, p.nav.Undo)
		p.Reload()
	})
}
