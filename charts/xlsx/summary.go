package xlsx

import (
	"github.com/xuri/excelize/v2"

	"shirube/charts"
	"shirube/data/report"
)

// summary says the report in short: the sentences, the goal and the KPIs in the
// order of their sections.
func (b *book) summary() {
	w, name := b.words, b.sheet("summary")
	b.widths(name, 30, 16, 16, 16, 16, 12, 24)
	b.text(name, "A1", b.title())
	b.style(name, "A1", "!!")
	b.logo(name)
	row := 2
	for _, line := range []string{b.doc.For, b.doc.Company, b.doc.Title, w.T("report.made", "day", w.Day(b.doc.Made.Time()))} {
		if line != "" {
			b.text(name, at(1, row), line)
			row++
		}
	}
	if !b.doc.Complete {
		b.text(name, at(1, row), w.T("report.unfinished"))
		row++
	}
	if b.doc.Notes != "" {
		b.text(name, at(1, row+1), b.doc.Notes)
		row += 2
	}
	row++
	for _, section := range b.doc.Order() {
		switch section {
		case report.Summary:
			row = b.sentences(name, row)
		case report.Goal:
			row = b.goal(name, row)
		case report.KPIs:
			row = b.kpis(name, row)
		}
	}
}

// logo stands at the right of the heading.
func (b *book) logo(name string) {
	l := b.doc.Logo
	if l == nil {
		return
	}
	k := min(1, logoWide/float64(l.Width), logoHigh/float64(l.Height))
	b.check(b.f.AddPictureFromBytes(name, "G1", &excelize.Picture{Extension: ".png", File: l.PNG,
		Format: &excelize.GraphicOptions{AltText: plain(b.doc.Company), ScaleX: k, ScaleY: k, Positioning: "oneCell"}}))
}

// The most room for a logo, in pixels.
const logoWide, logoHigh = 200.0, 64.0

// sentences, goal and kpis each fill rows of the summary and give the next free one.
func (b *book) sentences(name string, row int) int {
	if b.doc.Summary == nil {
		return row
	}
	for _, line := range charts.SummaryText(b.doc.Summary, b.words) {
		b.text(name, at(1, row), line)
		row++
	}
	return row + 1
}

func (b *book) goal(name string, row int) int {
	g, w := b.doc.Goal, b.words
	if g == nil {
		return row
	}
	unit := g.KPI.Unit
	b.head(name, row, "KGI "+charts.KPIName(g.KPI, w), w.T("report.value"), w.T("report.target"), w.T("report.reached"), w.T("report.forecast"), w.T("report.forecast_low"), w.T("report.forecast_high"), w.T("report.state"))
	row++
	b.text(name, at(1, row), charts.PeriodName(g.Year, w))
	b.number(name, at(2, row), g.Value.Value, unit)
	b.number(name, at(3, row), g.Value.Target, unit)
	b.reached(name, row, 4, 2, 3, g.Value.Value, g.Value.Target)
	b.number(name, at(5, row), g.Value.Forecast, unit)
	b.number(name, at(6, row), g.Value.Low, unit)
	b.number(name, at(7, row), g.Value.High, unit)
	b.text(name, at(8, row), charts.StateWord(g.Value.State, w))
	for _, text := range charts.OutlookText(g, w) {
		row++
		b.text(name, at(1, row), text)
	}
	return row + 2
}

func (b *book) kpis(name string, row int) int {
	w := b.words
	if len(b.doc.KPIs) == 0 {
		return row
	}
	previous := w.T("report.previous")
	if b.doc.Previous.String() != "" {
		previous = charts.PeriodSaid(b.doc.Previous, w)
	}
	b.head(name, row, w.T("report.kpi"), w.T("report.value"), w.T("report.target"), w.T("report.reached"), previous, w.T("report.state"), w.T("report.signal"))
	for _, s := range b.doc.KPIs {
		row++
		b.kpi(name, row, s)
	}
	return row + 2
}

// kpi is a KPI's row of the summary; its numbers are those of the sheet of numbers.
func (b *book) kpi(name string, row int, s report.Series) {
	w, unit, last := b.words, s.KPI.Unit, s.Last()
	from := b.rows[s.KPI.Key] + len(s.Points) - 1
	refer := func(column, from, source int, v *float64) {
		if v == nil {
			b.number(name, at(column, row), nil, unit)
			return
		}
		b.formula(name, at(column, row), b.ref("numbers")+at(source, from), v, unit)
	}
	b.text(name, at(1, row), charts.KPIName(s.KPI, w))
	refer(2, from, colValue, last.Value.Value)
	refer(3, from, colTarget, last.Value.Target)
	b.reached(name, row, 4, 2, 3, last.Value.Value, last.Value.Target)
	if len(s.Points) > 1 {
		refer(5, from-1, colValue, s.Previous().Value.Value)
	}
	b.text(name, at(6, row), charts.StateWord(last.Value.State, w))
	if at7 := len(s.Points) - 1; at7 >= 0 && last.Rule != "" && last.Value.Value != nil {
		text, _ := charts.SignalText(s, at7, w)
		b.text(name, at(7, row), text)
	}
}

// reached is value ÷ target.
func (b *book) reached(name string, row, column, value, target int, v, of *float64) {
	if v == nil || of == nil || *of == 0 {
		b.number(name, at(column, row), nil, "ratio")
		return
	}
	part := *v / *of
	b.formula(name, at(column, row), at(value, row)+"/"+at(target, row), &part, "ratio")
}
