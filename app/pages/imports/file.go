package imports

import (
	"context"

	"fyne.io/fyne/v2"

	"shirube/app/dialogs"
	"shirube/app/route"
	"shirube/app/style"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/data/intake"
)

var order = []string{intake.Prospects, intake.Entries, intake.Deals, intake.Measures, postal}

// endings are what a file chooser shows; a file is recognised by its content.
var endings = []string{".csv", ".tsv", ".txt", ".xlsx"}

// fileStep asks what is imported and from which file.
func (p *Page) fileStep() fyne.CanvasObject {
	w := p.words
	names, now := make([]string, len(order)), 0
	for i, noun := range order {
		names[i] = w.T("imports.noun." + noun)
		if noun == p.noun {
			now = i
		}
	}
	noun := widgets.NewSegmented(names, now, func(i int) {
		p.noun = order[i]
		p.show()
	})
	p.main = widgets.NewButton(w.T("imports.choose"), widgets.Primary, func() {
		dialogs.OpenFile(p.nav.Window(), w, w.T("imports.choose"), p.deps.Folder, endings, p.take)
	}).WithIcon("folder").Height(40)
	path := p.path
	open := widgets.NewButton(w.T("imports.open"), widgets.Plain, func() {
		if file := dialogs.Unquote(path.Text()); file != "" {
			p.take(file)
			return
		}
		path.SetError(w.T("imports.path.missing"))
	})
	path.OnChanged = func(string) { path.SetError("") }
	path.OnCommit = open.OnTapped
	path.OnSubmitted = func(string) { open.OnTapped() }
	left := widgets.Card(w.T("imports.what"), "", nil, style.Column(16,
		style.Row(0, noun, style.Spacer()),
		style.NewParagraph(w.T("imports.about."+p.noun), style.Small, palette.Sub, 400),
		style.Hairline(),
		style.Row(0, p.main, style.Spacer()),
		style.RowFill(8, style.Stretch(path), style.Fixed(96, 0, open)),
		style.NewParagraph(w.T("imports.drop"), style.Small, palette.Sub, 400)))
	right := []fyne.CanvasObject{style.Stretch(widgets.Card(w.T("imports.past"), "", nil, p.pastList()))}
	if len(p.again) > 0 {
		right = append([]fyne.CanvasObject{p.againCard()}, right...)
	}
	return style.RowFill(16, style.Stretch(left), style.Fixed(style.Grow(400), 0, style.Column(16, right...)))
}

// pastList shows the imports so far; a tap shows what one did.
func (p *Page) pastList() fyne.CanvasObject {
	w := p.words
	if len(p.past) == 0 {
		return widgets.EmptyState("import", w.T("imports.past.empty"), nil)
	}
	list := widgets.NewRowList(
		widgets.Column{Title: w.T("imports.past.file"), Width: 160, Stretch: true},
		widgets.Column{Title: w.T("imports.past.rows"), Width: 88, Align: widgets.Right},
		widgets.Column{Title: w.T("imports.past.when"), Width: 136})
	list.Inset, list.RowHeight = 0, 28
	list.Row = func(i int) ([]widgets.Cell, bool) {
		im := p.past[i]
		token := palette.Ink
		if im.Undone {
			token = palette.Faint
		}
		return []widgets.Cell{{Text: im.File, Link: !im.Undone, Token: token}, {Text: w.Int(im.Result.Created + im.Result.Updated), Token: token}, {Text: p.moment(im.At), Token: palette.Sub}}, true
	}
	open := func(i int) { p.nav.Go(route.Import{Noun: p.past[i].Noun, Number: p.past[i].ID}) }
	list.OnCell = func(i, _ int) { open(i) }
	list.OnOpen = open
	list.SetLength(len(p.past))
	return list
}

func (p *Page) readPast() {
	var again []intake.Waiting
	task.Run(context.Background(), &p.looking, func(ctx context.Context, _ task.Progress) (past []intake.Import, err error) {
		if again, err = p.deps.Recurring(ctx); err != nil {
			return nil, err
		}
		return p.deps.Imports(ctx)
	}, func(past []intake.Import, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		p.past, p.again = past, again
		if p.step != stepFile {
			return
		}
		p.show()
		if p.nav.Window().Canvas().Focused() == nil {
			p.path.Focus()
		}
	})
}

// take begins with a file anew.
func (p *Page) take(path string) {
	if p.noun == postal {
		p.takePostal(path)
		return
	}
	p.file, p.plan, p.sample, p.kept = intake.File{Path: path}, plan{}, nil, false
	p.read()
}
