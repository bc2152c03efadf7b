package prospects

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"shirube/app/dialogs"
	"shirube/app/style"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/data/intake"
	"shirube/data/period"
	"shirube/data/prospect"
)

// manyRows is from how many rows on a change is shown in the status line.
const manyRows = 1000

// newBar is the row of what can be done to the chosen companies.
func (p *Page) newBar() *fyne.Container {
	w := p.words
	p.chosen = style.Text("", style.Small, palette.Accent, true)
	row := []fyne.CanvasObject{p.chosen}
	add := func(key string, writes bool, tapped func(ids []int64)) {
		b := widgets.NewButton(w.T(key), widgets.Plain, func() { tapped(p.list.SelectedIDs()) }).Height(28)
		if writes && p.deps.ReadOnly {
			b.Disable()
		}
		row = append(row, b)
	}
	add("prospects.bar.stage", true, func(ids []int64) { p.moveForm(ids, "") })
	add("prospects.bar.owner", true, p.ownerForm)
	add("prospects.bar.tag", true, p.tagForm)
	add("common.export", false, func(ids []int64) { p.exportMenu(row[4], ids) })
	add("prospects.bar.list", true, p.listForm)
	add("common.delete", true, p.remove)
	row = append(row, style.Spacer(), widgets.NewLink(w.T("prospects.bar.clear"), p.list.ClearSelection))
	inner := style.PadSides(6, widgets.PagePadding, 6, widgets.PagePadding, style.Row(8, row...))
	bar := style.Column(0, style.Surface(palette.Line, style.Space(1)), style.Surface(palette.Card, inner))
	bar.Hide()
	return bar
}

func (p *Page) showBar() {
	n := p.list.SelectionCount()
	p.chosen.Text = p.words.T("prospects.bar.count", "n", p.words.Int(n))
	p.bar.Hidden = n == 0
	p.left.Refresh()
}

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
		if err != nil {
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

func (p *Page) ownerForm(ids []int64) {
	p.wordForm("owner", len(ids), false, func(owner string) {
		done := p.words.T("prospects.owned", "n", p.words.Int(len(ids)), "owner", owner)
		if owner == "" {
			done = p.words.T("prospects.disowned", "n", p.words.Int(len(ids)))
		}
		p.act(len(ids), done, func(ctx context.Context) error {
			return p.deps.Prospects.Alter(ctx, ids, prospect.Alteration{Set: map[string]string{"owner": owner}})
		}, p.nav.Fail)
	})
}

func (p *Page) tagForm(ids []int64) {
	p.wordForm("tag", len(ids), true, func(tag string) {
		p.act(len(ids), p.words.T("prospects.tagged", "n", p.words.Int(len(ids)), "tag", tag), func(ctx context.Context) error {
			return p.deps.Prospects.Alter(ctx, ids, prospect.Alteration{Tag: []string{tag}})
		}, p.nav.Fail)
	})
}

// offered is how many known words stand under an entry.
const offered = 8

// wordForm asks for one word of a field, with those in use to tap.
func (p *Page) wordForm(field string, n int, needed bool, take func(string)) {
	w := p.words
	task.Run(context.Background(), &p.asking, func(ctx context.Context, _ task.Progress) ([]string, error) {
		facets, err := p.deps.Prospects.Facets(ctx, field)
		var known []string
		for _, f := range facets {
			if f.Value != "" && len(known) < offered {
				known = append(known, f.Value)
			}
		}
		return known, err
	}, func(known []string, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		entry := widgets.NewField("")
		chips := style.Flow(8)
		for _, k := range known {
			chips.Add(widgets.NewChip(k, "", widgets.Saved, func() { entry.SetText(k) }))
		}
		chips.Resize(fyne.NewSize(376, 0))
		dialogs.Form(p.nav.Window(), w, dialogs.Sheet{
			Title: w.T("prospects." + field + ".title"), Note: w.T("prospects."+field+".note", "n", w.Int(n)), Act: w.T("prospects." + field + ".act"),
			Lines: []dialogs.Line{{Label: w.T("field." + field), Entry: entry}, {Entry: chips}},
		}, func() bool {
			text := intake.Clean(entry.Text())
			if needed && text == "" {
				entry.SetError(w.T("prospects." + field + ".missing"))
				return false
			}
			take(text)
			return true
		})
	})
}

func (p *Page) remove(ids []int64) {
	w := p.words
	dialogs.Confirm(p.nav.Window(), w, dialogs.Question{
		Title: w.T("prospects.delete.title"), Lines: []string{w.T("prospects.delete.what", "n", w.Int(len(ids)))},
		Act: w.T("common.delete"), Destructive: true,
	}, func() {
		if slices.Contains(ids, p.selected) {
			p.closeSide()
		}
		p.act(len(ids), w.T("prospects.deleted", "n", w.Int(len(ids))), func(ctx context.Context) error {
			return p.deps.Prospects.Delete(ctx, ids)
		}, p.nav.Fail)
	})
}

// formats of an export with the ending of their files.
var formats = []struct{ key, ending string }{{"csv", ".csv"}, {"cp932", ".csv"}, {"xlsx", ".xlsx"}}

func (p *Page) exportMenu(under fyne.CanvasObject, ids []int64) {
	w := p.words
	items := []widgets.MenuItem{{Text: w.T("prospects.export.what", "n", w.Int(len(ids)))}}
	for _, f := range formats {
		items = append(items, widgets.MenuItem{Text: w.T("prospects.export." + f.key), Disabled: len(ids) == 0, Tapped: func() {
			name := w.T("prospects.title") + "_" + p.deps.Funnels.Today().String() + f.ending
			dialogs.SaveFile(p.nav.Window(), w, w.T("prospects.export.title"), name, p.deps.Folder, func(path string) { p.export(ids, path, f.key) })
		}})
	}
	widgets.ShowMenuUnder(under, items...)
}

func (p *Page) export(ids []int64, path, format string) {
	w := p.words
	lane := &task.Group{Title: w.T("prospects.export.running")}
	task.Run(context.Background(), lane, func(ctx context.Context, progress task.Progress) (int, error) {
		return p.deps.Export(ctx, ids, path, format, progress)
	}, func(lost int, err error) {
		switch {
		case err != nil:
			p.nav.Fail(err)
		case lost > 0:
			p.nav.Toast(w.T("prospects.exported.lost", "n", w.Int(len(ids)), "lost", w.Int(lost)), nil)
		default:
			p.nav.Toast(w.T("prospects.exported", "n", w.Int(len(ids))), nil)
		}
	})
}
