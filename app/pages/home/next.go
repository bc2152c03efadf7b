package home

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shirube/app/route"
	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/charts"
	"shirube/data/kpi"
	"shirube/data/review"
)

// nextCard lists what to do next, the most pressing first, as many as fit.
func (p *Page) nextCard(steps []review.Step, t today) fyne.CanvasObject {
	w := p.words
	if len(steps) == 0 {
		return widgets.Card(w.T("home.next"), "", nil, widgets.EmptyState("check", w.T("home.next.empty"), nil))
	}
	wide, noted := style.Grow(104), style.Grow(230)
	next := make([]nextStep, 0, len(steps))
	for _, s := range steps {
		n := p.next(s, t)
		next = append(next, n)
		wide = max(wide, style.Width(n.button, style.Small, true)+24)
		noted = min(max(noted, style.Width(n.note, style.Small, false)+1), style.Grow(300))
	}
	rows := make([]fyne.CanvasObject, 0, len(steps))
	for i, n := range next {
		rows = append(rows, n.row(i == 0, noted, wide))
	}
	title := widgets.TitleLine(w.T("home.next"), w.T("home.next.count", "n", w.Int(len(steps))), nil)
	return container.NewStack(style.Box(palette.Card, palette.Line, 8),
		style.PadSides(6, 16, 0, 16, style.Column(0, style.Fixed(0, style.Grow(36), title), style.Stretch(widgets.NewClip(rows...)))))
}

// nextStep is a step in words, with what its button does.
type nextStep struct {
	icon                string
	token               palette.Token
	title, note, button string
	act                 func()
}

func (p *Page) next(s review.Step, t today) nextStep {
	w := p.words
	icon, token, act := "pencil", palette.Sub, func() {}
	title, note := "", ""
	key := "home.next." + string(s.Kind)
	switch s.Kind {
	case review.StepSignal:
		icon, token = "pulse", palette.Bad
		title = w.T(key, "name", s.Name, "period", p.periodLabel(s.Period), "rule", w.T("chart.rule."+s.Rule))
		note = p.usual(s, t)
		act = func() { p.nav.Go(route.Reviews{Period: s.Period, KPI: s.KPI}) }
	case review.StepAction:
		icon = "check"
		said := key
		if s.Action.Due < p.deps.Today() {
			said, token = key+".late", palette.Bad
		}
		title = w.T(said, "what", s.Action.Text, "owner", s.Action.Owner, "day", w.MonthDay(s.Action.Due.Time()))
		note = w.T(key+".note", "name", s.Name)
		act = func() { p.nav.Go(route.Reviews{Period: s.Period, KPI: s.KPI}) }
	case review.StepStalled:
		icon = "clock"
		title = w.T(key, "days", w.Int(review.StalledAfter), "n", w.Int(s.Deals))
		if s.Amount != nil {
			note = w.T(key+".note", "amount", w.Yen(float64(*s.Amount)))
		}
		act = func() { p.nav.Go(route.Prospects{IDs: s.Prospects, Title: title}) }
	case review.StepStale:
		title = w.T(key, "name", s.Name, "day", w.MonthDay(s.Since.Time()))
		note = w.T(key + ".note")
		act = func() { p.nav.Go(stalePlace(s)) }
	case review.StepTarget:
		icon = "flag"
		title, note = w.T(key, "name", s.Name), w.T(key+".note")
		act = func() { p.nav.Go(route.KPIs{Key: s.KPI, Tab: "targets"}) }
	case review.StepOwner:
		icon = "person"
		title, note = w.T(key, "name", s.Name), w.T(key+".note")
		act = func() { p.nav.Go(route.KPIs{Key: s.KPI}) }
	}
	return nextStep{icon, token, title, note, w.T(key + ".act"), act}
}

// row is a step beside the others, its note and its button as wide as theirs.
func (n nextStep) row(first bool, noted, wide float32) fyne.CanvasObject {
	kind := widgets.Plain
	if first {
		kind = widgets.Primary
	}
	row := style.Row(12, style.Image(n.icon, n.token, 18),
		style.Stretch(widgets.NewCutText(n.title, style.Small, palette.Ink, first)),
		style.Fixed(noted, 0, widgets.NewCutText(n.note, style.Small, palette.Sub, false)),
		style.Fixed(wide, 0, widgets.NewButton(n.button, kind, n.act)))
	return style.Fixed(0, style.Grow(44), style.Column(0, style.Hairline(), style.Stretch(row)))
}

// stalePlace is where a late number is typed: by day in the funnel's grid, by
// week or month on the sheet.
func stalePlace(s review.Step) route.Route {
	if s.Daily {
		return route.Funnels{Typing: true}
	}
	return route.Sheet{}
}

// usual says a signal's value beside its natural limits.
func (p *Page) usual(s review.Step, t today) string {
	w := p.words
	note := func(value, unit string, low, high *float64) string {
		if low == nil || high == nil {
			return value
		}
		return w.T("home.next.signal.note", "value", value, "range", w.Range(w.Value(low, unit), w.Value(high, unit)))
	}
	if g := t.goal; g != nil && g.KPI == s.KPI {
		unit := t.doc.Goal.KPI.Unit
		return note(w.Value(g.Value, unit), unit, g.Limits.Low, g.Limits.High)
	}
	for _, series := range t.doc.KPIs {
		for _, pt := range series.Points {
			if series.KPI.Key != s.KPI || pt.Period.String() != s.Period {
				continue
			}
			value, low, high := charts.ValueText(pt.Value, series.KPI.Unit, w), series.Low, series.High
			if pt.Low != nil && pt.High != nil {
				low, high = pt.Low, pt.High
			}
			return note(value, series.KPI.Unit, low, high)
		}
	}
	return ""
}

// steps gathers what to do next from the document and the workspace. A signal
// whose cause is known is no step any more; what was decided about it is.
func (p *Page) steps(t today) []review.Step {
	var steps, welcome, later []review.Step
	names := map[string]string{}
	if g := t.goal; g != nil && !review.Explained(t.causes, g.KPI, g.Period) {
		k := t.doc.Goal.KPI
		step := review.Step{Kind: review.StepSignal, KPI: g.KPI, Name: p.words.Name("kpi", k.Key, k.Name), Period: g.Period, Rule: string(g.Rule)}
		if g.Above == (k.Direction != kpi.Down) {
			welcome = append(welcome, step)
		} else {
			steps = append(steps, step)
		}
	}
	for _, s := range t.doc.KPIs {
		names[s.KPI.Key] = p.words.Name("kpi", s.KPI.Key, s.KPI.Name)
		for i := len(s.Points) - 1; i >= max(0, len(s.Points)-2); i-- {
			if pt := s.Points[i]; pt.Rule != "" {
				if review.Explained(t.causes, s.KPI.Key, pt.Period.String()) {
					break
				}
				step := review.Step{Kind: review.StepSignal, KPI: s.KPI.Key, Name: p.words.Name("kpi", s.KPI.Key, s.KPI.Name), Period: pt.Period.String(), Rule: pt.Rule}
				if _, good := charts.SignalText(s, i, p.words); good {
					welcome = append(welcome, step)
				} else {
					steps = append(steps, step)
				}
				break
			}
		}
		switch {
		case s.Last().Value.Target == nil && s.Measured() > 0:
			later = append(later, review.Step{Kind: review.StepTarget, KPI: s.KPI.Key, Name: p.words.Name("kpi", s.KPI.Key, s.KPI.Name)})
		case s.KPI.Owner == "":
			later = append(later, review.Step{Kind: review.StepOwner, KPI: s.KPI.Key, Name: p.words.Name("kpi", s.KPI.Key, s.KPI.Name)})
		}
	}
	actions := func(as []review.Action) []review.Step {
		var open []review.Step
		for _, a := range as {
			open = append(open, review.Step{Kind: review.StepAction, KPI: a.KPI, Name: names[a.KPI], Period: a.Period, Action: &a})
		}
		return open
	}
	steps = append(steps, actions(t.due)...)
	if t.stalled != nil {
		steps = append(steps, *t.stalled)
	}
	return slices.Concat(steps, t.stale, actions(t.ahead), welcome, later)
}
