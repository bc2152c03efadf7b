package prospects

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"shirube/app/dialogs"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/data/intake"
	"shirube/data/period"
)

// manyRows is from how many rows on a change is shown in the status line.
const manyRows = 1000

// act changes something in the background and offers to take it back. It goes
// on when the page is left.
func (p *Page) act(n int, done string, do func(context.Context) error, failed func(error)) {
	lane := &task.Group{}
	if n >= manyRows {
		lane.Title = done
	}
	shown := task.Time("edit")
	task.Run(context.Background(), lane, func(ctx context.Context, _ task.Progress) (struct{}, error) {
		return struct{}{}, do(ctx)
	}, func(_ struct{}, err error) {
		switch {
		case errors.Is(err, context.Canceled): // from the status line: nothing has changed
			p.nav.Toast(p.words.T("prospects.cancelled"), nil)
			return
		case err != nil:
			failed(err)
			return
		}
		p.nav.Toast(done, p.nav.Undo)
		shown("", n)
		if !p.gone {
			p.Reload()
		}
	})
}

// dayField is an entry of a day with what reads it; the day offered is today.
func (p *Page) dayField() (*widgets.Field, func() (period.Day, bool)) {
	f := widgets.NewField("2026-11-22")
	f.SetText(p.deps.Funnels.Today().String())
	f.OnChanged = func(string) { f.SetError("") }
	return f, func() (period.Day, bool) {
		d, code := intake.ReadDate(f.Text(), intake.YMD)
		if code != "" {
			f.SetError(p.words.T("rejected." + code))
		}
		return d, code == ""
	}
}

// moveForm asks for a stage and a day and moves companies there.
func (p *Page) moveForm(ids []int64, stage string) {
	w := p.words
	var options []widgets.Option
	for _, s := range p.stages {
		options = append(options, widgets.Option{Key: s.Key, Text: p.stageName(s.Key)})
	}
	if len(options) == 0 {
		return
	}
	if stage == "" {
		stage = options[0].Key
	}
	choice := widgets.NewSelect(options, stage, nil)
	day, read := p.dayField()
	dialogs.Form(p.nav.Window(), w, dialogs.Sheet{
		Title: w.T("prospects.move.title"), Note: w.T("prospects.move.note", "n", w.Int(len(ids))), Act: w.T("prospects.move.act"),
		Lines: []dialogs.Line{{Label: w.T("field.stage"), Entry: choice}, {Label: w.T("field.day"), Entry: day}},
	}, func() bool {
		d, ok := read()
		if ok && d > p.deps.Funnels.Today() {
			day.SetError(w.T("hint.move_day"))
			ok = false
		}
		if ok {
			p.move(ids, choice.Key(), d)
		}
		return ok
	})
}

func (p *Page) move(ids []int64, stage string, day period.Day) {
	p.act(len(ids), p.words.T("prospects.moved", "n", p.words.Int(len(ids)), "stage", p.stageName(stage)), func(ctx context.Context) error {
		return p.deps.Funnels.Move(ctx, ids, stage, day)
	}, p.nav.Fail)
}

// exportMenu offers to write companies to a file.
func (p *Page) exportMenu(under fyne.CanvasObject, ids []int64) {
	widgets.ShowMenuUnder(under, dialogs.ExportItems(p.nav, p.words, dialogs.Export{
		Name: p.words.T("prospects.title") + "_" + p.deps.Funnels.Today().String(), Count: len(ids), Folder: p.deps.Folder,
		Write: func(ctx context.Context, path, format string, progress func(done, total int64)) (int, error) {
			return p.deps.Export(ctx, ids, path, format, progress)
		},
	})...)
}
