package crosstab

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"shirube/data/period"
)

// month is a header cell that names one.
type month struct {
	month time.Month
	year  int  // 0 = not written
	day   int  // of a date, 0 = no date
	bare  bool // only a number
	kind  Kind // 4月目標
}

var (
	monthWritten = regexp.MustCompile(`^(?:'?(\d{4}|\d{2})[年/.\-]|(令和|平成|r|h)(\d{1,2}|元)[年/.\-])?(\d{1,2})月(?:度|分)?(.*)$`)
	monthNumbers = regexp.MustCompile(`^(\d{4})[/.\-](\d{1,2})$`)
	monthEra     = regexp.MustCompile(`^(令和|平成|r|h)(\d{1,2}|元)[年/.\-](\d{1,2})$`)
	monthDate    = regexp.MustCompile(`^(\d{4})[/\-年](\d{1,2})[/\-月](\d{1,2})日?(?:\d{2}:\d{2}:\d{2})?$`)
	monthSix     = regexp.MustCompile(`^(20\d{2})(0[1-9]|1[0-2])$`)
	monthEnglish = regexp.MustCompile(`^(jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january|february|march|april|june|july|august|september|october|november|december)\.?[-/,']*(\d{4}|\d{2})?$`)
	monthBare    = regexp.MustCompile(`^\d{1,2}$`)
)

// readMonth reads a header such as 4月, 2026/4, 令和8年4月, Apr-26, 202604 or a date.
func readMonth(text string) (month, bool) {
	s := plain(text)
	valid := func(m month, n string) (month, bool) {
		v, _ := strconv.Atoi(n)
		m.month = time.Month(v)
		return m, v >= 1 && v <= 12
	}
	if g := monthDate.FindStringSubmatch(s); g != nil {
		d, _ := strconv.Atoi(g[3])
		return valid(month{year: yearOf("", g[1]), day: d}, g[2])
	}
	if g := monthWritten.FindStringSubmatch(s); g != nil {
		m := month{year: yearOf("", g[1])}
		if g[2] != "" {
			m.year = yearOf(g[2], g[3])
		}
		if g[5] != "" {
			if m.kind = kindOf(strings.Trim(g[5], "()[]【】:・")); m.kind == "" {
				return m, false
			}
		}
		return valid(m, g[4])
	}
	if g := monthNumbers.FindStringSubmatch(s); g != nil {
		return valid(month{year: yearOf("", g[1])}, g[2])
	}
	if g := monthEra.FindStringSubmatch(s); g != nil {
		return valid(month{year: yearOf(g[1], g[2])}, g[3])
	}
	if g := monthSix.FindStringSubmatch(s); g != nil {
		return valid(month{year: yearOf("", g[1])}, g[2])
	}
	if g := monthEnglish.FindStringSubmatch(s); g != nil {
		t, err := time.Parse("Jan", strings.ToUpper(g[1][:1])+g[1][1:3])
		return month{month: t.Month(), year: yearOf("", g[2])}, err == nil
	}
	if monthBare.MatchString(s) {
		return valid(month{bare: true}, s)
	}
	return month{}, false
}

// yearOf reads a year of an era ("" = of our time), of two digits or four; 0 for none.
func yearOf(era, text string) int {
	if text == "元" {
		text = "1"
	}
	y, _ := strconv.Atoi(text)
	switch {
	case text == "":
		return 0
	case era == "令和" || era == "r":
		return 2018 + y
	case era == "平成" || era == "h":
		return 1988 + y
	case y < 100:
		return 2000 + y
	}
	return y
}

// spell is a year as a title gives it.
type spell struct {
	year   int
	fiscal bool // a business year, beginning with the calendar's first month
}

var (
	yearClosing = regexp.MustCompile(`(?:(令和|平成|r|h)(\d{1,2}|元)|(\d{4}))年(\d{1,2})月期`)
	yearFiscal  = regexp.MustCompile(`(?:(令和|平成|r|h)(\d{1,2}|元)|(\d{4}|\d{2}))年度`)
	yearFY      = regexp.MustCompile(`fy'?(\d{4}|\d{2})`)
	yearPlain   = regexp.MustCompile(`(?:(令和|平成)(\d{1,2}|元)|(20\d{2}))年(?:[^\d]|$)`)
	yearAlone   = regexp.MustCompile(`^(20\d{2})$`)
)

// readYear finds a year in a title: 2026年度, FY26, R8年度, 2026年3月期 (the
// year that closes then), or 2026年.
func readYear(text string) (spell, bool) {
	s := plain(text)
	if g := yearClosing.FindStringSubmatch(s); g != nil {
		y := yearOf(g[1], g[2]+g[3])
		if m, _ := strconv.Atoi(g[4]); m < 12 {
			y--
		}
		return spell{y, true}, true
	}
	if g := yearFiscal.FindStringSubmatch(s); g != nil {
		return spell{yearOf(g[1], g[2]+g[3]), true}, true
	}
	if g := yearFY.FindStringSubmatch(s); g != nil {
		return spell{yearOf("", g[1]), true}, true
	}
	if g := yearPlain.FindStringSubmatch(s); g != nil {
		return spell{yearOf(g[1], g[2]+g[3]), false}, true
	}
	if g := yearAlone.FindStringSubmatch(s); g != nil {
		return spell{yearOf("", g[1]), false}, true
	}
	return spell{}, false
}

// first gives the year in which a run of months beginning with m begins.
func (y spell) first(m time.Month, c period.Calendar) int {
	start := c.FiscalStart
	if start == 0 {
		start = time.April
	}
	if y.fiscal && m < start {
		return y.year + 1
	}
	return y.year
}
