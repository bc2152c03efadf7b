package funnel

import (
	"cmp"
	"math"
	"slices"
)

// groups counts the marks into groups: most in the first identified stage
// first, the blank group last. Lists are in the log's order.
func groups(tallies []tally, stages []Stage, g *grouping, anonymous Counts, q Question) []Group {
	exact := count(tallies, stages, q, len(g.names))
	var all []Group
	for n, c := range exact {
		if c == nil && (q.By != "" || n > 0) {
			continue
		}
		gr := newGroup(stages, nameOf(g.names, n, q.By))
		for s := range c {
			stage := &gr.Stages[s]
			stage.Count, stage.Immature, stage.Prospects = c[s].n, c[s].immature, c[s].list
			stage.LowerDays, stage.MedianDays, stage.UpperDays = c[s].days.quartiles()
		}
		all = append(all, gr)
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

// counted is who was counted in a stage of a group.
type counted struct {
	tallied
	list []uint32
}

// count puts every mark into its stage, and in a cohort into those before it;
// a group that nobody is in stays nil.
func count(tallies []tally, stages []Stage, q Question, groups int) [][]counted {
	exact := make([][]counted, groups)
	next := make([][]int, len(tallies)) // by place: where a tally's next mark goes in the list
	for i, t := range tallies {
		next[i] = make([]int, len(t.places))
		for n := range len(t.places) / MostStages {
			places := t.places[n*MostStages:]
			var all tallied
			for s := len(stages) - 1; s >= 0; s-- {
				if q.View != Cohort {
					all = tallied{}
				}
				all.n, all.immature = all.n+places[s].n, all.immature+places[s].immature
				if all.n == 0 {
					continue
				}
				if exact[n] == nil {
					exact[n] = make([]counted, len(stages))
				}
				c := &exact[n][s]
				next[i][n*MostStages+s] = c.n
				c.n, c.immature = c.n+all.n, c.immature+all.immature
				c.days.join(places[s].days)
			}
		}
	}
	for _, g := range exact {
		for s := range g {
			g[s].list = make([]uint32, g[s].n)
		}
	}
	sideBySide(len(tallies), func(i int) {
		for _, piece := range append(tallies[i].marks, tallies[i].latest) {
			for _, m := range piece {
				lists, at := exact[m.group], next[i][int(m.group)*MostStages:]
				from := m.stage
				if q.View == Cohort {
					from = 0
				}
				for s := from; s <= m.stage; s++ {
					lists[s].list[at[s]] = m.prospect
					at[s]++
				}
			}
		}
	})
	for _, g := range exact {
		for s := range g {
			if stages[s].Measure != "" {
				g[s].n, g[s].immature, g[s].list = 0, 0, nil
			}
		}
	}
	return exact
}

// countAnonymous fills the stages that a measure feeds. They are known
// altogether and by channel, where the channel has any; by anything else, and
// in stock, they stay unmeasured.
func countAnonymous(all []Group, stages []Stage, anonymous Counts, q Question) []Group {
	for s, stage := range stages {
		if stage.Measure == "" {
			continue
		}
		if q.View == Stock || q.By != "" && q.By != "channel" {
			continue
		}
		for channel, v := range anonymous[stage.Key] {
			i := slices.IndexFunc(all, func(g Group) bool { return q.By == "" || g.name() == channel })
			if i < 0 {
				all = append(all, newGroup(stages, named(channel)))
				i = len(all) - 1
			}
			c := &all[i].Stages[s]
			c.Count, c.Unmeasured = c.Count+int(math.Round(v)), false
		}
	}
	return all
}

func newGroup(stages []Stage, name *string) Group {
	g := Group{Group: name, Stages: make([]StageCount, len(stages))}
	for i, s := range stages {
		g.Stages[i] = StageCount{Stage: s.Key, Unmeasured: s.Measure != ""}
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
		c.First = parts(0, s)
		c.FromFirst = c.First.Value()
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
	for next < len(g.Stages) && g.Stages[next].Prospects == nil {
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

func (g Group) name() string {
	if g.Group == nil {
		return ""
	}
	return *g.Group
}

func nameOf(names []string, n int, by string) *string {
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
