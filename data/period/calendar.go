package period

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Calendar knows the fiscal year and the days one works. Its zero value is the
// Japanese office: fiscal year from April, Saturdays, Sundays and national
// holidays off.
type Calendar struct {
	FiscalStart time.Month   // first month of the fiscal year; 0 = April
	Closed      map[Day]bool // days off beside weekends and holidays
}

func (c Calendar) fiscalStart() time.Month {
	if c.FiscalStart == 0 {
		return time.April
	}
	return c.FiscalStart
}

var (
	weekName    = regexp.MustCompile(`^(\d{4})-W(\d{2})$`)
	quarterName = regexp.MustCompile(`^(\d{4})-Q([1-4])$`)
	monthName   = regexp.MustCompile(`^(\d{4})-(\d{2})$`)
	yearName    = regexp.MustCompile(`^FY(\d{4})$`)
)

// Parse reads a period's name: 2026-10 (month), 2026-W43 (ISO week),
// 2026-Q3 (fiscal quarter: with an April start 2026-Q1 is April to June 2026
// and 2026-Q4 January to March 2027), FY2026 (the fiscal year that begins in
// 2026), 2026-10-05 (day), or two of these with .. between. Anything else is
// the error "bad_period".
func (c Calendar) Parse(s string) (Period, error) {
	s = strings.TrimSpace(s)
	if a, b, ok := strings.Cut(s, ".."); ok {
		return c.parseRange(s, a, b)
	}
	if d, err := ParseDay(s); err == nil {
		return c.Of(GrainDay, d), nil
	}
	for _, form := range []struct {
		name  *regexp.Regexp
		grain Grain
		first func(year, n int) Day
	}{
		{weekName, Week, func(y, n int) Day { return Of(y, time.January, 4).StartOfWeek() + Day(7*(n-1)) }},
		{quarterName, Quarter, func(y, n int) Day { return Of(y, c.fiscalStart()+time.Month(3*(n-1)), 1) }},
		{monthName, Month, func(y, n int) Day { return Of(y, time.Month(n), 1) }},
		{yearName, Year, func(y, _ int) Day { return Of(y, c.fiscalStart(), 1) }},
	} {
		m := form.name.FindStringSubmatch(s)
		if m == nil {
			continue
		}
		year, _ := strconv.Atoi(m[1])
		n := 1
		if len(m) > 2 {
			n, _ = strconv.Atoi(m[2])
		}
		if p := c.Of(form.grain, form.first(year, n)); p.name == s && p.From > 0 {
			return p, nil
		}
		break
	}
	return Period{}, unreadable(s)
}

func (c Calendar) parseRange(s, a, b string) (Period, error) {
	from, err := c.Parse(a)
	if err != nil {
		return Period{}, unreadable(s)
	}
	to, err := c.Parse(b)
	if err != nil || to.To < from.From {
		return Period{}, unreadable(s)
	}
	return Between(from.From, to.To), nil
}

// Between gives the custom period from one day to another, both counted.
func Between(from, to Day) Period {
	return Period{Custom, Range{from, to}, from.String() + ".." + to.String()}
}

// Of gives the period of a grain that contains d. Of(Custom, d) is d alone.
func (c Calendar) Of(g Grain, d Day) Period {
	y, m, _ := d.Date()
	switch g {
	case GrainDay:
		return Period{g, Range{d, d}, d.String()}
	case Week:
		from := d.StartOfWeek()
		year, week := d.Time().ISOWeek()
		return Period{g, Range{from, from + 6}, fmt.Sprintf("%04d-W%02d", year, week)}
	case Month:
		return Period{g, Range{d.StartOfMonth(), d.EndOfMonth()}, fmt.Sprintf("%04d-%02d", y, m)}
	case Quarter, Year:
		into := (int(m-c.fiscalStart()) + 12) % 12
		first := d.StartOfMonth().AddMonths(-into)
		fy, _, _ := first.Date()
		if g == Year {
			return Period{g, Range{first, first.AddMonths(12) - 1}, fmt.Sprintf("FY%04d", fy)}
		}
		from := first.AddMonths(into / 3 * 3)
		return Period{g, Range{from, from.AddMonths(3) - 1}, fmt.Sprintf("%04d-Q%d", fy, into/3+1)}
	}
	return Between(d, d)
}

// Previous gives the period before p. Before a range of whole months lie as
// many months, before any other range as many days.
func (c Calendar) Previous(p Period) Period { return c.step(p, -1) }

// Next gives the period after p, counted as in Previous.
func (c Calendar) Next(p Period) Period { return c.step(p, 1) }

func (c Calendar) step(p Period, by int) Period {
	if p.Grain != Custom {
		if by < 0 {
			return c.Of(p.Grain, p.From-1)
		}
		return c.Of(p.Grain, p.To+1)
	}
	if n := p.wholeMonths(); n > 0 {
		return Between(p.From.AddMonths(by*n), p.To.StartOfMonth().AddMonths(by*n).EndOfMonth())
	}
	n := Day(by * p.Days())
	return Between(p.From+n, p.To+n)
}

// LastYear gives the same period a year before: the week of the same number
// (52 where that year has no week 53), otherwise the same dates.
func (c Calendar) LastYear(p Period) Period {
	switch p.Grain {
	case Week:
		year, week := p.From.Time().ISOWeek()
		first := Of(year-1, time.January, 4).StartOfWeek()
		if q := c.Of(Week, first+Day(7*(week-1))); q.name[:4] == fmt.Sprintf("%04d", year-1) {
			return q
		}
		return c.Of(Week, first+7*51)
	case Custom:
		to := p.To.AddMonths(-12)
		if p.wholeMonths() > 0 {
			to = to.EndOfMonth()
		}
		return Between(p.From.AddMonths(-12), to)
	}
	return c.Of(p.Grain, p.From.AddMonths(-12))
}

// Periods lists the periods of a grain that touch the range, oldest first; nil
// where an end is open. Periods(Custom, r) is r itself.
func (c Calendar) Periods(g Grain, r Range) []Period {
	if r.Days() == 0 {
		return nil
	}
	if g == Custom {
		return []Period{Between(r.From, r.To)}
	}
	var ps []Period
	for p := c.Of(g, r.From); p.From <= r.To; p = c.Next(p) {
		ps = append(ps, p)
	}
	return ps
}

// WorkingDay tells whether one works on d: Monday to Friday without national
// holidays and closed days.
func (c Calendar) WorkingDay(d Day) bool {
	return weekday(d) && !c.Closed[d] && !Holiday(d)
}

// WorkingDays counts the working days of a range, both ends; 0 where an end is open.
func (c Calendar) WorkingDays(r Range) int {
	days := r.Days()
	if days == 0 {
		return 0
	}
	n := days / 7 * 5
	for d := r.To - Day(days%7) + 1; d <= r.To; d++ {
		if weekday(d) {
			n++
		}
	}
	off := holidaysOff()
	from, _ := slices.BinarySearch(off, r.From)
	to, _ := slices.BinarySearch(off, r.To+1)
	n -= to - from
	for d := range c.Closed {
		if c.Closed[d] && d >= r.From && d <= r.To && weekday(d) && !Holiday(d) {
			n--
		}
	}
	return n
}

func weekday(d Day) bool {
	w := d.Weekday()
	return w != time.Saturday && w != time.Sunday
}

// NthWorkingDay gives the n-th working day of a range, n from 1; the last one
// where there are fewer, and the range's last day where there is none.
func (c Calendar) NthWorkingDay(r Range, n int) Day {
	last := r.To
	for d := r.From; d <= r.To && n > 0; d++ {
		if c.WorkingDay(d) {
			last = d
			n--
		}
	}
	return last
}
