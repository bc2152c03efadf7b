package crosstab

import (
	"math"

	"shirube/data/measure"
)

// leastRatio is how many months a rate must agree in to be believed computed.
const leastRatio = 3

// operands are two items whose division an item is.
type operands struct{ over, under *Item }

// formulas finds the items that are one other divided by a second in every
// month in which all three are known, within rounding.
func (p *Plan) formulas() {
	for _, it := range p.Items {
		it.Take = ""
		if it.Goes != measure.Mean || it.Results < leastRatio {
			continue
		}
		var found *operands
		for _, a := range p.Items {
			for _, b := range p.Items {
				if found == nil && a != b && a != it && b != it && a.Goes == measure.Sum && b.Goes == measure.Sum && it.divides(a, b) {
					found = &operands{a, b}
				}
			}
		}
		if found != nil {
			it.of, it.Take = found, TakeFormula
			for _, row := range it.rows {
				if row.Kind == Target {
					continue
				}
				for _, v := range row.Values {
					if v.Value != nil {
						row.ignore(v, Computed)
					}
				}
			}
		}
	}
}

// divides tells whether it is a ÷ b.
func (it *Item) divides(a, b *Item) bool {
	agreed, different := 0, map[float64]bool{}
	for month, v := range it.results {
		over, ok1 := a.results[month]
		under, ok2 := b.results[month]
		if !ok1 || !ok2 || under == 0 {
			continue
		}
		if !near(v, over/under, it.steps) || v == 0 {
			return false
		}
		agreed++
		different[v] = true
	}
	return agreed >= leastRatio && len(different) > 1 && !math.IsInf(it.steps, 0)
}
