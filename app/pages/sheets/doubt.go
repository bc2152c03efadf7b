package sheets

import (
	"math"
	"slices"

	"shirube/charts"
	"shirube/data/review"
)

// doubt is why a number looks mistyped: beside it, what is usual.
type doubt struct {
	low, high *float64 // the natural limits, where there are any
	usual     *float64 // the middle of the others
}

// doubtOf holds a number against those before it, as a review does: one outside
// their natural limits is a doubt. While there are too few for limits, one that
// is ten times the usual or a tenth of it.
func doubtOf(cells []cell, at int) *doubt {
	v := cells[at].value
	if v == nil {
		return nil
	}
	points := make([]review.Point, at+1)
	for i := range points {
		points[i].Value = cells[i].value
	}
	if s := review.Signal(points); s.Limits.Mean != nil {
		if s.Rule != review.Outside {
			return nil
		}
		return &doubt{low: s.Limits.Low, high: s.Limits.High, usual: s.Limits.Mean}
	}
	if u := usual(cells, at); u != nil && *u != 0 && *v != 0 {
		if times := math.Abs(*v / *u); times >= 10 || times <= 0.1 {
			return &doubt{usual: u}
		}
	}
	return nil
}

// usual is the middle of the other periods' numbers, nil under three.
func usual(cells []cell, but int) *float64 {
	var others []float64
	for i, c := range cells {
		if i != but && c.value != nil {
			others = append(others, *c.value)
		}
	}
	if len(others) < 3 {
		return nil
	}
	slices.Sort(others)
	return &others[len(others)/2]
}

// doubted is the doubt about a cell of the sheet.
func (p *Page) doubted(row, column int) *doubt {
	cells := p.read.values[p.read.measures[row].Key]
	return doubtOf(cells, p.read.at(column))
}

// saying words the doubt about a cell, "" for none.
func (p *Page) saying(row, column int) string {
	w, d := p.words, p.doubted(row, column)
	if d == nil {
		return ""
	}
	m, k := p.read.measures[row], p.read.periods[column]
	pairs := []any{"name", w.Name("measure", m.Key, m.Name), "period", charts.PeriodLabel(k, w), "value", p.written(m, *p.read.cell(row, column)), "usual", p.written(m, cell{value: d.usual})}
	if d.low == nil || d.high == nil {
		return w.T("sheets.doubt.times", pairs...)
	}
	return w.T("sheets.doubt.limits", append(pairs, "range", w.Range(p.written(m, cell{value: d.low}), p.written(m, cell{value: d.high})))...)
}
