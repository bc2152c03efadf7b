package xlsx

import (
	"fmt"

	"shirube/charts"
	"shirube/data/funnel"
)

// funnel is the stages with counts as numbers and rates as formulas.
func (b *book) funnel() {
	block, w := b.doc.Funnel, b.words
	if block == nil || len(block.Result.Groups) == 0 {
		return
	}
	name := b.add("funnel")
	b.widths(name, 24, 14, 16, 16, 14, 14, 16)
	b.text(name, "A1", charts.FunnelNote(block, w))
	b.head(name, 3, w.T("chart.stage"), w.T("chart.number"), w.T("report.numerator"), w.T("report.denominator"), w.T("chart.from_previous"), w.T("report.from_first"), w.T("report.days"))
	stages := block.Result.Groups[0].Stages
	for i, s := range stages {
		row := 4 + i
		b.text(name, at(1, row), charts.StageName(block.Stages, s.Stage, w))
		b.count(name, at(2, row), s)
		if i == 0 {
			continue
		}
		if s.Rate != nil && s.Rate.Denominator != 0 {
			n, d := float64(s.Rate.Numerator), float64(s.Rate.Denominator)
			b.number(name, at(3, row), &n, "count")
			b.number(name, at(4, row), &d, "count")
			rate := n / d
			b.formula(name, at(5, row), at(3, row)+"/"+at(4, row), &rate, "ratio")
		}
		b.optional(name, at(6, row), s.FromFirst, "ratio")
		b.optional(name, at(7, row), s.MedianDays, "days")
	}
	b.bars(name, 4, 3+len(stages), fmt.Sprintf("A%d", 6+len(stages)))
}

func (b *book) count(name, cell string, s funnel.StageCount) {
	if s.Unmeasured {
		b.number(name, cell, nil, "count")
		return
	}
	v := float64(s.Count)
	b.number(name, cell, &v, "count")
}

// channels has a row per group: the counts, then the rates from stage to stage
// as formulas over them where a rate is the division of two counts shown.
func (b *book) channels() {
	block, w := b.doc.Channels, b.words
	if block == nil || len(block.Result.Groups) == 0 {
		return
	}
	name := b.add("channels")
	b.widths(name, 28)
	b.text(name, "A1", charts.FunnelNote(block, w))
	heads := []string{w.T("chart.channel")}
	stages := block.Result.Groups[0].Stages
	for _, s := range stages {
		heads = append(heads, charts.StageName(block.Stages, s.Stage, w))
	}
	for _, s := range stages[1:] {
		heads = append(heads, w.T("report.rate_of", "stage", charts.StageName(block.Stages, s.Stage, w)))
	}
	b.head(name, 3, heads...)
	for i, g := range block.Result.Groups {
		b.group(name, 4+i, g, w.T("chart.blank"))
	}
}

func (b *book) group(name string, row int, g funnel.Group, blank string) {
	label := blank
	if g.Group != nil && *g.Group != "" {
		label = *g.Group
	}
	b.text(name, at(1, row), label)
	for i, s := range g.Stages {
		b.count(name, at(2+i, row), s)
		if i == 0 || s.FromPrevious == nil {
			continue
		}
		cell, before := at(1+len(g.Stages)+i, row), g.Stages[i-1]
		if before.Count > 0 && float64(s.Count)/float64(before.Count) == *s.FromPrevious {
			b.formula(name, cell, at(2+i, row)+"/"+at(1+i, row), s.FromPrevious, "ratio")
		} else {
			b.number(name, cell, s.FromPrevious, "ratio")
		}
	}
}
