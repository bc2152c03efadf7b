package imports

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"fyne.io/fyne/v2"

	"shirube/app/style"
	"shirube/app/task"
	"shirube/assets/palette"
	"shirube/data"
	"shirube/data/intake"
)

// check is what a dry run of the present plan gave.
type check struct {
	result *intake.Result
	err    error
	rows   int // read so far, while it runs
}

// ready tells whether there is something to import.
func (c check) ready() bool { return c.taken() > 0 }

// taken is how many rows would be stored.
func (c check) taken() int {
	if c.result == nil {
		return 0
	}
	n := c.result.Created + c.result.Updated
	if c.result.List != "" { // a row that is skipped still puts its company on the list
		n += c.result.Skipped
	}
	return n
}

// tryOut runs the plan without storing anything; a later plan supersedes it.
func (p *Page) tryOut() {
	if p.sample == nil {
		return
	}
	file, noun, o := p.file, p.noun, p.plan.options(p.sample.info.Header)
	o.DryRun = true
	p.check.rows, p.check.err = 0, nil
	o.Progress = func(now intake.Progress) {
		task.Do(func() {
			if p.checking.Busy() {
				p.check.rows = now.Rows
				p.showFoot()
			}
		})
	}
	task.Run(context.Background(), &p.checking, func(ctx context.Context, _ task.Progress) (intake.Result, error) {
		src, err := p.deps.Open(file)
		if err != nil {
			return intake.Result{}, err
		}
		defer src.Close()
		return p.deps.Import(ctx, noun, src, o)
	}, func(r intake.Result, err error) {
		p.check = check{err: err}
		if err == nil {
			p.check.result = &r
		}
		var e *data.Error
		if errors.As(err, &e) && e.Code == intake.AmbiguousDate {
			p.plan.asked, _ = e.Args["column"].(string)
		}
		p.checked()
	})
	p.showFoot()
}

// checked shows what the dry run gave, without building the page anew.
func (p *Page) checked() {
	switch p.step {
	case stepColumns:
		p.showReader()
		p.showProblems()
		p.showTable()
	case stepMatch:
		p.show()
	}
	p.showFoot()
}

// trouble says why the plan can't be run; the advice is that of this page.
func (p *Page) trouble(err error) (text, hint string) {
	text, hint = p.words.Error(err)
	var e *data.Error
	switch here := "imports.hint." + string(data.CodeOf(err)); {
	case errors.As(err, &e) && e.Code == intake.MissingColumn && e.What == "day" && p.noun == intake.Measures:
		hint = p.words.T("imports.hint.day")
	case p.words.Has(here):
		hint = p.words.T(here)
	}
	return text, hint
}

// forecast says what the present plan would do.
func (p *Page) forecast() fyne.CanvasObject {
	w, c := p.words, p.check
	switch {
	case c.err != nil:
		text, hint := p.trouble(c.err)
		return style.Row(8, style.Image("state-bad", palette.Bad, 14), style.Text(style.Cut(text+"  "+hint, style.Small, false, 640), style.Small, palette.BadText, false))
	case p.checking.Busy() || c.result == nil:
		return style.Text(w.T("imports.checking", "n", w.Int(c.rows)), style.Small, palette.Sub, false)
	}
	r := c.result
	return style.Baseline(6,
		style.Text(w.T("imports.forecast.before"), style.Small, palette.Sub, false),
		style.Text(w.T("imports.forecast.rows", "n", w.Int(c.taken())), style.Body, palette.Ink, true),
		style.Text(w.T("imports.forecast", "created", w.Int(r.Created), "updated", w.Int(r.Updated), "skipped", w.Int(r.Skipped), "rejected", w.Int(r.RejectedCount)),
			style.Small, palette.Sub, false))
}

// problem is one reason for which rows are not taken.
type problem struct {
	code, column, example string
	count                 int
}

// problemsOf groups the rejected rows, the most frequent first.
func problemsOf(rejected []intake.Rejected) []problem {
	at := map[[2]string]int{}
	var all []problem
	for _, r := range rejected {
		key := [2]string{r.Code, r.Column}
		i, known := at[key]
		if !known {
			i = len(all)
			at[key] = i
			all = append(all, problem{code: r.Code, column: r.Column, example: r.Value})
		}
		all[i].count++
	}
	slices.SortStableFunc(all, func(a, b problem) int { return cmp.Compare(b.count, a.count) })
	return all
}
