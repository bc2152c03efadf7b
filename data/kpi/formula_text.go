package kpi

import (
	"regexp"
	"slices"
	"strings"
)

var nameInText = regexp.MustCompile(`[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*`)

var readableSigns = strings.NewReplacer("*", "×", "/", "÷")

// Readable writes a formula as people read it: keys by what call names them,
// × and ÷ for * and /. A text that is no formula comes back as it is.
func Readable(formula string, call func(key string) string) string {
	f, err := ParseFormula(formula)
	if err != nil {
		return formula
	}
	keys := f.Keys()
	return nameInText.ReplaceAllStringFunc(readableSigns.Replace(strings.Map(asTyped, formula)), func(name string) string {
		if slices.Contains(keys, name) {
			return call(name)
		}
		return name
	})
}
