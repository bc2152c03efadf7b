package change

import (
	"slices"
	"sync"
	"time"
)

// Op names one thing the user did, for the journal and the undo command. The
// title is a translation key under "change." ("prospect.move"), with its values.
type Op struct {
	Title string
	Args  map[string]string
}

// Action is one Op as it stands in the journal.
type Action struct {
	ID     int64
	Op     Op
	At     time.Time
	Rows   int   // rows changed
	Import int64 // number of the import it was, or 0
	Undone bool
}

// Kept is a row that an undo left alone, because it was edited since.
type Kept struct {
	Noun     string `json:"noun"`
	ID       int64  `json:"id"`
	Reason   string `json:"reason"`             // a code: edited_since, place_taken, parent_gone
	Prospect int64  `json:"prospect,omitempty"` // the company that it is or belongs to
	Name     string `json:"name,omitempty"`     // of that company
}

// Undone is what an undo did.
type Undone struct {
	Action   Action
	Reverted int
	Kept     []Kept
}

// Noun is a kind of thing that news is about.
type Noun string

// The nouns.
const (
	Prospect Noun = "prospect"
	Deal     Noun = "deal"
	Activity Noun = "activity"
	Entry    Noun = "entry"
	Stage    Noun = "stage"
	Measure  Noun = "measure"
	KPI      Noun = "kpi"
	Target   Noun = "target"
	Setting  Noun = "setting"
	Review   Noun = "review" // causes and actions
)

// Nouns are all of them.
var Nouns = []Noun{Prospect, Deal, Activity, Entry, Stage, Measure, KPI, Target, Setting, Review}

// News tells what a commit touched. All means "anything of these nouns".
type News struct {
	Nouns []Noun
	Op    Op
	ID    int64 // id of the journalled action, 0 where nothing was journalled
	// Entered are the prospects whose entries changed, where they are known; nil = anybody's.
	Entered []int64
}

// Bus hands news to whoever listens. It is safe for use by many goroutines;
// listeners are called on the goroutine that publishes, in the order in which
// they came: a service that listens first has dropped what it kept before a
// page asks it again.
type Bus struct {
	mu        sync.Mutex
	listeners []*listener
}

type listener struct{ hear func(News) }

// Subscribe calls f with every later news until the returned function is called.
func (b *Bus) Subscribe(f func(News)) (stop func()) {
	l := &listener{f}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.listeners = append(b.listeners, l)
	return func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.listeners = slices.DeleteFunc(slices.Clone(b.listeners), func(have *listener) bool { return have == l })
	}
}

// Publish calls every listener.
func (b *Bus) Publish(n News) {
	b.mu.Lock()
	listeners := b.listeners
	b.mu.Unlock()
	for _, l := range listeners {
		l.hear(n)
	}
}
