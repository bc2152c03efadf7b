package funnel

import (
	"math/rand/v2"
	"reflect"
	"runtime"
	"slices"
	"testing"

	"shirube/data/period"
)

// inBlocks cuts a log of one block between prospects, at random.
func inBlocks(r *rand.Rand, log Log) Log {
	var blocks [][]Record
	begin, all := 0, log.Blocks[0]
	for i := range all {
		if i > 0 && all[i].Prospect != all[i-1].Prospect && r.IntN(8) == 0 {
			blocks = append(blocks, all[begin:i])
			begin = i
		}
	}
	log.Blocks = append(blocks, all[begin:])
	return log
}

// TestBlocksAreNoBoundary asks the same log in one block and, side by side, in many.
func TestBlocksAreNoBoundary(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(3))
	r := rand.New(rand.NewPCG(11, 12))
	traits := Traits{}
	for p := range uint32(60) {
		traits[p] = []string{"東京都", "大阪府", ""}[p%3]
	}
	lists := []List{{"偶数", func(p uint32) bool { return p%2 == 0 }}, {"三の倍数", func(p uint32) bool { return p%3 == 0 }}}
	cut := 0
	for range 400 {
		whole := randomLog(r, 1+r.IntN(60))
		in := inputs{stages: four, log: whole, traits: traits, lists: lists}
		parted := in
		parted.log = inBlocks(r, whole)
		cut += len(parted.log.Blocks) - 1
		q := Question{View: []View{Cohort, Flow, Stock}[r.IntN(3)], By: []string{"", "channel", "prefecture", "list"}[r.IntN(4)], Touch: []Touch{FirstTouch, LastTouch}[r.IntN(2)],
			Window: days(r.IntN(60)), Range: period.Range{From: day("2026-03-01"), To: day("2026-05-31")}, Today: day("2026-01-01") + period.Day(r.IntN(300))}
		if a, b := in.evaluate(q), parted.evaluate(q); !reflect.DeepEqual(a, b) {
			t.Fatalf("%+v\nin one block %+v\nin %d %+v", q, a, len(parted.log.Blocks), b)
		}
		if a, b := ranked(in, q), ranked(parted, q); !reflect.DeepEqual(a, b) {
			t.Fatalf("%+v\nin one block ranked %+v\nin %d %+v", q, a, len(parted.log.Blocks), b)
		}
	}
	if cut < 400 {
		t.Errorf("cut %d times only", cut)
	}
}

// TestAProspectsEntriesAreReplaced replaces those of prospects old and new in a
// log of full blocks, and holds every block to its order and size.
func TestAProspectsEntriesAreReplaced(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	var log Log
	log.Stages, log.Channels, log.Campaigns, log.Owners = four, []string{""}, []string{""}, []string{""}
	want := map[uint32]int{}
	for n := range 200 {
		p := uint32(1 + r.IntN(40))
		entries := make([]Entry, r.IntN(20_000))
		if n%4 > 0 {
			entries = entries[:min(3, len(entries))]
		}
		for i := range entries {
			entries[i] = Entry{Stage: four[2].Key, Day: day("2026-01-01") + period.Day(i)}
		}
		was := log.Len()
		after, ok := log.with(p, entries)
		if !ok || log.Len() != was {
			t.Fatal("not replaced, or the old log changed")
		}
		log, want[p] = after, len(entries)
	}
	got := map[uint32]int{}
	for _, b := range log.Blocks {
		if len(b) == 0 || len(b) > fullBlock {
			t.Errorf("a block of %d", len(b))
		}
		for _, e := range b {
			got[e.Prospect]++
		}
	}
	for p, n := range want {
		if got[p] != n {
			t.Errorf("prospect %d has %d entries, want %d", p, got[p], n)
		}
	}
	if !slices.IsSortedFunc(slices.Concat(log.Blocks...), Ordered) || len(log.Blocks) < 2 {
		t.Errorf("%d blocks, or out of order", len(log.Blocks))
	}
	if _, ok := log.with(1, []Entry{{Stage: "gone"}}); ok {
		t.Error("an unknown stage was taken in")
	}
}
