package imports

import (
	"strings"

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
}

// planOf begins with what is sure.
func planOf(s *sample) plan {
	p := plan{columns: make([]string, len(s.info.Header)), onMatch: "update"}
	if s.preset != nil && !s.info.HasHeader {
		p.usePreset(s)
		return p
	}
	for _, g := range s.guesses {
		if g.Sure {
			p.columns[g.Column] = g.Field
		}
	}
	return p
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
	o := intake.Options{DateOrder: p.order, Preset: p.preset, Day: p.day, Match: p.match, OnMatch: p.onMatch}
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
