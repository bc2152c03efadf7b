package kpis

import (
	"cmp"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/charts"
	"shirube/charts/native"
	"shirube/data/kpi"
)

// overview is all KPIs over the period, as a tree or as a list.
func (p *Page) overview(s state) fyne.CanvasObject {
	if p.tab == tabList {
		return p.listCard(s)
	}
	w := p.words
	trees := make([]fyne.CanvasObject, 0, len(s.roots))
	for _, root := range s.roots {
		tree := native.New(&charts.Tree{Root: p.node(root, s.chosen), NodeName: w.T("kpis.title")}).Saving(p.nav.SaveChart)
		tree.OnTap = func(key string) { p.choice(s, key) }
		tree.OnMenu = func(key string, at fyne.Position) {
			for _, k := range s.kpis {
				if k.Key == key {
					widgets.ShowMenu(p.nav.Window().Canvas(), at, p.menu(s, k)...)
				}
			}
		}
		trees = append(trees, tree)
	}
	return widgets.Card(w.T("kpis.tree"), cmp.Or(p.gap(s), charts.PeriodName(p.period, w)), p.legend(), container.NewScroll(style.PadSides(0, scrollBar, 0, 0, style.Column(16, trees...))))
}

// legend says what the marks in the tree mean.
func (p *Page) legend() fyne.CanvasObject {
	var marks []fyne.CanvasObject
	for _, s := range []kpi.State{kpi.OnTrack, kpi.Caution, kpi.Behind} {
		marks = append(marks, widgets.StateMark(widgets.StateOf(charts.MarkOf(s)), charts.StateWord(s, p.words)))
	}
	return style.Row(12, marks...)
}

func (p *Page) node(n *kpi.Node, c *chosen) *charts.Node {
	w, v := p.words, n.Value
	out := &charts.Node{
		Key: n.KPI.Key, Name: p.name(n.KPI), State: charts.MarkOf(v.State), Measured: v.Value != nil,
		Selected: c != nil && c.kpi.Key == n.KPI.Key, Note: charts.PartsText(v, n.KPI.Unit, w),
	}
	out.Value, out.Unit = w.Split(v.Value, n.KPI.Unit)
	switch {
	case v.Pace != nil && v.Target != nil && *v.Pace != *v.Target:
		out.Note = w.T("kpis.pace", "value", w.Value(v.Pace, n.KPI.Unit))
	case v.Target != nil:
		out.Note = strings.TrimSpace(out.Note + "  " + w.T("kpis.target", "value", w.Value(v.Target, n.KPI.Unit)))
	}
	for _, child := range n.Children {
		out.Children = append(out.Children, p.node(child, c))
	}
	return out
}

// listCard is a row for each KPI.
func (p *Page) listCard(s state) fyne.CanvasObject {
	w := p.words
	var rows []*kpi.Node
	var walk func([]*kpi.Node)
	walk = func(nodes []*kpi.Node) {
		for _, n := range nodes {
			rows = append(rows, n)
			walk(n.Children)
		}
	}
	walk(s.roots)
	list := widgets.NewRowList(
		widgets.Column{Key: "name", Title: w.T("kpis.field.name"), Width: 136, Stretch: true},
		widgets.Column{Key: "value", Title: w.T("kpis.field.value"), Width: 96, Align: widgets.Right},
		widgets.Column{Key: "parts", Title: w.T("kpis.field.parts"), Width: 96, Align: widgets.Right},
		widgets.Column{Key: "target", Title: w.T("kpis.field.target"), Width: 96, Align: widgets.Right},
		widgets.Column{Key: "state", Title: w.T("kpis.field.state"), Width: 84},
		widgets.Column{Key: "owner", Title: w.T("kpis.field.owner"), Width: 72},
		widgets.Column{Key: "kind", Title: w.T("kpis.field.kind"), Width: 76})
	list.RowHeight = 32
	list.Row = func(i int) ([]widgets.Cell, bool) {
		n := rows[i]
		kind := "kpis.kind.lag"
		switch {
		case n.KPI.Goal:
			kind = "kpis.kind.goal"
		case n.KPI.Lead:
			kind = "kpis.kind.lead"
		}
		return []widgets.Cell{
			{Text: p.name(n.KPI), Bold: n.KPI.Goal}, {Text: w.Value(n.Value.Value, n.KPI.Unit), Bold: true},
			{Text: charts.PartsText(n.Value, n.KPI.Unit, w), Token: palette.Sub}, {Text: w.Value(n.Value.Target, n.KPI.Unit), Token: palette.Sub},
			{Text: charts.StateWord(n.Value.State, w)}, {Text: n.KPI.Owner}, {Text: w.T(kind), Token: palette.Sub},
		}, true
	}
	list.OnCurrent = func(i int) {
		if i >= 0 {
			p.key = rows[i].KPI.Key
			p.Reload()
		}
	}
	list.OnOpen = func(i int) { p.edit(s, rows[i].KPI, false) }
	list.SetLength(len(rows))
	for i, n := range rows {
		if s.chosen != nil && n.KPI.Key == s.chosen.kpi.Key {
			list.SetCurrent(i)
		}
	}
	return widgets.Card(w.T("kpis.list"), charts.PeriodName(p.period, w), nil, list)
}

// details are the trend of the chosen KPI and its channels.
func (p *Page) details(c *chosen) fyne.CanvasObject {
	w := p.words
	if c.broken != nil {
		text, hint := w.Error(c.broken)
		return widgets.Card(p.name(c.kpi), "", nil, widgets.EmptyState("warning", text+" "+hint, nil))
	}
	var trend fyne.CanvasObject = widgets.EmptyState("chart", w.T("kpis.trend.empty"), nil)
	if c.series.Measured() > 0 {
		trend = native.New(charts.LineOf(c.series, w)).Saving(p.nav.SaveChart)
	}
	var channels fyne.CanvasObject = widgets.EmptyState("chart", w.T("kpis.channels.empty"), nil)
	if len(c.channel) > 0 {
		bars := native.New(charts.BarsByGroup(c.kpi, c.channel, w)).Saving(p.nav.SaveChart)
		bars.SetMinSize(fyne.NewSize(240, 0))
		channels = container.NewVScroll(bars)
	}
	return style.RowFill(16,
		style.Stretch(widgets.Card(w.T("kpis.trend", "name", p.name(c.kpi)), "", nil, trend)),
		style.Fixed(320, 0, widgets.Card(w.T("kpis.channels"), charts.PeriodName(p.period, w), nil, channels)))
}

// rooms places the overview and, under it, the details of the chosen KPI where
// there is height for both; a list needs less of it than a tree.
type rooms struct{ list bool }

const (
	scrollBar     = 8 // the room kept for the bar at the right
	detailsHeight = 236
	treeHeight    = 432
	listHeight    = 240
)

func (r rooms) both(height float32) bool {
	least := float32(treeHeight)
	if r.list {
		least = listHeight
	}
	return height >= style.Grow(least+detailsHeight)+16
}

func (rooms) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

func (r rooms) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[1].Hide()
	over := size
	if r.both(size.Height) {
		over.Height -= style.Grow(detailsHeight) + 16
		objects[1].Show()
		objects[1].Move(fyne.NewPos(0, over.Height+16))
		objects[1].Resize(fyne.NewSize(size.Width, size.Height-over.Height-16))
	}
	objects[0].Resize(over)
}
