package app

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"shirube/data/change"
	"shirube/data/intake"
	"shirube/data/kpi"
	"shirube/data/measure"
	"shirube/data/period"
	"shirube/data/prospect"
	"shirube/data/tabular"
)

// sampleStages are the stages of the sample in the order of a company's days.
var sampleStages = []string{"aware", "interest", "consider", "buy"}

var sampleMeasures = []measure.Measure{
	{Key: "visits", Over: measure.Sum, Unit: "count"},
	{Key: "requests", Over: measure.Sum, Unit: "count"},
	{Key: "cost", Over: measure.Sum, Unit: "yen"},
}

// sampleKPI is a KPI of the sample with its target of every month.
type sampleKPI struct {
	kpi.KPI
	monthly float64
}

// The goal is the product of what drives it, so that any change of it is
// traced to the yen.
var sampleKPIs = []sampleKPI{
	{kpi.KPI{Key: "annual_sales", Formula: "new_appointments * meeting_rate * win_rate * average_deal", Unit: "yen", Goal: true, Owner: "佐藤"}, 0},
	{kpi.KPI{Key: "new_appointments", Formula: "activity.appointment", Unit: "count", Parent: "annual_sales", Lead: true, Controllable: true, Owner: "高橋"}, 91},
	{kpi.KPI{Key: "meeting_rate", Formula: "(deal.won + deal.lost) / activity.appointment", Unit: "ratio", Parent: "annual_sales", Lead: true, Controllable: true, Owner: "田中"}, 0.55},
	{kpi.KPI{Key: "win_rate", Formula: "deal.won / (deal.won + deal.lost)", Unit: "ratio", Parent: "annual_sales", Owner: "鈴木"}, 0.25},
	{kpi.KPI{Key: "average_deal", Formula: "deal.won_amount / deal.won_priced", Unit: "yen", Parent: "annual_sales", Owner: "鈴木"}, 800_000},
	{kpi.KPI{Key: "lp_visits", Formula: "visits", Unit: "count", Parent: "new_appointments", Lead: true, Controllable: true, Owner: "佐藤"}, 3000},
	{kpi.KPI{Key: "cvr", Formula: "requests / visits", Unit: "ratio", Parent: "new_appointments", Lead: true, Controllable: true, Owner: "佐藤"}, 0.03},
	{kpi.KPI{Key: "cpl", Formula: "cost / requests", Unit: "yen", Direction: kpi.Down, Parent: "new_appointments", Controllable: true, Owner: "佐藤"}, 7500},
}

// sampleYear is the goal of the fiscal year in yen.
const sampleYear = 120_000_000

// sampleSales share it out over April to March, in 10,000 yen.
var sampleSales = [12]float64{950, 900, 1000, 1000, 850, 1050, 1020, 1000, 1000, 950, 1030, 1250}

// sampleOctober is the target of appointments in the fair's month.
const sampleOctober = 96

// fillSample writes the story into an empty workspace.
func (ws *Workspace) fillSample(ctx context.Context) error {
	s, err := newStory()
	if err != nil {
		return err
	}
	settings := ws.Settings()
	settings.Title, settings.Company, settings.ClosedDays, settings.Sample = s.Title, s.Company, s.Closed, true
	if err := ws.Config.Save(ctx, settings); err != nil {
		return err
	}
	op := change.Op{Title: "sample.make"}
	for _, write := range []func(context.Context, change.Op, *story) error{ws.sampleProspects, ws.sampleLog, ws.sampleNumbers, ws.sampleGoals, ws.sampleReviews} {
		if err := write(ctx, op, s); err != nil {
			return err
		}
	}
	ws.News.Publish(change.News{Op: op})
	return nil
}

// sampleProspects saves the companies. Those of the fair come from a file, as
// they would.
func (ws *Workspace) sampleProspects(ctx context.Context, op change.Op, s *story) error {
	var typed []prospect.Prospect
	var known []*lead
	for _, l := range s.leads {
		if !l.fair {
			typed, known = append(typed, l.Prospect), append(known, l)
		}
	}
	ids, err := ws.store.SaveProspects(ctx, op, typed)
	if err != nil {
		return err
	}
	for i, id := range ids {
		known[i].ID = id
	}
	if err := ws.sampleImport(ctx, Prospects, s.Fair.File, "cp932", s.fairFile()); err != nil {
		return err
	}
	byNumber, err := ws.store.MatchKeys(ctx, "external_id")
	if err != nil {
		return err
	}
	for _, l := range s.leads {
		if l.fair {
			l.ID = byNumber[l.ExternalID]
		}
	}
	return nil
}

// sampleImport writes rows as a file and takes it in by the usual door.
func (ws *Workspace) sampleImport(ctx context.Context, noun, name, encoding string, rows [][]any) error {
	dir, err := os.MkdirTemp("", "shirube-sample")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, name)
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	_, err = tabular.WriteCSV(f, encoding, func(yield func([]any, error) bool) {
		for _, row := range rows {
			if !yield(row, nil) {
				return
			}
		}
	})
	if shut := f.Close(); err == nil {
		err = shut
	}
	if err == nil {
		_, err = ws.Import(ctx, noun, intake.File{Path: path}, intake.Options{})
	}
	return err
}

// sampleLog saves stages reached, deals, and what was said.
func (ws *Workspace) sampleLog(ctx context.Context, op change.Op, s *story) error {
	var deals []prospect.Deal
	var activities []prospect.Activity
	entries := s.entries(s.leads[0], sampleStages)[:0]
	for _, l := range s.leads {
		entries = append(entries, s.entries(l, sampleStages)...)
		deals = append(deals, s.dealsOf(l)...)
		activities = append(activities, s.activities(l)...)
	}
	activities = append(activities, s.ahead()...)
	if _, err := ws.store.SaveEntries(ctx, op, entries); err != nil {
		return err
	}
	if _, err := ws.store.SaveDeals(ctx, op, deals); err != nil {
		return err
	}
	_, err := ws.store.SaveActivities(ctx, op, activities)
	return err
}

// sampleNumbers saves visits, requests and cost by day and channel. The cost
// of one month comes from a file with a line that can't be taken.
func (ws *Workspace) sampleNumbers(ctx context.Context, op change.Op, s *story) error {
	for _, m := range sampleMeasures {
		if err := ws.store.SaveMeasure(ctx, op, m); err != nil {
			return err
		}
	}
	until, err := period.ParseDay(s.CostUntil)
	if err != nil {
		return err
	}
	var values, typed []measure.Value
	for _, m := range s.months {
		values = append(values, s.spread("visits", m.visits, m.Range, s.Visits)...)
		values = append(values, s.spread("requests", m.requests, m.Range, s.Visits)...)
		spent := s.spread("cost", m.cost, period.Range{From: m.From, To: min(m.To, until)}, s.Costs)
		if m.name == s.Fair.Days[0][:7] {
			typed = spent
			continue
		}
		values = append(values, spent...)
	}
	if err := ws.store.SaveValues(ctx, op, values); err != nil {
		return err
	}
	rows := [][]any{{"日付", "指標", "チャネル", "値"}}
	for _, v := range typed {
		rows = append(rows, []any{v.Day, v.Measure, v.Channel, v.Value})
	}
	rows = append(rows, []any{"2026-10-32", "cost", typed[0].Channel, "12000"})
	return ws.sampleImport(ctx, Measures, s.CostFile, "utf-8-bom", rows)
}

// sampleGoals saves the KPIs with the targets of two fiscal years.
func (ws *Workspace) sampleGoals(ctx context.Context, op change.Op, s *story) error {
	targets := []kpi.Target{{KPI: sampleKPIs[0].Key, Period: "FY2026", Value: sampleYear}}
	for i, k := range sampleKPIs {
		k.Position, k.Grain = i+1, period.Month
		if k.Direction == "" {
			k.Direction = kpi.Up
		}
		if err := ws.store.SaveKPI(ctx, op, k.KPI); err != nil {
			return err
		}
	}
	first := period.Of(2025, 4, 1)
	for month := range 24 {
		p := ws.Calendar().Of(period.Month, first.AddMonths(month))
		for _, k := range sampleKPIs {
			value := k.monthly
			switch {
			case k.Goal && month < 12:
				continue
			case k.Goal:
				value = sampleSales[month-12] * yen10k
			case k.Key == "new_appointments" && p.String() == s.Fair.Days[0][:7]:
				value = sampleOctober
			}
			targets = append(targets, kpi.Target{KPI: k.Key, Period: p.String(), Value: value})
		}
	}
	if err := ws.KPIs.SetTargets(ctx, targets); err != nil {
		return fmt.Errorf("sample: %w", err)
	}
	return nil
}
