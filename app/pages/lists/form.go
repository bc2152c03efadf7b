package lists

import (
	"context"

	"shirube/app/dialogs"
	"shirube/data/prospect"
)

// edit asks what is known of a list, new where it has no key.
func (p *Page) edit(l prospect.List) {
	w := p.words
	if p.deps.ReadOnly {
		return
	}
	form := dialogs.NewListForm(w, l)
	s := dialogs.Sheet{Title: w.T("lists.new"), Act: w.T("common.add"), Lines: form.Lines()}
	if l.Key != "" {
		s.Title, s.Act = w.T("lists.edit"), w.T("common.save")
	}
	dialogs.Form(p.nav.Window(), w, s, func() bool {
		l, ok := form.Read(p.all)
		if ok {
			p.act(w.T("lists.saved", "name", l.Name), func(ctx context.Context) error {
				_, err := p.deps.Prospects.SaveList(ctx, l)
				return err
			})
		}
		return ok
	})
}

// export is a list as it is written to a file.
func (p *Page) export(l prospect.List) dialogs.Export {
	return dialogs.Export{
		Name: l.Name, Count: l.Count, Folder: p.deps.Folder,
		Write: func(ctx context.Context, path, format string, progress func(done, total int64)) (int, error) {
			ids, err := p.deps.Prospects.List(ctx, of(l))
			if err != nil {
				return 0, err
			}
			return p.deps.Export(ctx, ids, path, format, progress)
		},
	}
}
