package kpis

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/charts"
	"shirube/data/kpi"
)

// sideWidth is that of the card about the current cell.
const sideWidth = 424

// showSide tells of the current cell: whether its target fits what was, what the
// past suggests, and what was set before.
func (t *targets) showSide() {
	w, k := t.page.words, t.sheet.KPI
	_, column := t.grid.Place()
	a, l := t.asked(column), t.level()
	title := w.T("kpis.targets.cell", "period", charts.PeriodName(a.Period, w), "level", w.T("kpi.level."+string(l)))
	past := t.pastOf(a, l)
	choice := widgets.NewSegmented([]string{w.T("kpis.targets.suggestions"), w.T("kpis.targets.history", "n", w.Int(len(past)))}, 0, func(i int) {
		t.history = i == 1
		t.showSide()
	})
	list := t.suggestions(column, a)
	if t.history {
		choice.Select(1)
		list = t.changed(past)
	}
	now := style.Text(w.Value(a.At(l), k.Unit), style.Panel, palette.Ink, true)
	widgets.Rebuild(t.side, style.Column(8,
		style.Row(8, style.Stretch(widgets.NewCutText(title, style.Body, palette.Ink, true)), now),
		t.fits(a, l, column == len(t.sheet.Months)),
		style.Row(8, choice, style.Spacer(), widgets.StateMark(widgets.StateOf(charts.MarkOf(a.Value.State)), charts.StateWord(a.Value.State, w))),
		style.Stretch(container.NewVScroll(list))))
}

// fits says in a sentence how a target lies to what was.
func (t *targets) fits(a kpi.Asked, l kpi.Level, yearly bool) fyne.CanvasObject {
	w, k, v := t.page.words, t.sheet.KPI, a.At(l)
	say := func(text string, token palette.Token) fyne.CanvasObject {
		return widgets.NewCutText(text, style.Small, token, false)
	}
	switch {
	case v == nil:
		return say(w.T("kpis.targets.fit.none"), palette.Sub)
	case yearly && a.Set[l] == nil:
		return say(w.T("kpis.targets.fit.sum"), palette.Sub)
	case yearly:
		return say(w.T("kpis.targets.fit.year"), palette.Sub)
	case t.sheet.Low == nil || t.sheet.High == nil:
		return say(w.T("kpis.targets.fit.short"), palette.Sub)
	}
	met, of := t.sheet.Met(*v)
	text, token := "within", palette.Sub
	if fit := k.Fit(*v, t.sheet.Low, t.sheet.High); fit != "" {
		text, token = fit, palette.CautionText
	}
	return say(w.T("kpis.targets.fit."+text, "met", w.Int(met), "of", w.Int(of)), token)
}

// suggestions are what the past gives reason for, each taken by its link.
func (t *targets) suggestions(column int, a kpi.Asked) fyne.CanvasObject {
	w, k := t.page.words, t.sheet.KPI
	if len(a.Suggested) == 0 {
		return style.NewParagraph(w.T("kpis.targets.suggestions.none"), style.Small, palette.Sub, sideWidth-32)
	}
	rows := style.Column(0)
	for i, s := range a.Suggested {
		if i > 0 {
			rows.Add(style.Hairline())
		}
		take := widgets.NewLink(w.T("kpis.targets.take"), func() {
			t.do([]kpi.Target{{KPI: k.Key, Period: a.Period.String(), Value: s.Value, Level: s.Level}})
		})
		if t.page.deps.ReadOnly {
			take.Disable()
		}
		rows.Add(style.Fixed(0, style.Grow(28), style.Row(8,
			style.Fixed(style.Grow(60), 0, style.Text(w.T("kpi.level."+string(s.Level)), style.Small, palette.Sub, false)),
			style.Fixed(style.Grow(72), 0, style.Right(w.Value(&s.Value, k.Unit), style.Small, palette.Ink, true)),
			style.Stretch(widgets.NewCutText(charts.SuggestionText(s, k.Unit, w), style.Small, palette.Sub, false)), take)))
	}
	return rows
}

// pastOf are the acts on one cell, the latest first.
func (t *targets) pastOf(a kpi.Asked, l kpi.Level) []kpi.Change {
	var found []kpi.Change
	for _, c := range t.changes {
		if c.Period == a.Period.String() && c.Level == l {
			found = append(found, c)
		}
	}
	return found
}

// changed lists when a target was set, from what to what.
func (t *targets) changed(past []kpi.Change) fyne.CanvasObject {
	w, unit := t.page.words, t.sheet.KPI.Unit
	if len(past) == 0 {
		return style.NewParagraph(w.T("kpis.targets.history.none"), style.Small, palette.Sub, sideWidth-32)
	}
	rows := style.Column(0)
	for i, c := range past {
		if i > 0 {
			rows.Add(style.Hairline())
		}
		rows.Add(style.Fixed(0, style.Grow(28), style.Row(8,
			style.Stretch(widgets.NewCutText(w.Moment(c.Set.Local()), style.Small, palette.Sub, false)),
			style.Text(w.T("kpis.targets.history.from", "before", w.Value(c.Before, unit), "value", w.Value(&c.Value, unit)), style.Small, palette.Ink, true))))
	}
	return rows
}

// stateGlyph marks a value in a cell, as the legend over the tree does.
func stateGlyph(s kpi.State) string {
	return map[kpi.State]string{kpi.OnTrack: "● ", kpi.Caution: "▲ ", kpi.Behind: "◆ "}[s]
}

func stateToken(s kpi.State) palette.Token {
	switch s {
	case kpi.OnTrack:
		return palette.GoodText
	case kpi.Caution:
		return palette.CautionText
	case kpi.Behind:
		return palette.BadText
	}
	return palette.Ink
}
