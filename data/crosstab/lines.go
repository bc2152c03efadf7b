package crosstab

import (
	"math"
	"slices"
	"strings"

	"shirube/data/intake"
)

// line is one row of the sheet inside a table, of one item.
type line struct {
	row         int
	item, group string
	kind        Kind
	unit        Unit // Word "" = not said
	bare        bool // doesn't say its kind
	total       bool // adds up the lines above
	numbers     []number
}

// number is a cell of a line that can be read.
type number struct {
	column *column
	place  place
	value  float64
	step   float64 // half of the last digit shown: how far rounding may take it
	kind   Kind
}

// total is a column that adds up months of its line.
type total struct {
	at    int
	mean  bool
	from  int // of the months in order, and how many; n 0 = all
	n     int
	kind  Kind
	whole bool // the year: a target there is the year's
}

// table reads one table: head, end and everything between.
func (r *reader) table(h head, end int) {
	s := r.s
	to := s.width
	t := &Table{Sheet: s.Sheet, number: len(r.tables) + 1}
	said, told := r.yearOf(h, t)
	kindRow, needs := r.dated(&h, to, said, told)
	t.needs = needs
	for _, m := range h.months {
		if m.known {
			if text := r.o.Calendar.Of("year", m.period.From).String(); t.FiscalYear == nil {
				t.FiscalYear = &text
			}
		}
	}
	totals := r.totals(h, kindRow)
	first := h.row + 1
	if kindRow >= 0 {
		first = kindRow + 1
	}
	l := r.layout(h, totals, first, end)
	last := r.lines(t, h, l, totals, first, end)
	if len(t.lines) == 0 {
		return
	}
	r.tables = append(r.tables, t)
	r.finish(t, h, l, totals, first, last)
	right := h.months[len(h.months)-1].at
	for _, x := range totals {
		right = max(right, x.at)
	}
	t.Range = r.ref(place{h.row, l.left}) + ":" + r.ref(place{last, right})
}

// yearOf looks for a year, a unit and a title around a head: above it, in the
// sheet's first rows, the sheet's and the file's name, and what the user said,
// which goes before all of these.
func (r *reader) yearOf(h head, t *Table) (y spell, told bool) {
	s := r.s
	look := func(text string) {
		if !told {
			y, told = readYear(text)
		}
	}
	if p, err := r.o.Calendar.Parse(r.o.FiscalYear); err == nil && r.o.FiscalYear != "" {
		year, _, _ := p.From.Date()
		y, told = spell{year, true}, true
	}
	top := r.preface(h)
	for row := h.row; row >= 0; row-- {
		if row < top && row > 3 {
			continue
		}
		for _, c := range s.filled(row) {
			text := s.own(row, c)
			if _, month := readMonth(text); month || row >= top && h.from > 0 && c < h.from {
				continue
			}
			look(text)
			if _, u := inText(text); u.Word != "" && t.Unit == "" && row >= top {
				t.Unit = u.Word
			}
			if row < h.row && row >= top && t.Title == "" && kindOf(text) == "" {
				if _, unit := unitOf(text); !unit {
					t.Title = text
				}
			}
			if row < h.row && row >= top || row == h.row {
				r.mark(place{row, c}, Mark{Role: IsLabel, Table: t.number})
			}
		}
	}
	look(s.Sheet)
	look(r.o.File)
	return y, told
}

// inText finds a unit said inside a title: KPI管理表（単位：千円）.
func inText(text string) (string, Unit) {
	if u, ok := unitOf(text); ok && strings.Contains(plain(text), "単位") || ok && strings.ContainsAny(text, "(（") {
		return text, u
	}
	if _, rest, ok := strings.Cut(text, "単位"); ok {
		rest = strings.TrimLeft(rest, "：: 　=")
		if i := strings.IndexAny(rest, "）)］]、, 　"); i > 0 {
			rest = rest[:i]
		}
		if u, ok := unitOf(rest); ok {
			return text, u
		}
	}
	return splitUnit(text)
}

// totals finds the columns beside the months that add them up.
func (r *reader) totals(h head, kindRow int) []total {
	s := r.s
	var all []total
	for c := h.from; c < s.width; c++ {
		if slices.ContainsFunc(h.months, func(m column) bool { return m.at == c }) {
			continue
		}
		name, kind := splitKind(s.across(h.row, c))
		if kindRow >= 0 {
			if k := kindOf(s.own(kindRow, c)); k != "" {
				kind = k
			}
			if name == "" && s.across(h.row, c) == "" && kind != "" && len(all) > 0 && all[len(all)-1].at == c-1 {
				x := all[len(all)-1]
				x.at, x.kind = c, kind
				all = append(all, x)
				continue
			}
		}
		x, word := total{at: c, kind: kind}, plain(name)
		switch g := quarter.FindStringSubmatch(word); {
		case g != nil:
			x.from, x.n = 3*int((g[1] + g[2] + g[3])[0]-'1'), 3
		case slices.Contains(halves[0], word):
			x.n = 6
		case slices.Contains(halves[1], word):
			x.from, x.n = 6, 6
		case slices.Contains(averages, word):
			x.mean = true
		case slices.Contains(sums, word):
			x.whole = true
		case word == "" && kind == Cumulative:
		default:
			continue
		}
		all = append(all, x)
	}
	return all
}

// layout says which of the columns beside the months holds what.
type layout struct {
	left             int // the first column
	names            []int
	item, kind, unit int // -1 = none
	groups           []int
	other            []int // owner, note, number
}

func (r *reader) layout(h head, totals []total, first, end int) layout {
	s := r.s
	l := layout{left: h.months[0].at, item: -1, kind: -1, unit: -1}
	var texts []int
	for c := h.from; c < h.months[0].at; c++ {
		if slices.ContainsFunc(totals, func(x total) bool { return x.at == c }) {
			l.left = min(l.left, c)
			continue
		}
		var all, kinds, units, numbers int
		for row := first; row < end; row++ {
			text := s.at(row, c)
			if text == "" || noteLike.MatchString(text) || !r.hasNumbers(h, row) {
				continue
			}
			all++
			_, unit := unitOf(text)
			kinds, units, numbers = kinds+count(kindOf(text) != ""), units+count(unit), numbers+count(isNumber(text))
		}
		title := plain(s.at(h.row, c))
		if all == 0 && title == "" {
			continue
		}
		l.left = min(l.left, c)
		l.names = append(l.names, c)
		switch {
		case slices.Contains(otherWords, title) || all > 0 && numbers == all:
			l.other = append(l.other, c)
		case all > 0 && kinds*10 >= all*6 && l.kind < 0 && !slices.Contains(itemWords, title):
			l.kind = c
		case all > 0 && units*10 >= all*6 && l.unit < 0:
			l.unit = c
		default:
			if slices.Contains(itemWords, title) {
				l.item = c
			}
			texts = append(texts, c)
		}
	}
	if l.item < 0 && len(texts) > 0 {
		l.item = texts[len(texts)-1]
	}
	for _, c := range texts {
		if c != l.item {
			l.groups = append(l.groups, c)
		}
	}
	if l.item < 0 && l.kind >= 0 {
		l.item = l.kind
	}
	return l
}

func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// hasNumbers tells whether a row has a number or a mark for none under a month.
func (r *reader) hasNumbers(h head, row int) bool {
	return slices.ContainsFunc(h.months, func(m column) bool {
		text := r.s.own(row, m.at)
		return text != "" && (isNumber(text) || isMissing(text) || intake.IsCellError(text))
	})
}

func isMissing(text string) bool { return slices.Contains(missing, plain(text)) }

// lines reads the rows beneath a head and gives the last that belongs to it.
func (r *reader) lines(t *Table, h head, l layout, totals []total, first, end int) int {
	s := r.s
	last := h.row
	var item, group string
	var unit Unit
	var waiting []int // rows of text that are headings if numbers follow, notes if not
	for row := first; row < end; row++ {
		filled := s.filled(row)
		if len(filled) == 0 {
			continue
		}
		text := r.name(l, row)
		if !r.hasNumbers(h, row) && !slices.ContainsFunc(totals, func(x total) bool { return isNumber(s.own(row, x.at)) }) {
			if named := l.kind >= 0 && kindOf(s.at(row, l.kind)) != "" || l.unit >= 0 && s.own(row, l.unit) != ""; named && !noteLike.MatchString(s.own(row, filled[0])) {
				if text != "" {
					item, _, unit = clean(text)
				}
				r.labels(t, l, row)
				continue
			}
			waiting = append(waiting, row)
			continue
		}
		for _, w := range waiting {
			text := s.own(w, s.filled(w)[0])
			if noteLike.MatchString(text) {
				continue
			}
			r.labels(t, l, w)
			group = strings.Trim(text, "【】[]■●◆ 　")
			if l.groups == nil {
				item = ""
			}
		}
		waiting = nil
		x := &line{row: row, group: group}
		if l.item >= 0 {
			name, kind, u := clean(text)
			if l.kind >= 0 {
				if k := kindOf(s.at(row, l.kind)); k != "" {
					kind = k
				}
			}
			if name == "" {
				name = item
				if u.Word == "" && kind != Rate && kind != YearOnYear {
					u = unit
				}
			} else {
				item, unit = name, u
			}
			if x.bare = kind == ""; x.bare {
				kind = r.o.Choices[name].Kind
			}
			x.item, x.kind, x.unit = name, kind, u
		}
		for _, g := range l.groups {
			if text := s.at(row, g); text != "" && text != x.item {
				x.group = text
			}
		}
		if l.unit >= 0 {
			if u, ok := unitOf(s.at(row, l.unit)); ok && x.kind != Rate && x.kind != YearOnYear {
				x.unit = u
			}
		}
		x.total = slices.Contains(totalExact, plain(x.item))
		r.labels(t, l, row)
		t.lines = append(t.lines, x)
		last = row
	}
	return last
}

// name is what stands for a row's item: in the column of items, or where that
// is blank in any column of names before it.
func (r *reader) name(l layout, row int) string {
	if l.item < 0 {
		return ""
	}
	if text := r.s.at(row, l.item); text != "" {
		return text
	}
	for _, g := range slices.Backward(l.groups) {
		if text := r.s.own(row, g); slices.Contains(totalExact, plain(text)) {
			return text
		}
	}
	return ""
}

// clean takes kind and unit out of a name.
func clean(text string) (string, Kind, Unit) {
	name, unit := splitUnit(text)
	name, kind := splitKind(name)
	if unit.Word == "" {
		name, unit = splitUnit(name)
	}
	return name, kind, unit
}

func (r *reader) labels(t *Table, l layout, row int) {
	for _, c := range l.names {
		r.mark(place{row, c}, Mark{Role: IsLabel, Table: t.number})
	}
}

// readNumber reads a cell as it is to be kept. A unit written in the cell or a
// format of percent goes before the line's.
func readNumber(c Cell, u Unit) (v, step float64, ok bool) {
	text := intake.Clean(c.Text)
	v, ok = intake.ReadNumber(text)
	if !ok {
		return 0, 0, false
	}
	digits := plain(text)
	step = 0.5
	if _, fraction, found := strings.Cut(digits, "."); found {
		n := strings.IndexFunc(fraction, func(r rune) bool { return r < '0' || r > '9' })
		if n < 0 {
			n = len(fraction)
		}
		step = 0.5 * math.Pow10(-n)
	}
	by := u.Factor
	switch {
	case strings.Contains(digits, "%"):
		return v, step * 0.01, true
	case c.Percent || strings.ContainsAny(digits, "円千万億兆") || by == 0:
		by = 1
	}
	return scaled(v, by), step * by, true
}
