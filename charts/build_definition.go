package charts

import (
	"regexp"
	"strings"

	"shirube/assets/words"
	"shirube/data/report"
)

var (
	formulaKey   = regexp.MustCompile(`[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*`)
	formulaSigns = strings.NewReplacer("/", " ÷ ", "*", " × ", "+", " + ", "-", " − ")
	spaces       = regexp.MustCompile(` +`)
)

// Readable writes a formula with the signs people write and its keys called by
// name, which gives back a key that has none.
func Readable(formula string, name func(key string) string) string {
	signed := strings.TrimSpace(spaces.ReplaceAllString(formulaSigns.Replace(formula), " "))
	return formulaKey.ReplaceAllStringFunc(signed, name)
}

// FormulaText writes a definition's formula with names for its keys:
// 受注数 ÷ (受注数 + 失注数).
func FormulaText(d report.Definition, w *words.Words) string {
	return Readable(d.KPI.Formula, func(k string) string { return FactorName(d, k, w) })
}
