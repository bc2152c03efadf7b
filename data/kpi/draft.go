package kpi

import (
	"slices"
	"strconv"
	"strings"

	"shirube/data"
	"shirube/data/measure"
)

// Join is how a factor follows from the ones below it.
type Join string

// The joins. Ratio divides the first by the second.
const (
	Measured Join = ""
	Product  Join = "product"
	Sum      Join = "sum"
	Ratio    Join = "ratio"
)

// Joins are all of them but Measured.
var Joins = []Join{Product, Sum, Ratio}

var signs = map[Join]string{Product: " * ", Sum: " + ", Ratio: " / "}

// Factor is one node of a draft: a KPI in the making.
type Factor struct {
	KPI
	Join   Join     `json:"join"`   // how those below give it; Measured = by its own formula
	Aside  bool     `json:"aside"`  // serves the one above without being in its calculation
	Chosen bool     `json:"chosen"` // people steer by it: it has a target and an owner
	Target *float64 `json:"target"` // of a month; of the goal, of the year
}

// Draft is a goal on its way to KPIs. The four steps fill it; until Land
// nothing else knows of it.
type Draft struct {
	Step     int               `json:"step"` // 0 to 3, where it was left
	Year     string            `json:"year"` // the fiscal year of the goal: "FY2026"
	Factors  []Factor          `json:"factors"`
	Measures []measure.Measure `json:"measures"` // to be made for what is typed by hand
	Replaces []string          `json:"replaces"` // keys of the KPIs it began from
	Landed   bool              `json:"landed"`
}

// Goal is the first factor.
func (d *Draft) Goal() *Factor { return &d.Factors[0] }

// Find gives a factor by key, nil where there is none.
func (d *Draft) Find(key string) *Factor {
	for i := range d.Factors {
		if d.Factors[i].Key == key {
			return &d.Factors[i]
		}
	}
	return nil
}

// Below gives the factors that stand directly under one, in order.
func (d *Draft) Below(key string) []*Factor {
	var below []*Factor
	for i := range d.Factors {
		if d.Factors[i].Parent == key && i > 0 {
			below = append(below, &d.Factors[i])
		}
	}
	return below
}

// Parts are those of them that are in the calculation.
func (d *Draft) Parts(key string) []*Factor {
	if f := d.Find(key); f == nil || f.Join == Measured {
		return nil
	}
	return slices.DeleteFunc(d.Below(key), func(f *Factor) bool { return f.Aside })
}

// Add puts a factor under another and gives its key. A factor that gets its
// first part becomes a product. taken are keys it can't have.
func (d *Draft) Add(parent, name string, taken []string) string {
	key := d.Free(measure.KeyOf(name), taken)
	d.Factors = append(d.Factors, Factor{KPI: KPI{Key: key, Name: name, Unit: "count", Direction: Up, Parent: parent, Controllable: true}, Chosen: true})
	if above := d.Find(parent); above.Join == Measured && len(d.Below(parent)) == 1 {
		above.Join = Product
	}
	return key
}

// Free gives a key that nothing has yet, made from another by a number.
func (d *Draft) Free(key string, taken []string) string {
	held := func(key string) bool {
		return d.Find(key) != nil || slices.Contains(taken, key) ||
			slices.ContainsFunc(d.Measures, func(m measure.Measure) bool { return m.Key == key })
	}
	made := key
	for n := 2; held(made); n++ {
		made = key + "_" + strconv.Itoa(n)
	}
	return made
}

// ByHand has a factor counted by a recorded measure of its own that is to be
// made; what it was measured by is no longer asked.
func (d *Draft) ByHand(f *Factor, name string, taken []string) {
	m := measure.Measure{Key: d.Free(f.Key+"_n", taken), Name: name, Over: measure.Sum, Unit: f.Unit}
	above := d.Find(f.Parent)
	price := f.Unit == "yen" && above != nil && above.Join == Product // beside a count, it doesn't add up over months
	if f.Unit == "ratio" || f.Unit == "days" || price {
		m.Over = measure.Mean
	}
	d.Measures = append(d.Measures, m)
	f.Formula = m.Key
}

// Remove takes a factor and all under it out of the draft. The goal stays.
func (d *Draft) Remove(key string) {
	f := d.Find(key)
	if f == nil || f == d.Goal() {
		return
	}
	parent := f.Parent
	var under func(string) []string
	under = func(key string) []string {
		keys := []string{key}
		for _, below := range d.Below(key) {
			keys = append(keys, under(below.Key)...)
		}
		return keys
	}
	gone := under(key)
	d.Factors = slices.DeleteFunc(d.Factors, func(f Factor) bool { return slices.Contains(gone, f.Key) })
	if above := d.Find(parent); len(d.Parts(parent)) == 0 {
		above.Join = Measured
	}
}

// Move hangs a factor with all under it under another; "kpi_parent" where that
// is itself or one of those.
func (d *Draft) Move(key, parent string) error {
	for above := d.Find(parent); above != nil; above = d.Find(above.Parent) {
		if above.Key == key {
			return data.Errorf("kpi_parent", key, parent, nil)
		}
	}
	f := d.Find(key)
	was := f.Parent
	f.Parent = parent
	if to := d.Find(parent); to.Join == Measured && !f.Aside {
		to.Join = Product
	}
	if len(d.Parts(was)) == 0 {
		d.Find(was).Join = Measured
	}
	return nil
}

// Raise moves a factor before its elder sibling: a ratio divides the first by
// the second.
func (d *Draft) Raise(key string) {
	at := slices.IndexFunc(d.Factors, func(f Factor) bool { return f.Key == key })
	for i := at - 1; i > 0; i-- {
		if d.Factors[i].Parent == d.Factors[at].Parent {
			d.Factors[i], d.Factors[at] = d.Factors[at], d.Factors[i]
			return
		}
	}
}

// FormulaOf is a factor's formula: that over its parts, or its own.
func (d *Draft) FormulaOf(f *Factor) string {
	parts := d.Parts(f.Key)
	if len(parts) == 0 || f.Join == Ratio && len(parts) != 2 {
		return f.Formula
	}
	keys := make([]string, len(parts))
	for i, p := range parts {
		keys[i] = p.Key
	}
	return strings.Join(keys, signs[f.Join])
}

// Kept are the factors that become KPIs: the goal, what is in the calculation,
// and what was chosen beside it.
func (d *Draft) Kept() []*Factor {
	var kept []*Factor
	for i := range d.Factors {
		if f := &d.Factors[i]; i == 0 || f.Chosen || d.counts(f) {
			kept = append(kept, f)
		}
	}
	return kept
}

// counts tells whether a factor is a part of the one above it, up to the goal.
func (d *Draft) counts(f *Factor) bool {
	for f != d.Goal() {
		above := d.Find(f.Parent)
		if above == nil || f.Aside || above.Join == Measured {
			return false
		}
		f = above
	}
	return true
}

// Chosen counts the factors people are to steer by, the goal left out.
func (d *Draft) Chosen() (n int) {
	for _, f := range d.Factors[1:] {
		if f.Chosen {
			n++
		}
	}
	return n
}

// KPIs are the KPIs the draft makes.
func (d *Draft) KPIs() []KPI {
	kept := d.Kept()
	ks := make([]KPI, len(kept))
	for i, f := range kept {
		ks[i] = f.usual()
		ks[i].Formula, ks[i].Goal, ks[i].Position = d.FormulaOf(f), i == 0, i+1
		for above := d.Find(f.Parent); above != nil && !slices.Contains(kept, above); above = d.Find(above.Parent) {
			ks[i].Parent = above.Parent
		}
	}
	return ks
}

// Book reads the draft's formulas beside the measures there are.
func (d *Draft) Book(measures []measure.Measure) *Book {
	return NewBook(d.KPIs(), slices.Concat(measures, d.Measures))
}
