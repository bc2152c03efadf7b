package charts

import (
	"strconv"
	"strings"

	"shirube/assets/words"
	"shirube/data/funnel"
	"shirube/data/period"
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
		step := Step{Name: w.Name("stage", c.Stage, stage.Name), Count: float64(c.Count), Text: w.Int(c.Count)}
		if c.Unmeasured {
			step.Text = words.Dash
		}
		if stage.Measure == "" {
			step.Key = reachedKey + c.Stage
		}
		if i > 0 {
			if stage.Measure == "" && byKey[g.Stages[i-1].Stage].Measure == "" {
				step.DropKey = droppedKey + c.Stage
			}
			step.Rate = words.Dash
			if c.FromPrevious != nil {
				step.Rate = w.Percent(*c.FromPrevious)
			}
			if c.Rate != nil {
				step.Parts = w.T("chart.parts", "n", w.Int(c.Rate.Numerator), "d", w.Int(c.Rate.Denominator))
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

// UnmovedText says why no gain is stated for a step.
func UnmovedText(u funnel.Unmoved, w *words.Words) string {
	switch {
	case u.Aim == nil:
		return w.T("chart.unmoved.no_aim")
	case u.Rate == nil:
		return w.T("chart.unmoved.no_rate", "aim", w.Percent(*u.Aim))
	case u.Reached():
		return w.T("chart.unmoved.reached", "aim", w.Percent(*u.Aim), "rate", w.Percent(*u.Rate))
	}
	return w.T("chart.unmoved.no_later", "aim", w.Percent(*u.Aim))
}

// GroupName names a group of a breakdown; blank is a group of its own.
func GroupName(group *string, w *words.Words) string {
	if group == nil || *group == "" {
		return w.T("chart.blank")
	}
	return *group
}

// RangeName names the days from one to another, or up to one where there is no first.
func RangeName(r period.Range, w *words.Words) string {
	switch {
	case r.From == 0 && r.To == 0:
		return w.T("chart.all_days")
	case r.From == 0:
		return w.T("chart.until", "day", w.Day(r.To.Time()))
	case r.To == 0:
		return w.T("chart.since", "day", w.Day(r.From.Time()))
	}
	return PeriodName(period.Between(r.From, r.To), w)
}

// VelocityText writes how much the pipeline brings a day, with its parts.
func VelocityText(v *funnel.Velocity, w *words.Words) string {
	return w.T("chart.velocity", "day", w.Value(v.PerDay, "yen"), "open", w.Int(v.Open), "rate", w.Value(v.WinRate, "ratio"),
		"amount", w.Value(v.MeanAmount, "yen"), "days", w.Value(v.MedianDays, "days"))
}

// GapText writes how far two rates lie apart, in points: "+2.4pt".
func GapText(g *funnel.Gap, w *words.Words) string {
	return w.T("chart.points", "n", w.Signed(g.Difference*100, 1))
}

// GapInterval writes the 95 % interval of the difference, "" where there is none.
func GapInterval(g *funnel.Gap, w *words.Words) string {
	if g.Low == nil || g.High == nil {
		return ""
	}
	return w.T("chart.points.range", "low", w.Signed(*g.Low*100, 1), "high", w.Signed(*g.High*100, 1))
}

// CohortOf draws the grid of entry periods by days since entry. Keys say row
// and column, read by CellOf.
func CohortOf(rows []funnel.GridRow, steps []int, w *words.Words) *Cohort {
	c := &Cohort{RowName: w.T("chart.entry"), CountName: w.T("chart.companies")}
	for _, days := range steps {
		c.Columns = append(c.Columns, w.Days(float64(days)))
	}
	for r, row := range rows {
		line := CohortRow{Label: PeriodName(row.Period, w), Count: w.Int(row.Count)}
		for i, cell := range row.Cells {
			if cell == nil || cell.Rate == nil {
				line.Cells = append(line.Cells, Cell{})
				continue
			}
			v := cell.Rate.Value()
			text := w.Percent(*v)
			tip := w.T("chart.with_parts", "value", text, "parts", w.T("chart.parts", "n", w.Int(cell.N), "d", w.Int(cell.Of)))
			line.Cells = append(line.Cells, Cell{
				Value: v, Text: text, Tip: tip, Immature: cell.Immature, Key: strconv.Itoa(r) + "/" + strconv.Itoa(i),
			})
		}
		c.Rows = append(c.Rows, line)
	}
	return c
}

// CellOf reads a cohort's key: the indexes of its row and of its column.
func CellOf(key string) (row, column int, ok bool) {
	a, b, found := strings.Cut(key, "/")
	row, err := strconv.Atoi(a)
	column, err2 := strconv.Atoi(b)
	return row, column, found && err == nil && err2 == nil
}
