package imports

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"shirube/app/dialogs"
	"shirube/app/style"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/data/intake"
)

// againShown is how many kinds of files are shown without scrolling.
const againShown = 5

// againCard lists the files that come again; a tap imports the newest of a kind.
func (p *Page) againCard() fyne.CanvasObject {
	w := p.words
	list := widgets.NewRowList(
		widgets.Column{Title: w.T("imports.again.name"), Width: 120, Stretch: true},
		widgets.Column{Title: w.T("imports.again.newest"), Width: 168},
		widgets.Column{Title: "", Width: 64, Align: widgets.Right})
	list.Inset, list.RowHeight = 0, 28
	list.Row = func(i int) ([]widgets.Cell, bool) {
		r := p.again[i]
		state := widgets.Cell{Text: w.T("imports.again.missing"), Token: palette.Sub}
		switch {
		case r.Taken != "":
			state.Text = w.T("imports.again.taken", "when", p.moment(r.Taken))
		case r.File != "":
			state = widgets.Cell{Text: r.File, Token: palette.GoodText, Bold: true}
		}
		return []widgets.Cell{{Text: r.Name, Link: r.New()}, state, {Text: w.T("imports.again.forget"), Link: true}}, true
	}
	list.OnCell = func(i, column int) {
		if column == 2 {
			p.askForget(p.again[i])
			return
		}
		p.doAgain(p.again[i])
	}
	list.OnOpen = func(i int) { p.doAgain(p.again[i]) }
	list.SetLength(len(p.again))
	height := 40 + 28*float32(min(againShown, len(p.again)))
	return widgets.Card(w.T("imports.again"), w.T("imports.again.note"), nil, style.Fixed(0, style.Grow(height), list))
}

func (p *Page) moment(instant string) string {
	at, err := time.Parse(time.RFC3339, instant)
	if err != nil {
		return ""
	}
	return p.words.Moment(at.In(p.deps.Clock().Location()))
}

// doAgain imports the newest file of a kind as the first one was.
func (p *Page) doAgain(r intake.Waiting) {
	file, err := r.Newest()
	switch {
	case err != nil:
		p.nav.Fail(err)
		return
	case !r.New():
		p.nav.Toast(p.words.T("imports.again.same", "file", r.File, "when", p.moment(r.Taken)), nil)
		return
	}
	p.file, p.noun, p.kept = file, r.Noun, true
	p.run(r.Options, 0)
}

// remember keeps how the file was read for the next of its kind.
func (p *Page) remember() {
	file, noun, o := p.file, p.noun, p.plan.options(p.sample.info.Header)
	task.Run(context.Background(), &p.looking, func(ctx context.Context, _ task.Progress) (intake.Recurring, error) {
		return p.deps.Remember(ctx, noun, file, o)
	}, func(r intake.Recurring, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		p.kept = true
		p.nav.Toast(p.words.T("imports.again.kept", "name", r.Name, "pattern", r.Pattern), nil)
		p.show()
	})
}

func (p *Page) askForget(r intake.Waiting) {
	w := p.words
	dialogs.Confirm(p.nav.Window(), w, dialogs.Question{
		Title: w.T("imports.forget.title", "name", r.Name), Note: w.T("imports.forget.text", "pattern", r.Pattern), Act: w.T("imports.again.forget"),
	}, func() {
		task.Run(context.Background(), &p.looking, func(ctx context.Context, _ task.Progress) (struct{}, error) {
			return struct{}{}, p.deps.Forget(ctx, r.Name)
		}, func(_ struct{}, err error) {
			if err != nil {
				p.nav.Fail(err)
				return
			}
			p.readPast()
		})
	})
}
