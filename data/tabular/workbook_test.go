package tabular_test

import (
	"bytes"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/japanese"

	"shirube/data"
	"shirube/data/intake"
	"shirube/data/period"
	"shirube/data/tabular"
)

// book writes a workbook as people make them: dates, zeros in front by format, formulas.
func book(t *testing.T, name string) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	style := func(format string) int {
		id, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
		must(err)
		return id
	}
	must(f.SetSheetRow("Sheet1", "A2", &[]any{"会社名", "郵便番号", "登録日", "受付", "売上", "率", "法人番号", "電話", "和暦"}))
	must(f.SetSheetRow("Sheet1", "A3", &[]any{"株式会社A", 600000, time.Date(2026, 10, 5, 0, 0, 0, 0, time.UTC), time.Date(2026, 10, 5, 9, 30, 0, 0, time.UTC), 1234.5, 0.125, 7000012050002, "0312345678", 46300}))
	must(f.SetCellStyle("Sheet1", "B3", "B3", style("0000000")))
	must(f.SetCellStyle("Sheet1", "C3", "C3", style("m/d/yy")))
	must(f.SetCellStyle("Sheet1", "E3", "E3", style(`"¥"#,##0`)))
	must(f.SetCellStyle("Sheet1", "F3", "F3", style("0%")))
	must(f.SetCellStyle("Sheet1", "I3", "I3", style(`[$-411]ggge"年"m"月"d"日"`)))
	must(f.SetCellRichText("Sheet1", "A5", []excelize.RichTextRun{{Text: "合同会社"}, {Text: "B", Font: &excelize.Font{Bold: true}}}))
	must(f.SetCellValue("Sheet1", "E5", 0.1+0.2))
	_, err := f.NewSheet("二枚目")
	must(err)
	must(f.SetSheetRow("二枚目", "A1", &[]any{"x", "y"}))
	must(f.SetSheetRow("二枚目", "A2", &[]any{1, "z"}))
	path := filepath.Join(t.TempDir(), "book.xlsx")
	must(f.SaveAs(path))
	named := filepath.Join(t.TempDir(), name)
	must(os.Rename(path, named))
	return named
}

func TestWorkbook(t *testing.T) {
	src := open(t, book(t, "named.csv"), tabular.Options{})
	i := src.Info()
	if i.Encoding != "xlsx" || i.Sheet != "Sheet1" || i.Delimiter != "" || !i.HasHeader || i.Header[1] != "郵便番号" {
		t.Errorf("info %+v", i)
	}
	want := []line{{3, []string{"株式会社A", "0600000", "2026-10-05", "2026-10-05 09:30:00", "1234.5", "0.125", "7000012050002", "0312345678", "2026-10-05"}, ""},
		{5, []string{"合同会社B", "", "", "", "0.3", "", "", "", ""}, ""}}
	for range 2 {
		if got := readAll(t, src); !reflect.DeepEqual(got, want) {
			t.Errorf("got %v\nwant %v", got, want)
		}
		if err := src.(intake.Rewinder).Rewind(); err != nil {
			t.Fatal(err)
		}
	}
	src = open(t, book(t, "b.xlsx"), tabular.Options{Sheet: "二枚目"})
	if got := readAll(t, src); !reflect.DeepEqual(got, []line{{2, []string{"1", "z"}, ""}}) {
		t.Errorf("second sheet: %v", got)
	}
	if _, err := tabular.Open(book(t, "b.xlsx"), tabular.Options{Sheet: "三枚目"}); data.CodeOf(err) != tabular.UnknownSheet {
		t.Errorf("third sheet: %v", err)
	}
	whole, err := os.ReadFile(book(t, "b.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tabular.Open(write(t, "half.xlsx", whole[:len(whole)/2]), tabular.Options{}); data.CodeOf(err) != tabular.BrokenWorkbook {
		t.Errorf("half a workbook: %v", err)
	}
}

// A formula without its value is no blank cell; a title above the header no row.
func TestWorkbookOfFormulas(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	for n, row := range [][]any{{"顧客一覧"}, {"会社名", "売上", "備考"}, {"青木商店"}} {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", n+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.SetCellFormula("Sheet1", "B3", "1+1"); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "formulas.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	want := []line{{3, []string{"青木商店", intake.NotComputed, ""}, ""}}
	src := open(t, path, tabular.Options{})
	for range 2 {
		if got := readAll(t, src); !reflect.DeepEqual(got, want) {
			t.Errorf("got %v\nwant %v", got, want)
		}
		if err := src.(intake.Rewinder).Rewind(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestTextNamedXLSX(t *testing.T) {
	src := open(t, write(t, "list.xlsx", []byte(sample)), tabular.Options{})
	if got := readAll(t, src); len(got) != 2 || src.Info().Encoding != "utf-8" {
		t.Errorf("got %v", got)
	}
}

func table(rows ...[]any) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	}
}

var cells = table([]any{"名前", "値", "日", "無"}, []any{"=HYPERLINK(\"x\")", int64(-5), period.Of(2026, 10, 5), nil}, []any{"+81-3", 1.5, period.Day(0), "-3"},
	[]any{"a,\"b\"\nc", "@x", "〜−—¥", " 端 "}, []any{"'=already", "髙﨑①", "", "\tx"})

func TestWriteCSV(t *testing.T) {
	for _, encoding := range []string{"utf-8-bom", "utf-8", "cp932"} {
		var b bytes.Buffer
		if lost, err := tabular.WriteCSV(&b, encoding, cells); err != nil || len(lost) != 0 {
			t.Fatalf("%s: %v %v", encoding, lost, err)
		}
		plain := b.Bytes()
		if encoding == "cp932" {
			var err error
			if plain, err = japanese.ShiftJIS.NewDecoder().Bytes(plain); err != nil {
				t.Fatal(err)
			}
		}
		dash := "〜−—¥"
		if encoding == "cp932" {
			dash = "～－―￥"
		}
		want := "名前,値,日,無\r\n\"'=HYPERLINK(\"\"x\"\")\",-5,2026-10-05,\r\n'+81-3,1.5,,-3\r\n\"a,\"\"b\"\"\nc\",'@x," + dash + ",\" 端 \"\r\n'=already,髙﨑①,,'\tx\r\n"
		if got := strings.TrimPrefix(string(plain), "\ufeff"); got != want {
			t.Errorf("%s: got %q\nwant %q", encoding, got, want)
		}
		if bom := bytes.HasPrefix(b.Bytes(), []byte("\ufeff")); bom != (encoding == "utf-8-bom") {
			t.Errorf("%s: mark %v", encoding, bom)
		}
		src := open(t, write(t, "own.csv", b.Bytes()), tabular.Options{})
		got := readAll(t, src)
		if src.Info().Encoding != encoding || got[0].Cells[0] != "=HYPERLINK(\"x\")" || got[1].Cells[0] != "+81-3" || got[3].Cells[3] != "\tx" {
			t.Errorf("%s: read back %v", encoding, got)
		}
	}
	var b bytes.Buffer
	lost, err := tabular.WriteCSV(&b, "cp932", table([]any{"a"}, []any{"𠮷野é"}))
	want := []tabular.Lost{{Row: 2, Column: 1, Char: "𠮷"}, {Row: 2, Column: 1, Char: "é"}}
	if err != nil || !reflect.DeepEqual(lost, want) || strings.Contains(b.String(), "?") {
		t.Errorf("%v %v %q", lost, err, b.String())
	}
	if _, err := tabular.WriteCSV(&b, "euc-jp", cells); data.CodeOf(err) != tabular.UnknownEncoding {
		t.Error(err)
	}
}

func TestWriteXLSX(t *testing.T) {
	path := filepath.Join(t.TempDir(), "out.xlsx")
	if err := tabular.WriteXLSX(path, "見込み客", cells); err != nil {
		t.Fatal(err)
	}
	src := open(t, path, tabular.Options{})
	got := readAll(t, src)
	if src.Info().Sheet != "見込み客" || !reflect.DeepEqual(got[0].Cells, []string{"=HYPERLINK(\"x\")", "-5", "2026-10-05", ""}) || got[1].Cells[0] != "+81-3" {
		t.Errorf("%v", got)
	}
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if formula, err := f.GetCellFormula("見込み客", "A2"); formula != "" || err != nil {
		t.Errorf("a text became the formula %q", formula)
	}
}

func TestSaveIsWholeOrNothing(t *testing.T) {
	path := write(t, "f.txt", []byte("before"))
	boom := fmt.Errorf("boom")
	if err := tabular.Save(path, func(w io.Writer) error { fmt.Fprint(w, "half"); return boom }); err != boom {
		t.Error(err)
	}
	if b, _ := os.ReadFile(path); string(b) != "before" {
		t.Errorf("got %q", b)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if err := tabular.Save(path, func(w io.Writer) error { _, err := fmt.Fprint(w, "after"); return err }); err != nil {
		t.Error(err)
	}
	if b, _ := os.ReadFile(path); string(b) != "after" {
		t.Errorf("got %q", b)
	}
	if err := tabular.Save(filepath.Join(t.TempDir(), "none", "f"), func(io.Writer) error { return nil }); data.CodeOf(err) != tabular.FileUnwritable {
		t.Error(err)
	}
}
