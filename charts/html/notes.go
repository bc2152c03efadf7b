package html

import (
	"regexp"
	"strings"

	"shirube/assets/words"
	"shirube/data/report"
)

type rejection struct {
	File, Day, Noun, Count string
	Reasons                []string
}

func rejectionOf(r report.Rejection, w *words.Words) rejection {
	out := rejection{
		File: r.File, Day: w.ShortDay(r.Day.Time()), Noun: w.T("report.noun." + r.Noun),
		Count: w.T("report.rejected.count", "n", w.Int(r.Count), "rows", w.Int(r.Rows)),
	}
	for _, c := range r.Codes {
		out.Reasons = append(out.Reasons, w.T("report.rejected.reason", "reason", w.T("rejected."+c.Code), "n", w.Int(c.Count)))
	}
	return out
}

type definition struct{ Name, Formula string }

var key = regexp.MustCompile(`[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*`)

// definitionOf writes a formula with names for its keys and the signs people
// write: 受注数 ÷ (受注数 + 失注数).
func definitionOf(d report.Definition, w *words.Words) definition {
	formula := key.ReplaceAllStringFunc(d.KPI.Formula, func(k string) string {
		if d.KPIs[k] {
			return w.Name("kpi", k, d.Names[k])
		}
		return w.Name("measure", k, d.Names[k])
	})
	return definition{Name: w.Name("kpi", d.KPI.Key, d.KPI.Name), Formula: signs.Replace(formula)}
}

var signs = strings.NewReplacer(" / ", " ÷ ", " * ", " × ", " - ", " − ")
