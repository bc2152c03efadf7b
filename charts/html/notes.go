package html

import (
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
