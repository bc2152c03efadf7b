package reviews

import (
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"shirube/app/dialogs"
	"shirube/app/route"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/charts"
	"shirube/charts/native"
	"shirube/data"
	"shirube/data/kpi"
	"shirube/data/period"
	"shirube/data/review"
)

// channelLimit is how many channels are drawn; the rest is one bar.
const channelLimit = 5

// moved is what carried the chosen KPI from what it is compared with to its
// value; fall is nil where that can't be said.
type moved struct {
	fall     *charts.Waterfall
	change   *float64
	channels []review.Segment // behind the bars, by their keys, where they are channels
}

// drivers explains the chosen finding as the question asks. What can't be
// explained is no error.
func (p *Page) drivers(ctx context.Context, f found, q question) (m moved, err error) {
	w, k := p.words, f.kpis[f.chosen.KPI]
	call := func(key string) string { return p.called(f, key) }
	switch {
	case f.chosen.Value == nil:
		return m, nil
	case q.against == toTarget:
		parts, change, err := p.deps.Reviews.AgainstTarget(ctx, k.Key, q.when)
		if err != nil {
			return m, unexplained(err)
		}
		pace := *f.chosen.Value - *change
		m.change, m.fall = change, charts.DriversFrom(k, w.T("reviews.drivers.target"), &pace, charts.PeriodName(q.when, w), f.chosen.Value, parts, func(key string) string {
			if key == "" {
				return w.T("reviews.drivers.rest")
			}
			return p.called(f, key)
		}, w)
		return m, nil
	case q.channels:
		return p.byChannel(ctx, f, q)
	case f.chosen.Previous == nil || len(f.chosen.Drivers) == 0:
		return m, nil
	}
	change := *f.chosen.Value - *f.chosen.Previous
	m = moved{fall: charts.WaterfallOf(k, q.before, q.when, *f.chosen, call, w), change: &change}
	var sides [2]map[string]*float64
	for i, each := range []period.Period{q.before, q.when} {
		if _, sides[i], err = p.deps.KPIs.Factors(ctx, k.Key, each); err != nil {
			return m, unexplained(err)
		}
	}
	for i := range m.fall.Parts {
		key := m.fall.Parts[i].Key
		unit := p.unit(f, key)
		m.fall.Parts[i].Note = w.T("reviews.drivers.values", "before", w.Value(sides[0][key], unit), "after", w.Value(sides[1][key], unit))
	}
	return m, nil
}

// unexplained leaves only what really went wrong.
func unexplained(err error) error {
	if data.CodeOf(err) == "internal" {
		return err
	}
	return nil
}

// byChannel shares the change out among channels: of rates by what the mix of
// channels did and what each one's own rate did.
func (p *Page) byChannel(ctx context.Context, f found, q question) (m moved, err error) {
	w, k := p.words, f.kpis[f.chosen.KPI]
	parts, change, rest, err := p.deps.Reviews.ByChannel(ctx, k.Key, q.when, q.before)
	if err != nil {
		return m, unexplained(err)
	}
	m.change, m.channels = change, parts
	var drivers []review.Driver
	for i, part := range parts {
		if i < channelLimit {
			drivers = append(drivers, review.Driver{Factor: strconv.Itoa(i), Contribution: part.Contribution})
		} else {
			rest += part.Contribution
		}
	}
	if rest != 0 || len(parts) > channelLimit {
		drivers = append(drivers, review.Driver{Contribution: rest})
	}
	m.fall = charts.DriversFrom(k, charts.PeriodName(q.before, w), f.chosen.Previous, charts.PeriodName(q.when, w), f.chosen.Value, drivers, func(key string) string {
		i, err := strconv.Atoi(key)
		if err != nil {
			return w.T("reviews.drivers.rest")
		}
		return charts.GroupName(parts[i].Channel, w)
	}, w)
	if m.fall == nil || k.Unit != "ratio" {
		return m, nil
	}
	for i := range min(len(parts), channelLimit) {
		m.fall.Parts[i].Note = w.T("reviews.drivers.mix", "mix", w.SignedValue(&parts[i].Mix, k.Unit), "rate", w.SignedValue(&parts[i].Rate, k.Unit))
	}
	return m, nil
}

// unit is that of a KPI or measure.
func (p *Page) unit(f found, key string) string {
	if k, ok := f.kpis[key]; ok {
		return k.Unit
	}
	for _, m := range f.measures {
		if m.Key == key {
			return m.Unit
		}
	}
	return ""
}

func (p *Page) driversCard(f found) fyne.CanvasObject {
	w, k := p.words, f.kpis[f.chosen.KPI]
	title := w.T("reviews.drivers", "name", p.name(k))
	var choice fyne.CanvasObject
	if p.against != toTarget {
		other := "reviews.drivers.channels"
		if p.channels {
			other = "reviews.drivers.factors"
		}
		choice = widgets.NewLink(w.T(other), func() {
			p.channels = !p.channels
			p.Reload()
		})
	}
	if f.moved.fall == nil {
		empty := "reviews.drivers.empty"
		if p.against == toTarget {
			empty = "reviews.drivers.no_target"
		}
		return widgets.Card(title, "", choice, widgets.EmptyState("chart", w.T(empty), nil))
	}
	chart := native.New(f.moved.fall).Saving(p.nav.SaveChart)
	chart.OnTap = func(key string) { p.listBehind(f, key) }
	return widgets.Card(title, w.T("reviews.drivers.sum", "value", w.SignedValue(f.moved.change, k.Unit)), choice, chart)
}

// listBehind opens the prospects behind a bar; of a channel's part in a
// computed KPI it asks which of its counts.
func (p *Page) listBehind(f found, key string) {
	if f.moved.channels == nil {
		p.open(key, p.called(f, key), nil)
		return
	}
	i, err := strconv.Atoi(key)
	formula, bad := kpi.ParseFormula(f.kpis[f.chosen.KPI].Formula)
	if err != nil || bad != nil {
		return
	}
	channel := ""
	if c := f.moved.channels[i].Channel; c != nil {
		channel = *c
	}
	name := charts.GroupName(f.moved.channels[i].Channel, p.words)
	options := make([]widgets.Option, 0, len(formula.Keys()))
	for _, each := range formula.Keys() {
		options = append(options, widgets.Option{Key: each, Text: p.called(f, each)})
	}
	behind := func(o widgets.Option) { p.open(o.Key, name+" "+o.Text, &channel) }
	if len(options) == 1 {
		behind(options[0])
		return
	}
	dialogs.Pick(p.nav.Window(), p.words, p.words.T("reviews.behind.which", "name", name), options, "", behind)
}

// open shows the prospects that a factor counts in the period.
func (p *Page) open(factor, name string, channel *string) {
	w, when := p.words, p.period
	task.Run(context.Background(), &p.loading, func(ctx context.Context, _ task.Progress) ([]int64, error) {
		counted, err := p.deps.KPIs.Behind(ctx, factor, when, channel)
		ids := make([]int64, 0, len(counted))
		for _, c := range counted {
			if c.Prospect != 0 && !slices.Contains(ids, c.Prospect) {
				ids = append(ids, c.Prospect)
			}
		}
		return ids, err
	}, func(ids []int64, err error) {
		switch {
		case data.CodeOf(err) == "no_list" || data.CodeOf(err) == "unknown_name" || err == nil && len(ids) == 0:
			p.nav.Toast(w.T("reviews.behind.none", "name", name), nil)
		case err != nil:
			p.nav.Fail(err)
		default:
			p.nav.Go(route.Prospects{IDs: ids, Title: w.T("reviews.behind", "name", name, "period", charts.PeriodName(when, w))})
		}
	})
}
