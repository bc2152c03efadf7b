package task

import (
	"sync"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
)

var (
	queue   atomic.Pointer[Queue]
	pending sync.WaitGroup
	busy    atomic.Int64
)

// Idle tells whether no work is under way and every result has been shown.
func Idle() bool { return busy.Load() == 0 }

// Do runs f on the window's goroutine, after what is running there.
func Do(f func()) {
	if q := queue.Load(); q != nil {
		q.put(f)
		return
	}
	fyne.Do(f)
}

// After runs f on the window's goroutine once wait has passed, unless stop is called before.
func After(wait time.Duration, f func()) (stop func()) {
	var stopped atomic.Bool
	timer := time.AfterFunc(wait, func() {
		Do(func() {
			if !stopped.Load() {
				f()
			}
		})
	})
	return func() {
		stopped.Store(true)
		timer.Stop()
	}
}

// Queue stands in for the window's goroutine in tests: what would run there
// waits until Settle runs it on the caller's.
type Queue struct {
	mu    sync.Mutex
	calls []func()
}

// Divert sends all results to a Queue until restore is called.
func Divert() (q *Queue, restore func()) {
	q = &Queue{}
	queue.Store(q)
	return q, func() { queue.Store(nil) }
}

func (q *Queue) put(f func()) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.calls = append(q.calls, f)
}

// Settle waits for all running work and runs what came back, and the work that
// this starts, until nothing is left.
func (q *Queue) Settle() {
	for {
		pending.Wait()
		q.mu.Lock()
		calls := q.calls
		q.calls = nil
		q.mu.Unlock()
		if len(calls) == 0 {
			return
		}
		for _, f := range calls {
			f()
		}
	}
}
