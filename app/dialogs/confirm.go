package dialogs

import (
	"errors"
	"fmt"

	"fyne.io/fyne/v2"

	"shirube/app/style"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/assets/words"
)

// Question is what Confirm asks.
type Question struct {
	Title       string   // 取り込みを取り消しますか
	Note        string   // what it is about, secondary; may be empty
	Lines       []string // what will happen, in counts
	Link        string   // opens what stays, by Follow; may be empty
	Follow      func()
	Act         string // the word that does it
	Destructive bool
}

// Confirm asks before something is done and calls act when the answer is yes.
func Confirm(w fyne.Window, words *words.Words, q Question, act func()) {
	var p *panel
	kind := widgets.Primary
	if q.Destructive {
		kind = widgets.Destructive
	}
	cancel := widgets.NewButton(words.T("common.cancel"), widgets.Plain, func() { p.close() })
	yes := widgets.NewButton(q.Act, kind, func() { p.close(); act() })
	out := func() { p.close() }
	escape(out, cancel, yes)
	rows := []fyne.CanvasObject{title(q.Title)}
	if q.Note != "" {
		rows = append(rows, style.NewParagraph(q.Note, style.Small, palette.Sub, panelWidth-40))
	}
	for _, l := range q.Lines {
		rows = append(rows, style.NewParagraph(l, style.Small, palette.Ink, panelWidth-40))
	}
	if q.Link != "" {
		rows = append(rows, style.Row(0, widgets.NewLink(q.Link, func() { p.close(); q.Follow() })))
	}
	rows = append(rows, style.Space(4), answers(cancel, yes))
	p = show(w, panelWidth, out, style.Column(8, rows...))
	if q.Destructive {
		p.focus(cancel)
	} else {
		p.focus(yes)
	}
}

func answers(buttons ...*widgets.Button) fyne.CanvasObject {
	row := []fyne.CanvasObject{style.Spacer()}
	for _, b := range buttons {
		row = append(row, style.Fixed(max(96, b.MinSize().Width), 0, b))
	}
	return style.Row(8, row...)
}

func escape(out func(), buttons ...*widgets.Button) {
	for _, b := range buttons {
		b.OnEscape = out
	}
}

// Way is something one can do about an error.
type Way struct {
	Text string
	Do   func()
}

// Fail tells what went wrong, what to do about it, and the ways there are.
// Details for whoever helps can be copied.
func Fail(w fyne.Window, words *words.Words, err error, ways ...Way) {
	var p *panel
	text, hint := words.Error(err)
	out := func() { p.close() }
	rows := []fyne.CanvasObject{
		style.Row(8, style.Image("state-bad", palette.Bad, 18), title(words.T("dialogs.failed"))),
		style.NewParagraph(text, style.Small, palette.Ink, panelWidth-40),
	}
	if hint != "" {
		rows = append(rows, style.NewParagraph(hint, style.Small, palette.Sub, panelWidth-40))
	}
	closing := widgets.NewButton(words.T("common.close"), widgets.Plain, out)
	details := widgets.NewButton(words.T("dialogs.copy_details"), widgets.TextOnly, func() {
		fyne.CurrentApp().Clipboard().SetContent(Details(err))
	})
	row := []fyne.CanvasObject{details, style.Spacer(), style.Fixed(max(96, closing.MinSize().Width), 0, closing)}
	escape(out, closing, details)
	for i, way := range ways {
		kind := widgets.Plain
		if i == 0 {
			kind = widgets.Primary
		}
		b := widgets.NewButton(way.Text, kind, func() { p.close(); way.Do() })
		escape(out, b)
		row = append(row, b)
	}
	rows = append(rows, style.Space(4), style.Row(8, row...))
	p = show(w, panelWidth, out, style.Column(8, rows...))
	p.focus(closing)
}

// Details is an error with its causes and, of a panic, where it happened.
func Details(err error) string {
	var panicked *task.Panicked
	if errors.As(err, &panicked) {
		return fmt.Sprintf("%v\n\n%s", err, panicked.Stack)
	}
	return err.Error()
}
