package paper

import (
	"shirube/assets/face"
	"shirube/assets/palette"
	"shirube/charts/scene"
)

const (
	rowHeight  = 24.0
	columnGap  = 12.0
	sectionTop = 26.0 // height of a section's heading
)

// column of a table: its width, 0 to share what is left, whether its text
// stands at the right, and whether long text goes on in further lines instead
// of being cut.
type column struct {
	width     float64
	end, long bool
}

// cell of a table: text, or something drawn in its box.
type cell struct {
	text  string
	token palette.Token
	bold  bool
	draw  func(scene.Box)
}

// said is a cell of plain text.
func said(text string) cell { return cell{text: text, token: palette.Ink} }

// heading of a section, with a note at its right; it stays with what follows,
// which takes at least h.
func (s *sheet) heading(title, note string, h float64) {
	s.need(sectionTop + h)
	s.set(margin, s.y+9, cut(title, s.room(), medium, true), ink{size: medium, token: palette.Ink, bold: true})
	if left := s.room() - face.Width(title, medium, true) - 16; note != "" && left > 60 {
		s.set(s.width-margin, s.y+9, cut(note, left, small, false), ink{size: small, token: palette.Sub, anchor: scene.End})
	}
	s.y += sectionTop
}

// table sets rows under a heading row, which stands again on every page. The
// last row stands on no page alone.
func (s *sheet) table(columns []column, head []cell, rows [][]cell) {
	lefts := s.lefts(columns)
	s.need(3 * rowHeight)
	s.row(columns, lefts, head)
	for i, r := range rows {
		room := s.high(columns, lefts, r)
		if i == len(rows)-2 {
			room += s.high(columns, lefts, rows[i+1])
		}
		if s.y+room > s.bottom() {
			s.turn()
			s.row(columns, lefts, head)
		}
		s.rule(s.y, palette.Line)
		s.row(columns, lefts, r)
	}
	s.rule(s.y, palette.Line)
	s.y++
}

// lefts gives the left edge of each column and one more; columns without a
// width share what is left.
func (s *sheet) lefts(columns []column) []float64 {
	shares, left := 0, s.room()-columnGap*float64(len(columns)-1)
	for _, c := range columns {
		if c.width == 0 {
			shares++
		}
		left -= c.width
	}
	out := []float64{margin}
	for _, c := range columns {
		w := c.width
		if w == 0 {
			w = max(40, left/float64(shares))
		}
		out = append(out, out[len(out)-1]+w+columnGap)
	}
	return out
}

// lines of a cell.
func (c column) lines(text string, bold bool, wide float64) []string {
	if c.long {
		return broken(text, wide, body, bold)
	}
	return []string{cut(text, wide, body, bold)}
}

// high is how much a row takes.
func (s *sheet) high(columns []column, lefts []float64, cells []cell) float64 {
	most := 1
	for i, c := range cells {
		if columns[i].long {
			most = max(most, len(columns[i].lines(c.text, c.bold, lefts[i+1]-lefts[i]-columnGap)))
		}
	}
	return rowHeight + float64(most-1)*body*1.4
}

func (s *sheet) row(columns []column, lefts []float64, cells []cell) {
	high := s.high(columns, lefts, cells)
	for i, c := range cells {
		box := scene.Box{X: lefts[i], Y: s.y, W: lefts[i+1] - lefts[i] - columnGap, H: high}
		if c.draw != nil {
			c.draw(box)
			continue
		}
		k, x := ink{size: body, token: c.token, bold: c.bold}, box.X
		if columns[i].end {
			k.anchor, x = scene.End, box.X+box.W
		}
		for n, line := range columns[i].lines(c.text, c.bold, box.W) {
			s.set(x, s.y+rowHeight/2+float64(n)*body*1.4, line, k)
		}
	}
	s.y += high
}

// heads are the cells of a heading row.
func heads(texts ...string) []cell {
	out := make([]cell, len(texts))
	for i, t := range texts {
		out[i] = cell{text: t, token: palette.Sub}
	}
	return out
}
