package task

import (
	"context"
	"slices"
	"sync"
	"time"
)

// Running is a titled task under way, as the status line shows it.
type Running struct {
	Title       string
	Done, Total int64 // Total 0 = not known
	Began       time.Time
	Cancel      context.CancelFunc
}

type entry struct {
	title       string
	cancel      context.CancelFunc
	done, total int64
	began       time.Time
}

var registry struct {
	sync.Mutex
	entries []*entry
	changed func()
	told    bool // a call of changed is on its way
}

// Interval between two calls of OnChange's function for progress.
const progressInterval = 100 * time.Millisecond

// OnChange sets the one function called on the window's goroutine when the list
// of running tasks or their progress changes; bursts are merged into one call.
func OnChange(f func()) {
	registry.Lock()
	defer registry.Unlock()
	registry.changed = f
}

// List gives the titled tasks under way, oldest first.
func List() []Running {
	registry.Lock()
	defer registry.Unlock()
	list := make([]Running, len(registry.entries))
	for i, e := range registry.entries {
		list[i] = Running{e.title, e.done, e.total, e.began, e.cancel}
	}
	return list
}

func enter(title string, cancel context.CancelFunc) *entry {
	e := &entry{title: title, began: time.Now(), cancel: cancel}
	if title != "" {
		registry.Lock()
		registry.entries = append(registry.entries, e)
		registry.Unlock()
		tell(0)
	}
	return e
}

func leave(e *entry) {
	if e.title == "" {
		return
	}
	registry.Lock()
	registry.entries = slices.DeleteFunc(registry.entries, func(o *entry) bool { return o == e })
	registry.Unlock()
	tell(0)
}

func (e *entry) step(done, total int64) {
	registry.Lock()
	e.done, e.total = done, total
	registry.Unlock()
	if e.title != "" {
		tell(progressInterval)
	}
}

func tell(wait time.Duration) {
	registry.Lock()
	skip := registry.changed == nil || (registry.told && wait > 0)
	registry.told = registry.told || !skip
	registry.Unlock()
	switch {
	case skip:
	case wait == 0:
		Do(report)
	default:
		time.AfterFunc(wait, func() {
			registry.Lock()
			wanted := registry.told && registry.changed != nil
			registry.Unlock()
			if wanted {
				Do(report)
			}
		})
	}
}

func report() {
	registry.Lock()
	registry.told = false
	changed := registry.changed
	registry.Unlock()
	if changed != nil {
		changed()
	}
}
