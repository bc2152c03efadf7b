package kpis

import (
	"context"
	"math"

	"fyne.io/fyne/v2"

	"shirube/app/widgets"
	"shirube/charts"
	"shirube/data/intake"
	"shirube/data/kpi"
	"shirube/data/period"
)

const halfYear = 6

// targetsCard is the grid of targets: KPIs by the months of half a fiscal year.
// Rates are typed in percent.
func (p *Page) targetsCard(s state) fyne.CanvasObject {
	w := p.words
	months := p.deps.Calendar().Periods(period.Month, p.year().Range)
	months = months[p.half*halfYear : min(len(months), (p.half+1)*halfYear)]
	rows, columns := make([]string, len(s.kpis)), make([]string, len(months)+1)
	for i, k := range s.kpis {
		rows[i] = p.name(k)
	}
	for i, m := range months {
		columns[i] = charts.PeriodLabel(m, w)
	}
	columns[len(months)] = charts.PeriodName(p.year(), w)
	grid := widgets.NewGrid(rows, columns)
	at := func(row, column int) *float64 {
		k := s.kpis[row]
		if column == len(months) {
			return s.year[k.Key]
		}
		return s.targets[k.Key][p.half*halfYear+column]
	}
	grid.Text = func(row, column int) string { return p.typedForm(at(row, column), s.kpis[row].Unit) }
	grid.OnSet = func(row, column int, text string) bool {
		k, of := s.kpis[row], p.year()
		if column < len(months) {
			of = months[column]
		}
		v, ok := p.readTyped(text, k.Unit)
		if !ok || p.deps.ReadOnly {
			p.nav.Toast(w.T("kpis.targets.number", "text", text), nil)
			return false
		}
		p.run(func(ctx context.Context) error {
			return p.deps.KPIs.SetTargets(ctx, []kpi.Target{{KPI: k.Key, Period: of.String(), Value: v}})
		}, w.T("kpis.targets.set", "name", p.name(k), "period", charts.PeriodName(of, w), "value", w.Value(&v, k.Unit)))
		return true
	}
	return widgets.Card(w.T("kpis.targets"), w.T("kpis.targets.help"), nil, grid)
}

// readTyped reads what one types for a KPI: rates in percent.
func (p *Page) readTyped(text, unit string) (float64, bool) {
	v, ok := intake.ReadNumber(text)
	if unit == "ratio" {
		v /= 100
	}
	return v, ok
}

// typedForm writes a target as one would type it.
func (p *Page) typedForm(v *float64, unit string) string {
	switch {
	case v == nil:
		return ""
	case unit == "ratio":
		return p.words.Number(*v*100, 1)
	case math.Abs(*v-math.Round(*v)) < 0.05:
		return p.words.Number(*v, 0)
	}
	return p.words.Number(*v, 1)
}
