package funnel

import "shirube/data/period"

// grouping turns an entry into the numbers of its groups: one, or as many as
// the prospect is on lists.
type grouping struct {
	of    func(*Record) uint32
	log   Log
	lists []List
	names []string
	last  bool      // by the last touch
	final uint8     // the funnel's last stage: touches after it don't count
	one   [1]uint32 // of an entry that is in one group
	found []uint32  // of one that may be in several
}

func newGrouping(stages []Stage, log Log, traits Traits, lists []List, q Question) *grouping {
	g := &grouping{of: func(*Record) uint32 { return 0 }, log: log, names: []string{""}, last: q.Touch == LastTouch, final: uint8(max(1, len(stages)) - 1)}
	switch q.By {
	case "channel":
		g.of, g.names = func(r *Record) uint32 { return uint32(r.Channel) }, log.Channels
	case "campaign":
		g.of, g.names = func(r *Record) uint32 { return uint32(r.Campaign) }, log.Campaigns
	case "owner":
		g.of, g.names = func(r *Record) uint32 { return uint32(r.Owner) }, log.Owners
	case "prefecture", "industry":
		number := map[string]uint32{"": 0}
		for _, name := range traits {
			if _, known := number[name]; !known {
				number[name] = uint32(len(g.names))
				g.names = append(g.names, name)
			}
		}
		g.of = func(r *Record) uint32 { return number[traits[r.Prospect]] }
	case "list":
		g.lists = lists
		for _, l := range lists {
			g.names = append(g.names, l.Name)
		}
	}
	return g
}

// over gives the same grouping for a part of the log, to be used beside this one.
func (g grouping) over(part Log) *grouping {
	g.log, g.found = part, nil
	return &g
}

// all gives the groups of an entry, until it is called again.
func (g *grouping) all(r *Record) []uint32 {
	if g.lists == nil {
		g.one[0] = g.of(r)
		return g.one[:]
	}
	g.found = g.found[:0]
	for i, l := range g.lists {
		if l.Has(r.Prospect) {
			g.found = append(g.found, uint32(i+1))
		}
	}
	if len(g.found) == 0 {
		g.found = append(g.found, 0)
	}
	return g.found
}

// touch is the entry of a journey that says its group.
func (g *grouping) touch(j *journey, until period.Day) *Record {
	if !g.last {
		return &j.opening
	}
	last := &j.opening
	mine := g.log.Blocks[j.block][j.at:j.end]
	for i := range mine {
		r := &mine[i]
		if until != 0 && r.Day > until {
			break
		}
		if g.of(r) != 0 {
			last = r
		}
		if r.Stage == g.final {
			break
		}
	}
	return last
}
