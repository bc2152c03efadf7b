// Package task runs what waits off the window's goroutine and brings its result
// back to it. It is the only caller of fyne.Do.
//
// A Group is one lane of work of a page (its list, its detail): starting again
// supersedes what runs, whose result is dropped; Leave cancels. A Group with a
// Title is shown in the status line with its progress and can be cancelled there.
//
//	var list task.Group
//	task.Run(ctx, &list, func(ctx context.Context, _ task.Progress) ([]int64, error) {
//		return service.IDs(ctx, query) // off the window; copy inputs before
//	}, func(ids []int64, err error) { … }) // on the window's goroutine
package task
