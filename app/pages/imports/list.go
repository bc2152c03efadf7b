package imports

import (
	"fyne.io/fyne/v2"

	"shirube/app/dialogs"
	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/data/intake"
)

// newList stands for a list that is yet to be made, among the keys of those there are.
const newList = " "

// listing is the list that the companies of the file are put on, nil for none.
func (p *plan) listing() *intake.Listing {
	l := p.list
	switch l.Key {
	case "":
		return nil
	case newList:
		if l.Key = ""; intake.Clean(l.Name) == "" {
			return nil
		}
	}
	return &l
}

// listCard asks for the list the companies are put on, and of a new one where
// it came from and what its data may be used for.
func (p *Page) listCard() fyne.CanvasObject {
	w := p.words
	options := []widgets.Option{{Text: w.T("imports.list.none")}}
	for _, l := range p.sample.lists {
		options = append(options, widgets.Option{Key: l.Key, Text: l.Name, Note: w.Int(l.Count)})
	}
	options = append(options, widgets.Option{Key: newList, Text: w.T("imports.list.new")})
	choice := widgets.NewSelect(options, p.plan.list.Key, func(o widgets.Option) {
		p.plan.list = intake.Listing{Key: o.Key, Name: o.Text}
		if o.Key == newList {
			p.plan.list.Name = p.listName()
		}
		p.replan()
	})
	rows := []fyne.CanvasObject{choice}
	if p.plan.list.Key == newList {
		typed := func(text *string, hint string) fyne.CanvasObject {
			f := widgets.NewField(hint)
			f.SetText(*text)
			f.OnChanged = func(s string) { *text = s }
			return f
		}
		source := dialogs.NewListSource(w, p.plan.list.Source, func(o widgets.Option) { p.plan.list.Source = o.Key })
		line := func(label string, entry fyne.CanvasObject) fyne.CanvasObject {
			return style.Column(4, style.Text(label, style.Small, palette.Sub, false), entry)
		}
		rows = append(rows,
			style.Grid(2, 12, line(w.T("lists.name"), typed(&p.plan.list.Name, "")), line(w.T("lists.source"), source)),
			style.Grid(2, 12, line(w.T("lists.from"), typed(&p.plan.list.From, w.T("lists.from.hint"))),
				line(w.T("lists.purpose"), typed(&p.plan.list.Purpose, w.T("lists.purpose.hint")))))
	}
	rows = append(rows, style.NewParagraph(w.T("imports.list.note"), style.Small, palette.Sub, 500))
	return widgets.Card(w.T("field.list"), "", nil, style.Column(8, rows...))
}

// listName offers the file's name without its ending.
func (p *Page) listName() string {
	name := p.fileName()
	for i := len(name) - 1; i > 0; i-- {
		if name[i] == '.' {
			return name[:i]
		}
	}
	return name
}
