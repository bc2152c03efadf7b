package measure

import (
	"context"

	"shirube/data/change"
	"shirube/data/period"
)

// Over says how a measure goes over days.
type Over string

// Sum adds; Last is a stock (the last known value); Mean is the mean of the
// days measured; Distinct counts different prospects, from the log.
const (
	Sum      Over = "sum"
	Last     Over = "last"
	Mean     Over = "mean"
	Distinct Over = "distinct"
)

// Measure is a number per day. Derived keys carry their noun ("deal.won",
// "entry.consider"); recorded ones never contain a dot.
type Measure struct {
	Key     string `json:"measure"`
	Name    string `json:"name"` // "" = the word for the key
	Over    Over   `json:"over"`
	Unit    string `json:"unit"` // count, ratio, yen, days
	Derived bool   `json:"derived"`
}

// Value is one recorded value of a measure.
type Value struct {
	Measure  string     `json:"measure"`
	Day      period.Day `json:"day"`
	Channel  string     `json:"channel"`
	Campaign string     `json:"campaign"`
	Value    float64    `json:"value"`
}

// Cell is a rollup cell: a measure's value on a day and channel.
type Cell struct {
	Measure string
	Day     period.Day
	Channel string
	Value   float64
}

// Counted is one thing a derived measure counts: an entry, a deal, an activity.
type Counted struct {
	Prospect int64      `json:"prospect"`
	Day      period.Day `json:"day"`
	Channel  string     `json:"channel"`
	Value    float64    `json:"value"` // 1, or the amount
}

// The derived measures. Entry measures are "entry.<stage key>": first entries
// of prospects into the stage, by day.
const (
	DealOpened    = "deal.opened"     // deals opened, by opening day
	DealWon       = "deal.won"        // deals won, by closing day
	DealLost      = "deal.lost"       // deals lost, by closing day
	DealWonAmount = "deal.won_amount" // their amount, yen
	DealWonPriced = "deal.won_priced" // those of them that have an amount: what a mean amount is divided by
	DealCustomers = "deal.customers"  // different prospects with a deal won in the period (distinct)
	DealRepeat    = "deal.repeat"     // those of them that had a deal won before (distinct)
	ActivityKey   = "activity."       // + kind: activities by day
	EntryKey      = "entry."          // + stage key
	SegmentKey    = "segment."        // + segment key: prospects it found; not derived, but counted by the program day by day
)

// Store is what measures need of a workspace.
type Store interface {
	Measures(ctx context.Context) ([]Measure, error) // recorded and derived, by key
	SaveMeasure(ctx context.Context, op change.Op, m Measure) error
	// Cells of measures over a range by day and channel; keys nil = all. Distinct measures have none.
	Cells(ctx context.Context, keys []string, r period.Range) ([]Cell, error)
	// Totals are the cells of measures that add up, those of all channels of a day together.
	Totals(ctx context.Context, keys []string, r period.Range) ([]Cell, error)
	// DistinctCount counts a distinct measure over a range; byChannel "" key = all together.
	DistinctCount(ctx context.Context, key string, r period.Range) (total float64, byChannel map[string]float64, err error)
	// Behind lists what a derived measure counts over a range, of one channel or (nil) of all: "no_list" for a recorded one.
	Behind(ctx context.Context, key string, r period.Range, channel *string) ([]Counted, error)
	// Values gives the recorded values of a measure.
	Values(ctx context.Context, key string, r period.Range) ([]Value, error)
	// SetValues replaces the values with equal (measure, day, channel, campaign), an unknown measure being made,
	// and takes those of gone away ("not measured" again).
	SetValues(ctx context.Context, op change.Op, set, gone []Value) error
	// LastMeasured gives the last day on which each recorded measure has a value.
	LastMeasured(ctx context.Context) (map[string]period.Day, error)
}
