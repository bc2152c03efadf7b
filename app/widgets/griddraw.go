package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"shirube/app/style"
	"shirube/assets/palette"
)

// CreateRenderer draws names, lines, values and the frame of the current cell.
func (g *Grid) CreateRenderer() fyne.WidgetRenderer {
	r := &gridRenderer{g: g, frame: style.Box(palette.Card, palette.Accent, 3)}
	r.frame.StrokeWidth = 2
	r.fill()
	return r
}

type gridRenderer struct {
	g       *Grid
	frame   *canvas.Rectangle
	lines   []*canvas.Rectangle
	texts   []*canvas.Text
	objects []fyne.CanvasObject
}

func (r *gridRenderer) text(i int) *canvas.Text {
	for len(r.texts) <= i {
		t := style.Text("", style.Small, palette.Ink, false)
		r.texts = append(r.texts, t)
		r.objects = append(r.objects, t)
	}
	return r.texts[i]
}

func (r *gridRenderer) fill() {
	g, h := r.g, r.g.lineHeight()
	label, cell := g.widths()
	if len(r.objects) == 0 {
		r.objects = append(r.objects, r.frame)
	}
	for len(r.lines) <= len(g.rows) {
		l := canvas.NewRectangle(color.Transparent)
		r.lines = append(r.lines, l)
		r.objects = append(r.objects, l)
	}
	wide := label + cell*float32(len(g.columns))
	if g.Note != nil {
		wide = g.Size().Width
	}
	for i, l := range r.lines {
		l.FillColor, l.Hidden = style.Color(palette.Line), i > len(g.rows)
		l.Move(fyne.NewPos(0, float32(i+1)*h-1))
		l.Resize(fyne.NewSize(wide, 1))
	}
	n := 0
	put := func(s string, token palette.Token, bold bool, x, y, w float32, align fyne.TextAlign) {
		t := r.text(n)
		n++
		t.Text, t.Color, t.TextStyle.Bold, t.Alignment, t.Hidden = style.Cut(s, style.Small, bold, w), style.Color(token), bold, align, false
		t.Move(fyne.NewPos(x, y-style.Lift(t)))
		t.Resize(fyne.NewSize(w, h))
	}
	for j, c := range g.columns {
		put(c, palette.Sub, true, label+float32(j)*cell, 0, cell-4, fyne.TextAlignTrailing)
	}
	const noteGap = 16
	end := label + cell*float32(len(g.columns))
	for i, name := range g.rows {
		y := float32(i+1) * h
		if g.Note != nil {
			text, token := g.Note(i)
			put(text, token, false, end+noteGap, y, max(0, g.Size().Width-end-noteGap), fyne.TextAlignLeading)
		}
		put(name, g.look(i, -1), false, 0, y, label-8, fyne.TextAlignLeading)
		for j := range g.columns {
			value, token := g.Text(i, j), g.look(i, j)
			if g.editing && i == g.row && j == g.column {
				value = string(g.typed) + "|"
				if g.refused {
					token = palette.BadText
				}
			}
			put(value, token, false, label+float32(j)*cell, y, cell-4, fyne.TextAlignTrailing)
		}
	}
	for _, t := range r.texts[n:] {
		t.Hidden = true
	}
	r.frame.FillColor, r.frame.StrokeColor = style.Color(palette.Card), style.Color(palette.Line2)
	switch {
	case g.refused:
		r.frame.StrokeColor = style.Color(palette.Bad)
	case g.focused:
		r.frame.StrokeColor = style.Color(palette.Accent)
	}
	r.frame.Move(fyne.NewPos(label+float32(g.column)*cell, float32(g.row+1)*h))
	r.frame.Resize(fyne.NewSize(cell, h-1))
	r.frame.Hidden = len(g.rows) == 0 || len(g.columns) == 0
}

func (r *gridRenderer) Layout(fyne.Size) { r.fill() }
func (r *gridRenderer) MinSize() fyne.Size {
	return fyne.NewSize(r.g.least[0]+r.g.least[1]*float32(len(r.g.columns))+r.g.noteWidth(), r.g.lineHeight()*float32(len(r.g.rows)+1))
}
func (r *gridRenderer) Refresh()                     { r.fill(); canvas.Refresh(r.g) }
func (r *gridRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *gridRenderer) Destroy()                     {}
