package dialogs

import (
	"fyne.io/fyne/v2"

	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/assets/words"
)

// Line of a Form: a label over an entry, with a note behind the label.
type Line struct {
	Label, Note string            // an empty label leaves its line out
	Entry       fyne.CanvasObject // a widgets.Field, Select, Check, …, or a container of them
}

// Sheet is what a Form shows.
type Sheet struct {
	Title, Note string
	Lines       []Line
	Act         string
	Destructive bool
	Width       float32 // 0 = the usual
}

// Form shows labelled entries. submit is called by the button and by Ctrl+Enter,
// never by Enter alone; it shows errors at its fields and tells whether the form
// closes. close takes the form away without an answer.
func Form(w fyne.Window, words *words.Words, s Sheet, submit func() bool) (close func()) {
	var p *panel
	width := s.Width
	if width == 0 {
		width = panelWidth
	}
	out := func() { p.close() }
	act := func() {
		if submit() {
			p.close()
		}
	}
	kind := widgets.Primary
	if s.Destructive {
		kind = widgets.Destructive
	}
	cancel, yes := widgets.NewButton(words.T("common.cancel"), widgets.Plain, out), widgets.NewButton(s.Act, kind, act)
	escape(out, cancel, yes)
	rows := []fyne.CanvasObject{title(s.Title)}
	if s.Note != "" {
		rows = append(rows, style.NewParagraph(s.Note, style.Small, palette.Sub, width-40))
	}
	var first fyne.Focusable
	for _, l := range s.Lines {
		entry := l.Entry
		if l.Label != "" {
			head := style.Row(8, style.Text(l.Label, style.Small, palette.Sub, false), style.Spacer(), style.Text(l.Note, style.Small, palette.Faint, false))
			entry = style.Column(4, head, l.Entry)
		}
		rows = append(rows, entry)
		each(l.Entry, func(f *widgets.Field) {
			f.OnEscape, f.OnCommit = out, act
			if first == nil {
				first = f.Entry
			}
		})
		each(l.Entry, func(list *widgets.RowList) { list.OnEscape, list.OnCommit = out, act })
	}
	rows = append(rows, style.Space(4), answers(cancel, yes))
	p = show(w, width, out, style.Column(12, rows...))
	p.submit = act
	if first == nil {
		first = cancel
	}
	p.focus(first)
	return out
}

// each visits the parts of one kind in a line, also those in containers.
func each[T fyne.CanvasObject](o fyne.CanvasObject, visit func(T)) {
	if part, ok := o.(T); ok {
		visit(part)
	} else if c, ok := o.(*fyne.Container); ok {
		for _, o := range c.Objects {
			each(o, visit)
		}
	}
}

// Pick lets one choose of many, with a search above 50.
func Pick(w fyne.Window, words *words.Words, heading string, options []widgets.Option, key string, picked func(widgets.Option)) {
	var p *panel
	picker := widgets.NewPicker(options, key, words.T("dialogs.search"), panelWidth-40, func(o widgets.Option) { p.close(); picked(o) })
	out := func() { p.close() }
	picker.OnEscape = out
	cancel := widgets.NewButton(words.T("common.cancel"), widgets.Plain, out)
	escape(out, cancel)
	p = show(w, panelWidth, out, style.Column(12, title(heading), picker.Object(), answers(cancel)))
	picker.Focus()
}
