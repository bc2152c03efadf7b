package scene

import (
	"math"

	"shirube/assets/palette"
	"shirube/charts"
)

const (
	cohortLeft = 137.0
	cellHeight = 28.0
	cellGap    = 2.0
)

// cohort draws the grid: the fuller the accent, the higher the rate.
func (b *board) cohort(c *charts.Cohort) {
	if len(c.Rows) == 0 || len(c.Columns) == 0 {
		return
	}
	heading := style{small, true, palette.Sub, Start}
	labels, counts := b.width(c.RowName, heading), b.width(c.CountName, heading)
	most := 0.0
	for _, r := range c.Rows {
		labels = math.Max(labels, b.width(r.Label, plain))
		counts = math.Max(counts, b.width(r.Count, plain))
		for _, cell := range r.Cells {
			if v, ok := charts.Number(cell.Value); ok {
				most = math.Max(most, v)
			}
		}
	}
	labels = math.Min(labels, b.W/4)
	left := math.Min(math.Max(cohortLeft, labels+12+counts+16), b.W/2)
	width := (b.W - left) / float64(len(c.Columns))
	pitch := math.Min(cellHeight, b.H/float64(len(c.Rows)+1))
	count := left - 20
	b.fit(0, pitch/2, c.RowName, labels, heading)
	heading.anchor = End
	b.text(count, pitch/2, c.CountName, heading)
	heading.anchor = Middle
	for i, s := range c.Columns {
		b.fit(left+(float64(i)+0.5)*width-1, pitch/2, s, width-4, heading)
	}
	for i, r := range c.Rows {
		top := pitch * float64(i+1)
		b.fit(0, top+pitch/2, r.Label, labels, plain)
		b.text(count, top+pitch/2, r.Count, style{small, false, palette.Ink, End})
		for j := range c.Columns {
			box := Box{left + float64(j)*width, top, width - cellGap, pitch - cellGap}
			var cell charts.Cell
			if j < len(r.Cells) {
				cell = r.Cells[j]
			}
			b.cell(box, cell, most, r.Label+" · "+c.Columns[j])
		}
	}
}

func (b *board) cell(box Box, cell charts.Cell, most float64, title string) {
	v, ok := charts.Number(cell.Value)
	if !ok {
		b.rect(box.X, box.Y, box.W, box.H, 2, palette.Ground)
		return
	}
	x, y := box.X+box.W/2, box.Y+box.H/2
	st := style{small, false, palette.Ink, Middle}
	if cell.Immature {
		b.add(Rect{Box: box, R: 3, Fill: b.p[palette.Card]})
		b.hatch(Box{box.X + 1, box.Y + 1, box.W - 2, box.H - 2}, b.p[palette.Line2], 1, 6)
		b.add(Rect{Box: box, R: 3, Stroke: b.p[palette.Line2], Width: 1})
		w := b.width(cell.Text, st) + 8
		b.rect(x-w/2, y-9, w, 18, 2, palette.Card)
		st.color = palette.Sub
	} else {
		part := 0.05
		if most > 0 {
			part += 0.42 * math.Max(0, v) / most
		}
		b.add(Rect{Box: box, R: 2, Fill: palette.Mix(b.p[palette.Card], b.p[palette.Accent], part)})
	}
	b.fit(x, y, cell.Text, box.W, st)
	said := cell.Tip
	if said == "" {
		said = cell.Text
	}
	b.hit(Hit{Box: box, X: x, Y: box.Y, Tip: []string{title, said}, Key: cell.Key})
}
