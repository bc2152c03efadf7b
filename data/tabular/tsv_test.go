package tabular_test

import (
	"strings"
	"testing"

	"shirube/data/period"
	"shirube/data/tabular"
)

func TestCopiedRowsAreGuarded(t *testing.T) {
	rows := [][]any{{"会社名", "メモ"}, {"=HYPERLINK(\"x\")", "a\tb\nc"}, {int64(-3), nil}, {"-5", period.Of(2026, 11, 22)}}
	var b strings.Builder
	err := tabular.WriteTSV(&b, func(yield func([]any, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	})
	want := "会社名\tメモ\r\n\"'=HYPERLINK(\"\"x\"\")\"\t\"a\tb\nc\"\r\n-3\t\r\n-5\t2026-11-22\r\n"
	if err != nil || b.String() != want {
		t.Errorf("%q, want %q (%v)", b.String(), want, err)
	}
}
