package task

import "context"

// Backlog keeps items one batch after the other, in the order in which they
// came: what is added while a batch is kept waits for the next.
type Backlog[T any] struct {
	// Keep writes a batch, off the window's goroutine.
	Keep func(ctx context.Context, items []T) error
	// Failed hears of a batch that could not be kept.
	Failed func(error)

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

func (b *Backlog[T]) next() {
	items := b.waiting
	b.waiting = nil
	Run(context.Background(), &b.lane, func(ctx context.Context, _ Progress) (struct{}, error) {
		return struct{}{}, b.Keep(ctx, items)
	}, func(_ struct{}, err error) {
		if err != nil {
			b.Failed(err)
			return
		}
		if len(b.waiting) > 0 {
			b.next()
		}
	})
}
