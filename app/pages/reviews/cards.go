package reviews

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
	"shirube/data/review"
)

// signalLimit is how many signals stand at the top; the table has all.
const signalLimit = 2

func (p *Page) show(f found) {
	w := p.words
	report := widgets.NewButton(w.T("reviews.report"), widgets.Primary, func() { p.nav.Go(route.Reports{Period: p.period.String()}) })
	var body fyne.CanvasObject
	p.entry = nil
	if f.chosen == nil {
		body = widgets.Card("", "", nil, widgets.EmptyState("pulse", w.T("reviews.empty"),
			widgets.NewButton(w.T("reviews.empty.act"), widgets.Primary, func() { p.nav.Go(route.KPIs{}) })))
	} else {
		body = p.board(f)
	}
	widgets.Rebuild(p.content, style.Column(0,
		widgets.Header(w.T("reviews.title"), p.note(f), p.nav, w, report),
		style.Stretch(style.PadSides(0, widgets.PagePadding, 16, widgets.PagePadding,
			style.Column(16, style.Row(16, p.tools(f)...), style.Stretch(body))))))
	if p.writing && p.entry != nil {
		p.entry.Focus()
	}
	p.writing = false
}

// note is the period, and while the fiscal year runs the chance to reach its goal.
func (p *Page) note(f found) string {
	name := charts.PeriodName(p.period, p.words)
	if text := charts.ChanceNote(f.goal, p.words); text != "" {
		return p.words.T("reviews.note", "period", name, "chance", text)
	}
	return name
}

const (
	rightWidth  = 400
	chartHeight = 272
	writeHeight = 288
)

// board is what moved, why, what is done about it and whether that worked; or
// all KPIs in a table. Where the window is low it scrolls.
func (p *Page) board(f found) fyne.CanvasObject {
	if p.all {
		return style.Column(16, p.signals(f), style.Stretch(p.table(f)))
	}
	pair := func(height float32, left, right fyne.CanvasObject) fyne.CanvasObject {
		return style.Fixed(0, style.Grow(height), style.RowFill(16, style.Stretch(left), style.Fixed(rightWidth, 0, right)))
	}
	return widgets.NewScroll(style.Column(16, p.signals(f),
		style.Stretch(pair(chartHeight, p.chartCard(f), p.driversCard(f))),
		pair(writeHeight, p.writingCard(f), p.effectsCard(f))))
}

// signals are the cards of what really moved; the last says how many only wavered.
func (p *Page) signals(f found) fyne.CanvasObject {
	w := p.words
	var cards []fyne.CanvasObject
	quiet, unmeasured := 0, 0
	for _, finding := range f.findings {
		switch {
		case finding.Signal && len(cards) < signalLimit:
			cards = append(cards, p.signalCard(f, finding))
		case finding.Value == nil:
			unmeasured++
		case !finding.Signal:
			quiet++
		}
	}
	note := w.T("reviews.quiet.note")
	if unmeasured > 0 {
		note = w.T("reviews.unmeasured", "n", w.Int(unmeasured))
	}
	cards = append(cards, face("check", palette.Sub, palette.Track, w.T("reviews.quiet", "n", w.Int(quiet)), note, p.all, func() {
		p.all = !p.all
		p.show(f)
	}))
	return style.Fixed(0, style.Grow(56), style.Grid(len(cards), 16, cards...))
}

func (p *Page) signalCard(f found, finding review.Finding) fyne.CanvasObject {
	w, k := p.words, f.kpis[finding.KPI]
	side, ink, tint := "low", palette.Bad, palette.BadTint
	if finding.Above {
		side = "high"
	}
	if finding.Above == (k.Direction != kpi.Down) {
		ink, tint = palette.Good, palette.GoodTint
	}
	title := p.name(k) + " " + w.T("chart.signal."+string(finding.Rule)+"."+side, "period", charts.PeriodLabel(p.period, w))
	note := w.Value(finding.Value, k.Unit)
	if finding.Limits.Low != nil && finding.Limits.High != nil {
		note += w.T("reviews.usual", "range", w.Range(w.Value(finding.Limits.Low, k.Unit), w.Value(finding.Limits.High, k.Unit)))
	}
	return face("pulse", ink, tint, title, note, !p.all && f.chosen.KPI == finding.KPI, func() {
		p.key, p.all, p.writing = finding.KPI, false, true
		p.Reload()
	})
}

// face is a card of an icon and two lines.
func face(icon string, ink, tint palette.Token, title, note string, chosen bool, tapped func()) fyne.CanvasObject {
	border := palette.Line
	if chosen {
		border = palette.Accent
	}
	ground, patch := style.Box(palette.Card, border, 8), canvas.NewRectangle(style.Color(tint))
	if chosen {
		ground.StrokeWidth = 2
	}
	patch.CornerRadius = 4
	row := style.Row(12, style.Fixed(32, 32, container.NewStack(patch, style.Pad(7, style.Image(icon, ink, 18)))),
		style.Stretch(style.Column(0, widgets.NewCutText(title, style.Small, palette.Ink, true), widgets.NewCutText(note, style.Small, palette.Sub, false))))
	objects := []fyne.CanvasObject{ground, style.PadSides(8, 12, 8, 12, row)}
	if tapped != nil {
		objects = append([]fyne.CanvasObject{widgets.NewTapArea(tapped)}, objects...)
	}
	return container.NewStack(objects...)
}

func (p *Page) chartCard(f found) fyne.CanvasObject {
	w, k := p.words, f.kpis[f.chosen.KPI]
	var chart fyne.CanvasObject = widgets.EmptyState("chart", w.T("reviews.chart.empty"), nil)
	if f.series.Measured() > 0 {
		drawn := native.New(charts.LineOf(f.series, w)).Saving(p.nav.SaveChart)
		drawn.OnTap = func(key string) {
			if when, err := p.deps.Calendar().Parse(key); err == nil {
				p.period = when
				p.Reload()
			}
		}
		chart = drawn
	}
	var badge fyne.CanvasObject
	if f.chosen.Signal {
		badge = widgets.Badge("pulse", w.T("reviews.rule."+string(f.chosen.Rule)), f.chosen.Above == (k.Direction != kpi.Down))
	}
	note := w.T("reviews.chart.note")
	if f.chosen.Provisional {
		note = w.T("reviews.provisional")
	}
	return widgets.Card(p.name(k), note, badge, chart)
}
