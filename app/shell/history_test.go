package shell

import (
	"testing"

	"shirube/app/route"
	"shirube/data/prospect"
)

func TestHistoryKeepsTheStateOneLeft(t *testing.T) {
	var h history
	h.visit(nil, route.Home{})
	h.visit(route.Home{}, route.Prospects{})
	searched := route.Prospects{Query: prospect.Query{Text: "東京"}, Selected: 7}
	h.visit(searched, route.KPIs{Key: "win_rate"})

	got, ok := h.back(route.KPIs{Key: "win_rate", Tab: "tree"}).(route.Prospects)
	if !ok || got.Query.Text != "東京" || got.Selected != 7 {
		t.Fatalf("back gave %#v, want the list as it was searched", got)
	}
	if r := h.back(got); r != (route.Home{}) {
		t.Errorf("second back gave %#v", r)
	}
	if r := h.back(route.Home{}); r != nil {
		t.Errorf("back before the first page gave %#v", r)
	}
	if len(h.future) != 2 {
		t.Fatalf("%d places forward, want 2", len(h.future))
	}
	h.forward(route.Home{})
	if r := h.forward(searched); r != (route.KPIs{Key: "win_rate", Tab: "tree"}) {
		t.Errorf("forward gave %#v, want the KPI page as it was left", r)
	}
}

func TestVisitingForgetsForward(t *testing.T) {
	var h history
	h.visit(nil, route.Home{})
	h.visit(route.Home{}, route.Reports{})
	h.back(route.Reports{})
	h.visit(route.Home{}, route.Settings{})
	if r := h.forward(route.Settings{}); r != nil {
		t.Errorf("forward after a visit gave %#v", r)
	}
}

func TestHistoryIsBounded(t *testing.T) {
	var h history
	for range 3 * historyLimit {
		h.visit(route.Home{}, route.Home{})
	}
	if len(h.past) != historyLimit {
		t.Errorf("%d places kept, want %d", len(h.past), historyLimit)
	}
}
