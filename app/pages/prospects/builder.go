package prospects

import (
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"shirube/app/dialogs"
	"shirube/app/style"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/data/intake"
	"shirube/data/prospect"
)

// conditionFields are the fields of conditions, those asked for most first; the user's own come behind.
var conditionFields = []string{
	"stage", "prefecture", "city", "industry", "employees", "owner", "tag", "list", "channel", "last_contact", "next_contact", "stage_day",
	"opt_out", "closed_day", "name", "kana", "address", "postal_code", "phone", "email", "url", "corporate_number", "external_id", "capital",
	"contact_name", "contact_title", "contact_email", "note",
}

// counted are the fields whose values one picks from a list with counts.
var counted = []string{"stage", "prefecture", "city", "industry", "owner", "tag", "list", "channel"}

func isCounted(field string) bool { return slices.Contains(counted, field) || intake.IsCustom(field) }

// kind is what a condition asks of its field.
type kind string

const (
	oneOf    kind = "one"
	contains kind = "contains"
	is       kind = "is"
	isNot    kind = "not"
	lastDays kind = "within"  // days, the last n
	before   kind = "before"  // days, longer ago than n
	ahead    kind = "ahead"   // days, the next n
	quiet    kind = "quiet"   // no contact for n days
	between  kind = "between" // numbers or days
	reached  kind = "reached" // a stage or a later one, since a day
	empty    kind = "empty"
	filled   kind = "filled"
)

// kindsOf are the kinds of condition that a field has.
func kindsOf(field string) []kind {
	switch {
	case field == "stage":
		return []kind{oneOf, reached, empty, filled}
	case field == "list":
		return []kind{oneOf, empty, filled}
	case field == "opt_out" || field == "closed_day":
		return []kind{empty, filled}
	case field == "last_contact":
		return []kind{quiet, lastDays, before, between, empty, filled}
	case field == "next_contact":
		return []kind{ahead, between, empty, filled}
	case prospect.IsDay(field):
		return []kind{lastDays, before, between, empty, filled}
	case prospect.IsNumber(field):
		return []kind{between, empty, filled}
	case isCounted(field):
		return []kind{oneOf, contains, isNot, empty, filled}
	}
	return []kind{contains, is, isNot, empty, filled}
}

// kindOf is the kind of a chip's conditions; ok is false for what was written
// on the command line and has none.
func (f part) kindOf() (k kind, ok bool) {
	c := f.first()
	_, ago := prospect.ReadDaysAgo(c.Value)
	ago = ago && prospect.IsDay(c.Field)
	switch {
	case len(f.all) == 2:
		k = between
	case c.Value == "" && c.Op == prospect.Is:
		k = empty
	case c.Value == "" && c.Op == prospect.IsNot:
		k = filled
	case c.Op == prospect.In, c.Op == prospect.Is && isCounted(c.Field):
		k = oneOf
	case c.Op == prospect.Contains:
		k = contains
	case c.Op == prospect.Is:
		k = is
	case c.Op == prospect.IsNot:
		k = isNot
	case c.Op == prospect.Least && c.Field == "stage":
		k = reached
	case ago && c.Op == prospect.NotMore:
		k = quiet
	case ago && c.Op == prospect.Least:
		k = lastDays
	case ago && c.Op == prospect.Less:
		k = before
	case ago && c.Op == prospect.Most:
		k = ahead
	case c.Op == prospect.Least || c.Op == prospect.Most:
		k = between
	}
	return k, slices.Contains(kindsOf(c.Field), k)
}

// pickField asks for the field of a new condition, then for what is asked of it.
func (p *Page) pickField(chip *widgets.Chip) {
	task.Run(context.Background(), &p.asking, func(ctx context.Context, _ task.Progress) ([]string, error) {
		return p.deps.Prospects.CustomFields(ctx)
	}, func(custom []string, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		var options []widgets.Option
		for _, f := range slices.Concat(conditionFields, custom) {
			options = append(options, widgets.Option{Key: f, Text: p.fieldName(f)})
		}
		p.pick(chip, options, 200, func(o widgets.Option) {
			p.ask(part{at: len(p.query.Filter)}, o.Key, kindsOf(o.Key)[0])
		})
	})
}

func (p *Page) pick(under *widgets.Chip, options []widgets.Option, width float32, picked func(widgets.Option)) {
	var close func()
	picker := widgets.NewPicker(options, "", p.words.T("dialogs.search"), width, func(o widgets.Option) {
		close()
		picked(o)
	})
	close = widgets.ShowUnder(under, picker.Object())
	picker.OnEscape = close
	picker.Focus()
}

// editPart asks again for what a chip stands for.
func (p *Page) editPart(f part) {
	if k, ok := f.kindOf(); ok {
		p.ask(f, f.first().Field, k)
	}
}

// ask reads what the form of a kind needs, then shows it. f is the chip that it
// replaces, without conditions where it is a new one.
func (p *Page) ask(f part, field string, k kind) {
	if k != oneOf {
		p.conditionForm(f, field, k, nil)
		return
	}
	task.Run(context.Background(), &p.asking, func(ctx context.Context, _ task.Progress) ([]prospect.Facet, error) {
		return p.deps.Prospects.Facets(ctx, field)
	}, func(facets []prospect.Facet, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		p.conditionForm(f, field, k, facets)
	})
}

// answer is the part of a form that asks for values: what it shows, and what
// it gives; ok is false where something must be typed differently.
type answer struct {
	line dialogs.Line
	read func() (f prospect.Filter, ok bool)
	list *widgets.CheckList
}

func (p *Page) conditionForm(f part, field string, k kind, facets []prospect.Facet) {
	w := p.words
	var close func()
	var options []widgets.Option
	for _, other := range kindsOf(field) {
		key := "prospects.kinds." + string(other)
		if special := key + "." + field; w.Has(special) {
			key = special
		}
		options = append(options, widgets.Option{Key: string(other), Text: w.T(key)})
	}
	choice := widgets.NewSelect(options, string(k), func(o widgets.Option) {
		close()
		p.ask(f, field, kind(o.Key))
	})
	was, same := prospect.Condition{Field: field}, prospect.Filter(nil)
	if old, ok := f.safeKind(); ok && old == k {
		was, same = f.first(), f.all
	}
	a := p.answer(k, field, was, same, facets)
	lines := []dialogs.Line{{Label: w.T("prospects.condition.kind"), Entry: choice}}
	if a.line.Entry != nil {
		lines = append(lines, a.line)
	}
	close = dialogs.Form(p.nav.Window(), w, dialogs.Sheet{Title: p.fieldText(field), Act: w.T("prospects.condition.act"), Lines: lines}, func() bool {
		by, ok := a.read()
		if ok {
			p.replace(f, by)
		}
		return ok
	})
	if a.list != nil {
		a.list.Focus()
	}
}

func (f part) safeKind() (kind, bool) {
	if len(f.all) == 0 {
		return "", false
	}
	return f.kindOf()
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
