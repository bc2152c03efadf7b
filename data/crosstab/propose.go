package crosstab

import (
	"cmp"
	"context"
	"slices"

	"shirube/data/kpi"
	"shirube/data/measure"
	"shirube/data/period"
)

// Take is what becomes of an item.
type Take string

// What an item can become.
const (
	TakeKPI     Take = "kpi"     // a measure with its results, and a KPI with its targets
	TakeMeasure Take = "measure" // only the measure
	TakeFormula Take = "formula" // a KPI computed from other items
	TakeTargets Take = "targets" // targets of a KPI that the program counts itself
	TakeNothing Take = "nothing"
)

// Choice is what the user says of an item; what is empty stays as proposed.
type Choice struct {
	Name string       `json:"name,omitempty"`
	Take Take         `json:"take,omitempty"`
	Unit string       `json:"unit,omitempty"` // a word of Units
	Goes measure.Over `json:"goes,omitempty"`
	Kind Kind         `json:"kind,omitempty"` // of its rows that don't say it: Actual or Target
}

// Item is one thing that is measured, from all rows and tables that name it.
type Item struct {
	Item      string        `json:"item"` // as proposed; the key of its Choice
	Name      string        `json:"name"` // of measure and KPI
	Take      Take          `json:"take"`
	Measure   string        `json:"measure"` // key, "" = none
	KPI       string        `json:"kpi"`     // key, "" = none
	Formula   string        `json:"formula,omitempty"`
	Unit      string        `json:"unit"`
	Written   string        `json:"written"` // the unit as the table has it: 千円
	Goes      measure.Over  `json:"goes"`
	Direction kpi.Direction `json:"direction"`
	Known     bool          `json:"known"` // the measure or KPI is there already
	Results   int           `json:"results"`
	Targets   int           `json:"targets"`
	Kinds     []Kind        `json:"-"` // of its rows
	Bare      bool          `json:"-"` // some rows don't say whether they are results or targets

	rows    []rowOf
	results map[string]float64 // by period
	steps   float64            // half of the last digit its results show
	of      *operands
}

// rowOf is a row with the reading it stands in.
type rowOf struct {
	*Row
	table   *Table
	reading *Reading
}

// Plan is what an import would do.
type Plan struct {
	Readings []Reading
	Tables   []*Table
	Items    []*Item

	content Content
	counts  Counts
}

// Content is what an import stores, as one action.
type Content struct {
	Measures []measure.Measure
	Values   []measure.Value
	KPIs     []kpi.KPI
	Targets  []kpi.Target
}

// Counts says what an import does to what is there.
type Counts struct {
	Measures  int `json:"measures"` // new ones
	KPIs      int `json:"kpis"`
	Values    int `json:"values"`
	Replaced  int `json:"replaced"` // values that were another number before
	Targets   int `json:"targets"`
	Unchanged int `json:"unchanged"` // values and targets that stand so already
}

// Known is what a workspace has.
type Known struct {
	Measures []measure.Measure
	KPIs     []kpi.KPI
	Targets  kpi.Targets
	Values   func(ctx context.Context, key string, r period.Range) ([]measure.Value, error)
	// Called gives what a measure or KPI is called in the languages of the
	// program, beside its own name.
	Called func(noun, key, name string) []string
}

// Propose makes of the readings of a file what would be imported, with the
// user's choices, and marks the cells that are left out for it.
func Propose(ctx context.Context, readings []Reading, o Options, known Known) (*Plan, error) {
	p := &Plan{Readings: readings}
	for i := range p.Readings {
		p.Tables = append(p.Tables, p.Readings[i].Tables...)
	}
	p.gather()
	p.settle(o)
	p.formulas()
	for _, it := range p.Items {
		p.match(it, known)
		it.choose(o.Choices[it.Item])
	}
	p.express()
	return p, p.fill(ctx, known)
}

// gather brings the rows together that are of one item. Where one name has two
// groups in a table, or different numbers for a month in two tables, group or
// table tells them apart.
func (p *Plan) gather() {
	groups := map[string]map[string]bool{}
	for _, t := range p.Tables {
		for _, row := range t.Rows {
			if groups[row.Item] == nil {
				groups[row.Item] = map[string]bool{}
			}
			groups[row.Item][row.line.group] = true
		}
	}
	name := func(row Row) string {
		if len(groups[row.Item]) > 1 && row.line.group != "" {
			return row.line.group + " " + row.Item
		}
		return row.Item
	}
	type slot struct {
		name, period string
		kind         Kind
	}
	first, clash := map[slot]float64{}, map[string]bool{}
	seen := map[slot]*Table{}
	for _, t := range p.Tables {
		for _, row := range t.Rows {
			for _, v := range row.Values {
				at := slot{name(row), v.Period, row.Kind}
				if v.Value == nil || row.Kind == LastYear {
					continue
				}
				if other, had := seen[at]; had && other != t && first[at] != *v.Value {
					clash[at.name] = true
				} else if !had {
					seen[at], first[at] = t, *v.Value
				}
			}
		}
	}
	items := map[string]*Item{}
	for i := range p.Readings {
		for _, t := range p.Readings[i].Tables {
			for j := range t.Rows {
				row := &t.Rows[j]
				n := name(*row)
				if clash[n] {
					n += "（" + p.label(t) + "）"
				}
				it := items[n]
				if it == nil {
					it = &Item{Item: n, Name: n, results: map[string]float64{}, Direction: kpi.Up}
					items[n] = it
					p.Items = append(p.Items, it)
				}
				it.rows = append(it.rows, rowOf{row, t, &p.Readings[i]})
			}
		}
	}
}

// label tells a table from the others of the file.
func (p *Plan) label(t *Table) string {
	same := 0
	for _, other := range p.Tables {
		if other.Sheet == t.Sheet {
			same++
		}
	}
	if t.Title != "" && (same > 1 || t.Sheet == "") {
		return t.Title
	}
	if t.Sheet != "" && same == 1 {
		return t.Sheet
	}
	return t.Range
}

// settle decides on unit and way of adding up, and which of two numbers for a
// month counts: the first, but a result before last year's row of another table.
func (p *Plan) settle(o Options) {
	for _, it := range p.Items {
		choice := o.Choices[it.Item]
		unit := it.rows[0].line.unit
		for _, u := range Units {
			if u.Word == choice.Unit {
				unit = u
				it.reread(u)
			}
		}
		it.Unit, it.Written = unit.Unit, unit.Word
		switch {
		case unit.Unit == "ratio" || meanLike(it.Item):
			it.Goes = measure.Mean
		case stockLike(it.Item):
			it.Goes = measure.Last
		default:
			it.Goes = measure.Sum
		}
		if lowerIsBetter(it.Item) {
			it.Direction = kpi.Down
		}
		slices.SortStableFunc(it.rows, func(a, b rowOf) int { return count(a.Kind == LastYear) - count(b.Kind == LastYear) })
		targets := map[string]float64{}
		for _, row := range it.rows {
			if !slices.Contains(it.Kinds, row.Kind) {
				it.Kinds = append(it.Kinds, row.Kind)
			}
			it.Bare = it.Bare || row.line.bare
			into := it.results
			if row.Kind == Target {
				into = targets
			}
			for _, v := range row.Values {
				if v.Value == nil {
					continue
				}
				switch before, had := into[v.Period]; {
				case !had:
					into[v.Period] = *v.Value
				case before == *v.Value:
					row.ignore(v, Repeated)
				default:
					row.ignore(v, Conflict)
				}
			}
			for _, n := range row.line.numbers {
				it.steps = max(it.steps, n.step)
			}
		}
		it.Results, it.Targets = len(it.results), len(targets)
	}
}

// reread reads an item's numbers in another unit.
func (it *Item) reread(u Unit) {
	for _, row := range it.rows {
		row.line.unit, row.Unit = u, u.Unit
		for i, v := range row.Values {
			if v.Value == nil {
				continue
			}
			if n, _, ok := readNumber(row.reading.Grid.Rows[v.at.row][v.at.column], u); ok {
				row.Values[i].Value = &n
			}
		}
	}
}

// ignore marks a value's cell as not taken.
func (row rowOf) ignore(v Value, reason string) {
	m := &row.reading.Marks[v.at.row][v.at.column]
	m.Role, m.Reason = IsIgnored, reason
}

// choose applies what the user said; what the program counts can't be recorded.
func (it *Item) choose(c Choice) {
	it.Name = cmp.Or(c.Name, it.Name)
	if it.Take != TakeTargets || c.Take == TakeNothing {
		it.Take = cmp.Or(c.Take, it.Take)
	}
	if !it.Known {
		it.Goes = cmp.Or(c.Goes, it.Goes)
	}
}
