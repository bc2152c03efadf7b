package store_test

import (
	"context"
	"testing"

	"shirube/data/datatest"
	"shirube/data/prospect"
)

func TestTheListAnswersAfterAQuestionPanicked(t *testing.T) {
	s := datatest.Workspace(t)
	if _, err := s.SaveProspects(context.Background(), datatest.Op, []prospect.Prospect{{Name: "青葉精工"}}); err != nil {
		t.Fatal(err)
	}
	if !s.Loaded() {
		t.Fatal("the list does not load")
	}
	s.PanicInView()
	for range 2 {
		ids, err := s.ProspectIDs(context.Background(), prospect.Query{Text: "青葉"})
		if err != nil || len(ids) != 1 {
			t.Fatalf("found %v, %v", ids, err)
		}
	}
	if !s.Loaded() {
		t.Error("the list does not load again")
	}
}
