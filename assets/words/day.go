package words

import (
	"strconv"
	"time"
)

// Day writes a day in full: 2026年11月22日(日), 22 Nov 2026.
func (w *Words) Day(t time.Time) string {
	if w.Lang == "en" {
		return t.Format("2 Jan 2006")
	}
	return t.Format("2006年1月2日") + w.weekday(t)
}

// LongDay writes a page's day: 2026年11月22日(日), Sunday 22 November 2026.
func (w *Words) LongDay(t time.Time) string {
	if w.Lang == "en" {
		return t.Format("Monday 2 January 2006")
	}
	return w.Day(t)
}

// MonthDay writes a day of the current year: 11月22日(日), 22 Nov.
func (w *Words) MonthDay(t time.Time) string {
	if w.Lang == "en" {
		return t.Format("2 Jan")
	}
	return t.Format("1月2日") + w.weekday(t)
}

// ShortDay writes a day in a list: 11/25(水), 25 Nov.
func (w *Words) ShortDay(t time.Time) string {
	if w.Lang == "en" {
		return t.Format("2 Jan")
	}
	return t.Format("1/2") + w.weekday(t)
}

// NarrowDay is ShortDay without its weekday: 11/25, 25 Nov.
func (w *Words) NarrowDay(t time.Time) string {
	if w.Lang == "en" {
		return w.ShortDay(t)
	}
	return t.Format("1/2")
}

// Moment writes a day and time: 11月20日(金) 18:02, 20 Nov 18:02.
func (w *Words) Moment(t time.Time) string { return w.MonthDay(t) + t.Format(" 15:04") }

// Month writes a month: 2026年10月, Oct 2026.
func (w *Words) Month(t time.Time) string {
	if w.Lang == "en" {
		return t.Format("Jan 2006")
	}
	return t.Format("2006年1月")
}

// MonthShort writes a month without its year: 10月, Oct.
func (w *Words) MonthShort(t time.Time) string {
	if w.Lang == "en" {
		return t.Format("Jan")
	}
	return t.Format("1月")
}

// Period writes a period of a grain (day, week, month, quarter, year, range)
// by its first and last day: 2026年10月, 2026年10〜12月, 2026年度.
func (w *Words) Period(grain string, from, to time.Time) string {
	switch grain {
	case "day":
		return w.Day(from)
	case "month":
		return w.Month(from)
	case "quarter":
		return w.months(from, to)
	case "year":
		return w.T("format.fiscal", "year", strconv.Itoa(from.Year()))
	}
	return w.days(from, to)
}

// PeriodShort writes a period for an axis: 10月, 10/5, 10〜12月, 2026年度.
func (w *Words) PeriodShort(grain string, from, to time.Time) string {
	switch grain {
	case "month":
		return w.MonthShort(from)
	case "quarter":
		if w.Lang == "en" {
			return w.Range(from.Format("Jan"), to.Format("Jan"))
		}
		return w.Range(from.Format("1"), to.Format("1月"))
	case "year":
		return w.Period(grain, from, to)
	}
	if w.Lang == "en" {
		return from.Format("2 Jan")
	}
	return from.Format("1/2")
}

func (w *Words) months(from, to time.Time) string {
	switch {
	case from.Year() == to.Year() && from.Month() == to.Month():
		return w.Month(from)
	case w.Lang == "en" && from.Year() == to.Year():
		return w.Range(from.Format("Jan"), to.Format("Jan 2006"))
	case w.Lang == "en":
		return w.Range(from.Format("Jan 2006"), to.Format("Jan 2006"))
	case from.Year() == to.Year():
		return w.Range(from.Format("2006年1"), to.Format("1月"))
	}
	return w.Range(from.Format("2006年1月"), to.Format("2006年1月"))
}

func (w *Words) days(from, to time.Time) string {
	switch {
	case from.Day() == 1 && to.AddDate(0, 0, 1).Day() == 1:
		return w.months(from, to)
	case w.Lang == "en" && from.Year() == to.Year():
		return w.Range(from.Format("2 Jan"), to.Format("2 Jan 2006"))
	case w.Lang == "en":
		return w.Range(from.Format("2 Jan 2006"), to.Format("2 Jan 2006"))
	case from.Year() == to.Year():
		return w.Range(from.Format("2006年1月2日"), to.Format("1月2日"))
	}
	return w.Range(from.Format("2006年1月2日"), to.Format("2006年1月2日"))
}

func (w *Words) weekday(t time.Time) string { return "(" + weekdays[t.Weekday()] + ")" }

var weekdays = [...]string{"日", "月", "火", "水", "木", "金", "土"}

// Weekday writes a day of the week: 月曜, Monday.
func (w *Words) Weekday(d time.Weekday) string {
	if w.Lang == "en" {
		return d.String()
	}
	return weekdays[d] + "曜"
}
