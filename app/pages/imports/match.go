package imports

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/data/intake"
	"shirube/data/prospect"
)

// matchStep asks how rows find what is known already and what they do to it.
func (p *Page) matchStep() fyne.CanvasObject {
	w := p.words
	is := nouns[p.noun]
	var cards []fyne.CanvasObject
	if is.matched {
		cards = append(cards, widgets.Card(w.T("imports.match"), "", nil, p.matchChoice()))
	}
	if is.known {
		var ways []fyne.CanvasObject
		for _, way := range []string{"update", "skip", "create"} {
			ways = append(ways, radio(w.T("imports.known."+p.noun+"."+way), "", p.plan.onMatch == way, func() {
				p.plan.onMatch = way
				p.replan()
			}))
		}
		ways = append(ways, style.NewParagraph(w.T("imports.known.note."+p.plan.onMatch), style.Small, palette.Sub, 500))
		cards = append(cards, widgets.Card(w.T("imports.known."+p.noun), "", nil, style.Column(8, ways...)))
	} else {
		cards = append(cards, widgets.Card(w.T("imports.known."+p.noun), "", nil, style.NewParagraph(w.T("imports.known.how."+p.noun), style.Small, palette.Ink, 500)))
	}
	left := style.Column(16, cards...)
	if p.noun == intake.Prospects {
		left.Add(p.listCard())
		if _, mapped := p.columnOf("postal_code"); mapped {
			left.Add(style.Row(0, widgets.NewCheck(w.T("imports.places"), p.plan.places, func(on bool) { p.plan.places = on; p.replan() }), style.Spacer()))
		}
	}
	return style.RowFill(16,
		style.Stretch(container.NewVScroll(left)),
		style.Fixed(style.Grow(320), 0, style.Column(0, widgets.Card(w.T("imports.numbers"), "", nil, p.numbers()))))
}

// matchChoice is by which fields a row is taken for a company.
func (p *Page) matchChoice() fyne.CanvasObject {
	w := p.words
	rows := []fyne.CanvasObject{
		radio(w.T("imports.match.auto"), "", p.plan.match == nil, func() { p.plan.match = nil; p.replan() }),
		radio(w.T("imports.match.chosen"), "", p.plan.match != nil, func() {
			if p.plan.match == nil {
				p.plan.match = []string{p.matchable()[0]}
				p.replan()
			}
		}),
	}
	if p.plan.match != nil {
		var boxes []fyne.CanvasObject
		for _, field := range p.matchable() {
			boxes = append(boxes, widgets.NewCheck(p.matchName(field), slices.Contains(p.plan.match, field), func(on bool) { p.matchOn(field, on) }))
		}
		rows = append(rows, style.PadSides(0, 0, 0, 24, style.Flow(16, boxes...)))
	}
	return style.Column(8, append(rows, style.NewParagraph(w.T("imports.match.note"), style.Small, palette.Sub, 500))...)
}

// matchable are the fields one can choose: of a list of companies those that
// its columns have, else all by which a company can be named.
func (p *Page) matchable() []string {
	all := prospect.MatchFields()
	if !nouns[p.noun].known || p.noun != "prospects" {
		return all
	}
	mapped := slices.DeleteFunc(slices.Clone(all), func(f string) bool { _, ok := p.columnOf(f); return !ok })
	if len(mapped) == 0 {
		return all
	}
	return mapped
}

func (p *Page) matchName(field string) string {
	if field == "name" {
		return p.words.T("prospects.column.name")
	}
	return p.words.T("field." + field)
}

// matchOn takes a field in or out, in the order in which they are tried.
func (p *Page) matchOn(field string, on bool) {
	chosen := slices.DeleteFunc(prospect.MatchFields(), func(f string) bool {
		if f == field {
			return !on
		}
		return !slices.Contains(p.plan.match, f)
	})
	if len(chosen) == 0 {
		chosen = nil
	}
	p.plan.match = chosen
	p.replan()
}

// numbers are what the present plan would do.
func (p *Page) numbers() fyne.CanvasObject {
	w, r := p.words, p.check.result
	if r == nil {
		return style.Text(w.T("imports.checking", "n", w.Int(p.check.rows)), style.Small, palette.Sub, false)
	}
	return counts(p, r.Created, r.Updated, r.Skipped, r.RejectedCount)
}

// counts are the four numbers of an import, one a line.
func counts(p *Page, created, updated, skipped, rejected int) fyne.CanvasObject {
	w := p.words
	line := func(key string, n int, token palette.Token) fyne.CanvasObject {
		return style.Fixed(0, style.Grow(36), style.Row(8, style.Text(w.T(key), style.Small, palette.Sub, false), style.Spacer(),
			style.Baseline(4, style.Text(w.Int(n), style.Panel, token, true), style.Text(w.T("imports.unit"), style.Small, palette.Sub, false))))
	}
	lost := palette.Ink
	if rejected > 0 {
		lost = palette.BadText
	}
	return style.Column(0,
		line("imports.created", created, palette.Ink), style.Hairline(), line("imports.updated", updated, palette.Ink), style.Hairline(),
		line("imports.skipped", skipped, palette.Ink), style.Hairline(), line("imports.rejected", rejected, lost))
}
