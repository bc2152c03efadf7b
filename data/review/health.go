package review

import (
	"context"
	"slices"

	"shirube/data/kpi"
	"shirube/data/period"
)

// Health says which KPIs are likely to die, why, and what would mend it:
// kpi.Diagnose with the natural limits of their processes, and the signals
// after which nothing was decided. A mend is done by kpi.Service.Mend.
func (s *Service) Health(ctx context.Context) ([]kpi.Symptom, error) {
	found, err := s.ail(ctx)
	if err != nil {
		return nil, err
	}
	book, err := s.KPIs.Book(ctx)
	if err != nil {
		return nil, err
	}
	actions, err := s.Actions(ctx)
	if err != nil {
		return nil, err
	}
	for _, k := range book.KPIs {
		if book.Broken[k.Key] != nil {
			continue
		}
		last := s.Calendar().Previous(s.Calendar().Of(k.Grain, s.today()))
		f, err := s.judge(ctx, k.Key, last)
		if err != nil {
			return nil, err
		}
		worse := f.Above == (k.Direction == kpi.Down)
		if f.Signal && worse && !s.decided(actions, k.Key, last) {
			found = append(found, kpi.Symptom{Code: kpi.NoAction, KPI: k.Key, Period: last.String(), Rule: string(f.Rule),
				Mends: []kpi.Mend{{Kind: kpi.MendReview, KPI: k.Key, Period: last.String()}}})
		}
	}
	return found, nil
}

// decided tells whether an action on a KPI was decided in a period or later.
func (s *Service) decided(actions []Action, key string, since period.Period) bool {
	return slices.ContainsFunc(actions, func(a Action) bool {
		p, err := s.Calendar().Parse(a.Period)
		return a.KPI == key && err == nil && p.To >= since.From
	})
}
