package charts

import (
	"shirube/assets/words"
	"shirube/data/funnel"
	"shirube/data/kpi"
	"shirube/data/period"
	"shirube/data/report"
)

// FunnelEmpty tells whether a funnel block has no prospect in any stage.
func FunnelEmpty(b *report.FunnelBlock) bool {
	for _, g := range b.Result.Groups {
		for _, s := range g.Stages {
			if s.Count > 0 {
				return false
			}
		}
	}
	return true
}

// FunnelNote says which question a funnel block answers, and what it left out.
func FunnelNote(b *report.FunnelBlock, w *words.Words) string {
	reach := PeriodName(period.Between(b.Question.Range.From, b.Question.Range.To), w)
	note := w.T("report.view."+string(b.Result.View), "range", reach)
	if b.Result.View == funnel.Cohort && b.Result.WindowDays != nil {
		note = w.T("report.view.window", "range", reach, "days", w.Int(*b.Result.WindowDays))
	}
	immature := 0
	for _, g := range b.Result.Groups {
		immature += g.Stages[0].Immature
	}
	if immature > 0 {
		note += w.T("report.immature", "n", w.Int(immature))
	}
	if b.Result.OutOfOrder > 0 {
		note += w.T("report.out_of_order", "n", w.Int(b.Result.OutOfOrder))
	}
	return note
}

// StageTable has a row per stage of the first group, header first: name,
// count, rate from the stage before, its parts, its 95 % interval, and the
// median days.
func StageTable(b *report.FunnelBlock, w *words.Words) [][]string {
	g := b.Result.Groups[0]
	f := FunnelOf(g, b.Stages, b.Result.Bottleneck, w, false)
	rows := [][]string{{f.StepName, f.NumberName, f.RateName, w.T("report.parts"), w.T("report.interval"), w.T("report.days")}}
	for i, s := range f.Steps {
		interval := ""
		if c := g.Stages[i]; c.Low != nil && c.High != nil {
			interval = w.Range(w.Number(*c.Low*100, 1), w.Percent(*c.High))
		}
		rows = append(rows, []string{s.Name, s.Text, s.Rate, s.Parts, interval, s.Days})
	}
	return rows
}

// ChannelTable has a row per group, header first: its name, and each stage's
// count with the rate from the stage before.
func ChannelTable(b *report.FunnelBlock, w *words.Words) [][]string {
	head := []string{w.T("chart.channel")}
	for _, s := range b.Result.Groups[0].Stages {
		head = append(head, StageName(b.Stages, s.Stage, w))
	}
	rows := [][]string{head}
	for _, g := range b.Result.Groups {
		line := []string{GroupName(g.Group, w)}
		for i, s := range g.Stages {
			line = append(line, stageCell(s, i == 0, w))
		}
		rows = append(rows, line)
	}
	return rows
}

func stageCell(s funnel.StageCount, first bool, w *words.Words) string {
	switch {
	case s.Unmeasured:
		return words.Dash
	case first:
		return w.Int(s.Count)
	case s.FromPrevious == nil:
		return w.T("chart.with_parts", "value", w.Int(s.Count), "parts", words.Dash)
	}
	return w.T("chart.with_parts", "value", w.Int(s.Count), "parts", w.Percent(*s.FromPrevious))
}

// RejectionText says how many rows of an import were rejected and why.
func RejectionText(r report.Rejection, w *words.Words) (count string, reasons []string) {
	for _, c := range r.Codes {
		reasons = append(reasons, w.T("report.rejected.reason", "reason", w.T("rejected."+c.Code), "n", w.Int(c.Count)))
	}
	return w.T("report.rejected.count", "n", w.Int(r.Count), "rows", w.Int(r.Rows)), reasons
}

// GoalText says where the goal stands: its value, its target and the part
// reached; the last two are "" without a target.
func GoalText(g *report.GoalBlock, w *words.Words) (value, target, part string) {
	value = w.Value(g.Value.Value, g.KPI.Unit)
	if g.Value.Target == nil {
		return value, "", ""
	}
	target = w.Value(g.Value.Target, g.KPI.Unit)
	if g.Value.Value != nil && *g.Value.Target > 0 {
		part = w.Percent(*g.Value.Value / *g.Value.Target)
	}
	return value, target, part
}

// ChanceNote says how likely the KGI reaches its target, "" where that can't be
// said or is over.
func ChanceNote(g *report.GoalBlock, w *words.Words) string {
	if g == nil || g.Value.Chance == nil {
		return ""
	}
	return w.T("chart.chance.note", "goal", KPIName(g.KPI, w), "year", PeriodName(g.Year, w), "chance", ChanceText(*g.Value.Chance, w))
}

// KPIName is a KPI's name in words.
func KPIName(k kpi.KPI, w *words.Words) string { return w.Name("kpi", k.Key, k.Name) }
