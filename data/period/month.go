package period

import "time"

// StartOfMonth gives the first day of d's month.
func (d Day) StartOfMonth() Day { y, m, _ := d.Date(); return Of(y, m, 1) }

// EndOfMonth gives the last day of d's month.
func (d Day) EndOfMonth() Day { y, m, _ := d.Date(); return Of(y, m+1, 0) }

// StartOfWeek gives the Monday of d's week.
func (d Day) StartOfWeek() Day { return d - Day((int(d.Weekday())+6)%7) }

// AddMonths moves d by n months; where the target month is too short, to its
// last day (31 January + 1 = 28 February).
func (d Day) AddMonths(n int) Day {
	y, m, day := d.Date()
	first := Of(y, m+time.Month(n), 1)
	return min(first+Day(day-1), first.EndOfMonth())
}

// Days counts the days of a range, both ends; 0 where an end is open.
func (r Range) Days() int {
	if r.From == 0 || r.To == 0 || r.To < r.From {
		return 0
	}
	return int(r.To-r.From) + 1
}

// Clip gives the part of r that lies in other; ok is false where nothing does.
func (r Range) Clip(other Range) (part Range, ok bool) {
	part = Range{From: max(r.From, other.From), To: r.To}
	if part.To == 0 || other.To != 0 && other.To < part.To {
		part.To = other.To
	}
	return part, part.To == 0 || part.From <= part.To
}

// wholeMonths counts the months a range fills exactly, 0 where it doesn't.
func (r Range) wholeMonths() int {
	if r.Days() == 0 || r.From != r.From.StartOfMonth() || r.To != r.To.EndOfMonth() {
		return 0
	}
	y1, m1, _ := r.From.Date()
	y2, m2, _ := r.To.Date()
	return (y2-y1)*12 + int(m2-m1) + 1
}
