package prospects

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"shirube/app/dialogs"
	"shirube/app/route"
	"shirube/app/style"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/data/prospect"
)

// newList stands for a list that is yet to be made, among the keys of those there are.
const newList = " "

// listForm reads the lists, then asks for one.
func (p *Page) listForm(ids []int64) {
	task.Run(context.Background(), &p.asking, func(ctx context.Context, _ task.Progress) ([]prospect.List, error) {
		return p.deps.Prospects.Lists(ctx)
	}, func(all []prospect.List, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		key := newList
		if len(all) > 0 {
			key = all[0].Key
		}
		p.askList(ids, all, key)
	})
}

// askList asks for a list, of a new one what is known of it, and puts companies
// on it or takes them off.
func (p *Page) askList(ids []int64, all []prospect.List, key string) {
	w := p.words
	var close func()
	options := make([]widgets.Option, 0, len(all)+1)
	for _, l := range all {
		options = append(options, widgets.Option{Key: l.Key, Text: l.Name, Note: w.Int(l.Count)})
	}
	options = append(options, widgets.Option{Key: newList, Text: w.T("prospects.list.new")})
	choice := widgets.NewSelect(options, key, func(o widgets.Option) {
		close()
		p.askList(ids, all, o.Key)
	})
	off := widgets.NewCheck(w.T("prospects.list.off"), false, nil)
	form := dialogs.NewListForm(w, prospect.List{Acquired: p.deps.Funnels.Today()})
	lines := []dialogs.Line{{Label: w.T("field.list"), Entry: choice}}
	if key == newList {
		lines = append(lines, form.Lines()...)
	} else {
		lines = append(lines, dialogs.Line{Entry: off})
	}
	close = dialogs.Form(p.nav.Window(), w, dialogs.Sheet{
		Title: w.T("prospects.list.title"), Note: w.T("prospects.list.note", "n", w.Int(len(ids))), Act: w.T("prospects.list.act"), Lines: lines,
	}, func() bool {
		if key == newList {
			l, ok := form.Read(all)
			if ok {
				p.enlist(ids, l, true)
			}
			return ok
		}
		p.enlist(ids, all[slices.IndexFunc(all, func(l prospect.List) bool { return l.Key == key })], !off.Checked())
		return true
	})
}

// enlist puts companies on a list or takes them off; one without a key is new.
func (p *Page) enlist(ids []int64, l prospect.List, on bool) {
	done := "prospects.listed"
	if !on {
		done = "prospects.unlisted"
	}
	p.act(len(ids), p.words.T(done, "n", p.words.Int(len(ids)), "name", l.Name), func(ctx context.Context) error {
		if l.Key == "" {
			return p.deps.Prospects.EnlistNew(ctx, l, ids)
		}
		_, err := p.deps.Prospects.Enlist(ctx, l.Key, ids, on)
		return err
	}, p.nav.Fail)
}

// sideLists are the lists a company is on; a tap opens one.
func (p *Page) sideLists(c company) fyne.CanvasObject {
	w := p.words
	edit := widgets.NewLink(w.T("prospects.bar.list"), func() { p.listForm([]int64{c.ID}) })
	if p.deps.ReadOnly {
		edit.Disable()
	}
	rows := []fyne.CanvasObject{widgets.TitleLine(w.T("field.list"), "", edit)}
	if len(c.lists) == 0 {
		rows = append(rows, style.Text(w.T("prospects.list.none"), style.Small, palette.Faint, false))
	}
	for _, l := range c.lists {
		open := widgets.NewLink(style.Cut(l.Name, style.Small, false, style.Grow(sideInner)), func() {
			p.nav.Go(route.Prospects{Query: prospect.Query{Filter: prospect.Filter{prospect.OnList(l.Key)}}})
		})
		rows = append(rows, style.Row(0, open, style.Spacer()))
		if l.Purpose != "" {
			rows = append(rows, widgets.NewCutText(w.T("prospects.list.purpose", "purpose", l.Purpose), style.Small, palette.Sub, false))
		}
	}
	return style.Column(4, rows...)
}
