package charts

import (
	"math"
	"strconv"
	"strings"
)

// None stands where nothing was measured.
const None = "—"

// Format writes v with f, and plainly where there is no f.
func (f Axis) Format(v float64) string {
	if f != nil {
		return f(v)
	}
	s := strconv.FormatFloat(math.Abs(math.Round(v*100)/100), 'f', -1, 64)
	if v < 0 && s != "0" {
		return "−" + s
	}
	return s
}

// Said is the value in words, "—" where there is none.
func (p Point) Said(f Axis) string {
	v, ok := p.Number()
	switch {
	case !ok:
		return None
	case p.Text != "":
		return p.Text
	}
	return f.Format(v)
}

// Table has a row per point and one per level.
func (l *Line) Table() [][]string {
	rows := pointTable(l.LabelName, l.Title, l.Points, l.Axis)
	for _, level := range []*Level{l.High, l.Mean, l.Target, l.Low} {
		if level != nil {
			rows = append(rows, level.row(l.Axis))
		}
	}
	return rows
}

func (l *Level) row(f Axis) []string { return []string{l.Text, Point{Value: &l.Value}.Said(f), ""} }

// Table has a row per bar, and one for the target.
func (b *Bars) Table() [][]string {
	rows := pointTable(b.LabelName, b.Title, b.Points, b.Axis)
	if b.Target != nil {
		rows = append(rows, b.Target.row(b.Axis))
	}
	return rows
}

// Table has a row per stage: name, count, rate, its parts and interval.
func (f *Funnel) Table() [][]string {
	rows := [][]string{{f.StepName, f.NumberName, f.RateName, "", ""}}
	for _, s := range f.Steps {
		rows = append(rows, []string{s.Name, s.Said(), s.Rate, s.Parts, s.Interval})
	}
	return rows
}

// Said is the count in words.
func (s Step) Said() string {
	if s.Text == "" {
		return None
	}
	return s.Text
}

// Table has a row per period.
func (s *Spark) Table() [][]string { return pointTable("", s.Description, s.Points, nil) }

// Table has the bar's words, one a row, with their numbers.
func (b *Bullet) Table() [][]string {
	rows := [][]string{{"", ""}}
	for _, r := range []struct {
		text  string
		value *float64
	}{{b.ActualText, b.Actual}, {b.PaceText, b.Pace}, {b.ForecastText, b.Forecast}, {b.TargetText, b.Target}} {
		if r.text != "" {
			rows = append(rows, []string{r.text, Point{Value: r.value}.Said(nil)})
		}
	}
	return rows
}

// Table is the grid itself. A cell that isn't possible yet is empty.
func (c *Cohort) Table() [][]string {
	rows := [][]string{append([]string{c.RowName, c.CountName}, c.Columns...)}
	for _, r := range c.Rows {
		row := []string{r.Label, r.Count}
		for _, cell := range r.Cells {
			row = append(row, cell.Said())
		}
		for len(row) < len(rows[0]) {
			row = append(row, "")
		}
		rows = append(rows, row)
	}
	return rows
}

// Said is the cell in words, empty while it isn't possible.
func (c Cell) Said() string {
	if _, ok := Number(c.Value); !ok {
		return ""
	}
	return c.Text
}

// Table has start, contributions and end.
func (w *Waterfall) Table() [][]string {
	return pointTable(w.LabelName, w.Title, w.All(), nil)
}

// All gives start, parts and end in the order they are drawn.
func (w *Waterfall) All() []Point {
	all := append([]Point{w.Start}, w.Parts...)
	return append(all, w.End)
}

// Table has a row per node, indented by its depth.
func (t *Tree) Table() [][]string {
	rows := [][]string{{t.NodeName, "", "", ""}}
	t.Walk(func(n *Node, depth int) {
		value := None
		if n.Measured {
			value = n.Value + n.Unit
		}
		rows = append(rows, []string{strings.Repeat("　", depth) + n.Name, value, n.Note, n.Contribution})
	})
	return rows
}

// Walk visits every node, parents before their children.
func (t *Tree) Walk(visit func(n *Node, depth int)) {
	var walk func(*Node, int)
	walk = func(n *Node, depth int) {
		if n == nil {
			return
		}
		visit(n, depth)
		for _, c := range n.Children {
			walk(c, depth+1)
		}
	}
	walk(t.Root, 0)
}

func pointTable(label, value string, points []Point, f Axis) [][]string {
	rows := [][]string{{label, value, ""}}
	for _, p := range points {
		rows = append(rows, []string{p.Label, p.Said(f), p.Note})
	}
	return rows
}
