package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"shirube/app/style"
	"shirube/assets/palette"
)

// rowListView draws a RowList: a pool of lines for the rows in sight, the header
// over them, the scroll bars on top.
type rowListView struct {
	l       *RowList
	objects []fyne.CanvasObject

	clip    *container.Clip
	body    *fyne.Container
	lines   []*rowLine
	head    *rowLine
	headBox *fyne.Container
	divider *canvas.Rectangle
	slot    *canvas.Rectangle // where a dragged column would go
	bar     *canvas.Rectangle
	track   *canvas.Rectangle
	thumb   *canvas.Rectangle
	note    *canvas.Text
}

// CreateRenderer makes the view; RowList has but one.
func (l *RowList) CreateRenderer() fyne.WidgetRenderer {
	v := &rowListView{l: l, body: container.NewWithoutLayout(), headBox: container.NewWithoutLayout()}
	v.clip = container.NewClip(v.body)
	v.divider = canvas.NewRectangle(color.Transparent)
	v.slot = canvas.NewRectangle(style.Color(palette.Accent))
	v.bar, v.track, v.thumb = canvas.NewRectangle(color.Transparent), canvas.NewRectangle(color.Transparent), canvas.NewRectangle(color.Transparent)
	v.bar.CornerRadius, v.track.CornerRadius, v.thumb.CornerRadius = 3, 3, 3
	v.note = style.Text("", style.Small, palette.Sub, false)
	v.objects = []fyne.CanvasObject{v.clip, v.headBox, v.divider, v.slot, v.bar, v.track, v.thumb, v.note}
	l.view = v
	v.reset()
	return v
}

func (v *rowListView) reset() {
	v.lines, v.body.Objects, v.headBox.Objects = nil, nil, nil
	v.head = newRowLine(v.headBox, len(v.l.Columns))
}

func (v *rowListView) Objects() []fyne.CanvasObject { return v.objects }
func (v *rowListView) MinSize() fyne.Size           { return v.l.MinSize() }
func (v *rowListView) Destroy()                     {}
func (v *rowListView) Layout(fyne.Size)             { v.Refresh() }

func (v *rowListView) Refresh() {
	l := v.l
	size, head := l.Size(), l.headHeight()
	if size.Width <= 0 {
		return
	}
	columns, h, body := l.place(), l.rowHeight(), l.bodyHeight()
	v.clip.Move(fyne.NewPos(0, head))
	v.clip.Resize(fyne.NewSize(size.Width, float32(body)))
	v.body.Resize(fyne.NewSize(size.Width, float32(body)))
	first := int(l.top / h)
	n := min(int(body/h)+2, l.length-first)
	for len(v.lines) < n {
		v.lines = append(v.lines, newRowLine(v.body, len(l.Columns)))
	}
	for k, line := range v.lines {
		line.show(k < n)
		if k < n {
			line.fill(l, first+k, float32(float64(first+k)*h-l.top), columns)
		}
	}
	v.drawHead(columns)
	v.drawBars(columns)
	v.drawSlot(columns)
	v.clip.Refresh()
	canvas.Refresh(l)
	if last := min(first+n, l.length) - 1; l.visible != [2]int{first, last} && last >= first {
		l.visible = [2]int{first, last}
		if l.OnVisible != nil {
			l.OnVisible(first, last)
		}
	}
}

func (v *rowListView) drawHead(columns []placed) {
	l := v.l
	v.headBox.Hidden = l.NoHeader
	if l.NoHeader {
		return
	}
	height := l.headHeight()
	v.headBox.Resize(fyne.NewSize(l.Size().Width, height))
	v.head.ground.FillColor = color.Transparent
	v.head.frame(l.Size().Width, 0, height)
	v.head.checkbox(l, 0, height)
	if n := l.SelectionCount(); l.Checks {
		v.head.check(n > 0, n > 0 && n < l.length)
	}
	v.head.hideCells()
	for _, p := range columns {
		c := l.Columns[p.index]
		cell := Cell{Text: c.Title, Token: palette.Sub, Bold: true}
		if c.Headless {
			cell.Text = ""
		}
		v.head.cells[p.index].fill(cell, p, c.Align, 0, height)
		if c.Key != "" && c.Key == l.sortKey {
			v.head.cells[p.index].sorted(l.descending, p, c.Align, height)
		}
	}
}

// drawSlot shows where the column whose header is dragged would go.
func (v *rowListView) drawSlot(columns []placed) {
	l := v.l
	v.slot.Hidden = l.drag != dragHead || !l.moved || l.target < 0
	if v.slot.Hidden {
		return
	}
	v.slot.FillColor = style.Color(palette.Accent)
	x := l.restStart()
	for _, p := range columns {
		if p.index < l.target {
			x = p.x + p.width
		}
	}
	v.slot.Move(fyne.NewPos(x-columnGap/2-1, 4))
	v.slot.Resize(fyne.NewSize(2, l.headHeight()-8+float32(l.bodyHeight())))
}

func (v *rowListView) drawBars(columns []placed) {
	l := v.l
	size, head := l.Size(), l.headHeight()
	wide := l.wide()
	v.divider.FillColor = style.Color(palette.Line2)
	v.divider.Hidden = l.Frozen == 0 || l.Frozen >= len(l.Columns) || !wide
	v.divider.Move(fyne.NewPos(l.frozenEnd(), 0))
	v.divider.Resize(fyne.NewSize(1, head+float32(min(l.bodyHeight(), float64(l.length)*l.rowHeight()))))

	v.bar.FillColor = style.Color(palette.Line2)
	if v.bar.Hidden = l.maxTop() <= 0; !v.bar.Hidden {
		length := l.thumb()
		y := (l.bodyHeight() - length) * l.top / l.maxTop()
		v.bar.Move(fyne.NewPos(size.Width-8, head+float32(y)))
		v.bar.Resize(fyne.NewSize(5, float32(length)))
	}
	v.track.Hidden, v.thumb.Hidden, v.note.Hidden = !wide, !wide, !wide || l.ColumnsNote == nil
	if !wide {
		return
	}
	v.track.FillColor, v.thumb.FillColor = style.Color(palette.Track), style.Color(palette.Line2)
	y := size.Height - barHeight/2 - 3
	x, w := l.restStart()-4, size.Width-l.Inset-l.restStart()
	count := float32(len(l.Columns) - l.Frozen)
	shown := float32(0)
	for _, p := range columns {
		if p.index >= l.Frozen && p.width >= l.Columns[p.index].Width-16 {
			shown++
		}
	}
	v.track.Move(fyne.NewPos(x, y))
	v.track.Resize(fyne.NewSize(w, 6))
	v.thumb.Move(fyne.NewPos(x+w*float32(l.firstColumn)/count, y))
	v.thumb.Resize(fyne.NewSize(w*min(1, shown/count), 6))
	if l.ColumnsNote != nil {
		text := l.ColumnsNote(int(shown)+l.Frozen, len(l.Columns))
		v.note.Text = style.Cut(text, style.Small, false, x-l.Inset-8)
		m := v.note.MinSize()
		v.note.Move(fyne.NewPos(l.Inset+8, size.Height-barHeight/2-m.Height/2))
		v.note.Resize(m)
	}
}
