package tables

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/data/crosstab"
	"shirube/data/measure"
)

// percent writes a fraction as a spreadsheet does, to one digit.
func percent(v float64) string { return strconv.FormatFloat(v*100, 'f', 1, 64) + "%" }

// itemsCard lists the items with what each becomes.
func (p *Page) itemsCard() fyne.CanvasObject {
	w := p.words
	rows := make([]fyne.CanvasObject, 0, len(p.plan.Items))
	for _, it := range p.plan.Items {
		rows = append(rows, p.itemRow(it))
	}
	return widgets.Card(w.T("tables.items"), w.T("tables.items.count", "n", w.Int(len(rows))), nil,
		container.NewVScroll(style.PadSides(0, 8, 0, 0, style.Column(0, rows...))))
}

// itemRow is one item: its name, what it becomes, its unit and how it adds up.
func (p *Page) itemRow(it *crosstab.Item) fyne.CanvasObject {
	w := p.words
	name := widgets.NewField(it.Item).Height(28)
	name.SetText(it.Name)
	name.OnCommit = func() { p.choose(it, func(c *crosstab.Choice) { c.Name = name.Text() }) }
	var takes []widgets.Option
	offer := func(t crosstab.Take) {
		takes = append(takes, widgets.Option{Key: string(t), Text: w.T("table.take." + string(t))})
	}
	switch it.Take {
	case crosstab.TakeTargets:
		offer(it.Take)
	case crosstab.TakeFormula:
		offer(it.Take)
		fallthrough
	default:
		offer(crosstab.TakeKPI)
		offer(crosstab.TakeMeasure)
	}
	offer(crosstab.TakeNothing)
	take := widgets.NewSelect(takes, string(it.Take), func(o widgets.Option) {
		p.choose(it, func(c *crosstab.Choice) { c.Take = crosstab.Take(o.Key) })
	}).Height(28)

	var units []widgets.Option
	known := false
	for _, u := range crosstab.Units {
		units = append(units, widgets.Option{Key: u.Word, Text: w.T("table.unit." + u.Word)})
		known = known || u.Word == it.Written
	}
	if !known {
		units = append(units, widgets.Option{Key: it.Written, Text: unitName(p, it)})
	}
	unit := widgets.NewSelect(units, it.Written, func(o widgets.Option) {
		p.choose(it, func(c *crosstab.Choice) { c.Unit = o.Key })
	}).Height(28)
	var ways []widgets.Option
	for _, o := range []measure.Over{measure.Sum, measure.Mean, measure.Last} {
		ways = append(ways, widgets.Option{Key: string(o), Text: w.T("tables.goes." + string(o))})
	}
	goes := widgets.NewSelect(ways, string(it.Goes), func(o widgets.Option) {
		p.choose(it, func(c *crosstab.Choice) { c.Goes = measure.Over(o.Key) })
	}).Height(28)
	second := []fyne.CanvasObject{style.Fixed(104, 0, unit), style.Fixed(120, 0, goes)}
	if it.Bare {
		kind := crosstab.Actual
		if it.Results == 0 {
			kind = crosstab.Target
		}
		second = append(second, style.Stretch(widgets.NewSelect([]widgets.Option{
			{Key: string(crosstab.Actual), Text: w.T("tables.kind.actual")}, {Key: string(crosstab.Target), Text: w.T("tables.kind.target")},
		}, string(kind), func(o widgets.Option) {
			p.choose(it, func(c *crosstab.Choice) { c.Kind = crosstab.Kind(o.Key) })
		}).Height(28)))
	} else {
		second = append(second, style.Spacer())
	}
	if it.Known {
		goes.Disable()
	}
	note := w.T("tables.item", "results", w.Int(it.Results), "targets", w.Int(it.Targets))
	switch {
	case it.Take == crosstab.TakeFormula:
		note = w.T("tables.item.formula", "formula", it.Formula)
	case it.Known:
		note += w.T("prospects.between") + w.T("tables.item.known")
	}
	return style.Column(4, style.Space(6),
		style.RowFill(8, style.Stretch(name), style.Fixed(style.Grow(176), 0, take)), style.RowFill(8, second...),
		style.Row(0, style.Stretch(widgets.NewCutText(note, style.Small, palette.Sub, false))), style.Space(4), style.Hairline())
}

func unitName(p *Page, it *crosstab.Item) string {
	if it.Written != "" {
		return it.Written
	}
	return p.words.T("tables.unit.none")
}

// choose keeps what the user said of an item and reads anew.
func (p *Page) choose(it *crosstab.Item, say func(*crosstab.Choice)) {
	c := p.options.Choices[it.Item]
	say(&c)
	choices := map[string]crosstab.Choice{}
	for name, other := range p.options.Choices {
		choices[name] = other
	}
	choices[it.Item] = c
	p.options.Choices = choices
	p.Reload()
}
