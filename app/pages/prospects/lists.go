package prospects

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
	"shirube/data/prospect"
)

// newList stands for a list that is yet to be made, among the keys of those there are.
const newList = " "

// listForm asks for a list, or the name of a new one, and puts companies on it
// or takes them off.
func (p *Page) listForm(ids []int64) {
	w := p.words
	task.Run(context.Background(), &p.asking, func(ctx context.Context, _ task.Progress) ([]prospect.List, error) {
		return p.deps.Prospects.Lists(ctx)
	}, func(all []prospect.List, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		options := make([]widgets.Option, 0, len(all)+1)
		names := map[string]string{}
		for _, l := range all {
			options, names[l.Key] = append(options, widgets.Option{Key: l.Key, Text: l.Name, Note: w.Int(l.Count)}), l.Name
		}
		options = append(options, widgets.Option{Key: newList, Text: w.T("prospects.list.new")})
		name := widgets.NewField(w.T("prospects.list.name"))
		name.OnChanged = func(string) { name.SetError("") }
		choice := widgets.NewSelect(options, options[0].Key, nil)
		show := func() {
			name.Hide()
			if choice.Key() == newList {
				name.Show()
			}
		}
		choice.OnChanged = func(widgets.Option) { show() }
		show()
		off := widgets.NewCheck(w.T("prospects.list.off"), false, nil)
		dialogs.Form(p.nav.Window(), w, dialogs.Sheet{
			Title: w.T("prospects.list.title"), Note: w.T("prospects.list.note", "n", w.Int(len(ids))), Act: w.T("prospects.list.act"),
			Lines: []dialogs.Line{{Label: w.T("field.list"), Entry: choice}, {Entry: name}, {Entry: off}},
		}, func() bool {
			key, called := choice.Key(), names[choice.Key()]
			if key == newList {
				if key, called = "", intake.Clean(name.Text()); called == "" {
					name.SetError(w.T("hint.list_name"))
					return false
				}
			}
			p.enlist(ids, key, called, !off.Checked())
			return true
		})
	})
}

// enlist puts companies on a list or takes them off; key "" is a new one.
func (p *Page) enlist(ids []int64, key, name string, on bool) {
	done := "prospects.listed"
	if !on {
		done = "prospects.unlisted"
	}
	p.act(len(ids), p.words.T(done, "n", p.words.Int(len(ids)), "name", name), func(ctx context.Context) error {
		if key == "" {
			return p.deps.Prospects.EnlistNew(ctx, prospect.List{Name: name}, ids)
		}
		_, err := p.deps.Prospects.Enlist(ctx, key, ids, on)
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
