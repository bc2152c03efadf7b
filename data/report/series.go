package report

import (
	"context"

	"shirube/data/kpi"
	"shirube/data/period"
	"shirube/data/review"
)

// Shown is how many periods a trend shows, the document's own the last.
const Shown = 13

// Series is a KPI over the last periods up to p, with p's own pace and forecast.
func (s *Service) Series(ctx context.Context, k kpi.KPI, p period.Period) (Series, error) {
	track, err := s.Reviews.Track(ctx, k.Key, p)
	if err != nil {
		return Series{}, err
	}
	last := len(track.Values) - 1
	if track.Values[last], err = s.KPIs.Value(ctx, k.Key, p); err != nil {
		return Series{}, err
	}
	out := SeriesOf(k, track)
	out.Points = out.Points[len(out.Points)-Shown:]
	return out, nil
}

// SeriesOf draws a KPI's track: the limits shown are those by which the last
// complete period is judged, in a running period too. In several phases, or
// where n varies, each point has its own.
func SeriesOf(k kpi.KPI, t review.Track) Series {
	out := Series{KPI: k, Points: make([]Point, len(t.Values))}
	for i, v := range t.Values {
		out.Points[i] = Point{Period: t.Periods[i], Value: v}
	}
	out.Mean, out.Low, out.High, out.RangeHigh = t.Before.Mean, t.Before.Low, t.Before.High, t.Before.RangeHigh
	for _, at := range t.Begins {
		out.Points[at].Begins = true
	}
	own, phased := t.Before.Low == nil, len(t.Before.Phases) > 1
	for i, j := range t.Before.Points {
		out.Points[i].Rule = string(j.Rule)
		if own {
			out.Points[i].Low, out.Points[i].High = j.Low, j.High
		}
		if phased {
			out.Points[i].Mean = j.Mean
		}
	}
	if t.Judged >= 0 {
		judged := &out.Points[t.Judged]
		if judged.Rule = string(t.Verdict.Rule); own {
			judged.Low, judged.High = t.Verdict.Limits.Low, t.Verdict.Limits.High
		}
		if phased {
			judged.Mean = t.Verdict.Limits.Mean
		}
	}
	return out
}
