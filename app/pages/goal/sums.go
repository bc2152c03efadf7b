package goal

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/charts"
	"shirube/data/kpi"
)

// verdict is what history says about a factor's target.
type verdict struct {
	state        widgets.State
	short        string // under the target
	title, about string // at the side; "" = nothing to mind
	mend         *float64
}

// judge holds a factor's target against its past.
func (p *Page) judge(f *kpi.Factor) verdict {
	w := p.words
	switch {
	case !f.Chosen:
		return verdict{short: w.T("goal.verdict.not_chosen")}
	case p.draft.FormulaOf(f) == "":
		return verdict{state: widgets.Behind, short: w.T("goal.verdict.open"), title: w.T("goal.note.open", "name", p.called(f.KPI))}
	}
	s := p.series(f)
	low, high := limits(s)
	values := p.facts.values[f.Key]
	if f.Target == nil {
		fit := kpi.FitOf(0, f.Direction, values, nil, nil)
		return verdict{state: widgets.Caution, short: w.T("goal.verdict.no_target"), mend: fit.Suggest, title: w.T("goal.note.no_target", "name", p.called(f.KPI))}
	}
	fit := kpi.FitOf(*f.Target, f.Direction, values, low, high)
	met := w.T("goal.verdict.met", "n", w.Int(fit.Met), "of", w.Int(fit.Of))
	switch {
	case fit.Of == 0:
		return verdict{short: w.T("goal.verdict.no_past")}
	case fit.Beyond:
		far := high
		if f.Direction == kpi.Down {
			far = low
		}
		return verdict{state: widgets.Behind, short: w.T("goal.verdict.beyond"), mend: p.within(f, fit, low, high),
			title: w.T("goal.note.beyond", "name", p.called(f.KPI)), about: w.T("goal.note.limit", "value", w.Value(far, f.Unit))}
	case fit.Met == 0:
		return verdict{state: widgets.Caution, short: met, mend: fit.Suggest, title: w.T("goal.note.never", "name", p.called(f.KPI)),
			about: w.T("goal.note.best", "value", w.Value(fit.Best.Value, f.Unit), "period", p.month(fit.Best.Period))}
	case fit.Easy:
		return verdict{state: widgets.Caution, short: w.T("goal.verdict.easy"), mend: fit.Suggest, title: w.T("goal.note.easy", "name", p.called(f.KPI)), about: met}
	}
	return verdict{state: widgets.OnTrack, short: met}
}

// within is what to make of a target beyond the limits: what just reaches the
// goal where history allows that, else what one month in three reached.
func (p *Page) within(f *kpi.Factor, fit kpi.Fit, low, high *float64) *float64 {
	if just := p.draft.Reach(p.book(), f.Key); just != nil {
		if k := kpi.FitOf(*just, f.Direction, p.facts.values[f.Key], low, high); !k.Beyond && k.Met > 0 {
			return just
		}
	}
	return fit.Suggest
}

func (p *Page) book() *kpi.Book { return p.draft.Book(p.facts.measures) }

func (p *Page) month(name string) string {
	m, err := p.deps.Calendar().Parse(name)
	if err != nil {
		return name
	}
	return charts.PeriodName(m, p.words)
}

// sums are the targets multiplied out against the goal.
func (p *Page) sums() []fyne.CanvasObject {
	w, g, book := p.words, p.draft.Goal(), p.book()
	var rows []fyne.CanvasObject
	for i, f := range p.draft.Parts(g.Key) {
		if i > 0 {
			rows = append(rows, container.NewCenter(style.Centred(p.sign(g.Join), style.Small, palette.Sub, true)))
		}
		fill, line, text := palette.Ground, palette.Line, palette.Ink
		if p.judge(f).state == widgets.Behind {
			fill, line, text = palette.BadTint, palette.Bad, palette.BadText
		}
		rows = append(rows, style.Fixed(0, style.Grow(30), container.NewStack(style.Box(fill, line, 6), style.PadSides(0, 10, 0, 10,
			style.Row(8, style.Stretch(widgets.NewCutText(p.called(f.KPI), style.Small, palette.Ink, false)),
				style.Text(w.Value(p.draft.Total(book, f.Key), f.Unit), style.Small, text, true))))))
	}
	total := p.draft.Total(book, g.Key)
	rows = append(rows, style.Hairline(), style.Row(8, style.Stretch(widgets.NewCutText(p.called(g.KPI), style.Small, palette.Sub, false)),
		style.Text(w.Value(total, g.Unit), style.Panel, palette.Ink, true)),
		pair(w.T("goal.sums.goal"), style.Text(w.Value(g.Target, g.Unit), style.Small, palette.Ink, false)))
	if total == nil || g.Target == nil {
		return append(rows, style.NewParagraph(w.T("goal.sums.open"), style.Small, palette.Sub, sideWidth-32))
	}
	difference := *total - *g.Target
	token := palette.GoodText
	if difference < 0 {
		token = palette.BadText
	}
	rows = append(rows, pair(w.T("goal.sums.difference"), style.Text(w.SignedValue(&difference, g.Unit), style.Small, token, true)))
	if f, just := p.single(book); f != nil {
		rows = append(rows, style.NewParagraph(w.T("goal.sums.single", "name", p.called(f.KPI), "value", w.Value(just, f.Unit)), style.Small, palette.Sub, sideWidth-32))
	}
	return rows
}

func pair(label string, value *canvas.Text) fyne.CanvasObject {
	return style.Row(8, style.Text(label, style.Small, palette.Sub, false), style.Spacer(), value)
}

// single is the one factor that would best bring the goal about: one whose
// target can't stand anyway, else the one of which history has seen most.
func (p *Page) single(book *kpi.Book) (found *kpi.Factor, just *float64) {
	best := -1
	for _, f := range p.draft.Kept()[1:] {
		v := p.draft.Reach(book, f.Key)
		if v == nil || !f.Chosen {
			continue
		}
		low, high := limits(p.series(f))
		fit := kpi.FitOf(*v, f.Direction, p.facts.values[f.Key], low, high)
		rank := fit.Met
		if fit.Beyond {
			rank = -1
		} else if p.judge(f).state == widgets.Behind {
			rank += monthsAgo + 1
		}
		if found == nil || rank > best {
			found, just, best = f, v, rank
		}
	}
	return found, just
}

// notes are what is worth minding in the targets as they are.
func (p *Page) notes() []fyne.CanvasObject {
	w := p.words
	var found []verdict
	without := 0
	for _, f := range p.draft.Kept()[1:] {
		if v := p.judge(f); v.title != "" {
			found = append(found, v)
		}
		if f.Chosen && f.Owner == "" {
			without++
		}
	}
	slices.SortStableFunc(found, func(a, b verdict) int { return int(b.state) - int(a.state) })
	switch n := p.draft.Chosen(); {
	case n > handful:
		found = append(found, verdict{state: widgets.Caution, title: w.T("goal.note.many", "n", w.Int(n)), about: w.T("goal.note.few", "n", w.Int(handful))})
	case without > 0:
		found = append(found, verdict{state: widgets.Caution, title: w.T("goal.note.owners", "n", w.Int(without)), about: w.T("goal.note.owners.why")})
	case n > 0:
		found = append(found, verdict{state: widgets.OnTrack, title: w.T("goal.note.owned")})
	}
	var rows []fyne.CanvasObject
	for _, v := range found {
		lines := style.Column(0, style.NewParagraph(v.title, style.Small, palette.Ink, sideWidth-54))
		if v.about != "" {
			lines.Add(style.NewParagraph(v.about, style.Small, palette.Sub, sideWidth-54))
		}
		rows = append(rows, style.RowFill(8, style.Column(0, style.Space(3), widgets.StateMark(v.state, "")), style.Stretch(lines)))
	}
	return rows
}
