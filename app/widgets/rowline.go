package widgets

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"shirube/app/style"
	"shirube/assets/palette"
)

// rowLine is the drawn line of one row, used again for other rows as one scrolls.
type rowLine struct {
	shown             bool
	ground, bar, hair *canvas.Rectangle
	box               *canvas.Rectangle
	tick              *canvas.Image
	cells             []*cellLine
	into              *fyne.Container
}

type cellLine struct {
	text  *canvas.Text
	icon  *canvas.Image
	steps []*canvas.Rectangle
	marks []*canvas.Rectangle
	into  *fyne.Container
}

func newRowLine(into *fyne.Container, columns int) *rowLine {
	r := &rowLine{shown: true, into: into}
	r.ground, r.bar, r.hair = canvas.NewRectangle(color.Transparent), canvas.NewRectangle(color.Transparent), canvas.NewRectangle(color.Transparent)
	r.box = canvas.NewRectangle(color.Transparent)
	r.box.CornerRadius, r.box.StrokeWidth = 3, 1
	r.tick = &canvas.Image{FillMode: canvas.ImageFillContain}
	into.Objects = append(into.Objects, r.ground, r.hair, r.bar, r.box, r.tick)
	for range columns {
		c := &cellLine{text: style.Text("", style.Small, palette.Ink, false), into: into}
		for range mostMarks { // under the text
			m := canvas.NewRectangle(color.Transparent)
			m.CornerRadius = 2
			m.Hide()
			c.marks = append(c.marks, m)
			into.Objects = append(into.Objects, m)
		}
		into.Objects = append(into.Objects, c.text)
		r.cells = append(r.cells, c)
	}
	return r
}

func (r *rowLine) show(on bool) {
	if r.shown == on {
		return
	}
	r.shown = on
	for _, o := range []fyne.CanvasObject{r.ground, r.bar, r.hair, r.box, r.tick} {
		hide(o, !on)
	}
	if !on {
		r.hideCells()
	}
}

func hide(o fyne.CanvasObject, on bool) {
	if on {
		o.Hide()
	} else {
		o.Show()
	}
}

func (r *rowLine) hideCells() {
	for _, c := range r.cells {
		c.text.Hide()
		if c.icon != nil {
			c.icon.Hide()
		}
		for _, s := range c.steps {
			s.Hide()
		}
		for _, m := range c.marks {
			if m.Visible() {
				m.Hide()
			}
		}
	}
}

func (r *rowLine) frame(width, y, h float32) {
	r.ground.Move(fyne.NewPos(0, y))
	r.ground.Resize(fyne.NewSize(width, h))
	r.hair.FillColor = style.Color(palette.Line)
	r.hair.Move(fyne.NewPos(0, y+h-1))
	r.hair.Resize(fyne.NewSize(width, 1))
}

func (r *rowLine) fill(l *RowList, index int, y float32, columns []placed) {
	h := float32(l.rowHeight())
	selected := l.Checks && l.selection.Has(l.ID(index))
	r.frame(l.Size().Width, y, h)
	switch {
	case selected, index == l.current:
		r.ground.FillColor = style.Color(palette.AccentTint)
	case index == l.hovered:
		r.ground.FillColor = style.Color(palette.Hover)
	default:
		r.ground.FillColor = color.Transparent
	}
	r.bar.FillColor = color.Transparent
	if index == l.current && l.Inset >= 8 { // with less room it would cover the text
		r.bar.FillColor = style.Color(palette.Accent)
		r.bar.Move(fyne.NewPos(0, y))
		r.bar.Resize(fyne.NewSize(3, h))
	}
	r.checkbox(l, y, h)
	if l.Checks {
		r.check(selected, false)
	}
	r.hideCells()
	cells, loaded := l.Row(index)
	for k, p := range columns {
		cell := Cell{}
		switch {
		case loaded && p.index < len(cells):
			cell = cells[p.index]
		case !loaded && k == 0:
			cell = Cell{Text: "…", Token: palette.Faint}
		}
		cell.Bold = cell.Bold || index == l.current && p.index == 0
		cell.tinted = selected || index == l.current
		r.cells[p.index].fill(cell, p, l.Columns[p.index].Align, y, h)
	}
}

func (r *rowLine) checkbox(l *RowList, y, h float32) {
	hide(r.box, !l.Checks)
	hide(r.tick, !l.Checks)
	if l.Checks {
		r.box.Move(fyne.NewPos(l.Inset, y+(h-14)/2))
		r.box.Resize(fyne.NewSquareSize(14))
		r.tick.Move(fyne.NewPos(l.Inset+1, y+(h-12)/2))
		r.tick.Resize(fyne.NewSquareSize(12))
	}
}

func (r *rowLine) check(on, partly bool) {
	r.box.FillColor, r.box.StrokeColor = style.Color(palette.Card), style.Color(palette.Line2)
	name, token := "check-bold", palette.OnAccent
	switch {
	case partly:
		name, token = "minus", palette.Ink
	case on:
		r.box.FillColor, r.box.StrokeColor = style.Color(palette.Accent), style.Color(palette.Accent)
	}
	hide(r.tick, !on)
	if res := style.Icon(name, token); on && r.tick.Resource != res {
		r.tick.Resource = res
		r.tick.Refresh()
	}
}

const stepWidth, stepGap = 5, 2

const iconWidth = 22 // with its gap

// stepsWidth is that of the squares of n steps with their gap.
func stepsWidth(n int) float32 { return float32(n)*(stepWidth+stepGap) + 4 }

func (c *cellLine) fill(cell Cell, p placed, align Align, y, h float32) {
	x, right := p.x, p.x+p.width-p.gap
	if cell.Icon != "" {
		x = c.drawIcon(cell, x, y, h)
	}
	if cell.Steps > 0 {
		x = c.drawSteps(cell, x, y, h)
	}
	token := cell.Token
	switch {
	case cell.Link:
		token = palette.Accent
	case token == palette.Ground:
		token = palette.Ink
	}
	c.text.Text = style.Cut(cell.Text, style.Small, cell.Bold, max(0, right-x)+2)
	c.text.Color, c.text.TextStyle.Bold = style.Color(token), cell.Bold
	c.text.Alignment = fyne.TextAlignLeading
	if align == Right {
		c.text.Alignment = fyne.TextAlignTrailing
	}
	c.text.Move(fyne.NewPos(x, y-style.Lift(c.text)))
	c.text.Resize(fyne.NewSize(max(0, right-x), h))
	c.text.Show()
	if len(cell.Marks) > 0 {
		c.mark(cell, x, right, align, y, h)
	}
}

// mostMarks is how many parts of one cell are marked.
const mostMarks = 3

// mark lays a pen's colour under parts of the text as far as it is shown.
func (c *cellLine) mark(cell Cell, x, right float32, align Align, y, h float32) {
	shown := len(strings.TrimSuffix(c.text.Text, "…"))
	if shown == 0 {
		return
	}
	if align == Right {
		x = right - style.Advance(c.text.Text, style.Small, cell.Bold)
	}
	for i, m := range cell.Marks[:min(len(cell.Marks), mostMarks)] {
		from, to := min(m[0], shown), min(m[1], shown)
		if from >= to {
			break
		}
		left := style.Advance(c.text.Text[:from], style.Small, cell.Bold)
		mark := c.marks[i]
		mark.FillColor = style.Color(palette.Mark)
		mark.Move(fyne.NewPos(x+left, y+3))
		mark.Resize(fyne.NewSize(style.Advance(c.text.Text[from:to], style.Small, cell.Bold), h-6))
		mark.Show()
	}
}

func (c *cellLine) drawIcon(cell Cell, x, y, h float32) float32 {
	if c.icon == nil {
		c.icon = &canvas.Image{FillMode: canvas.ImageFillContain}
		c.into.Objects = append(c.into.Objects, c.icon)
	}
	token := cell.IconToken
	if token == palette.Ground {
		token = palette.Sub
	}
	if res := style.Icon(cell.Icon, token); c.icon.Resource != res {
		c.icon.Resource = res
		c.icon.Refresh()
	}
	c.icon.Move(fyne.NewPos(x, y+(h-16)/2))
	c.icon.Resize(fyne.NewSquareSize(16))
	c.icon.Show()
	return x + iconWidth
}

func (c *cellLine) drawSteps(cell Cell, x, y, h float32) float32 {
	for len(c.steps) < cell.Steps {
		s := canvas.NewRectangle(color.Transparent)
		s.CornerRadius = 1
		c.steps = append(c.steps, s)
		c.into.Objects = append(c.into.Objects, s)
	}
	for i, s := range c.steps[:cell.Steps] {
		token := palette.Track
		switch {
		case i < cell.Step:
			token = palette.Accent
		case cell.tinted: // where the track's colour can't be seen
			token = palette.Line2
		}
		s.FillColor = style.Color(token)
		s.Move(fyne.NewPos(x+float32(i)*(stepWidth+stepGap), y+(h-9)/2))
		s.Resize(fyne.NewSize(stepWidth, 9))
		s.Show()
	}
	return x + stepsWidth(cell.Steps)
}

// sorted shows the arrow of the sorted column behind its title.
func (c *cellLine) sorted(descending bool, p placed, align Align, h float32) {
	name := "sort-up"
	if descending {
		name = "sort-down"
	}
	w := c.text.MinSize().Width
	x := p.x + w + 4
	if align == Right {
		x = p.x + p.width - p.gap - w - 18
	}
	c.drawIcon(Cell{Icon: name, IconToken: palette.Accent}, x, 0, h)
	c.icon.Move(fyne.NewPos(x, (h-14)/2))
	c.icon.Resize(fyne.NewSquareSize(14))
}
