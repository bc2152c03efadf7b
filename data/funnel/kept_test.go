package funnel_test

import (
	"context"
	"slices"
	"testing"

	"shirube/data/change"
	"shirube/data/datatest"
	"shirube/data/funnel"
	"shirube/data/period"
	"shirube/data/prospect"
	"shirube/data/store"
)

// counting counts how often the whole log is read.
type counting struct {
	*store.Store
	logs int
}

func (c *counting) Log(ctx context.Context) (funnel.Log, error) {
	c.logs++
	return c.Store.Log(ctx)
}

// plainly writes a log's records with their texts.
func plainly(l funnel.Log) (out []funnel.Entry) {
	for _, r := range slices.Concat(l.Blocks...) {
		out = append(out, funnel.Entry{Prospect: int64(r.Prospect), Stage: l.Stages[r.Stage].Key, Day: r.Day,
			Channel: l.Channels[r.Channel], Campaign: l.Campaigns[r.Campaign], Owner: l.Owners[r.Owner]})
	}
	return out
}

// TestAMoveReadsOnlyItsProspects moves prospects at random, with new channels
// among them: the kept log must be what is read anew.
func TestAMoveReadsOnlyItsProspects(t *testing.T) {
	ctx, news, r := t.Context(), &change.Bus{}, datatest.Random(77)
	st := &counting{Store: datatest.Workspace(t)}
	s := funnel.NewService(st, st, st, news, datatest.Clock)
	people := prospect.NewService(st.Store, news, datatest.Clock)
	ids, err := st.SaveProspects(ctx, datatest.Op, datatest.Prospects(3, 40))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := st.SaveEntries(ctx, datatest.Op, datatest.Entries(4, ids[10:30])); err != nil {
		t.Fatal(err)
	}
	before, err := s.Log(ctx)
	if err != nil {
		t.Fatal(err)
	}
	was := plainly(before)
	for n := range 60 {
		if n%20 == 19 {
			p, err := st.Prospects(ctx, ids[:1])
			if err != nil {
				t.Fatal(err)
			}
			p[0].ID, p[0].ExternalID, p[0].CorporateNumber = 0, "", ""
			p[0].Name, p[0].Channel = datatest.CorporateNumber(n), datatest.CorporateNumber(n)
			id, err := people.Save(ctx, p[0])
			if err != nil {
				t.Fatal(err)
			}
			ids = append(ids, id)
		}
		var moved []int64
		for range 1 + r.IntN(3) {
			moved = append(moved, ids[r.IntN(len(ids))], ids[len(ids)-1])
		}
		if err := s.Move(ctx, moved, datatest.Stages[r.IntN(4)].Key, datatest.Day(r.IntN(300))); err != nil {
			t.Fatal(err)
		}
		if n%3 > 0 {
			continue
		}
		kept, err := s.Log(ctx)
		if err != nil {
			t.Fatal(err)
		}
		fresh, err := st.Store.Log(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(plainly(kept), plainly(fresh)) {
			t.Fatalf("after %d moves\n%v\nread anew\n%v", n+1, plainly(kept), plainly(fresh))
		}
	}
	if st.logs != 1 {
		t.Errorf("the whole log was read %d times", st.logs)
	}
	if !slices.Equal(plainly(before), was) {
		t.Error("a log that was handed out has changed")
	}
	if err := people.Delete(ctx, ids[12:13]); err != nil {
		t.Fatal(err)
	}
	if l, err := s.Log(ctx); err != nil || st.logs != 2 || slices.ContainsFunc(plainly(l), func(e funnel.Entry) bool { return e.Prospect == ids[12] }) {
		t.Errorf("a deleted prospect is still there (%d times read, %v)", st.logs, err)
	}
	many := make([]int64, 301)
	more, err := st.SaveProspects(ctx, datatest.Op, datatest.Prospects(5, len(many)))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Move(ctx, more, "aware", period.Of(2026, 11, 1)); err != nil {
		t.Fatal(err)
	}
	if l, err := s.Log(ctx); err != nil || st.logs != 3 || l.Len() < len(more) {
		t.Errorf("many moves: %d times read, %v", st.logs, err)
	}
}
