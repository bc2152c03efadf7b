package period

import (
	"strings"
	"testing"
	"time"
)

// The lists the Cabinet Office publishes (国民の祝日・休日), month-day.
var published = map[int]string{
	2019: "01-01 01-14 02-11 03-21 04-29 04-30 05-01 05-02 05-03 05-04 05-05 05-06 07-15 08-11 08-12 09-16 09-23 10-14 10-22 11-03 11-04 11-23",
	2020: "01-01 01-13 02-11 02-23 02-24 03-20 04-29 05-03 05-04 05-05 05-06 07-23 07-24 08-10 09-21 09-22 11-03 11-23",
	2021: "01-01 01-11 02-11 02-23 03-20 04-29 05-03 05-04 05-05 07-22 07-23 08-08 08-09 09-20 09-23 11-03 11-23",
	2022: "01-01 01-10 02-11 02-23 03-21 04-29 05-03 05-04 05-05 07-18 08-11 09-19 09-23 10-10 11-03 11-23",
	2023: "01-01 01-02 01-09 02-11 02-23 03-21 04-29 05-03 05-04 05-05 07-17 08-11 09-18 09-23 10-09 11-03 11-23",
	2024: "01-01 01-08 02-11 02-12 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-15 08-11 08-12 09-16 09-22 09-23 10-14 11-03 11-04 11-23",
	2025: "01-01 01-13 02-11 02-23 02-24 03-20 04-29 05-03 05-04 05-05 05-06 07-21 08-11 09-15 09-23 10-13 11-03 11-23 11-24",
	2026: "01-01 01-12 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23",
	2027: "01-01 01-11 02-11 02-23 03-21 03-22 04-29 05-03 05-04 05-05 07-19 08-11 09-20 09-23 10-11 11-03 11-23",
	// older law: 15 January, 10 October, 4 May only between two holidays on a working day
	1999: "01-01 01-15 02-11 03-21 03-22 04-29 05-03 05-04 05-05 07-20 09-15 09-23 10-10 10-11 11-03 11-23 12-23",
}

func TestHolidaysArePublishedOnes(t *testing.T) {
	for year, want := range published {
		var got []string
		for d := Of(year, 1, 1); d <= Of(year, 12, 31); d++ {
			if Holiday(d) {
				got = append(got, d.String()[5:])
			}
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%d\n got %s\nwant %s", year, s, want)
		}
	}
	if Holiday(Of(1979, 1, 1)) || Holiday(Of(2100, 1, 1)) {
		t.Error("a holiday outside the years the rules hold for")
	}
}

func TestHolidayOnSundayGivesAnotherDay(t *testing.T) {
	for d := Of(1980, 1, 1); d <= Of(2099, 12, 31); d++ {
		if d.Weekday() != time.Sunday || !Holiday(d) {
			continue
		}
		in := d + 1
		for Holiday(in) {
			in++
		}
		if in == d+1 {
			t.Errorf("%s is a holiday on a Sunday, nothing follows it", d)
		}
	}
}

func TestWorkingDays(t *testing.T) {
	c := Calendar{}
	for name, want := range map[string]int{"2026-11": 19, "2026-05": 18, "2026-09": 19, "2026-11-21..2026-11-23": 0} {
		p, err := c.Parse(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := c.WorkingDays(p.Range); got != want {
			t.Errorf("%s has %d working days, want %d", name, got, want)
		}
	}
	c.Closed = map[Day]bool{Of(2026, 11, 24): true}
	if c.WorkingDay(Of(2026, 11, 24)) || !c.WorkingDay(Of(2026, 11, 25)) {
		t.Error("a closed day is worked, or another isn't")
	}
	if c.WorkingDays(Range{From: Of(2026, 1, 1)}) != 0 {
		t.Error("an open range has no working days to count")
	}
}

// TestWorkingDaysAreCountedOneByOne holds the count against the days themselves.
func TestWorkingDaysAreCountedOneByOne(t *testing.T) {
	c := Calendar{Closed: map[Day]bool{Of(2026, 12, 29): true, Of(2026, 12, 30): true, Of(2026, 8, 16): true, Of(2026, 5, 4): true, Of(2026, 8, 13): false}}
	for from := Of(2025, 12, 20); from < Of(2026, 12, 31); from += 3 {
		want := 0
		for to := from; to < from+40; to++ {
			if c.WorkingDay(to) {
				want++
			}
			if got := c.WorkingDays(Range{from, to}); got != want {
				t.Fatalf("%v to %v: %d, want %d", from, to, got, want)
			}
		}
		if got := c.WorkingDays(Range{from, from - 1}); got != 0 {
			t.Fatalf("nothing has %d working days", got)
		}
	}
}
