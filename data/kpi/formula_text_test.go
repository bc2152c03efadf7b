package kpi

import "testing"

func TestReadableNamesKeysAndSigns(t *testing.T) {
	names := map[string]string{"deal.won": "受注", "deal.lost": "失注", "won": "勝ち"}
	call := func(key string) string { return names[key] }
	for formula, want := range map[string]string{
		"deal.won / (deal.won + deal.lost)": "受注 ÷ (受注 + 失注)",
		"round(won * 100)":                  "round(勝ち × 100)",
		"won ÷":                             "won ÷",
	} {
		if got := Readable(formula, call); got != want {
			t.Errorf("Readable(%q) = %q, want %q", formula, got, want)
		}
	}
}
