package prospect

import (
	"slices"
	"strings"
	"unicode/utf8"

	"shirube/data"
	"shirube/data/intake"
	"shirube/data/period"
)

// filterable are the fields that conditions are about, beside custom ones.
var filterable = strings.Fields("external_id corporate_number name kana postal_code prefecture city address industry employees capital phone email url " +
	"channel owner stage stage_day closed_day last_contact note tag contact_name contact_title contact_email")

// FilterFields lists the fields that a condition can be about.
func FilterFields() []string { return slices.Clone(filterable) }

// operators, the longer before their beginnings.
var operators = []Op{IsNot, Most, Least, Is, Less, More, Contains}

// ParseFilter reads conditions joined by "and":
//
//	stage=consider and employees>=20 and channel!="web"
//
// A value with spaces stands in double quotes, where \" and \\ stand for " and \;
// "" means "not known". Errors: filter_syntax and filter_field, with the
// character (from 1) in Where.
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
	if !slices.Contains(filterable, c.Field) && !intake.IsCustom(c.Field) {
		return c, p.fail("filter_field", start)
	}
	p.space()
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
	if c.Value, err = p.value(); err != nil {
		return c, err
	}
	if !fitting(c) {
		return c, p.fail("filter_value", valueAt)
	}
	return c, nil
}

// fitting tells whether numbers and days are compared with numbers and days.
func fitting(c Condition) bool {
	if c.Op == Contains || c.Value == "" {
		return c.Value != "" || c.Op == Is || c.Op == IsNot
	}
	switch c.Field {
	case "employees", "capital":
		_, ok := intake.ReadNumber(c.Value)
		return ok
	case "stage_day", "closed_day", "last_contact":
		_, err := period.ParseDay(c.Value)
		return err == nil
	}
	return true
}

func (p *filterParser) value() (string, error) {
	start := p.at
	if p.at == len(p.text) {
		return "", p.fail("filter_syntax", start)
	}
	if p.text[p.at] != '"' {
		for p.at < len(p.text) && p.text[p.at] != ' ' && !strings.HasPrefix(p.text[p.at:], "\u3000") {
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
		value := c.Value
		if value == "" || value[0] == '=' || strings.ContainsAny(value, " \t\"\\\u3000") {
			value = `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(value) + `"`
		}
		parts[i] = c.Field + string(c.Op) + value
	}
	return strings.Join(parts, " and ")
}
