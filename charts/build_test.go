package charts_test

import (
	"strings"
	"testing"
	"time"

	"shirube/assets/words"
	"shirube/charts"
	"shirube/data/funnel"
	"shirube/data/kpi"
	"shirube/data/period"
	"shirube/data/report"
	"shirube/data/review"
)

func ptr[T any](v T) *T { return &v }

func months(n int) []period.Period {
	c := period.Calendar{}
	out := make([]period.Period, n)
	for p := c.Of(period.Month, period.Of(2026, time.October, 1)); n > 0; p = c.Previous(p) {
		n--
		out[n] = p
	}
	return out
}

// rate is October's story: steady at 56 %, then 45 of 112.
func rate() report.Series {
	ps := months(13)
	values := make([]kpi.Value, len(ps))
	for i, p := range ps {
		n := 56 + float64(i%3)
		values[i] = kpi.Value{Period: p.String(), Value: ptr(n / 100), Numerator: ptr(n), Denominator: ptr(100.0), Target: ptr(0.55), State: kpi.OnTrack}
	}
	values[4].Value, values[4].State = nil, kpi.Unmeasured
	values[12] = kpi.Value{Period: ps[12].String(), Value: ptr(45.0 / 112), Numerator: ptr(45.0), Denominator: ptr(112.0), Target: ptr(0.55), State: kpi.Behind}
	return report.SeriesOf(kpi.KPI{Key: "meeting_rate", Unit: "ratio"}, review.TrackOf(ps, values))
}

func TestALineSaysWhatWasMeasured(t *testing.T) {
	w := words.In("ja")
	l := charts.LineOf(rate(), w)
	if l.Title != "商談化率" || l.Target == nil || l.Target.Text != "目標 55.0%" || l.Mean == nil {
		t.Errorf("title %q, target %v, mean %v", l.Title, l.Target, l.Mean)
	}
	last := l.Points[12]
	if last.Text != "40.2%(45/112)" || !last.Flagged || last.Note != "限界の外" || last.Key != "2026-10" || last.Mark != charts.Bad {
		t.Errorf("October: %+v", last)
	}
	if gap := l.Points[4]; gap.Value != nil || gap.Text != "—" || gap.Note != "" {
		t.Errorf("a month that was not measured: %+v", gap)
	}
	for i, want := range map[int]string{0: "2025年10月", 1: "11月", 3: "2026年1月", 12: "10月"} {
		if l.Points[i].Label != want {
			t.Errorf("label %d is %q, want %q", i, l.Points[i].Label, want)
		}
	}
	for v, want := range map[float64]string{0.402: "40.2%", 0.7: "70%", 0: "0%", -0.1: "−10%"} {
		if got := l.Axis(v); got != want {
			t.Errorf("axis: %q, want %q", got, want)
		}
	}
	sp := charts.SparkOf(rate(), w)
	if sp.Describe() != "商談化率 2026年10月 40.2%(45/112)" || len(sp.Points) != 13 {
		t.Errorf("spark: %q, %d points", sp.Describe(), len(sp.Points))
	}
}

func TestTheTargetOfARunningMonthIsNoLine(t *testing.T) {
	ps := months(3)
	values := []kpi.Value{{Value: ptr(90.0)}, {Value: ptr(95.0)}, {Value: ptr(61.0), Target: ptr(92.0), Pace: ptr(68.0), Partial: true}}
	line := func() *charts.Line {
		return charts.LineOf(report.SeriesOf(kpi.KPI{Key: "x", Unit: "count"}, review.TrackOf(ps, values)), words.In("ja"))
	}
	if l := line(); l.Target != nil || *l.Points[2].Value != 61 || !l.Points[2].Partial || l.Points[2].Note != "" {
		t.Errorf("a whole month's target stands against part of a month: %+v", l.Points[2])
	}
	values[2].Forecast, values[2].Low, values[2].High = ptr(86.0), ptr(80.0), ptr(92.0)
	if l := line(); l.Target == nil || *l.Points[2].Value != 86 || l.Points[2].Text != "61件" || l.Points[2].Note != "着地の見込み 86件(80%の幅 80件〜92件)" || *l.Points[2].From != 80 || *l.Points[2].To != 92 {
		t.Errorf("a running month with a forecast: %+v", l.Points[2])
	}
	values[2].Forecast, values[2].Pace = nil, ptr(92.0)
	if l := line(); l.Target == nil || *l.Points[2].Value != 61 {
		t.Errorf("a running month of what doesn't grow: %+v", l.Points[2])
	}
}

func stages() []funnel.Stage {
	return []funnel.Stage{{Key: "visit", Measure: "visits"}, {Key: "aware", Name: "はじめて"}, {Key: "interest"}, {Key: "mql"}}
}

func TestAFunnelShowsRatesWithTheirParts(t *testing.T) {
	g := funnel.Group{Stages: []funnel.StageCount{
		{Stage: "visit", Unmeasured: true},
		{Stage: "aware", Count: 4812},
		{Stage: "interest", Count: 1126, FromPrevious: ptr(0.234), FromFirst: ptr(0.234), Low: ptr(0.222), High: ptr(0.246), MedianDays: ptr(6.0), Rate: &funnel.Rate{Numerator: 1100, Denominator: 4700}},
		{Stage: "mql"},
	}}
	f := charts.FunnelOf(g, stages(), &funnel.Bottleneck{Stage: "interest"}, words.In("ja"), false)
	first, second, third, last := f.Steps[0], f.Steps[1], f.Steps[2], f.Steps[3]
	if first.Text != "—" || first.Key != "" || first.Name != "訪問" {
		t.Errorf("an anonymous stage that was not measured: %+v", first)
	}
	if second.Name != "はじめて" || second.Text != "4,812" || second.DropKey != "" || second.Rate != "—" {
		t.Errorf("the first stage of prospects: %+v", second)
	}
	if third.Rate != "23.4%" || third.Parts != "1,100 / 4,700社" || third.Interval != "95%区間 22.2〜24.6" || third.Days != "6日" || !third.Bottleneck {
		t.Errorf("interest: %+v", third)
	}
	if last.Rate != "—" || last.Interval != "" || last.Bottleneck {
		t.Errorf("a stage without a rate: %+v", last)
	}
	for key, want := range map[string]bool{third.Key: false, third.DropKey: true} {
		if stage, dropped := charts.StageOf(key); stage != "interest" || dropped != want {
			t.Errorf("%q means %s, dropped %v", key, stage, dropped)
		}
	}
}

func TestACohortGridLeavesOutWhatCantBeKnown(t *testing.T) {
	rows := []funnel.GridRow{{Period: months(1)[0], Count: 1714, Cells: []*funnel.GridCell{
		{Days: 15, N: 9, Of: 1714, Rate: funnel.NewRate(9, 1714)}, {Days: 30, N: 2, Of: 100, Rate: funnel.NewRate(2, 100), Immature: true}, nil,
	}}}
	c := charts.CohortOf(rows, []int{15, 30, 45}, words.In("ja"))
	table := c.Table()
	if got := strings.Join(table[0], "|"); got != "流入|社数|15日|30日|45日" {
		t.Errorf("header %s", got)
	}
	if got := strings.Join(table[1], "|"); got != "2026年10月|1,714|0.5%|2.0%|" {
		t.Errorf("row %s", got)
	}
	cell := c.Rows[0].Cells[1]
	if !cell.Immature || cell.Tip != "2.0%(2 / 100社)" || c.Rows[0].Cells[2].Value != nil {
		t.Errorf("cells: %+v", c.Rows[0].Cells)
	}
	if r, col, ok := charts.CellOf(cell.Key); r != 0 || col != 1 || !ok {
		t.Errorf("key %q is row %d, column %d", cell.Key, r, col)
	}
	if _, _, ok := charts.CellOf("reached/x"); ok {
		t.Error("a stage's key was read as a cell")
	}
}

func TestAGoalSaysOnlyWhatIsKnown(t *testing.T) {
	w := words.In("ja")
	b := charts.BulletOf(kpi.Value{Value: ptr(74_390_000.0), Target: ptr(120_000_000.0), Pace: ptr(77_650_000.0)}, "yen", w)
	if b.ActualText != "実績 7,439万円" || b.TargetText != "目標 1億2,000万円" || b.PaceText != "今日までのペース 7,765万円" || b.ForecastText != "" {
		t.Errorf("%+v", b)
	}
	if b := charts.BulletOf(kpi.Value{}, "yen", w); b.Actual != nil || b.ActualText != "実績 —" || b.TargetText != "" {
		t.Errorf("an unmeasured goal: %+v", b)
	}
}

func TestBarsKeepTheBlankChannelApart(t *testing.T) {
	b := charts.BarsByGroup(kpi.KPI{Key: "cvr", Unit: "ratio"}, []kpi.Value{
		{Group: ptr("web"), Value: ptr(0.2), Numerator: ptr(20.0), Denominator: ptr(100.0)}, {Value: nil},
	}, words.In("en"))
	if b.Points[0].Text != "20.0% (20/100)" || b.Points[0].Key != "web" {
		t.Errorf("web: %+v", b.Points[0])
	}
	if b.Points[1].Label != "(blank)" || b.Points[1].Text != "—" || b.Points[1].Key != "" {
		t.Errorf("blank: %+v", b.Points[1])
	}
}

func TestDriversShownAddUpToTheChangeShown(t *testing.T) {
	w := words.In("ja")
	drivers := []review.Driver{{Factor: "meeting_rate", Contribution: -3_852_365}, {Factor: "new_appointments", Contribution: 1_965_390},
		{Factor: "win_rate", Contribution: -619_229}, {Factor: "average_deal", Contribution: 126_204}}
	finding := review.Finding{Value: ptr(9_240_000.0), Previous: ptr(11_620_000.0), Drivers: drivers}
	named := func(key string) string { return w.Name("kpi", key, "") }
	f := charts.WaterfallOf(kpi.KPI{Key: "annual_sales", Unit: "yen", Direction: kpi.Up}, months(2)[0], months(2)[1], finding, named, w)
	want := [][]string{{"要因", "年間売上が動いた理由", ""}, {"2026年9月", "1,162万円", ""}, {"商談化率", "−385.2万円", ""}, {"新規アポ獲得数", "+196.5万円", ""},
		{"クロージング率", "−61.9万円", ""}, {"平均契約単価", "+12.6万円", ""}, {"2026年10月", "924万円", ""}}
	got := f.Table()
	for i := range want {
		if strings.Join(got[i], "|") != strings.Join(want[i], "|") {
			t.Errorf("row %d: %v, want %v", i, got[i], want[i])
		}
	}
	if charts.WaterfallOf(kpi.KPI{}, months(1)[0], months(1)[0], review.Finding{Value: ptr(1.0)}, named, w) != nil {
		t.Error("a change without a beginning was explained")
	}
	if f.Parts[0].Mark != charts.Bad || f.Parts[1].Mark != charts.Good {
		t.Errorf("marks %q, %q", f.Parts[0].Mark, f.Parts[1].Mark)
	}
}

func TestAFormulaIsWrittenWithNames(t *testing.T) {
	w := words.In("ja")
	for formula, want := range map[string]string{
		"deal.won/(deal.won+deal.lost)": "受注数 ÷ (受注数 + 失注数)",
		"meeting_rate * 訪問 - 1.5":       "商談化率 × サイト訪問 − 1.5",
		"round(entry.mql)":              "round(「MQL」に入った数)",
	} {
		d := report.Definition{KPI: kpi.KPI{Formula: formula}, Names: map[string]string{"deal.won": "", "deal.lost": "", "訪問": "サイト訪問", "entry.mql": "", "meeting_rate": ""}, KPIs: map[string]bool{"meeting_rate": true}}
		if got := charts.FormulaText(d, w); got != want {
			t.Errorf("%s: got %q, want %q", formula, got, want)
		}
	}
}
