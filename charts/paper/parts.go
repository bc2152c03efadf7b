package paper

import (
	"slices"

	"shirube/assets/face"
	"shirube/assets/palette"
	"shirube/charts"
	"shirube/charts/scene"
	"shirube/data/report"
)

// Charts on paper are somewhat smaller than on the screen.
const chartScale = 0.85

// parts puts the sections of the document on paper in their order, and tells
// whether there was any.
func (s *sheet) parts() (any bool) {
	parts := map[report.Section]struct {
		has bool
		put func()
	}{
		report.Summary:     {s.doc.Summary != nil, s.summary},
		report.Goal:        {s.doc.Goal != nil, s.goal},
		report.KPIs:        {len(s.doc.KPIs) > 0, s.kpis},
		report.Trends:      {len(s.doc.Trends) > 0, s.trends},
		report.Drivers:     {s.doc.Movement != nil, s.drivers},
		report.Causes:      {s.doc.Causes != nil, s.causes},
		report.Funnel:      {s.doc.Funnel != nil && len(s.doc.Funnel.Result.Groups) > 0, s.funnel},
		report.Channels:    {s.doc.Channels != nil && len(s.doc.Channels.Result.Groups) > 0, s.channels},
		report.Rejected:    {len(s.doc.Rejected) > 0, s.rejected},
		report.Definitions: {len(s.doc.Definitions) > 0, s.definitions},
	}
	for _, section := range s.doc.Order() {
		part := parts[section]
		if !part.has {
			continue
		}
		if any {
			s.y += gap
		}
		part.put()
		any = true
	}
	return any
}

func (s *sheet) summary() {
	for _, text := range charts.SummaryText(s.doc.Summary, s.words) {
		s.line(text, palette.Ink)
	}
}

func (s *sheet) goal() {
	g, w := s.doc.Goal, s.words
	note, target, part := charts.GoalText(g, w)
	if target != "" {
		note += " / " + target
	}
	if part != "" {
		note += "(" + part + ")"
	}
	bar := charts.BulletOf(g.Value, g.KPI.Unit, w)
	_, h := scene.Least(bar)
	s.heading("KGI "+charts.KPIName(g.KPI, w), charts.PeriodName(g.Year, w)+"  "+note, h*chartScale)
	s.chart(bar, margin, s.y, s.room(), h*chartScale, chartScale)
	s.y += h * chartScale
	for _, text := range charts.OutlookText(g, w) {
		s.paragraph(text, ink{size: small, token: palette.Sub})
	}
}

func (s *sheet) kpis() {
	w := s.words
	previous := w.T("report.previous")
	if s.doc.Previous.String() != "" {
		previous = charts.PeriodSaid(s.doc.Previous, w)
	}
	columns := []column{{}, {width: 84, end: true}, {width: 66}, {width: 74, end: true}, {width: 86, end: true}, {width: 116}, {width: 74}}
	var rows [][]cell
	for _, k := range s.doc.KPIs {
		last, unit := k.Last(), k.KPI.Unit
		rows = append(rows, []cell{
			{text: charts.KPIName(k.KPI, w), token: palette.Ink, bold: true},
			{text: w.Value(last.Value.Value, unit), token: palette.Ink, bold: true},
			{text: charts.PartsText(last.Value, unit, w), token: palette.Sub},
			{text: w.Value(last.Value.Target, unit), token: palette.Sub},
			{text: w.Value(k.Previous().Value.Value, unit), token: palette.Sub},
			{draw: func(b scene.Box) {
				if k.Measured() > 1 {
					s.chart(charts.SparkOf(k, w), b.X, b.Y+2, b.W, b.H-4, 0.7)
				}
			}},
			{draw: func(b scene.Box) { s.state(b, last) }},
		})
	}
	s.heading("KPI", charts.PeriodName(s.doc.Period, w), 3*rowHeight)
	s.table(columns, heads(w.T("report.kpi"), w.T("report.value"), "", w.T("report.target"), previous, w.T("report.trend"), w.T("report.state")), rows)
	s.y += 4
	s.paragraph(w.T("report.kpi.note"), ink{size: small, token: palette.Sub})
}

// state is a value's sign with its word.
func (s *sheet) state(b scene.Box, p report.Point) {
	mark := charts.MarkOf(p.Value.State)
	s.page().Put(scene.Sign(mark, s.ink), b.X, b.Y+b.H/2-6, 12.0/14)
	token := map[charts.Mark]palette.Token{charts.Good: palette.GoodText, charts.Caution: palette.CautionText, charts.Bad: palette.BadText, charts.Plain: palette.Sub}[mark]
	s.set(b.X+17, b.Y+b.H/2, cut(charts.StateWord(p.Value.State, s.words), b.W-17, body, true), ink{size: body, token: token, bold: true})
}

// trends shows what signals in full width with its moving ranges, the rest in
// pairs.
func (s *sheet) trends() {
	var rest []report.Series
	w := s.words
	s.heading(w.T("report.trends"), "", 240)
	for _, k := range s.doc.Trends {
		if k.Last().Rule == "" {
			rest = append(rest, k)
			continue
		}
		s.trend(k, margin, s.room(), 236, true)
		s.y += 12
	}
	const between = 24
	wide := (s.room() - between) / 2
	for pair := range slices.Chunk(rest, 2) {
		s.need(172)
		top := s.y
		for i, k := range pair {
			s.y = top
			s.trend(k, margin+float64(i)*(wide+between), wide, 148, false)
		}
		s.y += 12
	}
}

func (s *sheet) trend(k report.Series, x, wide, high float64, ranges bool) {
	w := s.words
	line := charts.LineOf(k, w)
	if !ranges {
		line.Ranges = nil
	}
	s.need(22 + high)
	note := charts.ValueText(k.Last().Value, k.KPI.Unit, w)
	s.set(x, s.y+8, cut(line.Title, wide*0.6, body, true), ink{size: body, token: palette.Ink, bold: true})
	s.set(x+wide, s.y+8, note, ink{size: small, token: palette.Sub, anchor: scene.End})
	if last := len(k.Points) - 1; k.Points[last].Rule != "" && k.Points[last].Value.Value != nil {
		text, good := charts.SignalText(k, last, w)
		token := palette.BadText
		if good {
			token = palette.GoodText
		}
		s.set(x+face.Width(cut(line.Title, wide*0.6, body, true), body, true)+14, s.y+8, text, ink{size: small, token: token, bold: true})
	}
	s.chart(line, x, s.y+22, wide, high, chartScale)
	s.y += 22 + high
}

func (s *sheet) drivers() {
	fall := charts.DriversOf(s.doc.Movement, s.words)
	if fall == nil {
		return
	}
	_, h := scene.Least(fall)
	h *= chartScale
	s.heading(fall.Title, charts.DriversNote(s.doc.Movement, s.words), h)
	s.chart(fall, margin, s.y, s.room(), h, chartScale)
	s.y += h
}

func (s *sheet) causes() {
	b, w := s.doc.Causes, s.words
	s.heading(w.T("report.causes"), "", 3*rowHeight)
	if len(b.Causes) > 0 {
		s.texts(charts.CauseTable(b, w), []column{{width: 120}, {long: true}})
		s.y += 12
	}
	if len(b.Actions) > 0 {
		s.texts(charts.ActionTable(b, w), []column{{long: true}, {width: 64}, {width: 96}, {width: 110}, {width: 78, end: true}})
		s.y += 12
	}
	if len(b.Effects) > 0 {
		s.heading(w.T("report.effects"), "", 3*rowHeight)
		rows := charts.EffectTable(b, w)
		columns, body := []column{{long: true}, {width: 120}, {width: 170}, {width: 140}}, [][]cell{}
		for i, r := range rows[1:] {
			mark := charts.GainMark(b.Effects[i].Outcome)
			verdict := r[3]
			body = append(body, []cell{said(r[0]), said(r[1]), said(r[2]), {draw: func(box scene.Box) {
				s.page().Put(scene.Sign(mark, s.ink), box.X, box.Y+box.H/2-6, 12.0/14)
				s.set(box.X+17, box.Y+box.H/2, cut(verdict, box.W-17, 12.5, true), ink{size: 12.5, token: palette.Ink, bold: true})
			}}})
		}
		s.table(columns, heads(rows[0]...), body)
	}
}

// texts sets a table of plain text, header first.
func (s *sheet) texts(rows [][]string, columns []column) {
	var cells [][]cell
	for _, r := range rows[1:] {
		line := make([]cell, len(r))
		for i, t := range r {
			line[i] = said(t)
		}
		cells = append(cells, line)
	}
	s.table(columns, heads(rows[0]...), cells)
}

func (s *sheet) funnel() {
	b, w := s.doc.Funnel, s.words
	if charts.FunnelEmpty(b) {
		s.heading(w.T("chart.funnel"), "", rowHeight)
		s.line(charts.FunnelNote(b, w), palette.Sub)
		s.line(w.T("report.funnel.empty"), palette.Ink)
		return
	}
	f := charts.FunnelOf(b.Result.Groups[0], b.Stages, b.Result.Bottleneck, w, false)
	_, h := scene.Least(f)
	h *= chartScale
	s.heading(f.Title, "", h+40)
	s.paragraph(charts.FunnelNote(b, w), ink{size: small, token: palette.Sub})
	s.y += 8
	s.need(h)
	s.chart(f, margin, s.y, s.room(), h, chartScale)
	s.y += h + 12
	s.texts(charts.StageTable(b, w), []column{{}, {width: 80, end: true}, {width: 96, end: true}, {width: 130, end: true}, {width: 120, end: true}, {width: 96, end: true}})
}

func (s *sheet) channels() {
	b, w := s.doc.Channels, s.words
	rows := charts.ChannelTable(b, w)
	columns := []column{{}}
	each := min(110, s.room()*0.75/float64(max(1, len(rows[0])-1))-columnGap)
	for range rows[0][1:] {
		columns = append(columns, column{width: each, end: true})
	}
	s.heading(w.T("report.channels"), "", 3*rowHeight)
	s.paragraph(charts.FunnelNote(b, w), ink{size: small, token: palette.Sub})
	s.texts(rows, columns)
	s.y += 4
	s.paragraph(w.T("report.channels.note"), ink{size: small, token: palette.Sub})
}

func (s *sheet) rejected() {
	w := s.words
	s.heading(w.T("report.rejected"), "", 3*rowHeight)
	s.paragraph(w.T("report.rejected.note"), ink{size: small, token: palette.Sub})
	rows := [][]string{{w.T("report.file"), w.T("report.rows")}}
	for _, r := range s.doc.Rejected {
		count, reasons := charts.RejectionText(r, w)
		for i, reason := range reasons {
			if i == 0 {
				count += " ・ "
			} else {
				count += ", "
			}
			count += reason
		}
		rows = append(rows, []string{r.File, count})
	}
	s.texts(rows, []column{{width: 220}, {long: true}})
}

func (s *sheet) definitions() {
	w := s.words
	s.heading(w.T("report.definitions"), "", 3*rowHeight)
	rows := [][]string{{w.T("report.kpi"), w.T("report.formula")}}
	for _, d := range s.doc.Definitions {
		rows = append(rows, []string{charts.KPIName(d.KPI, w), charts.FormulaText(d, w)})
	}
	s.texts(rows, []column{{width: 180}, {long: true}})
	s.y += 4
	for _, note := range []string{"rates", "limits", "dash"} {
		s.paragraph(w.T("report.definitions."+note), ink{size: small, token: palette.Sub})
	}
}
