package xlsx

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"shirube/assets/palette"
	"shirube/assets/words"
	"shirube/charts"
	"shirube/data/report"
)

// family is the font that Windows and macOS have for Japanese.
const family = "Yu Gothic"

// Write writes doc as a workbook in w's language. It fails where out does, or
// where the library refuses a part.
func Write(out io.Writer, doc report.Document, w *words.Words) error {
	b := &book{f: excelize.NewFile(), words: w, doc: doc, rows: map[string]int{}, styles: map[string]int{}}
	defer b.f.Close()
	b.check(b.f.SetDefaultFont(family))
	b.check(b.f.SetSheetName("Sheet1", b.sheet("summary")))
	b.check(b.f.SetDocProps(&excelize.DocProperties{
		Title: b.title(), Creator: doc.Company, Created: doc.Made.Time().Format(time.RFC3339), Modified: doc.Made.Time().Format(time.RFC3339), Language: w.Lang,
	}))
	full := true
	b.check(b.f.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &full}))
	b.numbers()
	b.summary()
	sheets := map[report.Section]func(){report.Trends: b.trends, report.Drivers: b.drivers, report.Causes: b.causes, report.Funnel: b.funnel, report.Channels: b.channels}
	for _, section := range doc.Order() {
		if put := sheets[section]; put != nil {
			put()
		}
	}
	b.notes()
	b.print()
	b.check(b.f.MoveSheet(b.sheet("numbers"), b.sheet("notes")))
	if b.err != nil {
		return fmt.Errorf("xlsx: %w", b.err)
	}
	if err := b.f.Write(out); err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	return nil
}

// book is a workbook being filled. The first error is kept and the rest passed over.
type book struct {
	f      *excelize.File
	words  *words.Words
	doc    report.Document
	rows   map[string]int // of each KPI's first point in the sheet of numbers
	styles map[string]int // by number format, "" for text; "!" in front for a heading
	err    error
}

func (b *book) check(err error) {
	if b.err == nil && err != nil && !errors.Is(err, io.EOF) {
		b.err = err
	}
}

func (b *book) title() string {
	return b.words.T("report.title", "period", charts.PeriodName(b.doc.Period, b.words))
}

// sheet is the name of a sheet in words, as a spreadsheet allows it.
func (b *book) sheet(key string) string { return b.words.T("report.sheet." + key) }

// ref is a sheet's name as formulas write it.
func (b *book) ref(key string) string {
	return "'" + strings.ReplaceAll(b.sheet(key), "'", "''") + "'!"
}

func (b *book) add(key string) string {
	name := b.sheet(key)
	_, err := b.f.NewSheet(name)
	b.check(err)
	return name
}

// print sets every sheet to lying pages as wide as the sheet.
func (b *book) print() {
	landscape, one, zero, fit := "landscape", 1, 0, true
	for _, name := range b.f.GetSheetList() {
		b.check(b.f.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}))
		b.check(b.f.SetPageLayout(name, &excelize.PageLayoutOptions{Orientation: &landscape, FitToWidth: &one, FitToHeight: &zero}))
	}
}

// at names a cell; both count from 1.
func at(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		panic(err)
	}
	return name
}

// text sets a text, never a formula.
func (b *book) text(sheet, cell, text string) {
	b.check(b.f.SetCellStr(sheet, cell, plain(text)))
}

// number sets a value in a unit's format; nothing stands where it is not measured.
func (b *book) number(sheet, cell string, v *float64, unit string) {
	if v == nil {
		b.text(sheet, cell, words.Dash)
		b.style(sheet, cell, "@")
		return
	}
	b.check(b.f.SetCellFloat(sheet, cell, *v, -1, 64))
	b.style(sheet, cell, format(unit))
}

// formula sets a formula whose value is known to be v.
func (b *book) formula(sheet, cell, formula string, v *float64, unit string) {
	b.number(sheet, cell, v, unit)
	b.check(b.f.SetCellFormula(sheet, cell, formula))
	b.style(sheet, cell, format(unit))
}

// format is a unit's number format.
func format(unit string) string {
	switch unit {
	case "ratio":
		return "0.0%"
	case "yen":
		return `"¥"#,##0;[Red]"¥"-#,##0`
	case "days":
		return "0.0"
	}
	return "#,##0.##;[Red]-#,##0.##"
}

func (b *book) style(sheet, cell, format string) { b.set(sheet, cell, cell, format) }

func (b *book) set(sheet, from, to, format string) {
	id, known := b.styles[format]
	if !known {
		s := &excelize.Style{CustomNumFmt: &format}
		switch {
		case format == "!":
			s = &excelize.Style{Font: &excelize.Font{Bold: true, Family: family}, Fill: fill(palette.Track)}
		case format == "!!":
			s = &excelize.Style{Font: &excelize.Font{Bold: true, Size: 16, Family: family}}
		case format == "@":
			s.Alignment = &excelize.Alignment{Horizontal: "right"}
		}
		var err error
		id, err = b.f.NewStyle(s)
		b.check(err)
		b.styles[format] = id
	}
	b.check(b.f.SetCellStyle(sheet, from, to, id))
}

// head sets a row of headings.
func (b *book) head(sheet string, row int, texts ...string) {
	for i, t := range texts {
		b.text(sheet, at(i+1, row), t)
	}
	b.set(sheet, at(1, row), at(len(texts), row), "!")
}

// widths sets the widths of the first columns, in characters.
func (b *book) widths(sheet string, each ...float64) {
	for i, w := range each {
		column, err := excelize.ColumnNumberToName(i + 1)
		b.check(err)
		b.check(b.f.SetColWidth(sheet, column, column, w))
	}
}

// table sets rows of text, header first, from a row on, and gives the next free one.
func (b *book) table(sheet string, row int, rows [][]string) int {
	if len(rows) == 0 {
		return row
	}
	b.head(sheet, row, rows[0]...)
	for i, r := range rows[1:] {
		for j, t := range r {
			b.text(sheet, at(j+1, row+1+i), t)
		}
	}
	return row + len(rows) + 1
}

func hex(t palette.Token) string { return strings.TrimPrefix(palette.Hex(palette.Of(false)[t]), "#") }

func fill(t palette.Token) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{hex(t)}}
}

// plain drops what a workbook's XML can't hold, and cuts to what a cell can.
func plain(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF || r == 0xFFFD {
			return -1
		}
		return r
	}, s)
	if runes := []rune(s); len(runes) > 32000 {
		s = string(runes[:32000]) + "…"
	}
	return s
}
