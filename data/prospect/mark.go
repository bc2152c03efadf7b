package prospect

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Marks gives where the words of a search (folded, as SearchWords gives them)
// stand in a text as it is shown: from and to in bytes, in order, none within another.
func Marks(text string, words []string) [][2]int {
	if text == "" || len(words) == 0 {
		return nil
	}
	var folded strings.Builder
	var from, to []int // of the text, for each byte folded
	for at := 0; at < len(text); {
		end := at + unit(text[at:])
		piece := Fold(text[at:end])
		folded.WriteString(piece)
		for range len(piece) {
			from, to = append(from, at), append(to, end)
		}
		at = end
	}
	found := make([]bool, len(from))
	for _, w := range words {
		for at := 0; w != ""; {
			i := strings.Index(folded.String()[at:], w)
			if i < 0 {
				break
			}
			for j := at + i; j < at+i+len(w); j++ {
				found[j] = true
			}
			at += i + len(w)
		}
	}
	var marks [][2]int
	for i, hit := range found {
		switch last := len(marks) - 1; {
		case !hit:
		case last >= 0 && from[i] <= marks[last][1]:
			marks[last][1] = max(marks[last][1], to[i])
		default:
			marks = append(marks, [2]int{from[i], to[i]})
		}
	}
	return marks
}

// PhoneMarks is Marks of a phone number, which is found with or without hyphens.
func PhoneMarks(text string, words []string) [][2]int {
	marks := Marks(text, words)
	if len(marks) > 0 || !strings.Contains(text, "-") {
		return marks
	}
	var at []int // of each digit in the text
	for i := range len(text) {
		if text[i] != '-' {
			at = append(at, i)
		}
	}
	marks = Marks(strings.ReplaceAll(text, "-", ""), words)
	for i, m := range marks {
		marks[i] = [2]int{at[m[0]], at[m[1]-1] + 1}
	}
	return marks
}

// longestForm is the longest of （株）, (一社) and the like, in bytes.
const longestForm = 12

// unit is the length of the beginning of a text that is folded for itself: a
// character with what combines with it, or a legal form in brackets.
func unit(text string) int {
	if text[0] == '(' || strings.HasPrefix(text, "（") {
		for _, closing := range []string{")", "）"} {
			end := strings.Index(text[:min(len(text), longestForm)], closing)
			if end > 0 && !strings.HasPrefix(Fold(text[:end+len(closing)]), "(") {
				return end + len(closing)
			}
		}
	}
	return max(1, norm.NFKC.NextBoundaryInString(text, true))
}
