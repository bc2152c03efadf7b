package funnel

import "slices"

// Members lists the prospects behind a stage of the group, or, with dropped,
// those who reached the stage before it and not this one. A stage fed by a
// measure has none.
func (g Group) Members(stage string, dropped bool) []int64 {
	for s, c := range g.Stages {
		if c.Stage != stage {
			continue
		}
		found := c.Prospects
		if dropped && s > 0 {
			found = g.DropOff(s - 1)
		} else if dropped {
			found = nil
		}
		ids := make([]int64, len(found))
		for i, p := range found {
			ids[i] = int64(p)
		}
		return ids
	}
	return nil
}

// Empty tells whether no stage counts anything.
func (g Group) Empty() bool {
	return !slices.ContainsFunc(g.Stages, func(s StageCount) bool { return s.Count > 0 })
}

// Before gives the key of the stage before one, "" for the first.
func Before(stages []Stage, key string) string {
	for i := 1; i < len(stages); i++ {
		if stages[i].Key == key {
			return stages[i-1].Key
		}
	}
	return ""
}
