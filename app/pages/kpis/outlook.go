package kpis

import (
	"fyne.io/fyne/v2"

	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/charts"
)

// outlook says where the running period will end: the forecast, its band, what
// it rests on (which opens the other methods), and how likely the KGI reaches
// its target.
func (p *Page) outlook(c *chosen) (lines []fyne.CanvasObject) {
	w, v, unit := p.words, c.value, c.kpi.Unit
	say := func(text string) {
		lines = append(lines, widgets.NewCutText(text, style.Small, palette.Ink, false))
	}
	switch {
	case v.Forecast != nil:
		say(w.T("chart.forecast", "value", charts.Foreseen(v.Forecast, unit, w)))
		say(charts.BandText(v, unit, w))
		var basis *widgets.Button
		basis = widgets.NewLink(charts.ForecastBasis(v, w), func() { widgets.ShowUnder(basis, p.methods(c)) }).WithTip(w.T("kpis.methods"))
		lines = append(lines, style.Row(0, basis, style.Spacer()))
	case v.Outlook != nil:
		say(w.T("kpis.forecast.none"))
		say(charts.LackText(v.Outlook.Lack, w))
	}
	if v.Chance != nil {
		say(w.T("kpis.chance", "chance", charts.ChanceText(*v.Chance, w)))
	}
	return lines
}

// methodWidths are the columns of methods.
var methodWidths = []float32{152, 104, 184, 152}

// methods sets every method's forecast and band beside how wrong it was before.
func (p *Page) methods(c *chosen) fyne.CanvasObject {
	w, unit := p.words, c.kpi.Unit
	row := func(token palette.Token, bold bool, texts ...string) fyne.CanvasObject {
		cells := make([]fyne.CanvasObject, len(texts))
		for i, text := range texts {
			cells[i] = style.Fixed(style.Grow(methodWidths[i]), 0, style.Text(text, style.Small, token, bold))
		}
		return style.Row(12, cells...)
	}
	rows := []fyne.CanvasObject{row(palette.Sub, false, w.T("kpis.methods"), w.T("kpis.methods.point"), w.T("kpis.methods.band"), w.T("kpis.methods.tested"))}
	for _, g := range c.value.Outlook.Guesses {
		band := charts.None
		if g.Point != nil {
			band = w.Range(charts.Foreseen(g.Low, unit, w), charts.Foreseen(g.High, unit, w))
		}
		rows = append(rows, row(palette.Ink, g.Method == c.value.Outlook.Method, charts.MethodName(g.Method, w), charts.Foreseen(g.Point, unit, w), band, charts.TestedText(g, w)))
	}
	return style.PadSides(12, 16, 12, 16, style.Column(8, append(rows, style.NewParagraph(w.T("kpis.methods.note"), style.Small, palette.Sub, style.Grow(620)))...))
}
