package charts

import (
	"math"

	"shirube/assets/words"
	"shirube/data/report"
	"shirube/data/review"
)

// most is how many signals and actions a summary names.
const most = 3

// SummaryText says a summary in a few sentences: where the goal stands and how
// it moved, the largest driver, what signals, why, and what is being done.
func SummaryText(b *report.SummaryBlock, w *words.Words) []string {
	var out []string
	if m := b.Movement; m != nil {
		out = append(out, movementText(m, w))
	}
	for i, s := range b.Signals {
		if i == most {
			break
		}
		text, _ := SignalText(s, len(s.Points)-1, w)
		out = append(out, w.T("report.summary.signal", "name", KPIName(s.KPI, w), "signal", text, "value", ValueText(s.Last().Value, s.KPI.Unit, w)))
	}
	if len(b.Signals) == 0 {
		out = append(out, w.T("report.summary.quiet"))
	}
	if b.Causes == nil {
		return out
	}
	for _, c := range b.Causes.Causes {
		out = append(out, w.T("report.summary.cause", "name", w.Name("kpi", c.KPI, c.Name), "text", c.Text))
	}
	for i, a := range b.Causes.Actions {
		if i == most {
			break
		}
		out = append(out, w.T("report.summary.action", "text", a.Text, "owner", a.Owner, "due", w.ShortDay(a.Due.Time())))
	}
	return out
}

func movementText(m *report.Movement, w *words.Words) string {
	f, unit := m.Finding, m.KPI.Unit
	period, name, value := PeriodName(m.To, w), KPIName(m.KPI, w), w.Value(f.Value, unit)
	text := w.T("report.summary.goal", "period", period, "name", name, "value", value)
	if f.Target != nil && *f.Target > 0 {
		text = w.T("report.summary.against", "period", period, "name", name, "value", value,
			"target", w.Value(f.Target, unit), "part", w.Percent(*f.Value / *f.Target))
	}
	if f.Previous == nil {
		return text
	}
	previous, change := PeriodSaid(m.From, w), *f.Value-*f.Previous
	moved := math.Abs(change)
	switch {
	case change > 0:
		text = w.T("report.summary.more", "said", text, "previous", previous, "change", w.Value(&moved, unit))
	case change < 0:
		text = w.T("report.summary.less", "said", text, "previous", previous, "change", w.Value(&moved, unit))
	default:
		text = w.T("report.summary.same", "said", text, "previous", previous)
	}
	if len(f.Drivers) > 0 {
		d := f.Drivers[0]
		text = w.T("report.summary.driver", "said", text, "factor", FactorName(m.Names, d.Factor, w), "change", w.SignedValue(&d.Contribution, unit))
	}
	return text
}

// FactorName names a key of a KPI's formula in words.
func FactorName(d report.Definition, key string, w *words.Words) string {
	switch name, known := d.Names[key]; {
	case d.KPIs[key]:
		return w.Name("kpi", key, name)
	case known:
		return w.Name("measure", key, name)
	}
	return key
}

// DriversOf draws what moved the goal; nil where that can't be said.
func DriversOf(m *report.Movement, w *words.Words) *Waterfall {
	return WaterfallOf(m.KPI, m.From, m.To, m.Finding, func(key string) string { return FactorName(m.Names, key, w) }, w)
}

// DriversNote says from when to when and by how much.
func DriversNote(m *report.Movement, w *words.Words) string {
	change := *m.Finding.Value - *m.Finding.Previous
	return w.T("report.drivers.note", "from", PeriodName(m.From, w), "to", PeriodName(m.To, w), "change", w.SignedValue(&change, m.KPI.Unit))
}

// CauseTable has a row per cause, header first.
func CauseTable(b *report.CausesBlock, w *words.Words) [][]string {
	rows := [][]string{{w.T("report.kpi"), w.T("report.cause")}}
	for _, c := range b.Causes {
		rows = append(rows, []string{w.Name("kpi", c.KPI, c.Name), w.T("review.category."+string(c.Category)) + ": " + c.Text})
	}
	return rows
}

// ActionTable has a row per action, header first: what, who, until when, which
// KPI it should move and by how much.
func ActionTable(b *report.CausesBlock, w *words.Words) [][]string {
	rows := [][]string{{w.T("report.action"), w.T("report.owner"), w.T("report.due"), w.T("report.moves"), w.T("report.gain")}}
	for _, a := range b.Actions {
		due := w.ShortDay(a.Due.Time())
		if a.State == review.ActionDone {
			due = w.T("report.done", "day", w.ShortDay(a.Done.Time()))
		}
		rows = append(rows, []string{a.Text, a.Owner, due, moved(b, a.KPI, w), w.SignedValue(a.Gain, b.KPIs[a.KPI].Unit)})
	}
	return rows
}

// EffectTable has a row per action that was done, header first: what, the KPI,
// its means before and after, and the verdict.
func EffectTable(b *report.CausesBlock, w *words.Words) [][]string {
	rows := [][]string{{w.T("report.action"), w.T("report.moves"), w.T("report.effect.means"), w.T("report.effect")}}
	for _, e := range b.Effects {
		unit := b.KPIs[e.Action.KPI].Unit
		means := w.T("report.from_to", "from", w.Value(e.Before, unit), "to", w.Value(e.After, unit))
		rows = append(rows, []string{e.Action.Text, moved(b, e.Action.KPI, w), means, w.T("reviews.effect." + string(e.Outcome))})
	}
	return rows
}

func moved(b *report.CausesBlock, key string, w *words.Words) string {
	if k, known := b.KPIs[key]; known {
		return KPIName(k, w)
	}
	return w.Name("kpi", key, "")
}

// GainMark is the colour of a verdict on an action.
func GainMark(o review.Outcome) Mark {
	switch o {
	case review.Worked:
		return Good
	case review.DidNotWork:
		return Bad
	}
	return Plain
}
