package store

import (
	"time"

	"shirube/data/period"
)

// day reads a stored day; "" is not known.
func day(s string) period.Day {
	if len(s) != 10 {
		return 0
	}
	number := func(from, to int) (n int) {
		for _, c := range []byte(s[from:to]) {
			n = n*10 + int(c-'0')
		}
		return n
	}
	return period.Of(number(0, 4), time.Month(number(5, 7)), number(8, 10))
}

// moment reads a stored instant.
func moment(s string) time.Time {
	t, _ := time.Parse(time.RFC3339, s)
	return t
}

// between is the condition that a column of ISO days lies in a range.
func between(column string, r period.Range) (sql string, args []any) {
	sql = column + " <> ''"
	if r.From != 0 {
		sql, args = sql+" AND "+column+" >= ?", append(args, r.From.String())
	}
	if r.To != 0 {
		sql, args = sql+" AND "+column+" <= ?", append(args, r.To.String())
	}
	return sql, args
}
