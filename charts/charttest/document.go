package charttest

import (
	"math"
	"testing"
	"time"

	"shirube/data/funnel"
	"shirube/data/kpi"
	"shirube/data/period"
	"shirube/data/report"
	"shirube/data/review"
)

func ptr[T any](v T) *T { return &v }

// Document is October 2026 of look/: seven KPIs, the meeting rate below its limit.
func Document(t testing.TB) report.Document {
	t.Helper()
	c := period.Calendar{}
	month, err := c.Parse("2026-10")
	if err != nil {
		t.Fatal(err)
	}
	months := []period.Period{month}
	for range 12 {
		months = append([]period.Period{c.Previous(months[0])}, months...)
	}
	series := func(k kpi.KPI, base, spread, last, previous, target, low, high float64) report.Series {
		s := report.Series{KPI: k, Mean: &base, Low: &low, High: &high, RangeHigh: ptr((high - low) / 2)}
		for i, m := range months {
			v := base + spread*math.Sin(float64(i)*1.9)
			switch i {
			case len(months) - 2:
				v = previous
			case len(months) - 1:
				v = last
			}
			ratio := v / target
			if k.Direction == kpi.Down {
				ratio = target / v
			}
			value := kpi.Value{Key: k.Key, Period: m.String(), Value: &v, Target: &target, Ratio: &ratio, State: kpi.Behind}
			if ratio >= 1 {
				value.State = kpi.OnTrack
			} else if ratio >= 0.9 {
				value.State = kpi.Caution
			}
			p := report.Point{Period: m, Value: value}
			if v < low || v > high {
				p.Rule = "outside"
			}
			s.Points = append(s.Points, p)
		}
		return s
	}
	rate := series(kpi.KPI{Key: "meeting_rate", Name: "商談化率", Unit: "ratio", Formula: "deal.decided / appointments"}, 0.56, 0.03, 45.0/112, 54.0/93, 0.55, 0.47, 0.65)
	for i := range rate.Points {
		p := &rate.Points[i]
		p.Low, p.High = ptr(0.47-0.02*float64(i%3)), ptr(0.65+0.02*float64(i%3))
	}
	rate.Low, rate.High, rate.RangeHigh = nil, nil, nil
	rate.Points[12].Value.Numerator, rate.Points[12].Value.Denominator = ptr(45.0), ptr(112.0)
	gap := series(kpi.KPI{Key: "ctr", Name: "クリック率", Unit: "ratio", Formula: "clicks / impressions"}, 0.000179, 0.00002, 0.00018, 0.00017, 0.0002, 0.0001, 0.0003)
	gap.Points[5].Value = kpi.Value{Key: "ctr", Period: months[5].String(), State: kpi.Unmeasured}
	running := series(kpi.KPI{Key: "win_rate", Unit: "ratio", Formula: "deal.won / (deal.won + deal.lost)"}, 0.25, 0.02, 0.265, 0.244, 0.25, 0.16, 0.34)
	running.Points[12].Value.Partial = true
	all := []report.Series{
		running,
		series(kpi.KPI{Key: "appointments", Name: "新規アポ獲得数", Unit: "count", Formula: "entry.consider"}, 92, 11, 112, 93, 96, 60, 125),
		rate,
		series(kpi.KPI{Key: "deal_size", Name: "平均契約単価", Unit: "yen", Formula: "deal.won_amount / deal.won_priced"}, 810_000, 30_000, 840_000, 830_000, 800_000, 700_000, 920_000),
		series(kpi.KPI{Key: "sales", Name: "売上", Unit: "yen", Formula: "deal.won_amount"}, 10_500_000, 900_000, 9_240_000, 11_620_000, 10_200_000, 7_000_000, 14_000_000),
		series(kpi.KPI{Key: "visits", Name: "LP訪問数", Unit: "count", Formula: "visits"}, 2583, 250, 3027, 3140, 3000, 1900, 3300),
		gap,
		series(kpi.KPI{Key: "cpl", Name: "リード獲得単価(CPL)", Unit: "yen", Direction: kpi.Down, Formula: "cost / (leads + other_leads)"}, 7700, 300, 7733, 7804, 7500, 6500, 8900),
		{KPI: kpi.KPI{Key: "opens", Name: "開封率", Unit: "ratio", Formula: "opens / delivered"}, Points: []report.Point{{Period: month, Value: kpi.Value{State: kpi.Unmeasured}}}},
	}
	stages := []funnel.Stage{{Key: "aware", Name: "認知"}, {Key: "interest", Name: "興味"}, {Key: "consider", Name: "検討"}, {Key: "buy", Name: "購入"}}
	group := func(name *string, counts ...int) funnel.Group {
		g := funnel.Group{Group: name}
		for i, n := range counts {
			s := funnel.StageCount{Stage: stages[i].Key, Count: n}
			if i > 0 {
				s.FromFirst, s.FromPrevious = ptr(float64(n)/float64(counts[0])), ptr(float64(n)/float64(counts[i-1]))
				s.Rate = funnel.NewRate(n, counts[i-1])
				s.Low, s.High, s.MedianDays = ptr(*s.FromPrevious*0.88), ptr(*s.FromPrevious*1.13), ptr(float64(i*8))
			}
			g.Stages = append(g.Stages, s)
		}
		return g
	}
	question := funnel.Question{View: funnel.Cohort, Window: ptr(90), Range: period.Range{From: period.Of(2026, time.April, 1), To: period.Of(2026, time.July, 31)}}
	goal := kpi.KPI{Key: "year_sales", Name: "年間売上", Unit: "yen", Formula: "deal.won_amount", Goal: true}
	year, err := c.Parse("FY2026")
	if err != nil {
		t.Fatal(err)
	}
	movement := &report.Movement{
		KPI: goal, From: months[11], To: month, Names: report.Definition{Names: map[string]string{"appointments": "新規アポ獲得数"}, KPIs: map[string]bool{}},
		Finding: review.Finding{KPI: goal.Key, Value: ptr(9_240_000.0), Previous: ptr(11_620_000.0), Target: ptr(10_200_000.0), Drivers: []review.Driver{
			{Factor: "meeting_rate", Contribution: -3_852_365}, {Factor: "appointments", Contribution: 1_965_390}, {Factor: "win_rate", Contribution: -619_229}, {Factor: "deal_size", Contribution: 126_204}}},
	}
	action := review.Action{Period: "2026-10", Text: "展示会の名刺は先に一次ヒアリング", Owner: "田中", Due: period.Of(2026, time.November, 24), KPI: "meeting_rate", Gain: ptr(0.12), State: review.ActionOpen}
	causes := &report.CausesBlock{
		Causes: []review.Cause{{KPI: "meeting_rate", Period: "2026-10", Category: "campaign", Name: "商談化率",
			Text: "10月のものづくり展の名刺38社に、ヒアリングなしで日程調整メールを送った。商談になったのは5社。展示会を除けば、いつもどおり。"}},
		Actions: []review.Action{action},
		Effects: []review.Effect{{Action: action, Outcome: review.Worked, Before: ptr(0.54), After: ptr(0.61)}},
		KPIs:    map[string]kpi.KPI{"meeting_rate": rate.KPI},
	}
	return report.Document{
		Summary: &report.SummaryBlock{Movement: movement, Signals: []report.Series{rate}, Causes: causes}, Movement: movement, Causes: causes,
		For: "経営会議 御中", Title: "営業部 2026年度", Company: "しるべ商事株式会社", Period: month, Previous: months[11], Made: period.Of(2026, time.November, 22), Complete: true,
		Goal: &report.GoalBlock{KPI: goal, Year: year, Value: kpi.Value{
			Value: ptr(74_390_000.0), Target: ptr(120_000_000.0), Pace: ptr(77_650_000.0), Forecast: ptr(115_600_000.0), Low: ptr(110_800_000.0), High: ptr(120_400_000.0), State: kpi.Caution}},
		KPIs: all, Trends: all[:8],
		Funnel: &report.FunnelBlock{Question: question, Stages: stages, Result: funnel.Result{
			View: funnel.Cohort, WindowDays: ptr(90), OutOfOrder: 1, Groups: []funnel.Group{group(nil, 4812, 1126, 214, 48)}, Bottleneck: &funnel.Bottleneck{Stage: "consider"}}},
		Channels: &report.FunnelBlock{Question: question, Stages: stages, Result: funnel.Result{View: funnel.Cohort, WindowDays: ptr(90), Groups: []funnel.Group{
			group(ptr("Web"), 1486, 402, 98, 22), group(ptr("メール・フォーム"), 1918, 388, 52, 9), group(ptr("展示会"), 742, 164, 18, 3), group(nil, 158, 84, 34, 12)}}},
		Rejected: []report.Rejection{{Import: 3, Day: period.Of(2026, time.October, 5), Noun: "prospects", File: "展示会名簿.csv", Rows: 742, Count: 12,
			Codes: []report.CodeCount{{Code: "bad_date", Count: 9}, {Code: "bad_number", Count: 3}}}},
		Definitions: []report.Definition{
			{KPI: goal, Names: map[string]string{"deal.won_amount": "受注金額"}},
			{KPI: rate.KPI, Names: map[string]string{"deal.decided": "決着商談数", "appointments": "新規アポ獲得数"}},
			{KPI: all[7].KPI, Names: map[string]string{"cost": "広告費", "leads": "リード数", "other_leads": "そのほか"}},
		},
	}
}
