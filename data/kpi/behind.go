package kpi

import (
	"context"

	"shirube/data"
	"shirube/data/measure"
	"shirube/data/period"
)

// Behind lists what stands behind a factor in a period, of one channel or (nil)
// of all: the factor is a derived measure, or a KPI that is one. The list is as
// long as the number counted; amounts add up to the sum. Errors: unknown_name,
// no_list (the factor is computed, or recorded as a number).
func (s *Service) Behind(ctx context.Context, factor string, p period.Period, channel *string) ([]measure.Counted, error) {
	d, err := s.desk(ctx)
	if err != nil {
		return nil, err
	}
	key := factor
	for f := d.book.formulas[key]; f != nil; f = d.book.formulas[key] {
		if !f.single() {
			return nil, data.Errorf("no_list", factor, "", nil)
		}
		key = f.names[0].Key
	}
	if _, known := d.book.measures[key]; !known {
		return nil, data.Errorf("unknown_name", factor, "", nil)
	}
	r, begun := d.so(p)
	if !begun {
		return nil, nil
	}
	return s.measures.Behind(ctx, key, r, channel)
}
