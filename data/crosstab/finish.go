package crosstab

import (
	"math"
	"slices"
	"strings"

	"shirube/data/intake"
	"shirube/data/period"
)

// finish reads the numbers of a table's lines, finds which lines and columns
// are totals, and marks all cells.
func (r *reader) finish(t *Table, h head, l layout, totals []total, first, last int) {
	r.units(t, h)
	for _, x := range t.lines {
		for i := range h.months {
			c := &h.months[i]
			cell := r.s.cell(x.row, c.at)
			if v, step, ok := readNumber(cell, x.unit); ok {
				x.numbers = append(x.numbers, number{c, place{x.row, c.at}, v, step, x.kindIn(c.kind)})
			}
		}
	}
	for i, x := range t.lines {
		if !x.total && endsIn(x.item, totalRow...) {
			x.total = t.addsUp(i)
		}
	}
	order := ordinals(h.months)
	for i, x := range t.lines {
		if x.total {
			r.totalLine(t, i)
		} else {
			r.line(t, x)
		}
		r.blanks(t, h, x)
		for _, sum := range totals {
			r.totalCell(t, x, sum, order)
		}
	}
	t.rates(r)
	for row := first - 1; row <= last; row++ {
		for _, c := range r.s.filled(row) {
			switch {
			case c < h.from:
			case row < first:
				r.mark(place{row, c}, Mark{Role: IsLabel, Table: t.number})
			case slices.Contains(l.other, c) || !isNumber(r.s.own(row, c)):
				r.mark(place{row, c}, Mark{Role: IsNote, Table: t.number})
			case t.at(row):
				r.mark(place{row, c}, Mark{Role: IsIgnored, Reason: NoMonth, Table: t.number})
			}
		}
	}
}

// at tells whether a row is one of the table's lines.
func (t *Table) at(row int) bool {
	return slices.ContainsFunc(t.lines, func(x *line) bool { return x.row == row })
}

func (s *sheet) cell(r, c int) Cell {
	if r < len(s.Rows) && c < len(s.Rows[r]) {
		return s.Rows[r][c]
	}
	return Cell{}
}

// kindIn is what a line's number is in a column that may say so itself.
func (x *line) kindIn(column Kind) Kind {
	switch {
	case column != "" && (x.kind == "" || x.kind == Actual):
		return column
	case x.kind != "":
		return x.kind
	}
	return Actual
}

// units settles the unit of each line: its own, its item's, what its cells
// show, the table's where that can be, or what its name suggests.
func (r *reader) units(t *Table, h head) {
	said := map[string]Unit{}
	for _, x := range t.lines {
		if x.unit.Word == "" {
			x.unit = r.shown(x, h)
		}
		if x.unit.Word != "" && (x.kind == "" || x.kind == Actual || x.kind == Target) && said[x.key()].Word == "" {
			said[x.key()] = x.unit
		}
	}
	table, _ := unitOf(t.Unit)
	for _, x := range t.lines {
		if x.unit.Word != "" {
			continue
		}
		switch known := said[x.key()]; {
		case known.Word != "":
			x.unit = known
		case rateLike(x.item):
			x.unit = Unit{"", "ratio", 1}
			for _, m := range h.months {
				if v, ok := intake.ReadNumber(r.s.own(x.row, m.at)); ok && math.Abs(v) > 1.5 {
					x.unit = Unit{"%", "ratio", 0.01}
				}
			}
			said[x.key()] = x.unit
		case table.Word != "" && !(table.Unit == "yen" && counts(x.item)):
			x.unit = table
		case money(x.item):
			x.unit = Units[0]
		default:
			x.unit = Unit{"", "count", 1}
		}
	}
}

func money(name string) bool {
	return endsIn(name, "売上", "売上高", "額", "費", "費用", "単価", "利益", "粗利", "コスト", "原価", "経費", "revenue", "sales", "cost", "profit", "cpa", "cpl", "cpc")
}

func (x *line) key() string { return x.group + "\x1f" + x.item }

// shown is the unit that a line's cells are written with.
func (r *reader) shown(x *line, h head) Unit {
	for _, m := range h.months {
		c := r.s.cell(x.row, m.at)
		switch text := plain(c.Text); {
		case c.Percent || strings.HasSuffix(text, "%"):
			return Unit{"%", "ratio", 0.01}
		case strings.HasSuffix(text, "円") || strings.HasPrefix(text, "¥") || strings.HasPrefix(text, `\`):
			return Units[0]
		}
	}
	return Unit{}
}

// line marks the numbers of a line and takes them as rows.
func (r *reader) line(t *Table, x *line) {
	for _, n := range x.numbers {
		m := Mark{Role: IsValue, Table: t.number}
		on := n.column.period
		switch {
		case x.item == "":
			m = Mark{Role: IsIgnored, Reason: NoName}
		case n.kind == Rate || n.kind == YearOnYear || n.kind == Difference || n.kind == Cumulative || n.kind == Forecast:
			m = Mark{Role: IsIgnored, Reason: string(n.kind)}
		case n.column.twice:
			m = Mark{Role: IsIgnored, Reason: MonthTwice}
		case !n.column.known:
			m = Mark{Role: IsIgnored, Reason: YearUnknown}
		case n.kind == Target:
			m.Role = IsTarget
		case n.kind == LastYear:
			on = r.o.Calendar.Of(period.Month, on.From.AddMonths(-12))
		case on.From > r.o.Today && n.value == 0:
			m = Mark{Role: IsMissing, Reason: Future}
		case on.From > r.o.Today:
			m = Mark{Role: IsIgnored, Reason: Future}
		}
		m.Table = t.number
		r.mark(n.place, m)
		if m.Role == IsValue || m.Role == IsTarget {
			t.take(x, n.kind, Value{Period: on.String(), Value: &n.value, Cell: r.ref(n.place), at: r.own(n.place), number: n.value})
		}
	}
}

// take adds a value to the row of a line and kind.
func (t *Table) take(x *line, k Kind, v Value) {
	last := len(t.Rows) - 1
	if last < 0 || t.Rows[last].line != x || t.Rows[last].Kind != k {
		last = slices.IndexFunc(t.Rows, func(row Row) bool { return row.line == x && row.Kind == k })
	}
	if last < 0 {
		t.Rows = append(t.Rows, Row{Item: x.item, Kind: k, Unit: x.unit.Unit, line: x, Values: []Value{}})
		last = len(t.Rows) - 1
	}
	t.Rows[last].Values = append(t.Rows[last].Values, v)
}

// blanks marks what stands for "not measured", and texts among the numbers.
func (r *reader) blanks(t *Table, h head, x *line) {
	for i := range h.months {
		p := place{x.row, h.months[i].at}
		switch text := r.s.own(p.row, p.column); {
		case text == "" || isNumber(text):
		case isMissing(text):
			r.mark(p, Mark{Role: IsMissing, Table: t.number})
			if k := x.kindIn(h.months[i].kind); h.months[i].known && x.item != "" && !x.total && (k == Actual || k == Target) {
				t.take(x, k, Value{Period: h.months[i].period.String(), Cell: r.ref(p), at: r.own(p)})
			}
		case intake.IsCellError(text):
			r.mark(p, Mark{Role: IsMissing, Reason: CellError, Table: t.number})
		default:
			r.mark(p, Mark{Role: IsIgnored, Reason: NotNumber, Table: t.number})
		}
	}
}

// above sums a column over the lines above line i: those since the last total,
// and all that are no total; what is of another unit or kind is left out.
func (t *Table) above(i int, n number) (since, all float64, parts int) {
	open := true
	for _, x := range slices.Backward(t.lines[:i]) {
		if x.total {
			open = false
			continue
		}
		for _, m := range x.numbers {
			if m.place.column == n.place.column && m.kind == n.kind && x.unit.Unit == t.lines[i].unit.Unit && x.unit.Unit != "ratio" {
				all += m.value
				parts++
				if open {
					since += m.value
				}
			}
		}
	}
	return since, all, parts
}

// addsUp tells whether a line named like a total is one.
func (t *Table) addsUp(i int) bool {
	x := t.lines[i]
	for _, n := range x.numbers {
		since, all, parts := t.above(i, n)
		if parts < 2 || !near(n.value, since, n.step) && !near(n.value, all, n.step) {
			return false
		}
	}
	return len(x.numbers) > 0
}

func near(a, b, step float64) bool {
	return math.Abs(a-b) <= step*1.0001+1e-9*math.Max(math.Abs(a), math.Abs(b))
}

func (r *reader) totalLine(t *Table, i int) {
	for _, n := range t.lines[i].numbers {
		m := Mark{Role: IsTotal, Table: t.number}
		if since, all, parts := t.above(i, n); parts > 0 {
			sum := since
			if math.Abs(n.value-all) < math.Abs(n.value-since) {
				sum = all
			}
			m.Off = t.check(r, n.place, n.value, sum, n.step)
		}
		r.mark(n.place, m)
	}
}

// check notes a total and gives by how much it is off, nil where it isn't.
func (t *Table) check(r *reader, p place, says, sum, step float64) *float64 {
	c := Check{Cell: r.ref(p), Says: says, Sum: sum}
	if !near(says, sum, step) {
		c.Off = math.Round((says-sum)*1e6) / 1e6
	}
	t.Totals = append(t.Totals, c)
	if c.Off == 0 {
		return nil
	}
	return &c.Off
}

// ordinals numbers the months under a head in order, a month of two columns once.
func ordinals(months []column) map[int]int {
	order := map[int]int{}
	var seen []string
	for _, m := range months {
		key := m.period.String()
		if !m.known {
			key = m.month.month.String()
		}
		at := slices.Index(seen, key)
		if at < 0 {
			at = len(seen)
			seen = append(seen, key)
		}
		order[m.at] = at
	}
	return order
}

// totalCell reads a line's cell in a column of totals: the year's target, or a
// sum or mean to be checked.
func (r *reader) totalCell(t *Table, x *line, sum total, order map[int]int) {
	p := place{x.row, sum.at}
	text := r.s.own(p.row, p.column)
	v, step, ok := readNumber(r.s.cell(p.row, p.column), x.unit)
	switch {
	case text == "":
		return
	case !ok && (isMissing(text) || intake.IsCellError(text)):
		r.mark(p, Mark{Role: IsMissing, Table: t.number})
		return
	case !ok:
		r.mark(p, Mark{Role: IsIgnored, Reason: NotNumber, Table: t.number})
		return
	}
	kind := x.kindIn(sum.kind)
	var total float64
	n, months := 0, 0
	for _, m := range x.numbers {
		if m.kind != kind {
			continue
		}
		months++
		if at := order[m.column.at]; at >= sum.from && (sum.n == 0 || at < sum.from+sum.n) {
			total += m.value
			n++
		}
	}
	if sum.whole && kind == Target && months == 0 && !x.total && x.item != "" && t.FiscalYear != nil {
		r.mark(p, Mark{Role: IsTarget, Table: t.number})
		t.take(x, Target, Value{Period: *t.FiscalYear, Value: &v, Cell: r.ref(p), at: r.own(p), number: v})
		return
	}
	m := Mark{Role: IsTotal, Table: t.number}
	switch {
	case n == 0 || kind == Rate || kind == YearOnYear || kind == Cumulative:
	case sum.mean:
		m.Off = t.check(r, p, v, total/float64(n), step)
	case x.unit.Unit != "ratio" && !meanLike(x.item) && !stockLike(x.item):
		m.Off = t.check(r, p, v, total, step)
	}
	r.mark(p, m)
}

// rates holds the rows of achievement against result and target and says by
// how much they are off.
func (t *Table) rates(r *reader) {
	type slot struct {
		item   string
		period period.Period
		kind   Kind
	}
	known := map[slot]float64{}
	for _, x := range t.lines {
		for _, n := range x.numbers {
			if !x.total {
				known[slot{x.key(), n.column.period, n.kind}] = n.value
			}
		}
	}
	for _, x := range t.lines {
		for _, n := range x.numbers {
			result, a := known[slot{x.key(), n.column.period, Actual}]
			target, b := known[slot{x.key(), n.column.period, Target}]
			if n.kind != Rate || x.total || !a || !b || target == 0 {
				continue
			}
			rate, v, step := result/target, n.value, n.step
			if math.Abs(v-rate) > math.Abs(v/100-rate) {
				v, step = v/100, step/100
			}
			if off := v - rate; !near(v, rate, step) {
				r.marks[n.place.row][n.place.column].Off = &off
			}
		}
	}
}
