package prospects

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"shirube/app/dialogs"
	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/data/intake"
	"shirube/data/prospect"
)

// answer is the part of a form that asks for values: what it shows, and what
// it gives; ok is false where something must be typed differently.
type answer struct {
	line dialogs.Line
	read func() (f prospect.Filter, ok bool)
	list *widgets.CheckList
}

// answer makes what asks for the values of a kind, filled with those of before.
func (p *Page) answer(k kind, field string, was prospect.Condition, same prospect.Filter, facets []prospect.Facet) answer {
	w := p.words
	one := func(op prospect.Op, value string) prospect.Filter {
		return prospect.Filter{{Field: field, Op: op, Value: value}}
	}
	switch k {
	case empty:
		return answer{read: func() (prospect.Filter, bool) { return one(prospect.Is, ""), true }}
	case filled:
		return answer{read: func() (prospect.Filter, bool) { return one(prospect.IsNot, ""), true }}
	case oneOf:
		return p.askValues(field, was, facets)
	case between:
		return p.askRange(field, same)
	case reached:
		return p.askReached(was)
	case lastDays, before, quiet, ahead:
		return p.askDays(k, field, was)
	}
	op := map[kind]prospect.Op{contains: prospect.Contains, is: prospect.Is, isNot: prospect.IsNot}[k]
	entry := widgets.NewField("")
	entry.SetText(was.Value)
	entry.OnChanged = func(string) { entry.SetError("") }
	return answer{line: dialogs.Line{Label: w.T("prospects.condition.value"), Entry: entry}, read: func() (prospect.Filter, bool) {
		text := intake.Clean(entry.Text())
		if text == "" {
			entry.SetError(w.T("prospects.condition.missing"))
		}
		return one(op, text), text != ""
	}}
}

const leastRows, valueRows = 4, 9 // in sight

// askValues ticks values in a list with their counts.
func (p *Page) askValues(field string, was prospect.Condition, facets []prospect.Facet) answer {
	w := p.words
	var options []widgets.Option
	add := func(value string, note string) {
		options = append(options, widgets.Option{Key: value, Text: p.valueText(field, value), Note: note})
	}
	if field == "stage" { // in the order of the funnel
		place := func(key string) int {
			for i, s := range p.stages {
				if s.Key == key {
					return i
				}
			}
			return len(p.stages)
		}
		slices.SortStableFunc(facets, func(a, b prospect.Facet) int { return place(a.Value) - place(b.Value) })
	}
	for _, f := range facets {
		add(f.Value, w.Int(f.Count))
	}
	var chosen []string
	if was.Op != "" {
		chosen = was.Values()
	}
	for _, v := range chosen { // those that no company has any more
		if !slices.ContainsFunc(options, func(o widgets.Option) bool { return o.Key == v }) {
			add(v, w.Int(0))
		}
	}
	list := widgets.NewCheckList(options, chosen, w.T("dialogs.search"), formWidth, min(max(len(options), leastRows), valueRows))
	missing := style.Text("", style.Small, palette.BadText, false)
	return answer{line: dialogs.Line{Entry: style.Column(4, list.Object(), missing)}, list: list, read: func() (prospect.Filter, bool) {
		values := list.Chosen()
		switch len(values) {
		case 0:
			missing.Text = w.T("prospects.condition.none")
			missing.Refresh()
			return nil, false
		case 1:
			return prospect.Filter{{Field: field, Op: prospect.Is, Value: values[0]}}, true
		}
		return prospect.Filter{prospect.OneOf(field, values...)}, true
	}}
}

// askRange asks for two ends, either of which may be left out.
func (p *Page) askRange(field string, same prospect.Filter) answer {
	w := p.words
	read := func(text string) (value, code string) { // of a number
		n, ok := intake.ReadNumber(text)
		if !ok {
			return "", intake.BadNumber
		}
		return strconv.FormatFloat(n, 'f', -1, 64), ""
	}
	example := "20"
	if prospect.IsDay(field) {
		example = p.deps.Funnels.Today().String()
		read = func(text string) (string, string) {
			d, code := intake.ReadDate(text, intake.YMD)
			return d.String(), code
		}
	}
	ends := map[prospect.Op]*widgets.Field{}
	end := func(op prospect.Op) *widgets.Field {
		f := widgets.NewField(example)
		for _, c := range same {
			if c.Op == op {
				f.SetText(c.Value)
			}
		}
		f.OnChanged = func(string) { f.SetError("") }
		ends[op] = f
		return f
	}
	both := p.labelled(w.T("prospects.condition.from"), end(prospect.Least), w.T("prospects.condition.to"), end(prospect.Most))
	return answer{line: dialogs.Line{Entry: both}, read: func() (out prospect.Filter, ok bool) {
		ok = true
		for _, op := range []prospect.Op{prospect.Least, prospect.Most} {
			text := intake.Clean(ends[op].Text())
			if text == "" {
				continue
			}
			value, code := read(text)
			if code != "" {
				ends[op].SetError(w.T("rejected." + code))
				ok = false
			}
			out = append(out, prospect.Condition{Field: field, Op: op, Value: value})
		}
		if len(out) == 0 {
			ends[prospect.Least].SetError(w.T("prospects.condition.missing"))
		}
		return out, ok && len(out) > 0
	}}
}

// askDays asks for a number of days.
func (p *Page) askDays(k kind, field string, was prospect.Condition) answer {
	w := p.words
	n, known := prospect.ReadDaysAgo(was.Value)
	if !known {
		n = map[kind]int{lastDays: 30, before: 30, quiet: 60, ahead: -7}[k]
	}
	sign := 1
	if k == ahead {
		sign = -1
	}
	op := map[kind]prospect.Op{lastDays: prospect.Least, before: prospect.Less, quiet: prospect.NotMore, ahead: prospect.Most}[k]
	entry := widgets.NewField("")
	entry.SetText(strconv.Itoa(n * sign))
	entry.OnChanged = func(string) { entry.SetError("") }
	return answer{line: dialogs.Line{Label: w.T("prospects.condition.days"), Entry: entry}, read: func() (prospect.Filter, bool) {
		days, code := intake.ReadCount(intake.Clean(entry.Text()))
		value := prospect.DaysAgo(int(days) * sign)
		if _, ok := prospect.ReadDaysAgo(value); code != "" || !ok {
			entry.SetError(w.T("prospects.condition.days.wrong"))
			return nil, false
		}
		return prospect.Filter{{Field: field, Op: op, Value: value}}, true
	}}
}

// askReached asks for a stage, and from which day on it was reached.
func (p *Page) askReached(was prospect.Condition) answer {
	w := p.words
	var options []widgets.Option
	for _, s := range p.stages {
		options = append(options, widgets.Option{Key: s.Key, Text: p.stageName(s.Key)})
	}
	chosen := was.Value
	if chosen == "" && len(options) > 0 {
		chosen = options[0].Key
	}
	stage := widgets.NewSelect(options, chosen, nil)
	since := widgets.NewField(w.T("prospects.condition.since.any"))
	since.OnChanged = func(string) { since.SetError("") }
	var both fyne.CanvasObject = p.labelled(w.T("field.stage"), stage, w.T("prospects.condition.since"), since)
	return answer{line: dialogs.Line{Entry: both}, read: func() (prospect.Filter, bool) {
		text := intake.Clean(since.Text())
		if text == "" {
			return prospect.Filter{{Field: "stage", Op: prospect.Least, Value: stage.Key()}}, true
		}
		day, code := intake.ReadDate(text, intake.YMD)
		if code != "" {
			since.SetError(w.T("rejected." + code))
			return nil, false
		}
		return prospect.Filter{{Field: prospect.Reached + stage.Key(), Op: prospect.Least, Value: day.String()}}, true
	}}
}
