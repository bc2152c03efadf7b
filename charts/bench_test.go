package charts_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"shirube/assets/words"
	"shirube/charts/html"
	"shirube/charts/paper"
	"shirube/charts/pdf"
	"shirube/charts/xlsx"
	"shirube/data/change"
	"shirube/data/datatest"
	"shirube/data/funnel"
	"shirube/data/intake"
	"shirube/data/kpi"
	"shirube/data/measure"
	"shirube/data/period"
	"shirube/data/report"
	"shirube/data/review"
	"shirube/data/setting"
)

type noImports struct{}

func (noImports) Imports(context.Context) ([]intake.Import, error) { return nil, nil }

// BenchmarkReport writes the report of a workspace with 24 months of 30 KPIs and
// the funnels of six channels as page, PDF and workbook, and prints what all three
// took beside LibreOffice turning that very workbook into a PDF (design §7, 13).
func BenchmarkReport(b *testing.B) {
	program, err := exec.LookPath("soffice")
	if err != nil {
		b.Skip("needs LibreOffice, whose time is the reference")
	}
	service, month := busyOffice(b)
	w := words.In("ja")
	var took [4][]time.Duration
	var book bytes.Buffer
	timed := func(i int, f func() error) {
		began := time.Now()
		if err := f(); err != nil {
			b.Fatal(err)
		}
		took[i] = append(took[i], time.Since(began))
	}
	for range 5 {
		var doc report.Document
		timed(0, func() error { doc, err = service.Compute(b.Context(), report.Request{Period: month}); return err })
		timed(1, func() error { return html.Write(io.Discard, doc, w) })
		timed(2, func() error {
			return pdf.Write(io.Discard, paper.Pages(doc, w, paper.Options{}), pdf.Info{Title: "レポート", Lang: "ja", Made: doc.Made.Time()})
		})
		book.Reset()
		timed(3, func() error { return xlsx.Write(&book, doc, w) })
	}
	dir := b.TempDir()
	file := filepath.Join(dir, "report.xlsx")
	if err := os.WriteFile(file, book.Bytes(), 0o600); err != nil {
		b.Fatal(err)
	}
	var theirs []time.Duration
	for range 3 {
		began := time.Now()
		cmd := exec.CommandContext(b.Context(), program, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", "pdf", "--outdir", dir, file)
		if out, err := cmd.CombinedOutput(); err != nil {
			b.Fatalf("%v\n%s", err, out)
		}
		theirs = append(theirs, time.Since(began))
	}
	if info, err := os.Stat(filepath.Join(dir, "report.pdf")); err != nil || info.Size() == 0 {
		b.Fatal("LibreOffice wrote no PDF")
	}
	reference := median(theirs)
	ratio := func(what string, ours time.Duration) {
		fmt.Printf("%-58s %10.2f ms / %10.2f ms = %.3f\n", what, float64(ours.Microseconds())/1000, float64(reference.Microseconds())/1000, float64(ours)/float64(reference))
	}
	ratio("report of 30 KPIs × 24 months: computing", median(took[0]))
	ratio("report: HTML", median(took[1]))
	ratio("report: PDF", median(took[2]))
	ratio("report: XLSX", median(took[3]))
	ratio("report: all three / LibreOffice, XLSX to PDF", median(took[1])+median(took[2])+median(took[3]))
	for b.Loop() { // what is measured stands above
	}
}

func median(all []time.Duration) time.Duration {
	slices.Sort(all)
	return all[len(all)/2]
}

// busyOffice is a workspace of 24 months: 30 rates over 31 measures with their
// targets, and 3,000 companies that went through the stages by six channels.
func busyOffice(b *testing.B) (*report.Service, period.Period) {
	ctx := b.Context()
	st := datatest.Workspace(b)
	calendar := func() period.Calendar { return period.Calendar{} }
	news := &change.Bus{}
	kpis := kpi.NewService(st, st, news, datatest.Clock, calendar)
	service := &report.Service{
		KPIs: kpis, Funnels: funnel.NewService(st, st, st, news, datatest.Clock), Measures: st, Logos: st, Calendar: calendar, Clock: datatest.Clock, Imports: noImports{},
		Reviews: review.NewService(review.Reviewer{KPIs: kpis, Calendar: calendar}, st, datatest.Clock),
		Settings: func() setting.Settings {
			return setting.Settings{Title: "営業部", Company: "しるべ商事", Window: 90}
		},
	}
	check := func(err error) {
		if err != nil {
			b.Fatal(err)
		}
	}
	const rates = 30
	var values []measure.Value
	var targets []kpi.Target
	for m := range rates + 1 {
		key := fmt.Sprintf("m%d", m)
		check(st.SaveMeasure(ctx, datatest.Op, measure.Measure{Key: key, Name: fmt.Sprintf("数値%d", m), Over: measure.Sum, Unit: "count"}))
		day := period.Of(2024, time.November, 1)
		for ; day < period.Of(2026, time.November, 1); day++ {
			values = append(values, measure.Value{Measure: key, Day: day, Value: 10 + float64(m) + math.Round(5*math.Sin(float64(day)*float64(m+1)))})
		}
	}
	check(st.SaveValues(ctx, datatest.Op, values))
	check(kpis.Save(ctx, kpi.KPI{Key: "goal", Name: "年間", Formula: "m0 * m1 / m2", Grain: period.Year, Goal: true}))
	for k := range rates {
		key := fmt.Sprintf("k%d", k)
		check(kpis.Save(ctx, kpi.KPI{Key: key, Name: fmt.Sprintf("指標%d", k), Formula: fmt.Sprintf("m%d / m%d", k, k+1), Unit: "ratio"}))
		targets = append(targets, kpi.Target{KPI: key, Period: "2026-10", Value: 1})
	}
	check(kpis.SetTargets(ctx, targets))
	ids, err := st.SaveProspects(ctx, datatest.Op, datatest.Prospects(1, 3000))
	check(err)
	entries := datatest.Entries(1, ids)
	for i := range entries {
		entries[i].Channel = fmt.Sprintf("チャネル%d", entries[i].Prospect%6)
	}
	_, err = st.SaveEntries(ctx, datatest.Op, entries)
	check(err)
	month, err := period.Calendar{}.Parse("2026-10")
	check(err)
	return service, month
}
