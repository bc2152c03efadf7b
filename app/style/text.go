package style

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"shirube/assets/palette"
)

// The sizes of type. There are no others.
const (
	Small float32 = 13 // tables, labels, axes
	Body  float32 = 15 // text, card titles, navigation
	Panel float32 = 18 // panel title, second value
	Title float32 = 24 // page title, card value
	Large float32 = 32 // the KGI
)

// Clean makes s fit for one line of the window: tabs, line ends and other
// control characters become blanks (the toolkit draws a text with a tab wrong).
func Clean(s string) string {
	if strings.IndexFunc(s, unicode.IsControl) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s)
}

// Text is one line in a size of type and a token's colour.
func Text(s string, size float32, token palette.Token, bold bool) *canvas.Text {
	t := canvas.NewText(Clean(s), Color(token))
	t.TextSize = Grow(size)
	t.TextStyle.Bold = bold
	return t
}

// Right is Text that ends at the right edge of its place.
func Right(s string, size float32, token palette.Token, bold bool) *canvas.Text {
	t := Text(s, size, token, bold)
	t.Alignment = fyne.TextAlignTrailing
	return t
}

// Centred is Text in the middle of its place.
func Centred(s string, size float32, token palette.Token, bold bool) *canvas.Text {
	t := Text(s, size, token, bold)
	t.Alignment = fyne.TextAlignCenter
	return t
}

// Width is the width of s as Text draws it.
func Width(s string, size float32, bold bool) float32 {
	return fyne.MeasureText(s, Grow(size), fyne.TextStyle{Bold: bold}).Width
}

type glyph struct {
	r    rune
	size float32
	bold bool
}

var advances = map[glyph]float32{}

func advance(r rune, size float32, bold bool) float32 {
	k := glyph{r, size, bold}
	w, ok := advances[k]
	if !ok {
		w = fyne.MeasureText(string(r), size, fyne.TextStyle{Bold: bold}).Width
		advances[k] = w
	}
	return w
}

// Advance is about the width of s: the glyphs' own widths added up, which costs
// no shaping. For the window's goroutine only.
func Advance(s string, size float32, bold bool) (sum float32) {
	size = Grow(size)
	for _, r := range s {
		sum += advance(r, size, bold)
	}
	return sum
}

// Cut shortens s with … until it fits width. It adds up the glyphs' own widths,
// kept once measured, so that a table's page costs no shaping. For the window's
// goroutine only.
func Cut(s string, size float32, bold bool, width float32) string {
	s = Clean(s)
	size = Grow(size)
	room := width - advance('…', size, bold)
	sum, fits := float32(0), 0
	for i, r := range s {
		if sum <= room {
			fits = i
		}
		if sum += advance(r, size, bold); sum > width {
			if room < 0 {
				return ""
			}
			return strings.TrimRight(s[:fits], " ") + "…"
		}
	}
	return s
}

// Lines breaks s into lines no wider than width: at blanks where there are any
// in the line, else anywhere, but never with a closing mark at a line's start.
func Lines(s string, size float32, bold bool, width float32) []string {
	size = Grow(size)
	var lines []string
	for _, part := range strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n") {
		line := []rune(Clean(part))
		for {
			n := fitting(line, size, bold, width)
			lines = append(lines, strings.TrimRight(string(line[:n]), " "))
			if line = line[n:]; len(line) == 0 {
				break
			}
		}
	}
	return lines
}

const closing = "、。,.)」』】〉》!?・ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ%…"

func fitting(line []rune, size float32, bold bool, width float32) int {
	sum := float32(0)
	for i, r := range line {
		if sum += advance(r, size, bold); sum <= width || i == 0 {
			continue
		}
		n := i
		for n > 1 && strings.ContainsRune(closing, line[n]) {
			n--
		}
		for b := n; b > 0 && line[n] < 0x2E80; b-- {
			if line[b] == ' ' || line[b-1] >= 0x2E80 {
				if line[b] == ' ' {
					b++
				}
				return b
			}
		}
		return n
	}
	return len(line)
}

// Lift is how much higher than the middle of its line a text must stand for its
// letters to look centred: the font has more room above them than below.
func Lift(o fyne.CanvasObject) float32 {
	if t, ok := o.(*canvas.Text); ok {
		return t.TextSize * 0.09
	}
	return 0
}
