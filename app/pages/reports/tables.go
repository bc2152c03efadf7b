package reports

import (
	"fyne.io/fyne/v2"

	"shirube/app/style"
	"shirube/assets/palette"
	"shirube/charts"
	"shirube/data/report"
)

// trendsShown are as many charts as the preview draws; the page written has all.
const trendsShown = 4

// column of a table on paper.
type column struct {
	width float32 // 0 = what is left
	right bool
}

// row of a table.
func (s *sheet) row(columns []column, cells ...fyne.CanvasObject) fyne.CanvasObject {
	row := style.Row(8)
	for i, c := range cells {
		if columns[i].width > 0 {
			row.Add(style.Fixed(columns[i].width, 0, c))
			continue
		}
		row.Add(style.Stretch(style.Column(0, style.Spacer(), c, style.Spacer())))
	}
	return style.Fixed(0, 20, row)
}

// table sets rows of text under a heading.
func (s *sheet) table(columns []column, rows [][]string) fyne.CanvasObject {
	t := style.Column(0)
	for i, texts := range rows {
		token, bold := palette.Ink, false
		if i == 0 {
			token = palette.Sub
		}
		var cells []fyne.CanvasObject
		for j, text := range texts {
			text = s.cut(text, bold, s.room(columns[j]))
			if columns[j].right {
				cells = append(cells, s.right(text, token, bold))
			} else {
				cells = append(cells, s.text(text, paperText, token, bold))
			}
		}
		t.Add(s.row(columns, cells...))
		t.Add(s.rule(palette.Line))
	}
	return t
}

func (s *sheet) room(c column) float32 {
	if c.width > 0 {
		return c.width
	}
	return paperWidth / 2
}

func (s *sheet) kpis() fyne.CanvasObject {
	if len(s.doc.KPIs) == 0 {
		return nil
	}
	w := s.words
	columns := []column{{}, {90, true}, {72, true}, {72, true}, {96, false}, {64, false}}
	previous := w.T("report.previous")
	if s.doc.Previous.String() != "" {
		previous = charts.PeriodLabel(s.doc.Previous, w)
	}
	t := style.Column(0, s.row(columns,
		s.text(w.T("report.kpi"), paperText, palette.Sub, false), s.right(w.T("report.value"), palette.Sub, false),
		s.right(w.T("report.target"), palette.Sub, false), s.right(previous, palette.Sub, false),
		s.text(s.cut(w.T("report.trend"), false, 96), paperText, palette.Sub, false), s.text(w.T("report.state"), paperText, palette.Sub, false)))
	for _, k := range s.doc.KPIs {
		last, unit := k.Last(), k.KPI.Unit
		var spark fyne.CanvasObject = s.text("", paperText, palette.Sub, false)
		if k.Measured() > 1 {
			spark = s.chart(charts.SparkOf(k, w), 96, 18)
		}
		t.Add(s.rule(palette.Line))
		t.Add(s.row(columns,
			s.text(s.cut(w.Name("kpi", k.KPI.Key, k.KPI.Name), true, 140), paperText, palette.Ink, true),
			s.right(w.Value(last.Value.Value, unit), palette.Ink, true),
			s.right(w.Value(last.Value.Target, unit), palette.Sub, false),
			s.right(w.Value(k.Previous().Value.Value, unit), palette.Sub, false),
			spark, s.state(last.Value)))
	}
	return s.section("KPI", charts.PeriodName(s.doc.Period, w), t)
}

func (s *sheet) trends() fyne.CanvasObject {
	if len(s.doc.Trends) == 0 {
		return nil
	}
	w := s.words
	parts := style.Column(12)
	for _, k := range signalsFirst(s.doc.Trends)[:min(trendsShown, len(s.doc.Trends))] {
		line := charts.LineOf(k, w)
		note := charts.ValueText(k.Last().Value, k.KPI.Unit, w)
		if rule := k.Last().Rule; rule != "" {
			note += "  " + w.T("chart.rule."+rule)
		}
		parts.Add(s.section(line.Title, note, s.chart(line, 200, 190)))
	}
	return parts
}

// signalsFirst puts what signals before the rest, otherwise in the document's order.
func signalsFirst(all []report.Series) []report.Series {
	var signals, rest []report.Series
	for _, k := range all {
		if k.Last().Rule != "" {
			signals = append(signals, k)
		} else {
			rest = append(rest, k)
		}
	}
	return append(signals, rest...)
}

func (s *sheet) funnel() fyne.CanvasObject {
	f := s.doc.Funnel
	if f == nil || len(f.Result.Groups) == 0 {
		return nil
	}
	chart := charts.FunnelOf(f.Result.Groups[0], f.Stages, f.Result.Bottleneck, s.words, true)
	return s.section(s.words.T("chart.funnel"), charts.QuestionNote(f.Question, s.words), s.chart(chart, 200, 220))
}

func (s *sheet) channels() fyne.CanvasObject {
	c := s.doc.Channels
	if c == nil {
		return nil
	}
	w := s.words
	heads, columns := []string{w.T("chart.channel")}, []column{{}}
	for _, stage := range c.Stages {
		heads, columns = append(heads, w.Name("stage", stage.Key, stage.Name)), append(columns, column{88, true})
	}
	rows := [][]string{heads}
	for _, g := range c.Result.Groups {
		row := []string{charts.GroupName(g.Group, w)}
		for _, stage := range g.Stages {
			text := w.Int(stage.Count)
			if stage.FromPrevious != nil {
				text += "(" + w.Percent(*stage.FromPrevious) + ")"
			}
			row = append(row, text)
		}
		rows = append(rows, row)
	}
	return s.section(w.T("report.channels"), "", s.table(columns, rows))
}

func (s *sheet) rejected() fyne.CanvasObject {
	if len(s.doc.Rejected) == 0 {
		return nil
	}
	w := s.words
	rows := [][]string{{w.T("reports.rejected.file"), w.T("reports.rejected.rows")}}
	for _, r := range s.doc.Rejected {
		rows = append(rows, []string{r.File, w.T("report.rejected.count", "n", w.Int(r.Count), "rows", w.Int(r.Rows))})
	}
	return s.section(w.T("report.rejected"), "", s.table([]column{{}, {200, true}}, rows))
}

func (s *sheet) definitions() fyne.CanvasObject {
	if len(s.doc.Definitions) == 0 {
		return nil
	}
	w := s.words
	rows := [][]string{{w.T("report.kpi"), w.T("reports.formula")}}
	for _, d := range s.doc.Definitions {
		rows = append(rows, []string{w.Name("kpi", d.KPI.Key, d.KPI.Name), d.KPI.Formula})
	}
	return s.section(w.T("report.definitions"), "", s.table([]column{{180, false}, {}}, rows))
}
