package prospects

import (
	"context"
	"slices"

	"shirube/app/dialogs"
	"shirube/app/style"
	"shirube/app/task"
	"shirube/app/widgets"
)

const (
	formWidth   = 376 // inside a dialog
	chooserRows = 14
)

// chooseColumns asks which columns are shown and in which order.
func (p *Page) chooseColumns() {
	task.Run(context.Background(), &p.asking, func(ctx context.Context, _ task.Progress) ([]string, error) {
		return p.deps.Prospects.CustomFields(ctx)
	}, func(custom []string, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		p.columnForm(custom)
	})
}

func (p *Page) columnForm(custom []string) {
	w := p.words
	shown := p.list.Columns[frozen:]
	var options []widgets.Option
	var chosen []string
	offer := func(key string) {
		if !slices.ContainsFunc(options, func(o widgets.Option) bool { return o.Key == key }) {
			options = append(options, widgets.Option{Key: key, Text: p.columnTitle(key)})
		}
	}
	for _, c := range shown {
		offer(c.Key)
		chosen = append(chosen, c.Key)
	}
	for _, l := range columns[frozen:] {
		offer(l.key)
	}
	for _, key := range custom {
		offer(key)
	}
	list := widgets.NewCheckList(options, chosen, w.T("dialogs.search"), formWidth, chooserRows)
	up := widgets.NewButton(w.T("prospects.columns.up"), widgets.Plain, func() { list.Move(-1) }).Height(28)
	down := widgets.NewButton(w.T("prospects.columns.down"), widgets.Plain, func() { list.Move(1) }).Height(28)
	var close func()
	usually := widgets.NewLink(w.T("prospects.columns.usual"), func() {
		close()
		p.setColumns(p.usualColumns())
	})
	close = dialogs.Form(p.nav.Window(), w, dialogs.Sheet{
		Title: w.T("prospects.columns.title"), Note: w.T("prospects.columns.note"), Act: w.T("prospects.columns.act"),
		Lines: []dialogs.Line{{Entry: list.Object()}, {Entry: style.Row(8, up, down, style.Spacer(), usually)}},
	}, func() bool {
		out := slices.Clone(p.list.Columns[:frozen])
		for _, key := range list.Chosen() {
			c, _ := p.columnOf(key)
			if i := slices.IndexFunc(shown, func(s widgets.Column) bool { return s.Key == key }); i >= 0 {
				c = shown[i]
			}
			out = append(out, c)
		}
		p.setColumns(out)
		return true
	})
	list.OnEscape = close
	list.Focus()
}
