package app

import (
	"context"

	"shirube/assets/words"
	"shirube/data/crosstab"
	"shirube/data/intake"
	"shirube/data/tabular"
)

// Table is the plan for a file that holds cross tables, with what was found
// out about the file.
type Table struct {
	*crosstab.Plan
	Info    intake.Info
	Skipped []string // sheets too large to be tables
}

// PlanTable reads a file, or with text what was pasted, and says what would be
// imported of it. Errors: those of opening, no_table.
func (ws *Workspace) PlanTable(ctx context.Context, f intake.File, text string, o crosstab.Options) (Table, error) {
	options := tabular.Options{Encoding: f.Encoding, Delimiter: f.Delimiter, Sheet: f.Sheet}
	read := func() ([]crosstab.Grid, intake.Info, []string, error) { return tabular.Grids(ctx, f.Path, options) }
	if text != "" {
		read = func() ([]crosstab.Grid, intake.Info, []string, error) {
			return tabular.GridsOfText(ctx, f.Path, text, options)
		}
	}
	grids, info, skipped, err := read()
	if err != nil {
		return Table{}, err
	}
	o.File = info.File
	plan, err := ws.tables().Plan(ctx, grids, o)
	return Table{plan, info, skipped}, err
}

// ImportTable stores a plan as one import; 0 where everything stands so already.
func (ws *Workspace) ImportTable(ctx context.Context, t Table) (int64, error) {
	return ws.tables().Import(ctx, t.Plan, t.Info)
}

func (ws *Workspace) tables() crosstab.Importer {
	return crosstab.Importer{Store: ws.store, News: ws.News, Clock: ws.timer(), Calendar: ws.Calendar(), Called: calledIn}
}

// calledIn gives what a measure or KPI is called in either language.
func calledIn(noun, key, name string) []string {
	return []string{words.In("ja").Name(noun, key, name), words.In("en").Name(noun, key, name)}
}

// HasTable tells whether a file's first sheets hold a cross table, so that one
// who drops it is shown it as such.
func HasTable(ctx context.Context, path string) bool {
	grids, info, _, err := tabular.Grids(ctx, path, tabular.Options{})
	if err != nil {
		return false
	}
	for _, g := range grids {
		if crosstab.HasTable(g, crosstab.Options{File: info.File}) {
			return true
		}
	}
	return false
}
