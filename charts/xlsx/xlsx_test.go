package xlsx

import (
	"archive/zip"
	"bytes"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"shirube/assets/words"
	"shirube/charts/charttest"
	"shirube/data/report"
)

func written(t testing.TB, doc report.Document, lang string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, doc, words.In(lang)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func opened(t testing.TB, b []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// cells visits every cell of a workbook.
func cells(t testing.TB, f *excelize.File, visit func(sheet, cell string)) {
	t.Helper()
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for r, row := range rows {
			for c := range row {
				visit(sheet, at(c+1, r+1))
			}
		}
	}
}

func TestFormulasGiveTheReportsValues(t *testing.T) {
	f := opened(t, written(t, charttest.Document(t), "ja"))
	formulas := 0
	cells(t, f, func(sheet, cell string) {
		formula, err := f.GetCellFormula(sheet, cell)
		if err != nil || formula == "" {
			return
		}
		formulas++
		raw := excelize.Options{RawCellValue: true}
		kept, _ := f.GetCellValue(sheet, cell, raw)
		again, err := f.CalcCellValue(sheet, cell, raw)
		if err != nil {
			t.Errorf("%s!%s =%s: %v", sheet, cell, formula, err)
		}
		if a, b := number(kept), number(again); kept != "" && math.Abs(a-b) > 1e-9*math.Max(1, math.Abs(a)) {
			t.Errorf("%s!%s =%s is %s, the report says %s", sheet, cell, formula, again, kept)
		}
	})
	if formulas < 20 {
		t.Errorf("only %d formulas", formulas)
	}
}

func number(s string) float64 {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return math.NaN()
	}
	return v
}

func TestHostileTextNeverBecomesAFormula(t *testing.T) {
	f := opened(t, written(t, charttest.Hostile(t), "ja"))
	found := map[string]bool{}
	ours := regexp.MustCompile(`^[A-Z0-9$:.!,()+*/'-]+$`) // references, SUM, MIN, MAX and signs
	cells(t, f, func(sheet, cell string) {
		text, _ := f.GetCellValue(sheet, cell)
		formula, _ := f.GetCellFormula(sheet, cell)
		if formula = strings.NewReplacer("'数値'", "").Replace(formula); formula != "" && !ours.MatchString(formula) || strings.Contains(formula, "HYPERLINK") {
			t.Errorf("%s!%s holds the formula %s", sheet, cell, formula)
		}
		if kind, _ := f.GetCellType(sheet, cell); slices.Contains(charttest.Hostiles, text) && kind != excelize.CellTypeSharedString {
			t.Errorf("%s!%s holds %q as %v, not as a text", sheet, cell, text, kind)
		}
		found[text] = true
	})
	for _, text := range charttest.Hostiles {
		if !found[text] {
			t.Errorf("%q is not shown as it is", text)
		}
	}
	for name, part := range parts(t, written(t, charttest.Hostile(t), "ja")) {
		if strings.Contains(name, "externalLink") || strings.Contains(name, "vba") || strings.Contains(part, `TargetMode="External"`) || strings.Contains(part, "<hyperlink") {
			t.Errorf("%s reaches out of the workbook", name)
		}
	}
}

// parts are the files in a workbook, but for the one that the library orders by chance.
func parts(t testing.TB, b []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, p := range z.File {
		r, err := p.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if p.Name != "[Content_Types].xml" {
			out[p.Name] = string(text)
		}
	}
	return out
}

func TestTheSameReportGivesTheSameParts(t *testing.T) {
	one, two := parts(t, written(t, charttest.Document(t), "en")), parts(t, written(t, charttest.Document(t), "en"))
	for name, text := range one {
		if two[name] != text {
			t.Errorf("%s differs", name)
		}
	}
	if len(one) < 15 {
		t.Errorf("only %d parts", len(one))
	}
}

// TestLibreOfficeRecalculates opens the workbook in another program, which
// computes every formula anew.
func TestLibreOfficeRecalculates(t *testing.T) {
	program, err := exec.LookPath("soffice")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("LibreOffice is needed to recalculate the workbook; install the package libreoffice-calc-nogui")
		}
		t.Skip("LibreOffice is not installed: the workbook was not recalculated")
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "report.xlsx")
	book := written(t, charttest.Document(t), "ja")
	if err := os.WriteFile(file, book, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), program, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", filepath.Join(dir, "again"), file)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	b, err := os.ReadFile(filepath.Join(dir, "again", "report.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	ours, theirs, compared := opened(t, book), opened(t, b), 0
	cells(t, ours, func(sheet, cell string) {
		if formula, _ := ours.GetCellFormula(sheet, cell); formula == "" {
			return
		}
		raw := excelize.Options{RawCellValue: true}
		kept, _ := ours.GetCellValue(sheet, cell, raw)
		again, err := theirs.GetCellValue(sheet, cell, raw)
		if err != nil {
			t.Fatal(err)
		}
		if kept == "" {
			return
		}
		compared++
		if a, b := number(kept), number(again); !(math.Abs(a-b) <= 1e-9*math.Max(1, math.Abs(a))) {
			t.Errorf("%s!%s: LibreOffice computes %q, the report says %q", sheet, cell, again, kept)
		}
	})
	if compared < 20 {
		t.Errorf("only %d formulas were compared", compared)
	}
}

func TestSheetsStandInTheOrderOfTheSections(t *testing.T) {
	doc := charttest.Document(t)
	doc.Sections = []report.Section{report.Channels, report.KPIs, report.Summary, report.Trends, report.Definitions}
	f := opened(t, written(t, doc, "ja"))
	if got, want := strings.Join(f.GetSheetList(), " "), "要約 チャネル別 推移 数値 定義と注記"; got != want {
		t.Errorf("the sheets are %s, want %s", got, want)
	}
	var kpis, sentences int
	cells(t, f, func(sheet, cell string) {
		text, _ := f.GetCellValue(sheet, cell)
		_, row, _ := excelize.CellNameToCoordinates(cell)
		switch {
		case sheet == "要約" && text == "指標":
			kpis = row
		case sheet == "要約" && strings.Contains(text, "もっとも効いたのは"):
			sentences = row
		}
	})
	if kpis == 0 || kpis > sentences {
		t.Errorf("the KPIs stand in row %d, the sentences in %d", kpis, sentences)
	}
}
