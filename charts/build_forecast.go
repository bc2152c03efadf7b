package charts

import (
	"math"

	"shirube/assets/words"
	"shirube/data/kpi"
	"shirube/data/report"
)

// ForecastText says where a value will end, never without its band; where that
// can't be said, "—" and why; "" where nothing is foreseen (the period is over,
// a rate).
func ForecastText(v kpi.Value, unit string, w *words.Words) string {
	switch {
	case v.Forecast != nil:
		return w.T("chart.forecast.banded", "value", Foreseen(v.Forecast, unit, w), "band", BandText(v, unit, w))
	case v.Outlook != nil:
		return w.T("chart.forecast.lacking", "why", LackText(v.Outlook.Lack, w))
	}
	return ""
}

// Foreseen writes a number that is expected: from ten on, what is counted is
// written whole.
func Foreseen(v *float64, unit string, w *words.Words) string {
	if v != nil && unit == "count" && math.Abs(*v) >= 10 {
		whole := math.Round(*v)
		v = &whole
	}
	return w.Value(v, unit)
}

// BandText is the band of a forecast, "" without one.
func BandText(v kpi.Value, unit string, w *words.Words) string {
	if v.Low == nil || v.High == nil {
		return ""
	}
	return w.T("chart.forecast.band", "low", Foreseen(v.Low, unit, w), "high", Foreseen(v.High, unit, w))
}

// OutlookText says where the goal's year will end, by which method and how wrong
// that was before, and how likely it reaches its target.
func OutlookText(g *report.GoalBlock, w *words.Words) []string {
	var lines []string
	if text := ForecastText(g.Value, g.KPI.Unit, w); text != "" {
		if basis := ForecastBasis(g.Value, w); basis != "" {
			text = w.T("chart.forecast.said", "forecast", text, "basis", basis)
		}
		lines = append(lines, text)
	}
	if text := ChanceNote(g, w); text != "" {
		lines = append(lines, text)
	}
	return lines
}

// LackText says why there is no forecast, "" where there is one.
func LackText(l *kpi.Lack, w *words.Words) string {
	if l == nil {
		return ""
	}
	return w.T("chart.lack."+l.Code, "need", spanText(l.Need, l, w), "have", spanText(l.Have, l, w))
}

func spanText(n int, l *kpi.Lack, w *words.Words) string {
	return w.T("chart.span."+string(l.Of), "n", w.Int(n))
}

// MethodName is a method of forecasting in words.
func MethodName(m kpi.Method, w *words.Words) string { return w.T("chart.method." + string(m)) }

// TestedText says how wrong a method was about past periods, "—" where it
// couldn't be asked of any.
func TestedText(g kpi.Guess, w *words.Words) string {
	if g.Error == nil {
		return None
	}
	return w.T("chart.forecast.tested", "error", w.Percent(*g.Error), "n", w.Int(g.Tests))
}

// ForecastBasis says which method a forecast is and how wrong it was, "" without one.
func ForecastBasis(v kpi.Value, w *words.Words) string {
	if v.Forecast == nil || v.Outlook == nil {
		return ""
	}
	g := v.Outlook.Chosen()
	return w.T("chart.forecast.basis", "method", MethodName(g.Method, w), "tested", TestedText(*g, w))
}
