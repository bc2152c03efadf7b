package charts

import (
	"shirube/assets/words"
	"shirube/data/kpi"
)

// ForecastText says where a value will end, never without its band; where that
// can't be said, "—" and why; "" where nothing is foreseen (the period is over,
// a rate).
func ForecastText(v kpi.Value, unit string, w *words.Words) string {
	switch {
	case v.Forecast != nil:
		return w.T("chart.forecast.banded", "value", w.Value(v.Forecast, unit), "band", BandText(v, unit, w))
	case v.Outlook != nil:
		return w.T("chart.forecast.lacking", "why", LackText(v.Outlook.Lack, w))
	}
	return ""
}

// BandText is the band of a forecast, "" without one.
func BandText(v kpi.Value, unit string, w *words.Words) string {
	if v.Low == nil || v.High == nil {
		return ""
	}
	return w.T("chart.forecast.band", "low", w.Value(v.Low, unit), "high", w.Value(v.High, unit))
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
