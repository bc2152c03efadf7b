package reports

import (
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shirube/app/dialogs"
	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/assets/words"
	"shirube/charts"
	"shirube/data/period"
	"shirube/data/report"
)

// kind of report, as on the segmented control.
type kind struct {
	grain period.Grain
	back  int // how many periods are offered
}

var kinds = []kind{{period.Week, 26}, {period.Month, 24}, {period.Quarter, 12}, {period.Year, 5}}

func (p *Page) options() fyne.CanvasObject {
	w := p.words
	var names []string
	at := 1
	for i, k := range kinds {
		names = append(names, w.T("reports.grain."+string(k.grain)))
		if k.grain == p.period.Grain {
			at = i
		}
	}
	p.grain = widgets.NewSegmented(names, at, func(i int) { p.offer(kinds[i]) })
	p.choice = widgets.NewSelect(p.periods(kinds[at]), p.period.String(), func(o widgets.Option) { p.choose(o.Key) })

	template := widgets.NewSelect(p.templates(), p.template, func(o widgets.Option) { p.follow(o.Key) })
	language := widgets.NewSelect([]widgets.Option{{Key: "ja", Text: "日本語"}, {Key: "en", Text: "English"}}, p.spoken.Lang, func(o widgets.Option) {
		p.spoken = words.In(o.Key)
		p.draw()
	})
	lie := widgets.NewSelect([]widgets.Option{{Key: upright, Text: w.T("reports.paper.upright")}, {Key: "lying", Text: w.T("reports.paper.lying")}}, upright, func(o widgets.Option) {
		p.paper.Landscape = o.Key != upright
		p.draw()
	})
	to := widgets.NewField(w.T("reports.to.hint"))
	to.SetText(p.to)
	to.OnChanged = func(text string) {
		p.to = text
		p.draw()
	}
	notes := widgets.NewTextArea(w.T("reports.notes.hint"), 2)
	notes.OnChanged = func(text string) {
		p.notes = text
		p.draw()
	}
	p.export = widgets.NewButton(w.T("reports.export."+p.format), widgets.Primary, p.ask)
	p.export.Disable()
	folder := widgets.NewIconButton("folder", w.T("reports.folder"), func() { p.nav.Open(p.maker.Folder().Get()) })
	var forms []string
	for _, f := range formats {
		forms = append(forms, w.T("reports.format."+f))
	}
	format := widgets.NewSegmented(forms, 0, func(i int) {
		p.format = formats[i]
		p.export.SetText(w.T("reports.export." + p.format))
	})
	choices := style.Column(12,
		style.Text(w.T("reports.period"), style.Body, palette.Ink, true), p.grain, p.choice, style.Hairline(),
		p.sections.head(w.T("reports.contents")), labelled(w.T("reports.template"), template), p.sections.list, style.Hairline(),
		style.Text(w.T("reports.form"), style.Body, palette.Ink, true),
		labelled(w.T("reports.language"), language), labelled(w.T("reports.paper"), lie), labelled(w.T("reports.to"), to), labelled(w.T("reports.notes"), notes))
	again := style.Column(0)
	if !p.maker.ReadOnly() {
		again.Add(style.Row(0, widgets.NewLink(w.T("reports.recurring"), p.askRecurring), style.Spacer()))
	}
	return widgets.Card("", "", nil, style.Column(12,
		style.Stretch(container.NewVScroll(style.PadSides(0, 12, 0, 0, choices))), p.done, style.Hairline(), format,
		style.Row(8, style.Stretch(p.export), folder), again))
}

func labelled(label string, o fyne.CanvasObject) fyne.CanvasObject {
	return style.Row(0, style.Fixed(80, 0, style.Text(label, style.Small, palette.Sub, false)), style.Stretch(o))
}

// upright is the key of paper that stands.
const upright = "upright"

func (p *Page) templates() []widgets.Option {
	options := make([]widgets.Option, len(report.Templates))
	for i, t := range report.Templates {
		options[i] = widgets.Option{Key: t.Key, Text: p.words.T("reports.template." + t.Key)}
	}
	return options
}

// follow takes what a template puts in.
func (p *Page) follow(key string) {
	t, err := report.TemplateOf(key)
	if err != nil {
		p.nav.Fail(err)
		return
	}
	p.template = key
	p.sections.follow(t.Sections)
	if at := slices.IndexFunc(kinds, func(k kind) bool { return k.grain == t.Grain }); t.Grain != p.period.Grain {
		p.grain.Select(at)
		p.offer(kinds[at])
		return
	}
	p.Reload()
}

// periods of a kind, newest first.
func (p *Page) periods(k kind) []widgets.Option {
	calendar := p.maker.Calendar()
	at := calendar.Of(k.grain, p.maker.Today())
	var options []widgets.Option
	for range k.back {
		before := calendar.Previous(at)
		options = append(options, widgets.Option{Key: at.String(), Text: p.words.T("reports.against",
			"period", charts.PeriodName(at, p.words), "previous", charts.PeriodSaid(before, p.words))})
		at = before
	}
	return options
}

// offer changes the kind, to its last period that is complete.
func (p *Page) offer(k kind) {
	options := p.periods(k)
	p.choice.SetOptions(options, options[1].Key)
	p.choose(options[1].Key)
}

func (p *Page) choose(name string) {
	chosen, err := p.maker.Calendar().Parse(name)
	if err != nil {
		p.nav.Fail(err)
		return
	}
	p.period = chosen
	p.showHead()
	p.Reload()
}

// name of the report's file, without folder and extension.
func (p *Page) name() string {
	return p.spoken.T("reports.file", "period", p.period.String())
}

// ask asks where the report goes and writes it.
func (p *Page) ask() {
	dialogs.SaveFile(p.nav.Window(), p.words, p.words.T("reports.export."+p.format), p.name()+"."+p.format, p.maker.Folder(), p.write)
}

// showFile offers the file written last and its folder.
func (p *Page) showFile() {
	w := p.words
	p.done.Objects = []fyne.CanvasObject{
		widgets.NewCutText(filepath.Base(p.file), style.Small, palette.Ink, true),
		style.Row(16,
			widgets.NewLink(w.T("reports.open"), func() { p.nav.Open(p.file) }),
			widgets.NewLink(w.T("reports.folder"), func() { p.nav.Open(filepath.Dir(p.file)) })),
	}
	p.done.Refresh()
	p.object.Refresh()
}
