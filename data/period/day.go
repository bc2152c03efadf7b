package period

import (
	"fmt"
	"strings"
	"time"
)

// Day is a calendar day without time zone: the number of days since
// 0000-12-31 in the proleptic Gregorian calendar. The zero Day means "not
// known"; Day(1) is 0001-01-01.
type Day int32

const unixOffset = 719163 // Day of 1970-01-01

// Of gives the day of a date.
func Of(year int, month time.Month, day int) Day {
	return Day(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix()/86400 + unixOffset)
}

// On gives the day that t falls on in t's own location.
func On(t time.Time) Day { y, m, d := t.Date(); return Of(y, m, d) }

// ParseDay reads an ISO date (2026-10-05) from the year 1 on.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse("2006-01-02", s)
	if err != nil || t.Year() < 1 {
		return 0, fmt.Errorf("period: %q is not a day like 2026-10-05", s)
	}
	return On(t), nil
}

// Known tells whether d is a day at all.
func (d Day) Known() bool { return d != 0 }

// Time gives midnight UTC of the day.
func (d Day) Time() time.Time { return time.Unix((int64(d)-unixOffset)*86400, 0).UTC() }

// Date gives year, month and day of the month.
func (d Day) Date() (int, time.Month, int) { return d.Time().Date() }

// Weekday gives the day of the week.
func (d Day) Weekday() time.Weekday { return d.Time().Weekday() }

// String gives the ISO date, or "" for an unknown day.
func (d Day) String() string {
	if d == 0 {
		return ""
	}
	return d.Time().Format("2006-01-02")
}

// MarshalJSON gives the ISO date as a string, or null.
func (d Day) MarshalJSON() ([]byte, error) {
	if d == 0 {
		return []byte("null"), nil
	}
	return []byte(`"` + d.String() + `"`), nil
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (d *Day) UnmarshalJSON(text []byte) error {
	if *d = 0; string(text) == "null" {
		return nil
	}
	var err error
	*d, err = ParseDay(strings.Trim(string(text), `"`))
	return err
}

// Range is a run of days, both ends counted. A zero end is open.
type Range struct {
	From Day `json:"from"`
	To   Day `json:"to"`
}

// Contains tells whether d lies in the range.
func (r Range) Contains(d Day) bool {
	return d != 0 && (r.From == 0 || d >= r.From) && (r.To == 0 || d <= r.To)
}
