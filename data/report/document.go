package report

import (
	"shirube/data/funnel"
	"shirube/data/kpi"
	"shirube/data/period"
	"shirube/data/review"
	"shirube/data/setting"
)

// Section is a part of the document that can be left out.
type Section string

// The sections, in the order they are printed unless asked for in another.
const (
	Summary     Section = "summary"
	Goal        Section = "goal"
	KPIs        Section = "kpis"
	Trends      Section = "trends"
	Drivers     Section = "drivers"
	Causes      Section = "causes"
	Funnel      Section = "funnel"
	Channels    Section = "channels"
	Rejected    Section = "rejected"
	Definitions Section = "definitions"
)

// Sections are all of them, in order.
var Sections = []Section{Summary, Goal, KPIs, Trends, Drivers, Causes, Funnel, Channels, Rejected, Definitions}

// Document is a report computed: numbers and names, no words and no drawing.
// A part that was not asked for, or that has nothing to say, is nil.
type Document struct {
	For      string // whom it is handed to; may be empty
	Notes    string // what whoever hands it on says before the numbers; may be empty
	Title    string // of the workspace: "営業部 2026年度"
	Company  string
	Logo     *setting.Logo // of the company, nil without one
	Period   period.Period
	Previous period.Period // what the period is compared with
	Made     period.Day
	Complete bool      // the period was over when the report was made
	Sections []Section // those asked for, in the order they are printed; nil = all

	Summary     *SummaryBlock
	Goal        *GoalBlock
	KPIs        []Series // in their order, the goal left out
	Trends      []Series // those of KPIs with enough measured points to show a line
	Movement    *Movement
	Causes      *CausesBlock
	Funnel      *FunnelBlock
	Channels    *FunnelBlock // the same question by channel, entries highest first
	Rejected    []Rejection
	Definitions []Definition
}

// Order is the sections in the order they are printed.
func (doc Document) Order() []Section {
	if doc.Sections == nil {
		return Sections
	}
	return doc.Sections
}

// GoalBlock is the KGI over the fiscal year in which the period ends, up to the
// day the document is made.
type GoalBlock struct {
	KPI   kpi.KPI
	Year  period.Period
	Value kpi.Value
}

// SummaryBlock is what the few sentences at the top say: how the goal moved, what
// signals, why, and what is being done.
type SummaryBlock struct {
	Movement *Movement
	Signals  []Series
	Causes   *CausesBlock
}

// Movement is the goal's change from the period before, shared out among the
// names of its formula.
type Movement struct {
	KPI      kpi.KPI
	From, To period.Period
	Finding  review.Finding // of To; drivers in the order a review names them
	Names    Definition     // of the goal's own formula
}

// CausesBlock is what the period's review wrote and decided on, the actions
// still open from earlier ones, and whether those done in the last Shown
// periods worked.
type CausesBlock struct {
	Causes  []review.Cause
	Actions []review.Action
	Effects []review.Effect
	KPIs    map[string]kpi.KPI // those that causes, actions and effects name
}

// Series is a KPI over successive periods, the last of which is the document's,
// with the natural limits the points are judged by.
type Series struct {
	KPI       kpi.KPI
	Points    []Point
	Mean      *float64 // scalars are nil where limits vary by point or there are none yet
	Low       *float64
	High      *float64
	RangeHigh *float64 // upper limit of the moving range
}

// Point is a KPI's value in one period. Rule names the signal it gives
// (outside, near_limit, run), "" for none.
type Point struct {
	Period    period.Period
	Value     kpi.Value
	Low, High *float64
	Mean      *float64 // set where a KPI has several phases
	Begins    bool     // a phase begins here
	Rule      string
}

// Last is the document's own period, Previous the one before it.
func (s Series) Last() Point { return s.at(1) }

// Previous is the point before the last.
func (s Series) Previous() Point { return s.at(2) }

func (s Series) at(fromEnd int) Point {
	if len(s.Points) < fromEnd {
		return Point{Value: kpi.Value{State: kpi.Unmeasured}}
	}
	return s.Points[len(s.Points)-fromEnd]
}

// Measured counts the points with a value.
func (s Series) Measured() int {
	n := 0
	for _, p := range s.Points {
		if p.Value.Value != nil {
			n++
		}
	}
	return n
}

// FunnelBlock is a funnel's answer with its question.
type FunnelBlock struct {
	Question funnel.Question
	Stages   []funnel.Stage
	Result   funnel.Result
}

// Rejection is an import of the period in which rows were rejected.
type Rejection struct {
	Import int64
	Day    period.Day
	Noun   string // prospects, entries, deals, measures
	File   string
	Rows   int
	Count  int
	Codes  []CodeCount // most frequent first
}

// CodeCount is a reason (words under "rejected.<code>") and how many listed rows it had.
type CodeCount struct {
	Code  string
	Count int
}

// Definition says how a number of the document is computed. Names gives the
// names of the keys in the formula, where they have one; KPIs says which of
// the keys are KPIs, the others are measures.
type Definition struct {
	KPI   kpi.KPI
	Names map[string]string
	KPIs  map[string]bool
}
