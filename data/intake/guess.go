package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Guess is the field that a column most likely holds. Sure guesses come from
// the header or from values that can be nothing else; the others are offers.
type Guess struct {
	Column int // 0-based
	Field  string
	Sure   bool
}

// HeadKey is a header without case, width, spaces and marks, the form in which
// headers are compared.
func HeadKey(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '〒' {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFKC.String(s))
}

func heads(words string) []string {
	list := strings.Fields(words)
	for i, w := range list {
		list[i] = HeadKey(w)
	}
	return list
}

// Signature names a header for remembering how it was mapped.
func Signature(header []string) string {
	keys := make([]string, len(header))
	for i, h := range header {
		keys[i] = HeadKey(h)
	}
	sum := sha256.Sum256([]byte(strings.Join(keys, "\x1f")))
	return hex.EncodeToString(sum[:8])
}

// GuessColumns offers a field for the columns it can tell, by header first and
// by the sample's values then; no field is given twice.
func GuessColumns(header []string, sample [][]string, noun string) []Guess {
	var guesses []Guess
	used, taken := make([]bool, len(header)), map[string]bool{}
	take := func(col int, field string, sure bool) {
		guesses = append(guesses, Guess{col, field, sure})
		used[col], taken[field] = true, true
	}
	if shape, ok := ShapeOf(header); ok && shape.Noun == noun {
		for col, h := range header {
			if field, known := shape.columns[HeadKey(h)]; known && !taken[field] {
				take(col, field, true)
			}
		}
	}
	for _, f := range fields[noun] { // an earlier word of a field beats a later one
		if taken[f.Key] {
			continue
		}
		best, at := len(f.heads), -1
		for col, h := range header {
			if used[col] || !fits(f.Kind, column(sample, col)) {
				continue
			}
			if rank := position(f.heads, HeadKey(strings.TrimSuffix(h, " (2)"))); rank < best {
				best, at = rank, col
			}
		}
		if at < 0 {
			for col, h := range header {
				if !used[col] && HeadKey(h) == HeadKey(f.Key) && fits(f.Kind, column(sample, col)) {
					at = col
				}
			}
		}
		if at >= 0 {
			take(at, f.Key, true)
		}
	}
	if noun == Prospects {
		for col, h := range header {
			if used[col] {
				continue
			}
			if f, ok := byPlainHead(h, taken); ok && fits(f.Kind, column(sample, col)) {
				take(col, f.Key, true)
			}
		}
		if i := slices.IndexFunc(guesses, func(g Guess) bool { return g.Field == "kana" && ofPerson(g.Column, header, guesses) }); i >= 0 {
			guesses = slices.Delete(guesses, i, i+1)
		}
	}
	for col := range header {
		if used[col] {
			continue
		}
		if field, sure := byContent(column(sample, col), noun); field != "" && !taken[field] {
			take(col, field, sure)
		}
	}
	if noun == Prospects && !taken["name"] && madeUp(header) {
		if col := nameless(sample, used); col >= 0 {
			take(col, "name", true)
		}
	}
	return guesses
}

var (
	remark = regexp.MustCompile(`\([^()]*\)`)
	polite = regexp.MustCompile(`^[ご御お]`)
)

// byPlainHead finds the field of a header of prospects that is written politely
// (ご住所, ご担当者様) or with a remark in brackets, among those not taken. What
// is left of it when less is taken away goes first: ご担当者 is theirs, 担当者 ours.
func byPlainHead(h string, taken map[string]bool) (Field, bool) {
	whole := norm.NFKC.String(h)
	bare := remark.ReplaceAllString(whole, "")
	if inside := remark.FindString(whole); position(kanaHeads, HeadKey(inside)) < len(kanaHeads) {
		return Field{}, false // how the name is read
	}
	sirless := strings.ReplaceAll(HeadKey(bare), "様", "")
	for _, key := range []string{HeadKey(bare), sirless, polite.ReplaceAllString(sirless, "")} {
		for _, f := range fields[Prospects] {
			if position(f.heads, key) < len(f.heads) {
				return f, !taken[f.Key]
			}
		}
	}
	return Field{}, false
}

var kanaHeads = heads("カナ かな フリガナ ふりがな 読み よみ よみがな 読み仮名 kana furigana")

// ofPerson tells whether a header that says no more than フリガナ stands beside
// a person's name: it is no company's.
func ofPerson(col int, header []string, guesses []Guess) bool {
	if position(kanaHeads, HeadKey(header[col])) == len(kanaHeads) {
		return false
	}
	return slices.ContainsFunc(guesses, func(g Guess) bool {
		return g.Column == col-1 && (g.Field == "contact_name" || g.Field == "contact_given")
	})
}

// madeUp tells whether a file has no header of its own.
func madeUp(header []string) bool {
	for i, h := range header {
		if h != MadeUp(i) {
			return false
		}
	}
	return len(header) > 0
}

// MadeUp names a column (0-based) of a file without a header.
func MadeUp(col int) string { return "column" + strconv.Itoa(col+1) }

// nameless finds the names of the companies where no header tells: the only
// column with a legal form among those left, or else the only one of texts; -1
// where that leaves a choice.
func nameless(sample [][]string, used []bool) int {
	var forms, texts []int
	for col := range used {
		values := column(sample, col)
		if used[col] || len(values) == 0 {
			continue
		}
		if slices.ContainsFunc(values, companyLike) {
			forms = append(forms, col)
		}
		if !slices.ContainsFunc(values, func(v string) bool {
			_, number := ReadNumber(v)
			_, date := writtenDay(v, DMY)
			_, phone := ReadPhone(v)
			return number || date == "" || phone == ""
		}) {
			texts = append(texts, col)
		}
	}
	switch {
	case len(forms) == 1:
		return forms[0]
	case len(forms) == 0 && len(texts) == 1:
		return texts[0]
	}
	return -1
}

// fits tells whether a header's word for a kind is believed: not where five
// values or more stand under it and hardly one in ten can be read as the kind.
func fits(kind Kind, values []string) bool {
	bad := 0
	for _, v := range values {
		code := ""
		switch kind {
		case Date:
			if _, code = writtenDay(v, DMY); code != "" {
				_, code = writtenDay(v, MDY)
			}
		case Corporate:
			_, code = ReadCorporateNumber(v)
		case Mail:
			_, code = ReadMail(v)
		case Money:
			_, code = ReadMoney(v)
		case Count:
			_, code = ReadCount(v)
		case Number:
			if _, ok := ReadNumber(v); !ok {
				code = BadNumber
			}
		}
		if code != "" && code != NumberLost && code != CheckDigit {
			bad++
		}
	}
	return len(values) < 5 || bad*10 <= len(values)*9
}

func position(list []string, s string) int {
	for i, w := range list {
		if w == s {
			return i
		}
	}
	return len(list)
}

func column(sample [][]string, col int) []string {
	var values []string
	for _, row := range sample {
		if col < len(row) {
			if v := Clean(row[col]); v != "" {
				values = append(values, v)
			}
		}
	}
	return values
}

// byContent tells a field by its values: nine in ten must fit.
func byContent(values []string, noun string) (field string, sure bool) {
	if len(values) == 0 {
		return "", false
	}
	most := func(fits func(string) bool) bool {
		n := 0
		for _, v := range values {
			if fits(v) {
				n++
			}
		}
		return n*10 >= len(values)*9
	}
	date := func(v string) bool {
		_, code := writtenDay(v, DMY)
		_, other := writtenDay(v, MDY)
		return code == "" || other == ""
	}
	if noun != Prospects {
		if (noun == Entries || noun == Measures) && most(date) {
			return "day", true
		}
		return "", false
	}
	switch {
	case most(func(v string) bool { _, code := ReadCorporateNumber(v); return code == "" }):
		return "corporate_number", true
	case most(func(v string) bool { _, code := ReadMail(v); return code == "" }):
		return "email", true
	case most(func(v string) bool { return prefectures[v] }):
		return "prefecture", true
	case most(postalLike.MatchString):
		return "postal_code", true
	case most(phoneLike.MatchString):
		return "phone", true
	case most(func(v string) bool { return strings.HasPrefix(v, "http://") || strings.HasPrefix(v, "https://") }):
		return "url", true
	case most(companyLike):
		return "name", true
	}
	return "", false
}
