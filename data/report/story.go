package report

import (
	"context"

	"shirube/data/kpi"
	"shirube/data/period"
	"shirube/data/review"
)

// movement explains the goal's change from the period before.
func (s *Service) movement(ctx context.Context, doc *Document, book *kpi.Book) error {
	goal, ok := book.Goal()
	if !ok || book.Broken[goal.Key] != nil {
		return nil
	}
	found, err := s.Reviews.Finding(ctx, goal.Key, doc.Period, doc.Previous)
	if err != nil {
		return err
	}
	measures, err := s.Measures.Measures(ctx)
	if err != nil {
		return err
	}
	names, ok := definition(book, goal, measures)
	if ok && found.Value != nil {
		doc.Movement = &Movement{KPI: goal, From: doc.Previous, To: doc.Period, Finding: found, Names: names}
	}
	return nil
}

// causes gathers what reviews wrote, decided on and found to have worked.
func (s *Service) causes(ctx context.Context, doc *Document, book *kpi.Book) error {
	block := &CausesBlock{KPIs: map[string]kpi.KPI{}}
	for _, k := range book.KPIs {
		block.KPIs[k.Key] = k
	}
	causes, err := s.Reviews.Causes(ctx)
	if err != nil {
		return err
	}
	for _, c := range causes {
		if c.Period == doc.Period.String() {
			block.Causes = append(block.Causes, c)
		}
	}
	actions, err := s.Reviews.Actions(ctx)
	if err != nil {
		return err
	}
	for _, a := range actions {
		decided := a.Period == doc.Period.String()
		if a.State != review.ActionDropped && (decided || a.State == review.ActionOpen && a.Added <= doc.Made) {
			block.Actions = append(block.Actions, a)
		}
	}
	effects, err := s.Reviews.Effects(ctx)
	if err != nil {
		return err
	}
	since := s.earliest(doc.Period)
	for _, e := range effects {
		if e.Action.Done >= since {
			block.Effects = append(block.Effects, e)
		}
	}
	if len(block.Causes)+len(block.Actions)+len(block.Effects) > 0 {
		doc.Causes = block
	}
	return nil
}

// earliest is the first day of the periods a series shows.
func (s *Service) earliest(p period.Period) period.Day {
	for range Shown - 1 {
		p = s.Calendar().Previous(p)
	}
	return p.From
}

// leaveOut puts the summary together and takes out the sections that were only
// read for it.
func (doc *Document) leaveOut(r Request) {
	if r.wants(Summary) && (doc.Movement != nil || len(doc.KPIs) > 0) {
		doc.Summary = &SummaryBlock{Movement: doc.Movement, Causes: doc.Causes}
		for _, s := range doc.KPIs {
			if s.Last().Rule != "" {
				doc.Summary.Signals = append(doc.Summary.Signals, s)
			}
		}
	}
	if !r.wants(KPIs) {
		doc.KPIs = nil
	}
	if !r.wants(Drivers) {
		doc.Movement = nil
	}
	if !r.wants(Causes) {
		doc.Causes = nil
	}
}
