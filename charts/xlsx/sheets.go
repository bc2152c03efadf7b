package xlsx

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"shirube/charts"
	"shirube/data/report"
)

// Columns of the sheet of numbers.
const (
	colName = iota + 1
	colKey
	colPeriod
	colValue
	colNumerator
	colDenominator
	colTarget
	colMean
	colLow
	colHigh
	colRule
)

// numbers lists every point of every KPI once; the other sheets refer to it.
// A rate is a formula over its parts.
func (b *book) numbers() {
	w, name := b.words, b.add("numbers")
	b.head(name, 1, w.T("report.kpi"), w.T("report.key"), w.T("chart.period"), w.T("report.value"), w.T("report.numerator"), w.T("report.denominator"),
		w.T("report.target"), w.T("report.mean"), w.T("report.low"), w.T("report.high"), w.T("report.signal"))
	b.widths(name, 22, 20, 14, 14, 14, 14, 14, 14, 14, 14, 18)
	row := 2
	for _, s := range b.series() {
		b.rows[s.KPI.Key] = row
		for i := range s.Points {
			b.point(name, row, s, s.Points[i])
			row++
		}
	}
	b.check(b.f.SetPanes(name, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}))
	if row > 2 {
		b.check(b.f.AutoFilter(name, "A1:"+at(colRule, row-1), nil))
	}
}

// series are the KPIs of the report, each once.
func (b *book) series() []report.Series {
	if len(b.doc.KPIs) > 0 {
		return b.doc.KPIs
	}
	return b.doc.Trends
}

func (b *book) point(name string, row int, s report.Series, p report.Point) {
	w, unit := b.words, s.KPI.Unit
	b.text(name, at(colName, row), charts.KPIName(s.KPI, w))
	b.text(name, at(colKey, row), s.KPI.Key)
	b.text(name, at(colPeriod, row), p.Period.String())
	v := p.Value
	if v.Value != nil && v.Numerator != nil && v.Denominator != nil && *v.Denominator != 0 {
		b.number(name, at(colNumerator, row), v.Numerator, "count")
		b.number(name, at(colDenominator, row), v.Denominator, "count")
		b.formula(name, at(colValue, row), at(colNumerator, row)+"/"+at(colDenominator, row), v.Value, unit)
	} else {
		b.number(name, at(colValue, row), v.Value, unit)
	}
	b.optional(name, at(colTarget, row), v.Target, unit)
	low, high := p.Low, p.High
	if low == nil {
		low = s.Low
	}
	if high == nil {
		high = s.High
	}
	b.optional(name, at(colMean, row), s.Mean, unit)
	b.optional(name, at(colLow, row), low, unit)
	b.optional(name, at(colHigh, row), high, unit)
	if p.Rule != "" {
		b.text(name, at(colRule, row), w.T("chart.rule."+p.Rule))
	}
}

// optional leaves a cell empty where there is no number.
func (b *book) optional(sheet, cell string, v *float64, unit string) {
	if v != nil {
		b.number(sheet, cell, v, unit)
	}
}

// summary says the report in short: the sentences, the goal, the KPIs.
func (b *book) summary() {
	w, name := b.words, b.sheet("summary")
	b.widths(name, 30, 16, 16, 16, 16, 12, 24)
	b.text(name, "A1", b.title())
	b.style(name, "A1", "!!")
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
	row++
	if b.doc.Summary != nil {
		for _, line := range charts.SummaryText(b.doc.Summary, w) {
			b.text(name, at(1, row), line)
			row++
		}
		row++
	}
	if g := b.doc.Goal; g != nil {
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
		row += 2
	}
	if len(b.doc.KPIs) == 0 {
		return
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

// drivers are what moved the goal; their sum is a formula.
func (b *book) drivers() {
	m, w := b.doc.Movement, b.words
	if m == nil || len(m.Finding.Drivers) == 0 || m.Finding.Previous == nil {
		return
	}
	name, unit := b.add("drivers"), m.KPI.Unit
	b.widths(name, 30, 18, 4, 16, 16, 16, 16)
	b.head(name, 1, w.T("chart.factor"), w.T("report.contribution"))
	row := 2
	put := func(label string, v *float64) {
		b.text(name, at(1, row), label)
		b.number(name, at(2, row), v, unit)
		row++
	}
	put(charts.PeriodName(m.From, w), m.Finding.Previous)
	for _, d := range m.Finding.Drivers {
		put(charts.FactorName(m.Names, d.Factor, w), &d.Contribution)
	}
	b.text(name, at(1, row), charts.PeriodName(m.To, w))
	b.formula(name, at(2, row), fmt.Sprintf("SUM(B2:B%d)", row-1), m.Finding.Value, unit)
	b.fall(name, row)
}

// causes are what was found, decided on and tried.
func (b *book) causes() {
	c := b.doc.Causes
	if c == nil {
		return
	}
	name := b.add("causes")
	b.widths(name, 44, 24, 24, 24, 16)
	row := 1
	for _, rows := range [][][]string{charts.CauseTable(c, b.words), charts.ActionTable(c, b.words), charts.EffectTable(c, b.words)} {
		if len(rows) > 1 {
			row = b.table(name, row, rows)
		}
	}
}

// notes say what was left out and how the numbers are computed.
func (b *book) notes() {
	w, name := b.words, b.add("notes")
	b.widths(name, 36, 70)
	row := 1
	if len(b.doc.Rejected) > 0 {
		rows := [][]string{{w.T("report.file"), w.T("report.rows")}}
		for _, r := range b.doc.Rejected {
			count, reasons := charts.RejectionText(r, w)
			for _, reason := range reasons {
				count += "\n" + reason
			}
			rows = append(rows, []string{r.File, count})
		}
		row = b.table(name, row, rows)
	}
	if len(b.doc.Definitions) > 0 {
		rows := [][]string{{w.T("report.kpi"), w.T("report.formula")}}
		for _, d := range b.doc.Definitions {
			rows = append(rows, []string{charts.KPIName(d.KPI, w), charts.FormulaText(d, w)})
		}
		row = b.table(name, row, rows)
	}
	for _, note := range []string{"rates", "limits", "dash"} {
		b.text(name, at(1, row), w.T("report.definitions."+note))
		row++
	}
	b.text(name, at(1, row+1), w.T("report.footer"))
}
