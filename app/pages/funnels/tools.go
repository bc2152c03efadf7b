package funnels

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/charts"
	"shirube/data/funnel"
	"shirube/data/period"
)

// chipLimit is how many groups are offered as chips; the table has them all.
const chipLimit = 6

var (
	views   = []funnel.View{funnel.Cohort, funnel.Flow, funnel.Stock}
	windows = []int{30, 60, 90, 180, 365, 0}
)

// tools are the rows under the header: which view, window and range, what is
// counted another way than usual, and the groups as chips.
func (p *Page) tools(a answer) fyne.CanvasObject {
	w := p.words
	names, chosen := make([]string, len(views)), 0
	for i, v := range views {
		names[i] = w.T("funnels.view." + string(v))
		if v == p.question.View {
			chosen = i
		}
	}
	view := widgets.NewSegmented(names, chosen, func(i int) { p.change(func() { p.question.View = views[i] })() })
	row := []fyne.CanvasObject{view}
	if p.question.View == funnel.Cohort {
		row = append(row, p.windowSelect())
	}
	if p.question.View != funnel.Stock {
		row = append(row, p.rangeSelect())
	}
	typing := widgets.NewButton(w.T("funnels.type"), widgets.Plain, p.change(func() { p.typing = true }))
	edit := widgets.NewLink(w.T("funnels.stages"), func() { p.editStages(a.stages) })
	if p.deps.ReadOnly {
		typing.Disable()
		edit.Disable()
	}
	rows := []fyne.CanvasObject{container.New(yielding{len(row)}, append(row, p.wayLink(), typing, edit)...)}
	if rules := p.rules(); rules != nil {
		rows = append(rows, rules)
	}
	return style.Column(12, append(rows, p.chips(a))...)
}

// yielding sets tools side by side: a choice of view, selects, which become
// narrower where there is little room, and the rest at the right edge.
type yielding struct{ selects int } // index of the first object after the selects

const (
	toolGap                 = 16
	selectLeast, selectWide = 112, 208
)

func (y yielding) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(0, 0)
	for i, o := range objects {
		m := o.MinSize()
		if i > 0 && i < y.selects {
			m.Width = selectLeast
		}
		size = fyne.NewSize(size.Width+m.Width+toolGap, max(size.Height, m.Height))
	}
	return size.SubtractWidthHeight(toolGap, 0)
}

func (y yielding) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	spare := size.Width - y.MinSize(objects).Width
	width := min(selectWide, selectLeast+spare/float32(max(1, y.selects-1)))
	x := float32(0)
	for i, o := range objects {
		m := o.MinSize()
		switch {
		case i > 0 && i < y.selects:
			m.Width = width
		case i == y.selects:
			x = size.Width + toolGap
			for _, right := range objects[i:] {
				x -= right.MinSize().Width + toolGap
			}
		}
		o.Move(fyne.NewPos(x, (size.Height-m.Height)/2))
		o.Resize(m)
		x += m.Width + toolGap
	}
}

func (p *Page) windowSelect() fyne.CanvasObject {
	w, now := p.words, 0
	if p.question.Window != nil {
		now = *p.question.Window
	}
	var options []widgets.Option
	listed := false
	for _, days := range windows {
		listed = listed || days == now
		options = append(options, p.windowOption(days))
	}
	if !listed {
		options = append([]widgets.Option{p.windowOption(now)}, options...)
	}
	s := widgets.NewSelect(options, strconv.Itoa(now), func(o widgets.Option) {
		days, _ := strconv.Atoi(o.Key)
		p.question.Window = nil
		if days > 0 {
			p.question.Window = &days
		}
		p.Reload()
	})
	s.Tip = w.T("funnels.window.tip")
	return s
}

func (p *Page) windowOption(days int) widgets.Option {
	if days == 0 {
		return widgets.Option{Key: "0", Text: p.words.T("funnels.window.none")}
	}
	return widgets.Option{Key: strconv.Itoa(days), Text: p.words.T("funnels.window", "days", p.words.Int(days))}
}

// ranges are what can be chosen: the running fiscal year, the year before, the
// last twelve months, the running month and the month before.
func (p *Page) ranges() []period.Period {
	c, today := p.deps.Calendar(), p.deps.Funnels.Today()
	year, month := c.Of(period.Year, today), c.Of(period.Month, today)
	return []period.Period{
		period.Between(year.From, today), c.Previous(year),
		period.Between(month.From.AddMonths(-12), month.From-1),
		month, c.Previous(month),
	}
}

func (p *Page) rangeSelect() fyne.CanvasObject {
	w := p.words
	var options []widgets.Option
	now := period.Between(p.question.Range.From, p.question.Range.To)
	key, listed := now.String(), false
	for _, r := range p.ranges() {
		o := widgets.Option{Key: period.Between(r.From, r.To).String(), Text: charts.PeriodName(r, w)}
		listed = listed || o.Key == key
		options = append(options, o)
	}
	if !listed {
		options = append([]widgets.Option{{Key: key, Text: charts.PeriodName(now, w)}}, options...)
	}
	return widgets.NewSelect(options, key, func(o widgets.Option) {
		if r, err := p.deps.Calendar().Parse(o.Key); err == nil {
			p.question.Range = r.Range
			p.Reload()
		}
	})
}

// chips choose the group shown in the funnel; the breakdown stands at the right.
func (p *Page) chips(a answer) fyne.CanvasObject {
	w := p.words
	kind := func(on bool) widgets.ChipKind {
		if on {
			return widgets.On
		}
		return widgets.Saved
	}
	var row []fyne.CanvasObject
	if len(a.total.Groups) > 0 {
		row = append(row, widgets.NewChip(w.T("common.all"), count(w.Int, a.total.Groups[0]), kind(p.all), func() {
			p.all = true
			p.show(a)
		}))
	}
	if p.question.By != "" {
		for _, g := range a.groups.Groups[:min(chipLimit, len(a.groups.Groups))] {
			row = append(row, widgets.NewChip(charts.GroupName(g.Group, w), count(w.Int, g), kind(!p.all && same(g.Group, p.group)), func() {
				p.all, p.group = false, g.Group
				p.show(a)
			}))
		}
	}
	row = append(row, style.Spacer(), style.Fixed(208, 0, p.bySelect()))
	return style.Row(8, row...)
}

// lastTouch ends the key of a breakdown that goes by the last touch.
const lastTouch = ".last"

// bySelect offers the breakdowns, those that go by entries by the first and,
// where prospects are followed, by the last touch.
func (p *Page) bySelect() fyne.CanvasObject {
	var options []widgets.Option
	for _, by := range funnel.Breakdowns {
		options = append(options, widgets.Option{Key: by, Text: p.words.T("funnels.by." + by)})
		if p.question.View != funnel.Flow && funnel.Touched(by) {
			options = append(options, widgets.Option{Key: by + lastTouch, Text: p.words.T("funnels.by." + by + lastTouch)})
		}
	}
	now := p.question.By
	if p.byLast() {
		now += lastTouch
	}
	return widgets.NewSelect(options, now, func(o widgets.Option) {
		by, last := strings.CutSuffix(o.Key, lastTouch)
		p.question.By, p.question.Touch, p.all = by, funnel.FirstTouch, true
		if last {
			p.question.Touch = funnel.LastTouch
		}
		p.Reload()
	}).Bare()
}

// byLast tells whether the groups are by the last touch.
func (p *Page) byLast() bool {
	q := p.question
	return q.Touch == funnel.LastTouch && q.View != funnel.Flow && funnel.Touched(q.By)
}

// count is the entrants of a group, in words.
func count(number func(int) string, g funnel.Group) string {
	if len(g.Stages) == 0 {
		return ""
	}
	return number(g.Stages[0].Count)
}
