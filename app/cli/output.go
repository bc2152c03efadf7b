package cli

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"golang.org/x/text/width"

	"shirube/data/intake"
)

// print writes v as one JSON object, or lets text write it for people.
func (s *session) print(v any, text func()) error {
	if !s.json {
		text()
		return nil
	}
	e := json.NewEncoder(s.Out)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

func (s *session) line(parts ...any) { fmt.Fprintln(s.Out, parts...) }

// warn writes a line about what failed while other things went on.
func (s *session) warn(text string) { fmt.Fprintln(s.Err, "shirube: "+text) }

// table writes rows in columns, the first row over a rule. Columns whose name
// begins with > stand at their right edge.
func (s *session) table(rows [][]string) {
	if len(rows) == 0 {
		return
	}
	right := make([]bool, len(rows[0]))
	widths := make([]int, len(rows[0]))
	for i, h := range rows[0] {
		rows[0][i], right[i] = strings.CutPrefix(h, ">")
	}
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], columns(cell))
		}
	}
	for n, row := range rows {
		var b strings.Builder
		for i, cell := range row {
			gap := strings.Repeat(" ", widths[i]-columns(cell))
			if right[i] {
				cell, gap = gap+cell, ""
			}
			b.WriteString(cell + gap + "  ")
		}
		s.line(strings.TrimRight(b.String(), " "))
		if n == 0 {
			total := 2 * (len(widths) - 1)
			for _, w := range widths {
				total += w
			}
			s.line(strings.Repeat("-", total))
		}
	}
}

// columns counts the places a text takes on a terminal: two for each wide letter.
func columns(text string) int {
	n := 0
	for _, r := range text {
		switch width.LookupRune(r).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}

// progress draws the share of a file that was read, rows a second and the
// time left, where someone watches.
func (s *session) progress() func(intake.Progress) {
	if !s.Terminal {
		return nil
	}
	began := time.Now()
	return func(p intake.Progress) {
		percent := int64(0)
		if p.All > 0 {
			percent = 100 * p.Bytes / p.All
		}
		w := s.words()
		fmt.Fprintf(s.Err, "\r%3d%% %s  %s\033[K", percent, w.Value(new(float64(p.Rows)), "count"), w.Pace(int64(p.Rows), int64(p.Total()), time.Since(began)))
	}
}

// progressDone clears the progress line.
func (s *session) progressDone() {
	if s.Terminal {
		fmt.Fprint(s.Err, "\r\033[K")
	}
}
