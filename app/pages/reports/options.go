package reports

import (
	"path/filepath"

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
	grain := widgets.NewSegmented(names, at, func(i int) { p.offer(kinds[i]) })
	p.choice = widgets.NewSelect(p.periods(kinds[at]), p.period.String(), func(o widgets.Option) { p.choose(o.Key) })

	checks := style.Column(2)
	for _, s := range report.Sections {
		checks.Add(widgets.NewCheck(w.T("reports.section."+string(s)), p.chosen[s], func(on bool) {
			p.chosen[s] = on
			p.Reload()
		}))
	}
	language := widgets.NewSelect([]widgets.Option{{Key: "ja", Text: "日本語"}, {Key: "en", Text: "English"}}, p.paper.Lang, func(o widgets.Option) {
		p.paper = words.In(o.Key)
		p.draw()
	})
	to := widgets.NewField(w.T("reports.to.hint"))
	to.SetText(p.to)
	to.OnChanged = func(text string) {
		p.to = text
		p.draw()
	}
	p.export = widgets.NewButton(w.T("reports.export"), widgets.Primary, p.ask)
	p.export.Disable()
	folder := widgets.NewIconButton("folder", w.T("reports.folder"), func() { p.nav.Open(p.maker.Folder().Get()) })
	choices := style.Column(12,
		style.Text(w.T("reports.period"), style.Body, palette.Ink, true), grain, p.choice, style.Hairline(),
		style.Text(w.T("reports.contents"), style.Body, palette.Ink, true), checks, style.Hairline(),
		style.Text(w.T("reports.form"), style.Body, palette.Ink, true),
		labelled(w.T("reports.language"), language), labelled(w.T("reports.to"), to))
	return widgets.Card("", "", nil, style.Column(12,
		style.Stretch(container.NewVScroll(choices)), p.done, style.Hairline(),
		style.Row(8, style.Stretch(p.export), folder)))
}

func labelled(label string, o fyne.CanvasObject) fyne.CanvasObject {
	return style.Row(0, style.Fixed(80, 0, style.Text(label, style.Small, palette.Sub, false)), style.Stretch(o))
}

// periods of a kind, newest first.
func (p *Page) periods(k kind) []widgets.Option {
	calendar := p.maker.Calendar()
	at := calendar.Of(k.grain, p.maker.Today())
	var options []widgets.Option
	for range k.back {
		before := calendar.Previous(at)
		options = append(options, widgets.Option{Key: at.String(), Text: p.words.T("reports.against",
			"period", charts.PeriodName(at, p.words), "previous", charts.PeriodLabel(before, p.words))})
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
	return p.paper.T("reports.file", "period", p.period.String())
}

// ask asks where the report goes and writes it.
func (p *Page) ask() {
	dialogs.SaveFile(p.nav.Window(), p.words, p.words.T("reports.export"), p.name()+".html", p.maker.Folder(), p.write)
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
