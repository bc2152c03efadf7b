package tabular

import (
	"regexp"
	"strings"
)

// separator is the first line by which spreadsheets tell the delimiter: sep=;
var separator = regexp.MustCompile(`^(?i:"?sep=)([,;\t|])"?[ \t,;]*(?:\r\n|\n|\r|$)`)

// maxTitles is how many rows of title can stand above a header.
const maxTitles = 3

// titles counts the rows above the header that have one filled cell: what the
// list is called, of when it is. It reads on behind them.
func titles(row func(width int) (int, []string, error)) int {
	for n := range maxTitles + 1 {
		_, cells, err := row(0)
		if err != nil {
			return 0
		}
		if filled(cells) > 1 {
			if !looksLikeHeader(cells) {
				return 0
			}
			return n
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
