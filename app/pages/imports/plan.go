package imports

import (
	"slices"
	"strings"
	"time"

	"shirube/data/funnel"
	"shirube/data/intake"
)

const presetNTA = "nta"

// What a column can be beside a field.
const (
	stageOf = "stage:" // + key: the day on which the stage was reached
	custom  = "custom" // a field of the user's own, named as the column
	wide    = "wide"   // the values of a measure, named as the column
)

// plan is what the user said about the file.
type plan struct {
	columns []string // per column: "" = not taken, a field key, or one of the above
	preset  string
	order   string // of day and month where the file does not tell
	asked   string // the column whose order was asked for
	day     string // of all rows of measures without a day
	match   []string
	onMatch string
	list    intake.Listing // Key "" = none
	places  bool           // postal codes tell where new companies are
}

// planOf begins with what is sure.
func planOf(s *sample) plan {
	p := plan{columns: make([]string, len(s.info.Header)), onMatch: "update"}
	if s.preset != nil && !s.info.HasHeader {
		p.usePreset(s)
		return p
	}
	if s.remembered != nil {
		p.remember(s)
		return p
	}
	for _, g := range s.guesses {
		if g.Sure {
			p.columns[g.Column] = g.Field
		}
	}
	return p
}

// remember says of the columns what was said of the last file with this header.
func (p *plan) remember(s *sample) {
	o := s.remembered
	p.order, p.match = o.DateOrder, o.Match
	if o.OnMatch != "" {
		p.onMatch = o.OnMatch
	}
	set := func(column, what string) {
		if col, err := intake.ColumnOf(s.info, column); err == nil {
			p.columns[col] = what
		}
	}
	for field, column := range o.Map {
		if intake.IsCustom(field) {
			field = custom
		}
		set(column, field)
	}
	for stage, column := range o.Stages {
		if slices.ContainsFunc(s.stages, func(st funnel.Stage) bool { return st.Key == stage }) {
			set(column, stageOf+stage)
		}
	}
	for _, column := range o.Wide {
		set(column, wide)
	}
}

// usePreset takes the columns of the corporate register.
func (p *plan) usePreset(s *sample) {
	p.preset = presetNTA
	clear(p.columns)
	for field, col := range s.preset {
		p.columns[col] = field
	}
}

// set says what a column is; another column that was the same is so no more.
func (p *plan) set(col int, what string) {
	for i, other := range p.columns {
		if other == what && what != custom && what != wide {
			p.columns[i] = ""
		}
	}
	p.columns[col] = what
}

// suggestion is what a column might be that is not taken: what was guessed, of
// the first column of days the next stage, of a column of numbers a measure.
func (p *Page) suggestion(col int) string {
	if p.plan.preset != "" {
		return ""
	}
	for _, g := range p.sample.guesses {
		if g.Column == col {
			return g.Field
		}
	}
	switch {
	case p.noun == intake.Prospects && p.sample.all(col, intake.Date) && !slices.ContainsFunc(p.left(col), func(i int) bool { return p.sample.all(i, intake.Date) }):
		for _, s := range p.sample.stages {
			if !slices.Contains(p.plan.columns, stageOf+s.Key) {
				return stageOf + s.Key
			}
		}
	case p.noun == intake.Measures && p.sample.all(col, intake.Number):
		return wide
	}
	return ""
}

// left are the columns before one that are not taken.
func (p *Page) left(col int) []int {
	var left []int
	for i, what := range p.plan.columns[:col] {
		if what == "" {
			left = append(left, i)
		}
	}
	return left
}

// all tells whether a column has values and all of them can be read as a kind.
func (s *sample) all(col int, kind intake.Kind) bool {
	n := 0
	for _, r := range s.rows {
		if r.code != "" || col >= len(r.cells) || intake.Clean(r.cells[col]) == "" {
			continue
		}
		if _, code := intake.ReadAs(kind, r.cells[col], intake.Unknown, time.UTC); code != "" && code != intake.AmbiguousDate {
			return false
		}
		n++
	}
	return n > 0
}

// taken counts the columns that are imported.
func (p *plan) taken() int {
	n := 0
	for _, c := range p.columns {
		if c != "" {
			n++
		}
	}
	return n
}

// options tells the import.
func (p *plan) options(header []string) intake.Options {
	o := intake.Options{DateOrder: p.order, Preset: p.preset, Day: p.day, Match: p.match, OnMatch: p.onMatch, List: p.listing(), FillPlaces: p.places}
	if p.preset != "" {
		return o
	}
	o.Map = map[string]string{}
	for i, what := range p.columns {
		name := header[i]
		switch {
		case what == "":
		case what == custom:
			o.Map[intake.Custom+name] = name
		case what == wide:
			if o.Wide == nil {
				o.Wide = map[string]string{}
			}
			o.Wide[name] = name
		case strings.HasPrefix(what, stageOf):
			if o.Stages == nil {
				o.Stages = map[string]string{}
			}
			o.Stages[strings.TrimPrefix(what, stageOf)] = name
		default:
			o.Map[what] = name
		}
	}
	return o
}
