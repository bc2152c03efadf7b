package store_test

import (
	"context"
	"testing"
	"testing/synctest"

	"shirube/data/datatest"
	"shirube/data/prospect"
)

func TestWhatReadsEveryRowWaitsForTheList(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := datatest.Workspace(t)
		if _, err := s.SaveProspects(context.Background(), datatest.Op, []prospect.Prospect{{Name: "青葉精工"}, {Name: "桜木"}}); err != nil {
			t.Fatal(err)
		}
		if !s.Loaded() {
			t.Fatal("the list does not load")
		}
		for _, q := range []struct {
			name  string
			query prospect.Query
			waits bool
		}{
			{"a sort by phone", prospect.Query{Sort: "phone"}, true},
			{"the list by name", prospect.Query{}, false},
			{"words of rows that are not indexed", prospect.Query{Text: "青葉精"}, true},
		} {
			release := s.HoldLoading()
			found := make(chan []int64, 1)
			go func() {
				ids, err := s.ProspectIDs(context.Background(), q.query)
				if err != nil {
					t.Errorf("%s: %v", q.name, err)
				}
				found <- ids
			}()
			synctest.Wait()
			if waits := len(found) == 0; waits != q.waits {
				t.Errorf("%s: waits %v, want %v", q.name, waits, q.waits)
			}
			release()
			if ids := <-found; len(ids) == 0 {
				t.Errorf("%s finds nothing", q.name)
			}
		}
	})
}
