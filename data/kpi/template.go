package kpi

import (
	"context"
	"slices"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/funnel"
	"shirube/data/measure"
	"shirube/data/period"
)

// Template is what a new workspace starts with. Names are left empty: a stage,
// measure or KPI without one is called by the words for its key
// ("stage.name.", "measure.name.", "kpi.name." + key).
type Template struct {
	Key      string
	Stages   []funnel.Stage
	Measures []measure.Measure
	KPIs     []KPI
}

var defaultStages = []funnel.Stage{{Key: "aware"}, {Key: "interest"}, {Key: "consider"}, {Key: "buy"}}

// Templates are the ones there are: the sales office's five KPIs under the
// year's revenue, marketing's six under the meetings it brings, and blank.
var Templates = []Template{
	{
		Key:    "sales",
		Stages: defaultStages,
		KPIs: []KPI{
			{Key: "annual_sales", Formula: measure.DealWonAmount, Unit: "yen", Grain: period.Year, Goal: true},
			{Key: "new_appointments", Formula: "activity.appointment", Unit: "count", Parent: "annual_sales", Lead: true, Controllable: true},
			{Key: "meeting_rate", Formula: "activity.meeting / activity.appointment", Unit: "ratio", Parent: "annual_sales", Lead: true, Controllable: true},
			{Key: "win_rate", Formula: "deal.won / (deal.won + deal.lost)", Unit: "ratio", Parent: "annual_sales"},
			{Key: "average_deal", Formula: "deal.won_amount / deal.won_priced", Unit: "yen", Parent: "annual_sales"},
			{Key: "repeat_rate", Formula: "deal.repeat / deal.customers", Unit: "ratio", Parent: "annual_sales"},
		},
	},
	{
		Key:    "marketing",
		Stages: []funnel.Stage{{Key: "visit", Measure: "visits"}, {Key: "lead"}, {Key: "mql"}, {Key: "meeting"}},
		Measures: []measure.Measure{
			{Key: "visits", Over: measure.Sum, Unit: "count"},
			{Key: "cost", Over: measure.Sum, Unit: "yen"},
			{Key: "mail_delivered", Over: measure.Sum, Unit: "count"},
			{Key: "mail_opened", Over: measure.Sum, Unit: "count"},
			{Key: "mail_clicked", Over: measure.Sum, Unit: "count"},
		},
		KPIs: []KPI{
			{Key: "meetings", Formula: "entry.meeting", Unit: "count", Grain: period.Year, Goal: true},
			{Key: "mql", Formula: "entry.mql", Unit: "count", Parent: "meetings"},
			{Key: "lp_visits", Formula: "visits", Unit: "count", Parent: "mql", Lead: true, Controllable: true},
			{Key: "cvr", Formula: "entry.lead / visits", Unit: "ratio", Parent: "mql", Lead: true, Controllable: true},
			{Key: "open_rate", Formula: "mail_opened / mail_delivered", Unit: "ratio", Parent: "mql", Lead: true, Controllable: true},
			{Key: "click_rate", Formula: "mail_clicked / mail_delivered", Unit: "ratio", Parent: "mql", Lead: true, Controllable: true},
			{Key: "cpl", Formula: "cost / entry.lead", Unit: "yen", Parent: "mql", Direction: Down, Controllable: true},
		},
	},
	{Key: "blank", Stages: defaultStages},
}

// FindTemplate gives a template by key; "unknown_template" where there is none.
func FindTemplate(key string) (Template, error) {
	for _, t := range Templates {
		if t.Key == key {
			return t, nil
		}
	}
	return Template{}, data.Errorf("unknown_template", key, "", nil)
}

// Install saves a template's measures and KPIs as one action; its stages must
// be in place, for the entry measures to exist. Errors: those of formulas, and
// key_taken.
func (s *Service) Install(ctx context.Context, t Template) error {
	have, err := s.store.KPIs(ctx)
	if err != nil {
		return err
	}
	measures, err := s.measures.Measures(ctx)
	if err != nil {
		return err
	}
	kpis := place(have, t.KPIs...)
	kept := slices.DeleteFunc(have, func(k KPI) bool { return holds(kpis, k.Key) })
	book := NewBook(append(kept, kpis...), append(measures, t.Measures...))
	for _, k := range kpis {
		if err := book.Broken[k.Key]; err != nil {
			return err
		}
	}
	op := change.Op{Title: "template.install", Args: map[string]string{"template": t.Key}}
	if err := s.store.EditKPIs(ctx, op, Edit{Measures: t.Measures, KPIs: kpis}); err != nil {
		return err
	}
	s.publish(op, change.Measure, change.KPI)
	return nil
}
