package reviews

import (
	"fyne.io/fyne/v2"

	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/charts"
	"shirube/data/kpi"
)

// table is every KPI of the period beside the one before and its usual range.
func (p *Page) table(f found) fyne.CanvasObject {
	w := p.words
	list := widgets.NewRowList(
		widgets.Column{Key: "name", Title: w.T("reviews.field.name"), Width: 200, Stretch: true},
		widgets.Column{Key: "value", Title: charts.PeriodName(p.period, w), Width: 128, Align: widgets.Right},
		widgets.Column{Key: "previous", Title: w.T("reviews.field.previous"), Width: 128, Align: widgets.Right},
		widgets.Column{Key: "usual", Title: w.T("reviews.field.usual"), Width: 192, Align: widgets.Right},
		widgets.Column{Key: "verdict", Title: w.T("reviews.field.verdict"), Width: 184})
	list.RowHeight = 28
	list.Row = func(i int) ([]widgets.Cell, bool) {
		finding := f.findings[i]
		k := f.kpis[finding.KPI]
		usual, verdict := w.T("common.none"), w.T("chart.rule.none")
		if finding.Limits.Low != nil && finding.Limits.High != nil {
			usual = w.Range(w.Value(finding.Limits.Low, k.Unit), w.Value(finding.Limits.High, k.Unit))
		}
		token := palette.Sub
		switch {
		case finding.Value == nil:
			verdict = w.T("chart.state.unmeasured")
		case finding.Signal:
			verdict, token = w.T("reviews.rule."+string(finding.Rule)), palette.BadText
			if finding.Above == (k.Direction != kpi.Down) {
				token = palette.GoodText
			}
		case finding.Limits.Low == nil:
			verdict = w.T("reviews.early")
		}
		return []widgets.Cell{
			{Text: p.name(k)}, {Text: w.Value(finding.Value, k.Unit), Bold: true}, {Text: w.Value(finding.Previous, k.Unit), Token: palette.Sub},
			{Text: usual, Token: palette.Sub}, {Text: verdict, Token: token, Bold: finding.Signal},
		}, true
	}
	list.OnCurrent = func(i int) {
		if i >= 0 {
			p.key, p.all = f.findings[i].KPI, false
			p.Reload()
		}
	}
	list.SetLength(len(f.findings))
	for i := range f.findings {
		if f.chosen == &f.findings[i] {
			list.SetCurrent(i)
		}
	}
	return widgets.Card(w.T("reviews.table"), "", nil, list)
}
