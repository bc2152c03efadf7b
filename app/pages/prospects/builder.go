package prospects

import (
	"context"
	"slices"

	"shirube/app/dialogs"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/data/prospect"
)

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
