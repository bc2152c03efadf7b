package kpis

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"shirube/app/style"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/charts"
	"shirube/data/intake"
	"shirube/data/kpi"
)

// supposing is one KPI of the what-if.
type supposing struct {
	kpi  kpi.KPI
	what *widgets.Field
	now  *canvas.Text
	then *canvas.Text
	by   *canvas.Text
}

const supposeWidth = 112

// whatIfCard lets one suppose other values and shows at once what follows.
func (p *Page) whatIfCard(s state) fyne.CanvasObject {
	w := p.words
	targets := map[string]*float64{}
	var walk func([]*kpi.Node)
	walk = func(nodes []*kpi.Node) {
		for _, n := range nodes {
			targets[n.KPI.Key] = n.Value.Target
			walk(n.Children)
		}
	}
	walk(s.roots)
	cell := func(o fyne.CanvasObject) fyne.CanvasObject { return style.Fixed(style.Grow(supposeWidth), 0, o) }
	line := func(name fyne.CanvasObject, now, what, then, by, target fyne.CanvasObject) fyne.CanvasObject {
		return style.Fixed(0, style.Grow(40), style.Row(16, style.Stretch(name), cell(now), cell(what), cell(then), cell(by), cell(target)))
	}
	head := func(key string) *canvas.Text { return style.Right(w.T(key), style.Small, palette.Sub, true) }
	rows := style.Column(0)
	var all []*supposing
	note := style.Text("", style.Small, palette.Sub, false)
	apply := widgets.NewButton(w.T("kpis.what_if.apply"), widgets.Plain, nil)
	compute := func() {
		given := p.given(all)
		apply.Disable()
		if len(given) == 0 {
			for _, x := range all {
				x.show(kpi.Changed{}, p)
			}
			return
		}
		when := p.period
		task.Run(context.Background(), &p.planning, func(ctx context.Context, _ task.Progress) (kpi.Supposed, error) {
			return p.deps.KPIs.WhatIf(ctx, when, given)
		}, func(found kpi.Supposed, err error) {
			if err != nil {
				p.nav.Fail(err)
				return
			}
			changed := map[string]kpi.Changed{}
			for _, c := range found.KPIs {
				changed[c.KPI] = c
			}
			for _, x := range all {
				x.show(changed[x.kpi.Key], p)
			}
			if note.Text = ""; found.Projected {
				note.Text = w.T("kpis.what_if.projected")
			}
			note.Refresh()
			if !p.deps.ReadOnly {
				apply.Enable()
			}
		})
	}
	for i, k := range s.kpis {
		now := s.value(k.Key)
		x := &supposing{kpi: k, what: widgets.NewField(typedForm(now, k.Unit, w)).Height(28), now: style.Right(w.Value(now, k.Unit), style.Small, palette.Ink, false),
			then: style.Right("", style.Small, palette.Ink, true), by: style.Right("", style.Small, palette.Sub, false)}
		if k.Unit == "ratio" {
			x.what.Suffix("%")
		}
		x.what.OnChanged = func(text string) {
			x.what.SetError("")
			if _, ok := intake.ReadTyped(text, k.Unit); !ok && strings.TrimSpace(text) != "" {
				x.what.SetError(w.T("kpis.what_if.unread"))
				return
			}
			compute()
		}
		all = append(all, x)
		if i > 0 {
			rows.Add(style.Hairline())
		}
		rows.Add(line(widgets.NewCutText(p.name(k), style.Body, palette.Ink, k.Goal), x.now, x.what, x.then, x.by,
			style.Right(w.Value(targets[k.Key], k.Unit), style.Small, palette.Sub, false)))
	}
	apply.OnTapped = func() {
		var set []kpi.Target
		for key, v := range p.given(all) {
			set = append(set, kpi.Target{KPI: key, Period: p.period.String(), Value: v})
		}
		p.run(func(ctx context.Context) error { return p.deps.KPIs.SetTargets(ctx, set) }, w.T("kpis.what_if.applied", "n", w.Int(len(set)), "period", charts.PeriodName(p.period, w)))
	}
	apply.Disable()
	reset := widgets.NewButton(w.T("kpis.what_if.reset"), widgets.Plain, func() {
		for _, x := range all {
			x.what.SetText("")
		}
	})
	title := style.Fixed(0, style.Grow(28), style.Row(16, style.Stretch(style.Text(w.T("kpis.field.name"), style.Small, palette.Sub, true)),
		cell(head("kpis.field.value")), cell(style.Text(w.T("kpis.what_if.if"), style.Small, palette.Sub, true)), cell(head("kpis.what_if.then")), cell(head("kpis.what_if.by")), cell(head("kpis.field.target"))))
	return widgets.Card(w.T("kpis.what_if"), charts.PeriodName(p.period, w), style.Row(8, reset, apply),
		style.Column(0, title, style.Hairline(), style.Stretch(container.NewVScroll(rows)), style.Space(8), note))
}

// given are the values typed.
func (p *Page) given(all []*supposing) map[string]float64 {
	given := map[string]float64{}
	for _, x := range all {
		if v, ok := intake.ReadTyped(x.what.Text(), x.kpi.Unit); ok {
			given[x.kpi.Key] = v
		}
	}
	return given
}

// show writes what would become of the KPI; nothing where it stays.
func (x *supposing) show(c kpi.Changed, p *Page) {
	w := p.words
	x.then.Text, x.by.Text = "", ""
	if c.KPI != "" {
		x.then.Text, x.by.Text = w.Value(c.Then, x.kpi.Unit), w.SignedValue(c.Change, x.kpi.Unit)
		better := c.Change != nil && (*c.Change > 0) == (x.kpi.Direction == kpi.Up)
		x.by.Color = style.Color(palette.BadText)
		if better {
			x.by.Color = style.Color(palette.GoodText)
		}
	}
	x.then.Refresh()
	x.by.Refresh()
}
