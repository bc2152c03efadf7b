package kpi

import (
	"maps"
	"slices"
	"strconv"

	"shirube/data"
	"shirube/data/measure"
)

// Book is the KPIs of a workspace with their formulas read: it knows what each
// is made of. A KPI whose formula can't be read or runs in a circle is in
// Broken and has no value; the others are not disturbed.
type Book struct {
	KPIs     []KPI
	Broken   map[string]error
	formulas map[string]*Formula
	splits   map[string]*Formula // that can be read and name KPIs only
	measures map[string]measure.Measure
	made     map[string][]string // the measures of each formula
}

// NewBook reads all formulas.
func NewBook(kpis []KPI, measures []measure.Measure) *Book {
	b := &Book{KPIs: kpis, Broken: map[string]error{}, formulas: map[string]*Formula{}, splits: map[string]*Formula{}, measures: map[string]measure.Measure{}, made: map[string][]string{}}
	for _, m := range measures {
		b.measures[m.Key] = m
	}
	for _, k := range kpis {
		f, err := ParseFormula(k.Formula)
		if err != nil {
			b.Broken[k.Key] = err
			continue
		}
		b.formulas[k.Key] = f
	}
	broken, sound := map[string]error{}, map[string]bool{}
	for key := range b.formulas {
		if err := b.check(key, nil, sound); err != nil {
			broken[key] = err
		}
	}
	for key, err := range broken {
		b.Broken[key] = err
		delete(b.formulas, key)
	}
	for _, k := range kpis {
		if k.Split != "" && b.checkSplit(k) == nil {
			b.splits[k.Key], _ = ParseFormula(k.Split)
		}
	}
	for key := range b.formulas {
		b.made[key] = b.madeOf(key)
	}
	return b
}

// with is the book with further KPIs, which replace those of the same keys.
func (b *Book) with(ks ...KPI) *Book {
	kept := slices.DeleteFunc(slices.Clone(b.KPIs), func(k KPI) bool { return holds(ks, k.Key) })
	return NewBook(append(kept, ks...), slices.Collect(maps.Values(b.measures)))
}

func (b *Book) keys() []string {
	keys := make([]string, len(b.KPIs))
	for i, k := range b.KPIs {
		keys[i] = k.Key
	}
	return keys
}

// check walks down from a KPI; what was found sound is not walked again. Errors:
// unknown_name (What the name, Where its position), kpi_cycle.
func (b *Book) check(key string, above []string, sound map[string]bool) error {
	if sound[key] {
		return nil
	}
	if slices.Contains(above, key) {
		return data.Errorf("kpi_cycle", key, "", nil)
	}
	f, ok := b.formulas[key]
	if !ok {
		return b.Broken[key]
	}
	for _, n := range f.Names() {
		if _, isMeasure := b.measures[n.Key]; isMeasure {
			continue
		}
		if !slices.ContainsFunc(b.KPIs, func(k KPI) bool { return k.Key == n.Key }) {
			return data.Errorf("unknown_name", n.Key, strconv.Itoa(n.Position), nil)
		}
		if err := b.check(n.Key, append(slices.Clone(above), key), sound); err != nil {
			return err
		}
	}
	sound[key] = true
	return nil
}

// KPI gives a KPI by key; "unknown_kpi" where there is none.
func (b *Book) KPI(key string) (KPI, error) {
	i := slices.IndexFunc(b.KPIs, func(k KPI) bool { return k.Key == key })
	if i < 0 {
		return KPI{}, data.Errorf("unknown_kpi", key, "", nil)
	}
	return b.KPIs[i], nil
}

// Called gives what a KPI or measure is kept as ("kpi" or "measure") and its
// own name, for words.Name.
func (b *Book) Called(key string) (noun, name string) {
	if k, err := b.KPI(key); err == nil {
		return "kpi", k.Name
	}
	return "measure", b.measures[key].Name
}

// Goal gives the KGI: the KPI marked so. ok is false where none is.
func (b *Book) Goal() (KPI, bool) {
	i := slices.IndexFunc(b.KPIs, func(k KPI) bool { return k.Goal })
	if i < 0 {
		return KPI{}, false
	}
	return b.KPIs[i], true
}

// Formula gives a KPI's formula, or why it has none.
func (b *Book) Formula(key string) (*Formula, error) {
	if f, ok := b.formulas[key]; ok {
		return f, nil
	}
	if err := b.Broken[key]; err != nil {
		return nil, err
	}
	return nil, data.Errorf("unknown_kpi", key, "", nil)
}

// Measures lists the measures that KPIs are finally made of, sorted.
func (b *Book) Measures(keys ...string) []string {
	if len(keys) == 1 {
		if made, known := b.made[keys[0]]; known {
			return slices.Clone(made)
		}
	}
	return b.madeOf(keys...)
}

func (b *Book) madeOf(keys ...string) []string {
	var found []string
	seen := map[string]bool{}
	var walk func(string)
	walk = func(key string) {
		if seen[key] {
			return
		}
		seen[key] = true
		if f, ok := b.formulas[key]; ok {
			for _, n := range f.Names() {
				walk(n.Key)
			}
		} else if _, ok := b.measures[key]; ok {
			found = append(found, key)
		}
	}
	for _, k := range keys {
		walk(k)
	}
	slices.Sort(found)
	return found
}

// madeWith tells whether a KPI is finally made of a measure.
func (b *Book) madeWith(key, measure string) bool { return slices.Contains(b.made[key], measure) }

// values computes names: a KPI by its formula over the same sums, or a measure,
// each once.
func (b *Book) values(measures Values) Values {
	known := map[string]*float64{}
	var of Values
	of = func(key string) *float64 {
		v, ok := known[key]
		if ok {
			return v
		}
		if f, is := b.formulas[key]; is {
			v = f.Eval(of)
		} else {
			v = measures(key)
		}
		known[key] = v
		return v
	}
	return of
}

// Grows tells whether a KPI grows over a period (sums of counts and money)
// rather than standing level (rates, averages, stocks): only then is a target
// shared out over working days. It follows from the formula: money per deal is
// in yen and yet doesn't grow.
func (b *Book) Grows(key string) bool {
	known := map[string]int{}
	var of func(string) int
	of = func(key string) int {
		d, ok := known[key]
		if ok {
			return d
		}
		if f, is := b.formulas[key]; is {
			d = degree(f.root, of)
		} else if m := b.measures[key]; m.Over == measure.Sum || m.Over == measure.Distinct {
			d = 1
		}
		known[key] = d
		return d
	}
	return of(key) > 0
}
