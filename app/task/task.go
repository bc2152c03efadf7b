package task

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
)

// Progress tells how far work is: done of total (0 = not known). It may be
// called from any goroutine and as often as one likes.
type Progress func(done, total int64)

// Group is one lane of work. Its zero value is ready. Run and Leave are for the
// window's goroutine.
type Group struct {
	// Title, when not empty, shows the work in the status line.
	Title string

	mu         sync.Mutex
	generation uint64
	cancel     context.CancelFunc
}

// Leave cancels what runs and drops its result.
func (g *Group) Leave() { g.next(nil) }

// Busy tells whether work is under way.
func (g *Group) Busy() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.cancel != nil
}

func (g *Group) next(cancel context.CancelFunc) uint64 {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.cancel != nil {
		g.cancel()
	}
	g.generation++
	g.cancel = cancel
	return g.generation
}

// finish tells whether the result of a generation is still wanted.
func (g *Group) finish(generation uint64) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.generation != generation {
		return false
	}
	g.cancel()
	g.cancel = nil
	return true
}

// Panicked is the error of work that panicked.
type Panicked struct {
	Value any
	Stack []byte
}

func (p *Panicked) Error() string { return fmt.Sprintf("panic: %v", p.Value) }

// Run starts work in owner's lane and calls done on the window's goroutine with
// its result, unless a later Run or Leave came first. A panic in work comes back
// as *Panicked; work cancelled from the status line as its own error.
func Run[T any](ctx context.Context, owner *Group, work func(context.Context, Progress) (T, error), done func(T, error)) {
	ctx, cancel := context.WithCancel(ctx)
	generation := owner.next(cancel)
	entry := enter(owner.Title, cancel)
	pending.Add(1)
	busy.Add(1)
	go func() {
		result, err := guarded(ctx, entry.step, work)
		leave(entry)
		Do(func() {
			defer busy.Add(-1)
			if owner.finish(generation) {
				done(result, err)
			}
		})
		pending.Done()
	}()
}

func guarded[T any](ctx context.Context, progress Progress, work func(context.Context, Progress) (T, error)) (result T, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &Panicked{v, debug.Stack()}
		}
	}()
	return work(ctx, progress)
}
