package crosstab

import (
	"slices"

	"shirube/data/period"
)

// Role is what a filled cell is.
type Role string

// The roles. A total is checked against what it adds up; Note is text that
// belongs to nothing; Ignored has a number or text that is not taken, with why.
const (
	IsLabel   Role = "label"   // names, headers, titles, units
	IsValue   Role = "value"   // a result, recorded
	IsTarget  Role = "target"  // a target, set
	IsTotal   Role = "total"   // follows from other cells
	IsMissing Role = "missing" // "-" and the like: not measured, never 0
	IsNote    Role = "note"
	IsIgnored Role = "ignored"
)

// Roles are all of them.
var Roles = []Role{IsLabel, IsValue, IsTarget, IsTotal, IsMissing, IsNote, IsIgnored}

// Why a cell is not taken, beside the kinds whose numbers are not.
const (
	NotNumber   = "not_number"
	CellError   = "cell_error" // #DIV/0! and the like
	Outside     = "outside"    // a number that stands in no table
	NoName      = "no_name"    // a row of numbers without a name
	NoMonth     = "no_month"   // a column that is no month
	MonthTwice  = "month_twice"
	Future      = "future" // the month hasn't begun
	YearUnknown = "year_unknown"
	Repeated    = "repeated" // the same number stands in another place
	Conflict    = "conflict" // another number for it stands in another place
	Skipped     = "skipped"  // its item was chosen not to be taken
	Computed    = "computed" // follows from two other rows: a KPI's formula
	Counted     = "counted"  // the program counts it
	ByDay       = "by_day"   // the month is recorded day by day already
	NoKPI       = "no_kpi"   // a target, but of an item chosen to be no KPI
)

// Mark says what a cell is.
type Mark struct {
	Role   Role
	Reason string
	Off    *float64 // of a total: by how much it differs from what it adds up; nil = not checked or equal
	Table  int      // from 1; 0 = outside
}

// Options are what a user can tell of a file.
type Options struct {
	Calendar   period.Calendar
	Today      period.Day
	File       string            // its name may tell the year
	FiscalYear string            // FY2026, for tables that don't say it
	Choices    map[string]Choice // by item name as proposed
}

// Row is one line of numbers of one kind.
type Row struct {
	Item   string  `json:"item"`
	Kind   Kind    `json:"kind"`
	Name   string  `json:"name,omitempty"` // of the measure or KPI it goes to
	Goes   string  `json:"measure,omitempty"`
	Unit   string  `json:"unit"`
	Values []Value `json:"values"`

	line *line
}

// Value is one number with where it stands.
type Value struct {
	Period string   `json:"period"`
	Value  *float64 `json:"value"` // as kept: 千円 multiplied out; null = not measured
	Cell   string   `json:"cell"`

	at     place
	number float64
}

// Check is a total held against what it adds up.
type Check struct {
	Cell string  `json:"cell"`
	Says float64 `json:"says"`
	Sum  float64 `json:"sum"`
	Off  float64 `json:"off"` // says − sum, 0 where equal
}

// Table is one cross table of a sheet.
type Table struct {
	Sheet      string  `json:"sheet"`
	Range      string  `json:"range"`
	Title      string  `json:"title"`
	FiscalYear *string `json:"fiscal_year"` // of its first month; null while unknown
	Unit       string  `json:"unit"`        // of the title: 千円, or ""
	Rows       []Row   `json:"rows"`
	Totals     []Check `json:"totals"`

	number int
	lines  []*line
	needs  bool // the year is nowhere to be found
}

// Reading is a sheet read: its tables, and a mark for each of its cells.
type Reading struct {
	Grid   Grid
	Marks  [][]Mark
	Tables []*Table
}

// reader reads one sheet; where months go down it works on the sheet turned.
type reader struct {
	s      *sheet
	o      Options
	turned bool
	marks  [][]Mark
	tables []*Table
}

// Read finds the cross tables of a sheet and marks every filled cell. A sheet
// without one has no tables, and its numbers are Outside.
func Read(g Grid, o Options) Reading {
	r := &reader{s: newSheet(g), o: o}
	heads := r.s.heads()
	if len(heads) == 0 {
		if t := r.s.turned(); len(t.heads()) > 0 {
			r.s, r.turned, heads = t, true, t.heads()
		}
	}
	r.marks = make([][]Mark, len(r.s.Rows))
	for i := range r.marks {
		r.marks[i] = make([]Mark, r.s.width)
	}
	for i, h := range heads {
		r.table(h, r.end(heads, i))
	}
	r.rest()
	out := Reading{Grid: g, Marks: r.marks, Tables: r.tables}
	if r.turned {
		out.Marks = make([][]Mark, len(g.Rows))
		for i := range out.Marks {
			out.Marks[i] = make([]Mark, len(r.marks))
			for c := range r.marks {
				out.Marks[i][c] = r.marks[c][i]
			}
		}
	}
	return out
}

// end is the row before which the table of a head must end: where the next
// head's own titles begin.
func (r *reader) end(heads []head, i int) int {
	for _, next := range heads[i+1:] {
		if next.row > heads[i].row {
			return r.preface(next)
		}
	}
	return len(r.s.Rows)
}

// preface is the first of the rows above a head that belong to it: its title,
// its unit, what stands over its months. One run of blank rows may lie between;
// above the first table everything but numbers and notes is its own.
func (r *reader) preface(h head) int {
	first, gaps := h.row, 0
	for row := h.row - 1; row >= 0; row-- {
		filled := r.s.filled(row)
		switch {
		case len(filled) == 0:
			if row+1 == first {
				gaps++
			}
			continue
		case r.s.amounts(row) > 0 || gaps > 1 && len(r.tables) > 0 || noteLike.MatchString(r.s.own(row, filled[0])):
			return first
		}
		first = row
	}
	return first
}

// mark sets a cell's role unless it has one.
func (r *reader) mark(p place, m Mark) {
	if p.row < len(r.marks) && p.column < r.s.width && r.marks[p.row][p.column].Role == "" && r.s.own(p.row, p.column) != "" {
		r.marks[p.row][p.column] = m
	}
}

// rest marks what no table has claimed.
func (r *reader) rest() {
	for row := range r.s.Rows {
		for _, c := range r.s.filled(row) {
			m := Mark{Role: IsNote}
			if isNumber(r.s.own(row, c)) {
				m = Mark{Role: IsIgnored, Reason: Outside}
			}
			r.mark(place{row, c}, m)
		}
	}
}

// ref names a cell as it stands in the file.
func (r *reader) ref(p place) string {
	if r.turned {
		p = place{p.column, p.row}
	}
	return p.ref()
}

// own turns a place of the reader into one of the file.
func (r *reader) own(p place) place {
	if r.turned {
		return place{p.column, p.row}
	}
	return p
}

// Count gives the number of filled cells by role.
func (rd Reading) Count() map[Role]int {
	n := map[Role]int{}
	for row := range rd.Marks {
		for _, m := range rd.Marks[row] {
			if m.Role != "" {
				n[m.Role]++
			}
		}
	}
	return n
}

// HasTable tells whether a sheet looks like a cross table with results or targets.
func HasTable(g Grid, o Options) bool {
	return slices.ContainsFunc(Read(g, o).Tables, func(t *Table) bool { return len(t.lines) > 0 })
}
