package measure

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// reserved words mean something else in a formula.
var reserved = []string{"and", "or", "not", "in", "let", "if", "else", "true", "false", "nil",
	"matches", "contains", "startsWith", "endsWith", "min", "max", "abs", "round"}

// ValidKey tells whether a recorded measure or a KPI can have this key: a
// letter, then letters (of any script), digits and _; not a word of formulas.
// A dot belongs to derived measures only.
func ValidKey(key string) bool {
	for i, r := range key {
		if !(unicode.IsLetter(r) || r == '_' || i > 0 && unicode.IsDigit(r)) {
			return false
		}
	}
	return key != "" && !slices.Contains(reserved, key)
}

// KeyOf makes a valid key of a column's name: full-width letters and digits
// become half-width, whatever a key can't have becomes _.
func KeyOf(name string) string {
	key := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return '_'
	}, norm.NFKC.String(strings.TrimSpace(name)))
	key = strings.Trim(key, "_")
	if !ValidKey(key) {
		key = "_" + key
	}
	return key
}

// Noun gives the part of a derived key before its dot, "" for a recorded one.
func Noun(key string) string {
	noun, _, derived := strings.Cut(key, ".")
	if !derived {
		return ""
	}
	return noun
}
