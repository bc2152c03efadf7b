package funnels

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/charts"
	"shirube/data/funnel"
)

// groupsCard is the table of the breakdown: each group's count in each stage
// with the rate from the stage before, and the whole in the last row.
func (p *Page) groupsCard(a answer) fyne.CanvasObject {
	w := p.words
	head := []fyne.CanvasObject{widgets.NewCutText(w.T("funnels.group."+p.question.By), style.Small, palette.Sub, true)}
	var at columns
	for i, s := range a.stages {
		name := charts.StageName(a.stages, s.Key, w)
		head = append(head, style.Right(name, style.Small, palette.Sub, true))
		at = append(at, max(style.Grow(54), style.Width(name, style.Small, true)+cellGap))
		if len(a.total.Groups) > 0 && i < len(a.total.Groups[0].Stages) {
			at[i] = max(at[i], style.Width(w.Int(a.total.Groups[0].Stages[i].Count), style.Small, true)+cellGap)
		}
	}
	rows := make([]fyne.CanvasObject, 0, len(a.groups.Groups))
	for _, g := range a.groups.Groups {
		rows = append(rows, style.Column(0, style.Hairline(), p.groupRow(a, at, g, charts.GroupName(g.Group, w), false)))
	}
	parts := []fyne.CanvasObject{besideBar(container.New(at, head...)), style.Stretch(container.NewVScroll(besideBar(style.Column(0, rows...))))}
	if len(a.total.Groups) > 0 {
		parts = append(parts, style.Hairline(), besideBar(p.groupRow(a, at, a.total.Groups[0], w.T("funnels.total"), true)))
	}
	note := ""
	if p.byLast() {
		note = w.T("funnels.groups.last")
	}
	return widgets.Card(w.T("funnels.groups."+p.question.By), note, nil, container.NewHScroll(style.Column(2, parts...)))
}

func (p *Page) groupRow(a answer, at columns, g funnel.Group, name string, bold bool) fyne.CanvasObject {
	w := p.words
	row := []fyne.CanvasObject{widgets.NewCutText(name, style.Small, palette.Ink, bold)}
	for i, s := range g.Stages {
		number := w.Int(s.Count)
		if s.Unmeasured {
			number = w.T("common.none")
		}
		lines := []fyne.CanvasObject{style.Right(number, style.Small, palette.Ink, i > 0 || bold)}
		if i > 0 && p.question.View != funnel.Stock {
			rate := w.T("common.none")
			if s.FromPrevious != nil {
				rate = w.Percent(*s.FromPrevious)
			}
			lines = append(lines, style.Right(rate, style.Small, palette.Sub, false))
		}
		cell := style.Column(style.Grow(-4), lines...)
		if s.Prospects == nil {
			row = append(row, cell)
			continue
		}
		open := widgets.NewTapArea(func() { p.open(g, a, s.Stage, false) })
		if s.Rate != nil {
			open.Tip = w.T("chart.parts", "n", w.Int(s.Rate.Numerator), "d", w.Int(s.Rate.Denominator))
		}
		row = append(row, container.NewStack(open, cell))
	}
	return style.Fixed(0, style.Grow(35), container.New(at, row...))
}

// columns are the widths of the stages' columns; the names before them get the rest.
type columns []float32

const (
	leastName = 64
	cellGap   = 12
	scrollBar = 8 // the room kept for the bar at the right
)

// besideBar leaves room for the bar of a scroll.
func besideBar(o fyne.CanvasObject) fyne.CanvasObject { return style.PadSides(0, scrollBar, 0, 0, o) }

func (c columns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(leastName, 0)
	for i, o := range objects {
		size.Height = max(size.Height, o.MinSize().Height)
		if i > 0 {
			size.Width += c[i-1]
		}
	}
	return size
}

func (c columns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x := size.Width
	for _, width := range c[:len(objects)-1] {
		x -= width
	}
	at, width := float32(0), x
	for i, o := range objects {
		if i > 0 {
			at, width = at+width, c[i-1]
		}
		h := o.MinSize().Height
		o.Move(fyne.NewPos(at, (size.Height-h)/2))
		o.Resize(fyne.NewSize(width, h))
	}
}
