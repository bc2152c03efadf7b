package funnel

import (
	"cmp"
	"math"
	"slices"
)

// grouping turns an entry into the number of its group.
type grouping struct {
	of    func(Record) uint32
	names []string
}

func newGrouping(log Log, traits Traits, by string) *grouping {
	g := &grouping{of: func(Record) uint32 { return 0 }, names: []string{""}}
	switch by {
	case "channel":
		g.of, g.names = func(r Record) uint32 { return uint32(r.Channel) }, log.Channels
	case "campaign":
		g.of, g.names = func(r Record) uint32 { return uint32(r.Campaign) }, log.Campaigns
	case "owner":
		g.of, g.names = func(r Record) uint32 { return uint32(r.Owner) }, log.Owners
	case "prefecture", "industry":
		number := map[string]uint32{"": 0}
		g.of = func(r Record) uint32 {
			name := traits[r.Prospect]
			n, known := number[name]
			if !known {
				n = uint32(len(g.names))
				number[name] = n
				g.names = append(g.names, name)
			}
			return n
		}
	}
	return g
}

// groups counts the marks into groups: most in the first identified stage
// first, the blank group last. Lists are in the log's order.
func (t *tally) groups(stages []Stage, g *grouping, anonymous Counts, q Question) []Group {
	byNumber := map[uint32]*Group{}
	group := func(n uint32) *Group {
		if byNumber[n] == nil {
			made := newGroup(stages, nameOf(g.names, n, q.By))
			byNumber[n] = &made
		}
		return byNumber[n]
	}
	if q.By == "" {
		group(0)
	}
	t.count(stages, q, group)
	for n, gr := range byNumber {
		for s := range stages {
			if h := t.days[step{n, uint8(s)}]; h != nil {
				gr.Stages[s].MedianDays = h.median()
			}
		}
	}
	all := make([]Group, 0, len(byNumber))
	for _, gr := range byNumber {
		all = append(all, *gr)
	}
	all = countAnonymous(all, stages, anonymous, q)
	first := int(firstIdentified(stages))
	if first == MostStages {
		first = 0
	}
	slices.SortFunc(all, func(a, b Group) int {
		return cmp.Or(
			compareBlank(a, b),
			cmp.Compare(b.Stages[first].Count, a.Stages[first].Count),
			cmp.Compare(a.name(), b.name()))
	})
	for _, gr := range all {
		gr.divide(stages, q.View)
	}
	return all
}

// count puts every mark into its stage, and in a cohort into those before it.
func (t *tally) count(stages []Stage, q Question, group func(uint32) *Group) {
	each := func(m mark, add func(*StageCount)) {
		gr := group(m.group)
		s := int(m.stage)
		if q.View == Cohort {
			s = 0
		}
		for ; s <= int(m.stage) && s < len(stages); s++ {
			if stages[s].Measure == "" {
				add(&gr.Stages[s])
			}
		}
	}
	for _, m := range t.marks {
		each(m, func(c *StageCount) {
			c.Count++
			if m.immature {
				c.Immature++
			}
		})
	}
	for _, m := range t.marks {
		each(m, func(c *StageCount) {
			if c.Prospects == nil {
				c.Prospects = make([]uint32, 0, c.Count)
			}
			c.Prospects = append(c.Prospects, m.prospect)
		})
	}
}

// countAnonymous fills the stages that a measure feeds. They are known
// altogether and by channel; by anything else, and in stock, they are unmeasured.
func countAnonymous(all []Group, stages []Stage, anonymous Counts, q Question) []Group {
	for s, stage := range stages {
		if stage.Measure == "" {
			continue
		}
		byChannel, known := anonymous[stage.Key]
		known = known && q.View != Stock && (q.By == "" || q.By == "channel")
		for i := range all {
			all[i].Stages[s].Unmeasured = !known
		}
		if !known {
			continue
		}
		for channel, v := range byChannel {
			i := slices.IndexFunc(all, func(g Group) bool { return q.By == "" || g.name() == channel })
			if i < 0 {
				all = append(all, newGroup(stages, named(channel)))
				i = len(all) - 1
			}
			all[i].Stages[s].Count += int(math.Round(v))
		}
	}
	return all
}

func newGroup(stages []Stage, name *string) Group {
	g := Group{Group: name, Stages: make([]StageCount, len(stages))}
	for i, s := range stages {
		g.Stages[i].Stage = s.Key
	}
	return g
}

// divide fills in the rates. Between identified stages of a cohort only mature
// members count; where an anonymous stage takes part, everybody does, since its
// visitors can't be told apart.
func (g Group) divide(stages []Stage, view View) {
	if view == Stock {
		return
	}
	parts := func(of, s int) *Rate {
		n, d := g.Stages[s], g.Stages[of]
		if n.Unmeasured || d.Unmeasured {
			return nil
		}
		if stages[s].Measure == "" && stages[of].Measure == "" {
			return NewRate(n.Count-n.Immature, d.Count-d.Immature)
		}
		if s > of+1 && n.Immature > 0 {
			return nil
		}
		return NewRate(n.Count, d.Count)
	}
	for s := range g.Stages {
		c := &g.Stages[s]
		c.FromFirst = parts(0, s).Value()
		if s == 0 {
			continue
		}
		c.Rate = parts(s-1, s)
		c.FromPrevious = c.Rate.Value()
		if c.Rate != nil && c.Rate.Numerator <= c.Rate.Denominator {
			c.Low, c.High = &c.Rate.Low, &c.Rate.High
		}
	}
}

// DropOff lists who reached stage s but not the next identified one: as many
// as the difference of the counts of a cohort.
func (g Group) DropOff(s int) []uint32 {
	next := s + 1
	for next < len(g.Stages) && g.Stages[next].anonymous() {
		next++
	}
	if next >= len(g.Stages) {
		return nil
	}
	var out []uint32
	further := g.Stages[next].Prospects
	for _, p := range g.Stages[s].Prospects {
		for len(further) > 0 && further[0] < p {
			further = further[1:]
		}
		if len(further) == 0 || further[0] != p {
			out = append(out, p)
		}
	}
	return out
}

func (c StageCount) anonymous() bool {
	return c.Unmeasured || c.Count > 0 && c.Prospects == nil
}

func (g Group) name() string {
	if g.Group == nil {
		return ""
	}
	return *g.Group
}

func nameOf(names []string, n uint32, by string) *string {
	if by == "" {
		return nil
	}
	return named(names[n])
}

func named(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func compareBlank(a, b Group) int {
	switch {
	case (a.Group == nil) == (b.Group == nil):
		return 0
	case a.Group == nil:
		return 1
	}
	return -1
}
