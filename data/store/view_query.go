package store

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"shirube/data/period"
	"shirube/data/prospect"
)

// test tells whether a row fulfils a condition.
type test func(row uint32) bool

// find answers q with at most limit ids (0 = all). ok is false for what only
// the database can answer, wrong conditions included.
func (c *columns) find(ctx context.Context, b *bulk, q prospect.Query, limit int) (ids []int64, ok bool, err error) {
	if err := c.prepare(b, q); err != nil {
		return nil, false, err
	}
	tests := make([]test, len(q.Filter))
	for i, condition := range q.Filter {
		if tests[i] = c.test(condition); tests[i] == nil {
			return nil, false, nil
		}
	}
	if !c.sortable(q.Sort) {
		return nil, false, nil
	}
	s := &sieve{columns: c, ctx: ctx, tests: tests}
	if words := prospect.SearchWords(q.Text); len(words) > 0 {
		if s.hits, err = lookUp(b, words); err != nil {
			return nil, false, err
		}
		for _, w := range words {
			if c.texts != nil {
				s.find = append(s.find, c.texts.finder(w))
			}
		}
		s.admit()
		s.recall()
	}
	var rows []uint32
	found, byName := false, q.Sort == "" || q.Sort == "name"
	if byName && limit > 0 && (s.hits == nil || s.hits.count() > 50*limit) {
		rows, found, err = s.first(b, q.Descending, limit)
	}
	if err == nil && !found {
		if rows, err = s.all(b); !byName {
			rows = c.sorted(rows, q.Sort, q.Descending)
		} else if q.Descending {
			slices.Reverse(rows)
		}
	}
	if err != nil {
		return nil, false, err
	}
	if limit > 0 && len(rows) > limit {
		rows = rows[:limit]
	}
	out := make([]int64, len(rows))
	for i, row := range rows {
		out[i] = c.ids[row]
	}
	return out, true, nil
}

// sieve lets through the rows that a query finds.
type sieve struct {
	*columns
	ctx   context.Context
	tests []test
	hits  *hits    // nil where no words are searched
	find  []finder // one a word; nil where the texts are not in memory
}

// admit marks the rows that no chunk knows as unsure.
func (s *sieve) admit() {
	h := s.hits
	for row, n := 0, len(s.ids); row < n; {
		chunk := s.ids[row] >> chunkBits
		end, _ := slices.BinarySearch(s.ids[row:], (chunk+1)<<chunkBits)
		end += row
		if last, ok := h.known[chunk]; ok {
			skip, _ := slices.BinarySearch(s.ids[row:end], last+1)
			row += skip
		}
		for ; row < end; row++ {
			unsure := at(&h.unsure, chunk)
			if *unsure == nil {
				*unsure = new(rowSet)
			}
			(*unsure).add(uint16(s.ids[row]))
		}
	}
	chunks := max(len(h.sure), len(h.unsure))
	h.sure, h.unsure = append(h.sure, make([]*rowSet, chunks-len(h.sure))...), append(h.unsure, make([]*rowSet, chunks-len(h.unsure))...)
}

func (s *sieve) passes(row uint32) bool {
	for _, t := range s.tests {
		if !t(row) {
			return false
		}
	}
	return true
}

// likely tells whether a row may have the words, and whether it must be read
// to be sure.
func (s *sieve) likely(row uint32) (likely, read bool) {
	id := s.ids[row]
	chunk := id >> chunkBits
	if chunk >= int64(len(s.hits.sure)) {
		return false, false
	}
	if u := s.hits.unsure[chunk]; u != nil && u.has(uint16(id)) {
		return true, true
	}
	sure := s.hits.sure[chunk]
	return sure != nil && sure.has(uint16(id)), len(s.hits.open) > 0
}

// first gives the first rows by name that pass. found is false where they are
// too few among the names to be looked for in this way.
func (s *sieve) first(b *bulk, descending bool, limit int) (out []uint32, found bool, err error) {
	var unread []uint32
	for i, n := 0, len(s.byName); i < n && len(out) < limit; i++ {
		if i > n/16 && len(out) < limit/8 {
			return nil, false, nil
		}
		row := s.byName[i]
		if descending {
			row = s.byName[n-1-i]
		}
		if s.hits != nil {
			likely, read := s.likely(row)
			if !likely || !s.passes(row) {
				continue
			}
			if read && s.texts != nil && !s.reads(row) {
				continue
			}
			if read && s.texts == nil {
				unread = append(unread, row)
			}
		} else if !s.passes(row) {
			continue
		}
		if out = append(out, row); len(out) == limit {
			if out, err = s.verified(b, out, unread); err != nil {
				return nil, false, err
			}
			unread = nil
		}
	}
	out, err = s.verified(b, out, unread)
	return out, true, err
}

// all gives every row that passes, in the order of the names.
func (s *sieve) all(b *bulk) ([]uint32, error) {
	var out, unread []uint32
	if s.hits == nil && len(s.tests) == 0 {
		return slices.Clone(s.byName), nil
	}
	if s.hits == nil {
		for _, row := range s.byName {
			if s.passes(row) {
				out = append(out, row)
			}
		}
		return out, nil
	}
	if err := s.settle(b); err != nil {
		return nil, err
	}
	passed, doubtful := make([][]uint32, len(s.hits.sure)), make([][]uint32, len(s.hits.sure))
	err := s.chunked(func(chunk int) {
		s.hits.either(chunk, s.rows(chunk, func(row uint32, read bool) {
			if !s.passes(row) || read && s.texts != nil && !s.reads(row) {
				return
			}
			if read && s.texts == nil {
				doubtful[chunk] = append(doubtful[chunk], row)
			}
			passed[chunk] = append(passed[chunk], row)
		}))
	})
	if err == nil {
		out, unread = slices.Concat(passed...), slices.Concat(doubtful...)
		out, err = s.verified(b, out, unread)
	}
	return s.named(out), err
}

// chunked calls f with every chunk, on all processors at once.
func (s *sieve) chunked(f func(chunk int)) error {
	var next atomic.Int64
	var work sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(s.hits.sure)) {
		work.Go(func() {
			for s.ctx.Err() == nil {
				chunk := int(next.Add(1)) - 1
				if chunk >= len(s.hits.sure) {
					return
				}
				f(chunk)
			}
		})
	}
	work.Wait()
	return s.ctx.Err()
}

// rows gives what calls f with the rows of a chunk, of those that are there.
func (c *columns) rows(chunk int, f func(row uint32, read bool)) func(low uint16, read bool) {
	first, _ := slices.BinarySearch(c.ids, int64(chunk)<<chunkBits)
	end, _ := slices.BinarySearch(c.ids, int64(chunk+1)<<chunkBits)
	return func(low uint16, read bool) {
		if first == end {
			return
		}
		id := int64(chunk)<<chunkBits | int64(low)
		at := first + int(id-c.ids[first])
		if at < first || at >= end || c.ids[at] != id { // some ids in between are gone
			place, known := slices.BinarySearch(c.ids[first:end], id)
			if at = first + place; !known {
				return
			}
		}
		f(uint32(at), read)
	}
}

// named puts rows into the order of their names.
func (c *columns) named(rows []uint32) []uint32 {
	if len(rows) < len(c.byName)/32 {
		slices.SortFunc(rows, func(a, b uint32) int { return cmp.Compare(c.rank[a], c.rank[b]) })
		return rows
	}
	in := make([]bool, len(c.byName))
	for _, row := range rows {
		in[c.rank[row]] = true
	}
	rows = rows[:0]
	for i, found := range in {
		if found {
			rows = append(rows, c.byName[i])
		}
	}
	return rows
}

// test gives the test for a condition; nil where the columns cannot say.
func (c *columns) test(condition prospect.Condition) test {
	if column, ok := c.numbers[condition.Field]; ok {
		return numberTest(condition, column)
	}
	field := condition.Field
	if field == "list" {
		return c.listTest(condition)
	}
	w := c.column(field)
	if w == nil || prospect.IsDay(field) && condition.Value != "" && condition.Op != prospect.Contains && !isDay(condition.Value) {
		return nil
	}
	holds := c.wordTest(condition, field)
	if holds == nil {
		return nil
	}
	fits := make([]bool, len(w.values))
	for i, v := range w.values {
		fits[i] = holds(v)
	}
	return func(row uint32) bool { return fits[w.at(row)] }
}

func isDay(s string) bool { _, err := period.ParseDay(s); return err == nil }

func (c *columns) wordTest(condition prospect.Condition, field string) func(value string) bool {
	value, compare := condition.Value, comparison(condition.Op)
	folded := prospect.Fold(value)
	switch {
	case field == "tag" || field == "tags":
		return tagTest(condition, folded)
	case condition.Op == prospect.In:
		values := condition.Values()
		return func(v string) bool { return slices.Contains(values, v) }
	case condition.Op == prospect.Contains:
		return func(v string) bool { return strings.Contains(prospect.Fold(v), folded) }
	case compare == nil:
		return nil
	case condition.Op == prospect.Is || condition.Op == prospect.IsNot:
		return func(v string) bool { return compare(strings.Compare(v, value)) }
	case field == "stage":
		position, known := c.stages[value]
		return func(v string) bool {
			p, ok := c.stages[v]
			if !ok || !known {
				return condition.Op == prospect.NotMore
			}
			return compare(cmp.Compare(p, position))
		}
	case condition.Op == prospect.NotMore:
		return func(v string) bool { return v <= value }
	}
	return func(v string) bool { return v != "" && compare(strings.Compare(v, value)) }
}

func tagTest(condition prospect.Condition, folded string) func(string) bool {
	op, value := condition.Op, condition.Value
	has := func(same func(tag string) bool) func(string) bool {
		return func(stored string) bool {
			var tags []string
			put(&tags, stored)
			return slices.ContainsFunc(tags, same)
		}
	}
	is := has(func(tag string) bool { return tag == value })
	switch {
	case value == "" && op == prospect.Is:
		return func(stored string) bool { return stored == "" }
	case value == "" && op == prospect.IsNot:
		return func(stored string) bool { return stored != "" }
	case op == prospect.Is:
		return is
	case op == prospect.IsNot:
		return func(stored string) bool { return !is(stored) }
	case op == prospect.In:
		values := condition.Values()
		some := has(func(tag string) bool { return slices.Contains(values, tag) })
		return func(stored string) bool { return stored == "" && slices.Contains(values, "") || some(stored) }
	case op == prospect.Contains:
		return has(func(tag string) bool { return strings.Contains(prospect.Fold(tag), folded) })
	}
	return nil
}

func numberTest(condition prospect.Condition, column *amounts) test {
	compare := comparison(condition.Op)
	if compare == nil {
		return nil
	}
	if condition.Value == "" {
		switch condition.Op {
		case prospect.Is:
			return func(row uint32) bool { return column.at(row) == unknown }
		case prospect.IsNot:
			return func(row uint32) bool { return column.at(row) != unknown }
		}
		return nil
	}
	n, err := strconv.ParseFloat(strings.ReplaceAll(condition.Value, ",", ""), 64)
	if err != nil || n-n != 0 { // infinite or not a number
		return nil
	}
	not := condition.Op == prospect.IsNot || condition.Op == prospect.NotMore
	return func(row uint32) bool {
		if column.at(row) == unknown {
			return not
		}
		return compare(cmp.Compare(float64(column.at(row)), n))
	}
}

// comparison gives what an operator makes of the order of two values.
func comparison(op prospect.Op) func(order int) bool {
	switch op {
	case prospect.Is:
		return func(o int) bool { return o == 0 }
	case prospect.IsNot:
		return func(o int) bool { return o != 0 }
	case prospect.Less:
		return func(o int) bool { return o < 0 }
	case prospect.Most, prospect.NotMore:
		return func(o int) bool { return o <= 0 }
	case prospect.More:
		return func(o int) bool { return o > 0 }
	case prospect.Least:
		return func(o int) bool { return o >= 0 }
	}
	return nil
}
