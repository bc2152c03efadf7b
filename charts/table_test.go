package charts_test

import (
	"math"
	"reflect"
	"strings"
	"testing"

	"shirube/charts"
	"shirube/charts/charttest"
)

func TestTables(t *testing.T) {
	for name, want := range map[string]struct {
		chart charts.Chart
		rows  int
		row   int
		cells []string
	}{
		"line":      {charttest.XmR(), 1 + 19 + 4, 19, []string{"10月", "40.2%(45/112)", "下限割れ"}},
		"level":     {charttest.XmR(), 1 + 19 + 4, 22, []string{"目標 55.0", "55%", ""}},
		"gap":       {charttest.Trend(), 1 + 12, 5, []string{"4月", "—", "通常の範囲"}},
		"bars":      {charttest.Bars(), 1 + 7 + 1, 3, []string{"2月", "—", "通常の範囲"}},
		"funnel":    {charttest.Funnel(false), 5, 3, []string{"検討", "214", "19.0%", "214 / 1,126社", "95%区間 16.8〜21.4"}},
		"waterfall": {charttest.Waterfall(), 7, 3, []string{"商談化率", "−385.2", "58.1 → 40.2%"}},
		"cohort":    {charttest.Cohort(), 9, 8, []string{"2026年11月", "838", "0.7%", "", "", "", "", ""}},
		"tree":      {charttest.Tree(), 12, 8, []string{"　　　アポ率", "—", "目標 32.0", ""}},
		"bullet":    {charttest.Bullet(), 5, 4, []string{"目標 1億2,000万円", "12000"}},
		"spark":     {charttest.Spark(), 14, 13, []string{"12月", "85", "通常の範囲"}},
	} {
		got := want.chart.Table()
		if len(got) != want.rows || !reflect.DeepEqual(got[want.row], want.cells) {
			t.Errorf("%s: %d rows, row %d is %q; want %d rows and %q", name, len(got), want.row, got[want.row], want.rows, want.cells)
		}
		for _, row := range got {
			if len(row) != len(got[0]) {
				t.Errorf("%s: row %q is not as long as its header %q", name, row, got[0])
			}
		}
	}
}

func TestDescriptions(t *testing.T) {
	for chart, want := range map[charts.Chart]string{
		charttest.XmR():            "商談化率: 10月 40.2%(45/112) 下限割れ · 上限 65.0 · 平均 56.0 · 目標 55.0 · 下限 47.0",
		charttest.Funnel(true):     "ファネル: 認知 4,812 · 興味 1,126(23.4%) · 検討 214(19.0%) ボトルネック · 購入 48(22.4%)",
		&charts.Line{Title: "CVR"}: "CVR: —",
		&charts.Tree{}:             "—",
		charttest.Spark():          "新規アポ獲得数",
		&charts.Bullet{ActualText: "実績 7,439万円"}: "実績 7,439万円",
	} {
		if got := chart.Describe(); got != want {
			t.Errorf("%T says %q, want %q", chart, got, want)
		}
	}
	if got := charttest.Cohort().Describe(); !strings.Contains(got, "2026年8月 75日 4.1%") || strings.Contains(got, "11月") {
		t.Errorf("only mature cells may be said: %q", got)
	}
}

func TestNumbers(t *testing.T) {
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), 1e200} {
		if got := (charts.Point{Value: &v, Text: "5"}).Said(nil); got != charts.None {
			t.Errorf("%v is said as %q", v, got)
		}
	}
	for v, want := range map[float64]string{0: "0", -0.001: "0", 5.004: "5", -12.5: "−12.5", 1200: "1200"} {
		if got := charts.Axis(nil).Format(v); got != want {
			t.Errorf("%v is written %q, want %q", v, got, want)
		}
	}
}
