package goal

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"shirube/app/dialogs"
	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/assets/words"
	"shirube/charts"
	"shirube/charts/native"
	"shirube/data/intake"
	"shirube/data/kpi"
)

// The columns of the table.
const (
	sparkWidth  = 112
	nowWidth    = 72
	targetWidth = 128
	ownerWidth  = 120
	rowHeight   = 72
	smallSum    = 100_000 // yen, from which money is typed in larger units
)

// row is a factor in the table; what follows from the numbers is shown anew
// without building its entries again.
type row struct {
	key     string
	scale   float64 // a typed number is multiplied by it
	formula *widgets.CutText
	spark   *fyne.Container
	now     *canvas.Text
	verdict *fyne.Container
	target  *widgets.Field
	owner   *widgets.Select
	ground  *canvas.Rectangle
}

// targetsStep gives each factor an indicator, a target and an owner.
func (p *Page) targetsStep() fyne.CanvasObject {
	w := p.words
	head := style.Fixed(0, style.Grow(28), style.Row(12,
		style.Stretch(style.Text(w.T("goal.column.indicator"), style.Small, palette.Sub, true)),
		style.Fixed(sparkWidth, 0, style.Text(w.T("goal.column.past", "n", w.Int(monthsAgo)), style.Small, palette.Sub, true)),
		style.Fixed(style.Grow(nowWidth), 0, style.Right(w.T("goal.column.now"), style.Small, palette.Sub, true)),
		style.Fixed(style.Grow(targetWidth), 0, style.Text(w.T("goal.column.target"), style.Small, palette.Sub, true)),
		style.Fixed(style.Grow(ownerWidth), 0, style.Text(w.T("goal.column.owner"), style.Small, palette.Sub, true))))
	list := style.Column(0)
	for i := range p.draft.Factors[1:] {
		r := p.newRow(&p.draft.Factors[i+1])
		p.rows = append(p.rows, r.row)
		if i > 0 {
			list.Add(style.Hairline())
		}
		list.Add(r.object)
	}
	count := style.Text("", style.Small, palette.Sub, false)
	sums, notes := style.Column(4), style.Column(10)
	side := style.Column(16,
		widgets.Card(w.T("goal.sums"), "", nil, sums),
		style.Stretch(widgets.Card(w.T("goal.notes"), "", nil, container.NewVScroll(notes))))
	p.computed = func() {
		count.Text = w.T("goal.chosen", "n", w.Int(p.draft.Chosen()), "of", w.Int(handful))
		count.Refresh()
		for _, r := range p.rows {
			p.fillRow(r)
		}
		sums.Objects, notes.Objects = p.sums(), p.notes()
		side.Refresh()
	}
	p.begin = func() {
		if len(p.rows) > 0 {
			p.rows[0].target.Focus()
		}
	}
	count.Text = w.T("goal.chosen", "n", "0", "of", "0")
	table := style.Column(0, head, style.Hairline(), style.Stretch(widgets.NewScroll(list)))
	return style.RowFill(16,
		style.Stretch(widgets.Card(w.T("goal.targets", "name", p.called(p.draft.Goal().KPI)), "", count, table)),
		style.Fixed(sideWidth, 0, side))
}

type placedRow struct {
	*row
	object fyne.CanvasObject
}

func (p *Page) newRow(f *kpi.Factor) placedRow {
	w, key := p.words, f.Key
	r := &row{key: key, spark: container.NewStack(), now: style.Right("", style.Small, palette.Ink, false), verdict: style.Row(6), ground: canvas.NewRectangle(color.Transparent)}
	r.formula = widgets.NewCutText("", style.Small, palette.Sub, false)
	check := widgets.NewCheck("", f.Chosen, func(on bool) {
		p.draft.Find(key).Chosen = on
		p.changed(true)
	})
	indicator := widgets.NewIconButton("pencil", w.T("goal.indicator.choose", "name", p.called(f.KPI)), func() { p.choose(key) })
	var unit string
	r.scale, unit = p.scale(f)
	r.target = widgets.NewField("").Suffix(unit)
	r.target.SetText(r.typed(f.Target, w))
	r.target.OnChanged = func(text string) {
		f := p.draft.Find(key)
		v, ok := r.read(text)
		f.Target = v
		said := ""
		if !ok {
			said = w.T("goal.target.unread")
		} else if v != nil && !f.Chosen {
			f.Chosen = true
			check.SetChecked(true)
		}
		r.target.SetError(said)
		p.changed(false)
	}
	r.owner = p.ownerSelect(key)
	if p.deps.ReadOnly {
		check.Disable()
		indicator.Disable()
		r.target.Disable()
		r.owner.Disable()
	}
	name := style.Column(2,
		style.Row(4, style.Stretch(widgets.NewCutText(p.called(f.KPI), style.Body, palette.Ink, true)), indicator), r.formula)
	asked := style.Column(2,
		style.Row(12, style.Fixed(style.Grow(targetWidth), 0, r.target), style.Fixed(style.Grow(ownerWidth), 0, r.owner)),
		style.Fixed(0, style.Grow(20), r.verdict))
	body := style.Row(12,
		style.Fixed(20, 0, check),
		style.Stretch(name),
		style.Fixed(sparkWidth, style.Grow(40), r.spark),
		style.Fixed(style.Grow(nowWidth), 0, r.now),
		style.Fixed(style.Grow(targetWidth+ownerWidth)+12, 0, asked))
	return placedRow{r, style.Fixed(0, style.Grow(rowHeight), container.NewStack(r.ground, style.PadSides(0, 2, 0, 2, body)))}
}

// fillRow shows what the numbers say about a factor's target.
func (p *Page) fillRow(r *row) {
	w, f := p.words, p.draft.Find(r.key)
	if f == nil {
		return
	}
	if formula := p.formula(f); formula != "" {
		r.formula.Set(formula, palette.Sub)
	} else {
		r.formula.Set(w.T("goal.indicator.none"), palette.BadText)
	}
	r.spark.Objects, r.now.Text = nil, "—"
	s := p.series(f)
	if s.Measured() > 0 {
		r.spark.Objects = []fyne.CanvasObject{native.New(charts.SparkOf(s, w))}
		r.now.Text = w.Value(s.Last().Value.Value, f.Unit)
	}
	r.spark.Refresh()
	r.now.Refresh()
	r.ground.FillColor = color.Transparent
	v := p.judge(f)
	if v.state == widgets.Behind {
		r.ground.FillColor = style.Color(palette.BadTint)
	}
	r.ground.Refresh()
	r.verdict.Objects = []fyne.CanvasObject{style.Text(v.short, style.Small, palette.Sub, false)}
	if v.state != widgets.None {
		r.verdict.Objects = []fyne.CanvasObject{widgets.StateMark(v.state, v.short)}
	}
	if v.mend != nil {
		r.verdict.Objects = append(r.verdict.Objects, style.Spacer(), widgets.NewLink(w.T("goal.target.make", "value", w.Value(v.mend, f.Unit)), func() {
			r.target.SetText(r.typed(v.mend, w))
			r.target.Focus()
		}))
	}
	r.verdict.Refresh()
}

// ownerSelect offers who answers for KPIs already, and to name another.
func (p *Page) ownerSelect(key string) *widgets.Select {
	w := p.words
	const another = "\x00"
	var s *widgets.Select
	options := func() []widgets.Option {
		options := []widgets.Option{{Key: "", Text: w.T("goal.owner.none")}}
		for _, o := range p.owners() {
			options = append(options, widgets.Option{Key: o, Text: o})
		}
		return append(options, widgets.Option{Key: another, Text: w.T("goal.owner.another")})
	}
	set := func(name string) {
		p.draft.Find(key).Owner = name
		s.SetOptions(options(), name)
		p.changed(false)
	}
	s = widgets.NewSelect(options(), p.draft.Find(key).Owner, func(o widgets.Option) {
		if o.Key != another {
			set(o.Key)
			return
		}
		s.SetKey(p.draft.Find(key).Owner)
		name := widgets.NewField(w.T("goal.owner.example"))
		dialogs.Form(p.nav.Window(), w, dialogs.Sheet{
			Title: w.T("goal.owner.title", "name", p.called(p.draft.Find(key).KPI)), Act: w.T("common.save"),
			Lines: []dialogs.Line{{Label: w.T("goal.column.owner"), Entry: name}},
		}, func() bool {
			if strings.TrimSpace(name.Text()) == "" {
				name.SetError(w.T("goal.owner.missing"))
				return false
			}
			set(strings.TrimSpace(name.Text()))
			for _, r := range p.rows {
				if r.owner != s && r.owner != nil {
					r.owner.SetOptions(options(), r.owner.Key())
				}
			}
			return true
		})
	})
	return s
}

// scale is what a factor's target is typed in, and the unit behind it: large
// sums of money in 万円 or thousands.
func (p *Page) scale(f *kpi.Factor) (float64, string) {
	w := p.words
	switch f.Unit {
	case "ratio":
		return 0.01, "%"
	case "yen":
		usual := f.Target
		if values := p.facts.values[f.Key]; len(values) > 0 && values[len(values)-1].Value != nil {
			usual = values[len(values)-1].Value
		}
		switch {
		case usual != nil && *usual < smallSum:
			return 1, w.T("format.yen")
		case w.Lang == "ja":
			return 1e4, w.T("format.man")
		}
		return 1e3, w.T("format.thousand")
	case "days":
		return 1, w.T("format.days")
	}
	return 1, w.T("format.count")
}

// typed writes a target as one would type it.
func (r *row) typed(v *float64, w *words.Words) string {
	if v == nil {
		return ""
	}
	n := *v / r.scale
	if r.scale >= 1 && n == float64(int64(n)) {
		return w.Number(n, 0)
	}
	return w.Number(n, 1)
}

// read reads one, nil for nothing; a number with a unit of its own (80万円, 55%)
// means that.
func (r *row) read(text string) (*float64, bool) {
	if text = strings.TrimSpace(text); text == "" {
		return nil, true
	}
	v, ok := intake.ReadNumber(text)
	if !ok || v < 0 {
		return nil, false
	}
	if strings.Trim(text, "0123456789.,０１２３４５６７８９．，") == "" {
		v *= r.scale
	}
	return &v, true
}
