package prospect

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"shirube/data"
	"shirube/data/intake"
	"shirube/data/period"
)

// filterable are the fields that conditions are about, beside custom ones and
// reached.<stage>, the day from which a stage or a later one is reached.
var filterable = strings.Fields("external_id corporate_number name kana postal_code prefecture city address industry employees capital phone email url " +
	"channel owner stage stage_day closed_day last_contact next_contact opt_out note tag list contact_name contact_title contact_email")

// Reached begins the field that holds the day on which a stage was reached.
const Reached = "reached."

// FilterFields lists the fields that a condition can be about.
func FilterFields() []string { return slices.Clone(filterable) }

// known tells whether a condition can be about a field.
func known(field string) bool {
	return slices.Contains(filterable, field) || intake.IsCustom(field) || strings.HasPrefix(field, Reached) && len(field) > len(Reached)
}

// IsNumber tells whether a field is compared as a number.
func IsNumber(field string) bool { return field == "employees" || field == "capital" }

// IsDay tells whether a field is compared as a day.
func IsDay(field string) bool {
	switch field {
	case "stage_day", "closed_day", "last_contact", "next_contact", "opt_out":
		return true
	}
	return strings.HasPrefix(field, Reached)
}

// operators, the longer before their beginnings.
var operators = []Op{IsNot, NotMore, Most, Least, Is, Less, More, Contains}

// OneOf is the condition that a field has one of some values ("" = not known).
func OneOf(field string, values ...string) Condition {
	return Condition{Field: field, Op: In, Value: strings.Join(values, "\n")}
}

// Values are those of a condition, more than one of OneOf only.
func (c Condition) Values() []string {
	if c.Op == In {
		return strings.Split(c.Value, "\n")
	}
	return []string{c.Value}
}

// DaysAgo writes the day n days before today, whichever day that is when the
// filter is used; n below 0 is a day to come.
func DaysAgo(n int) string { return itoa(n) + "d" }

// ReadDaysAgo reads what DaysAgo wrote.
func ReadDaysAgo(value string) (n int, ok bool) {
	digits, ok := strings.CutSuffix(value, "d")
	n, err := strconv.Atoi(digits)
	return n, ok && err == nil && n > -farthest && n < farthest
}

const farthest = 100_000 // days

// On gives the filter with days that count from today as days of the calendar.
func (f Filter) On(today period.Day) Filter {
	out := slices.Clone(f)
	for i, c := range out {
		if n, ok := ReadDaysAgo(c.Value); ok && IsDay(c.Field) {
			out[i].Value = (today - period.Day(n)).String()
		}
	}
	return out
}

// ParseFilter reads conditions joined by "and":
//
//	stage=consider and employees>=20 and channel!="web" and prefecture in (東京都, 神奈川県) and last_contact!>60d
//
// A value with spaces stands in double quotes, where \" and \\ stand for " and \;
// "" means "not known". Days are 2026-11-22, or 60d for 60 days ago. Errors:
// filter_syntax and filter_field, with the character (from 1) in Where.
func ParseFilter(s string) (Filter, error) {
	p := filterParser{text: s}
	var f Filter
	for p.space(); p.at < len(s); p.space() {
		if len(f) > 0 && !p.and() {
			return nil, p.fail("filter_syntax", p.at)
		}
		c, err := p.condition()
		if err != nil {
			return nil, err
		}
		f = append(f, c)
	}
	return f, nil
}

type filterParser struct {
	text string
	at   int
}

func (p *filterParser) fail(code data.Code, at int) error {
	place := utf8.RuneCountInString(p.text[:at]) + 1
	return &data.Error{Code: code, What: p.text, Where: itoa(place), Args: map[string]any{"position": place, "rest": p.text[at:], "fields": strings.Join(filterable, ", ")}}
}

func (p *filterParser) space() {
	for p.at < len(p.text) && (p.text[p.at] == ' ' || p.text[p.at] == '\t') {
		p.at++
	}
	for strings.HasPrefix(p.text[p.at:], "\u3000") {
		p.at += len("\u3000")
		p.space()
	}
}

func (p *filterParser) and() bool {
	rest := p.text[p.at:]
	if len(rest) < 4 || !strings.EqualFold(rest[:3], "and") || rest[3] != ' ' {
		return false
	}
	p.at += 3
	p.space()
	return true
}

func (p *filterParser) condition() (c Condition, err error) {
	start := p.at
	for p.at < len(p.text) && !strings.ContainsRune(" =!<>~", rune(p.text[p.at])) {
		p.at++
	}
	c.Field = p.text[start:p.at]
	if c.Field == "tags" {
		c.Field = "tag"
	}
	if !known(c.Field) {
		return c, p.fail("filter_field", start)
	}
	p.space()
	if p.in() {
		return p.oneOf(c.Field)
	}
	for _, op := range operators {
		if strings.HasPrefix(p.text[p.at:], string(op)) {
			c.Op = op
			p.at += len(op)
			break
		}
	}
	if c.Op == "" {
		return c, p.fail("filter_syntax", p.at)
	}
	p.space()
	valueAt := p.at
	if c.Value, err = p.value(""); err != nil {
		return c, err
	}
	if !fitting(c) {
		return c, p.fail("filter_value", valueAt)
	}
	return c, nil
}

func (p *filterParser) in() bool {
	rest := p.text[p.at:]
	if len(rest) < 3 || !strings.EqualFold(rest[:2], string(In)) || rest[2] != ' ' && rest[2] != '(' {
		return false
	}
	p.at += 2
	p.space()
	return true
}

// oneOf reads values in brackets, with commas between them.
func (p *filterParser) oneOf(field string) (Condition, error) {
	if !strings.HasPrefix(p.text[p.at:], "(") || IsNumber(field) || IsDay(field) {
		return Condition{}, p.fail("filter_syntax", p.at)
	}
	var values []string
	for p.at++; ; p.at++ {
		p.space()
		v, err := p.value(",)")
		if err != nil {
			return Condition{}, err
		}
		values = append(values, v)
		switch p.space(); {
		case strings.HasPrefix(p.text[p.at:], ")"):
			p.at++
			return OneOf(field, values...), nil
		case !strings.HasPrefix(p.text[p.at:], ","):
			return Condition{}, p.fail("filter_syntax", p.at)
		}
	}
}

// fitting tells whether numbers and days are compared with numbers and days.
func fitting(c Condition) bool {
	switch {
	case c.Op == Contains || c.Value == "":
		return c.Value != "" || c.Op == Is || c.Op == IsNot
	case IsNumber(c.Field):
		_, ok := intake.ReadNumber(c.Value)
		return ok
	case IsDay(c.Field):
		_, err := period.ParseDay(c.Value)
		_, ok := ReadDaysAgo(c.Value)
		return ok || err == nil
	}
	return true
}

// value reads one value, which ends at a space or one of the characters of end.
func (p *filterParser) value(end string) (string, error) {
	start := p.at
	if p.at == len(p.text) || strings.IndexByte(end, p.text[p.at]) >= 0 {
		return "", p.fail("filter_syntax", start)
	}
	if p.text[p.at] != '"' {
		for p.at < len(p.text) && p.text[p.at] != ' ' && strings.IndexByte(end, p.text[p.at]) < 0 && !strings.HasPrefix(p.text[p.at:], "\u3000") {
			p.at++
		}
		return p.text[start:p.at], nil
	}
	var b strings.Builder
	for p.at++; p.at < len(p.text); p.at++ {
		switch c := p.text[p.at]; {
		case c == '"':
			p.at++
			return b.String(), nil
		case c == '\\' && p.at+1 < len(p.text):
			p.at++
			b.WriteByte(p.text[p.at])
		default:
			b.WriteByte(c)
		}
	}
	return "", p.fail("filter_syntax", start)
}

// String writes the filter so that ParseFilter reads the same again.
func (f Filter) String() string {
	parts := make([]string, len(f))
	for i, c := range f {
		if c.Op != In {
			parts[i] = c.Field + string(c.Op) + quoted(c.Value)
			continue
		}
		values := c.Values()
		for j, v := range values {
			values[j] = quoted(v)
		}
		parts[i] = c.Field + " " + string(In) + " (" + strings.Join(values, ", ") + ")"
	}
	return strings.Join(parts, " and ")
}

// quoted writes a value, in quotes where it would be read as something else.
func quoted(value string) string {
	if value == "" || value[0] == '=' || value[0] == '>' || strings.ContainsAny(value, " \t\"\\\u3000,)") {
		return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(value) + `"`
	}
	return value
}
