package reviews

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/charts"
	"shirube/data/kpi"
	"shirube/data/review"
)

// about is what a cause is written about.
type about struct{ kpi, period string }

// draft is a cause while it is being written.
type draft struct {
	category string
	text     string
	evidence []review.Evidence
	shift    bool
}

// draft gives what is being written about the chosen finding, or what was
// written before; keep is called with every change, so that it outlives a
// reading of the page.
func (p *Page) draft(f found) (d *draft, keep func()) {
	at := about{f.chosen.KPI, p.period.String()}
	if d = p.drafts[at]; d == nil {
		d = &draft{}
		if c := f.chosen.Cause; c != nil {
			*d = draft{string(c.Category), c.Text, slices.Clone(c.Evidence), c.Shift}
		}
	}
	return d, func() { p.drafts[at] = d }
}

// writingCard is the cause of the chosen signal over what is done about it.
func (p *Page) writingCard(f found) fyne.CanvasObject {
	return container.NewStack(style.Box(palette.Card, palette.Line, 8), style.PadSides(10, 16, 8, 16,
		style.Column(6, p.cause(f), style.Hairline(), style.Stretch(p.actions(f)))))
}

func (p *Page) cause(f found) fyne.CanvasObject {
	w, k := p.words, f.kpis[f.chosen.KPI]
	if !f.chosen.Signal && f.chosen.Cause == nil {
		return style.Column(4, widgets.TitleLine(w.T("reviews.cause"), p.name(k), nil),
			style.NewParagraph(w.T("reviews.cause.none"), style.Small, palette.Sub, 600))
	}
	d, keep := p.draft(f)
	options := make([]widgets.Option, len(review.Categories))
	for i, c := range review.Categories {
		options[i] = widgets.Option{Key: string(c), Text: w.T("review.category." + string(c))}
	}
	category := widgets.NewSelect(options, d.category, func(o widgets.Option) { d.category = o.Key; keep() }).Height(28)
	category.Placeholder = w.T("reviews.cause.category")
	text := widgets.NewTextArea(w.T("reviews.cause.placeholder"), 2)
	text.SetText(d.text)
	text.OnChanged = func(typed string) { d.text = typed; keep(); text.SetError("") }
	save := widgets.NewButton(w.T("common.save"), widgets.Plain, nil).Height(28)
	save.OnTapped = func() {
		if d.category == "" {
			category.OnTapped()
			return
		}
		cause := review.Cause{KPI: k.Key, Period: p.period.String(), Category: review.Category(d.category), Text: d.text, Evidence: d.evidence, Shift: d.shift}
		if text.Text() == "" {
			text.SetError(w.T("reviews.cause.missing"))
			return
		}
		against := p.before(p.period)
		p.act(w.T("reviews.cause.saved", "name", p.name(k)), func(ctx context.Context) error {
			return p.deps.Reviews.Explain(ctx, cause, against)
		}, func() { delete(p.drafts, about{cause.KPI, cause.Period}) })
	}
	text.OnCommit = save.OnTapped
	p.entry = text
	shift := widgets.NewCheck(w.T("reviews.cause.shift"), d.shift, func(on bool) { d.shift = on; keep() })
	if p.deps.ReadOnly {
		text.Disable()
		category.Disable()
		save.Disable()
		shift.Disable()
	}
	tools := style.Row(8, shift, style.Fixed(style.Grow(176), 0, category), save)
	note := widgets.NewCutText(p.name(k), style.Small, palette.Sub, false)
	return style.Column(6,
		style.Row(12, style.Text(w.T("reviews.cause"), style.Body, palette.Ink, true), style.Stretch(style.Column(0, style.Space(8), note)), tools),
		text, p.evidence(f, d, keep))
}

// evidence is the numbers that speak for the cause; more are taken from the
// KPI's channels.
func (p *Page) evidence(f found, d *draft, keep func()) fyne.CanvasObject {
	w, unit := p.words, f.kpis[f.chosen.KPI].Unit
	bar := style.Row(6)
	var fill func()
	fill = func() {
		bar.Objects = []fyne.CanvasObject{style.Text(w.T("reviews.evidence"), style.Small, palette.Sub, false), style.Space(4)}
		for i, e := range d.evidence {
			chip := widgets.NewChip(evidenceText(e, unit, w.Value, w.Rate), "", widgets.Filter, nil)
			chip.OnRemoved = func() {
				d.evidence = slices.Delete(d.evidence, i, i+1)
				keep()
				fill()
			}
			if p.deps.ReadOnly {
				chip.Disable()
			}
			bar.Objects = append(bar.Objects, chip)
		}
		if options := p.evidenceOptions(f, d); len(options) > 0 && !p.deps.ReadOnly {
			var add *widgets.Chip
			add = widgets.NewChip(w.T("reviews.evidence.add"), "", widgets.Add, func() {
				var done func()
				picker := widgets.NewPicker(options, "", w.T("dialogs.search"), 320, func(o widgets.Option) {
					done()
					i := slices.IndexFunc(f.channels, func(v kpi.Value) bool { return charts.GroupName(v.Group, w) == o.Key })
					v := f.channels[i]
					d.evidence = append(d.evidence, review.Evidence{Label: o.Key, Value: v.Value, Numerator: v.Numerator, Denominator: v.Denominator})
					keep()
					fill()
				})
				done = widgets.ShowUnder(add, picker.Object())
				picker.OnEscape = done
				picker.Focus()
			})
			bar.Objects = append(bar.Objects, add)
		}
		bar.Refresh()
	}
	fill()
	return style.Fixed(0, style.Grow(24), bar)
}

// evidenceOptions are the channels that are not evidence yet.
func (p *Page) evidenceOptions(f found, d *draft) []widgets.Option {
	w := p.words
	var options []widgets.Option
	for _, v := range f.channels {
		name := charts.GroupName(v.Group, w)
		if v.Value == nil || slices.ContainsFunc(d.evidence, func(e review.Evidence) bool { return e.Label == name }) {
			continue
		}
		options = append(options, widgets.Option{Key: name, Text: name, Note: charts.ValueText(v, f.kpis[f.chosen.KPI].Unit, w)})
	}
	return options
}

// evidenceText writes 展示会 5/38 13.2%.
func evidenceText(e review.Evidence, unit string, value func(*float64, string) string, rate func(n, d float64) string) string {
	text := e.Label
	if unit == "ratio" && e.Numerator != nil && e.Denominator != nil {
		text += " " + rate(*e.Numerator, *e.Denominator)
	}
	return text + " " + value(e.Value, unit)
}
