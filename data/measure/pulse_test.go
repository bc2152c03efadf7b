package measure_test

import (
	"testing"

	"shirube/data/measure"
	"shirube/data/period"
)

func TestPulseSaysWhenTheNextNumberIsWanted(t *testing.T) {
	day := func(s string) period.Day {
		d, err := period.ParseDay(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for name, c := range map[string]struct {
		days       []string
		today, due string
		every      period.Grain
		state      measure.State
	}{
		"monthly, the month is running": {[]string{"2026-08-01", "2026-09-01", "2026-10-01"}, "2026-11-22", "2026-12-01", period.Month, measure.Fresh},
		"monthly, the month is over":    {[]string{"2026-08-01", "2026-09-01", "2026-10-01"}, "2026-12-03", "2026-12-01", period.Month, measure.Due},
		"monthly, forgotten":            {[]string{"2026-08-01", "2026-09-01", "2026-10-01"}, "2026-12-20", "2026-12-01", period.Month, measure.Stale},
		"at the month's end":            {[]string{"2026-08-31", "2026-09-30", "2026-10-31"}, "2026-11-30", "2026-12-01", period.Month, measure.Fresh},
		"weekly":                        {[]string{"2026-11-02", "2026-11-09", "2026-11-16"}, "2026-11-30", "2026-11-30", period.Week, measure.Due},
		"daily over a weekend":          {[]string{"2026-11-18", "2026-11-19", "2026-11-20"}, "2026-11-22", "2026-11-24", period.GrainDay, measure.Fresh},
		"once, long ago":                {[]string{"2026-10-01"}, "2026-11-22", "2026-10-02", "", measure.Stale},
		"never":                         {nil, "2026-11-22", "", "", measure.Due},
	} {
		var days []period.Day
		for _, d := range c.days {
			days = append(days, day(d))
		}
		p := measure.PulseOf("x", days, period.Calendar{}, day(c.today))
		if p.Every != c.every || p.State != c.state || p.Due.String() != c.due {
			t.Errorf("%s: %+v", name, p)
		}
	}
}
