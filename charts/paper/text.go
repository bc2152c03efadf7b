package paper

import (
	"strings"
	"unicode"

	"shirube/assets/face"
)

// Characters that don't begin a line (行頭禁則) and that don't end one
// (行末禁則), after JIS X 4051 as far as reports need it.
const (
	notFirst = "、。，．・：；？！）)]｝}」』】〉》〕’”々ー〜%％‐–…ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ,.:;!?"
	notLast  = "（([｛{「『【〈《〔‘“¥"
)

// clean makes text fit for one line.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, text)
}

// cut shortens text to a width, ending in ….
func cut(text string, width, size float64, bold bool) string {
	if face.Width(text, size, bold) <= width {
		return text
	}
	runes := []rune(text)
	at, used := 0, face.Width("…", size, bold)
	for ; at < len(runes); at++ {
		used += face.Width(string(runes[at]), size, bold)
		if used > width {
			break
		}
	}
	if at == 0 {
		return ""
	}
	return string(runes[:at]) + "…"
}

// broken breaks text into lines of a width: Japanese between any characters
// that may be parted, other words at their spaces, a word longer than a line
// where it must.
func broken(text string, width, size float64, bold bool) []string {
	var lines []string
	for _, part := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		lines = append(lines, wrapped([]rune(clean(part)), width, size, bold)...)
	}
	return lines
}

func wrapped(runes []rune, width, size float64, bold bool) []string {
	var lines []string
	for {
		end, used := 0, 0.0
		for end < len(runes) {
			used += face.Width(string(runes[end]), size, bold)
			if used > width && end > 0 {
				break
			}
			end++
		}
		if end == len(runes) {
			return append(lines, string(runes))
		}
		at := end
		for at > 0 && !parts(runes[at-1], runes[at]) {
			at--
		}
		if at == 0 {
			at = end
		}
		lines = append(lines, strings.TrimRight(string(runes[:at]), " "))
		for runes = runes[at:]; len(runes) > 0 && runes[0] == ' '; {
			runes = runes[1:]
		}
	}
}

// parts tells whether a line may end between a and b.
func parts(a, b rune) bool {
	switch {
	case strings.ContainsRune(notFirst, b) || strings.ContainsRune(notLast, a):
		return false
	case a == ' ' || b == ' ':
		return true
	}
	return wide(a) || wide(b)
}

// wide tells a character that is written without spaces between words.
func wide(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r >= 0x3000 && r < 0x3040 || r >= 0xFF00 && r < 0xFFF0
}
