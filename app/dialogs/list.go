package dialogs

import (
	"slices"

	"shirube/app/widgets"
	"shirube/assets/words"
	"shirube/data/intake"
	"shirube/data/prospect"
)

// ListForm asks what is known of a list of companies (名簿): its name, where it
// came from, and what its data may be used for.
type ListForm struct {
	words                               *words.Words
	list                                prospect.List
	name, from, purpose, told, acquired *widgets.Field
	source                              *widgets.Select
}

// NewListForm begins with what is known of a list.
func NewListForm(w *words.Words, l prospect.List) *ListForm {
	entry := func(text, hint string) *widgets.Field {
		f := widgets.NewField(hint)
		f.SetText(text)
		f.OnChanged = func(string) { f.SetError("") }
		return f
	}
	return &ListForm{
		words: w, list: l,
		name: entry(l.Name, ""), from: entry(l.From, w.T("lists.from.hint")), acquired: entry(l.Acquired.String(), "2026-11-22"),
		purpose: entry(l.Purpose, w.T("lists.purpose.hint")), told: entry(l.Told, w.T("lists.told.hint")),
		source: NewListSource(w, l.Source, nil),
	}
}

// NewListSource chooses the way in which a list came into the house, "" for not known.
func NewListSource(w *words.Words, source string, chosen func(widgets.Option)) *widgets.Select {
	options := []widgets.Option{{Text: w.T("common.none")}}
	for _, s := range prospect.ListSources() {
		options = append(options, widgets.Option{Key: s, Text: w.T("list.source." + s)})
	}
	return widgets.NewSelect(options, source, chosen)
}

// Lines are those of a Sheet.
func (f *ListForm) Lines() []Line {
	w := f.words
	return []Line{
		{Label: w.T("lists.name"), Entry: f.name}, {Label: w.T("lists.source"), Entry: f.source}, {Label: w.T("lists.from"), Entry: f.from},
		{Label: w.T("lists.acquired"), Entry: f.acquired}, {Label: w.T("lists.purpose"), Entry: f.purpose}, {Label: w.T("lists.told"), Entry: f.told},
	}
}

// Read gives the list as it was typed. ok is false where something must be
// typed differently, such as the name of another of all: its field says so.
func (f *ListForm) Read(all []prospect.List) (l prospect.List, ok bool) {
	w := f.words
	l, ok = f.list, true
	l.Name, l.Source, l.From, l.Purpose, l.Told = intake.Clean(f.name.Text()), f.source.Key(), f.from.Text(), f.purpose.Text(), f.told.Text()
	l.Acquired = 0
	if text := intake.Clean(f.acquired.Text()); text != "" {
		day, code := intake.ReadDate(text, intake.YMD)
		if code != "" {
			f.acquired.SetError(w.T("rejected." + code))
			ok = false
		}
		l.Acquired = day
	}
	if l.Name == "" {
		f.name.SetError(w.T("hint.list_name"))
		ok = false
	}
	if slices.ContainsFunc(all, func(o prospect.List) bool { return o.Key != l.Key && o.Name == l.Name }) {
		f.name.SetError(w.T("hint.list_taken"))
		ok = false
	}
	return l, ok
}
