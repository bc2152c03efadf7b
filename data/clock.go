package data

import "time"

// Clock tells the current instant. It is handed in wherever a rule depends on
// the time, so that reports and tests can stand at a day of their choice.
type Clock func() time.Time

// SystemClock is the computer's own clock.
func SystemClock() time.Time { return time.Now() }

// FixedClock always stands at t.
func FixedClock(t time.Time) Clock { return func() time.Time { return t } }
