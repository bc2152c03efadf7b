package datatest

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/funnel"
	"shirube/data/store"
)

// Today is the day on which test workspaces stand.
var Today = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

// Clock always stands at Today.
var Clock = data.FixedClock(Today)

// Op is what tests write under.
var Op = change.Op{Title: "test"}

// Stages are the four default stages.
var Stages = []funnel.Stage{{Key: "aware", Name: "認知"}, {Key: "interest", Name: "興味"}, {Key: "consider", Name: "検討"}, {Key: "won", Name: "購入"}}

// Workspace makes an empty workspace with the default stages in a temporary
// folder; it is closed when the test ends.
func Workspace(t testing.TB) *store.Store {
	t.Helper()
	s := Open(t, filepath.Join(t.TempDir(), "test.shirube"))
	if err := s.SetStages(context.Background(), Op, Stages); err != nil {
		t.Fatal(err)
	}
	return s
}

// Open opens the workspace at path, or makes it where there is none.
func Open(t testing.TB, path string) *store.Store {
	t.Helper()
	o := store.Options{Clock: Clock}
	s, err := store.Open(context.Background(), path, o)
	if data.CodeOf(err) == "workspace_missing" {
		s, err = store.Create(context.Background(), path, o)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}
