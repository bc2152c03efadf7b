package period

import (
	"math/rand/v2"
	"testing"
	"time"

	"shirube/data"
)

func TestParse(t *testing.T) {
	for _, tc := range []struct {
		start          time.Month
		name, from, to string
		grain          Grain
		previous, last string
	}{
		{0, "2026-10", "2026-10-01", "2026-10-31", Month, "2026-09", "2025-10"},
		{0, "2026-W43", "2026-10-19", "2026-10-25", Week, "2026-W42", "2025-W43"},
		{0, "2026-W53", "2026-12-28", "2027-01-03", Week, "2026-W52", "2025-W52"},
		{0, "2026-Q1", "2026-04-01", "2026-06-30", Quarter, "2025-Q4", "2025-Q1"},
		{0, "2026-Q3", "2026-10-01", "2026-12-31", Quarter, "2026-Q2", "2025-Q3"},
		{0, "2026-Q4", "2027-01-01", "2027-03-31", Quarter, "2026-Q3", "2025-Q4"},
		{time.January, "2026-Q3", "2026-07-01", "2026-09-30", Quarter, "2026-Q2", "2025-Q3"},
		{0, "FY2026", "2026-04-01", "2027-03-31", Year, "FY2025", "FY2025"},
		{time.January, "FY2026", "2026-01-01", "2026-12-31", Year, "FY2025", "FY2025"},
		{0, "2026-10-05", "2026-10-05", "2026-10-05", GrainDay, "2026-10-04", "2025-10-05"},
		{0, "2024-02-29", "2024-02-29", "2024-02-29", GrainDay, "2024-02-28", "2023-02-28"},
		{0, "2026-10-01..2026-10-31", "2026-10-01", "2026-10-31", Custom, "2026-09-01..2026-09-30", "2025-10-01..2025-10-31"},
		{0, "2026-04-01..2026-11-22", "2026-04-01", "2026-11-22", Custom, "2025-08-08..2026-03-31", "2025-04-01..2025-11-22"},
		{0, "2024-02-01..2024-02-29", "2024-02-01", "2024-02-29", Custom, "2024-01-01..2024-01-31", "2023-02-01..2023-02-28"},
	} {
		c := Calendar{FiscalStart: tc.start}
		p, err := c.Parse(tc.name)
		if err != nil {
			t.Errorf("%s: %v", tc.name, err)
			continue
		}
		if p.From.String() != tc.from || p.To.String() != tc.to || p.Grain != tc.grain || p.String() != tc.name {
			t.Errorf("%s is %s %s..%s called %s", tc.name, p.Grain, p.From, p.To, p)
		}
		if got := c.Previous(p).String(); got != tc.previous {
			t.Errorf("before %s comes %s, want %s", tc.name, got, tc.previous)
		}
		if got := c.LastYear(p).String(); got != tc.last {
			t.Errorf("%s a year before is %s, want %s", tc.name, got, tc.last)
		}
	}
	if p, err := (Calendar{}).Parse("2026-04..2026-10"); err != nil || p.String() != "2026-04-01..2026-10-31" {
		t.Errorf("months on both ends: %v %v", p, err)
	}
	for _, bad := range []string{"", "2026", "2026-13", "2026-W54", "2025-W53", "2026-W00", "2026-Q5", "FY26", "2026-02-30", "2026-10-02..2026-10-01", "先月", "2026-1",
		"0000-12", "0000-W52", "FY0000", "0000-12-31", "0000-12..2026-10"} {
		if _, err := (Calendar{}).Parse(bad); data.CodeOf(err) != "bad_period" {
			t.Errorf("%q was read", bad)
		}
	}
}

func TestPeriodsTileTheCalendar(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		c := Calendar{FiscalStart: time.Month(1 + r.IntN(12))}
		d := Of(1990, 1, 1) + Day(r.IntN(40000))
		for _, g := range []Grain{GrainDay, Week, Month, Quarter, Year} {
			p := c.Of(g, d)
			if !p.Contains(d) {
				t.Fatalf("%s %s doesn't contain %s", g, p, d)
			}
			if back, err := c.Parse(p.String()); err != nil || back != p {
				t.Fatalf("%s reads back as %v (%v)", p, back, err)
			}
			if n := c.Next(p); n.From != p.To+1 || c.Previous(n) != p {
				t.Fatalf("%s is followed by %s", p, n)
			}
		}
	}
}

func TestPeriodsOfARange(t *testing.T) {
	ps := Calendar{}.Periods(Month, Range{Of(2026, 4, 15), Of(2026, 7, 1)})
	if len(ps) != 4 || ps[0].String() != "2026-04" || ps[3].String() != "2026-07" {
		t.Errorf("got %v", ps)
	}
	if (Calendar{}).Periods(Month, Range{From: 1}) != nil {
		t.Error("an open range has endless periods")
	}
}

func TestAddMonths(t *testing.T) {
	for _, tc := range []struct {
		from string
		n    int
		want string
	}{{"2026-01-31", 1, "2026-02-28"}, {"2024-01-31", 1, "2024-02-29"}, {"2026-03-15", -3, "2025-12-15"}, {"2026-12-31", 2, "2027-02-28"}} {
		d, _ := ParseDay(tc.from)
		if got := d.AddMonths(tc.n).String(); got != tc.want {
			t.Errorf("%s and %d months is %s, want %s", tc.from, tc.n, got, tc.want)
		}
	}
}

func TestClip(t *testing.T) {
	r := Range{Of(2026, 4, 1), Of(2026, 4, 30)}
	if part, ok := r.Clip(Range{To: Of(2026, 4, 10)}); !ok || part.Days() != 10 {
		t.Errorf("got %v %v", part, ok)
	}
	if _, ok := r.Clip(Range{From: Of(2026, 5, 1)}); ok {
		t.Error("two ranges apart have no part in common")
	}
}
