package goal

import (
	"context"

	"shirube/app/dialogs"
	"shirube/app/style"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/charts"
	"shirube/data/kpi"
	"shirube/data/period"
)

// choose asks what a factor is counted by: a measure, one measure over another,
// or a number typed by hand, with last month's value while one chooses.
func (p *Page) choose(key string) {
	w, f := p.words, p.draft.Find(key)
	var options []widgets.Option
	for _, m := range p.facts.measures {
		options = append(options, widgets.Option{Key: m.Key, Text: w.Name("measure", m.Key, m.Name), Note: m.Key})
	}
	hand := widgets.Option{Key: byHand, Text: w.T("goal.measure.hand")}
	over := widgets.NewSelect(append([]widgets.Option{hand}, options...), byHand, nil)
	under := widgets.NewSelect(append([]widgets.Option{{Key: "", Text: w.T("goal.indicator.whole")}}, options...), "", nil)
	unit := widgets.NewSelect([]widgets.Option{
		{Key: "count", Text: w.T("kpis.unit.count")}, {Key: "ratio", Text: w.T("kpis.unit.ratio")},
		{Key: "yen", Text: w.T("kpis.unit.yen")}, {Key: "days", Text: w.T("kpis.unit.days")},
	}, f.Unit, nil)
	direction := widgets.NewSelect([]widgets.Option{
		{Key: string(kpi.Up), Text: w.T("kpis.direction.up")}, {Key: string(kpi.Down), Text: w.T("kpis.direction.down")},
	}, string(f.Direction), nil)
	formula := widgets.NewField(w.T("kpis.form.formula"))
	said := style.NewParagraph(w.T("goal.indicator.help"), style.Small, palette.Sub, 440)
	var trying task.Group
	try := func() { p.preview(&trying, said, formula.Text(), unit.Key()) }
	formula.OnChanged = func(string) { try() }
	build := func(widgets.Option) {
		switch {
		case over.Key() == byHand:
			formula.SetText("")
			return
		case under.Key() == "":
			formula.SetText(over.Key())
		default:
			if unit.Key() == "count" {
				unit.SetKey("ratio")
			}
			formula.SetText(over.Key() + " / " + under.Key())
		}
	}
	over.OnChanged, under.OnChanged = build, build
	unit.OnChanged = func(widgets.Option) { try() }
	formula.SetText(f.Formula)
	lines := []dialogs.Line{
		{Label: w.T("goal.indicator.over"), Entry: style.Grid(2, 8, over, under)},
		{Label: w.T("kpis.formula"), Note: w.T("goal.indicator.formula"), Entry: style.Column(6, formula, said)},
		{Label: w.T("goal.indicator.unit"), Entry: style.Grid(2, 8, unit, direction)},
	}
	if len(p.draft.Parts(key)) > 0 {
		said.SetText(w.T("goal.indicator.parts", "formula", p.formula(f)))
	}
	dialogs.Form(p.nav.Window(), w, dialogs.Sheet{Title: w.T("goal.indicator.choose", "name", p.called(f.KPI)), Act: w.T("common.save"), Width: 480, Lines: lines}, func() bool {
		if formula.Text() != "" {
			if _, err := kpi.ParseFormula(formula.Text()); err != nil {
				text, _ := w.Error(err)
				formula.SetError(text)
				return false
			}
		}
		f := p.draft.Find(key)
		f.Unit, f.Direction = unit.Key(), kpi.Direction(direction.Key())
		if f.Formula = formula.Text(); f.Formula == "" {
			p.draft.ByHand(f, w.T("goal.hand", "name", p.called(f.KPI)), p.keys())
		}
		p.changed(true)
		p.show()
		return true
	})
}

// preview shows what a formula gave last month, or what is wrong with it.
func (p *Page) preview(lane *task.Group, at *style.Paragraph, formula, unit string) {
	if formula == "" {
		at.SetText(p.words.T("goal.indicator.help"))
		return
	}
	c := p.deps.Calendar()
	last := c.Previous(c.Of(period.Month, p.deps.KPIs.Today()))
	task.Run(context.Background(), lane, func(ctx context.Context, _ task.Progress) (kpi.Value, error) {
		return p.deps.KPIs.Preview(ctx, formula, last)
	}, func(v kpi.Value, err error) {
		if err != nil {
			text, hint := p.words.Error(err)
			at.SetText(text + " " + hint)
			return
		}
		at.SetText(p.words.T("goal.indicator.said", "period", charts.PeriodName(last, p.words), "value", charts.ValueText(v, unit, p.words)))
	})
}
