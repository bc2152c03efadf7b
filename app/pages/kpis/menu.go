package kpis

import (
	"context"

	"shirube/app/dialogs"
	"shirube/app/route"
	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/charts"
	"shirube/data/kpi"
)

// menu is what can be done with a KPI in the tree; each can be undone.
func (p *Page) menu(s state, k kpi.KPI) []widgets.MenuItem {
	w := p.words
	items := []widgets.MenuItem{
		{Text: w.T("kpis.menu.add"), Tapped: func() { p.edit(s, kpi.KPI{Controllable: true, Parent: k.Key}, true) }},
		{Text: w.T("kpis.menu.edit"), Tapped: func() { p.edit(s, k, false) }},
		{Text: w.T("kpis.menu.move"), Tapped: func() { p.move(s, k) }, Disabled: k.Goal},
		{Text: w.T("kpis.menu.delete"), Tapped: func() { p.remove(k) }},
	}
	for i := range items {
		items[i].Disabled = items[i].Disabled || p.deps.ReadOnly
	}
	return items
}

// move asks under which KPI another is to stand.
func (p *Page) move(s state, k kpi.KPI) {
	w := p.words
	options := []widgets.Option{{Key: "", Text: w.T("kpis.form.no_parent")}}
	for _, other := range s.kpis {
		if other.Key != k.Key {
			options = append(options, widgets.Option{Key: other.Key, Text: p.name(other)})
		}
	}
	dialogs.Pick(p.nav.Window(), w, w.T("kpis.move.title", "name", p.name(k)), options, k.Parent, func(o widgets.Option) {
		moved := k
		moved.Parent = o.Key
		p.run(func(ctx context.Context) error { return p.deps.KPIs.Save(ctx, moved) }, w.T("kpis.saved", "name", p.name(k)))
	})
}

// gap says by how much what stands under a KPI doesn't give it, "" where it does.
func (p *Page) gap(s state) string {
	w := p.words
	for _, g := range s.gaps {
		if g.Gap == nil || g.Fits {
			continue
		}
		for _, k := range s.kpis {
			if k.Key == g.KPI {
				return w.T("kpis.gap", "name", p.name(k), "gap", w.SignedValue(g.Gap, k.Unit), "made", w.Value(g.Made, k.Unit))
			}
		}
	}
	return ""
}

// mend is the way out of a symptom, as a link: at once where that can be done
// without a person, else where one does it.
func (p *Page) mend(s state, k kpi.KPI, h kpi.Symptom) *widgets.Button {
	if len(h.Mends) == 0 || p.deps.ReadOnly {
		return nil
	}
	w, m := p.words, h.Mends[0]
	text := charts.MendText(m, k.Unit, func(key string) string { return p.called(s, key) }, w)
	act := func() {
		p.run(func(ctx context.Context) error { return p.deps.KPIs.Mend(ctx, m) }, w.T("kpis.mended", "text", text))
	}
	switch m.Kind {
	case kpi.MendName, kpi.MendEdit:
		act = func() { p.edit(s, k, false) }
	case kpi.MendEnter:
		act = func() { p.nav.Go(route.Sheet{Measure: typed(s, k)}) }
	case kpi.MendReview:
		act = func() { p.nav.Go(route.Reviews{KPI: k.Key, Period: m.Period}) }
	}
	return widgets.NewLink(style.Cut(text, style.Small, false, panelWidth-32-22-scrollBar), act)
}
