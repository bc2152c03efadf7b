package funnel_test

import (
	"cmp"
	"math"
	"slices"

	"shirube/data/funnel"
	"shirube/data/measure"
	"shirube/data/period"
	"shirube/data/prospect"
)

// world is a small business as it was written into a workspace.
type world struct {
	stages    []funnel.Stage
	prospects []prospect.Prospect
	optedOut  map[int64]bool
	lists     map[string][]int64
	entries   []funnel.Entry
	visits    []measure.Value
}

// tallied is what was counted of one stage in one group.
type tallied struct {
	unmeasured bool
	immature   int
	number     int // count of an anonymous stage
	who        []int64
	days       []int
}

func (c tallied) count() int { return c.number + len(c.who) }

// plain answers a question a second time, from the words of domain.md and
// design.md: loops over all entries, each rule as it is defined, nothing kept.
func (w world) plain(q funnel.Question) (groups map[string][]tallied, outOfOrder int) {
	groups = map[string][]tallied{}
	if q.By == "" {
		w.group(groups, "")
	}
	for _, p := range w.prospects {
		if !w.asked(p, q) {
			continue
		}
		var mine []funnel.Entry
		for _, e := range w.entries {
			if e.Prospect == p.ID && e.Day <= q.Today {
				mine = append(mine, e)
			}
		}
		slices.SortStableFunc(mine, func(a, b funnel.Entry) int {
			return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(w.place(a), w.place(b)))
		})
		switch q.View {
		case funnel.Flow:
			w.flow(groups, p, mine, q)
		case funnel.Stock:
			if way := w.since(mine); len(way) > 0 {
				furthest := slices.MaxFunc(mine, func(a, b funnel.Entry) int { return w.place(a) - w.place(b) })
				q.Window = nil
				for _, name := range w.named(p, w.touch(way, q), q) {
					c := &w.group(groups, name)[w.place(furthest)]
					c.who = append(c.who, p.ID)
				}
			}
		default:
			outOfOrder += w.cohort(groups, p, mine, q)
		}
	}
	w.anonymous(groups, q)
	return groups, outOfOrder
}

func (w world) group(groups map[string][]tallied, name string) []tallied {
	if groups[name] == nil {
		groups[name] = make([]tallied, len(w.stages))
		for i, s := range w.stages {
			groups[name][i].unmeasured = s.Measure != ""
		}
	}
	return groups[name]
}

func (w world) asked(p prospect.Prospect, q funnel.Question) bool {
	for _, c := range q.Where {
		switch c.Field {
		case "prefecture":
			if (p.Prefecture == c.Value) != (c.Op == prospect.Is) {
				return false
			}
		case "opt_out":
			if w.optedOut[p.ID] {
				return false
			}
		}
	}
	return true
}

func (w world) place(e funnel.Entry) int {
	return slices.IndexFunc(w.stages, func(s funnel.Stage) bool { return s.Key == e.Stage })
}

// next is the stage after one that prospects can enter.
func (w world) next(place int) int {
	for place++; place < len(w.stages) && w.stages[place].Measure != ""; place++ {
	}
	return place
}

// since cuts what came before the opening: the first entry into the first
// stage that prospects enter, or the first entry at all.
func (w world) since(mine []funnel.Entry) []funnel.Entry {
	for i, e := range mine {
		if w.place(e) == w.next(-1) {
			return mine[i:]
		}
	}
	return mine
}

func (w world) cohort(groups map[string][]tallied, p prospect.Prospect, mine []funnel.Entry, q funnel.Question) (outOfOrder int) {
	way := w.since(mine)
	if len(way) == 0 || !q.Range.Contains(way[0].Day) || q.Strict && w.place(way[0]) != w.next(-1) {
		return 0
	}
	type step struct{ place, days int }
	reached := []step{{w.place(way[0]), 0}}
	for i := 1; i < len(way); i++ {
		if w.forward(way, i, q) {
			gap := 0
			for k := range i {
				if w.forward(way, k, q) {
					gap = int(way[i].Day - way[k].Day) // from the last one reached before
				}
			}
			reached = append(reached, step{w.place(way[i]), gap})
		}
	}
	furthest := reached[len(reached)-1].place
	immature := q.Window != nil && way[0].Day+period.Day(*q.Window) > q.Today
	for _, name := range w.named(p, w.touch(way, q), q) {
		g := w.group(groups, name)
		for s := 0; s <= furthest; s++ {
			if w.stages[s].Measure != "" {
				continue
			}
			g[s].who = append(g[s].who, p.ID)
			if immature {
				g[s].immature++
			}
		}
		for _, s := range reached[1:] {
			g[s.place].days = append(g[s.place].days, s.days)
		}
	}
	return len(mine) - len(way)
}

// forward tells whether the i-th entry of a way takes it to a stage that
// counts: all before it were into earlier stages, it lies in the window, no
// step before it took too long and, if strict, nothing else came between.
func (w world) forward(way []funnel.Entry, i int, q funnel.Question) bool {
	if q.Window != nil && way[i].Day > way[0].Day+period.Day(*q.Window) {
		return false
	}
	last := 0
	for k := 1; k <= i; k++ {
		before, now := w.place(way[k-1]), w.place(way[k])
		if q.Strict && now != before && now != w.next(before) {
			return false
		}
		if w.leads(way, k) {
			if q.Step != nil && way[k].Day > way[last].Day+period.Day(*q.Step) {
				return false
			}
			last = k
		}
	}
	return w.leads(way, i)
}

// leads tells whether an entry is into a later stage than all before it.
func (w world) leads(way []funnel.Entry, i int) bool {
	for _, e := range way[:i] {
		if w.place(e) >= w.place(way[i]) {
			return false
		}
	}
	return true
}

// touch is the entry that says the group.
func (w world) touch(way []funnel.Entry, q funnel.Question) funnel.Entry {
	said := way[0]
	if q.Touch != funnel.LastTouch {
		return said
	}
	for _, e := range way {
		if q.Window != nil && e.Day > way[0].Day+period.Day(*q.Window) {
			continue
		}
		if (map[string]string{"channel": e.Channel, "campaign": e.Campaign, "owner": e.Owner})[q.By] != "" {
			said = e
		}
		if w.place(e) == len(w.stages)-1 {
			break
		}
	}
	return said
}

// named gives the names of the groups of a prospect that an entry speaks for.
func (w world) named(p prospect.Prospect, e funnel.Entry, q funnel.Question) (names []string) {
	switch q.By {
	case "channel":
		return []string{e.Channel}
	case "campaign":
		return []string{e.Campaign}
	case "owner":
		return []string{e.Owner}
	case "prefecture":
		return []string{p.Prefecture}
	case "industry":
		return []string{p.Industry}
	case "list":
		for name, ids := range w.lists {
			if slices.Contains(ids, p.ID) {
				names = append(names, name)
			}
		}
	}
	if names == nil {
		names = []string{""}
	}
	return names
}

func (w world) flow(groups map[string][]tallied, p prospect.Prospect, mine []funnel.Entry, q funnel.Question) {
	for i, e := range mine {
		before := func(o funnel.Entry) bool { return o.Stage == e.Stage }
		if slices.ContainsFunc(mine[:i], before) || !q.Range.Contains(e.Day) {
			continue
		}
		for _, name := range w.named(p, e, q) {
			c := &w.group(groups, name)[w.place(e)]
			c.who = append(c.who, p.ID)
		}
	}
}

// anonymous adds the visits: known altogether and by channel, of everybody.
func (w world) anonymous(groups map[string][]tallied, q funnel.Question) {
	if q.View == funnel.Stock || q.By != "" && q.By != "channel" || len(q.Where) > 0 {
		return
	}
	for i, s := range w.stages {
		for _, v := range w.visits {
			if s.Measure == "" || !q.Range.Contains(v.Day) || v.Day > q.Today {
				continue
			}
			name := v.Channel
			if q.By == "" {
				name = ""
			}
			c := &w.group(groups, name)[i]
			c.unmeasured, c.number = false, c.number+int(v.Value)
		}
	}
}

// quartile is the p-quantile of some days, between two where it falls between them.
func quartile(days []int, p float64) *float64 {
	if len(days) == 0 {
		return nil
	}
	slices.Sort(days)
	at := p * float64(len(days)-1)
	below, above := float64(days[int(math.Floor(at))]), float64(days[int(math.Ceil(at))])
	v := below + (above-below)*(at-math.Floor(at))
	return &v
}
