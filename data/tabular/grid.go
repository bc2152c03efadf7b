package tabular

import (
	"context"
	"errors"
	"io"
	"strconv"
	"strings"

	"shirube/data/crosstab"
	"shirube/data/intake"
)

// The largest sheet that is read whole, as a grid: what is longer or wider is a
// list, no table that somebody looks at.
const (
	gridRows    = 2000
	gridColumns = 400
)

// Grids reads a file whole, sheet by sheet, with its merged cells: all sheets
// of a workbook, or only the one that was asked for. Sheets beyond 2,000 rows
// or 400 columns are left out and named. Errors: those of Open.
func Grids(ctx context.Context, path string, o Options) ([]crosstab.Grid, intake.Info, []string, error) {
	return grids(ctx, o, func(o Options) (intake.Source, error) { return Open(path, o) })
}

// GridsOfText is Grids of text that was pasted.
func GridsOfText(ctx context.Context, name, text string, o Options) ([]crosstab.Grid, intake.Info, []string, error) {
	return grids(ctx, o, func(o Options) (intake.Source, error) { return OpenText(name, text, o) })
}

func grids(ctx context.Context, o Options, open func(Options) (intake.Source, error)) (all []crosstab.Grid, info intake.Info, skipped []string, err error) {
	no := false
	one := o.Sheet != ""
	o.HasHeader, o.blank = &no, true
	for next := 1; ; next++ {
		src, err := open(o)
		if err != nil {
			return nil, info, nil, err
		}
		info = src.Info()
		g, small, err := gridOf(ctx, src)
		src.Close()
		switch {
		case err != nil:
			return nil, info, nil, err
		case small:
			all = append(all, g)
		default:
			skipped = append(skipped, g.Sheet)
		}
		if one || next >= len(info.Sheets) {
			return all, info, skipped, nil
		}
		o.Sheet = info.Sheets[next]
	}
}

// gridOf reads one sheet from its first row.
func gridOf(ctx context.Context, src intake.Source) (g crosstab.Grid, small bool, err error) {
	g.Sheet = src.Info().Sheet
	w, workbook := src.(*workbook)
	row := func() (int, []string, error) { return src.(*textSource).row(0) }
	if workbook {
		row = func() (int, []string, error) { return w.row(0) }
	}
	for {
		line, cells, err := row()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return g, false, err
		}
		for len(cells) > 0 && cells[len(cells)-1] == "" {
			cells = cells[:len(cells)-1]
		}
		if line > gridRows || len(cells) > gridColumns {
			return g, false, nil
		}
		for len(g.Rows) < line {
			g.Rows = append(g.Rows, nil)
		}
		out := make([]crosstab.Cell, len(cells))
		for i, text := range cells {
			out[i] = crosstab.Cell{Text: strings.Clone(text), Percent: workbook && w.percent[i]}
		}
		g.Rows[line-1] = out
	}
	if workbook {
		g.Merged = w.merged
	}
	return g, true, nil
}

// maxMerged is how many runs of merged cells are kept of a sheet.
const maxMerged = 100_000

// merge takes a run of merged cells such as B2:C4.
func (w *workbook) merge(ref string) {
	a, b, ok := strings.Cut(ref, ":")
	r1, c1, ok1 := cellOf(a)
	r2, c2, ok2 := cellOf(b)
	if ok && ok1 && ok2 && len(w.merged) < maxMerged {
		w.merged = append(w.merged, crosstab.Span{Row: r1, Column: c1, LastRow: r2, LastColumn: c2})
	}
}

// cellOf gives the 0-based row and column of a cell such as AB12.
func cellOf(ref string) (row, column int, ok bool) {
	column, ok = columnOf(ref)
	row, err := strconv.Atoi(strings.TrimLeft(ref, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	return row - 1, column, ok && err == nil && row > 0
}
