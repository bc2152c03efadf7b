package report

import (
	"strings"

	"shirube/data"
	"shirube/data/period"
)

// Recurring is a report that is written again and again: of each week on a
// weekday of the next, or of each month on a working day of the next, as its
// template is of weeks or months.
type Recurring struct {
	Name      string     `json:"name"`               // the files are called by it
	Template  string     `json:"template"`           // key of one of Templates
	Sections  []Section  `json:"sections,omitempty"` // instead of the template's
	Formats   []string   `json:"formats"`
	Folder    string     `json:"folder"` // absolute; where the files go
	For       string     `json:"for,omitempty"`
	Lang      string     `json:"lang"`
	Notes     string     `json:"notes,omitempty"`
	Landscape bool       `json:"landscape,omitempty"`
	Nth       int        `json:"nth"`  // weekday from 1 (Monday) to 7, or which working day of the month
	Done      period.Day `json:"done"` // up to this day it is written
}

// LastWorkingDay is the latest working day of a month that can be chosen. A
// month with fewer has its report on the last of them.
const LastWorkingDay = 15

// NotInNames are characters that the file names of some system can't have.
const NotInNames = `/\:*?"<>|`

// Due is a day on which a report should be handed on, with the period it is of.
type Due struct {
	Day    period.Day
	Period period.Period
}

// Check tells whether the report can be kept. Errors: no_name, bad_file_name,
// unknown_template, bad_nth.
func (r Recurring) Check() error {
	if strings.TrimSpace(r.Name) == "" {
		return data.Errorf("no_name", "", "", nil)
	}
	if strings.ContainsAny(r.Name, NotInNames) || strings.HasPrefix(r.Name, ".") || strings.ContainsFunc(r.Name, func(c rune) bool { return c < ' ' }) {
		return data.Errorf("bad_file_name", r.Name, NotInNames, nil)
	}
	t, err := TemplateOf(r.Template)
	if err != nil {
		return err
	}
	most := LastWorkingDay
	if t.Grain == period.Week {
		most = 7
	}
	if r.Nth < 1 || r.Nth > most {
		return &data.Error{Code: "bad_nth", What: r.Name, Args: map[string]any{"most": most}}
	}
	return nil
}

// Request is what the report of a period should hold. Error: unknown_template.
func (r Recurring) Request(p period.Period) (Request, error) {
	t, err := TemplateOf(r.Template)
	if err != nil {
		return Request{}, err
	}
	if len(r.Sections) > 0 {
		t.Sections = r.Sections
	}
	return Request{Period: p, Sections: t.Sections, For: r.For, Notes: r.Notes}, nil
}

// FileName of the report of a period: the same name each time it is written.
func (r Recurring) FileName(p period.Period, format string) string {
	return r.Name + " " + p.String() + "." + format
}

// Due lists what is to be written by today, oldest first: each period that ends
// after Done, once, from the day on which it is due. It goes by the periods and
// not by the days, so that holidays added later write nothing twice. Error:
// unknown_template.
func (r Recurring) Due(c period.Calendar, today period.Day) ([]Due, error) {
	t, err := TemplateOf(r.Template)
	if err != nil {
		return nil, err
	}
	var due []Due
	for p := c.Of(t.Grain, r.Done+1); ; p = c.Next(p) {
		next := r.dueAfter(c, p)
		if next.Day > today {
			return due, nil
		}
		due = append(due, next)
	}
}

// Next is the first day from today on on which the report is due, whatever is
// still to be written of before. Error: unknown_template.
func (r Recurring) Next(c period.Calendar, today period.Day) (Due, error) {
	t, err := TemplateOf(r.Template)
	if err != nil {
		return Due{}, err
	}
	p := c.Previous(c.Of(t.Grain, today))
	for {
		if due := r.dueAfter(c, p); due.Day >= today && p.To > r.Done {
			return due, nil
		}
		p = c.Next(p)
	}
}

// From gives the report with nothing to catch up: the first to be written is
// the one due today, or the next. Error: unknown_template.
func (r Recurring) From(c period.Calendar, today period.Day) (Recurring, error) {
	r.Done = 0
	next, err := r.Next(c, today)
	r.Done = next.Period.From - 1
	return r, err
}

// dueAfter is when the report of p is due.
func (r Recurring) dueAfter(c period.Calendar, p period.Period) Due {
	next := c.Next(p)
	if p.Grain == period.Week {
		return Due{next.From + period.Day(r.Nth-1), p}
	}
	return Due{c.NthWorkingDay(next.Range, r.Nth), p}
}
