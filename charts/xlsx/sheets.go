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
