package kpi_test

import (
	"fmt"
	"testing"

	"shirube/data/change"
	"shirube/data/datatest"
	"shirube/data/kpi"
	"shirube/data/measure"
	"shirube/data/period"
)

// BenchmarkFiftyKPIs reads 50 KPIs over 36 months from three years of daily
// values in six channels, with a year's target each.
func BenchmarkFiftyKPIs(b *testing.B) {
	st, news := datatest.Workspace(b), &change.Bus{}
	s := kpi.NewService(st, st, news, datatest.Clock, func() period.Calendar { return period.Calendar{} })
	var values []measure.Value
	for m := range 8 {
		for d := period.Of(2023, 11, 1); d <= period.Of(2026, 11, 21); d++ {
			for c := range 6 {
				values = append(values, measure.Value{Measure: fmt.Sprintf("m%d", m), Day: d, Channel: fmt.Sprint(c), Value: float64(d) / 1000})
			}
		}
	}
	if err := st.SaveValues(b.Context(), datatest.Op, values); err != nil {
		b.Fatal(err)
	}
	for i := range 50 {
		k := kpi.KPI{Key: fmt.Sprintf("k%d", i), Formula: fmt.Sprintf("m%d * 2 / m%d", i%8, (i+1)%8)}
		if i%2 == 0 {
			k.Formula = fmt.Sprintf("m%d + m%d", i%8, (i+1)%8)
		}
		if err := s.Save(b.Context(), k); err != nil {
			b.Fatal(err)
		}
		if err := s.SetTargets(b.Context(), []kpi.Target{{KPI: k.Key, Period: "FY2026", Value: 1e6}}); err != nil {
			b.Fatal(err)
		}
	}
	b.Run("Series", func(b *testing.B) {
		for b.Loop() {
			for i := range 50 {
				if _, err := s.Series(b.Context(), fmt.Sprintf("k%d", i), period.Month, 36, period.Of(2026, 11, 22)); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
	b.Run("ValuesWithForecasts", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Values(b.Context(), period.Calendar{}.Of(period.Year, period.Of(2026, 11, 22))); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("Reading", func(b *testing.B) {
		for b.Loop() {
			news.Publish(change.News{})
			if _, err := s.TargetAt(b.Context(), "k0", period.Calendar{}.Of(period.Year, period.Of(2026, 11, 22))); err != nil {
				b.Fatal(err)
			}
		}
	})
}
