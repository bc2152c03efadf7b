package report

import (
	"context"

	"shirube/data/kpi"
	"shirube/data/period"
	"shirube/data/review"
)

// Shown is how many periods a trend shows, the document's own the last; they
// are judged by Judged periods before it.
const (
	Shown  = 13
	Judged = 24
)

// Series is a KPI over the last periods up to p, with p's own pace and forecast.
func (s *Service) Series(ctx context.Context, k kpi.KPI, p period.Period) (Series, error) {
	periods := make([]period.Period, Judged+1)
	for i, each := len(periods)-1, p; i >= 0; i-- {
		periods[i], each = each, s.Calendar().Previous(each)
	}
	values, err := s.KPIs.Run(ctx, k.Key, periods)
	if err != nil {
		return Series{}, err
	}
	if values[Judged], err = s.KPIs.Value(ctx, k.Key, p); err != nil {
		return Series{}, err
	}
	out := SeriesOf(k, periods, values)
	out.Points = out.Points[len(out.Points)-Shown:]
	return out, nil
}

// SeriesOf judges a KPI's values over successive periods: the limits are those
// of the periods before the last, which is held against them when it is over.
func SeriesOf(k kpi.KPI, periods []period.Period, values []kpi.Value) Series {
	out := Series{KPI: k, Points: make([]Point, len(values))}
	for i, v := range values {
		out.Points[i] = Point{Period: periods[i], Value: v}
	}
	if len(values) == 0 {
		return out
	}
	last := len(values) - 1
	before := review.NewChart(review.Points(values[:last]))
	out.Mean, out.Low, out.High, out.RangeHigh = before.Mean, before.Low, before.High, before.RangeHigh
	judged := map[string]review.Judged{}
	for _, j := range before.Points {
		judged[j.Period] = j
	}
	for i := range out.Points[:last] {
		j := judged[values[i].Period]
		out.Points[i].Rule = string(j.Rule)
		if before.Low == nil {
			out.Points[i].Low, out.Points[i].High = j.Low, j.High
		}
	}
	if own := review.Points(values); !values[last].Partial {
		verdict := review.Signal(own)
		out.Points[last].Rule = string(verdict.Rule)
		if before.Low == nil {
			out.Points[last].Low, out.Points[last].High = verdict.Limits.Low, verdict.Limits.High
		}
	}
	return out
}
