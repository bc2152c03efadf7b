package prospect

import (
	"time"

	"shirube/data/period"
)

// Prospect is a company that may buy. Empty text and nil mean "not known".
type Prospect struct {
	ID              int64             `json:"id"`
	ExternalID      string            `json:"external_id,omitempty"`
	CorporateNumber string            `json:"corporate_number,omitempty"` // 13 digits, check digit right
	Name            string            `json:"name"`
	Kana            string            `json:"kana,omitempty"`
	PostalCode      string            `json:"postal_code,omitempty"` // 7 digits, shown as 123-4567, or as another country has it
	Prefecture      string            `json:"prefecture,omitempty"`
	City            string            `json:"city,omitempty"`
	Address         string            `json:"address,omitempty"` // what follows prefecture and city
	Industry        string            `json:"industry,omitempty"`
	Employees       *int64            `json:"employees,omitempty"`
	Capital         *int64            `json:"capital,omitempty"` // yen
	Phone           string            `json:"phone,omitempty"`
	Email           string            `json:"email,omitempty"`
	URL             string            `json:"url,omitempty"`
	Channel         string            `json:"channel,omitempty"` // where it came from
	Owner           string            `json:"owner,omitempty"`
	Stage           string            `json:"stage,omitempty"` // key of the furthest stage reached
	StageDay        period.Day        `json:"stage_day,omitempty"`
	ClosedDay       period.Day        `json:"closed_day,omitempty"`   // register closed on
	LastContact     period.Day        `json:"last_contact,omitempty"` // day of the last activity
	Note            string            `json:"note,omitempty"`
	Tags            []string          `json:"tags,omitempty"`
	ContactName     string            `json:"contact_name,omitempty"` // the first contact
	ContactTitle    string            `json:"contact_title,omitempty"`
	ContactEmail    string            `json:"contact_email,omitempty"`
	Custom          map[string]string `json:"custom,omitempty"` // further columns of the user's own
	Updated         time.Time         `json:"-"`
}

// ActivityKind is what an activity was.
type ActivityKind string

// The kinds of activity. Appointment is the booking of a meeting, counted on
// the day it was won; Meeting is the meeting held.
const (
	Call        ActivityKind = "call"
	Mail        ActivityKind = "mail"
	Appointment ActivityKind = "appointment"
	Meeting     ActivityKind = "meeting"
	Form        ActivityKind = "form"
	Card        ActivityKind = "card" // business card exchanged
	Note        ActivityKind = "note"
)

// Activity is one line of a prospect's timeline.
type Activity struct {
	ID       int64        `json:"id"`
	Prospect int64        `json:"prospect"`
	Kind     ActivityKind `json:"kind"`
	Day      period.Day   `json:"day"`
	Time     string       `json:"time,omitempty"` // 14:00, or empty
	Text     string       `json:"text"`
	Channel  string       `json:"channel,omitempty"`
	Owner    string       `json:"owner,omitempty"`
}

// Touch is where one stands with a prospect: what was last, and what is planned
// next, each nil where there is none.
type Touch struct{ Last, Next *Activity }

// Outcome of a deal.
type Outcome string

// A deal is open until it is won or lost.
const (
	Open Outcome = "open"
	Won  Outcome = "won"
	Lost Outcome = "lost"
)

// Deal is a sale being made.
type Deal struct {
	ID       int64      `json:"id"`
	Prospect int64      `json:"prospect"`
	Name     string     `json:"name"`
	Amount   *int64     `json:"amount"` // minor units of the currency (yen), nil = not known
	TaxIn    bool       `json:"tax_in"` // the amount includes consumption tax
	Opened   period.Day `json:"opened"`
	Closed   period.Day `json:"closed"` // day it was won or lost
	Outcome  Outcome    `json:"outcome"`
	Product  string     `json:"product,omitempty"`
	Owner    string     `json:"owner,omitempty"`
	Channel  string     `json:"channel,omitempty"` // the prospect's, unless given
}

// Query is what the list shows: text, filter, order.
type Query struct {
	Text       string // every word must occur in name, kana, address, phone, mail, number, contact
	Filter     Filter
	Sort       string // a field key; "" = by name
	Descending bool
	Today      period.Day // from which what is planned counts; the service sets it
}

// Filter is conditions that must all hold.
type Filter []Condition

// Condition is one comparison of a field (a prospect's field key, or tag).
type Condition struct {
	Field string
	Op    Op
	Value string // "" with = and != stands for "not known"; of In the values, one a line
}

// Op compares a field with a value.
type Op string

// The comparisons. Contains is written ~ in filter text. NotMore is at most, or
// not known: no contact since a day is last_contact!>DAY.
const (
	Is, IsNot   Op = "=", "!="
	Less, Most  Op = "<", "<="
	More, Least Op = ">", ">="
	Contains    Op = "~"
	NotMore     Op = "!>"
	In          Op = "in"
)

// Facet is one value of a field and how many prospects have it.
type Facet struct {
	Value string // "" = not known
	Count int
}
