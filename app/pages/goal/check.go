package goal

import (
	"cmp"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/charts"
	"shirube/data/kpi"
	"shirube/data/report"
)

// checkStep asks of every KPI whether it can be acted on, who answers for it
// and whether it says something one can do.
func (p *Page) checkStep() fyne.CanvasObject {
	w := p.words
	head := style.Fixed(0, style.Grow(28), style.Row(12,
		style.Stretch(style.Text(w.T("goal.column.concrete"), style.Small, palette.Sub, true)),
		style.Fixed(style.Grow(176), 0, style.Text(w.T("goal.column.control"), style.Small, palette.Sub, true)),
		style.Fixed(style.Grow(ownerWidth), 0, style.Text(w.T("goal.column.owner"), style.Small, palette.Sub, true))))
	list := style.Column(0)
	health := map[string]*fyne.Container{}
	for _, f := range p.draft.Kept()[1:] {
		if !f.Chosen {
			continue
		}
		key := f.Key
		control := widgets.NewCheck(w.T("goal.controllable"), f.Controllable, func(on bool) {
			p.draft.Find(key).Controllable = on
			p.changed(false)
		})
		owner := p.ownerSelect(key)
		if p.deps.ReadOnly {
			control.Disable()
			owner.Disable()
		}
		p.rows = append(p.rows, &row{key: key, owner: owner})
		if p.begin == nil {
			p.begin = func() { p.nav.Window().Canvas().Focus(control) }
		}
		health[key] = style.Column(2)
		if len(list.Objects) > 0 {
			list.Add(style.Hairline())
		}
		list.Add(style.PadSides(8, 0, 8, 0, style.Row(12,
			style.Stretch(style.Column(2, widgets.NewCutText(p.concrete(f), style.Body, palette.Ink, true), health[key])),
			style.Fixed(style.Grow(176), 0, control),
			style.Fixed(style.Grow(ownerWidth), 0, owner))))
	}
	whole, sums := style.Column(8), style.Column(4)
	side := style.Column(16,
		widgets.Card(w.T("goal.sums"), "", nil, sums),
		style.Stretch(widgets.Card(w.T("kpis.health"), "", nil, container.NewVScroll(whole))))
	p.computed = func() {
		symptoms := p.symptoms()
		for key, at := range health {
			at.Objects = p.healthOf(symptoms, key)
		}
		whole.Objects, sums.Objects = p.healthOf(symptoms, ""), p.sums()
		list.Refresh()
		side.Refresh()
	}
	table := style.Column(0, head, style.Hairline(), style.Stretch(widgets.NewScroll(list)))
	return style.RowFill(16,
		style.Stretch(widgets.Card(w.T("goal.check"), w.T("goal.check.note"), nil, table)),
		style.Fixed(sideWidth, 0, side))
}

// concrete says a KPI as something to do: 月間で91件の新規アポ獲得数.
func (p *Page) concrete(f *kpi.Factor) string {
	w, value := p.words, p.words.Value(f.Target, f.Unit)
	switch {
	case f.Target == nil:
		return p.called(f.KPI)
	case f.Unit == "count":
		return w.T("goal.concrete.count", "value", value, "name", p.called(f.KPI))
	case f.Direction == kpi.Down:
		return w.T("goal.concrete.down", "value", value, "name", p.called(f.KPI))
	}
	return w.T("goal.concrete.level", "value", value, "name", p.called(f.KPI))
}

// symptoms are the health rules over the draft.
func (p *Page) symptoms() []kpi.Symptom {
	facts := map[string]kpi.Fact{}
	for _, f := range p.draft.Kept() {
		s := p.series(f)
		var fact kpi.Fact
		for _, point := range s.Points {
			fact.Values = append(fact.Values, point.Value)
		}
		fact.Mean = s.Mean
		fact.Low, fact.High = limits(s)
		facts[f.Key] = fact
	}
	return kpi.Diagnose(p.book(), facts)
}

// limits are a series' natural limits, those of its last point where they vary.
func limits(s report.Series) (low, high *float64) {
	if len(s.Points) == 0 {
		return nil, nil
	}
	last := s.Points[len(s.Points)-1]
	return cmp.Or(s.Low, last.Low), cmp.Or(s.High, last.High)
}

// healthOf words the symptoms of a factor, or with "" those of the whole and of
// the goal.
func (p *Page) healthOf(symptoms []kpi.Symptom, key string) []fyne.CanvasObject {
	w, goal := p.words, p.draft.Goal().Key
	var rows []fyne.CanvasObject
	add := func(state widgets.State, text string) {
		width := float32(sideWidth - 54)
		if key != "" {
			width = 400
		}
		rows = append(rows, style.RowFill(8, style.Column(0, style.Space(3), widgets.StateMark(state, "")), style.Stretch(style.NewParagraph(text, style.Small, palette.Ink, width))))
	}
	f := p.draft.Find(cmp.Or(key, goal))
	if key != "" && f.Target == nil {
		add(widgets.Caution, w.T("goal.verdict.no_target"))
	}
	for _, s := range symptoms {
		if s.KPI == key || key == "" && s.KPI == goal && s.Code != kpi.NoOwner {
			add(widgets.Caution, charts.SymptomText(s, f.Unit, p.key, w))
		}
	}
	if len(rows) == 0 {
		add(widgets.OnTrack, w.T("goal.check.good"))
	}
	return rows
}

// owners are all who answer for a KPI, here or elsewhere in the workspace.
func (p *Page) owners() []string {
	all := slices.Clone(p.facts.owners)
	for _, f := range p.draft.Factors {
		all = append(all, f.Owner)
	}
	slices.Sort(all)
	return slices.DeleteFunc(slices.Compact(all), func(o string) bool { return o == "" })
}
