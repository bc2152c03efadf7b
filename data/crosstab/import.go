package crosstab

import (
	"context"
	"time"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/intake"
	"shirube/data/kpi"
	"shirube/data/measure"
	"shirube/data/period"
)

// Noun names these imports in the list of imports.
const Noun = "table"

// Errors of whole files.
const (
	NoTable  data.Code = "no_table"   // no cross table in it
	NeedYear data.Code = "table_year" // nothing tells the year; Where is the table
)

// Store is what an import needs of a workspace.
type Store interface {
	Measures(ctx context.Context) ([]measure.Measure, error)
	KPIs(ctx context.Context) ([]kpi.KPI, error)
	Targets(ctx context.Context) ([]kpi.Target, error)
	Values(ctx context.Context, key string, r period.Range) ([]measure.Value, error)
	// ImportTable stores everything in one batch as one import.
	ImportTable(ctx context.Context, imp intake.Import, c Content, finish func() intake.Result) (int64, error)
}

// Importer reads tables against a workspace and imports them.
type Importer struct {
	Store    Store
	News     *change.Bus
	Clock    data.Clock
	Calendar period.Calendar
	Called   func(noun, key, name string) []string
}

// Plan reads the grids of a file and says what would be imported. Errors:
// no_table.
func (im Importer) Plan(ctx context.Context, grids []Grid, o Options) (*Plan, error) {
	o.Calendar, o.Today = im.Calendar, period.On(im.Clock())
	var readings []Reading
	tables := 0
	for _, g := range grids {
		r := Read(g, o)
		tables += len(r.Tables)
		readings = append(readings, r)
	}
	if tables == 0 {
		return nil, &data.Error{Code: NoTable, What: o.File}
	}
	known := Known{Values: im.Store.Values, Called: im.Called}
	var err error
	if known.Measures, err = im.Store.Measures(ctx); err != nil {
		return nil, err
	}
	if known.KPIs, err = im.Store.KPIs(ctx); err != nil {
		return nil, err
	}
	if known.Targets, err = im.Store.Targets(ctx); err != nil {
		return nil, err
	}
	return Propose(ctx, readings, o, known)
}

// NeedsYear gives the first table whose year nothing tells, nil where all are known.
func (p *Plan) NeedsYear() *Table {
	for _, t := range p.Tables {
		if t.needs {
			return t
		}
	}
	return nil
}

// Counts says what importing the plan would do.
func (p *Plan) Counts() Counts { return p.counts }

// Cells counts the filled cells of all sheets by role.
func (p *Plan) Cells() map[Role]int {
	n := map[Role]int{}
	for _, role := range Roles {
		n[role] = 0
	}
	for _, r := range p.Readings {
		for role, k := range r.Count() {
			n[role] += k
		}
	}
	return n
}

// Reasons counts the cells that are ignored or missing by why.
func (p *Plan) Reasons() map[string]int {
	n := map[string]int{}
	for _, r := range p.Readings {
		for _, row := range r.Marks {
			for _, m := range row {
				if m.Reason != "" {
					n[m.Reason]++
				}
			}
		}
	}
	return n
}

// Import stores a plan as one import and gives its number, 0 where everything
// stands so already. Errors: table_year.
func (im Importer) Import(ctx context.Context, p *Plan, info intake.Info) (int64, error) {
	if t := p.NeedsYear(); t != nil {
		return 0, &data.Error{Code: NeedYear, What: info.File, Where: t.Range}
	}
	c := p.content
	if len(c.Measures)+len(c.KPIs)+len(c.Values)+len(c.Targets) == 0 {
		return 0, nil
	}
	began := im.Clock()
	imp := intake.Import{Noun: Noun, File: info.File, SHA256: info.SHA256, At: began.UTC().Format(time.RFC3339)}
	result := intake.Result{Rows: p.counts.Values + p.counts.Replaced + p.counts.Targets + p.counts.Unchanged,
		Created: p.counts.Values + p.counts.Targets, Updated: p.counts.Replaced, Skipped: p.counts.Unchanged, Encoding: info.Encoding, Delimiter: info.Delimiter}
	id, err := im.Store.ImportTable(ctx, imp, c, func() intake.Result {
		result.Seconds = im.Clock().Sub(began).Seconds()
		return result
	})
	if err == nil {
		im.News.Publish(change.News{Nouns: []change.Noun{change.Measure, change.KPI, change.Target},
			Op: change.Op{Title: "import.table", Args: map[string]string{"file": info.File}}})
	}
	return id, err
}
