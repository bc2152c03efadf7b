package funnel

import (
	"context"
	"encoding/json"

	"shirube/data/change"
	"shirube/data/period"
	"shirube/data/prospect"
)

// Stage is one step of the funnel. A stage with a Measure is anonymous: its
// count is the measure's sum, not prospects.
type Stage struct {
	Key     string `json:"stage"`
	Name    string `json:"name"`
	Measure string `json:"measure"` // "" = fed by prospects
}

// Entry is a prospect reaching a stage on a day.
type Entry struct {
	ID       int64      `json:"id"`
	Prospect int64      `json:"prospect"`
	Stage    string     `json:"stage"`
	Day      period.Day `json:"day"`
	Channel  string     `json:"channel"`
	Campaign string     `json:"campaign"`
	Owner    string     `json:"owner"`
}

// Traits are the prospects' own values for breakdowns by prefecture and industry.
type Traits map[uint32]string

// Member tells whether a prospect is on a list.
type Member func(prospect uint32) bool

// List is a list of prospects (名簿) for the breakdown by it.
type List struct {
	Name string
	Has  Member
}

// View is which question a funnel answers.
type View string

// Cohort follows those who entered in the range; Flow counts what happened in
// the range; Stock counts who stands where today.
const (
	Cohort View = "cohort"
	Flow   View = "flow"
	Stock  View = "stock"
)

// Touch is which entry says the channel, campaign or owner of a prospect.
type Touch string

// FirstTouch is the entry that opened the journey. LastTouch is the last one
// with a value until the funnel's last stage or the end of the window, whether
// it led further or not, so that those who stayed behind count where they were
// touched last, as the others do.
const (
	FirstTouch Touch = "first"
	LastTouch  Touch = "last"
)

// Question is what is asked of a funnel.
type Question struct {
	View   View
	Range  period.Range
	Window *int // calendar days from entry, both ends counted; nil = none
	Way         // in cohorts
	By     string
	Touch  Touch           // in cohorts and stock; "" = FirstTouch
	Where  prospect.Filter // who is asked about; nil = everybody
	Today  period.Day      // for maturity and stock
}

// Exclusions are the conditions by which companies are usually left out of a
// funnel: opted out, and closed in the corporate register.
var Exclusions = prospect.Filter{{Field: "opt_out", Op: prospect.Is}, {Field: "closed_day", Op: prospect.Is}}

// Rate is a fraction with its parts and its Wilson 95 % interval.
type Rate struct {
	Numerator, Denominator int
	Low, High              float64
}

// StageCount is one stage of one group. Rates are nil where there is nothing
// to divide by.
type StageCount struct {
	Stage        string   `json:"stage"`
	Count        int      `json:"count"`
	FromFirst    *float64 `json:"from_first"`
	FromPrevious *float64 `json:"from_previous"`
	Low          *float64 `json:"low"`         // 95 % Wilson interval of FromPrevious
	High         *float64 `json:"high"`        //
	LowerDays    *float64 `json:"lower_days"`  // quartiles of the days from the stage reached before
	MedianDays   *float64 `json:"median_days"` //
	UpperDays    *float64 `json:"upper_days"`  //
	Immature     int      `json:"immature"`    // of Count: entered too recently for the window; not in the rates
	Prospects    []uint32 `json:"-"`           // who reached it: len == Count for identified stages
	Rate         *Rate    `json:"-"`           // the parts of FromPrevious
	First        *Rate    `json:"-"`           // the parts of FromFirst
	Unmeasured   bool     `json:"-"`           // an anonymous stage nothing was counted for: Count is null in JSON
}

// MarshalJSON writes the count of an unmeasured stage as null.
func (c StageCount) MarshalJSON() ([]byte, error) {
	type plain StageCount
	if !c.Unmeasured {
		return json.Marshal(plain(c))
	}
	return json.Marshal(struct {
		plain
		Count *int `json:"count"`
	}{plain: plain(c)})
}

// Group is the funnel of one channel, owner, …; Group nil = blank (or all, when nothing was asked for).
type Group struct {
	Group  *string      `json:"group"`
	Stages []StageCount `json:"stages"`
}

// Bottleneck is a step of a group and what mending it would bring.
type Bottleneck struct {
	Group        *string  `json:"group"` // nil = blank (or all, when nothing was asked for)
	Stage        string   `json:"stage"` // the stage not reached
	Rate         float64  `json:"rate"`
	Reference    float64  `json:"reference"` // the rate it is held against
	Low          *float64 `json:"low"`       // 95 % Wilson interval of the rate
	High         *float64 `json:"high"`
	MoreWins     float64  `json:"more_wins"`
	MoreWinsLow  float64  `json:"more_wins_low"` // 80 % interval of the gain; below 0 where the step may be no worse than it was
	MoreWinsHigh float64  `json:"more_wins_high"`
	ValueAtStake *float64 `json:"value_at_stake"` // yen; nil where no deal value is known
	ValueLow     *float64 `json:"value_low"`      // MoreWinsLow and High in yen
	ValueHigh    *float64 `json:"value_high"`

	sure float64 // lower end of the 95 % interval of MoreWins: what the ranking goes by
}

// Result is a funnel evaluated.
type Result struct {
	View       View        `json:"view"`
	WindowDays *int        `json:"window_days"`
	Groups     []Group     `json:"groups"`
	Bottleneck *Bottleneck `json:"bottleneck"`
	OutOfOrder int         `json:"out_of_order"`
}

// Store is what funnels need of a workspace.
type Store interface {
	Stages(ctx context.Context) ([]Stage, error)
	// SetStages replaces the stages; a stage with entries can be renamed or moved, not dropped ("stage_in_use").
	SetStages(ctx context.Context, op change.Op, stages []Stage) error
	// Log loads all entries (identified stages) in order.
	Log(ctx context.Context) (Log, error)
	// Traits gives each prospect's prefecture or industry.
	Traits(ctx context.Context, field string) (Traits, error)
	// Members gives every list with who is on it.
	Members(ctx context.Context) ([]List, error)
	// EntriesOf a prospect, oldest first.
	EntriesOf(ctx context.Context, prospect int64) ([]Entry, error)
	// SaveEntries adds entries and moves their prospects' furthest stage. An equal (prospect, stage, day) is not added twice.
	SaveEntries(ctx context.Context, op change.Op, es []Entry) ([]int64, error)
	DeleteEntries(ctx context.Context, op change.Op, ids []int64) error
}
