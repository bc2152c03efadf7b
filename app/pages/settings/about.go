package settings

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets"
	"shirube/assets/palette"
)

func (p *Page) commandCard() fyne.CanvasObject {
	rows := style.Column(0)
	for _, c := range p.keeper.Commands() {
		rows.Add(style.Hairline())
		rows.Add(style.Fixed(0, style.Grow(28), style.Row(12,
			style.Text(c.Name, style.Small, palette.Ink, false),
			style.Spacer(),
			style.Text(c.Keys, style.Small, palette.Sub, false))))
	}
	return card(p.words.T("settings.commands"), p.words.T("settings.commands.note"), nil, rows)
}

func (p *Page) aboutCard() fyne.CanvasObject {
	w := p.words
	var licences *widgets.Button
	licences = widgets.NewLink(w.T("settings.about.licences"), func() {
		text := style.Column(0, style.NewParagraph(assets.Licences(), style.Small, palette.Ink, 640))
		widgets.ShowUnder(licences, style.Fixed(680, 480, container.NewVScroll(style.Pad(16, text))))
	})
	return card(w.T("settings.about"), p.keeper.Version(), nil,
		style.NewParagraph(w.T("settings.about.text"), style.Small, palette.Sub, 400),
		style.Row(0, licences))
}
