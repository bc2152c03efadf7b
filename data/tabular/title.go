package tabular

import (
	"regexp"
	"strings"
)

// separator is the first line by which spreadsheets tell the delimiter: sep=;
var separator = regexp.MustCompile(`^(?i:"?sep=)([,;\t|])"?[ \t,;]*(?:\r\n|\n|\r|$)`)

// maxTitles is how many rows of title can stand above a header, and maxComments
// how many lines that begin with #: Google Analytics writes nine.
const (
	maxTitles   = 3
	maxComments = 40
)

// titles counts the rows above the header that have one filled cell: what the
// list is called, of when it is. Comments stand there too: lines that begin
// with #, the first of them in one cell. It reads on behind them.
func titles(row func(width int) (int, []string, error)) int {
	above, comments := 0, 0
	for above <= maxTitles && comments <= maxComments {
		_, cells, err := row(0)
		if err != nil {
			return 0
		}
		switch n := filled(cells); {
		case strings.HasPrefix(strings.TrimSpace(cells[0]), "#") && (n == 1 || comments > 0):
			comments++
		case n <= 1:
			above++
		case looksLikeHeader(cells):
			return above + comments
		default:
			return 0
		}
	}
	return 0
}

func filled(cells []string) int {
	n := 0
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			n++
		}
	}
	return n
}

func skip(n int, row func(width int) (int, []string, error)) error {
	for range n {
		if _, _, err := row(0); err != nil {
			return err
		}
	}
	return nil
}
