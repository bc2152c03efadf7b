package charts

import (
	"shirube/assets/words"
	"shirube/data/kpi"
	"shirube/data/period"
)

// PeriodName writes a period in words: 2026年10月.
func PeriodName(p period.Period, w *words.Words) string {
	return w.Period(string(p.Grain), p.From.Time(), p.To.Time())
}

// PeriodLabel writes a period for an axis: 10月.
func PeriodLabel(p period.Period, w *words.Words) string {
	return w.PeriodShort(string(p.Grain), p.From.Time(), p.To.Time())
}

// PeriodSaid writes a period in a sentence, where a week is told from its
// first day: 10月, 11/2の週.
func PeriodSaid(p period.Period, w *words.Words) string {
	if p.Grain == period.Week {
		return w.T("chart.week_of", "day", PeriodLabel(p, w))
	}
	return PeriodLabel(p, w)
}

// BulletOf draws a goal's value against its pace, target and forecast.
func BulletOf(v kpi.Value, unit string, w *words.Words) *Bullet {
	b := &Bullet{
		Actual: v.Value, Pace: v.Pace, Target: v.Target, Forecast: v.Forecast, Low: v.Low, High: v.High,
		ActualText: w.T("chart.actual", "value", w.Value(v.Value, unit)),
	}
	if v.Pace != nil {
		b.PaceText = w.T("chart.pace", "value", w.Value(v.Pace, unit))
	}
	if v.Target != nil {
		b.TargetText = w.T("chart.target", "value", w.Value(v.Target, unit))
	}
	if v.Forecast != nil {
		b.ForecastText, b.BandText = w.T("chart.forecast", "value", Foreseen(v.Forecast, unit, w)), BandText(v, unit, w)
	}
	return b
}

// ChanceText writes the KGI's chance of reaching its target in whole percent,
// which is as fine as its futures tell it; only what is certain is 0 or 100.
func ChanceText(chance float64, w *words.Words) string {
	switch {
	case chance < 0.01:
		return w.T("chart.chance.under", "value", w.Int(1))
	case chance > 0.99 && chance < 1:
		return w.T("chart.chance.over", "value", w.Int(99))
	}
	return w.T("chart.chance.percent", "value", w.Number(chance*100, 0))
}

// MarkOf is the colour of a state.
func MarkOf(s kpi.State) Mark {
	switch s {
	case kpi.OnTrack:
		return Good
	case kpi.Caution:
		return Caution
	case kpi.Behind:
		return Bad
	}
	return Plain
}

// StateWord is the word beside a state's mark: 順調, 注意, 遅れ, 未計測, 目標なし.
func StateWord(s kpi.State, w *words.Words) string { return w.T("chart.state." + string(s)) }

// VerdictWord is the word for how a value stands: that of its state, but that a
// value missing although it was measured (a division by zero) can't be computed.
func VerdictWord(v kpi.Value, w *words.Words) string {
	if v.Value == nil && v.Numerator != nil && v.Denominator != nil {
		return w.T("chart.state.undefined")
	}
	return StateWord(v.State, w)
}

// ValueText writes a value with its parts: 40.2%(45/112).
func ValueText(v kpi.Value, unit string, w *words.Words) string {
	s := w.Value(v.Value, unit)
	if parts := PartsText(v, unit, w); parts != "" {
		return w.T("chart.with_parts", "value", s, "parts", parts)
	}
	return s
}

// PartsText writes a rate's n/d, "" for anything else.
func PartsText(v kpi.Value, unit string, w *words.Words) string {
	if unit != "ratio" || v.Value == nil || v.Numerator == nil || v.Denominator == nil {
		return ""
	}
	return w.Rate(*v.Numerator, *v.Denominator)
}
