package imports

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/data/intake"
)

const (
	lineWidth   = 44
	columnWidth = 136
	rowHeight   = 28
)

// showTable is the card of the columns: what each is, over real rows.
func (p *Page) showTable() {
	w, s := p.words, p.sample
	at := fyne.Position{}
	if p.scroll != nil {
		at = p.scroll.Offset
	}
	rejected := p.rejectedLines()
	numbers, lines := []fyne.CanvasObject{}, []fyne.CanvasObject{}
	for _, r := range s.rows {
		token := palette.Sub
		why, bad := rejected[r.line]
		if bad {
			token = palette.BadText
		}
		numbers = append(numbers, underlined(style.PadSides(0, 8, 0, 0, style.Right(w.Int(r.line), style.Small, token, false)), bad))
		lines = append(lines, underlined(p.tableRow(r, why), bad))
	}
	var heads []fyne.CanvasObject
	for i := range s.info.Header {
		heads = append(heads, p.columnHead(i))
	}
	left := style.Column(0, style.Fixed(lineWidth, style.Grow(72), style.Column(12,
		style.Fixed(0, style.Grow(24), style.Text(w.T("imports.table.column"), style.Small, palette.Sub, false)),
		style.Fixed(0, style.Grow(28), style.Text(w.T("imports.table.field"), style.Small, palette.Sub, false)))),
		style.Stretch(widgets.NewClip(numbers...)))
	scroll := container.NewHScroll(style.Column(0, style.Fixed(0, style.Grow(72), style.Row(0, heads...)), style.Stretch(widgets.NewClip(lines...))))
	scroll.Offset = at
	p.scroll = scroll
	shown := w.T("imports.table.sample", "n", w.Int(len(s.rows)))
	if p.check.result != nil {
		shown += w.T("imports.table.of", "n", w.Int(p.check.result.Rows))
	}
	title := style.Row(16,
		style.Text(w.T("imports.table"), style.Body, palette.Ink, true),
		style.Text(w.T("imports.table.taken", "all", w.Int(len(s.info.Header)), "n", w.Int(p.plan.taken())), style.Small, palette.Sub, false),
		style.Spacer(), style.Text(shown, style.Small, palette.Sub, false))
	widgets.Rebuild(p.table, widgets.Card("", "", nil, style.Column(8, title, style.Hairline(),
		style.Stretch(style.RowFill(0, style.Fixed(lineWidth, 0, left), style.Stretch(scroll))),
		style.Text(w.T("imports.table.legend"), style.Small, palette.Sub, false), p.leftOver())))
}

// underlined lays a row's ground under it, red where it is not taken, with a hairline.
func underlined(o fyne.CanvasObject, bad bool) fyne.CanvasObject {
	if bad {
		o = style.Surface(palette.BadTint, o)
	}
	return style.Fixed(0, style.Grow(rowHeight), style.Column(0, style.Stretch(o), style.Hairline()))
}

// rejectedLines are the lines that the dry run does not take, with why.
func (p *Page) rejectedLines() map[int]intake.Rejected {
	lines := map[int]intake.Rejected{}
	if p.check.result == nil || len(p.sample.rows) == 0 {
		return lines
	}
	last := p.sample.rows[len(p.sample.rows)-1].line
	for _, r := range p.check.result.Rejected {
		if r.Line > last {
			break
		}
		lines[r.Line] = r
	}
	return lines
}

// columnHead is a column's name over the choice of what it is.
func (p *Page) columnHead(col int) fyne.CanvasObject {
	name := p.sample.info.Header[col]
	choice := widgets.NewSelect(p.choices(col), p.plan.columns[col], func(o widgets.Option) {
		p.plan.set(col, o.Key)
		p.replan()
	}).Height(28)
	choice.Search = p.words.T("dialogs.search")
	choice.Placeholder = p.words.T("imports.column.skip")
	if p.plan.preset != "" {
		choice.Disable()
	}
	head := style.Fixed(0, style.Grow(24), style.PadSides(2, 8, 0, 8, widgets.NewCutText(name, style.Small, palette.Ink, true)))
	return style.Fixed(columnWidth, style.Grow(72), style.Column(12, head, style.PadSides(0, 8, 0, 4, choice)))
}

// choices are what a column can be.
func (p *Page) choices(col int) []widgets.Option {
	w := p.words
	options := []widgets.Option{{Key: "", Text: w.T("imports.column.skip")}}
	for _, f := range intake.Fields(p.noun) {
		options = append(options, widgets.Option{Key: f.Key, Text: p.fieldName(f.Key)})
	}
	if now := p.plan.columns[col]; p.plan.preset != "" && (now == intake.Abroad || intake.IsCustom(now)) {
		options = append(options, widgets.Option{Key: now, Text: p.fieldName(now)})
	}
	switch p.noun {
	case intake.Prospects:
		for _, s := range p.sample.stages {
			options = append(options, widgets.Option{Key: stageOf + s.Key, Text: p.fieldName(stageOf + s.Key)})
		}
		options = append(options, widgets.Option{Key: custom, Text: w.T("imports.column.custom")})
	case intake.Measures:
		options = append(options, widgets.Option{Key: wide, Text: w.T("imports.column.wide")})
	}
	return options
}

func (p *Page) fieldName(key string) string {
	w := p.words
	if stage, ok := strings.CutPrefix(key, stageOf); ok {
		for _, s := range p.sample.stages {
			if s.Key == stage {
				return w.T("imports.column.stage", "stage", w.Name("stage", s.Key, s.Name))
			}
		}
	}
	switch {
	case intake.IsCustom(key):
		return strings.TrimPrefix(key, intake.Custom)
	case key == wide:
		return w.T("imports.column.wide")
	case key == "name" && p.noun == intake.Prospects:
		return w.T("prospects.column.name")
	case w.Has("imports.field." + key):
		return w.T("imports.field." + key)
	}
	return w.T("field." + key)
}

// tableRow shows the cells of a row as they are in the file; what is mended
// stands on yellow as it will be kept, what it is rejected for in red.
func (p *Page) tableRow(r sampleRow, why intake.Rejected) fyne.CanvasObject {
	cells := make([]fyne.CanvasObject, 0, len(p.sample.info.Header))
	for i, name := range p.sample.info.Header {
		text := ""
		if i < len(r.cells) {
			text = r.cells[i]
		}
		cells = append(cells, style.Fixed(columnWidth, style.Grow(rowHeight)-1, p.tableCell(i, text, why.Code != "" && why.Column == name, why)))
	}
	return style.Row(0, cells...)
}

func (p *Page) tableCell(col int, text string, bad bool, why intake.Rejected) fyne.CanvasObject {
	token, tint, tip := palette.Ink, palette.Card, ""
	kept, mended := p.mended(col, text)
	switch {
	case bad:
		token, tip = palette.BadText, p.words.T("rejected."+why.Code)
		if text == "" {
			text = p.words.T("imports.cell.empty")
		}
	case mended:
		token, tint, tip = palette.CautionText, palette.CautionTint, p.words.T("imports.cell.mended", "value", style.Clean(text))
		text = kept
	case p.plan.columns[col] == "":
		token = palette.Faint
	}
	words := style.PadSides(0, 4, 0, 8, style.Text(style.Cut(text, style.Small, false, columnWidth-14), style.Small, token, false))
	if tip == "" {
		return words
	}
	area := widgets.NewTapArea(nil)
	area.Tip = tip
	area.Disable()
	ground := canvas.NewRectangle(style.Color(tint))
	ground.CornerRadius = 4
	if bad {
		ground.FillColor = style.Color(palette.BadTint)
	}
	return container.NewStack(style.PadSides(2, 6, 2, 2, ground), words, area)
}

// mended tells how a value will be kept where that is not as it stands.
func (p *Page) mended(col int, text string) (kept string, changed bool) {
	what := p.plan.columns[col]
	field, known := intake.FieldOf(p.noun, what)
	kind := field.Kind
	if strings.HasPrefix(what, stageOf) {
		kind, known = intake.Date, true
	}
	if !known {
		return text, false
	}
	kept, code := intake.ReadAs(kind, text, intake.DateOrder(p.plan.order), p.deps.Clock().Location())
	if kind == intake.Postal && len(kept) == 7 {
		kept = kept[:3] + "-" + kept[3:]
	}
	return kept, code == "" && bare(kind, kept) != bare(kind, text)
}

// bare is a value without what is only its writing: signs between digits, and
// of dates zeros before them and the time.
func bare(kind intake.Kind, s string) string {
	s = intake.Clean(s)
	switch kind {
	case intake.Text, intake.Prefecture, intake.Mail:
		return s
	case intake.Tags:
		return strings.Join(intake.ReadTags(s), ",")
	case intake.Date:
		parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("-/.年月日 T", r) })
		for i := range parts {
			parts[i] = strings.TrimLeft(parts[i], "0")
		}
		return strings.Join(parts[:min(3, len(parts))], "-")
	}
	return strings.NewReplacer("-", "", ",", "", " ", "", "〒", "", "¥", "", "円", "").Replace(s)
}

// leftOver are the columns that are not taken, with what they might be.
func (p *Page) leftOver() fyne.CanvasObject {
	w := p.words
	chips := []fyne.CanvasObject{style.Text(w.T("imports.left"), style.Small, palette.Sub, false)}
	const most = 6
	hidden := 0
	for i, what := range p.plan.columns {
		if what != "" {
			continue
		}
		if len(chips) > most {
			hidden++
			continue
		}
		name := style.Cut(p.sample.info.Header[i], style.Small, false, 120)
		if field := p.suggestion(i); field != "" {
			chips = append(chips, widgets.NewChip(w.T("imports.left.guess", "column", name, "field", p.fieldName(field)), "", widgets.Add, func() {
				p.plan.set(i, field)
				p.replan()
			}))
			continue
		}
		chips = append(chips, widgets.NewChip(name, "", widgets.Mute, nil))
	}
	if len(chips) == 1 {
		return style.Text(w.T("imports.left.none"), style.Small, palette.Sub, false)
	}
	if hidden > 0 {
		chips = append(chips, style.Text(w.T("imports.left.more", "n", w.Int(hidden)), style.Small, palette.Sub, false))
	}
	return style.Fixed(0, style.Grow(24), style.Row(8, append(chips, style.Spacer())...))
}

// columnOf gives the column that holds a field.
func (p *Page) columnOf(field string) (int, bool) {
	for i, what := range p.plan.columns {
		if what == field {
			return i, true
		}
	}
	return 0, false
}
