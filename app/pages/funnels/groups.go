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
	head := []fyne.CanvasObject{style.Text(w.T("funnels.group."+p.question.By), style.Small, palette.Sub, true)}
	for _, s := range a.stages {
		head = append(head, style.Right(charts.StageName(a.stages, s.Key, w), style.Small, palette.Sub, true))
	}
	rows := make([]fyne.CanvasObject, 0, len(a.groups.Groups))
	for _, g := range a.groups.Groups {
		rows = append(rows, style.Column(0, style.Hairline(), p.groupRow(a, g, charts.GroupName(g.Group, w), false)))
	}
	parts := []fyne.CanvasObject{style.PadSides(0, scrollBar, 0, 0, container.New(cells{}, head...)), style.Stretch(container.NewVScroll(style.PadSides(0, scrollBar, 0, 0, style.Column(0, rows...))))}
	if len(a.total.Groups) > 0 {
		parts = append(parts, style.Hairline(), style.PadSides(0, scrollBar, 0, 0, p.groupRow(a, a.total.Groups[0], w.T("funnels.total"), true)))
	}
	return widgets.Card(w.T("funnels.groups."+p.question.By), "", nil, style.Column(2, parts...))
}

func (p *Page) groupRow(a answer, g funnel.Group, name string, bold bool) fyne.CanvasObject {
	w := p.words
	row := []fyne.CanvasObject{widgets.NewCutText(name, style.Small, palette.Ink, bold)}
	for i, s := range g.Stages {
		number, rate := w.Int(s.Count), ""
		if s.Unmeasured {
			number = w.T("common.none")
		}
		if i > 0 && p.question.View != funnel.Stock {
			rate = w.T("common.none")
			if s.FromPrevious != nil {
				rate = w.Percent(*s.FromPrevious)
			}
		}
		cell := style.Column(0, style.Right(number, style.Small, palette.Ink, i > 0 || bold), style.Right(rate, style.Small, palette.Sub, false))
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
	return style.Fixed(0, style.Grow(35), container.New(cells{}, row...))
}

// cells places a name and, at the right, columns of one width.
type cells struct{}

const cellWidth = 58

// scrollBar is the room kept for the bar at the right.
const scrollBar = 8

func (cells) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(80+cellWidth*float32(len(objects)-1), objects[0].MinSize().Height+4)
}

func (cells) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x := size.Width - cellWidth*float32(len(objects)-1)
	for i, o := range objects {
		h := o.MinSize().Height
		at, width := float32(0), x
		if i > 0 {
			at, width = x+cellWidth*float32(i-1), cellWidth
		}
		o.Move(fyne.NewPos(at, (size.Height-h)/2))
		o.Resize(fyne.NewSize(width, h))
	}
}
