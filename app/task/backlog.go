package task

import "context"

// Backlog keeps items one batch after the other, in the order in which they
// came: what is added while a batch is kept waits for the next.
type Backlog[T any] struct {
	// Keep writes a batch, off the window's goroutine.
	Keep func(ctx context.Context, items []T) error
	// Kept hears of a batch that was kept, nil for nobody, and Failed of one that
	// could not be. Rested is told when nothing is left to keep, nil for nobody:
	// only then does what is read show all that was added.
	Kept   func(items []T)
	Failed func(error)
	Rested func()

	lane    Group
	waiting []T
}

// Add keeps an item in the background.
func (b *Backlog[T]) Add(item T) {
	b.waiting = append(b.waiting, item)
	if !b.lane.Busy() {
		b.next()
	}
}

// Busy tells whether something is being kept.
func (b *Backlog[T]) Busy() bool { return b.lane.Busy() }

func (b *Backlog[T]) next() {
	items := b.waiting
	b.waiting = nil
	Run(context.Background(), &b.lane, func(ctx context.Context, _ Progress) (struct{}, error) {
		return struct{}{}, b.Keep(ctx, items)
	}, func(_ struct{}, err error) {
		if len(b.waiting) > 0 {
			b.next()
		}
		switch {
		case err != nil:
			b.Failed(err)
		case b.Kept != nil:
			b.Kept(items)
		}
		if b.Rested != nil && !b.Busy() {
			b.Rested()
		}
	})
}
