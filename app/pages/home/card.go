package home

import (
	"math"

	"fyne.io/fyne/v2"

	"shirube/app/route"
	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/charts"
	"shirube/charts/native"
	"shirube/data/report"
)

// room is the width inside a card in the smallest window.
const room = 220

// fits tells whether texts have room beside what takes width already.
func fits(width float32, texts ...string) bool {
	for _, text := range texts {
		if text != "" {
			width += style.Width(text, style.Small, false) + 8
		}
	}
	return width <= room
}

// kpiCard is one KPI: its value of the running month against pace and target,
// twelve months in their limits, and whether the last movement was a signal.
func (p *Page) kpiCard(s report.Series) fyne.CanvasObject {
	w, v := p.words, s.Last().Value
	open := func() { p.nav.Go(route.KPIs{Key: s.KPI.Key}) }
	spark := native.New(charts.SparkOf(s, w))
	spark.OnTap = func(string) { open() }
	face := widgets.KPIFace{
		Name: p.words.Name("kpi", s.KPI.Key, s.KPI.Name), Parts: charts.PartsText(v, s.KPI.Unit, w),
		State: widgets.StateOf(charts.MarkOf(v.State)), StateWord: charts.StateWord(v.State, w),
		Spark: spark, Badge: p.badge(s), Note: w.T("chart.rule.none"),
	}
	face.Value, face.Unit = w.Split(v.Value, s.KPI.Unit)
	value := style.Width(face.Value, style.Title, true)
	if s.Measured() == 0 {
		face.Note = w.T("home.card.unmeasured")
	}
	growing := v.Pace != nil && v.Target != nil && *v.Pace != *v.Target
	switch {
	case growing:
		target, _ := w.Split(v.Target, s.KPI.Unit)
		pace := math.Round(*v.Pace)
		so, _ := w.Split(&pace, s.KPI.Unit)
		face.Target = w.T("home.card.pace", "value", target, "pace", so)
		if !fits(value, face.Unit, face.Parts, face.Target) {
			face.Target = w.T("home.card.so_far", "pace", so)
		}
	case v.Target != nil:
		face.Target = w.T("home.card.target", "value", w.Value(v.Target, s.KPI.Unit))
	}
	if v.Ratio != nil && face.Badge == nil {
		key := "home.card.target_ratio"
		if growing {
			key = "home.card.pace_ratio"
		}
		face.Ratio = w.T(key, "value", w.Number(*v.Ratio*100, 0))
	}
	if !fits(value, face.Unit, face.Parts, face.Target) {
		face.Parts = ""
	}
	if !fits(value, face.Unit, face.Target) {
		face.Target = ""
	}
	if !fits(0, face.Note, face.Ratio) {
		face.Note = ""
	}
	return widgets.NewKPICard(face, open)
}

// badge is the latest signal of the last three periods, nil where there is none.
func (p *Page) badge(s report.Series) fyne.CanvasObject {
	for i := len(s.Points) - 1; i >= max(0, len(s.Points)-3); i-- {
		pt := s.Points[i]
		if pt.Rule == "" || pt.Value.Value == nil {
			continue
		}
		text, good := charts.SignalText(s, i, p.words)
		return widgets.NewTapBadge("pulse", text, good, func() {
			p.nav.Go(route.Reviews{Period: pt.Period.String(), KPI: s.KPI.Key})
		})
	}
	return nil
}
