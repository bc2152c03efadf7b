package funnels

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"shirube/app/dialogs"
	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/charts"
	"shirube/data/funnel"
	"shirube/data/prospect"
)

// stepDays are the days that may pass from a stage to the next; 0 is any number.
var stepDays = []int{0, 7, 14, 30, 60, 90}

// wayLink opens the way of counting.
func (p *Page) wayLink() *widgets.Button {
	return widgets.NewLink(p.words.T("funnels.way"), p.chooseWay)
}

// rules are the line that says what is counted another way than usual, with the
// way back; nil where nothing is.
func (p *Page) rules() fyne.CanvasObject {
	w := p.words
	said := charts.RuleNote(p.question, w)
	if said == "" {
		return nil
	}
	return style.Row(16, style.Stretch(widgets.NewCutText(said, style.Small, palette.Ink, true)), widgets.NewLink(w.T("funnels.way.usual"), p.change(func() {
		p.question.Way, p.question.Where = funnel.Way{}, nil
	})))
}

// chooseWay asks how journeys are counted and which companies aren't. The order
// and the days are of cohorts only. Conditions that it doesn't offer stay.
func (p *Page) chooseWay() {
	w, q := p.words, p.question
	strict := widgets.NewCheck(w.T("funnels.way.strict"), q.Strict, nil)
	step := p.stepSelect()
	var lines []dialogs.Line
	if q.View == funnel.Cohort {
		lines = append(lines, dialogs.Line{Label: w.T("funnels.way.order"), Entry: strict}, dialogs.Line{Label: w.T("funnels.way.step"), Entry: step})
	}
	var without []fyne.CanvasObject
	var checks []*widgets.Check
	for _, c := range funnel.Exclusions {
		check := widgets.NewCheck(w.T("funnels.way.without."+c.Field), slices.Contains(q.Where, c), nil)
		without, checks = append(without, check), append(checks, check)
	}
	lines = append(lines, dialogs.Line{Label: w.T("funnels.way.without"), Entry: style.Column(4, without...)})
	sheet := dialogs.Sheet{Title: w.T("funnels.way"), Note: w.T("funnels.way.note"), Lines: lines, Act: w.T("funnels.way.act")}
	dialogs.Form(p.nav.Window(), w, sheet, func() bool {
		where := slices.DeleteFunc(slices.Clone(q.Where), func(c prospect.Condition) bool { return slices.Contains(funnel.Exclusions, c) })
		for i, c := range funnel.Exclusions {
			if checks[i].Checked() {
				where = append(where, c)
			}
		}
		p.question.Where, p.question.Strict, p.question.Step = where, strict.Checked(), nil
		if days, _ := strconv.Atoi(step.Key()); days > 0 {
			p.question.Step = &days
		}
		p.Reload()
		return true
	})
}

func (p *Page) stepSelect() *widgets.Select {
	w, now, days := p.words, 0, stepDays
	if p.question.Step != nil {
		now = *p.question.Step
	}
	if !slices.Contains(days, now) {
		days = append(slices.Clone(days), now)
	}
	options := make([]widgets.Option, len(days))
	for i, n := range days {
		options[i] = widgets.Option{Key: strconv.Itoa(n), Text: w.T("funnels.way.days", "days", w.Int(n))}
		if n == 0 {
			options[i].Text = w.T("funnels.window.none")
		}
	}
	return widgets.NewSelect(options, strconv.Itoa(now), nil)
}
