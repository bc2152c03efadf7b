package store

import (
	"iter"
	"math/bits"
	"sync"

	"shirube/data/period"
	"shirube/data/prospect"
	"shirube/data/store/rowblob"
)

// batch is what some rows of an import do, made ready to be written: the new
// prospects first, then what belongs to them, then the changes.
type batch struct {
	columns uint64 // of own that the new ones may have
	rows    *rowblob.Rows
	texts   []string // in which the new ones are searched
	more    []created
	changes []prospect.Row
	folded  []byte // the texts, one after the other, and where each ends
	ends    []int
}

// created is what a new prospect, the at-th of its batch, has beside itself.
type created struct {
	at       int
	prospect prospect.Prospect
	stages   map[string]period.Day
}

const batchRows, batchBytes = 1000, 1 << 20

// newBatch begins a batch about as large as the one before it.
func newBatch(columns uint64, before *batch) *batch {
	b := &batch{columns: columns}
	room := 0
	if before != nil {
		room = len(before.rows.Bytes()) * 9 / 8
		b.folded, b.ends = before.folded[:0], make([]int, 0, len(before.ends))
	}
	b.rows = rowblob.New(1+bits.OnesCount64(columns), room)
	return b
}

func (b *batch) full() bool {
	return len(b.ends)+len(b.changes) >= batchRows || len(b.rows.Bytes()) >= batchBytes
}

// create adds a new prospect.
func (b *batch) create(row *prospect.Row) {
	p := &row.Prospect
	for i, c := range own {
		if b.columns&(1<<i) == 0 {
			continue
		}
		switch v := stored(c.at(p)).(type) {
		case nil:
			b.rows.Null()
		case int64:
			b.rows.Int(v)
		case string:
			b.rows.Text(v)
		}
	}
	from := len(b.folded)
	b.folded = prospect.AppendSearchText(b.folded, p)
	b.rows.TextBytes(b.folded[from:])
	if b.ends = append(b.ends, len(b.folded)); len(row.Stages) > 0 || hasPerson(p) {
		b.more = append(b.more, created{len(b.ends) - 1, *p, row.Stages})
	}
}

// sealed is the batch when all is in it.
func (b *batch) sealed() *batch {
	all, from := string(b.folded), 0
	b.texts = make([]string, len(b.ends))
	for i, to := range b.ends {
		b.texts[i], from = all[from:to], to
	}
	return b
}

func known(p *prospect.Prospect) (columns uint64) {
	for i, c := range own {
		if filled(c.at(p)) {
			columns |= 1 << i
		}
	}
	return columns
}

// batches reads rows on a goroutine of its own, some batches before the one
// that is asked for. It leaves none running.
func batches(rows iter.Seq2[prospect.Row, error]) iter.Seq2[*batch, error] {
	type item struct {
		*batch
		err error
	}
	return func(yield func(*batch, error) bool) {
		ready, stop := make(chan item, 8), make(chan struct{})
		var running sync.WaitGroup
		defer running.Wait()
		defer close(stop)
		running.Go(func() {
			defer close(ready)
			send := func(it item) bool {
				select {
				case ready <- it:
					return true
				case <-stop:
					return false
				}
			}
			b := newBatch(0, nil)
			for row, err := range rows {
				if err != nil {
					send(item{nil, err})
					return
				}
				columns := b.columns
				if row.Prospect.ID == 0 {
					columns |= known(&row.Prospect)
				}
				if columns != b.columns || b.full() {
					if !send(item{b.sealed(), nil}) {
						return
					}
					b = newBatch(columns, b)
				}
				if row.Prospect.ID == 0 {
					b.create(&row)
				} else {
					b.changes = append(b.changes, row)
				}
			}
			send(item{b.sealed(), nil})
		})
		for it := range ready {
			if !yield(it.batch, it.err) {
				return
			}
		}
	}
}
