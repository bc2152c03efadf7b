package period

import (
	"slices"
	"sync"
	"time"
)

// The years for which the rules below hold (the equinox formula ends in 2099).
const firstHolidayYear, lastHolidayYear = 1980, 2099

// rule is a day of 国民の祝日に関する法律 with the years in which it was so.
type rule struct {
	from, to int
	month    time.Month
	day      int // day of the month, or 0
	monday   int // else the n-th Monday
}

var rules = []rule{
	{1949, 9999, 1, 1, 0},   // 元日
	{1949, 1999, 1, 15, 0},  // 成人の日
	{2000, 9999, 1, 0, 2},   // 成人の日
	{1967, 9999, 2, 11, 0},  // 建国記念の日
	{2020, 9999, 2, 23, 0},  // 天皇誕生日
	{1949, 1988, 4, 29, 0},  // 天皇誕生日
	{1989, 2006, 4, 29, 0},  // みどりの日
	{2007, 9999, 4, 29, 0},  // 昭和の日
	{1949, 9999, 5, 3, 0},   // 憲法記念日
	{2007, 9999, 5, 4, 0},   // みどりの日
	{1949, 9999, 5, 5, 0},   // こどもの日
	{1996, 2002, 7, 20, 0},  // 海の日
	{2003, 9999, 7, 0, 3},   // 海の日
	{2016, 9999, 8, 11, 0},  // 山の日
	{1966, 2002, 9, 15, 0},  // 敬老の日
	{2003, 9999, 9, 0, 3},   // 敬老の日
	{1966, 1999, 10, 10, 0}, // 体育の日
	{2000, 2019, 10, 0, 2},  // 体育の日
	{2020, 9999, 10, 0, 2},  // スポーツの日
	{1948, 9999, 11, 3, 0},  // 文化の日
	{1948, 9999, 11, 23, 0}, // 勤労感謝の日
	{1989, 2018, 12, 23, 0}, // 天皇誕生日
}

// overrides are the days that a special law adds or takes away. A new law is a
// new line here; days of one company belong in Calendar.
var overrides = []struct {
	day     Day
	holiday bool
}{
	{Of(1989, 2, 24), true},                           // 大喪の礼
	{Of(1990, 11, 12), true},                          // 即位礼正殿の儀
	{Of(1993, 6, 9), true},                            // 結婚の儀
	{Of(2019, 5, 1), true},                            // 即位の日
	{Of(2019, 10, 22), true},                          // 即位礼正殿の儀
	{Of(2020, 7, 20), false}, {Of(2020, 7, 23), true}, // 海の日
	{Of(2020, 10, 12), false}, {Of(2020, 7, 24), true}, // スポーツの日
	{Of(2020, 8, 11), false}, {Of(2020, 8, 10), true}, // 山の日
	{Of(2021, 7, 19), false}, {Of(2021, 7, 22), true}, // 海の日
	{Of(2021, 10, 11), false}, {Of(2021, 7, 23), true}, // スポーツの日
	{Of(2021, 8, 11), false}, {Of(2021, 8, 8), true}, // 山の日
}

var holidays = sync.OnceValue(func() map[Day]bool {
	all := map[Day]bool{}
	for y := firstHolidayYear; y <= lastHolidayYear; y++ {
		addDaysInLieu(all, namedHolidays(y), y)
	}
	return all
})

// holidaysOff are those of them from Monday to Friday, rising.
var holidaysOff = sync.OnceValue(func() (days []Day) {
	for d, holiday := range holidays() {
		if holiday && weekday(d) {
			days = append(days, d)
		}
	}
	slices.Sort(days)
	return days
})

// Holiday tells whether d is a Japanese national holiday; always false outside
// 1980 to 2099. Future equinoxes are computed and become law only when the
// observatory publishes them the February before; a difference goes into overrides.
func Holiday(d Day) bool { return holidays()[d] }

// namedHolidays are the days of article 2 in one year.
func namedHolidays(year int) map[Day]bool {
	named := map[Day]bool{}
	for _, r := range rules {
		if year < r.from || year > r.to {
			continue
		}
		d := Of(year, r.month, r.day)
		if r.monday > 0 {
			d = Of(year, r.month, 7).StartOfWeek() + Day(7*(r.monday-1))
		}
		named[d] = true
	}
	spring, autumn := equinoxes(year)
	named[Of(year, time.March, spring)] = true
	named[Of(year, time.September, autumn)] = true
	for _, o := range overrides {
		if y, _, _ := o.day.Date(); y == year {
			named[o.day] = o.holiday
		}
	}
	return named
}

// addDaysInLieu adds to all the named days, 振替休日 (article 3.2: the next day
// that is no holiday after one on a Sunday) and 国民の休日 (article 3.3, since
// 1986: a day with a holiday on either side).
func addDaysInLieu(all, named map[Day]bool, year int) {
	for d, holiday := range named {
		if !holiday {
			continue
		}
		all[d] = true
		if d.Weekday() == time.Sunday {
			in := d + 1
			for named[in] {
				in++
			}
			all[in] = true
		}
		if year >= 1986 && named[d+2] {
			all[d+1] = true
		}
	}
}

// equinoxes gives the days in March and September by the usual approximation
// for 1980 to 2099 (海上保安庁水路部「新こよみ便利帳」).
func equinoxes(year int) (spring, autumn int) {
	n := float64(year - 1980)
	leap := float64((year - 1980) / 4)
	return int(20.8431 + 0.242194*n - leap), int(23.2488 + 0.242194*n - leap)
}
