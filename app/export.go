package app

import (
	"context"
	"io"
	"iter"
	"strings"

	"shirube/data/tabular"
)

// The formats of an export: CSV in UTF-8 with BOM, CSV in CP932, and XLSX.
const (
	FormatCSV   = "csv"
	FormatCP932 = "cp932"
	FormatXLSX  = "xlsx"
)

// ExportOf writes the prospects of ids to a file in a format, whole or not at
// all; lost is how many characters the encoding lacks.
func (ws *Workspace) ExportOf(ctx context.Context, ids []int64, path, format string, progress func(done, total int64)) (lost int, err error) {
	counted := func(yield func([]any, error) bool) {
		n := int64(-1) // the header is no row
		for row, err := range ws.Prospects.ExportOf(ctx, ids, nil) {
			if n++; n%1000 == 0 {
				progress(n, int64(len(ids)))
			}
			if !yield(row, err) {
				return
			}
		}
	}
	switch format {
	case FormatXLSX:
		return 0, tabular.WriteXLSX(path, Prospects, counted)
	case FormatCP932:
		return saveCSV(path, "cp932", counted)
	}
	return saveCSV(path, "utf-8-bom", counted)
}

// TSV gives rows, the header first, as a spreadsheet takes them from the clipboard.
func TSV(rows iter.Seq2[[]any, error]) (string, error) {
	var b strings.Builder
	err := tabular.WriteTSV(&b, rows)
	return b.String(), err
}

// SaveTable writes rows, the header first, as a CSV file that spreadsheets open.
func SaveTable(path string, rows [][]string) error {
	_, err := saveCSV(path, "utf-8-bom", cells(rows))
	return err
}

// cells gives rows of texts as an export takes them.
func cells(rows [][]string) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for _, r := range rows {
			row := make([]any, len(r))
			for i, c := range r {
				row[i] = c
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}

func saveCSV(path, encoding string, rows iter.Seq2[[]any, error]) (lost int, err error) {
	err = tabular.Save(path, func(out io.Writer) error {
		missing, err := tabular.WriteCSV(out, encoding, rows)
		lost = len(missing)
		return err
	})
	return lost, err
}
