package report

import (
	"slices"

	"shirube/data"
	"shirube/data/period"
)

// Template is a kind of report: whether it is of weeks or months, and what
// goes in.
type Template struct {
	Key      string
	Grain    period.Grain
	Sections []Section
}

// Templates are those to choose from: one page for the weekly meeting, the
// month for the management, a campaign's result, and what a review found.
var Templates = []Template{
	{"monthly", period.Month, Sections},
	{"weekly", period.Week, []Section{Summary, Goal, KPIs, Causes}},
	{"campaign", period.Month, []Section{Summary, Funnel, Channels, Trends, Definitions}},
	{"review", period.Month, []Section{Summary, Trends, Drivers, Causes}},
}

// TemplateOf finds a template by its key: "unknown_template".
func TemplateOf(key string) (Template, error) {
	i := slices.IndexFunc(Templates, func(t Template) bool { return t.Key == key })
	if i < 0 {
		return Template{}, data.Errorf("unknown_template", key, "", nil)
	}
	return Templates[i], nil
}
