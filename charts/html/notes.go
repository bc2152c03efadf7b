package html

import (
	"shirube/assets/words"
	"shirube/charts"
	"shirube/data/report"
)

type rejection struct {
	File, Day, Noun, Count string
	Reasons                []string
}

func rejectionOf(r report.Rejection, w *words.Words) rejection {
	out := rejection{File: r.File, Day: w.ShortDay(r.Day.Time()), Noun: w.T("report.noun." + r.Noun)}
	out.Count, out.Reasons = charts.RejectionText(r, w)
	return out
}

// story is what moved the goal, and what was found, decided on and tried.
func (p *page) story(doc report.Document) {
	if doc.Movement != nil {
		if fall := charts.DriversOf(doc.Movement, p.Words); fall != nil {
			p.Drivers = &figure{Title: fall.Title, Note: charts.DriversNote(doc.Movement, p.Words), Description: fall.Describe(),
				Still: picture(fall, 704, float64(len(fall.Parts)+2)*32)}
		}
	}
	if doc.Causes == nil {
		return
	}
	for _, rows := range [][][]string{charts.CauseTable(doc.Causes, p.Words), charts.ActionTable(doc.Causes, p.Words), charts.EffectTable(doc.Causes, p.Words)} {
		if len(rows) > 1 {
			p.Causes = append(p.Causes, rows)
		}
	}
}
