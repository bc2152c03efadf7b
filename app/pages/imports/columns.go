package imports

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"shirube/app/route"
	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/data/intake"
)

const leftWidth = 264

// encodings one can ask for, the usual ones first.
var encodings = []string{"cp932", "utf-8", "euc-jp", "utf-16le"}

var delimiters = []string{",", "\t", ";", "|"}

// columnsStep is the file's reading at the left and its columns over real rows.
func (p *Page) columnsStep() fyne.CanvasObject {
	p.scroll = nil
	p.showReader()
	p.showProblems()
	p.showTable()
	left := style.Column(16, p.reader, style.Stretch(p.problems))
	return style.RowFill(16, style.Fixed(style.Grow(leftWidth), 0, left), style.Stretch(p.table))
}

// showReader says how the file is read and lets one say otherwise.
func (p *Page) showReader() {
	w, info := p.words, p.sample.info
	size := w.Bytes(info.Bytes)
	if r := p.check.result; r != nil {
		size = w.T("imports.rows", "n", w.Int(r.Rows)) + w.T("prospects.between") + size
	}
	rows := []fyne.CanvasObject{
		style.Row(8, style.Image("table", palette.Accent, 18), style.Stretch(widgets.NewCutText(info.File, style.Small, palette.Ink, true))),
		style.Text(size, style.Small, palette.Sub, false),
	}
	if info.Encoding != "xlsx" {
		rows = append(rows, style.Hairline(), p.encodingHead())
		for _, e := range p.offeredEncodings() {
			rows = append(rows, radio(w.T("imports.encoding."+e), p.encodingNote(e), same(info.Encoding, e), func() { p.reread(func(f *intake.File) { f.Encoding = e }) }))
		}
	}
	if known := p.known(); known != "" {
		rows = append(rows, style.NewParagraph(known, style.Small, palette.GoodText, leftWidth-32))
	}
	rows = append(rows, style.Hairline())
	pair := func(key string, choice fyne.CanvasObject) {
		rows = append(rows, style.Row(8, style.Fixed(style.Grow(52), 0, style.Text(w.T(key), style.Small, palette.Sub, false)), style.Stretch(choice)))
	}
	if info.Encoding != "xlsx" {
		var options []widgets.Option
		for _, d := range delimiters {
			options = append(options, widgets.Option{Key: d, Text: w.T("imports.delimiter." + delimiterName(d))})
		}
		pair("imports.delimiter", widgets.NewSelect(options, info.Delimiter, func(o widgets.Option) { p.reread(func(f *intake.File) { f.Delimiter = o.Key }) }).Height(28))
	} else if len(info.Sheets) > 1 {
		var options []widgets.Option
		for _, s := range info.Sheets {
			options = append(options, widgets.Option{Key: s, Text: s})
		}
		pair("imports.sheet", widgets.NewSelect(options, info.Sheet, func(o widgets.Option) { p.reread(func(f *intake.File) { f.Sheet = o.Key }) }).Height(28))
	}
	header := "none"
	if info.HasHeader {
		header = "first"
	}
	pair("imports.header", widgets.NewSelect([]widgets.Option{
		{Key: "first", Text: w.T("imports.header.first")}, {Key: "none", Text: w.T("imports.header.none")},
	}, header, func(o widgets.Option) {
		has := o.Key == "first"
		p.reread(func(f *intake.File) { f.HasHeader = &has })
	}).Height(28))
	if p.sample.preset != nil {
		pair("imports.preset", widgets.NewSelect([]widgets.Option{
			{Key: "", Text: w.T("imports.preset.none")}, {Key: presetNTA, Text: w.T("imports.preset.nta")},
		}, p.plan.preset, p.choosePreset).Height(28))
	}
	if p.plan.asked != "" || p.plan.order != "" {
		rows = append(rows, style.Hairline(), p.orderQuestion())
	}
	if _, mapped := p.columnOf("day"); p.noun == intake.Measures && !mapped {
		pair("field.day", p.fixedDay())
	}
	widgets.Rebuild(p.reader, widgets.Card("", "", nil, style.Column(6, rows...)))
}

// known says whose export the file is and whether its columns are taken as the last time.
func (p *Page) known() string {
	var parts []string
	if shape, ok := intake.ShapeOf(p.sample.info.Header); ok {
		parts = append(parts, p.words.T("imports.shape", "what", p.words.T("imports.shape."+shape.Key)))
	}
	if p.sample.remembered != nil {
		parts = append(parts, p.words.T("imports.remembered"))
	}
	return strings.Join(parts, p.words.T("prospects.between"))
}

func (p *Page) encodingHead() fyne.CanvasObject {
	w := p.words
	found := w.T("imports.encoding.auto")
	if p.file.Encoding != "" {
		found = w.T("imports.encoding.chosen")
	}
	return style.Row(0, style.Text(w.T("imports.encoding"), style.Small, palette.Ink, true), style.Spacer(), style.Text(found, style.Small, palette.GoodText, false))
}

// offeredEncodings are the usual ones and the one found.
func (p *Page) offeredEncodings() []string {
	found := p.sample.info.Encoding
	for _, e := range encodings {
		if same(found, e) {
			return encodings
		}
	}
	return append([]string{found}, encodings[:3]...)
}

// same tells whether a file read as found is in an encoding one can ask for.
func same(found, asked string) bool { return strings.TrimSuffix(found, "-bom") == asked }

// encodingNote says of the encoding in use how many rows it cannot read.
func (p *Page) encodingNote(e string) string {
	r := p.check.result
	if r == nil || !same(p.sample.info.Encoding, e) {
		return ""
	}
	n := 0
	for _, x := range r.Rejected {
		if x.Code == intake.BadEncoding {
			n++
		}
	}
	if n > 0 {
		return p.words.T("imports.encoding.bad", "n", p.words.Int(n))
	}
	return p.words.T("imports.encoding.good")
}

func delimiterName(d string) string {
	return map[string]string{",": "comma", "\t": "tab", ";": "semicolon", "|": "bar"}[d]
}

// radio is one of a few ways, with a note at the right.
func radio(text, note string, on bool, tapped func()) fyne.CanvasObject {
	ring := canvas.NewCircle(style.Color(palette.Card))
	ring.StrokeColor, ring.StrokeWidth = style.Color(palette.Line2), 1
	circle := container.NewStack(ring)
	if on {
		ring.StrokeColor = style.Color(palette.Accent)
		circle.Add(style.Pad(4, canvas.NewCircle(style.Color(palette.Accent))))
	}
	row := style.Row(6, style.Fixed(14, 14, circle), style.Text(text, style.Small, palette.Ink, on), style.Spacer(), style.Text(note, style.Small, palette.GoodText, false))
	return style.Fixed(0, style.Grow(24), container.NewStack(widgets.NewTapArea(tapped), row))
}

// reread opens the file told otherwise.
func (p *Page) reread(tell func(*intake.File)) {
	tell(&p.file)
	p.read()
}

func (p *Page) choosePreset(o widgets.Option) {
	if o.Key == presetNTA {
		p.plan.usePreset(p.sample)
	} else {
		fresh := *p.sample
		fresh.preset = nil
		p.plan = planOf(&fresh)
	}
	p.replan()
}

// replan shows another plan and tries it out.
func (p *Page) replan() {
	p.check = check{}
	p.show()
	p.tryOut()
}

// orderQuestion asks in which order a file writes day and month.
func (p *Page) orderQuestion() fyne.CanvasObject {
	w := p.words
	orders := []string{string(intake.YMD), string(intake.MDY), string(intake.DMY)}
	rows := []fyne.CanvasObject{style.NewParagraph(w.T("imports.order", "column", p.plan.asked), style.Small, palette.Ink, leftWidth-32)}
	for _, o := range orders {
		rows = append(rows, radio(w.T("imports.order."+o), "", p.plan.order == o, func() {
			p.plan.order = o
			p.replan()
		}))
	}
	return style.Column(4, rows...)
}

// fixedDay asks for the day of measures without a column of days.
func (p *Page) fixedDay() fyne.CanvasObject {
	if p.day != nil {
		return p.day
	}
	f := widgets.NewField("2026-10-31").Height(28)
	f.SetText(p.plan.day)
	p.day = f
	f.OnChanged = func(s string) {
		f.SetError("")
		if d, code := intake.ReadDate(s, intake.YMD); code == "" {
			p.plan.day = d.String()
			p.tryOut()
		}
	}
	return f
}

// showProblems lists why rows are not taken, with their number.
func (p *Page) showProblems() {
	w := p.words
	var body fyne.CanvasObject = style.Text(w.T("imports.problems.checking"), style.Small, palette.Sub, false)
	note, link := "", fyne.CanvasObject(nil)
	if r := p.check.result; r != nil {
		note = w.T("imports.problems.seconds", "s", w.Number(r.Seconds, 2))
		body = style.Column(0, style.Row(8, style.Image("state-good", palette.Good, 14), style.Text(w.T("imports.problems.none"), style.Small, palette.GoodText, false), style.Spacer()))
		if r.RejectedCount > 0 {
			var rows []fyne.CanvasObject
			for _, x := range problemsOf(r.Rejected) {
				rows = append(rows, p.problemRow(x))
			}
			body = widgets.NewClip(rows...)
			link = widgets.NewLink(w.T("imports.rejected.save"), func() { p.saveRejected(r.Rejected) })
		}
	} else if p.check.err != nil {
		text, hint := p.trouble(p.check.err)
		body = style.Column(4, style.NewParagraph(text, style.Small, palette.BadText, leftWidth-32), style.NewParagraph(hint, style.Small, palette.Sub, leftWidth-32))
	}
	var content []fyne.CanvasObject
	if p.sample.table {
		read := widgets.NewLink(w.T("imports.table_of_kpis.act"), func() { p.nav.Go(route.Table{File: p.file.Path}) })
		content = append(content, style.NewParagraph(w.T("imports.table_of_kpis"), style.Small, palette.Ink, leftWidth-32), style.Row(0, read, style.Spacer()), style.Hairline())
	}
	content = append(content, style.Stretch(body))
	if link != nil {
		content = append(content, style.Row(0, link, style.Spacer()))
	}
	widgets.Rebuild(p.problems, widgets.Card(w.T("imports.problems"), note, nil, style.Column(8, content...)))
}

func (p *Page) problemRow(x problem) fyne.CanvasObject {
	w := p.words
	head := style.Row(8, style.Image("state-bad", palette.Bad, 14),
		style.Stretch(widgets.NewCutText(x.place(p), style.Small, palette.Ink, false)),
		style.Text(w.T("imports.rows", "n", w.Int(x.count)), style.Small, palette.Ink, true))
	reason, _, _ := strings.Cut(w.T("rejected."+x.code), w.T("imports.stop"))
	why := style.PadSides(0, 0, 0, 22, widgets.NewCutText(reason, style.Small, palette.Sub, false))
	see := widgets.NewLink(w.T("imports.problems.see"), func() { p.see(x) })
	foot := style.Row(8, style.Space(14), style.Stretch(widgets.NewCutText(w.T("imports.problems.example", "value", x.example), style.Small, palette.Sub, false)), see)
	return style.Column(2, style.Hairline(), style.Space(2), head, why, foot)
}

// place is the column, or the row as a whole.
func (x problem) place(p *Page) string {
	if x.column == "" {
		return p.words.T("imports.problems.row")
	}
	return x.column
}
