package app

import (
	"context"

	"shirube/data/change"
	"shirube/data/period"
	"shirube/data/review"
)

// sampleActions are what the sample office decided on before: three that are
// done, with three different verdicts, and two that are not. What October's
// signal came from is left for its user to write.
func sampleActions() []review.Action {
	gain := func(v float64) *float64 { return &v }
	return []review.Action{
		{Period: "2026-02", Text: "業界紙サイトへの広告", Owner: "佐藤", Due: period.Of(2026, 3, 2), KPI: "lp_visits", Gain: gain(300),
			State: review.ActionDone, Done: period.Of(2026, 3, 2), Added: period.Of(2026, 2, 20)},
		{Period: "2026-06", Text: "フォームの項目を9から5に", Owner: "田中", Due: period.Of(2026, 7, 1), KPI: "cvr", Gain: gain(0.01),
			State: review.ActionDone, Done: period.Of(2026, 7, 1), Added: period.Of(2026, 6, 12)},
		{Period: "2026-08", Text: "資料請求に24時間以内の電話", Owner: "鈴木", Due: period.Of(2026, 9, 1), KPI: "new_appointments",
			State: review.ActionDone, Done: period.Of(2026, 9, 1), Added: period.Of(2026, 8, 21)},
		{Period: "2026-09", Text: "見積から14日目に確認の電話", Owner: "鈴木", Due: period.Of(2026, 11, 27), KPI: "win_rate", Gain: gain(0.01),
			State: review.ActionOpen, Added: period.Of(2026, 10, 9)},
		{Period: "2026-10", Text: "アポ基準「課題あり・半年以内」", Owner: "佐藤", Due: period.Of(2026, 11, 30), KPI: "meeting_rate", Gain: gain(0.02),
			State: review.ActionOpen, Added: period.Of(2026, 11, 6)},
	}
}

func (ws *Workspace) sampleReviews(ctx context.Context, op change.Op, _ *story) error {
	for _, a := range sampleActions() {
		if _, err := ws.store.SaveReviewAction(ctx, op, a); err != nil {
			return err
		}
	}
	return nil
}
