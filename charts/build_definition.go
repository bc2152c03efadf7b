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

// FormulaText writes a formula with names for its keys and the signs people
// write: 受注数 ÷ (受注数 + 失注数).
func FormulaText(d report.Definition, w *words.Words) string {
	signed := strings.TrimSpace(spaces.ReplaceAllString(formulaSigns.Replace(d.KPI.Formula), " "))
	return formulaKey.ReplaceAllStringFunc(signed, func(k string) string {
		switch name, known := d.Names[k]; {
		case d.KPIs[k]:
			return w.Name("kpi", k, name)
		case known:
			return w.Name("measure", k, name)
		}
		return k
	})
}
