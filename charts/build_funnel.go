package charts

import (
	"strings"

	"shirube/assets/words"
	"shirube/data/funnel"
)

const (
	reachedKey = "reached/"
	droppedKey = "dropped/"
)

// StageOf reads a funnel's key: the stage, and whether it stands for those who
// reached the stage before it and not this one.
func StageOf(key string) (stage string, dropped bool) {
	if s, ok := strings.CutPrefix(key, droppedKey); ok {
		return s, true
	}
	return strings.TrimPrefix(key, reachedKey), false
}

// FunnelOf draws one group of a funnel; bottleneck is the result's, or nil.
// Keys are read by StageOf; a stage fed by a measure opens nothing.
func FunnelOf(g funnel.Group, stages []funnel.Stage, bottleneck *funnel.Bottleneck, w *words.Words, narrow bool) *Funnel {
	f := &Funnel{
		Title: w.T("chart.funnel"), Badge: w.T("chart.bottleneck"), Narrow: narrow,
		StepName: w.T("chart.stage"), NumberName: w.T("chart.number"), RateName: w.T("chart.from_previous"),
	}
	byKey := map[string]funnel.Stage{}
	for _, s := range stages {
		byKey[s.Key] = s
	}
	for i, c := range g.Stages {
		stage := byKey[c.Stage]
		step := Step{Name: stage.Name, Count: float64(c.Count), Text: w.Int(c.Count)}
		if step.Name == "" {
			step.Name = c.Stage
		}
		if stage.Measure == "" {
			step.Key = reachedKey + c.Stage
		}
		if i > 0 {
			before := g.Stages[i-1]
			if stage.Measure == "" && byKey[before.Stage].Measure == "" {
				step.DropKey = droppedKey + c.Stage
			}
			step.Rate = words.Dash
			if c.FromPrevious != nil {
				step.Rate = w.Percent(*c.FromPrevious)
				step.Parts = w.T("chart.parts", "n", w.Int(c.Count), "d", w.Int(before.Count))
			}
			if c.Low != nil && c.High != nil {
				step.Interval = w.T("chart.interval", "low", w.Number(*c.Low*100, 1), "high", w.Number(*c.High*100, 1))
			}
			if c.FromFirst != nil {
				step.FromFirst = w.T("chart.from_first", "rate", w.Percent(*c.FromFirst))
			}
			if c.MedianDays != nil {
				step.Days = w.Days(*c.MedianDays)
			}
			step.Bottleneck = bottleneck != nil && bottleneck.Stage == c.Stage
		}
		f.Steps = append(f.Steps, step)
	}
	return f
}

// GroupName names a group of a breakdown; blank is a group of its own.
func GroupName(group *string, w *words.Words) string {
	if group == nil || *group == "" {
		return w.T("chart.blank")
	}
	return *group
}
