package reports

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"shirube/app/dialogs"
	"shirube/app/style"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/charts"
	"shirube/data/period"
	"shirube/data/report"
)

// askRecurring asks when and where the report as it is chosen is to be written
// from now on, under a name that no other has.
func (p *Page) askRecurring() {
	task.Run(context.Background(), &p.keeping, func(ctx context.Context, _ task.Progress) ([]report.Recurring, error) {
		return p.maker.Recurring(ctx)
	}, func(known []report.Recurring, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		p.recurringForm(known)
	})
}

func (p *Page) recurringForm(known []report.Recurring) {
	w := p.words
	t, err := report.TemplateOf(p.template)
	if err != nil {
		p.nav.Fail(err)
		return
	}
	name, folder := widgets.NewField(""), widgets.NewField("")
	name.SetText(freeName(w.T("reports.template."+t.Key), known))
	folder.SetText(p.maker.Folder().Get())
	when := widgets.NewSelect(p.times(t.Grain), "1", nil)
	wanted := map[string]bool{p.format: true}
	checks := style.Row(16)
	for _, f := range formats {
		checks.Add(widgets.NewCheck(w.T("reports.format."+f), wanted[f], func(on bool) { wanted[f] = on }))
	}
	replaced := "" // the name that was said to have a report already
	problem := style.Text("", style.Small, palette.BadText, false)
	failed := func(text string) bool {
		problem.Text = text
		problem.Refresh()
		return false
	}
	browse := widgets.NewButton(w.T("dialogs.browse"), widgets.Plain, func() {
		dialogs.ChooseFolder(p.nav.Window(), p.maker.Folder(), folder.SetText)
	}).WithIcon("folder")
	dialogs.Form(p.nav.Window(), w, dialogs.Sheet{
		Title: w.T("reports.recurring"), Note: w.T("reports.recurring.note", "template", w.T("reports.template."+t.Key)),
		Act: w.T("reports.recurring.act"), Width: 560,
		Lines: []dialogs.Line{
			{Label: w.T("reports.recurring.name"), Note: w.T("reports.recurring.name.note"), Entry: name},
			{Label: w.T("reports.recurring.when"), Entry: when},
			{Label: w.T("reports.recurring.formats"), Entry: checks},
			{Label: w.T("reports.recurring.folder"), Entry: folder},
			{Entry: style.Row(12, browse, problem)},
		},
	}, func() bool {
		r := report.Recurring{
			Name: strings.TrimSpace(name.Text()), Template: t.Key, Sections: p.request().Sections, Folder: dialogs.Unquote(folder.Text()),
			For: p.to, Lang: p.spoken.Lang, Notes: p.notes, Landscape: p.paper.Landscape,
		}
		r.Nth, _ = strconv.Atoi(when.Key())
		for _, f := range formats {
			if wanted[f] {
				r.Formats = append(r.Formats, f)
			}
		}
		if len(r.Formats) == 0 {
			return failed(w.T("reports.recurring.no_format"))
		}
		if !dialogs.IsFolder(r.Folder) {
			return failed(w.T("dialogs.no_folder"))
		}
		if err := r.Check(); err != nil {
			text, _ := w.Error(err)
			return failed(text)
		}
		if named(r.Name, known) && replaced != r.Name {
			replaced = r.Name
			return failed(w.T("reports.recurring.taken"))
		}
		p.remember(r)
		return true
	})
}

// freeName is a name, or with a number behind it where another has it.
func freeName(base string, known []report.Recurring) string {
	name := base
	for n := 2; named(name, known); n++ {
		name = base + " " + strconv.Itoa(n)
	}
	return name
}

func named(name string, all []report.Recurring) bool {
	return slices.ContainsFunc(all, func(r report.Recurring) bool { return r.Name == name })
}

// times are the days to choose from.
func (p *Page) times(g period.Grain) []widgets.Option {
	most, key := report.LastWorkingDay, "reports.recurring.month"
	if g == period.Week {
		most, key = 7, "reports.recurring.week"
	}
	options := make([]widgets.Option, most)
	for i := range options {
		day := p.words.Int(i + 1)
		if g == period.Week {
			day = p.words.Weekday(time.Weekday((i + 1) % 7))
		}
		options[i] = widgets.Option{Key: strconv.Itoa(i + 1), Text: p.words.T(key, "day", day)}
	}
	return options
}

// remember keeps the report; one that is due today is written at once.
func (p *Page) remember(r report.Recurring) {
	task.Run(context.Background(), &p.keeping, func(ctx context.Context, _ task.Progress) (report.Due, error) {
		return p.maker.Remember(ctx, r)
	}, func(next report.Due, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		p.nav.Toast(p.words.T("reports.recurring.kept", "day", p.words.Day(next.Day.Time()), "period", charts.PeriodName(next.Period, p.words)), nil)
		p.maker.HandOn()
	})
}
