package tabular

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/japanese"

	"shirube/data"
	"shirube/data/period"
)

// Lost is a character that the encoding of a written file lacks; 〓 stands in
// its place.
type Lost struct {
	Row    int    `json:"row"` // 1-based, the header included
	Column int    `json:"column"`
	Char   string `json:"char"`
}

// Save writes a file whole or not at all: beside its place under another name,
// flushed, then renamed.
func Save(path string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".shirube-*")
	if err != nil {
		return data.Errorf(FileUnwritable, path, "", err)
	}
	defer os.Remove(f.Name())
	if err := write(f); err != nil {
		f.Close()
		return err
	}
	err = f.Chmod(0o644)
	if err == nil {
		err = f.Sync()
	}
	if shut := f.Close(); err == nil {
		err = shut
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return data.Errorf(FileUnwritable, path, "", err)
	}
	return nil
}

// WriteCSV writes rows (header first) with CRLF line ends in utf-8-bom, utf-8
// or cp932. Cells are string, int64, float64, period.Day or nil. Texts that a
// spreadsheet would take for a formula get an apostrophe in front.
func WriteCSV(w io.Writer, encoding string, rows iter.Seq2[[]any, error]) ([]Lost, error) {
	name, err := encodingName(encoding)
	if err != nil || name != "utf-8" && name != "utf-8-bom" && name != "cp932" {
		return nil, &data.Error{Code: UnknownEncoding, Args: map[string]any{"encoding": encoding}}
	}
	out := bufio.NewWriterSize(w, 64<<10)
	if name == "utf-8-bom" {
		out.WriteString("\ufeff")
	}
	var lost []Lost
	n := 0
	for row, err := range rows {
		if err != nil {
			return lost, err
		}
		n++
		for i, cell := range row {
			if i > 0 {
				out.WriteByte(',')
			}
			text := cellText(cell)
			if name == "cp932" {
				var missing []string
				text, missing = toCP932(text)
				for _, c := range missing {
					lost = append(lost, Lost{n, i + 1, c})
				}
			}
			out.WriteString(quoteCell(text))
		}
		out.WriteString("\r\n")
	}
	if err := out.Flush(); err != nil {
		return lost, data.Errorf(FileUnwritable, "", "", err)
	}
	return lost, nil
}

// WriteTSV writes rows (header first) as a spreadsheet copies them: cells with
// tabs between them, texts guarded as in a CSV file.
func WriteTSV(w io.Writer, rows iter.Seq2[[]any, error]) error {
	out := bufio.NewWriter(w)
	for row, err := range rows {
		if err != nil {
			return err
		}
		for i, cell := range row {
			if i > 0 {
				out.WriteByte('\t')
			}
			text := cellText(cell)
			if strings.ContainsAny(text, "\t\"\r\n") {
				text = `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
			}
			out.WriteString(text)
		}
		out.WriteString("\r\n")
	}
	return out.Flush()
}

// WriteXLSX writes rows (header first) as the only sheet of a workbook: the
// header bold and frozen, numbers as numbers, days as dates, texts as texts.
func WriteXLSX(path, sheet string, rows iter.Seq2[[]any, error]) error {
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetSheetName("Sheet1", sheet); err != nil {
		return err
	}
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	iso := "yyyy-mm-dd"
	date, err := f.NewStyle(&excelize.Style{CustomNumFmt: &iso})
	if err != nil {
		return err
	}
	out, err := f.NewStreamWriter(sheet)
	if err != nil {
		return err
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	n := 0
	for row, err := range rows {
		if err != nil {
			return err
		}
		n++
		cells := make([]any, len(row))
		for i, c := range row {
			switch day, ok := c.(period.Day); {
			case n == 1:
				cells[i] = excelize.Cell{StyleID: bold, Value: c}
			case ok && day.Known():
				cells[i] = excelize.Cell{StyleID: date, Value: day.Time()}
			case ok || c == nil || c == "":
			default:
				cells[i] = c
			}
		}
		if err := out.SetRow(fmt.Sprintf("A%d", n), cells); err != nil {
			return err
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return Save(path, func(w io.Writer) error { return f.Write(w) })
}

func cellText(cell any) string {
	switch v := cell.(type) {
	case string:
		return guard(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case period.Day:
		return v.String()
	case nil:
		return ""
	}
	return guard(fmt.Sprint(cell))
}

var plainNumber = regexp.MustCompile(`^[-+]?\d+(\.\d+)?$`)

// guard keeps a spreadsheet from running a text as a formula.
func guard(s string) string {
	if s != "" && dangerous(s[0]) && !plainNumber.MatchString(s) {
		return "'" + s
	}
	return s
}

func dangerous(c byte) bool { return strings.IndexByte("=+-@\t\r", c) >= 0 }

func quoteCell(s string) string {
	if strings.ContainsAny(s, ",\"\r\n") || s != "" && (s[0] == ' ' || s[len(s)-1] == ' ') {
		return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	}
	return s
}

// windows maps characters to the ones that Windows has in their place.
var windows = strings.NewReplacer("〜", "～", "\u2212", "－", "\u2014", "―", "\u00a5", "￥", "\u2016", "∥", "\u00a2", "￠", "\u00a3", "￡", "\u00ac", "￢")

// toCP932 encodes a text and lists the characters it has no code for.
func toCP932(s string) (string, []string) {
	s = windows.Replace(s)
	enc := japanese.ShiftJIS.NewEncoder()
	if out, err := enc.String(s); err == nil {
		return out, nil
	}
	var b strings.Builder
	var missing []string
	for _, r := range s {
		out, err := enc.String(string(r))
		if err != nil {
			missing = append(missing, string(r))
			out = "\x81\xac"
		}
		b.WriteString(out)
	}
	return b.String(), missing
}
