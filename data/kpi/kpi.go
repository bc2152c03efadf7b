package kpi

import (
	"context"
	"time"

	"shirube/data/change"
	"shirube/data/measure"
	"shirube/data/period"
)

// Direction tells which way is better.
type Direction string

// The directions.
const (
	Up   Direction = "up"
	Down Direction = "down"
)

// KPI is a formula with an owner and a target.
type KPI struct {
	Key          string       `json:"key"` // letters, digits and _; shares one key space with measures
	Name         string       `json:"name"`
	Formula      string       `json:"formula"` // over measure and KPI keys: "deal.won / (deal.won + deal.lost)"
	Unit         string       `json:"unit"`    // count, ratio, yen, days
	Direction    Direction    `json:"direction"`
	Grain        period.Grain `json:"grain"`
	Lead         bool         `json:"lead"` // moves before the result does
	Controllable bool         `json:"controllable"`
	Owner        string       `json:"owner"`
	Parent       string       `json:"parent"` // key of the KPI it serves, "" = the goal (KGI) itself or unattached
	Goal         bool         `json:"goal"`   // this is the KGI
	Position     int          `json:"position"`
	// Split says how the KPIs under it make it: a formula over their keys
	// ("appointments × meeting_rate × win_rate × average_deal"), "" where the
	// KPI's own formula says so already, or nothing does.
	Split string `json:"split"`
}

// Level is how much is asked for.
type Level string

// The levels, the least demanding first: the least that will do, what is aimed
// at (the target that values are judged by), and what would be splendid.
const (
	Minimum Level = "minimum"
	Aim     Level = "target"
	Stretch Level = "stretch"
)

// Levels are all of them, the least demanding first.
var Levels = []Level{Minimum, Aim, Stretch}

// Target is what a KPI should reach in a period; a later one for the same
// period and level replaces it and both stay in the history.
type Target struct {
	KPI    string    `json:"key"`
	Period string    `json:"period"` // Period.String
	Value  float64   `json:"value"`
	Level  Level     `json:"level"` // "" is Aim
	Set    time.Time `json:"set"`
}

// State is how a value stands against its target or pace.
type State string

// OnTrack is ≥ 100 % of pace or target, Caution ≥ 90 %, Behind below that;
// Unmeasured where there is no value, NoTarget where nothing is asked.
const (
	OnTrack    State = "on_track"
	Caution    State = "caution"
	Behind     State = "behind"
	Unmeasured State = "unmeasured"
	NoTarget   State = "no_target"
)

// Value is a KPI over one period. Nil means "not measured", never 0.
type Value struct {
	Key         string   `json:"key"`
	Period      string   `json:"period"`
	Group       *string  `json:"group,omitempty"` // with a breakdown
	Value       *float64 `json:"value"`
	Numerator   *float64 `json:"numerator"`   // where the outermost operator is a division
	Denominator *float64 `json:"denominator"` //
	Target      *float64 `json:"target"`
	Minimum     *float64 `json:"minimum,omitempty"` // the other levels, where they were set
	Stretch     *float64 `json:"stretch,omitempty"`
	Reached     Level    `json:"reached,omitempty"` // the most demanding level it is on pace for
	Pace        *float64 `json:"pace"`              // the target's share by working days up to today
	Forecast    *float64 `json:"forecast"`
	Low         *float64 `json:"forecast_low"`
	High        *float64 `json:"forecast_high"`
	Chance      *float64 `json:"chance,omitempty"`  // of the KGI to reach its target, going on as now: Plan.Now
	Outlook     *Outlook `json:"outlook,omitempty"` // how the forecast came about, or why there is none
	Ratio       *float64 `json:"ratio"`             // value ÷ pace or target, turned round where lower is better
	State       State    `json:"state"`
	Partial     bool     `json:"partial"`            // the period is not over
	Unpriced    *float64 `json:"unpriced,omitempty"` // deals won without an amount, where the amount won is part of it and some have none
}

// Store is what KPIs need of a workspace. Each call that writes is one action.
type Store interface {
	KPIs(ctx context.Context) ([]KPI, error) // by position
	EditKPIs(ctx context.Context, op change.Op, e Edit) error
	// Targets gives every target ever set, oldest first.
	Targets(ctx context.Context) ([]Target, error)
	// DealFlow gives all deals as far as they tell what will be won.
	DealFlow(ctx context.Context) ([]Deal, error)
	// Draft gives the text that was last kept, "" where none was.
	Draft(ctx context.Context) (string, error)
	// KeepDraft replaces it. Nobody is told, and undo doesn't know of it.
	KeepDraft(ctx context.Context, text string) error
}

// Edit is what one action does to KPIs: what is made or changed, what is
// removed with its targets, and the targets that are set.
type Edit struct {
	Measures []measure.Measure
	KPIs     []KPI
	Targets  []Target
	Gone     []string
}
