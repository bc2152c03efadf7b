package tables

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/data/crosstab"
	"shirube/data/intake"
)

// How much of a sheet is drawn; the rest is said.
const (
	boardRows    = 120
	boardColumns = 40
	cellLeast    = 40
	cellMost     = 148
)

// grounds are the colours of the roles, and of the words on them.
var grounds = map[crosstab.Role][2]palette.Token{
	crosstab.IsLabel:   {palette.Nav, palette.Ink},
	crosstab.IsValue:   {palette.AccentTint, palette.Ink},
	crosstab.IsTarget:  {palette.CautionTint, palette.CautionText},
	crosstab.IsTotal:   {palette.Track, palette.Sub},
	crosstab.IsMissing: {palette.Card, palette.Faint},
	crosstab.IsNote:    {palette.Card, palette.Sub},
	crosstab.IsIgnored: {palette.BadTint, palette.BadText},
}

// tableCard is a sheet as it stands, each cell on the colour of what it is.
func (p *Page) tableCard() fyne.CanvasObject {
	w := p.words
	r := p.plan.Readings[p.sheet]
	var head fyne.CanvasObject
	if len(p.plan.Readings) > 1 {
		var options []widgets.Option
		for i, other := range p.plan.Readings {
			options = append(options, widgets.Option{Key: w.Int(i), Text: other.Grid.Sheet})
		}
		head = style.Fixed(160, 0, widgets.NewSelect(options, w.Int(p.sheet), func(o widgets.Option) {
			for i := range p.plan.Readings {
				if w.Int(i) == o.Key {
					p.sheet, p.said = i, ""
				}
			}
			p.show()
		}).Height(28))
	}
	counts := r.Count()
	var legend []fyne.CanvasObject
	for _, role := range crosstab.Roles {
		if counts[role] == 0 {
			continue
		}
		mark := style.Box(grounds[role][0], palette.Line2, 3)
		legend = append(legend, style.Row(6, style.Fixed(14, 14, mark),
			style.Text(w.T("table.role."+string(role)), style.Small, palette.Ink, false), style.Text(w.Int(counts[role]), style.Small, palette.Sub, false)))
	}
	p.say(p.said)
	body := style.Column(8, style.Flow(12, legend...), style.Hairline(), style.Stretch(container.NewScroll(newBoard(r, p.tapped))), p.line)
	return widgets.Card(w.T("tables.sheet"), p.fiscal(r), head, body)
}

// fiscal says what was found out about the sheet's tables.
func (p *Page) fiscal(r crosstab.Reading) string {
	w := p.words
	if len(r.Tables) == 0 {
		return w.T("tables.none")
	}
	t := r.Tables[0]
	text := w.T("tables.year.unknown")
	if t.FiscalYear != nil {
		if y, err := p.deps.Calendar().Parse(*t.FiscalYear); err == nil {
			text = w.Period(string(y.Grain), y.From.Time(), y.To.Time())
		}
	}
	if t.Unit != "" {
		text += w.T("prospects.between") + w.T("tables.unit", "unit", t.Unit)
	}
	if len(r.Tables) > 1 {
		text += w.T("prospects.between") + w.T("tables.count", "n", w.Int(len(r.Tables)))
	}
	return text
}

// tapped says what a cell is and why.
func (p *Page) tapped(row, column int) {
	w, r := p.words, p.plan.Readings[p.sheet]
	m := r.Marks[row][column]
	if m.Role == "" {
		p.say("")
		return
	}
	text := r.Grid.Rows[row][column].Text + ": " + w.T("table.role."+string(m.Role))
	if m.Reason != "" {
		text += w.T("prospects.between") + w.T("table.why."+m.Reason)
	}
	if m.Off != nil {
		text += w.T("prospects.between") + w.T("tables.off", "off", w.Number(*m.Off, 2))
	}
	p.say(text)
}

// say shows a sentence under the table: about a cell, or else about totals.
func (p *Page) say(text string) {
	w := p.words
	p.said = text
	token := palette.Ink
	if text == "" {
		text, token = w.T("tables.tap"), palette.Sub
		off := 0
		for _, t := range p.plan.Readings[p.sheet].Tables {
			for _, c := range t.Totals {
				if c.Off != 0 {
					if off++; off == 1 {
						text, token = w.T("tables.totals", "cell", c.Cell, "says", w.Number(c.Says, 0), "sum", w.Number(c.Sum, 0), "off", w.Number(c.Off, 0)), palette.CautionText
					}
				}
			}
		}
		if off > 1 {
			text += w.T("tables.totals.more", "n", w.Int(off-1))
		}
	}
	p.line.Objects = []fyne.CanvasObject{style.Row(0, style.Stretch(widgets.NewCutText(text, style.Small, token, false)))}
	p.line.Refresh()
}

// board draws a sheet's cells.
type board struct {
	widget.BaseWidget
	reading crosstab.Reading
	widths  []float32
	tapped  func(row, column int)
	drawn   *fyne.Container
}

func newBoard(r crosstab.Reading, tapped func(row, column int)) *board {
	b := &board{reading: r, tapped: tapped, drawn: container.NewWithoutLayout()}
	for _, row := range b.rows() {
		for c, cell := range row[:min(len(row), boardColumns)] {
			for len(b.widths) <= c {
				b.widths = append(b.widths, cellLeast)
			}
			b.widths[c] = max(b.widths[c], min(cellMost, style.Width(shown(cell), style.Small, false)+14))
		}
	}
	b.draw()
	b.ExtendBaseWidget(b)
	return b
}

func (b *board) rows() [][]crosstab.Cell {
	return b.reading.Grid.Rows[:min(len(b.reading.Grid.Rows), boardRows)]
}

// shown is a cell's text as a spreadsheet shows it.
func shown(c crosstab.Cell) string {
	if v, ok := intake.ReadNumber(c.Text); ok && c.Percent {
		return percent(v)
	}
	return c.Text
}

func (b *board) height() float32 { return style.Grow(26) }

func (b *board) draw() {
	h := b.height()
	for i, row := range b.rows() {
		x := float32(0)
		for c, width := range b.widths {
			if c < len(row) && b.reading.Marks[i][c].Role != "" {
				m := b.reading.Marks[i][c]
				colours := grounds[m.Role]
				ground := style.Box(colours[0], palette.Line, 2)
				if m.Off != nil {
					ground.StrokeColor = style.Color(palette.Caution)
				}
				ground.Move(fyne.NewPos(x, float32(i)*h))
				ground.Resize(fyne.NewSize(width-1, h-1))
				b.drawn.Add(ground)
				b.drawn.Add(b.text(i, c, x, width, colours[1]))
			}
			x += width
		}
	}
	b.drawn.Resize(b.size())
}

// text is a cell's, numbers at the right; names may run over empty cells.
func (b *board) text(i, c int, x, width float32, token palette.Token) *canvas.Text {
	row := b.reading.Grid.Rows[i]
	s := shown(row[c])
	_, number := intake.ReadNumber(s)
	for next := c + 1; !number && next < len(b.widths) && (next >= len(row) || row[next].Text == ""); next++ {
		width += b.widths[next]
	}
	t := style.Text(style.Cut(s, style.Small, false, width-12), style.Small, token, false)
	if number {
		t.Alignment = fyne.TextAlignTrailing
	}
	t.Move(fyne.NewPos(x+6, float32(i)*b.height()-style.Lift(t)))
	t.Resize(fyne.NewSize(width-13, b.height()-1))
	return t
}

func (b *board) size() fyne.Size {
	width := float32(0)
	for _, w := range b.widths {
		width += w
	}
	return fyne.NewSize(width, float32(len(b.rows()))*b.height())
}

// MinSize is the whole sheet as drawn.
func (b *board) MinSize() fyne.Size { return b.size() }

// Tapped tells which cell it was.
func (b *board) Tapped(e *fyne.PointEvent) {
	row, x := int(e.Position.Y/b.height()), float32(0)
	for c, width := range b.widths {
		if x += width; e.Position.X < x && row < len(b.rows()) {
			if c < len(b.reading.Grid.Rows[row]) {
				b.tapped(row, c)
			}
			return
		}
	}
}

// CreateRenderer shows what was drawn.
func (b *board) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(b.drawn) }
