package crosstab

import (
	"slices"
	"time"

	"shirube/data/intake"
	"shirube/data/period"
)

// column is one of the columns under a head that holds a month's numbers.
type column struct {
	at int
	month
	period period.Period
	known  bool // its year is
	twice  bool // the month stands twice and nothing tells the two apart
}

// head is a row of months, from the first column of its table on.
type head struct {
	row, from int
	months    []column
}

// leastBare is how many bare numbers in order (4, 5, 6 …) make a head.
const leastBare = 6

// heads finds the rows of months from above.
func (s *sheet) heads() []head {
	var heads []head
	for row := range s.Rows {
		columns := s.monthsOf(row)
		if !s.believed(row, columns) || len(heads) > 0 && bare(columns) && !bare(heads[0].months) {
			continue
		}
		heads = append(heads, s.segments(row, columns)...)
	}
	return heads
}

// monthsOf lists the cells of a row that can be months. A bare number is one
// behind the month before it, or where all are bare.
func (s *sheet) monthsOf(row int) []column {
	var all []column
	written := false
	for c := range s.width {
		text := s.across(row, c)
		if text == "" {
			continue
		}
		if m, ok := readMonth(text); ok {
			all = append(all, column{at: c, month: m})
			written = written || !m.bare
		}
	}
	var kept []column
	for i, c := range all {
		if !c.bare || len(kept) > 0 && follows(kept[len(kept)-1].month.month, c.month.month) || len(kept) == 0 && !written && i+1 < len(all) && follows(c.month.month, all[i+1].month.month) {
			kept = append(kept, c)
		}
	}
	return kept
}

// bare tells whether all of them are only numbers.
func bare(columns []column) bool {
	return !slices.ContainsFunc(columns, func(c column) bool { return !c.bare })
}

func follows(a, b time.Month) bool { return b == a || b == a%12+1 }

// believed tells months in order from numbers and dates that happen to be some.
func (s *sheet) believed(row int, columns []column) bool {
	months, dates, texts := map[[2]int]bool{}, 0, 0
	for i, c := range columns {
		months[[2]int{c.year, int(c.month.month)}] = true
		switch {
		case c.bare:
		case c.day > 0:
			dates++
		default:
			texts++
		}
		if i == 0 {
			continue
		}
		last := columns[i-1]
		again := c.month.month == columns[0].month.month
		switch {
		case c.year != 0 && last.year != 0:
			step := (c.year-last.year)*12 + int(c.month.month) - int(last.month.month)
			if (step < 0 || step > 12) && !again || c.day > 0 && c.day != last.day && min(c.day, last.day) < 28 {
				return false
			}
		case !follows(last.month.month, c.month.month) && !again && texts < 2:
			return false
		}
	}
	if texts == 0 && s.numbers(row) > 0 {
		return false
	}
	return len(months) >= 3 && (!bare(columns) || len(columns) >= leastBare) || len(months) == 2 && texts >= 2 && len(columns) == texts
}

// numbers counts the cells of a row that are numbers and no months.
func (s *sheet) numbers(row int) int {
	n := 0
	for _, c := range s.filled(row) {
		if _, month := readMonth(s.own(row, c)); !month && isNumber(s.own(row, c)) {
			n++
		}
	}
	return n
}

// amounts counts those that are no year either.
func (s *sheet) amounts(row int) int {
	n := s.numbers(row)
	for _, c := range s.filled(row) {
		if _, year := readYear(s.own(row, c)); year && isNumber(s.own(row, c)) {
			n--
		}
	}
	return n
}

func isNumber(text string) bool {
	_, ok := intake.ReadNumber(text)
	return ok
}

// segments cuts a row of months where a new table begins beside the first: at
// a name of items between two runs.
func (s *sheet) segments(row int, columns []column) []head {
	heads := []head{{row: row, months: columns[:1:1]}}
	for i, c := range columns[1:] {
		h := &heads[len(heads)-1]
		cut := 0
		if c.month.month == h.months[0].month.month && c.at > columns[i].at+1 {
			for at := columns[i].at + 1; at < c.at; at++ {
				if slices.Contains(itemWords, plain(s.at(row, at))) {
					cut = at
				}
			}
		}
		if cut > 0 {
			heads = append(heads, head{row: row, from: cut})
			h = &heads[len(heads)-1]
		}
		h.months = append(h.months, c)
	}
	return heads
}

// dated gives the columns their kinds and years: from the row beneath, the row
// above, the titles, or what the user said. It tells which row holds the kinds
// (-1 for none) and whether the year is still wanted.
func (r *reader) dated(h *head, to int, said spell, told bool) (kindRow int, needs bool) {
	kindRow = r.kindsUnder(h, to)
	above := r.above(h)
	var last *column
	var spoken spell
	for i := range h.months {
		c := &h.months[i]
		group, known := said, told
		if g, ok := above[c.at]; ok {
			group, known = g, true
		}
		again := last != nil && c.month.month == h.months[0].month.month && last.month.month != c.month.month
		restart := last == nil || group != spoken || again && c.kind != last.kind
		switch {
		case c.year != 0:
		case restart && known:
			c.year = group.first(c.month.month, r.o.Calendar)
		case restart && last != nil:
			c.year = h.months[0].year
		case last != nil && last.year != 0:
			c.year = last.year
			if c.month.month < last.month.month {
				c.year++
			}
		}
		spoken, last = group, c
	}
	for i := len(h.months) - 2; i >= 0; i-- {
		if c, next := &h.months[i], h.months[i+1]; c.year == 0 && next.year != 0 {
			c.year = next.year
			if c.month.month > next.month.month {
				c.year--
			}
		}
	}
	type slot struct {
		year  int
		month time.Month
		kind  Kind
	}
	seen := map[slot]bool{}
	for i := range h.months {
		c := &h.months[i]
		at := slot{c.year, c.month.month, c.kind}
		c.twice = seen[at]
		seen[at] = true
		if c.year >= 1900 && c.year < 2200 {
			c.period, c.known = r.o.Calendar.Of(period.Month, period.Of(c.year, c.month.month, 1)), true
		}
		needs = needs || !c.known
	}
	return kindRow, needs
}

// kindsUnder reads 目標 | 実績 beneath the months, and gives months to the
// columns of a merged header that a text file has lost.
func (r *reader) kindsUnder(h *head, to int) int {
	s, row := r.s, h.row+1
	if row >= len(s.Rows) {
		return -1
	}
	found := 0
	for c := h.months[0].at; c < to; c++ {
		if kindOf(s.own(row, c)) != "" {
			found++
		}
	}
	if found < 2 || found*2 < len(h.months) || s.numbers(row) > 0 {
		return -1
	}
	var months []column
	for c := h.months[0].at; c < to; c++ {
		i := slices.IndexFunc(h.months, func(m column) bool { return m.at == c })
		k := kindOf(s.own(row, c))
		switch {
		case i >= 0:
			m := h.months[i]
			if k != "" {
				m.kind = k
			}
			months = append(months, m)
		case k != "" && s.across(h.row, c) == "" && len(months) > 0 && months[len(months)-1].at == c-1:
			m := months[len(months)-1]
			m.at, m.kind = c, k
			months = append(months, m)
		}
	}
	h.months = months
	return row
}

// above reads a kind or a year that stands over runs of months; years come
// back by column, kinds go into the columns.
func (r *reader) above(h *head) map[int]spell {
	years := map[int]spell{}
	if h.row == 0 {
		return years
	}
	var kind Kind
	var year spell
	var has bool
	for i := range h.months {
		c := &h.months[i]
		if text := r.s.at(h.row-1, c.at); text != "" {
			kind = kindOf(text)
			year, has = readYear(text)
		}
		if kind != "" && c.kind == "" {
			c.kind = kind
		}
		if has {
			years[c.at] = year
		}
	}
	return years
}
