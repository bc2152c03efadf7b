package charts

import "math"

// Chart is any chart. Kinds: *Line, *Bars, *Funnel, *Spark, *Bullet, *Cohort,
// *Waterfall and *Tree.
type Chart interface {
	// Table gives the chart's numbers as text, header first: what a reader
	// without eyes or without a script gets, and what tests compare.
	Table() [][]string
	// Describe says the chart in one sentence.
	Describe() string
}

// Mark is the state a value is drawn in.
type Mark string

// The marks. Plain is the accent colour.
const (
	Plain   Mark = ""
	Good    Mark = "good"
	Caution Mark = "caution"
	Bad     Mark = "bad"
)

// Point is one value on a line or one bar. All text is ready to show.
type Point struct {
	Label   string   // on the axis: "10月"
	Value   *float64 // nil = not measured: a gap, never 0
	Text    string   // value in words for the tooltip: "40.2%(45/112)"
	Note    string   // state in words: "通常の範囲"
	Key     string   // what a tap opens; "" = nothing
	Partial bool     // the running period: hollow point, dotted line
	Flagged bool     // outside the limits: double ring
	Target  *float64 // target of this very point, where it varies
	Low     *float64 // limits of this very point, where they vary
	High    *float64
	Mean    *float64 // mean of this very point, where it varies by phase
	From    *float64 // band of a running period's forecast, which Value is then
	To      *float64
	Begins  bool // a phase begins here: a thin upright before it
	Mark    Mark // colour of a bar
}

// Number is the value when there is one to draw.
func (p Point) Number() (v float64, ok bool) { return Number(p.Value) }

// Number gives *v when it is measured, finite, and no larger than 1e100: beyond
// that no axis can be reckoned.
func Number(v *float64) (float64, bool) {
	if v == nil || math.IsNaN(*v) || math.Abs(*v) > 1e100 {
		return 0, false
	}
	return *v, true
}

// Level is a horizontal line with words at its end.
type Level struct {
	Value float64
	Text  string // "目標 55.0"
}

// Drawable gives the level when it has a place on an axis, otherwise nil.
func (l *Level) Drawable() *Level {
	if l == nil {
		return nil
	}
	if _, ok := Number(&l.Value); !ok {
		return nil
	}
	return l
}

// Axis formats the numbers of a value axis.
type Axis func(v float64) string

// Line is a series over time: plain trend, trend with target, or XmR.
type Line struct {
	Title     string
	LabelName string // heading of the labels in the table: "月"
	Points    []Point
	Mean      *Level
	Low       *Level // lower natural limit
	High      *Level // upper natural limit
	Target    *Level
	Ranges    []*float64 // moving ranges under the chart (XmR), same length as Points, or nil
	RangeHigh *Level
	RangeName string // word on the axis of the ranges: "差"
	Axis      Axis
	FromZero  bool
}

// Bars is one bar per point, lying (names at the left) or standing.
type Bars struct {
	Title     string
	LabelName string // heading of the labels in the table
	Points    []Point
	Lying     bool
	Target    *Level
	Axis      Axis
}

// Step is one stage of a funnel.
type Step struct {
	Name       string
	Count      float64
	Text       string // "1,126"
	Rate       string // from the previous stage, "23.4%"; "" for the first
	Parts      string // "1,126 / 4,812社"
	Interval   string // "95%区間 22.2〜24.6"
	FromFirst  string // "流入から 23.4%"
	Days       string // "6日"
	Key        string // opens the prospects who reached it
	DropKey    string // opens those who reached the previous one only
	Bottleneck bool
}

// Funnel is drawn with widths proportional to the square root of the count.
type Funnel struct {
	Title      string
	Steps      []Step
	Badge      string // word for the bottleneck
	Narrow     bool   // the small form of Home: no intervals
	StepName   string // heading of the stages in the table: "段階"
	NumberName string // heading of the counts: "件数"
	RateName   string // heading of the rates: "前の段階から"
}

// Spark is twelve periods without an axis, in their limits.
type Spark struct {
	Points       []Point
	Low, High    *float64
	Mean, Target *float64
	Since        int // index of the point from which an action ran, a dotted upright; 0 = none
	Description  string
}

// Bullet is the goal's bar: actual, pace tick, forecast band, target flag.
type Bullet struct {
	Actual, Pace, Target, Forecast, Low, High      *float64
	ActualText, PaceText, TargetText, ForecastText string
	BandText                                       string // of the forecast
	Note                                           string // under the bar's beginning: "営業日 154 / 238日(65%)"
}

// Cell of a cohort grid. Value nil = not possible yet (nothing is drawn).
type Cell struct {
	Value    *float64
	Text     string
	Tip      string
	Key      string
	Immature bool
}

// CohortRow is one entry month.
type CohortRow struct {
	Label, Count string
	Cells        []Cell
}

// Cohort is the grid of entry months by days since entry.
type Cohort struct {
	Columns            []string
	Rows               []CohortRow
	RowName, CountName string
}

// Waterfall explains a change: start, contributions, end. Parts add up.
type Waterfall struct {
	Title      string
	LabelName  string // heading of the labels in the table
	Start, End Point
	Parts      []Point
}

// Node of a KPI tree.
type Node struct {
	Key, Name, Value, Unit, Note, Contribution string
	State                                      Mark
	Measured                                   bool
	Signal                                     bool
	Selected                                   bool
	Aside                                      bool   // no part of what the operator makes
	Operator                                   string // between its children: "×", "+", "÷", "−"
	Children                                   []*Node
}

// Tree is a KGI broken down.
type Tree struct {
	Root     *Node
	NodeName string // heading of the names in the table: "KPI"
}

// TitleOf is what stands over a chart, "" for the kinds that have none.
func TitleOf(c Chart) string {
	switch c := c.(type) {
	case *Line:
		return c.Title
	case *Bars:
		return c.Title
	case *Funnel:
		return c.Title
	case *Waterfall:
		return c.Title
	}
	return ""
}
