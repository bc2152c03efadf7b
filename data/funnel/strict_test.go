package funnel_test

import (
	"strings"
	"testing"

	"shirube/data/change"
	"shirube/data/datatest"
	"shirube/data/funnel"
)

// TestStrictOrder is the truth table of ClickHouse's strict_order (its issue
// 9773) with what follows from it, over entries that a workspace keeps: which
// of A, B, C and D a way reaches, a letter a day. Lenient beside it: any later
// stage counts, whatever came between.
func TestStrictOrder(t *testing.T) {
	ways := map[string]struct{ strict, lenient int }{
		"ABC": {3, 3}, "ADBC": {1, 4}, "AABBDCC": {2, 4},
		"ABCD": {4, 4}, "A": {1, 1}, "AC": {1, 3}, "ABABC": {2, 3}, "DABC": {3, 3}, "BCD": {0, 4},
	}
	ctx, st := t.Context(), datatest.Workspace(t)
	s := funnel.NewService(st, st, st, &change.Bus{}, datatest.Clock)
	if err := s.SetStages(ctx, []funnel.Stage{{Key: "A"}, {Key: "B"}, {Key: "C"}, {Key: "D"}}); err != nil {
		t.Fatal(err)
	}
	ids, err := st.SaveProspects(ctx, datatest.Op, datatest.Prospects(1, len(ways)))
	if err != nil {
		t.Fatal(err)
	}
	var entries []funnel.Entry
	for way := range ways {
		for day, stage := range strings.Split(way, "") {
			entries = append(entries, funnel.Entry{Prospect: ids[0], Stage: stage, Day: datatest.Day(day), Channel: way})
		}
		ids = ids[1:]
	}
	if _, err := st.SaveEntries(ctx, datatest.Op, entries); err != nil {
		t.Fatal(err)
	}
	for _, strict := range []bool{true, false} {
		r, err := s.Funnel(ctx, funnel.Question{By: "channel", Way: funnel.Way{Strict: strict}})
		if err != nil {
			t.Fatal(err)
		}
		reached := map[string]int{}
		for _, g := range r.Groups {
			for _, c := range g.Stages {
				reached[*g.Group] += c.Count // one prospect: 1 in each stage reached
			}
		}
		for way, want := range ways {
			if !strict {
				want.strict = want.lenient
			}
			if reached[way] != want.strict {
				t.Errorf("%s reaches %d, want %d (strict: %v)", way, reached[way], want.strict, strict)
			}
		}
	}
}
