package report

import (
	"bytes"
	"context"
	"slices"
	"time"

	"shirube/data"
	"shirube/data/funnel"
	"shirube/data/intake"
	"shirube/data/kpi"
	"shirube/data/measure"
	"shirube/data/period"
	"shirube/data/review"
	"shirube/data/setting"
)

// leastTrend is how many measured points a trend needs to be drawn.
const leastTrend = 3

// Request is what should be in a document. Sections nil = all; the others are
// printed in the order they stand in.
type Request struct {
	Period   period.Period
	Sections []Section
	For      string // whom the document is handed to
	Notes    string // what whoever hands it on says first
}

func (r Request) wants(s Section) bool { return r.Sections == nil || slices.Contains(r.Sections, s) }

// Imports tells what was imported into a workspace.
type Imports interface {
	Imports(ctx context.Context) ([]intake.Import, error)
}

// Logos keeps the company's logo.
type Logos interface {
	Logo(ctx context.Context) ([]byte, error)
}

// Measures names the measures that formulas are made of.
type Measures interface {
	Measures(ctx context.Context) ([]measure.Measure, error)
}

// Service computes documents of one workspace.
type Service struct {
	KPIs     *kpi.Service
	Funnels  *funnel.Service
	Measures Measures
	Imports  Imports
	Logos    Logos
	Reviews  *review.Service
	Settings func() setting.Settings
	Calendar func() period.Calendar
	Clock    data.Clock
}

// Compute makes the document. The same workspace, request and clock give the
// same document.
func (s *Service) Compute(ctx context.Context, r Request) (Document, error) {
	settings := s.Settings()
	book, err := s.KPIs.Book(ctx)
	if err != nil {
		return Document{}, err
	}
	today := period.On(s.Clock())
	doc := Document{
		For: r.For, Notes: r.Notes, Title: settings.Title, Company: settings.Company, Period: r.Period, Previous: s.Calendar().Previous(r.Period),
		Made: today, Complete: r.Period.To < today, Sections: r.Sections,
	}
	kept, err := s.Logos.Logo(ctx)
	if err != nil {
		return Document{}, err
	}
	if logo, err := setting.ReadLogo(bytes.NewReader(kept)); err == nil {
		doc.Logo = &logo
	}
	for _, part := range []struct {
		wanted  bool
		compute func() error
	}{
		{r.wants(Goal), func() error { doc.Goal, err = s.Goal(ctx, r.Period.To); return err }},
		{r.wants(Summary) || r.wants(KPIs) || r.wants(Trends), func() error { return s.kpis(ctx, &doc, book, r) }},
		{r.wants(Summary) || r.wants(Drivers), func() error { return s.movement(ctx, &doc, book) }},
		{r.wants(Summary) || r.wants(Causes), func() error { return s.causes(ctx, &doc, book) }},
		{r.wants(Funnel), func() error { doc.Funnel, err = s.funnel(ctx, r.Period, settings.Window, ""); return err }},
		{r.wants(Channels), func() error { doc.Channels, err = s.funnel(ctx, r.Period, settings.Window, "channel"); return err }},
		{r.wants(Rejected), func() error { return s.rejected(ctx, &doc) }},
		{r.wants(Definitions), func() error { return s.definitions(ctx, &doc, book) }},
	} {
		if !part.wanted {
			continue
		}
		if err := part.compute(); err != nil {
			return Document{}, err
		}
	}
	doc.leaveOut(r)
	return doc, nil
}

// Goal is where the KGI stands in the fiscal year of a day; nil without one.
func (s *Service) Goal(ctx context.Context, on period.Day) (*GoalBlock, error) {
	book, err := s.KPIs.Book(ctx)
	if err != nil {
		return nil, err
	}
	goal, ok := book.Goal()
	if !ok || book.Broken[goal.Key] != nil {
		return nil, nil
	}
	year := s.Calendar().Of(period.Year, on)
	v, err := s.KPIs.Value(ctx, goal.Key, year)
	return &GoalBlock{KPI: goal, Year: year, Value: v}, err
}

func (s *Service) kpis(ctx context.Context, doc *Document, book *kpi.Book, r Request) error {
	for _, k := range book.KPIs {
		if k.Goal {
			continue
		}
		series := Series{KPI: k, Points: []Point{{Period: doc.Period, Value: kpi.Value{Key: k.Key, Period: doc.Period.String(), State: kpi.Unmeasured}}}}
		if book.Broken[k.Key] == nil {
			var err error
			if series, err = s.Series(ctx, k, doc.Period); err != nil {
				return err
			}
		}
		doc.KPIs = append(doc.KPIs, series)
		if r.wants(Trends) && series.Measured() >= leastTrend {
			doc.Trends = append(doc.Trends, series)
		}
	}
	return nil
}

// funnel asks by entry cohort over the fiscal year up to the period's end,
// cut to what has had its whole window; where nothing has, for the movement of
// the period itself.
func (s *Service) funnel(ctx context.Context, p period.Period, window int, by string) (*FunnelBlock, error) {
	stages, err := s.Funnels.Stages(ctx)
	if err != nil || len(stages) == 0 {
		return nil, err
	}
	year := s.Calendar().Of(period.Year, p.To)
	q := funnel.Question{View: funnel.Cohort, Range: period.Range{From: min(year.From, p.From), To: p.To}, By: by, Today: period.On(s.Clock())}
	if window > 0 {
		q.Window = &window
	}
	if mature, ok := funnel.MatureRange(q); ok {
		q.Range = mature
	} else {
		q.View, q.Window, q.Range = funnel.Flow, nil, p.Range
	}
	result, err := s.Funnels.Funnel(ctx, q)
	if err != nil {
		return nil, err
	}
	return &FunnelBlock{Question: q, Stages: stages, Result: result}, nil
}

// rejected notes the imports since the period began in which rows were
// rejected: a file of the period may come in after it.
func (s *Service) rejected(ctx context.Context, doc *Document) error {
	imports, err := s.Imports.Imports(ctx)
	if err != nil {
		return err
	}
	zone := s.Clock().Location()
	for _, i := range imports {
		at, err := time.Parse(time.RFC3339, i.At)
		if err != nil {
			continue
		}
		day := period.On(at.In(zone))
		if i.Undone || i.Result.RejectedCount == 0 || day < doc.Period.From || day > doc.Made {
			continue
		}
		doc.Rejected = append(doc.Rejected, Rejection{
			Import: i.ID, Day: day, Noun: i.Noun, File: i.File, Rows: i.Result.Rows, Count: i.Result.RejectedCount, Codes: codes(i),
		})
	}
	slices.SortFunc(doc.Rejected, func(a, b Rejection) int { return int(a.Import - b.Import) })
	return nil
}

// codes counts the reasons among the rows that were listed.
func codes(i intake.Import) []CodeCount {
	listed := i.Rejects
	if listed == nil {
		listed = i.Result.Rejected
	}
	var out []CodeCount
	for _, r := range listed {
		at := slices.IndexFunc(out, func(c CodeCount) bool { return c.Code == r.Code })
		if at < 0 {
			at = len(out)
			out = append(out, CodeCount{Code: r.Code})
		}
		out[at].Count++
	}
	slices.SortStableFunc(out, func(a, b CodeCount) int { return b.Count - a.Count })
	return out
}

func (s *Service) definitions(ctx context.Context, doc *Document, book *kpi.Book) error {
	measures, err := s.Measures.Measures(ctx)
	if err != nil {
		return err
	}
	for _, k := range book.KPIs {
		if d, ok := definition(book, k, measures); ok {
			doc.Definitions = append(doc.Definitions, d)
		}
	}
	return nil
}

// definition names the keys of a KPI's formula; ok is false for a broken one.
func definition(book *kpi.Book, k kpi.KPI, measures []measure.Measure) (d Definition, ok bool) {
	f, err := book.Formula(k.Key)
	if err != nil {
		return d, false
	}
	d = Definition{KPI: k, Names: map[string]string{}, KPIs: map[string]bool{}}
	for _, key := range f.Keys() {
		if m := slices.IndexFunc(measures, func(m measure.Measure) bool { return m.Key == key }); m >= 0 {
			d.Names[key] = measures[m].Name
		} else if of, err := book.KPI(key); err == nil {
			d.Names[key], d.KPIs[key] = of.Name, true
		}
	}
	return d, true
}
