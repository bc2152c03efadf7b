package prospects

import (
	"slices"
	"strings"

	"shirube/app/widgets"
	"shirube/data/intake"
	"shirube/data/period"
	"shirube/data/prospect"
)

// part is what one chip stands for: one condition, or the two ends of a range.
type part struct {
	at  int // in the filter
	all prospect.Filter
}

func (f part) first() prospect.Condition { return f.all[0] }

// parts are the conditions in force, ranges together.
func (p *Page) parts() []part {
	var out []part
	f := p.query.Filter
	for i := 0; i < len(f); i++ {
		n := 1
		if i+1 < len(f) && f[i].Field == f[i+1].Field && f[i].Op == prospect.Least && f[i+1].Op == prospect.Most {
			n = 2
		}
		out = append(out, part{i, f[i : i+n : i+n]})
		i += n - 1
	}
	return out
}

// showChips shows what narrows the list, and the segment it stands for.
func (p *Page) showChips() {
	w := p.words
	var chips []*widgets.Chip
	if p.fixed != nil {
		fixed := widgets.NewChip(p.title, w.Int(len(p.fixed)), widgets.Filter, nil)
		fixed.OnRemoved = func() {
			p.fixed, p.title = nil, ""
			p.showChips()
			p.find(false)
		}
		chips = append(chips, fixed)
	}
	for _, f := range p.parts() {
		chip := widgets.NewChip(p.partText(f), "", widgets.Filter, nil)
		chip.OnRemoved = func() { p.replace(f, nil) }
		chip.OnTapped = func() { p.editPart(f) }
		chips = append(chips, chip)
	}
	p.clear.Hidden = len(chips) == 0
	add := widgets.NewChip(w.T("prospects.condition.add"), "", widgets.Add, nil)
	add.Enable()
	add.OnTapped = func() { p.pickField(add) }
	p.chips.SetChips(append(chips, add)...)
	p.showSegments()
	p.left.Refresh()
}

// replace puts conditions in the place of a chip's; behind the others where it is new.
func (p *Page) replace(f part, by prospect.Filter) {
	p.query.Filter = slices.Concat(p.query.Filter[:f.at:f.at], by, p.query.Filter[f.at+len(f.all):])
	p.showChips()
	p.find(false)
}

func (p *Page) fieldText(field string) string {
	if stage, ok := strings.CutPrefix(field, prospect.Reached); ok {
		return p.words.T("prospects.part.reached", "stage", p.stageName(stage))
	}
	return p.fieldName(field)
}

// partText says conditions as one would in the office.
func (p *Page) partText(f part) string {
	w, c := p.words, f.first()
	if len(f.all) == 2 {
		return p.rangeText(c.Field, c.Value, f.all[1].Value)
	}
	n, ago := prospect.ReadDaysAgo(c.Value)
	ago = ago && prospect.IsDay(c.Field)
	field := p.fieldText(c.Field)
	value := p.valueText(c.Field, c.Value)
	say := func(key string) string { return w.T("prospects.part."+key, "field", field, "value", value) }
	days := func(key string, n int) string { return w.T("prospects.part."+key, "field", field, "n", w.Int(n)) }
	switch {
	case c.Value == "" && c.Op == prospect.Is && w.Has("prospects.part.without."+c.Field):
		return w.T("prospects.part.without." + c.Field)
	case c.Value == "" && c.Op == prospect.IsNot && w.Has("prospects.part.only."+c.Field):
		return w.T("prospects.part.only." + c.Field)
	case c.Value == "" && c.Op == prospect.Is:
		return say("empty")
	case c.Value == "" && c.Op == prospect.IsNot:
		return say("filled")
	case c.Op == prospect.In:
		return w.T("prospects.part.is", "field", field, "value", p.valuesText(c))
	case ago && c.Op == prospect.NotMore && c.Field == "last_contact":
		return days("quiet", n)
	case ago && n <= 0 && c.Op == prospect.Most:
		return days("ahead", -n)
	case ago && c.Op == prospect.Least:
		return days("within", n)
	case ago && c.Op == prospect.Less:
		return days("before", n)
	case c.Field == "stage" && c.Op == prospect.Least:
		return say("reached.least")
	case c.Op == prospect.Least:
		return p.rangeText(c.Field, c.Value, "")
	case c.Op == prospect.Most:
		return p.rangeText(c.Field, "", c.Value)
	case c.Op == prospect.Is:
		return say("is")
	case c.Op == prospect.IsNot:
		return say("not")
	case c.Op == prospect.Contains:
		return say("contains")
	}
	return field + " " + string(c.Op) + " " + value
}

func (p *Page) rangeText(field, from, to string) string {
	w := p.words
	key := "prospects.part.range"
	if !prospect.IsDay(field) && w.Has(key+"."+field) {
		key += "." + field
	}
	value := ""
	switch a, b := p.valueText(field, from), p.valueText(field, to); {
	case to == "":
		value = w.T("prospects.part.from", "value", w.T(key, "value", a))
	case from == "":
		value = w.T("prospects.part.to", "value", w.T(key, "value", b))
	default:
		value = w.T(key, "value", w.Range(a, b))
	}
	return w.T("prospects.part.is", "field", p.fieldText(field), "value", value)
}

// namedValues is how many of several values a chip names.
const namedValues = 2

func (p *Page) valuesText(c prospect.Condition) string {
	values := c.Values()
	var named []string
	for _, v := range values[:min(len(values), namedValues)] {
		named = append(named, p.valueText(c.Field, v))
	}
	text := strings.Join(named, p.words.T("prospects.part.or"))
	if n := len(values) - namedValues; n > 0 {
		text = p.words.T("prospects.part.others", "value", text, "n", p.words.Int(n))
	}
	return text
}

func (p *Page) valueText(field, value string) string {
	switch {
	case value == "":
		return p.words.T("prospects.condition.unknown")
	case field == "stage":
		return p.stageName(value)
	case field == "list":
		return p.listName(value)
	case prospect.IsNumber(field):
		if n, ok := intake.ReadNumber(value); ok {
			return p.words.Number(n, 0)
		}
	case prospect.IsDay(field):
		if n, ok := prospect.ReadDaysAgo(value); ok {
			return p.day(p.deps.Funnels.Today() - period.Day(n))
		}
		if d, err := period.ParseDay(value); err == nil {
			return p.day(d)
		}
	}
	return value
}
