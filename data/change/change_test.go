package change

import (
	"slices"
	"testing"
)

func TestListenersHearInTheOrderTheyCame(t *testing.T) {
	b := &Bus{}
	var heard []int
	stops := make([]func(), 20)
	for i := range stops {
		stops[i] = b.Subscribe(func(News) { heard = append(heard, i) })
	}
	stops[7]()
	stops[7]()
	b.Publish(News{})
	if len(heard) != 19 || !slices.IsSorted(heard) || slices.Contains(heard, 7) {
		t.Errorf("heard by %v", heard)
	}
}

func TestListenerMayLeaveAndOthersComeWhileNewsIsTold(t *testing.T) {
	b := &Bus{}
	var stop func()
	n := 0
	stop = b.Subscribe(func(News) { n++; stop(); b.Subscribe(func(News) { n += 10 }) })
	b.Publish(News{})
	if n != 1 {
		t.Errorf("heard %d", n)
	}
	b.Publish(News{})
	if n != 11 {
		t.Errorf("heard %d", n)
	}
}
