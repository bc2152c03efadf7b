package charts

import (
	"math"

	"shirube/assets/words"
	"shirube/data/kpi"
	"shirube/data/period"
	"shirube/data/review"
)

// driverStep is what money is rounded to in an explanation: 1,000 yen is one
// decimal of 万円.
const driverStep = 1000

// WaterfallOf draws what moved a KPI from one period to another; call gives
// the words for a factor. Nil where either value or the drivers are missing.
func WaterfallOf(k kpi.KPI, from, to period.Period, f review.Finding, call func(key string) string, w *words.Words) *Waterfall {
	return DriversFrom(k, PeriodName(from, w), f.Previous, PeriodName(to, w), f.Value, f.Drivers, call, w)
}

// DriversFrom draws what carries a KPI from a value to another, each under its
// own name; call gives the words for a factor. The drivers are rounded so that
// the parts shown add up to the change shown. Nil where either value or the
// drivers are missing.
func DriversFrom(k kpi.KPI, from string, start *float64, to string, end *float64, drivers []review.Driver, call func(key string) string, w *words.Words) *Waterfall {
	if start == nil || end == nil || len(drivers) == 0 {
		return nil
	}
	out := &Waterfall{
		Title: w.T("chart.drivers", "name", w.Name("kpi", k.Key, k.Name)), LabelName: w.T("chart.factor"),
		Start: Point{Label: from, Value: start, Text: w.Value(start, k.Unit)}, End: Point{Label: to, Value: end, Text: w.Value(end, k.Unit)},
	}
	step := 1.0
	switch {
	case k.Unit == "yen" && math.Abs(*end) >= 1e5:
		step = driverStep
	case k.Unit == "ratio":
		step = 0.001
	}
	parts := make([]float64, len(drivers))
	for i, d := range drivers {
		parts[i] = d.Contribution
	}
	for i, shown := range words.RoundParts(parts, step) {
		mark := Good
		switch {
		case shown == 0:
			mark = Plain
		case shown < 0 == (k.Direction != kpi.Down):
			mark = Bad
		}
		d := drivers[i]
		out.Parts = append(out.Parts, Point{Label: call(d.Factor), Value: &d.Contribution, Text: driverText(shown, k.Unit, w), Key: d.Factor, Mark: mark})
	}
	return out
}

// driverText writes a contribution; large money keeps the decimal that makes
// the parts add up: +196.5万円.
func driverText(v float64, unit string, w *words.Words) string {
	if unit == "yen" && w.Lang != "en" && math.Abs(v) >= driverStep {
		return w.Signed(v/1e4, 1) + w.T("format.man")
	}
	return w.SignedValue(&v, unit)
}
