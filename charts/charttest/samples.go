package charttest

import (
	"fmt"
	"strconv"

	"shirube/charts"
)

// Sample is a chart and the size it is shown at.
type Sample struct {
	Name  string
	W, H  float64
	Chart charts.Chart
}

// V is a measured value.
func V(v float64) *float64 { return &v }

// All gives a chart of every kind.
func All() []Sample {
	return []Sample{
		{"bullet", 1008, 54, Bullet()},
		{"spark", 220, 30, Spark()},
		{"spark-flagged", 220, 30, FlaggedSpark()},
		{"spark-since", 112, 36, ActionSpark()},
		{"funnel", 608, 239, Funnel(false)},
		{"funnel-narrow", 220, 252, Funnel(true)},
		{"xmr", 616, 226, XmR()},
		{"phases", 616, 226, Phases()},
		{"trend", 520, 180, Trend()},
		{"bars", 520, 180, Bars()},
		{"bars-lying", 414, 140, LyingBars()},
		{"waterfall", 368, 216, Waterfall()},
		{"cohort", 608, 252, Cohort()},
		{"tree", 704, 544, Tree()},
	}
}

// Bullet is the KGI of the first picture.
func Bullet() *charts.Bullet {
	return &charts.Bullet{
		Actual: V(7439), Pace: V(7765), Target: V(12000), Forecast: V(11560), Low: V(11080), High: V(12040),
		ActualText: "実績", PaceText: "今日のペース 7,765万円", TargetText: "目標 1億2,000万円", ForecastText: "着地の見込み",
		Note: "営業日 154 / 238日(65%)",
	}
}

func months(values ...float64) []charts.Point {
	var out []charts.Point
	for i, v := range values {
		out = append(out, charts.Point{Label: fmt.Sprintf("%d月", (i+11)%12+1), Value: V(v), Text: strconv.FormatFloat(v, 'f', -1, 64), Note: "通常の範囲", Key: fmt.Sprintf("month/%d", i+1)})
	}
	return out
}

// Spark is 新規アポ獲得数.
func Spark() *charts.Spark {
	p := months(88, 85, 87, 82, 86, 90, 87, 85, 91, 90, 83, 96, 85)
	p[len(p)-1].Partial = true
	return &charts.Spark{Points: p, Low: V(76), High: V(98), Mean: V(87), Target: V(90), Description: "新規アポ獲得数"}
}

// FlaggedSpark has a point outside its limits.
func FlaggedSpark() *charts.Spark {
	p := months(57, 55.8, 56.1, 55.4, 57.5, 55.2, 56.2, 55.8, 58, 55.6, 55.9, 40.2, 55.7)
	p[11].Flagged, p[12].Partial = true, true
	return &charts.Spark{Points: p, Low: V(47), High: V(65), Mean: V(56), Target: V(55)}
}

// ActionSpark has an action in it.
func ActionSpark() *charts.Spark {
	return &charts.Spark{Points: months(24, 26, 23, 25, 27, 30, 28, 29, 27, 30, 31, 30), Low: V(20), High: V(32), Mean: V(26), Since: 4}
}

// Funnel is the funnel of the fourth picture, or Home's small form.
func Funnel(narrow bool) *charts.Funnel {
	return &charts.Funnel{
		Title: "ファネル", Badge: "ボトルネック", Narrow: narrow, StepName: "段階", NumberName: "件数", RateName: "前の段階から",
		Steps: []charts.Step{
			{Name: "認知", Count: 4812, Text: "4,812", FromFirst: "流入", Key: "aware"},
			{Name: "興味", Count: 1126, Text: "1,126", Rate: "23.4%", Parts: "1,126 / 4,812社", Interval: "95%区間 22.2〜24.6", FromFirst: "流入から 23.4%", Days: "6日", Key: "interest", DropKey: "drop/interest"},
			{Name: "検討", Count: 214, Text: "214", Rate: "19.0%", Parts: "214 / 1,126社", Interval: "95%区間 16.8〜21.4", FromFirst: "流入から 4.4%", Days: "17日", Key: "consider", DropKey: "drop/consider", Bottleneck: true},
			{Name: "購入", Count: 48, Text: "48", Rate: "22.4%", Parts: "48 / 214社", Interval: "95%区間 17.4〜28.5", FromFirst: "流入から 1.0%", Days: "31日", Key: "buy", DropKey: "drop/buy"},
		},
	}
}

func percent(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) + "%" }

// XmR is 商談化率 of the review.
func XmR() *charts.Line {
	values := []float64{56.8, 52.1, 57.7, 54.1, 59.2, 52.2, 57.8, 55.7, 55.9, 54.3, 57.9, 54.6, 55.8, 55.1, 58.5, 53.8, 58.3, 58.1, 40.2}
	l := &charts.Line{
		Title: "商談化率", LabelName: "月", RangeName: "差", Axis: percent,
		High: &charts.Level{Value: 65, Text: "上限 65.0"}, Mean: &charts.Level{Value: 56, Text: "平均 56.0"},
		Target: &charts.Level{Value: 55, Text: "目標 55.0"}, Low: &charts.Level{Value: 47, Text: "下限 47.0"},
		RangeHigh: &charts.Level{Value: 11, Text: "幅の上限 11.0"},
	}
	for i, v := range values {
		month := (i+3)%12 + 1
		label := fmt.Sprintf("%d月", month)
		if month == 4 {
			label = fmt.Sprintf("%d年4月", 2025+i/12)
		}
		l.Points = append(l.Points, charts.Point{Label: label, Value: V(v), Text: percent(v), Note: "通常の範囲", Key: "month/" + strconv.Itoa(i)})
		if i == 0 {
			l.Ranges = append(l.Ranges, nil)
			continue
		}
		l.Ranges = append(l.Ranges, V(max(v-values[i-1], values[i-1]-v)))
	}
	last := &l.Points[len(l.Points)-1]
	last.Flagged, last.Text, last.Note = true, "40.2%(45/112)", "下限割れ"
	return l
}

// Phases is a KPI whose process changed in its eighth month.
func Phases() *charts.Line {
	l := &charts.Line{Title: "新規アポ獲得数", LabelName: "月", Axis: percent, Points: months(88, 85, 87, 82, 86, 90, 87, 112, 109, 115, 108, 111, 113, 110)}
	for i := range l.Points {
		pt := &l.Points[i]
		pt.Low, pt.Mean, pt.High = V(76), V(86), V(96)
		if i >= 7 {
			pt.Low, pt.Mean, pt.High = V(99), V(111), V(123)
		}
		pt.Begins = i == 7
	}
	return l
}

// Trend has limits and targets per point, a gap and a running month.
func Trend() *charts.Line {
	l := &charts.Line{Title: "アポ率", LabelName: "月", FromZero: true, Axis: percent, Points: months(30, 31, 29, 33, 30, 31, 32, 28, 31, 30, 34, 31)}
	for i := range l.Points {
		l.Points[i].Target = V(31 + float64(i/6))
		l.Points[i].Low, l.Points[i].High = V(24-float64(i%3)), V(36+float64(i%3))
	}
	l.Points[4].Value = nil
	l.Points[11].Partial, l.Points[11].From, l.Points[11].To = true, V(28), V(34)
	return l
}

// Bars has a running month and a month that was not measured.
func Bars() *charts.Bars {
	p := months(812, 1020, 934, 1162, 924, 1040, 688)
	p[2].Value, p[4].Mark, p[6].Partial = nil, charts.Bad, true
	return &charts.Bars{Title: "売上", LabelName: "月", Points: p, Target: &charts.Level{Value: 1020, Text: "目標 1,020"}}
}

func driver(name string, v float64, text, note string) charts.Point {
	m := charts.Good
	if v < 0 {
		m = charts.Bad
	}
	return charts.Point{Label: name, Value: V(v), Text: text, Note: note, Mark: m, Key: name}
}

// LyingBars are the contributions of the KPI page.
func LyingBars() *charts.Bars {
	return &charts.Bars{Title: "差 −326万円の内訳", LabelName: "KPI", Lying: true, Points: []charts.Point{
		driver("平均契約単価", 248, "+248万円", ""), driver("そのほかの接点", 101, "+101万円", ""), driver("LP訪問数", 13, "+13万円", ""),
		driver("CVR", -88, "−88万円", ""), driver("商談化率", -159, "−159万円", ""), driver("クロージング率", -208, "−208万円", ""), driver("アポ率", -233, "−233万円", ""),
	}}
}

// Waterfall is 売上が動いた理由.
func Waterfall() *charts.Waterfall {
	w := &charts.Waterfall{
		Title: "売上が動いた理由", LabelName: "KPI",
		Start: charts.Point{Label: "9月の売上", Value: V(1162), Text: "1,162.0", Note: "14件"},
		End:   charts.Point{Label: "10月の売上", Value: V(924), Text: "924.0", Note: "11件"},
		Parts: []charts.Point{
			driver("新規アポ獲得数", 196.5, "+196.5", "93 → 112件"), driver("商談化率", -385.2, "−385.2", "58.1 → 40.2%"),
			driver("クロージング率", -61.9, "−61.9", "25.9 → 24.4%"), driver("平均契約単価", 12.6, "+12.6", "83.0 → 84.0万円"),
		},
	}
	w.Parts[1].Flagged = true
	return w
}

// Cohort is the grid of the fourth picture.
func Cohort() *charts.Cohort {
	c := &charts.Cohort{RowName: "流入月", CountName: "社数", Columns: []string{"15日", "30日", "45日", "60日", "75日", "90日"}}
	counts := []string{"1,208", "1,174", "1,262", "1,168", "1,022", "1,296", "1,714", "838"}
	rates := []float64{0.7, 1.8, 2.8, 3.6, 4.1, 4.5}
	ripe := []int{6, 6, 6, 6, 5, 3, 1, 0}
	begun := []int{6, 6, 6, 6, 6, 5, 3, 1}
	for i, n := range counts {
		row := charts.CohortRow{Label: fmt.Sprintf("2026年%d月", i+4), Count: n}
		for j, rate := range rates {
			cell := charts.Cell{}
			if j < begun[i] {
				cell = charts.Cell{Value: V(rate), Text: percent(rate), Key: fmt.Sprintf("cell/%d/%d", i, j), Immature: j >= ripe[i]}
			}
			row.Cells = append(row.Cells, cell)
		}
		c.Rows = append(c.Rows, row)
	}
	return c
}

// Tree is the tree of the KPI page.
func Tree() *charts.Tree {
	node := func(key, name, value, unit, note, contribution string, state charts.Mark, operator string, children ...*charts.Node) *charts.Node {
		return &charts.Node{Key: key, Name: name, Value: value, Unit: unit, Note: note, Contribution: contribution, State: state, Measured: true, Operator: operator, Children: children}
	}
	lp := node("visits", "LP訪問数", "23,420", "回", "ペース 23,294", "+13万円", charts.Good, "")
	lp.Signal = true
	cvr := node("cvr", "CVR", "2.9", "%", "677/23,420", "−88万円", charts.Caution, "")
	other := node("other", "そのほかの接点", "1,537", "件", "ペース 1,508", "+101万円", charts.Good, "")
	leads := node("leads", "有効リード数", "2,214", "件", "ペース 2,206", "+26万円", charts.Good, "×", lp, cvr, other)
	rate := node("apo", "アポ率", "", "", "目標 32.0", "", charts.Plain, "")
	rate.Measured = false
	meetings := node("meet", "商談化率", "53.9", "%", "370/687 目標 55", "−159万円", charts.Bad, "")
	meetings.Selected, meetings.Signal = true, true
	apo := node("apos", "新規アポ獲得数", "687", "件", "ペース 706", "−207万円", charts.Caution, "×", leads, rate)
	decided := node("decided", "決着商談数", "370", "件", "ペース 388", "−366万円", charts.Caution, "×", apo, meetings)
	closing := node("win", "クロージング率", "24.3", "%", "90/370 目標 25.0", "−208万円", charts.Caution, "")
	size := node("size", "平均契約単価", "82.7", "万円", "目標 80.0", "+248万円", charts.Good, "")
	return &charts.Tree{NodeName: "KPI", Root: node("kgi", "年間売上", "7,439", "万円", "ペース 7,765", "−326万円", charts.Caution, "×", decided, closing, size)}
}
