package tabular

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"shirube/data/intake"
)

// dialect finds delimiter and quote: the delimiter that cuts most of the first
// records into the same number of fields, more than one.
func dialect(sample []byte, eol byte) (delim, quote byte) {
	quote = '"'
	if bytes.IndexByte(sample, '"') < 0 && bytes.Count(sample, []byte{'\''}) > 2*bytes.Count(sample, []byte{eol}) {
		quote = '\''
	}
	delim = ','
	best, most := 0.0, 1
	for _, d := range []byte{'\t', ',', ';'} { // a TAB is seldom part of a text, the others often are
		share, fields := consistency(sample, d, quote, eol)
		if fields > 1 && (share > best || share == best && fields > most && delim != '\t') {
			delim, best, most = d, share, fields
		}
	}
	return delim, quote
}

// consistency gives the most frequent number of fields and its share of the records.
func consistency(sample []byte, d, quote, eol byte) (share float64, fields int) {
	r := newReader(bytes.NewReader(sample), d, quote, eol)
	counts, all := map[int]int{}, 0
	for all < 50 {
		err := r.record()
		if err == errQuote || err == errLong {
			continue
		}
		if err != nil || r.pos == r.end && all > 0 && len(sample) == 64<<10 {
			break
		}
		if !blank(r.text) || d == '\t' && len(r.ends) > 1 {
			counts[len(r.ends)]++
			all++
		}
	}
	for n, c := range counts {
		if s := float64(c) / float64(all); n > 1 && (s > share || s == share && n > fields) {
			share, fields = s, n
		}
	}
	return share, fields
}

var (
	datum  = regexp.MustCompile(`^(T?\d{13}|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}.*|\d{1,2}/\d{1,2}/\d{4}|\S+@\S+\.\S+|https?://.*|0\d{1,4}-\d{1,4}-\d{3,4}|\d{3}-\d{4})$`)
	number = regexp.MustCompile(`^[-+¥$△▲]?[\d,]*\.?\d+%?$`)
)

// looksLikeHeader tells a row of names from a row of data: dates, addresses,
// numbers and the like are no names of columns.
func looksLikeHeader(cells []string) bool {
	filled, numbers := 0, 0
	for _, c := range cells {
		if c = strings.TrimSpace(c); c == "" {
			continue
		}
		filled++
		if datum.MatchString(c) {
			return false
		}
		if number.MatchString(c) {
			numbers++
		}
	}
	return numbers*2 < filled
}

// columns names the columns after a first row; names are made unique.
func columns(first []string, header bool) []string {
	names, seen := make([]string, len(first)), map[string]bool{}
	for i, c := range first {
		name := strings.Join(strings.Fields(c), " ")
		if !header || name == "" {
			name = intake.MadeUp(i)
		}
		unique := name
		for n := 2; seen[unique]; n++ {
			unique = fmt.Sprintf("%s (%d)", name, n)
		}
		seen[unique], names[i] = true, unique
	}
	return names
}
