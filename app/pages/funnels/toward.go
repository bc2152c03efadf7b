package funnels

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"shirube/app/dialogs"
	"shirube/app/route"
	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/charts"
	"shirube/data/funnel"
	"shirube/data/intake"
	"shirube/data/kpi"
)

// towards are what steps can be raised to, in the order of the choice.
var towards = []route.Toward{route.TowardReference, route.TowardTarget, route.TowardTyped}

// raised is what raising steps to a target or a typed rate would bring: of all
// together and of each group.
type raised struct {
	targets                 map[string]kpi.StepTarget // by stage; nil of typed rates
	ranking, byGroup        []funnel.Bottleneck
	unmoved, unmovedByGroup []funnel.Unmoved
}

func (p *Page) loadRaised(ctx context.Context, stages []funnel.Stage, q, whole funnel.Question, to route.Toward, aims funnel.Aims) (r raised, err error) {
	if to == route.TowardTarget {
		if r.targets, err = p.deps.KPIs.StepTargets(ctx, stages); err != nil {
			return r, err
		}
		aims = funnel.Aims{}
		for stage, t := range r.targets {
			aims[stage] = t.Rate
		}
	}
	if r.ranking, r.unmoved, err = p.deps.Funnels.Raise(ctx, whole, aims); err != nil {
		return r, err
	}
	r.byGroup, r.unmovedByGroup, err = p.deps.Funnels.Raise(ctx, q, aims)
	return r, err
}

// unmoved are the steps of what is shown that a gain can't be stated for. That
// nothing was typed is no news, and that a step has no target is said once.
func (p *Page) unmoved(a answer) []funnel.Unmoved {
	all := a.raised.unmovedByGroup
	if p.all && !p.each {
		all = a.raised.unmoved
	}
	return slices.DeleteFunc(slices.Clone(all), func(u funnel.Unmoved) bool {
		return u.Aim == nil && (p.toward == route.TowardTyped || p.all && p.each) || !p.all && !same(u.Group, p.group)
	})
}

func (p *Page) unmovedRow(u funnel.Unmoved, a answer) fyne.CanvasObject {
	w := p.words
	return style.Column(0, style.Hairline(), style.PadSides(4, 0, 4, 24, style.Column(2,
		widgets.NewCutText(p.stepName(u.Group, u.Stage, a), style.Body, palette.Ink, false),
		style.NewParagraph(charts.UnmovedText(u, w), style.Small, palette.Sub, sideWidth-80))))
}

// towardSelect chooses what the steps are raised to.
func (p *Page) towardSelect(a answer, g funnel.Group) fyne.CanvasObject {
	w := p.words
	options := make([]widgets.Option, len(towards))
	for i, t := range towards {
		options[i] = widgets.Option{Key: string(t), Text: w.T("funnels.toward." + string(t))}
	}
	var s *widgets.Select
	s = widgets.NewSelect(options, string(p.toward), func(o widgets.Option) {
		if to := route.Toward(o.Key); to != route.TowardTyped {
			p.change(func() { p.toward = to })()
			return
		}
		s.SetKey(string(p.toward))
		p.typeRates(a, g)
	}).Height(28)
	s.Tip = w.T("funnels.toward.tip")
	return s
}

// typeRates asks for a rate per step, beside today's of the group shown. An
// empty one leaves its step out.
func (p *Page) typeRates(a answer, g funnel.Group) {
	w := p.words
	sheet := dialogs.Sheet{Title: w.T("funnels.toward.title"), Note: w.T("funnels.toward.note"), Act: w.T("funnels.toward.act")}
	var stages []string
	var fields []*widgets.Field
	for _, c := range g.Stages[min(1, len(g.Stages)):] {
		field := widgets.NewField("").Suffix("%")
		if rate, typed := p.rates[c.Stage]; typed {
			field.SetText(w.Number(rate*100, 1))
		}
		sheet.Lines = append(sheet.Lines, dialogs.Line{Label: p.stepName(nil, c.Stage, a), Note: w.T("funnels.toward.now", "rate", w.Value(c.FromPrevious, "ratio")), Entry: field})
		stages, fields = append(stages, c.Stage), append(fields, field)
	}
	dialogs.Form(p.nav.Window(), w, sheet, func() bool {
		rates, right := funnel.Aims{}, true
		for i, f := range fields {
			f.SetError("")
			if f.Text() == "" {
				continue
			}
			rate, ok := intake.ReadTyped(f.Text(), "ratio")
			if !ok || rate < 0 || rate > 1 {
				f.SetError(w.T("funnels.toward.wrong"))
				right = false
			}
			rates[stages[i]] = rate
		}
		if right {
			p.toward, p.rates = route.TowardTyped, rates
			if len(rates) == 0 {
				p.toward = route.TowardReference
			}
			p.Reload()
		}
		return right
	})
}
