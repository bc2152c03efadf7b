package shell

import (
	"cmp"
	"slices"
	"strings"

	"shirube/data/prospect"
)

// offer is one line of the palette.
type offer struct {
	icon  string
	title string
	kind  string // what it is, in words
	right string // its shortcut
	also  string // further text it is found by
	open  func()
}

// find gives the offers in which every word of text occurs, at most limit:
// titles that begin with the text first, then those that contain it, then the
// rest; otherwise in the order given. No text finds all.
func find(offers []offer, text string, limit int) []offer {
	folded, words := prospect.Fold(text), prospect.SearchWords(text)
	type hit struct {
		offer
		rank int
	}
	var hits []hit
	for _, o := range offers {
		title := prospect.Fold(o.title)
		all := title + " " + prospect.Fold(o.also)
		if slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(all, w) }) {
			continue
		}
		rank := 2
		switch {
		case strings.HasPrefix(title, folded):
			rank = 0
		case strings.Contains(title, folded):
			rank = 1
		}
		hits = append(hits, hit{o, rank})
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Compare(a.rank, b.rank) })
	found := make([]offer, 0, limit)
	for _, h := range hits[:min(limit, len(hits))] {
		found = append(found, h.offer)
	}
	return found
}
