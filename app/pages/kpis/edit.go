package kpis

import (
	"context"
	"strings"

	"shirube/app/dialogs"
	"shirube/app/style"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/data/kpi"
	"shirube/data/measure"
	"shirube/data/period"
)

var (
	units      = []string{"count", "ratio", "yen", "days"}
	directions = []string{"up", "down"}
	grains     = []string{"week", "month", "quarter", "year"}
)

// edit opens the form of a KPI, with the formula's result while one types.
func (p *Page) edit(s state, k kpi.KPI, fresh bool) {
	w := p.words
	name, formula, owner := widgets.NewField(w.T("kpis.form.name")), widgets.NewField(w.T("kpis.form.formula")), widgets.NewField("")
	name.SetText(k.Name)
	if k.Name == "" && !fresh {
		name.SetText(p.name(k))
	}
	owner.SetText(k.Owner)
	choice := func(prefix string, keys []string, now string) *widgets.Select {
		options := make([]widgets.Option, len(keys))
		for i, key := range keys {
			options[i] = widgets.Option{Key: key, Text: w.T(prefix + key)}
		}
		if now == "" {
			now = keys[0]
		}
		return widgets.NewSelect(options, now, nil)
	}
	unit, direction := choice("kpis.unit.", units, k.Unit), choice("kpis.direction.", directions, string(k.Direction))
	grain := k.Grain
	if grain == "" {
		grain = period.Month
	}
	every := choice("kpis.grain.", grains, string(grain))
	parents := []widgets.Option{{Key: "", Text: w.T("kpis.form.no_parent")}}
	for _, other := range s.kpis {
		if other.Key != k.Key {
			parents = append(parents, widgets.Option{Key: other.Key, Text: p.name(other)})
		}
	}
	parent := widgets.NewSelect(parents, k.Parent, nil)
	lead, control, goal := widgets.NewCheck(w.T("kpis.form.lead"), k.Lead, nil), widgets.NewCheck(w.T("kpis.form.controllable"), k.Controllable, nil), widgets.NewCheck(w.T("kpis.form.goal"), k.Goal, nil)
	preview := style.NewParagraph(w.T("kpis.form.preview"), style.Small, palette.Sub, 400)
	var trying task.Group
	formula.OnChanged = func(text string) { p.preview(&trying, preview, text, unit.Key()) }
	formula.SetText(k.Formula)
	insert := widgets.NewSelect(p.names(s, k.Key), "", func(o widgets.Option) {
		formula.SetText(strings.TrimSpace(formula.Text() + " " + o.Key))
	})
	insert.Placeholder = w.T("kpis.form.insert")
	title := w.T("kpis.form.edit", "name", p.name(k))
	if fresh {
		title = w.T("kpis.add")
	}
	dialogs.Form(p.nav.Window(), w, dialogs.Sheet{Title: title, Act: w.T("common.save"), Width: 480, Lines: []dialogs.Line{
		{Label: w.T("kpis.field.name"), Entry: name},
		{Label: w.T("kpis.formula"), Entry: style.Column(6, formula, insert, preview)},
		{Label: w.T("kpis.form.kind"), Entry: style.Grid(3, 8, unit, direction, every)},
		{Label: w.T("kpis.form.owner"), Entry: style.Grid(2, 8, owner, parent)},
		{Entry: style.Row(16, lead, control, goal)},
	}}, func() bool {
		if strings.TrimSpace(name.Text()) == "" {
			name.SetError(w.T("kpis.form.name.missing"))
			return false
		}
		if _, err := kpi.ParseFormula(formula.Text()); err != nil {
			text, _ := w.Error(err)
			formula.SetError(text)
			return false
		}
		saved, save := k, p.deps.KPIs.Save
		saved.Name, saved.Formula, saved.Owner = strings.TrimSpace(name.Text()), formula.Text(), strings.TrimSpace(owner.Text())
		saved.Unit, saved.Direction, saved.Grain = unit.Key(), kpi.Direction(direction.Key()), period.Grain(every.Key())
		saved.Parent, saved.Lead, saved.Controllable, saved.Goal = parent.Key(), lead.Checked(), control.Checked(), goal.Checked()
		if fresh {
			saved.Key, save = measure.KeyOf(saved.Name), p.deps.KPIs.Add
		}
		p.key = saved.Key
		p.run(func(ctx context.Context) error { return save(ctx, saved) }, w.T("kpis.saved", "name", saved.Name))
		return true
	})
}

// names are what a formula can be made of.
func (p *Page) names(s state, without string) []widgets.Option {
	var options []widgets.Option
	for _, m := range s.measures {
		options = append(options, widgets.Option{Key: m.Key, Text: p.words.Name("measure", m.Key, m.Name), Note: m.Key})
	}
	for _, k := range s.kpis {
		if k.Key != without {
			options = append(options, widgets.Option{Key: k.Key, Text: p.name(k), Note: k.Key})
		}
	}
	return options
}

// preview shows what a formula gives over the period, or what is wrong with it.
func (p *Page) preview(lane *task.Group, at *style.Paragraph, formula, unit string) {
	shown := p.period
	task.Run(context.Background(), lane, func(ctx context.Context, _ task.Progress) (kpi.Value, error) {
		return p.deps.KPIs.Preview(ctx, formula, shown)
	}, func(v kpi.Value, err error) {
		if err != nil {
			text, hint := p.words.Error(err)
			at.SetText(text + " " + hint)
			return
		}
		at.SetText(p.result(&chosen{kpi: kpi.KPI{Unit: unit}, value: v}))
	})
}
