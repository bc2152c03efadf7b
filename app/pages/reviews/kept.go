package reviews

import (
	"context"

	"fyne.io/fyne/v2"

	"shirube/app/dialogs"
	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/charts"
	"shirube/data/review"
)

// keeping are the tools of the review as a whole: those before it, a copy of
// it, and its checklist.
func (p *Page) keeping(f found) []fyne.CanvasObject {
	w := p.words
	var earlier *widgets.Button
	earlier = widgets.NewButton(w.T("reviews.kept"), widgets.Plain, func() { p.browse(f, earlier) })
	if len(f.kept) == 0 {
		earlier.Disable()
	}
	copied := widgets.NewIconButton("copy", w.T("reviews.copy"), func() {
		fyne.CurrentApp().Clipboard().SetContent(charts.ReviewMarkdown(f.known, p.period, p.before(p.period), f.book, w))
		p.nav.Toast(w.T("reviews.copied"), nil)
	})
	c, asked := f.known.Checklist, w.T("reviews.check")
	if c != nil {
		asked = w.T("reviews.check.of", "n", w.Int(ticked(*c)))
	}
	check := widgets.NewButton(asked, widgets.Plain, func() { p.checkForm(c) }).WithIcon("check")
	if p.deps.ReadOnly {
		check.Disable()
	}
	return []fyne.CanvasObject{style.Spacer(), earlier, copied, check}
}

func ticked(c review.Checklist) (n int) {
	for _, yes := range []bool{c.Shared, c.Analysed, c.Result} {
		if yes {
			n++
		}
	}
	return n
}

// browse lists the reviews that were kept.
func (p *Page) browse(f found, under *widgets.Button) {
	w, c := p.words, p.deps.Calendar()
	options := make([]widgets.Option, 0, len(f.kept))
	for _, s := range f.kept {
		when, err := c.Parse(s.Period)
		if err != nil {
			continue
		}
		o := widgets.Option{Key: s.Period, Text: charts.PeriodName(when, w), Note: w.T("reviews.kept.note", "causes", w.Int(s.Causes), "actions", w.Int(s.Actions))}
		if s.Checklist != nil {
			o.Icon = "check"
		}
		options = append(options, o)
	}
	var done func()
	picker := widgets.NewPicker(options, p.period.String(), w.T("dialogs.search"), 360, func(o widgets.Option) {
		done()
		if when, err := c.Parse(o.Key); err == nil {
			p.period = when
			p.Reload()
		}
	})
	done = widgets.ShowUnder(under, picker.Object())
	picker.OnEscape = done
	picker.Focus()
}

// checkForm asks what makes numbers die: were they shared, was it asked why,
// and do they speak of results?
func (p *Page) checkForm(kept *review.Checklist) {
	w, against := p.words, p.before(p.period)
	c := review.Checklist{Period: p.period.String()}
	if kept != nil {
		c = *kept
	}
	lines := make([]dialogs.Line, 0, 4)
	for _, q := range []struct {
		key string
		yes *bool
	}{{"shared", &c.Shared}, {"analysed", &c.Analysed}, {"result", &c.Result}} {
		lines = append(lines, dialogs.Line{Entry: widgets.NewCheck(w.T("review."+q.key), *q.yes, func(on bool) { *q.yes = on })})
	}
	note := widgets.NewField("")
	note.SetText(c.Note)
	lines = append(lines, dialogs.Line{Label: w.T("reviews.check.note"), Entry: note})
	title := w.T("reviews.check.title", "period", charts.PeriodName(p.period, w))
	dialogs.Form(p.nav.Window(), w, dialogs.Sheet{Title: title, Note: w.T("reviews.check.help"), Act: w.T("common.save"), Lines: lines}, func() bool {
		c.Note = note.Text()
		p.act(w.T("reviews.check.saved", "n", w.Int(ticked(c))), func(ctx context.Context) error { return p.deps.Reviews.Check(ctx, c, against) })
		return true
	})
}
