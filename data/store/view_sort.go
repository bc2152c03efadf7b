package store

import (
	"cmp"
	"slices"
	"strings"

	"shirube/data/prospect"
)

func (c *columns) sortable(field string) bool {
	return field == "" || field == "name" || field == "id" || c.column(field) != nil || c.numbers[field] != nil
}

// sorted puts rows, which stand in the order of their names, into that of a
// column: unknown values last, equal ones by name.
func (c *columns) sorted(rows []uint32, field string, descending bool) []uint32 {
	if w := c.column(field); w != nil {
		ranks, known := c.ranks(w, field)
		return stable(rows, func(row uint32) (uint64, bool) {
			r := ranks[w.at(row)]
			return uint64(r), r < known
		}, uint64(known), descending)
	}
	column := func(row uint32) int64 { return c.ids[row] }
	if field != "id" {
		column = c.numbers[field].at
	}
	low, high := int64(0), int64(-1)
	for _, row := range rows {
		if n := column(row); n != unknown {
			if high < low {
				low, high = n, n
			}
			low, high = min(low, n), max(high, n)
		}
	}
	return stable(rows, func(row uint32) (uint64, bool) {
		return uint64(column(row)) - uint64(low), column(row) != unknown
	}, uint64(high)-uint64(low), descending)
}

// ranks gives each code's place among the values of a column, those not known
// behind the last, and how many are known.
func (c *columns) ranks(w *words, field string) (ranks []uint32, known uint32) {
	codes := make([]uint32, 0, len(w.values))
	ranks = make([]uint32, len(w.values))
	for code, v := range w.values {
		if _, staged := c.stages[v]; v == "" || field == "stage" && !staged {
			continue
		}
		codes = append(codes, uint32(code))
	}
	slices.SortFunc(codes, func(a, b uint32) int {
		if field == "stage" {
			return int(c.stages[w.values[a]] - c.stages[w.values[b]])
		}
		return strings.Compare(w.values[a], w.values[b])
	})
	known = uint32(len(codes))
	for code := range ranks {
		ranks[code] = known
	}
	for i, code := range codes {
		ranks[code] = uint32(i)
	}
	return ranks, known
}

// stable sorts rows by a key up to high, digit by digit, and keeps the order of
// equal ones; rows without a key come last.
func stable(rows []uint32, key func(row uint32) (uint64, bool), high uint64, descending bool) []uint32 {
	const bits, digits = 11, 1 << 11
	out := make([]uint32, 0, len(rows))
	keys := make([]uint64, 0, len(rows))
	var last []uint32
	for _, row := range rows {
		k, known := key(row)
		if !known {
			last = append(last, row)
			continue
		}
		if descending {
			k = high - k
		}
		out, keys = append(out, row), append(keys, k)
	}
	rows2, keys2 := make([]uint32, len(out)), make([]uint64, len(out))
	for shift := 0; shift < 64 && high>>shift > 0; shift += bits {
		var place [digits + 1]int
		for _, k := range keys {
			place[k>>shift%digits+1]++
		}
		for i := range digits {
			place[i+1] += place[i]
		}
		for i, k := range keys {
			d := k >> shift % digits
			rows2[place[d]], keys2[place[d]] = out[i], k
			place[d]++
		}
		out, rows2, keys, keys2 = rows2, out, keys2, keys
	}
	return append(out, last...)
}

// facets counts the values of a column, most frequent first; nil where it is
// not among those that are counted, or there is no row.
func (c *columns) facets(field string) []prospect.Facet {
	counted := map[string]int{}
	switch w := c.words[field]; field {
	case "list":
		for i, n := range c.listCounts() {
			counted[c.lists[i].Key] = n
		}
	case "tag":
		w = c.words["tags"]
		for code, n := range c.counts(w) {
			tags := []string{""}
			if stored := w.values[code]; stored != "" {
				put(&tags, stored)
			}
			for _, t := range tags {
				counted[t] += n
			}
		}
	case "prefecture", "city", "owner", "channel", "industry", "stage":
		for code, n := range c.counts(w) {
			counted[w.values[code]] += n
		}
	}
	var out []prospect.Facet
	for v, n := range counted {
		if n > 0 {
			out = append(out, prospect.Facet{Value: v, Count: n})
		}
	}
	slices.SortFunc(out, func(a, b prospect.Facet) int {
		return cmp.Or(b.Count-a.Count, strings.Compare(a.Value, b.Value))
	})
	return out
}

func (c *columns) counts(w *words) []int {
	out := make([]int, len(w.values))
	for row := range c.ids {
		out[w.at(uint32(row))]++
	}
	return out
}
