package xlsx

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"shirube/assets/palette"
	"shirube/charts"
)

// Charts stand two to a row; their size is in pixels, rows are 20 high.
const (
	chartWidth  = 560
	chartHeight = 280
	chartRows   = 15
	chartColumn = 9
)

func (b *book) chart(sheet, cell string, c *excelize.Chart) {
	c.Dimension = excelize.ChartDimension{Width: chartWidth, Height: chartHeight}
	b.check(b.f.AddChart(sheet, cell, c))
}

func titled(text string) excelize.ChartTitle {
	return excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: plain(text), Font: &excelize.Font{Bold: true, Size: 11, Color: hex(palette.Ink)}}}}
}

func axisFont() excelize.Font { return excelize.Font{Size: 9, Color: hex(palette.Sub)} }

// trends draws every KPI with its target and limits from the sheet of numbers.
func (b *book) trends() {
	if len(b.doc.Trends) == 0 {
		return
	}
	name, ref := b.add("trends"), b.ref("numbers")
	for i, s := range b.doc.Trends {
		first := b.rows[s.KPI.Key]
		last := first + len(s.Points) - 1
		column := func(c int) string {
			letter, err := excelize.ColumnNumberToName(c)
			b.check(err)
			return fmt.Sprintf("%s$%s$%d:$%s$%d", ref, letter, first, letter, last)
		}
		line := func(c int, t palette.Token, width float64, dash excelize.LineDashType) excelize.ChartSeries {
			letter, err := excelize.ColumnNumberToName(c)
			b.check(err)
			return excelize.ChartSeries{
				Name: fmt.Sprintf("%s$%s$1", ref, letter), Categories: column(colPeriod), Values: column(c),
				Line: excelize.LineOptions{Width: width, Dash: dash, Fill: fill(t)}, Marker: excelize.ChartMarker{Symbol: "none"},
			}
		}
		series := []excelize.ChartSeries{line(colValue, palette.Accent, 2, excelize.LineDashSolid)}
		for _, extra := range []struct {
			has  bool
			col  int
			tone palette.Token
			dash excelize.LineDashType
		}{
			{s.Last().Value.Target != nil, colTarget, palette.Caution, excelize.LineDashDash},
			{s.Mean != nil, colMean, palette.AccentMid, excelize.LineDashSolid},
			{s.Last().Low != nil || s.Low != nil, colLow, palette.AccentMid, excelize.LineDashDash},
			{s.Last().High != nil || s.High != nil, colHigh, palette.AccentMid, excelize.LineDashDash},
		} {
			if extra.has {
				series = append(series, line(extra.col, extra.tone, 1, extra.dash))
			}
		}
		b.chart(name, at(1+(i%2)*chartColumn, 1+i/2*chartRows), &excelize.Chart{
			Type: excelize.Line, Series: series, Title: titled(charts.KPIName(s.KPI, b.words)), ShowBlanksAs: "gap",
			Legend: excelize.ChartLegend{Position: "bottom"}, XAxis: excelize.ChartAxis{Font: axisFont()},
			YAxis: excelize.ChartAxis{Font: axisFont(), MajorGridLines: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: format(s.KPI.Unit)}},
		})
	}
}

// bars draws counts as lying bars, the first on top.
func (b *book) bars(sheet string, first, last int, cell string) {
	gap := uint(40)
	b.chart(sheet, cell, &excelize.Chart{
		Type: excelize.Bar, GapWidth: &gap, Title: titled(b.words.T("chart.funnel")), Legend: excelize.ChartLegend{Position: "none"},
		Series: []excelize.ChartSeries{{
			Name: b.ref("funnel") + "$B$3", Categories: fmt.Sprintf("%s$A$%d:$A$%d", b.ref("funnel"), first, last),
			Values: fmt.Sprintf("%s$B$%d:$B$%d", b.ref("funnel"), first, last), Fill: fill(palette.Accent),
		}},
		XAxis: excelize.ChartAxis{Font: axisFont(), ReverseOrder: true}, YAxis: excelize.ChartAxis{Font: axisFont()},
		PlotArea: excelize.ChartPlotArea{ShowVal: true},
	})
}

// fall draws a waterfall, which spreadsheets of before 2016 and LibreOffice
// lack, as columns on an invisible base; the base and the two kinds of step
// are formulas over the contributions.
func (b *book) fall(sheet string, last int) {
	w := b.words
	for i, text := range []string{w.T("report.base"), w.T("report.whole"), w.T("report.up"), w.T("report.down")} {
		b.text(sheet, at(4+i, 1), text)
	}
	b.set(sheet, "D1", "G1", "!")
	for row := 2; row <= last; row++ {
		parts := []string{"0", fmt.Sprintf("B%d", row), "0", "0"}
		if row > 2 && row < last {
			parts = []string{fmt.Sprintf("MIN(SUM(B$2:B%d),SUM(B$2:B%d))", row-1, row), "0", fmt.Sprintf("MAX(B%d,0)", row), fmt.Sprintf("MAX(-B%d,0)", row)}
		}
		for i, f := range parts {
			b.check(b.f.SetCellFormula(sheet, at(4+i, row), f))
		}
	}
	b.set(sheet, "D2", at(7, last), format(b.doc.Movement.KPI.Unit))
	var series []excelize.ChartSeries
	for i, c := range []excelize.Fill{{Type: "pattern"}, fill(palette.Accent), fill(palette.Good), fill(palette.Bad)} {
		letter := string(rune('D' + i))
		series = append(series, excelize.ChartSeries{
			Name: fmt.Sprintf("%s$%s$1", b.ref("drivers"), letter), Categories: fmt.Sprintf("%s$A$2:$A$%d", b.ref("drivers"), last),
			Values: fmt.Sprintf("%s$%s$2:$%s$%d", b.ref("drivers"), letter, letter, last), Fill: c,
		})
	}
	gap := uint(40)
	b.chart(sheet, at(1, last+3), &excelize.Chart{
		Type: excelize.ColStacked, GapWidth: &gap, Series: series, Legend: excelize.ChartLegend{Position: "none"},
		Title: titled(w.T("chart.drivers", "name", charts.KPIName(b.doc.Movement.KPI, w))),
		XAxis: excelize.ChartAxis{Font: axisFont()}, YAxis: excelize.ChartAxis{Font: axisFont(), MajorGridLines: true},
	})
}
