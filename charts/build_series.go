package charts

import (
	"math"
	"strings"

	"shirube/assets/words"
	"shirube/data/kpi"
	"shirube/data/period"
	"shirube/data/report"
)

// AxisOf writes the numbers of an axis in a KPI's unit, all in one scale and
// without needless decimals: 70%, 1,000万円.
func AxisOf(unit string, values []Point, w *words.Words) Axis {
	largest := 0.0
	for _, p := range values {
		if v, ok := p.Number(); ok {
			largest = max(largest, math.Abs(v))
		}
	}
	divisor, pattern := w.Scale(unit, largest)
	return func(v float64) string {
		s := w.Number(v/divisor, 4)
		return strings.ReplaceAll(pattern, "{value}", strings.TrimSuffix(strings.TrimRight(s, "0"), "."))
	}
}

// LineOf draws a KPI's periods with its natural limits and target. Keys are
// the names of the periods.
func LineOf(s report.Series, w *words.Words) *Line {
	unit := s.KPI.Unit
	level := func(key string, v *float64) *Level {
		if v == nil {
			return nil
		}
		return &Level{Value: *v, Text: w.T(key, "value", w.Value(v, unit))}
	}
	points := pointsOf(s, w)
	l := &Line{
		Title: w.Name("kpi", s.KPI.Key, s.KPI.Name), LabelName: w.T("chart.period"), Points: points, Axis: AxisOf(unit, points, w),
		Mean: level("chart.mean", s.Mean), Low: level("chart.low", s.Low), High: level("chart.high", s.High),
		RangeHigh: level("chart.range_high", s.RangeHigh), RangeName: w.T("chart.range"),
	}
	if last := s.Last().Value; targetFits(last) {
		l.Target = level("chart.target", last.Target)
	}
	if s.RangeHigh != nil {
		l.Ranges = movingRanges(s.Points)
	}
	return l
}

// SparkOf draws a KPI's periods without an axis. Only the latest signal is
// ringed: a run would ring every point of so small a line.
func SparkOf(s report.Series, w *words.Words) *Spark {
	points, ringed := pointsOf(s, w), false
	for i := len(points) - 1; i >= 0; i-- {
		points[i].Flagged, ringed = points[i].Flagged && !ringed, ringed || points[i].Flagged
	}
	sp := &Spark{Points: points, Low: s.Low, High: s.High, Mean: s.Mean}
	last := s.Last()
	if targetFits(last.Value) {
		sp.Target = last.Value.Target
	}
	sp.Description = w.T("chart.spark", "name", w.Name("kpi", s.KPI.Key, s.KPI.Name), "period", PeriodName(last.Period, w), "value", ValueText(last.Value, s.KPI.Unit, w))
	return sp
}

// BarsByGroup draws a KPI's values of one period by channel or another
// breakdown. Keys are the groups.
func BarsByGroup(k kpi.KPI, values []kpi.Value, w *words.Words) *Bars {
	b := &Bars{Title: w.Name("kpi", k.Key, k.Name), LabelName: w.T("chart.channel"), Lying: true}
	for _, v := range values {
		p := Point{Label: GroupName(v.Group, w), Value: v.Value, Text: ValueText(v, k.Unit, w)}
		if v.Group != nil {
			p.Key = *v.Group
		}
		b.Points = append(b.Points, p)
	}
	b.Axis = AxisOf(k.Unit, b.Points, w)
	return b
}

func pointsOf(s report.Series, w *words.Words) []Point {
	points := make([]Point, len(s.Points))
	for i, p := range s.Points {
		points[i] = Point{
			Label: labelAt(s.Points, i, w), Value: landing(p.Value), Text: ValueText(p.Value, s.KPI.Unit, w),
			Key: p.Period.String(), Partial: p.Value.Partial, Flagged: p.Rule != "",
			Target: p.Value.Target, Low: p.Low, High: p.High, Mean: p.Mean, Begins: p.Begins, Mark: MarkOf(p.Value.State),
		}
		if p.Value.Partial && p.Value.Forecast != nil {
			points[i].Note = ForecastText(p.Value, s.KPI.Unit, w)
			points[i].From, points[i].To = p.Value.Low, p.Value.High
		} else if p.Rule != "" {
			points[i].Note = w.T("chart.rule." + p.Rule)
		} else if p.Value.Value != nil && (s.Mean != nil || p.Mean != nil || p.Low != nil) {
			points[i].Note = w.T("chart.rule.none")
		}
	}
	return points
}

// movingRanges are the absolute differences of successive measured points; a
// gap has none, nor has the point after it.
func movingRanges(points []report.Point) []*float64 {
	out := make([]*float64, len(points))
	for i := 1; i < len(points); i++ {
		a, b := points[i-1].Value.Value, points[i].Value.Value
		if a != nil && b != nil && !points[i].Value.Partial {
			d := *b - *a
			if d < 0 {
				d = -d
			}
			out[i] = &d
		}
	}
	return out
}

// labelAt names the period on the axis, with its year where a year begins.
func labelAt(points []report.Point, i int, w *words.Words) string {
	p := points[i].Period
	if p.Grain == period.Month && (i == 0 || points[i-1].Period.From.Time().Year() != p.From.Time().Year()) {
		return PeriodName(p, w)
	}
	return PeriodLabel(p, w)
}

// landing is where a value is drawn: a running period that will still grow
// stands where it is expected to end, so that it can be held against whole ones.
func landing(v kpi.Value) *float64 {
	if v.Partial && v.Forecast != nil {
		return v.Forecast
	}
	return v.Value
}

// targetFits tells whether the target of a whole period may stand beside the
// value drawn: not beside part of a sum.
func targetFits(v kpi.Value) bool {
	grows := v.Target != nil && v.Pace != nil && *v.Pace != *v.Target
	return v.Target != nil && (!v.Partial || !grows || v.Forecast != nil)
}

// UnpricedText says how many of the deals won have no amount, "" where all do.
func UnpricedText(v kpi.Value, w *words.Words) string {
	if v.Unpriced == nil {
		return ""
	}
	return w.T("chart.unpriced", "n", w.Number(*v.Unpriced, 0))
}
