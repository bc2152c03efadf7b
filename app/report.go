package app

import (
	"context"
	"io"

	"shirube/assets/words"
	"shirube/charts"
	"shirube/charts/html"
	"shirube/charts/paper"
	"shirube/charts/pdf"
	"shirube/charts/xlsx"
	"shirube/data"
	"shirube/data/report"
	"shirube/data/tabular"
)

// Formats a report can be written in: a web page, pages to print, a workbook.
const (
	ReportHTML = "html"
	ReportPDF  = "pdf"
	ReportXLSX = "xlsx"
)

// ReportFormats are all of them.
var ReportFormats = []string{ReportHTML, ReportPDF, ReportXLSX}

// WriteReport computes a report and writes it in a format, whole or not at
// all. Errors: "unknown_format".
func (ws *Workspace) WriteReport(ctx context.Context, r report.Request, format string, o paper.Options, path string, w *words.Words) error {
	doc, err := ws.Reports.Compute(ctx, r)
	if err != nil {
		return err
	}
	return tabular.Save(path, func(out io.Writer) error {
		switch format {
		case ReportHTML:
			return html.Write(out, doc, w)
		case ReportPDF:
			return pdf.Write(out, paper.Pages(doc, w, o), pdf.Info{
				Title: w.T("report.title", "period", charts.PeriodName(doc.Period, w)), Author: doc.Company, Lang: w.Lang, Made: doc.Made.Time(),
			})
		case ReportXLSX:
			return xlsx.Write(out, doc, w)
		}
		return data.Errorf("unknown_format", format, "", nil)
	})
}
