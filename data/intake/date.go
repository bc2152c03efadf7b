package intake

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"shirube/data/period"
)

// DateOrder is the order of day, month and year in dates such as 5/10/26.
type DateOrder string

// The orders. Unknown leaves such a date unread (code date_order).
const (
	Unknown DateOrder = ""
	YMD     DateOrder = "ymd"
	MDY     DateOrder = "mdy"
	DMY     DateOrder = "dmy"
)

// AmbiguousDate is the code of a date, or of a column of dates, whose order
// nothing tells; the advice is to give the order.
const AmbiguousDate = "date_order"

// eras gives the year before the first of an era, and how many years it had.
var eras = func() map[string][2]int {
	m := map[string][2]int{}
	for words, years := range map[string][2]int{"令和 令 R ㋿": {2018, 99}, "平成 平 H ㍻": {1988, 31}, "昭和 昭 S ㍼": {1925, 64}, "大正 大 T ㍽": {1911, 15}, "明治 明 M ㍾": {1867, 45}} {
		for _, w := range strings.Fields(words) {
			m[w] = years
		}
	}
	return m
}()

var months = map[string]time.Month{"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12}

var (
	yearFirst  = regexp.MustCompile(`^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$`)
	solid      = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`)
	era        = regexp.MustCompile(`^(令和|平成|昭和|大正|明治|[令平昭大明㋿㍻㍼㍽㍾]|[RHSTMrhstm])\s*(元|\d{1,2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$`)
	triple     = regexp.MustCompile(`^(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d{2})$`)
	monthFirst = regexp.MustCompile(`^([A-Za-z]{3,9})\.?[\s-]+(\d{1,2})(?:st|nd|rd|th)?,?[\s-]+(\d{4})$`)
	dayFirst   = regexp.MustCompile(`^(\d{1,2})(?:st|nd|rd|th)?[\s-]+([A-Za-z]{3,9})\.?,?[\s-]+(\d{4}|\d{2})$`)
	serial     = regexp.MustCompile(`^[2-7]\d{4}(\.\d+)?$`)
	timeOfDay  = regexp.MustCompile(`(?:[T\s]\s*|^)(?:(?:午前|午後)\s*)?\d{1,2}(?::\d{2}){1,2}(?:[.,]\d+)?\s*(?:[AaPp][Mm])?\s*(?:Z|UTC|GMT|JST|[+-]\d{2}(?::?\d{2})?)?$|\s\d{1,2}時(?:\d{1,2}分)?(?:\d{1,2}秒)?$`)
	moment     = regexp.MustCompile(`(午前|午後)?\s*(\d{1,2}):(\d{2})(?::\d{2}(?:[.,]\d+)?)?\s*([AaPp][Mm])?\s*(Z|UTC|GMT|JST|([+-])(\d{2})(?::?(\d{2}))?)$`)
	weekday    = regexp.MustCompile(`\s*[(（][月火水木金土日A-Za-z]{1,3}(?:曜日?)?[)）]`)
)

// ReadDate reads a date as people write it: 2026-10-05, 2026/10/5, 20261005,
// 2026年10月5日, 令和8年10月5日, R8.10.5, Oct 5, 2026, a spreadsheet's serial
// number, and 10/5/2026 or 5/10/2026 by order. A time of day behind it is
// dropped; one with an offset (Z, +00, JST) is a moment, and the day is the one
// of the computer's zone. The code is empty, bad_date or date_order.
func ReadDate(s string, order DateOrder) (period.Day, string) {
	return ReadDateIn(time.Local, s, order)
}

// ReadDateIn is ReadDate for an office in another zone than the computer's.
func ReadDateIn(zone *time.Location, s string, order DateOrder) (period.Day, string) {
	d, code := writtenDay(s, order)
	if code == "" && strings.ContainsAny(s, ":：") {
		d = dayIn(zone, d, s)
	}
	return d, code
}

// dayIn gives the day in a zone on which the moment s falls, whose day is
// written as d; without an offset it is that one.
func dayIn(zone *time.Location, d period.Day, s string) period.Day {
	m := moment.FindStringSubmatch(narrow(Clean(s)))
	if m == nil {
		return d
	}
	hour, _ := strconv.Atoi(m[2])
	minute, _ := strconv.Atoi(m[3])
	switch half := strings.ToUpper(m[1] + m[4]); {
	case (half == "PM" || half == "午後") && hour < 12:
		hour += 12
	case (half == "AM" || half == "午前") && hour == 12:
		hour = 0
	}
	east := 0
	switch {
	case m[5] == "JST":
		east = 9 * 60
	case m[6] != "":
		hours, _ := strconv.Atoi(m[7])
		minutes, _ := strconv.Atoi(m[8])
		if east = hours*60 + minutes; m[6] == "-" {
			east = -east
		}
	}
	return period.On(d.Time().Add(time.Duration(hour*60+minute-east) * time.Minute).In(zone))
}

// writtenDay reads the day as it stands there.
func writtenDay(s string, order DateOrder) (period.Day, string) {
	if d, ok := isoDay(s); ok {
		return d, ""
	}
	s = dateText(s)
	if m := yearFirst.FindStringSubmatch(s); m != nil {
		return dayOf(m[1], m[2], m[3])
	}
	if m := solid.FindStringSubmatch(s); m != nil {
		return dayOf(m[1], m[2], m[3])
	}
	if m := era.FindStringSubmatch(s); m != nil {
		return eraDay(m)
	}
	if m := triple.FindStringSubmatch(s); m != nil {
		return byOrder(m, order)
	}
	if m := monthFirst.FindStringSubmatch(s); m != nil {
		return namedDay(m[3], m[1], m[2])
	}
	if m := dayFirst.FindStringSubmatch(s); m != nil {
		return namedDay(m[3], m[2], m[1])
	}
	if serial.MatchString(s) {
		n, _ := strconv.Atoi(s[:5])
		return period.Of(1899, 12, 30) + period.Day(n), ""
	}
	return 0, BadDate
}

// dateText strips a date of width, weekday and time of day.
func dateText(s string) string {
	s = narrow(Clean(s))
	s = strings.TrimPrefix(s, "'")
	s = weekday.ReplaceAllString(s, "")
	if i := timeOfDay.FindStringIndex(s); i != nil && i[0] > 0 {
		s = s[:i[0]]
	}
	return strings.TrimSpace(s)
}

// isoDay reads 2026-10-05, alone or with a time behind it, without a detour.
func isoDay(s string) (period.Day, bool) {
	if len(s) < 10 || s[4] != '-' || s[7] != '-' || len(s) > 10 && (s[10] != ' ' && s[10] != 'T' || len(s) < 16 || s[13] != ':') {
		return 0, false
	}
	n := [3]int{}
	for i, part := range [3]string{s[:4], s[5:7], s[8:10]} {
		for _, c := range []byte(part) {
			if c < '0' || c > '9' {
				return 0, false
			}
			n[i] = n[i]*10 + int(c-'0')
		}
	}
	return valid(n[0], n[1], n[2])
}

func valid(y, m, d int) (period.Day, bool) {
	if y < 1800 || y > 2999 || m < 1 || m > 12 || d < 1 || d > 31 {
		return 0, false
	}
	day := period.Of(y, time.Month(m), d)
	if d > 28 {
		if _, month, _ := day.Date(); int(month) != m {
			return 0, false
		}
	}
	return day, true
}

func dayOf(y, m, d string) (period.Day, string) {
	year, _ := strconv.Atoi(y)
	month, _ := strconv.Atoi(m)
	date, _ := strconv.Atoi(d)
	if len(y) == 2 {
		year = century(year)
	}
	if day, ok := valid(year, month, date); ok {
		return day, ""
	}
	return 0, BadDate
}

// century puts a year of two digits into 1970 to 2069.
func century(year int) int {
	if year < 70 {
		return 2000 + year
	}
	return 1900 + year
}

func eraDay(m []string) (period.Day, string) {
	years := eras[strings.ToUpper(m[1])]
	year := 1
	if m[2] != "元" {
		year, _ = strconv.Atoi(m[2])
	}
	if year == 0 || year > years[1] {
		return 0, BadDate
	}
	return dayOf(strconv.Itoa(years[0]+year), m[3], m[4])
}

func namedDay(y, month, d string) (period.Day, string) {
	m, ok := months[strings.ToLower(month[:3])]
	if !ok {
		return 0, BadDate
	}
	return dayOf(y, strconv.Itoa(int(m)), d)
}

// byOrder reads a date of numbers whose year does not stand first in full.
func byOrder(m []string, order DateOrder) (period.Day, string) {
	switch order {
	case MDY:
		return dayOf(m[3], m[1], m[2])
	case DMY:
		return dayOf(m[3], m[2], m[1])
	case YMD:
		if len(m[3]) == 2 && len(m[1]) == 2 {
			return dayOf(m[1], m[2], m[3])
		}
		return 0, BadDate
	}
	return 0, AmbiguousDate
}

// orders watches the dates of one column to find the one order that fits all.
type orders struct {
	possible map[DateOrder]bool
	needed   bool // a value was seen that cannot be read without an order
	differ   bool // and the orders make different days of it
}

func newOrders() *orders {
	return &orders{possible: map[DateOrder]bool{YMD: true, MDY: true, DMY: true}}
}

func (o *orders) watch(s string) {
	if s == "" {
		return
	}
	if _, ok := isoDay(s); ok {
		return
	}
	m := triple.FindStringSubmatch(dateText(s))
	if m == nil {
		return
	}
	o.needed = true
	var days []period.Day
	fits := map[DateOrder]bool{}
	for _, order := range []DateOrder{YMD, MDY, DMY} {
		if d, code := byOrder(m, order); code == "" {
			fits[order] = true
			days = append(days, d)
		}
	}
	if len(fits) == 0 {
		return // no date by any order: the row is rejected, the column is not in doubt
	}
	for order := range o.possible {
		if !fits[order] {
			delete(o.possible, order)
		}
	}
	for _, d := range days {
		o.differ = o.differ || d != days[0]
	}
}

// found gives the order, or false where it stays open.
func (o *orders) found() (DateOrder, bool) {
	if !o.needed {
		return Unknown, true
	}
	for _, order := range []DateOrder{YMD, MDY, DMY} {
		if o.possible[order] && (len(o.possible) == 1 || !o.differ) {
			return order, true
		}
	}
	return Unknown, false
}
