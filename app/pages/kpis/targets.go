package kpis

import (
	"context"
	"errors"
	"math"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shirube/app/style"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/assets/words"
	"shirube/charts"
	"shirube/charts/native"
	"shirube/data/intake"
	"shirube/data/kpi"
	"shirube/data/period"
)

// The lines of the sheet under the levels: what came of it and what the past
// gives reason for.
const (
	lineActual  = "actual"
	lineBefore  = "before"
	lineHigh    = "high"
	lineLow     = "low"
	lineSuggest = "suggest"
)

var sheetLines = []string{string(kpi.Minimum), string(kpi.Aim), string(kpi.Stretch), lineActual, lineBefore, lineHigh, lineLow, lineSuggest}

// act is what one does to targets at once: one step of undo.
type act struct {
	targets []kpi.Target
	said    string
}

// targets is the tab in which a KPI's targets are typed: the levels by the
// months of a fiscal year, and under each month what came of it and what the
// past says. The grid stays while the rest is read again, so that typing goes on.
type targets struct {
	page    *Page
	year    period.Period
	sheet   kpi.Sheet
	changes []kpi.Change
	grid    *widgets.Grid
	side    *fyne.Container
	history bool // the side shows what was set before, not what is suggested
	staged  []kpi.Target
	acts    task.Backlog[act]
}

func newTargets(p *Page, year period.Period) *targets {
	t := &targets{page: p, year: year, side: container.NewStack()}
	t.grid = widgets.NewGrid(nil, nil).Dense(76, 72.5)
	t.grid.Text, t.grid.Typed, t.grid.Look = t.text, t.typed, t.look
	t.grid.Locked = func(row int) bool { return row >= len(kpi.Levels) }
	t.grid.OnSet = t.stage
	t.grid.OnDone = t.keepTyped
	t.grid.OnPlace = func(int, int) { t.showSide() }
	t.grid.OnPick = func(row, column int) {
		if sheetLines[row] == lineSuggest {
			t.take(column, kpi.Aim)
		}
	}
	t.grid.OnSpace = func() {
		_, column := t.grid.Place()
		t.take(column, t.level())
	}
	t.grid.OnCtrl = func(key fyne.KeyName) {
		if key == fyne.KeyR {
			t.across()
		}
	}
	t.acts.Keep = t.keep
	t.acts.Kept = func(done []act) {
		p.nav.Toast(done[len(done)-1].said, p.nav.Undo)
		p.Reload()
	}
	t.acts.Failed = func(err error) {
		text, hint := p.words.Error(err)
		p.nav.Toast(text+" "+hint, nil)
		p.Reload()
	}
	return t
}

// read reads a KPI's sheet of a year with its history.
func (t *targets) read(ctx context.Context, key string, year period.Period) (sheet kpi.Sheet, changes []kpi.Change, err error) {
	if sheet, err = t.page.deps.Reviews.Sheet(ctx, key, year); err != nil {
		return sheet, nil, err
	}
	all, err := t.page.deps.KPIs.Targets(ctx)
	names := []string{year.String()}
	for _, a := range sheet.Months {
		names = append(names, a.Period.String())
	}
	return sheet, all.Changes(key, names...), err
}

// show takes what was read; another KPI or year begins at the running month.
func (t *targets) show(sheet kpi.Sheet, changes []kpi.Change) {
	w, another := t.page.words, sheet.KPI.Key != t.sheet.KPI.Key || sheet.Year.Period != t.sheet.Year.Period
	t.sheet, t.changes = sheet, changes
	if !another {
		t.grid.Refresh()
		t.showSide()
		return
	}
	rows, columns, now := make([]string, len(sheetLines)), make([]string, 0, len(sheet.Months)+1), 0
	for i, l := range sheetLines {
		rows[i] = w.T("kpis.targets.line." + l)
	}
	for i, a := range sheet.Months {
		label := charts.PeriodLabel(a.Period, w)
		if a.Period.Contains(t.page.deps.KPIs.Today()) {
			now = i
		}
		columns = append(columns, label)
	}
	t.grid.SetNames(rows, append(columns, w.T("kpis.targets.year")))
	t.grid.MoveTo(slices.Index(kpi.Levels, kpi.Aim), now)
	t.showSide()
}

// object is the whole tab over the series of the KPI.
func (t *targets) object(s state) fyne.CanvasObject {
	w := t.page.words
	if s.chosen == nil || s.chosen.broken != nil {
		return t.page.details(s.chosen)
	}
	across := widgets.NewButton(w.T("kpis.targets.across"), widgets.Plain, t.across).Height(28).WithTip(w.T("kpis.targets.across.tip"))
	fill := widgets.NewButton(w.T("kpis.targets.fill"), widgets.Plain, func() { t.fill(t.level()) }).Height(28).WithTip(w.T("kpis.targets.fill.tip"))
	if t.page.deps.ReadOnly {
		across.Disable()
	}
	if t.page.deps.ReadOnly || len(t.sheet.Fill(kpi.Aim)) == 0 {
		fill.Disable()
	}
	about := w.T("kpis.targets.about", "unit", w.T("kpis.unit."+t.sheet.KPI.Unit), "direction", w.T("kpis.direction."+string(t.sheet.KPI.Direction)))
	help := style.Row(16, style.Stretch(widgets.NewCutText(w.T("kpis.targets.help"), style.Small, palette.Sub, false)), t.page.legend())
	card := widgets.Card(w.T("kpis.targets", "name", t.page.name(t.sheet.KPI)), about, style.Row(8, across, fill), style.Column(8, t.grid, help))
	return style.Column(16, card, style.Stretch(style.RowFill(16,
		style.Stretch(t.trend(s.chosen)), style.Fixed(style.Grow(sideWidth), 0, widgets.Card("", "", nil, t.side)))))
}

// trend is the KPI's past, or the way to first targets where there are none.
func (t *targets) trend(c *chosen) fyne.CanvasObject {
	w := t.page.words
	if t.sheet.Empty() {
		lead := widgets.EmptyState("flag", w.T("kpis.targets.empty.new"), nil)
		if _, of := t.sheet.Met(0); len(t.sheet.Fill(kpi.Levels...)) > 0 {
			act := widgets.NewButton(w.T("kpis.targets.empty.act"), widgets.Primary, func() { t.fill(kpi.Levels...) })
			if t.page.deps.ReadOnly {
				act.Disable()
			}
			lead = widgets.EmptyState("flag", w.T("kpis.targets.empty", "n", w.Int(of)), act)
		}
		return widgets.Card(w.T("kpis.targets.begin"), "", nil, lead)
	}
	var trend fyne.CanvasObject = widgets.EmptyState("chart", w.T("kpis.trend.empty"), nil)
	if c.series.Measured() > 0 {
		trend = native.New(charts.LineOf(c.series, w)).Saving(t.page.nav.SaveChart)
	}
	return widgets.Card(w.T("kpis.trend", "name", t.page.name(c.kpi)), "", nil, trend)
}

// asked is a column's period: a month, or behind them the year.
func (t *targets) asked(column int) kpi.Asked {
	if column < len(t.sheet.Months) {
		return t.sheet.Months[column]
	}
	return t.sheet.Year
}

// level is the current line's, the target in the lines under the levels.
func (t *targets) level() kpi.Level {
	if row, _ := t.grid.Place(); row < len(kpi.Levels) {
		return kpi.Levels[row]
	}
	return kpi.Aim
}

// at is the number of a cell.
func (t *targets) at(row, column int) *float64 {
	a, yearly := t.asked(column), column == len(t.sheet.Months)
	switch line := sheetLines[row]; {
	case row < len(kpi.Levels):
		return a.At(kpi.Levels[row])
	case line == lineActual:
		return a.Value.Value
	case line == lineBefore:
		return a.Before
	case line == lineHigh && !yearly:
		return t.sheet.High
	case line == lineLow && !yearly:
		return t.sheet.Low
	case line == lineSuggest:
		if s, ok := a.Suggestion(t.sheet.KPI, kpi.Aim); ok {
			return &s.Value
		}
	}
	return nil
}

// text writes a cell; a value carries the mark of its state.
func (t *targets) text(row, column int) string {
	w, v, unit := t.page.words, t.at(row, column), t.sheet.KPI.Unit
	switch {
	case v == nil && row < len(kpi.Levels):
		return ""
	case v == nil:
		return words.Dash
	}
	text := typedForm(v, unit, w)
	switch {
	case unit == "ratio":
		text = w.Percent(*v)
	case math.Abs(*v) >= manyDigits:
		text = w.Narrow(*v, unit)
	}
	if sheetLines[row] == lineActual {
		text = stateGlyph(t.asked(column).Value.State) + text
	}
	return text
}

// manyDigits is from where on an amount doesn't fit a month's cell.
const manyDigits = 1e5

func (t *targets) typed(row, column int) string {
	return typedForm(t.at(row, column), t.sheet.KPI.Unit, t.page.words)
}

// look colours a cell: what holds only because another period says so is faint,
// a target outside the natural limits a caution.
func (t *targets) look(row, column int) palette.Token {
	if column < 0 {
		if row < len(kpi.Levels) {
			return palette.Ink
		}
		return palette.Sub
	}
	a, v := t.asked(column), t.at(row, column)
	switch {
	case v == nil:
		return palette.Faint
	case sheetLines[row] == lineActual:
		return stateToken(a.Value.State)
	case sheetLines[row] == lineSuggest:
		return palette.Accent
	case row >= len(kpi.Levels):
		return palette.Sub
	case column < len(t.sheet.Months) && t.sheet.KPI.Fit(*v, t.sheet.Low, t.sheet.High) != "":
		return palette.CautionText
	case a.Set[kpi.Levels[row]] == nil:
		return palette.Faint
	}
	return palette.Ink
}

// stage takes one typed number into the act that is being done.
func (t *targets) stage(row, column int, text string) bool {
	p := t.page
	v, ok := intake.ReadTyped(text, t.sheet.KPI.Unit)
	switch {
	case p.deps.ReadOnly:
		return false
	case text == "":
		p.nav.Toast(p.words.T("kpis.targets.none"), nil)
		return false
	case !ok:
		p.nav.Toast(p.words.T("kpis.targets.number", "text", text), nil)
		return false
	}
	a, l := t.asked(column), kpi.Levels[row]
	if set := a.Set[l]; set != nil && *set == v {
		return true
	}
	a.Set[l] = &v
	t.staged = append(t.staged, kpi.Target{KPI: t.sheet.KPI.Key, Period: a.Period.String(), Value: v, Level: l})
	return true
}

func (t *targets) keepTyped() {
	set := t.staged
	t.staged = nil
	t.do(set)
}

// do does one act in the background, after those before it.
func (t *targets) do(set []kpi.Target) {
	w := t.page.words
	if len(set) == 0 || t.page.deps.ReadOnly {
		return
	}
	said := w.T("kpis.targets.sets", "name", t.page.name(t.sheet.KPI), "n", w.Int(len(set)))
	if len(set) == 1 {
		p, _ := t.page.deps.Calendar().Parse(set[0].Period)
		said = w.T("kpis.targets.set", "name", t.page.name(t.sheet.KPI), "period", charts.PeriodName(p, w),
			"level", w.T("kpi.level."+string(set[0].Level)), "value", w.Value(&set[0].Value, t.sheet.KPI.Unit))
	}
	t.acts.Add(act{set, said})
}

// keep does acts, each as its own step; one that is refused stops none of the others.
func (t *targets) keep(ctx context.Context, acts []act) error {
	var failed []error
	for _, a := range acts {
		if err := t.page.deps.KPIs.SetTargets(ctx, a.targets); err != nil {
			failed = append(failed, err)
		}
	}
	return errors.Join(failed...)
}

// take sets what the past suggests for one period.
func (t *targets) take(column int, l kpi.Level) {
	a := t.asked(column)
	if s, ok := a.Suggestion(t.sheet.KPI, l); ok {
		t.do([]kpi.Target{{KPI: t.sheet.KPI.Key, Period: a.Period.String(), Value: s.Value, Level: l}})
	}
}

// fill sets what the past suggests for all months that are not over.
func (t *targets) fill(levels ...kpi.Level) { t.do(t.sheet.Fill(levels...)) }

// across copies the current month's target to all months behind it.
func (t *targets) across() {
	_, column := t.grid.Place()
	if l := t.level(); column < len(t.sheet.Months) && t.asked(column).At(l) != nil {
		t.do(t.sheet.Across(column, l, *t.asked(column).At(l)))
	}
}

// typedForm writes a number as one would type it.
func typedForm(v *float64, unit string, w *words.Words) string {
	switch {
	case v == nil:
		return ""
	case unit == "ratio":
		return w.Number(*v*100, 1)
	case math.Abs(*v) >= 1000, math.Abs(*v-math.Round(*v)) < 0.05:
		return w.Number(*v, 0)
	}
	return w.Number(*v, 1)
}
