package store_test

import (
	"cmp"
	"maps"
	"math/rand/v2"
	"slices"
)

// searched is a text to search for.
type searched struct {
	text   string
	class  string // common, natural or rare
	length int    // in characters
}

var classes = []string{"common", "natural", "rare"}

const longestSearched = 6

// queries makes n searches for each class and length from lines of the list:
// pieces that most lines have, pieces of lines as they come, and pieces that
// only one line has.
func queries(r *rand.Rand, lines []string, n int) []searched {
	var out []searched
	for length := 1; length <= longestSearched; length++ {
		counted := map[string]int{}
		for _, line := range lines {
			for _, piece := range pieces(line, length) {
				counted[piece]++
			}
		}
		all := slices.Sorted(maps.Keys(counted))
		slices.SortStableFunc(all, func(a, b string) int { return cmp.Compare(counted[b], counted[a]) })
		once := slices.IndexFunc(all, func(p string) bool { return counted[p] == 1 })
		if once < 0 {
			once = max(0, len(all)-n)
		}
		for i := range n {
			if i < once {
				out = append(out, searched{all[i], "common", length})
			}
			if some := pieces(lines[r.IntN(len(lines))], length); len(some) > 0 {
				out = append(out, searched{some[r.IntN(len(some))], "natural", length})
			}
			if once < len(all) {
				out = append(out, searched{all[once+r.IntN(len(all)-once)], "rare", length})
			}
		}
	}
	return out
}

// pieces are the parts of a line that are so many characters long.
func pieces(line string, length int) []string {
	var out []string
	runes := []rune(line)
	for at := 0; at+length <= len(runes); at++ {
		out = append(out, string(runes[at:at+length]))
	}
	return out
}
