package kpis

import (
	"context"
	"math"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shirube/app/route"
	"shirube/app/style"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/charts"
	"shirube/data/intake"
	"shirube/data/kpi"
)

// planCard runs the plan back from the goal to what is to be done each week; it
// computes anew when another amount is asked for.
func (p *Page) planCard(s state) fyne.CanvasObject {
	w := p.words
	goal, ok := kpi.KPI{}, false
	for _, k := range s.kpis {
		if k.Goal {
			goal, ok = k, true
		}
	}
	if !ok {
		return widgets.Card(w.T("kpis.plan"), "", nil, widgets.EmptyState("flag", w.T("kpis.plan.no_goal"),
			widgets.NewButton(w.T("kpis.build"), widgets.Primary, func() { p.nav.Go(route.Goal{}) })))
	}
	amount := widgets.NewField(w.T("kpis.plan.amount"))
	if target := s.year[goal.Key]; target != nil {
		amount.SetText(w.Value(target, goal.Unit))
	}
	body := style.Column(12)
	holder := container.NewVScroll(body)
	ask := func() {
		var asked *float64
		if text := strings.TrimSpace(amount.Text()); text != "" {
			v, ok := intake.ReadNumber(text)
			if !ok {
				amount.SetError(w.T("kpis.plan.unread"))
				return
			}
			asked = &v
		}
		amount.SetError("")
		year := p.year()
		task.Run(context.Background(), &p.planning, func(ctx context.Context, _ task.Progress) (kpi.Plan, error) {
			return p.deps.KPIs.Plan(ctx, asked, year)
		}, func(plan kpi.Plan, err error) {
			body.Objects = p.planned(s, goal, plan, err)
			holder.Refresh()
		})
	}
	ask()
	form := style.Row(8, style.Text(w.T("kpis.plan.ask", "name", p.name(goal), "period", charts.PeriodName(p.year(), w)), style.Small, palette.Sub, false),
		style.Fixed(176, 0, amount), widgets.NewButton(w.T("kpis.plan.act"), widgets.Primary, ask))
	return widgets.Card(w.T("kpis.plan"), w.T("kpis.plan.note"), nil, style.Column(16, form, style.Hairline(), style.Stretch(holder)))
}

// planned says what the plan asks for, or why there is none.
func (p *Page) planned(s state, goal kpi.KPI, plan kpi.Plan, err error) []fyne.CanvasObject {
	w := p.words
	if err != nil {
		text, hint := w.Error(err)
		return []fyne.CanvasObject{widgets.EmptyState("warning", text+" "+hint, nil)}
	}
	lines := []fyne.CanvasObject{
		style.Text(w.T("kpis.plan.so_far", "goal", w.Value(&plan.Goal, goal.Unit), "so_far", w.Value(plan.SoFar, goal.Unit)), style.Small, palette.Sub, false),
	}
	for _, e := range plan.Needed {
		unit, name := "count", p.called(s, e.KPI)
		for _, k := range s.kpis {
			if k.Key == e.KPI {
				unit = k.Unit
			}
		}
		if e.PerWeek == nil {
			lines = append(lines, style.Text(w.T("kpis.plan.never", "name", name), style.Panel, palette.BadText, true))
			continue
		}
		whole := math.Ceil(*e.PerWeek - 1e-9)
		lines = append(lines, style.Column(2,
			style.Text(w.T("kpis.plan.weekly", "name", name, "value", w.Value(&whole, unit)), style.Panel, palette.Ink, true),
			style.Text(w.T("kpis.plan.range", "low", w.Value(e.Low, unit), "high", w.Value(e.High, unit), "now", w.Value(&e.Now, unit)), style.Small, palette.Sub, false)))
	}
	return append(lines, style.NewParagraph(w.T("kpis.plan.chance", "chance", charts.ChanceText(plan.Probability, w), "now", charts.ChanceText(plan.Now, w)), style.Body, palette.Ink, 640),
		style.NewParagraph(w.T("kpis.plan.how"), style.Small, palette.Sub, 640))
}
