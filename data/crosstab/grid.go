package crosstab

import (
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"shirube/data/intake"
)

// Cell is a cell as the file has it.
type Cell struct {
	Text    string
	Percent bool // a number shown as a percentage: 0.123 stands for 12.3 %
}

// Span is a run of merged cells, 0-based, both ends counted.
type Span struct{ Row, Column, LastRow, LastColumn int }

// Grid is one sheet, from its first row and column on.
type Grid struct {
	Sheet  string
	Rows   [][]Cell
	Merged []Span
}

// place is a cell's row and column, 0-based.
type place struct{ row, column int }

// ref names a cell as spreadsheets do.
func (p place) ref() string {
	name := ""
	for n := p.column + 1; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name + strconv.Itoa(p.row+1)
}

// sheet is a grid that knows its merged cells.
type sheet struct {
	Grid
	width  int
	origin map[place]place // of merged cells: the first of their span
}

func newSheet(g Grid) *sheet {
	s := &sheet{Grid: g, origin: map[place]place{}}
	for _, r := range g.Rows {
		s.width = max(s.width, len(r))
	}
	room := 4 * s.width * len(g.Rows) // overlapping spans of a hostile file stop here
	for _, m := range g.Merged {
		for r := max(m.Row, 0); r <= min(m.LastRow, len(g.Rows)-1); r++ {
			for c := max(m.Column, 0); c <= min(m.LastColumn, s.width-1) && room > 0; c++ {
				room--
				s.origin[place{r, c}] = place{m.Row, m.Column}
			}
		}
	}
	return s
}

// own is a cell's own text, trimmed.
func (s *sheet) own(r, c int) string {
	if r < 0 || c < 0 || r >= len(s.Rows) || c >= len(s.Rows[r]) {
		return ""
	}
	return intake.Clean(s.Rows[r][c].Text)
}

// at is the text that stands over a cell: its own, or that of its span.
func (s *sheet) at(r, c int) string {
	if o, merged := s.origin[place{r, c}]; merged {
		return s.own(o.row, o.column)
	}
	return s.own(r, c)
}

// across is at, but only of spans that begin in this row.
func (s *sheet) across(r, c int) string {
	if o, merged := s.origin[place{r, c}]; merged && o.row != r {
		return ""
	}
	return s.at(r, c)
}

// filled lists the columns of a row that have something of their own.
func (s *sheet) filled(r int) []int {
	var columns []int
	for c := range s.width {
		if s.own(r, c) != "" {
			columns = append(columns, c)
		}
	}
	return columns
}

// turned is the sheet with rows and columns exchanged.
func (s *sheet) turned() *sheet {
	g := Grid{Sheet: s.Sheet, Rows: make([][]Cell, s.width)}
	for c := range s.width {
		g.Rows[c] = make([]Cell, len(s.Rows))
		for r := range s.Rows {
			if c < len(s.Rows[r]) {
				g.Rows[c][r] = s.Rows[r][c]
			}
		}
	}
	for _, m := range s.Merged {
		g.Merged = append(g.Merged, Span{m.Column, m.Row, m.LastColumn, m.LastRow})
	}
	return newSheet(g)
}

// plain is a text for comparing: width and case folded, no spaces.
func plain(text string) string {
	return strings.Join(strings.Fields(strings.ToLower(norm.NFKC.String(text))), "")
}
