package funnels

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"shirube/app/style"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/data/intake"
	"shirube/data/measure"
	"shirube/data/period"
)

// entering is the grid in which daily counts are typed: the recorded measures
// by the days of a week, of one channel.
type entering struct {
	week     period.Period
	channel  string
	channels []string
	measures []measure.Measure
	values   map[string]map[period.Day]float64
}

func (p *Page) reloadTyping() {
	c, today := p.deps.Calendar(), p.deps.Funnels.Today()
	now := entering{week: p.week, channel: p.channel}
	fresh := p.week == period.Period{}
	if fresh {
		now = entering{week: c.Of(period.Week, today)}
	}
	task.Run(context.Background(), &p.loading, func(ctx context.Context, _ task.Progress) (*entering, error) {
		e := now
		stages, err := p.deps.Funnels.Stages(ctx)
		if err != nil {
			return nil, err
		}
		recorded, err := p.deps.Measures.Recorded(ctx)
		if err != nil {
			return nil, err
		}
		for _, s := range stages {
			if s.Measure != "" && !slices.ContainsFunc(recorded, func(m measure.Measure) bool { return m.Key == s.Measure }) {
				recorded = append(recorded, measure.Measure{Key: s.Measure, Name: s.Name})
			}
		}
		e.measures = recorded
		keys := make([]string, len(recorded))
		for i, m := range recorded {
			keys[i] = m.Key
		}
		if err := p.channelsOf(ctx, &e, keys); err != nil {
			return nil, err
		}
		if fresh && len(e.channels) > 0 {
			e.channel = e.channels[0]
		}
		e.values, err = p.deps.Measures.Grid(ctx, keys, e.week.Range, e.channel)
		return &e, err
	}, func(e *entering, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		p.take(e)
		p.showTyping()
	})
}

// channelHistory is how far back the channels of typed numbers are looked for.
const channelHistory = 60

// channelsOf lists the channels of the measures' recent numbers, the one with
// the most first, and after them those of the prospects.
func (p *Page) channelsOf(ctx context.Context, e *entering, keys []string) error {
	recent := period.Range{From: e.week.To - channelHistory, To: e.week.To}
	cells, err := p.deps.Measures.Store.Cells(ctx, keys, recent)
	if err != nil {
		return err
	}
	counts := map[string]int{}
	for _, c := range cells {
		if counts[c.Channel]++; counts[c.Channel] == 1 {
			e.channels = append(e.channels, c.Channel)
		}
	}
	slices.SortFunc(e.channels, func(a, b string) int { return cmp.Or(counts[b]-counts[a], strings.Compare(a, b)) })
	log, err := p.deps.Funnels.Log(ctx)
	if err != nil {
		return err
	}
	for _, name := range log.Channels {
		if !slices.Contains(e.channels, name) {
			e.channels = append(e.channels, name)
		}
	}
	return nil
}

func (p *Page) showTyping() {
	w, e := p.words, p.entering
	c, today := p.deps.Calendar(), p.deps.Funnels.Today()
	var weeks []widgets.Option
	for k := c.Of(period.Week, today); len(weeks) < 53; k = c.Previous(k) {
		weeks = append(weeks, widgets.Option{Key: k.String(), Text: w.Range(w.ShortDay(k.From.Time()), w.ShortDay(k.To.Time()))})
	}
	week := widgets.NewPeriodPicker(weeks, e.week.String(), widgets.PeriodWords{Earlier: w.T("funnels.week.earlier"), Later: w.T("funnels.week.later")}, func(key string) {
		if k, err := c.Parse(key); err == nil {
			p.week = k
			p.Reload()
		}
	})
	channels := []widgets.Option{{Key: "", Text: w.T("funnels.channel.none")}}
	for _, name := range e.channels {
		if name != "" {
			channels = append(channels, widgets.Option{Key: name, Text: name})
		}
	}
	channel := widgets.NewSelect(channels, e.channel, func(o widgets.Option) {
		p.channel = o.Key
		p.Reload()
	})
	done := widgets.NewButton(w.T("funnels.type.done"), widgets.Primary, func() {
		p.typing, p.week = false, period.Period{}
		p.Reload()
	})
	add := widgets.NewButton(w.T("funnels.measure.add"), widgets.Plain, p.addMeasure)
	var body fyne.CanvasObject = widgets.EmptyState("pencil", w.T("funnels.type.empty"), nil)
	if len(e.measures) > 0 {
		body = p.grid
	}
	widgets.Rebuild(p.content, style.Column(0,
		widgets.Header(w.T("funnels.title"), w.T("funnels.type.note"), p.nav, w),
		style.Stretch(style.PadSides(0, widgets.PagePadding, 16, widgets.PagePadding, style.Column(16,
			style.Row(16, style.Fixed(304, 0, week), style.Text(w.T("chart.channel"), style.Small, palette.Sub, false),
				style.Fixed(200, 0, channel), style.Spacer(), style.Fixed(200, 0, p.adding), add, done),
			style.Stretch(widgets.Card(w.T("funnels.type.title"), w.T("funnels.type.help"), nil, body)))))))
}

// take shows what was read; of the same measures and week, the grid keeps its place.
func (p *Page) take(e *entering) {
	was := p.entering
	p.entering, p.week, p.channel = e, e.week, e.channel
	rows := make([]string, len(e.measures))
	for i, m := range e.measures {
		rows[i] = p.words.Name("measure", m.Key, m.Name)
	}
	if was != nil && was.week == e.week && was.channel == e.channel &&
		slices.EqualFunc(was.measures, e.measures, func(a, b measure.Measure) bool { return a.Key == b.Key }) {
		p.grid.Relabel(rows)
		return
	}
	var days []string
	for d := e.week.From; d <= e.week.To; d++ {
		days = append(days, p.words.ShortDay(d.Time()))
	}
	p.grid.SetNames(rows, days)
}

// at is the measure and the day of a cell.
func (e *entering) at(row, column int) (key string, day period.Day) {
	return e.measures[row].Key, e.week.From + period.Day(column)
}

func (p *Page) text(row, column int) string {
	key, day := p.entering.at(row, column)
	v, ok := p.entering.values[key][day]
	if !ok {
		return ""
	}
	return p.words.Number(v, decimals(v))
}

func decimals(v float64) int {
	if v == float64(int64(v)) {
		return 0
	}
	return 2
}

// set takes one typed value: shown at once, kept in the background in the order typed.
func (p *Page) set(row, column int, text string) bool {
	e := p.entering
	key, day := e.at(row, column)
	if day > p.deps.Funnels.Today() {
		p.nav.Toast(p.words.T("funnels.type.future"), nil)
		return false
	}
	t := measure.Typed{Value: measure.Value{Measure: key, Day: day, Channel: e.channel}}
	if text != "" {
		v, ok := intake.ReadNumber(text)
		if !ok {
			p.nav.Toast(p.words.T("funnels.type.number", "text", text), nil)
			return false
		}
		t.Number = &v
	}
	if e.values[key] == nil {
		e.values[key] = map[period.Day]float64{}
	}
	delete(e.values[key], day)
	if t.Number != nil {
		e.values[key][day] = *t.Number
	}
	p.loading.Leave()
	p.typed.Add(t)
	return true
}

func (p *Page) addMeasure() {
	text := p.adding.Text()
	if text == "" {
		p.adding.SetError(p.words.T("funnels.measure.name"))
		return
	}
	task.Run(context.Background(), &p.saving, func(ctx context.Context, _ task.Progress) (struct{}, error) {
		return struct{}{}, p.deps.Measures.Add(ctx, measure.Measure{Key: measure.KeyOf(text), Name: text, Over: measure.Sum, Unit: "count"})
	}, func(_ struct{}, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		p.adding.SetText("")
		p.adding.SetError("")
		p.Reload()
	})
}
