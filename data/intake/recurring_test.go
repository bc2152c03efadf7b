package intake

import "testing"

func TestTheNextFilesOfAKind(t *testing.T) {
	for file, want := range map[string]struct {
		pattern, name string
		fits, not     []string
	}{
		"ga4_2026-10.csv":         {"ga4_*.csv", "ga4", []string{"ga4_2026-11.csv", "GA4_2026-11 (1).CSV"}, []string{"ads_2026-11.csv", "ga4_2026-11.xlsx"}},
		"広告費.csv":                 {"広告費*.csv", "広告費", []string{"広告費.csv", "広告費 (2).csv", "広告費_11月.csv"}, []string{"売上.csv", "旧広告費.csv"}},
		"data-export (3).csv":     {"data-export*.csv", "data-export", []string{"data-export.csv", "data-export (4).csv"}, []string{"data.csv"}},
		"202610_配信結果.xlsx":        {"*_配信結果*.xlsx", "配信結果", []string{"202611_配信結果.xlsx", "202611_配信結果 (1).xlsx"}, []string{"202611_配信停止.xlsx"}},
		"2026年10月1日~31日 [LP].csv": {"* [LP]*.csv", "[LP]", []string{"2026年11月1日~30日 [LP].csv"}, []string{"2026年11月1日~30日 L.csv"}},
		"20261001.csv":            {"*.csv", "csv", []string{"20261101.csv"}, []string{"20261101.tsv"}},
	} {
		r := Recurring{Pattern: PatternOf(file)}
		if r.Pattern != want.pattern || !r.Fits(file) {
			t.Errorf("%s gives %s, want %s", file, r.Pattern, want.pattern)
		}
		if got := NameOf(r.Pattern); got != want.name {
			t.Errorf("%s is called %s, want %s", r.Pattern, got, want.name)
		}
		for _, f := range want.fits {
			if !r.Fits(f) {
				t.Errorf("%s is not one of %s", f, r.Pattern)
			}
		}
		for _, f := range want.not {
			if r.Fits(f) {
				t.Errorf("%s is one of %s", f, r.Pattern)
			}
		}
	}
}

func TestRowsThatAreTotals(t *testing.T) {
	for cell, want := range map[string]bool{"合計": true, "Total": true, "総計": true, "Grand total": true, "合計：キャンペーン": true, "Total: Account": true, "小計": true,
		"": false, "合計会計事務所": false, "totals24": false, "2026-10-01": false, "Totally": false, "トータル商会": false} {
		if IsTotal(cell) != want {
			t.Errorf("%q is a total: %t", cell, !want)
		}
	}
	for cell, want := range map[string]bool{"--": true, " — ": true, "-": true, "": false, "-5": false} {
		if IsDash(cell) != want {
			t.Errorf("%q is a dash: %t", cell, !want)
		}
	}
}
