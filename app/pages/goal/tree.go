package goal

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shirube/app/dialogs"
	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/charts"
	"shirube/charts/native"
	"shirube/data/kpi"
)

// treeStep grows the tree: at the left as it is, at the right the chosen factor.
func (p *Page) treeStep() fyne.CanvasObject {
	w := p.words
	if p.draft.Find(p.at) == nil {
		p.at = p.draft.Goal().Key
	}
	tree := native.New(p.tree())
	panel := container.NewStack()
	p.computed = func() { tree.SetChart(p.tree()) }
	show := func() {
		widgets.Rebuild(panel, p.factorPanel())
	}
	tree.OnTap = func(key string) {
		p.at = key
		show()
		p.refresh()
	}
	tree.OnMenu = func(key string, at fyne.Position) {
		tree.OnTap(key)
		widgets.ShowMenu(p.nav.Window().Canvas(), at, p.menu()...)
	}
	var known []widgets.Option
	for _, t := range templates[:2] {
		known = append(known, widgets.Option{Key: t, Text: w.T("goal.template." + t)})
	}
	from := widgets.NewSelect(known, "", func(o widgets.Option) { p.fill(o.Key) }).Height(28)
	from.Placeholder = w.T("goal.from_template")
	back := widgets.NewButton(w.T("common.undo"), widgets.Plain, p.back).Height(28)
	if len(p.past) == 0 {
		back.Disable()
	}
	show()
	p.begin = func() { p.nav.Window().Canvas().Focus(p.adding) }
	return style.RowFill(16,
		style.Stretch(widgets.Card(w.T("goal.tree"), w.T("goal.tree.note"), style.Row(8, back, style.Fixed(176, 0, from)),
			container.NewScroll(style.PadSides(6, 10, 6, 6, tree)))),
		style.Fixed(sideWidth, 0, panel))
}

// tree is the draft as a picture.
func (p *Page) tree() *charts.Tree {
	var node func(f *kpi.Factor) *charts.Node
	node = func(f *kpi.Factor) *charts.Node {
		n := &charts.Node{Key: f.Key, Name: p.called(f.KPI), Selected: f.Key == p.at, Aside: f.Aside, Operator: p.sign(f.Join)}
		values := p.facts.values[f.Key]
		switch {
		case len(values) > 0 && values[len(values)-1].Value != nil:
			n.Value, n.Unit = p.words.Split(values[len(values)-1].Value, f.Unit)
			n.Note, n.Measured = p.words.T("goal.tree.last_month"), true
		case p.draft.FormulaOf(f) == "":
			n.Note = p.words.T("goal.tree.open")
		}
		if f.Aside {
			n.Note = p.words.T("goal.tree.aside")
		}
		for _, below := range p.draft.Below(f.Key) {
			n.Children = append(n.Children, node(below))
		}
		return n
	}
	return &charts.Tree{Root: node(p.draft.Goal()), NodeName: p.words.T("goal.title")}
}

func (p *Page) sign(j kpi.Join) string {
	if j == kpi.Measured {
		return ""
	}
	return p.words.T("goal.sign." + string(j))
}

// edit changes the tree; what it was can be brought back.
func (p *Page) edit(change func()) {
	p.past = append(p.past, p.copied())
	change()
	p.changed(true)
	p.show()
	if p.begin != nil {
		p.begin()
	}
}

// back brings back the tree before the last change.
func (p *Page) back() {
	last := len(p.past) - 1
	if last < 0 {
		return
	}
	step := p.draft.Step
	p.draft, p.past = p.past[last], p.past[:last]
	p.draft.Step = step
	p.changed(true)
	p.show()
}

// fill replaces what stands under the goal by a template's tree.
func (p *Page) fill(template string) {
	o := kpi.Outline(template, p.draft.Year)
	p.edit(func() {
		g := *p.draft.Goal()
		root := o.Goal().Key
		g.Join = o.Goal().Join
		p.draft.Factors = []kpi.Factor{g}
		for _, f := range o.Factors[1:] {
			if f.Parent == root {
				f.Parent = g.Key
			}
			p.draft.Factors = append(p.draft.Factors, f)
		}
	})
}

// factorPanel is the chosen factor: its name, how its parts make it, and what
// can be done with it.
func (p *Page) factorPanel() fyne.CanvasObject {
	w, f := p.words, p.draft.Find(p.at)
	goal := f.Key == p.draft.Goal().Key
	name := widgets.NewField(w.T("goal.factor.example"))
	name.SetText(p.called(f.KPI))
	name.OnChanged = func(text string) {
		f := p.draft.Find(p.at)
		if f.Name = strings.TrimSpace(text); f.Name == w.Name("kpi", f.Key, "") {
			f.Name = ""
		}
		p.changed(false)
	}
	parts := []fyne.CanvasObject{
		style.Text(w.T("goal.factor"), style.Body, palette.Ink, true),
		style.Column(4, style.Text(w.T("goal.factor.name"), style.Small, palette.Sub, false), name),
	}
	if below := p.draft.Below(f.Key); len(below) > 0 {
		names := make([]string, len(kpi.Joins))
		for i, j := range kpi.Joins {
			names[i] = w.T("goal.join." + string(j))
		}
		join := widgets.NewSegmented(names, max(0, slices.Index(kpi.Joins, f.Join)), func(i int) {
			p.edit(func() { p.draft.Find(p.at).Join = kpi.Joins[i] })
		})
		parts = append(parts, style.Column(4, style.Text(w.T("goal.factor.join"), style.Small, palette.Sub, false), style.Row(0, join, style.Spacer())),
			style.NewParagraph(w.T("goal.factor.is", "name", p.called(f.KPI), "formula", p.formula(f)), style.Small, palette.Sub, sideWidth-32))
	}
	parts = append(parts, style.Hairline())
	for i, m := range p.menu() {
		kind := widgets.Plain
		if i == 0 {
			kind = widgets.Primary
		}
		b := widgets.NewButton(m.Text, kind, m.Tapped)
		if i == 0 {
			p.adding = b
		}
		if m.Disabled {
			b.Disable()
		}
		parts = append(parts, b)
	}
	hint := "goal.factor.hint"
	if goal {
		hint = "goal.factor.hint.goal"
	}
	parts = append(parts, style.Spacer(), style.NewParagraph(w.T(hint), style.Small, palette.Sub, sideWidth-32))
	return widgets.Card("", "", nil, style.Column(12, parts...))
}

// menu is what can be done with the chosen factor.
func (p *Page) menu() []widgets.MenuItem {
	w, f := p.words, p.draft.Find(p.at)
	items := []widgets.MenuItem{{Text: w.T("goal.add"), Tapped: p.add}}
	if f.Key != p.draft.Goal().Key {
		aside := "goal.set_aside"
		if f.Aside {
			aside = "goal.count_in"
		}
		items = append(items,
			widgets.MenuItem{Text: w.T("goal.raise"), Disabled: p.draft.Below(f.Parent)[0].Key == f.Key, Tapped: func() { p.edit(func() { p.draft.Raise(p.at) }) }},
			widgets.MenuItem{Text: w.T("goal.move"), Tapped: p.move},
			widgets.MenuItem{Text: w.T(aside), Tapped: func() { p.edit(func() { f := p.draft.Find(p.at); f.Aside = !f.Aside }) }},
			widgets.MenuItem{Text: w.T("goal.remove"), Tapped: func() {
				p.edit(func() {
					parent := p.draft.Find(p.at).Parent
					p.draft.Remove(p.at)
					p.at = parent
				})
			}})
	}
	for i := range items {
		items[i].Disabled = items[i].Disabled || p.deps.ReadOnly
	}
	return items
}

// add asks for the name of a new factor under the chosen one.
func (p *Page) add() {
	w := p.words
	name := widgets.NewField(w.T("goal.factor.example"))
	dialogs.Form(p.nav.Window(), w, dialogs.Sheet{
		Title: w.T("goal.add.title", "name", p.called(p.draft.Find(p.at).KPI)), Act: w.T("common.add"),
		Lines: []dialogs.Line{{Label: w.T("goal.factor.name"), Entry: name}},
	}, func() bool {
		text := strings.TrimSpace(name.Text())
		if text == "" {
			name.SetError(w.T("goal.add.missing"))
			return false
		}
		p.edit(func() { p.draft.Add(p.at, text, p.keys()) })
		return true
	})
}

// move asks under which factor the chosen one is to stand.
func (p *Page) move() {
	f := p.draft.Find(p.at)
	var options []widgets.Option
	for _, to := range p.draft.Factors {
		try := p.copied()
		if to.Key != f.Parent && try.Move(f.Key, to.Key) == nil {
			options = append(options, widgets.Option{Key: to.Key, Text: p.called(to.KPI)})
		}
	}
	dialogs.Pick(p.nav.Window(), p.words, p.words.T("goal.move.title", "name", p.called(f.KPI)), options, "", func(o widgets.Option) {
		p.edit(func() {
			if err := p.draft.Move(p.at, o.Key); err != nil {
				p.nav.Fail(err)
			}
		})
	})
}
