package tabular

import (
	"archive/zip"
	"cmp"
	"math"
	"regexp"
	"strconv"
	"strings"

	"shirube/data/period"
)

// style is what a number format says about the number under it.
type style struct {
	date    bool
	percent bool
	zeros   int // width to fill with leading zeros
}

func (w *workbook) loadStyles(p *zip.File) error {
	if p == nil {
		return nil
	}
	var sheet struct {
		Formats []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Cells []struct {
			Format int `xml:"numFmtId,attr"`
		} `xml:"cellXfs>xf"`
	}
	if err := parse(p, &sheet); err != nil {
		return err
	}
	custom := map[int]string{}
	for _, f := range sheet.Formats {
		custom[f.ID] = f.Code
	}
	for _, c := range sheet.Cells {
		w.styles = append(w.styles, styleOf(c.Format, custom[c.Format]))
	}
	return nil
}

// quoted is what a number format shows as it is: texts, colours, escapes.
var quoted = regexp.MustCompile(`"[^"]*"|\[[^\]]*\]|\\.|_.|\*.`)

// styleOf reads a number format. The built-in dates are 14 to 22 and 45 to 47,
// and 27 to 36 and 50 to 58 in Japanese workbooks (ECMA-376, 18.8.30).
func styleOf(id int, code string) style {
	if code == "" {
		return style{date: id >= 14 && id <= 22 || id >= 27 && id <= 36 || id >= 45 && id <= 47 || id >= 50 && id <= 58, percent: id == 9 || id == 10}
	}
	code = quoted.ReplaceAllString(code, "")
	if strings.Trim(code, "0") == "" {
		return style{zeros: len(code)}
	}
	if strings.Contains(code, "General") || strings.Contains(code, "E+") {
		return style{}
	}
	return style{date: strings.ContainsAny(strings.ToLower(code), "ymdhsge"), percent: strings.Contains(code, "%")}
}

// style is that of a cell by its style number.
func (w *workbook) style(number string) style {
	if i, err := strconv.Atoi(cmp.Or(number, "0")); err == nil && i >= 0 && i < len(w.styles) {
		return w.styles[i]
	}
	return style{}
}

// number writes a stored number: dates as ISO, and at most the 15 digits that
// Excel itself keeps.
func (w *workbook) number(raw string, s style) string {
	raw = strings.TrimSpace(raw)
	v, err := strconv.ParseFloat(raw, 64)
	if err != nil || math.IsInf(v, 0) || math.IsNaN(v) {
		return raw
	}
	if s.date && v >= 0 && v < 2958466 {
		return moment(v, w.epoch)
	}
	v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'g', 15, 64), 64)
	text := strconv.FormatFloat(v, 'f', -1, 64)
	if len(text) < s.zeros && v >= 0 {
		text = strings.Repeat("0", s.zeros-len(text)) + text
	}
	return text
}

// moment turns a serial into an ISO date, with the time where there is one.
// Excel's 1900 has a 29 February that never was.
func moment(serial float64, epoch int) string {
	days, seconds := int(serial), int(math.Round((serial-math.Floor(serial))*86400))
	if seconds == 86400 {
		days, seconds = days+1, 0
	}
	clock := ""
	if seconds > 0 {
		clock = two(seconds/3600) + ":" + two(seconds/60%60) + ":" + two(seconds%60)
	}
	if days == 0 && epoch == 0 && clock != "" {
		return clock
	}
	if days += epoch; days < 60 {
		days++
	}
	day := (period.Of(1899, 12, 30) + period.Day(days)).String()
	if clock == "" {
		return day
	}
	return day + " " + clock
}

func two(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}
