package charts

import (
	"shirube/assets/words"
	"shirube/data/funnel"
	"shirube/data/kpi"
	"shirube/data/report"
	"slices"
	"strings"
)

// SignalText says a point's signal as on a badge ("10月 下限割れ") and whether it
// is in the KPI's good direction.
func SignalText(s report.Series, i int, w *words.Words) (text string, good bool) {
	p := s.Points[i]
	mean, low, high := s.Mean, s.Low, s.High
	if p.Low != nil {
		low = p.Low
	}
	if p.High != nil {
		high = p.High
	}
	up := mean != nil && *p.Value.Value > *mean
	if mean == nil && high != nil && low != nil {
		up = *p.Value.Value > (*low+*high)/2
	}
	side := "low"
	if up {
		side = "high"
	}
	return w.T("chart.signal."+p.Rule+"."+side, "period", PeriodSaid(p.Period, w)), up == (s.KPI.Direction != kpi.Down)
}

// QuestionNote says which funnel is shown: "4〜7月の流入・90日".
func QuestionNote(q funnel.Question, w *words.Words) string {
	text := w.T("chart.question."+string(q.View), "range", w.Range(w.MonthShort(q.Range.From.Time()), w.MonthShort(q.Range.To.Time())))
	if q.View == funnel.Cohort && q.Window != nil {
		text += w.T("chart.question.window", "days", w.Int(*q.Window))
	}
	return text
}

// RuleNote says what a funnel is counted by beside that, so that two counts
// never look like one; "" where it is counted as usual.
func RuleNote(q funnel.Question, w *words.Words) string {
	var rules []string
	if q.View == funnel.Cohort && q.Strict {
		rules = append(rules, w.T("chart.rule.strict"))
	}
	if q.View == funnel.Cohort && q.Step != nil {
		rules = append(rules, w.T("chart.rule.step", "days", w.Int(*q.Step)))
	}
	others := 0
	for _, c := range q.Where {
		if slices.Contains(funnel.Exclusions, c) {
			rules = append(rules, w.T("chart.rule.without."+c.Field))
		} else {
			others++
		}
	}
	if others > 0 {
		rules = append(rules, w.T("chart.rule.where", "n", w.Int(others)))
	}
	if len(rules) == 0 {
		return ""
	}
	return w.T("chart.rule.said", "rules", strings.Join(rules, w.T("chart.rule.between")))
}

// StageName names a stage by its key: its own name or the words for the key.
func StageName(stages []funnel.Stage, key string, w *words.Words) string {
	for _, s := range stages {
		if s.Key == key {
			return w.Name("stage", key, s.Name)
		}
	}
	return key
}
