package kpi

import (
	"context"

	"shirube/data/funnel"
	"shirube/data/measure"
)

// StepTarget is the rate aimed at for a step of the funnel, and the KPI whose
// target it is.
type StepTarget struct {
	KPI  KPI
	Rate float64
}

// StepTargets gives, by the key of the stage reached, the target in force today
// of the KPI that is a step's conversion: its formula divides the entries of the
// stage by those of the stage before (entry.consider / entry.interest; for an
// anonymous stage its measure), by name or through KPIs that are nothing but
// those names. Of several the first by position that has a target counts; one
// that isn't a fraction from 0 to 1 is none.
func (s *Service) StepTargets(ctx context.Context, stages []funnel.Stage) (map[string]StepTarget, error) {
	d, err := s.desk(ctx)
	if err != nil {
		return nil, err
	}
	found := map[string]StepTarget{}
	for _, k := range d.book.KPIs {
		above, below, ok := d.book.quotient(k.Key)
		for i := 1; ok && i < len(stages); i++ {
			if above != counted(stages[i]) || below != counted(stages[i-1]) {
				continue
			}
			target := d.target(k.Key, Aim, d.calendar.Of(k.Grain, d.today))
			if _, taken := found[stages[i].Key]; !taken && target != nil && *target >= 0 && *target <= 1 {
				found[stages[i].Key] = StepTarget{k, *target}
			}
		}
	}
	return found, nil
}

// counted is the measure that counts who reached a stage.
func counted(s funnel.Stage) string {
	if s.Measure != "" {
		return s.Measure
	}
	return measure.EntryKey + s.Key
}

// quotient gives the two measures of a KPI that divides one by another.
func (b *Book) quotient(key string) (above, below string, ok bool) {
	f, sound := b.formulas[key]
	if !sound {
		return "", "", false
	}
	if above, below, ok = f.quotient(); !ok {
		return "", "", false
	}
	return b.behind(above), b.behind(below), true
}

// behind follows KPIs that are nothing but another name to what they name.
func (b *Book) behind(key string) string {
	for f, is := b.formulas[key]; is && f.single(); f, is = b.formulas[key] {
		key = f.names[0].Key
	}
	return key
}
