package lists

import (
	"context"
	"slices"

	"shirube/app/dialogs"
	"shirube/app/widgets"
	"shirube/data/intake"
	"shirube/data/prospect"
)

// edit asks what is known of a list, new where it has no key.
func (p *Page) edit(l prospect.List) {
	w := p.words
	if p.deps.ReadOnly {
		return
	}
	entry := func(text, hint string) *widgets.Field {
		f := widgets.NewField(hint)
		f.SetText(text)
		f.OnChanged = func(string) { f.SetError("") }
		return f
	}
	name, from := entry(l.Name, ""), entry(l.From, w.T("lists.from.hint"))
	purpose, told := entry(l.Purpose, w.T("lists.purpose.hint")), entry(l.Told, w.T("lists.told.hint"))
	acquired := entry(l.Acquired.String(), "2026-11-22")
	options := []widgets.Option{{Text: w.T("common.none")}}
	for _, s := range prospect.ListSources() {
		options = append(options, widgets.Option{Key: s, Text: w.T("list.source." + s)})
	}
	source := widgets.NewSelect(options, l.Source, nil)
	s := dialogs.Sheet{Title: w.T("lists.new"), Act: w.T("common.add"), Lines: []dialogs.Line{
		{Label: w.T("lists.name"), Entry: name}, {Label: w.T("lists.source"), Entry: source}, {Label: w.T("lists.from"), Entry: from},
		{Label: w.T("lists.acquired"), Entry: acquired}, {Label: w.T("lists.purpose"), Entry: purpose}, {Label: w.T("lists.told"), Entry: told},
	}}
	if l.Key != "" {
		s.Title, s.Act = w.T("lists.edit"), w.T("common.save")
	}
	dialogs.Form(p.nav.Window(), w, s, func() bool {
		l.Name, l.Source, l.From, l.Purpose, l.Told = intake.Clean(name.Text()), source.Key(), from.Text(), purpose.Text(), told.Text()
		l.Acquired = 0
		ok := true
		if text := intake.Clean(acquired.Text()); text != "" {
			day, code := intake.ReadDate(text, intake.YMD)
			if code != "" {
				acquired.SetError(w.T("rejected." + code))
				ok = false
			}
			l.Acquired = day
		}
		if l.Name == "" {
			name.SetError(w.T("hint.list_name"))
			ok = false
		}
		if slices.ContainsFunc(p.all, func(o prospect.List) bool { return o.Key != l.Key && o.Name == l.Name }) {
			name.SetError(w.T("hint.list_taken"))
			ok = false
		}
		if ok {
			p.act(w.T("lists.saved", "name", l.Name), func(ctx context.Context) error {
				_, err := p.deps.Prospects.SaveList(ctx, l)
				return err
			})
		}
		return ok
	})
}
