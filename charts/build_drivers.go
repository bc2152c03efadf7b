package charts

import (
	"math"

	"shirube/assets/words"
	"shirube/data/kpi"
	"shirube/data/review"
)

// driverStep is what money is rounded to in an explanation: 1,000 yen is one
// decimal of 万円.
const driverStep = 1000

// WaterfallOf explains a KPI's change between two periods. The drivers are
// rounded so that the parts shown add up to the change shown; name gives the
// words for a driver's factor.
func WaterfallOf(k kpi.KPI, before, after kpi.Value, beforeName, afterName string, drivers []review.Driver, name func(factor string) string, w *words.Words) *Waterfall {
	step := 1.0
	switch {
	case k.Unit == "yen" && after.Value != nil && math.Abs(*after.Value) >= 1e5:
		step = driverStep
	case k.Unit == "ratio":
		step = 0.001
	}
	end := func(label string, v kpi.Value) Point {
		return Point{Label: label, Value: v.Value, Text: ValueText(v, k.Unit, w)}
	}
	f := &Waterfall{
		Title: w.T("chart.drivers", "name", w.Name("kpi", k.Key, k.Name)), LabelName: w.T("chart.factor"),
		Start: end(beforeName, before), End: end(afterName, after),
	}
	parts := make([]float64, len(drivers))
	for i, d := range drivers {
		parts[i] = d.Contribution
	}
	for i, shown := range words.RoundParts(parts, step) {
		mark := Good
		if shown < 0 != (k.Direction == kpi.Down) {
			mark = Bad
		}
		if shown == 0 {
			mark = Plain
		}
		f.Parts = append(f.Parts, Point{
			Label: name(drivers[i].Factor), Value: &drivers[i].Contribution, Text: driverText(shown, k.Unit, w), Key: drivers[i].Factor, Mark: mark,
		})
	}
	return f
}

// driverText writes a contribution; large money keeps the decimal that makes
// the parts add up: +196.5万円.
func driverText(v float64, unit string, w *words.Words) string {
	if unit == "yen" && w.Lang != "en" && math.Abs(v) >= driverStep {
		return w.Signed(v/1e4, 1) + w.T("format.man")
	}
	return w.SignedValue(&v, unit)
}
