package store

import (
	"iter"
	"sync"
)

// ahead runs rows on a goroutine of its own, some batches before what is asked
// for, and makes there what each row is wanted as. It leaves none running.
func ahead[T, U any](rows iter.Seq2[T, error], as func(T) U) iter.Seq2[U, error] {
	type item struct {
		row U
		err error
	}
	const size = 256
	return func(yield func(U, error) bool) {
		batches, stop := make(chan []item, 8), make(chan struct{})
		var running sync.WaitGroup
		defer running.Wait()
		defer close(stop)
		running.Go(func() {
			defer close(batches)
			batch := make([]item, 0, size)
			send := func() bool {
				select {
				case batches <- batch:
					batch = make([]item, 0, size)
					return true
				case <-stop:
					return false
				}
			}
			for row, err := range rows {
				it := item{err: err}
				if err == nil {
					it.row = as(row)
				}
				if batch = append(batch, it); (len(batch) == size || err != nil) && !send() || err != nil {
					return
				}
			}
			send()
		})
		for batch := range batches {
			for _, it := range batch {
				if !yield(it.row, it.err) {
					return
				}
			}
		}
	}
}
