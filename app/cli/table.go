package cli

import (
	"context"
	"maps"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"shirube/app"
	"shirube/data"
	"shirube/data/crosstab"
	"shirube/data/intake"
)

// tabled is what the import of a cross table did, or would do.
type tabled struct {
	Import  int64                 `json:"import"`
	Tables  []*crosstab.Table     `json:"tables"`
	Items   []*crosstab.Item      `json:"items"`
	Created crosstab.Counts       `json:"created"`
	Cells   map[crosstab.Role]int `json:"cells"`
	Ignored map[string]int        `json:"ignored"` // cells left out, or not measured, by why
	Skipped []string              `json:"skipped_sheets"`
	DryRun  bool                  `json:"dry_run,omitempty"`
}

func (s *session) importTable() *cobra.Command {
	var src intake.File
	var o crosstab.Options
	var dry bool
	c := &cobra.Command{
		Use:   "table FILE",
		Short: "A table of KPIs by month: results become measures, targets become targets",
		Args:  cobra.ExactArgs(1),
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
			if o.FiscalYear != "" {
				if p, err := ws.Calendar().Parse(o.FiscalYear); err != nil || p.Grain != "year" {
					return usage{data.Errorf("usage_year", "--fiscal-year "+o.FiscalYear, "", nil)}
				}
			}
			src.Path = args[0]
			t, err := ws.PlanTable(ctx, src, "", o)
			if err != nil {
				return err
			}
			r := tabled{Tables: t.Tables, Items: t.Items, Created: t.Counts(), Cells: t.Cells(), Ignored: t.Reasons(), Skipped: list(t.Skipped), DryRun: dry}
			if !dry {
				if r.Import, err = ws.ImportTable(ctx, t); err != nil {
					return err
				}
			}
			return s.print(r, func() { s.tabled(r) })
		}),
	}
	f := c.Flags()
	f.StringVar(&src.Encoding, "encoding", "auto", "`auto|utf-8|cp932|utf-16le|utf-16be|euc-jp`")
	f.StringVar(&src.Sheet, "sheet", "", "`name` of the sheet; all unless given")
	f.StringVar(&o.FiscalYear, "fiscal-year", "", "`FY2026`, where the table doesn't say its year")
	f.BoolVar(&dry, "dry-run", false, "say what would happen and store nothing")
	return c
}

// tabled prints what a table became for people.
func (s *session) tabled(r tabled) {
	w := s.words()
	for _, t := range r.Tables {
		year := w.T("cli.table.no_year")
		if t.FiscalYear != nil {
			year = *t.FiscalYear
		}
		s.line(w.T("cli.table", "sheet", t.Sheet, "range", t.Range, "year", year, "unit", t.Unit))
		for _, c := range t.Totals {
			if c.Off != 0 {
				s.line("  " + w.T("cli.table.off", "cell", c.Cell, "says", number(c.Says), "sum", number(c.Sum), "off", number(c.Off)))
			}
		}
	}
	rows := [][]string{{w.T("cli.col.name"), w.T("cli.col.what"), w.T("cli.col.key"), w.T("cli.col.unit"), ">" + w.T("cli.table.results"), ">" + w.T("cli.table.targets")}}
	for _, it := range r.Items {
		key := it.Measure
		if it.Take == crosstab.TakeFormula {
			key = it.Formula
		}
		rows = append(rows, []string{it.Name, w.T("table.take." + string(it.Take)), key, it.Unit, w.Int(it.Results), w.Int(it.Targets)})
	}
	s.table(rows)
	for _, role := range crosstab.Roles {
		s.line(w.T("table.role."+string(role)), w.Int(r.Cells[role]))
	}
	for _, why := range slices.Sorted(maps.Keys(r.Ignored)) {
		s.line("  "+w.T("table.why."+why), w.Int(r.Ignored[why]))
	}
	c := r.Created
	s.line(w.T("cli.table.done", "measures", w.Int(c.Measures), "kpis", w.Int(c.KPIs), "values", w.Int(c.Values), "replaced", w.Int(c.Replaced),
		"targets", w.Int(c.Targets), "unchanged", w.Int(c.Unchanged)))
	if t := slices.IndexFunc(r.Tables, func(t *crosstab.Table) bool { return t.FiscalYear == nil }); t >= 0 {
		s.line(s.tell(&data.Error{Code: crosstab.NeedYear, What: r.Tables[t].Sheet, Where: r.Tables[t].Range}))
	}
}

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
