package imports

import (
	"context"

	"shirube/app/dialogs"
	"shirube/app/task"
	"shirube/data/intake"
)

// postal is the choice of Japan Post's table of postal codes; it has one form,
// so there is nothing to map.
const postal = "postal"

// takePostal reads a table of postal codes, says what is in it, and takes it.
func (p *Page) takePostal(path string) {
	w := p.words
	p.readPostal(path, true, func(r intake.Result) {
		dialogs.Confirm(p.nav.Window(), w, dialogs.Question{
			Title: w.T("imports.postal.title"), Lines: []string{w.T("imports.postal.what", "n", w.Int(r.Created), "rejected", w.Int(r.RejectedCount))},
			Act: w.T("common.import"),
		}, func() {
			p.readPostal(path, false, func(r intake.Result) { p.nav.Toast(w.T("imports.postal.done", "n", w.Int(r.Created)), nil) })
		})
	})
}

func (p *Page) readPostal(path string, dry bool, done func(intake.Result)) {
	task.Run(context.Background(), &task.Group{Title: p.words.T("imports.postal.running")}, func(ctx context.Context, _ task.Progress) (intake.Result, error) {
		return p.deps.Postal(ctx, path, dry)
	}, func(r intake.Result, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		done(r)
	})
}
