package html

import (
	"slices"

	"shirube/assets/words"
	"shirube/charts"
	"shirube/data/funnel"
	"shirube/data/period"
	"shirube/data/report"
)

func (p *page) funnel(b *report.FunnelBlock) error {
	if b == nil || len(b.Result.Groups) == 0 {
		return nil
	}
	p.FunnelNote = funnelNote(b, p.Words)
	if !slices.ContainsFunc(b.Result.Groups[0].Stages, func(s funnel.StageCount) bool { return s.Count > 0 }) {
		p.FunnelEmpty = p.T("report.funnel.empty")
		return nil
	}
	f := charts.FunnelOf(b.Result.Groups[0], b.Stages, b.Result.Bottleneck, p.Words, false)
	options, err := funnelOption("funnel", f).script()
	if err != nil {
		return err
	}
	p.Funnel = &figure{
		ID: "funnel", Title: f.Title, Options: options, Description: f.Describe(),
		Still: picture(f, 704, float64(len(f.Steps))*64-32),
	}
	p.Stages = [][]string{{f.StepName, f.NumberName, f.RateName, p.T("report.parts"), p.T("report.interval"), p.T("report.days")}}
	for i, s := range f.Steps {
		interval := ""
		if c := b.Result.Groups[0].Stages[i]; c.Low != nil && c.High != nil {
			interval = p.Range(p.Number(*c.Low*100, 1), p.Percent(*c.High))
		}
		p.Stages = append(p.Stages, []string{s.Name, s.Text, s.Rate, s.Parts, interval, s.Days})
	}
	return nil
}

// funnelNote says which question the funnel answers.
func funnelNote(b *report.FunnelBlock, w *words.Words) string {
	reach := charts.PeriodName(period.Between(b.Question.Range.From, b.Question.Range.To), w)
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

func (p *page) channels(b *report.FunnelBlock) {
	if b == nil || len(b.Result.Groups) == 0 {
		return
	}
	names := map[string]string{}
	for _, s := range b.Stages {
		names[s.Key] = s.Name
	}
	head := []string{p.T("chart.channel")}
	for _, s := range b.Result.Groups[0].Stages {
		head = append(head, p.Name("stage", s.Stage, names[s.Stage]))
	}
	p.Channels = [][]string{head}
	for _, g := range b.Result.Groups {
		line := []string{charts.GroupName(g.Group, p.Words)}
		for i, s := range g.Stages {
			cell := p.Int(s.Count)
			switch {
			case s.Unmeasured:
				cell = words.Dash
			case i > 0 && s.FromPrevious != nil:
				cell = p.T("chart.with_parts", "value", cell, "parts", p.Percent(*s.FromPrevious))
			case i > 0:
				cell = p.T("chart.with_parts", "value", cell, "parts", words.Dash)
			}
			line = append(line, cell)
		}
		p.Channels = append(p.Channels, line)
	}
	p.ChannelNote = funnelNote(b, p.Words)
}
