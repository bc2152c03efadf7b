package app

import (
	"context"
	"io"
	"path/filepath"
	"strings"

	"shirube/assets/words"
	"shirube/charts"
	"shirube/charts/html"
	"shirube/charts/paper"
	"shirube/charts/pdf"
	"shirube/charts/slide"
	"shirube/charts/xlsx"
	"shirube/data"
	"shirube/data/period"
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

// ChartFormats are what a single chart can be saved as.
var ChartFormats = slide.Formats

// SaveChart writes one chart as a picture for slides, PNG or SVG as the file's
// name says. Error: unknown_format.
func SaveChart(c charts.Chart, path string) error {
	return tabular.Save(path, func(out io.Writer) error {
		return slide.Write(out, c, strings.ToLower(strings.TrimPrefix(filepath.Ext(path), ".")))
	})
}

// ChartOf gives a chart of a period's report: goal, funnel, drivers, or the
// trend of a KPI by its key. Errors: unknown_kpi, no_chart.
func (ws *Workspace) ChartOf(ctx context.Context, name string, p period.Period, w *words.Words) (charts.Chart, error) {
	section := report.Section(name)
	if section != report.Goal && section != report.Funnel && section != report.Drivers {
		book, err := ws.KPIs.Book(ctx)
		if err != nil {
			return nil, err
		}
		k, err := book.KPI(name)
		if err != nil {
			return nil, err
		}
		series, err := ws.Reports.Series(ctx, k, p)
		if err != nil {
			return nil, err
		}
		return charts.LineOf(series, w), nil
	}
	doc, err := ws.Reports.Compute(ctx, report.Request{Period: p, Sections: []report.Section{section}})
	switch {
	case err != nil:
		return nil, err
	case doc.Goal != nil:
		return charts.BulletOf(doc.Goal.Value, doc.Goal.KPI.Unit, w), nil
	case doc.Funnel != nil && !charts.FunnelEmpty(doc.Funnel):
		return charts.FunnelOf(doc.Funnel.Result.Groups[0], doc.Funnel.Stages, doc.Funnel.Result.Bottleneck, w, false), nil
	case doc.Movement != nil:
		if fall := charts.DriversOf(doc.Movement, w); fall != nil {
			return fall, nil
		}
	}
	return nil, data.Errorf("no_chart", name, p.String(), nil)
}
