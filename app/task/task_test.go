package task

import (
	"context"
	"errors"
	"testing"
)

func TestLaterRunSupersedes(t *testing.T) {
	q, restore := Divert()
	defer restore()
	var lane Group
	var got []string
	began := make(chan struct{})
	var first error
	Run(t.Context(), &lane, func(ctx context.Context, _ Progress) (string, error) {
		close(began)
		<-ctx.Done()
		first = ctx.Err()
		return "first", nil
	}, func(s string, _ error) { got = append(got, s) })
	<-began
	Run(t.Context(), &lane, func(context.Context, Progress) (string, error) { return "second", nil },
		func(s string, _ error) { got = append(got, s) })
	q.Settle()
	if len(got) != 1 || got[0] != "second" {
		t.Errorf("got %v, want only the second result", got)
	}
	if !errors.Is(first, context.Canceled) {
		t.Errorf("the first run was not cancelled: %v", first)
	}
	if lane.Busy() {
		t.Error("still busy")
	}
}

func TestLeaveDropsTheResult(t *testing.T) {
	q, restore := Divert()
	defer restore()
	var lane Group
	Run(t.Context(), &lane, func(ctx context.Context, _ Progress) (int, error) {
		<-ctx.Done()
		return 1, ctx.Err()
	}, func(int, error) { t.Error("done was called after Leave") })
	lane.Leave()
	q.Settle()
}

func TestPanicBecomesAnError(t *testing.T) {
	q, restore := Divert()
	defer restore()
	var lane Group
	var got error
	Run(t.Context(), &lane, func(context.Context, Progress) (int, error) { panic("broken") }, func(_ int, err error) { got = err })
	q.Settle()
	var p *Panicked
	if !errors.As(got, &p) || p.Value != "broken" || len(p.Stack) == 0 {
		t.Errorf("got %v", got)
	}
}

func TestTitledWorkIsListedAndCanBeCancelled(t *testing.T) {
	q, restore := Divert()
	defer restore()
	told := 0
	OnChange(func() { told++ })
	defer OnChange(nil)
	lane := Group{Title: "import"}
	stepped := make(chan struct{})
	var got error
	Run(t.Context(), &lane, func(ctx context.Context, p Progress) (int, error) {
		p(5, 10)
		close(stepped)
		<-ctx.Done()
		return 0, ctx.Err()
	}, func(_ int, err error) { got = err })
	<-stepped
	list := List()
	if len(list) != 1 || list[0].Title != "import" || list[0].Done != 5 || list[0].Total != 10 {
		t.Fatalf("list %+v", list)
	}
	list[0].Cancel()
	q.Settle()
	if !errors.Is(got, context.Canceled) {
		t.Errorf("done got %v, want context.Canceled", got)
	}
	if len(List()) != 0 {
		t.Error("still listed")
	}
}

func TestResultsStartFurtherWork(t *testing.T) {
	q, restore := Divert()
	defer restore()
	var lane Group
	sum := 0
	var step func(n int)
	step = func(n int) {
		Run(t.Context(), &lane, func(context.Context, Progress) (int, error) { return n, nil }, func(n int, _ error) {
			if sum += n; n > 1 {
				step(n - 1)
			}
		})
	}
	step(10)
	q.Settle()
	if sum != 55 {
		t.Errorf("sum %d, want 55", sum)
	}
}
