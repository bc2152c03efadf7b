package charts

import (
	"shirube/assets/words"
	"shirube/data/kpi"
)

// SymptomText says why a KPI is likely to die; call names a KPI or measure by its key.
func SymptomText(s kpi.Symptom, unit string, call func(key string) string, w *words.Words) string {
	code := s.Code
	if code == kpi.TooMany && s.Owner == "" {
		code = "nobody"
	}
	return w.T("kpi.health."+code, "owner", s.Owner, "n", w.Int(s.Count), "measure", call(s.Measure), "period", s.Period,
		"target", w.Value(s.Target, unit), "low", w.Value(s.Low, unit), "high", w.Value(s.High, unit))
}

// MendText says what doing a mend would do, as a button does.
func MendText(m kpi.Mend, unit string, call func(key string) string, w *words.Words) string {
	name, target := call(m.KPI), ""
	if m.Added != nil { // nobody knows its key yet
		name = w.Name("kpi", m.Added.Key, m.Added.Name)
	}
	if m.Target != nil {
		target = w.Value(&m.Target.Value, unit)
	}
	return w.T("kpi.mend."+string(m.Kind), "owner", m.Owner, "target", target, "name", name, "into", call(m.Into))
}

// SuggestionText says what gives reason for a suggested target.
func SuggestionText(s kpi.Suggestion, unit string, w *words.Words) string {
	times := ""
	if s.Times != nil {
		times = w.Number(*s.Times, 2)
	}
	return w.T("kpi.suggest."+s.Code, "from", s.From, "to", s.To, "last", w.Value(s.Last, unit), "times", times)
}
