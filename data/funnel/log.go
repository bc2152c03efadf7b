package funnel

import (
	"cmp"
	"fmt"
	"math"
	"runtime"
	"runtime/debug"
	"slices"
	"sort"
	"sync"
	"sync/atomic"

	"shirube/data/period"
)

// Record is an entry as held in memory: 16 bytes, texts by number.
type Record struct {
	Prospect uint32
	Day      period.Day
	Channel  uint16 // index into Log.Channels; 0 = blank
	Campaign uint16
	Owner    uint16
	Stage    uint8 // index into the stages
	_        uint8
}

// Ordered compares records by prospect, day and stage, as a log has them.
func Ordered(a, b Record) int {
	return cmp.Or(cmp.Compare(a.Prospect, b.Prospect), cmp.Compare(a.Day, b.Day), cmp.Compare(a.Stage, b.Stage))
}

// Log is all entries, ordered by prospect, day and stage, with the texts their
// numbers stand for (index 0 is always ""). They lie in blocks of whole
// prospects, so that one prospect's are replaced without copying the rest.
type Log struct {
	Stages    []Stage // as they stood when the log was read: Record.Stage is an index into them
	Blocks    [][]Record
	Channels  []string
	Campaigns []string
	Owners    []string
}

// Len is how many records there are.
func (l Log) Len() (n int) {
	for _, b := range l.Blocks {
		n += len(b)
	}
	return n
}

// of tells where the records of a prospect lie, or would: from one place to
// before another in a block. Only an empty log doesn't have that block.
func (l Log) of(prospect uint32) (block, from, to int) {
	if len(l.Blocks) == 0 {
		return 0, 0, 0
	}
	block = sort.Search(len(l.Blocks)-1, func(i int) bool { b := l.Blocks[i]; return b[len(b)-1].Prospect >= prospect })
	b := l.Blocks[block]
	from = sort.Search(len(b), func(i int) bool { return b[i].Prospect >= prospect })
	to = from + sort.Search(len(b)-from, func(i int) bool { return b[from+i].Prospect > prospect })
	return block, from, to
}

// parts cuts the log into as many as there are processors, if it has the blocks.
func (l Log) parts() []Log {
	n := max(1, min(len(l.Blocks), runtime.GOMAXPROCS(0)))
	all := make([]Log, n)
	for i := range all {
		all[i] = l
		all[i].Blocks = l.Blocks[i*len(l.Blocks)/n : (i+1)*len(l.Blocks)/n]
	}
	return all
}

// sideBySide calls f with 0 to n-1 at the same time and waits. It panics where f does.
func sideBySide(n int, f func(int)) {
	if n == 1 {
		f(0)
		return
	}
	var running sync.WaitGroup
	var failed atomic.Value
	for i := range n {
		running.Go(func() {
			defer func() {
				if p := recover(); p != nil {
					failed.Store(fmt.Sprintf("%v\n%s", p, debug.Stack()))
				}
			}()
			f(i)
		})
	}
	running.Wait()
	if p := failed.Load(); p != nil {
		panic(p)
	}
}

// fullBlock is how many records a block has before it is cut in two.
const fullBlock = 1 << 17

// with gives the log with other entries of one prospect, oldest first, and
// leaves this one as it is. ok is false where a stage is none of the log's or
// there are more texts than numbers.
func (l Log) with(prospect uint32, entries []Entry) (_ Log, ok bool) {
	records := make([]Record, len(entries))
	for i, e := range entries {
		stage := indexOf(l.Stages, e.Stage)
		if stage < 0 {
			return l, false
		}
		records[i] = Record{Prospect: prospect, Day: e.Day, Stage: uint8(stage)}
		for text, place := range map[*uint16]struct {
			texts *[]string
			text  string
		}{&records[i].Channel: {&l.Channels, e.Channel}, &records[i].Campaign: {&l.Campaigns, e.Campaign}, &records[i].Owner: {&l.Owners, e.Owner}} {
			n := slices.Index(*place.texts, place.text)
			if n < 0 {
				n = len(*place.texts)
				*place.texts = append(slices.Clip(*place.texts), place.text)
			}
			if n > math.MaxUint16 {
				return l, false
			}
			*text = uint16(n)
		}
	}
	at, from, to := l.of(prospect)
	var old []Record
	if at < len(l.Blocks) {
		old = l.Blocks[at]
	}
	var fresh [][]Record
	if block := slices.Concat(old[:from], records, old[to:]); len(block) > fullBlock {
		half := sort.Search(len(block), func(i int) bool { return block[i].Prospect >= block[len(block)/2].Prospect })
		fresh = slices.DeleteFunc([][]Record{block[:half:half], block[half:]}, func(b []Record) bool { return len(b) == 0 })
	} else if len(block) > 0 {
		fresh = [][]Record{block}
	}
	l.Blocks = slices.Concat(l.Blocks[:at], fresh, l.Blocks[min(at+1, len(l.Blocks)):])
	return l, true
}
