package style

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

type grid struct {
	columns int
	gap     float32
}

func (g grid) heights(objects []fyne.CanvasObject) (rows []float32, width float32) {
	i := 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		if i%g.columns == 0 {
			rows = append(rows, 0)
		}
		m := o.MinSize()
		rows[len(rows)-1] = max(rows[len(rows)-1], m.Height)
		width = max(width, m.Width)
		i++
	}
	return rows, width
}

func (g grid) MinSize(objects []fyne.CanvasObject) fyne.Size {
	rows, width := g.heights(objects)
	height := g.gap * float32(max(0, len(rows)-1))
	for _, h := range rows {
		height += h
	}
	return fyne.NewSize(width*float32(g.columns)+g.gap*float32(g.columns-1), height)
}

func (g grid) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	rows, _ := g.heights(objects)
	if len(rows) == 0 {
		return
	}
	extra := max(0, (size.Height-g.MinSize(objects).Height)/float32(len(rows)))
	width := (size.Width - g.gap*float32(g.columns-1)) / float32(g.columns)
	y, i := float32(0), 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		h := rows[i/g.columns] + extra
		o.Move(fyne.NewPos(float32(i%g.columns)*(width+g.gap), y))
		o.Resize(fyne.NewSize(width, h))
		if i++; i%g.columns == 0 {
			y += h + g.gap
		}
	}
}

type flow struct{ gap, width float32 }

func (f *flow) place(objects []fyne.CanvasObject, width float32, move bool) float32 {
	x, y, high := float32(0), float32(0), float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		if x > 0 && x+m.Width > width {
			x, y, high = 0, y+high+f.gap, 0
		}
		if move {
			o.Move(fyne.NewPos(x, y))
			o.Resize(m)
		}
		x, high = x+m.Width+f.gap, max(high, m.Height)
	}
	return y + high
}

func (f *flow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	width := float32(0)
	for _, o := range objects {
		width = max(width, o.MinSize().Width)
	}
	if f.width == 0 {
		return fyne.NewSize(width, f.place(objects, 1e9, false))
	}
	return fyne.NewSize(width, f.place(objects, f.width, false))
}

func (f *flow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	f.width = size.Width
	f.place(objects, size.Width, true)
}

type baseline float32

func measured(o fyne.CanvasObject) (fyne.Size, float32) {
	t := o.(*canvas.Text)
	return fyne.CurrentApp().Driver().RenderedTextSize(t.Text, t.TextSize, t.TextStyle, t.FontSource)
}

func (b baseline) MinSize(objects []fyne.CanvasObject) fyne.Size {
	width, above, below := float32(0), float32(0), float32(0)
	for i, o := range objects {
		s, base := measured(o)
		if i > 0 {
			width += float32(b)
		}
		width += s.Width
		above, below = max(above, base), max(below, s.Height-base)
	}
	return fyne.NewSize(width, above+below)
}

func (b baseline) Layout(objects []fyne.CanvasObject, _ fyne.Size) {
	above := float32(0)
	for _, o := range objects {
		_, base := measured(o)
		above = max(above, base)
	}
	x := float32(0)
	for _, o := range objects {
		s, base := measured(o)
		o.Move(fyne.NewPos(x, above-base))
		o.Resize(s)
		x += s.Width + float32(b)
	}
}
