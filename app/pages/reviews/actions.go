package reviews

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shirube/app/dialogs"
	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/data/intake"
	"shirube/data/kpi"
	"shirube/data/period"
	"shirube/data/review"
)

// The widths of the columns of actions at text size 1.
const (
	ownerWidth    = 56
	dueWidth      = 72
	kpiWidth      = 104
	expectedWidth = 64
	moreWidth     = 28
)

// actions are what the period's review decided on, and what is still open from
// those before.
func (p *Page) actions(f found) fyne.CanvasObject {
	w := p.words
	column := func(width float32, key string) fyne.CanvasObject {
		return style.Fixed(style.Grow(width), 0, widgets.NewCutText(w.T(key), style.Small, palette.Sub, false))
	}
	head := style.Fixed(0, style.Grow(24), style.Row(8, style.Text(w.T("reviews.actions"), style.Body, palette.Ink, true), style.Spacer(),
		column(ownerWidth, "reviews.actions.owner"), column(dueWidth, "reviews.actions.due"), column(kpiWidth, "reviews.actions.kpi"),
		column(expectedWidth, "reviews.actions.expected"), style.Space(moreWidth)))
	add := widgets.NewLink(w.T("reviews.actions.add"), func() {
		p.actionForm(f, review.Action{Period: p.period.String(), KPI: f.chosen.KPI, Owner: f.kpis[f.chosen.KPI].Owner})
	}).WithIcon("plus")
	if p.deps.ReadOnly {
		add.Disable()
	}
	rows := make([]fyne.CanvasObject, 0, len(f.actions))
	for _, a := range f.actions {
		rows = append(rows, p.actionRow(f, a))
	}
	if len(rows) == 0 {
		rows = append(rows, style.Text(w.T("reviews.actions.empty"), style.Small, palette.Faint, false))
	}
	return style.Column(2, head, style.Hairline(), style.Stretch(container.NewVScroll(style.Column(0, rows...))), style.Row(0, add, style.Spacer()))
}

func (p *Page) actionRow(f found, a review.Action) fyne.CanvasObject {
	w, k := p.words, f.kpis[a.KPI]
	check := widgets.NewCheck("", a.State == review.ActionDone, func(done bool) {
		state, said := review.ActionOpen, "reviews.actions.reopened"
		if done {
			state, said = review.ActionDone, "reviews.actions.done"
		}
		p.setState(a, state, said)
	})
	if p.deps.ReadOnly {
		check.Disable()
	}
	token, due := palette.Ink, palette.Ink
	switch soon := a.Due - p.deps.KPIs.Today(); {
	case a.State != review.ActionOpen:
		token, due = palette.Faint, palette.Faint
	case soon < 0:
		due = palette.BadText
	case soon <= 7:
		due = palette.CautionText
	}
	expected := w.T("common.none")
	if a.Gain != nil {
		expected = w.SignedValue(a.Gain, k.Unit)
	}
	text := a.Text
	if a.State == review.ActionDropped {
		text = w.T("reviews.actions.dropped_mark", "what", a.Text)
	}
	cell := func(width float32, text string, token palette.Token, bold bool) fyne.CanvasObject {
		return style.Fixed(style.Grow(width), 0, widgets.NewCutText(text, style.Small, token, bold))
	}
	more := widgets.NewIconButton("dots", w.T("reviews.actions.more"), nil)
	more.OnTapped = func() {
		items := []widgets.MenuItem{{Text: w.T("common.edit"), Tapped: func() { p.actionForm(f, a) }}}
		if a.State == review.ActionOpen {
			items = append(items, widgets.MenuItem{Text: w.T("reviews.actions.drop"), Tapped: func() { p.setState(a, review.ActionDropped, "reviews.actions.dropped") }})
		} else {
			items = append(items, widgets.MenuItem{Text: w.T("reviews.actions.reopen"), Tapped: func() { p.setState(a, review.ActionOpen, "reviews.actions.reopened") }})
		}
		widgets.ShowMenuUnder(more, items...)
	}
	if p.deps.ReadOnly {
		more.Disable()
	}
	return style.Fixed(0, style.Grow(30), style.Row(8, style.Fixed(16, 0, check), style.Stretch(style.Column(0, style.Space(6), widgets.NewCutText(text, style.Small, token, false))),
		cell(ownerWidth, a.Owner, token, false), cell(dueWidth, w.ShortDay(a.Due.Time()), due, a.State == review.ActionOpen),
		cell(kpiWidth, p.name(k), token, false), cell(expectedWidth, expected, token, false), more))
}

func (p *Page) setState(a review.Action, state review.ActionState, said string) {
	p.act(p.words.T(said, "what", a.Text), func(ctx context.Context) error {
		return p.deps.Reviews.SetActionState(ctx, a.ID, state, 0)
	})
}

// actionForm asks for an action, or for changes of one.
func (p *Page) actionForm(f found, a review.Action) {
	w := p.words
	text, owner := widgets.NewField(w.T("reviews.form.text.example")), widgets.NewField("")
	text.SetText(a.Text)
	owner.SetText(a.Owner)
	text.OnChanged, owner.OnChanged = func(string) { text.SetError("") }, func(string) { owner.SetError("") }
	today := p.deps.KPIs.Today()
	due, readDue := p.dayField(a.Due, today+dueAfter)
	done, readDone := p.dayField(a.Done, today)
	var options []widgets.Option
	for _, finding := range f.findings {
		k := f.kpis[finding.KPI]
		options = append(options, widgets.Option{Key: k.Key, Text: p.name(k)})
	}
	gain, readGain := p.gainField()
	gain.Suffix(p.gainUnit(f.kpis[a.KPI]))
	moves := widgets.NewSelect(options, a.KPI, func(o widgets.Option) { gain.Suffix(p.gainUnit(f.kpis[o.Key])); gain.Refresh() })
	if a.Gain != nil {
		gain.SetText(w.Number(*a.Gain*scale(f.kpis[a.KPI]), 1))
	}
	lines := []dialogs.Line{
		{Label: w.T("reviews.form.text"), Entry: text},
		{Entry: style.Grid(2, 12, labelled(w.T("reviews.form.owner"), owner), labelled(w.T("reviews.form.due"), due))},
		{Entry: style.Grid(2, 12, labelled(w.T("reviews.form.kpi"), moves), labelled(w.T("reviews.form.gain"), gain))},
	}
	title, isDone := w.T("reviews.form.add"), a.State == review.ActionDone
	if a.ID != 0 {
		title = w.T("reviews.form.edit")
	}
	if isDone {
		lines = append(lines, dialogs.Line{Label: w.T("reviews.form.done"), Entry: done})
	}
	dialogs.Form(p.nav.Window(), w, dialogs.Sheet{Title: title, Act: w.T("common.save"), Width: 480, Lines: lines}, func() bool {
		ok := true
		require := func(field *widgets.Field, key string) {
			if strings.TrimSpace(field.Text()) == "" {
				field.SetError(w.T(key))
				ok = false
			}
		}
		require(text, "reviews.form.text.missing")
		require(owner, "reviews.form.owner.missing")
		by, dueOK := readDue()
		on, doneOK := readDone()
		expected, gainOK := readGain()
		if !ok || !dueOK || isDone && !doneOK || !gainOK {
			return false
		}
		saved := a
		saved.Text, saved.Owner, saved.Due, saved.KPI, saved.Gain = text.Text(), owner.Text(), by, moves.Key(), expected
		if expected != nil {
			v := *expected / scale(f.kpis[saved.KPI])
			saved.Gain = &v
		}
		if isDone {
			saved.Done = on
		}
		p.act(w.T("reviews.actions.saved", "what", saved.Text), func(ctx context.Context) error {
			_, err := p.deps.Reviews.SaveAction(ctx, saved)
			return err
		})
		return true
	})
}

// dueAfter is how many days ahead an action is due unless said otherwise.
const dueAfter = 14

// scale is how a KPI's numbers are typed: rates in points.
func scale(k kpi.KPI) float64 {
	if k.Unit == "ratio" {
		return 100
	}
	return 1
}

// gainUnit is what stands behind the number.
func (p *Page) gainUnit(k kpi.KPI) string {
	return p.words.T("reviews.unit." + k.Unit)
}

func labelled(text string, entry fyne.CanvasObject) fyne.CanvasObject {
	return style.Column(4, style.Text(text, style.Small, palette.Sub, false), entry)
}

// dayField is an entry of a day with what reads it.
func (p *Page) dayField(day, usual period.Day) (*widgets.Field, func() (period.Day, bool)) {
	f := widgets.NewField("2026-11-22")
	if !day.Known() {
		day = usual
	}
	f.SetText(day.String())
	f.OnChanged = func(string) { f.SetError("") }
	return f, func() (period.Day, bool) {
		d, code := intake.ReadDate(f.Text(), intake.YMD)
		if code != "" {
			f.SetError(p.words.T("rejected." + code))
		}
		return d, code == ""
	}
}

// gainField is an entry of a number that may be left empty, with what reads it.
func (p *Page) gainField() (*widgets.Field, func() (*float64, bool)) {
	f := widgets.NewField("")
	f.OnChanged = func(string) { f.SetError("") }
	return f, func() (*float64, bool) {
		if strings.TrimSpace(f.Text()) == "" {
			return nil, true
		}
		v, ok := intake.ReadNumber(f.Text())
		if !ok {
			f.SetError(p.words.T("reviews.form.gain.number"))
		}
		return &v, ok
	}
}
