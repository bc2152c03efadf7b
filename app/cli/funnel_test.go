package cli

import (
	"strings"
	"testing"
)

// The n/d beside a rate are the rate's own: who is too young for the window is
// in neither. What nobody counted is no 0.
func TestFunnelShowsThePartsOfItsRates(t *testing.T) {
	s := begin(t, "marketing")
	s.ok("import", "prospects", s.write("list.csv", "管理番号,会社名,リード日,MQL日\nA1,甲,2026-06-01,2026-06-20\nA2,乙,2026-06-01,\nA3,丙,2026-11-20,\n"),
		"--stage", "lead=リード日", "--stage", "mql=MQL日")
	text := s.ok("--today", "2026-11-22", "--lang", "en", "funnel", "--window", "90d")
	if !strings.Contains(text, "50.0% ") || !strings.Contains(text, " 1/2 ") || strings.Contains(text, "1/3") {
		t.Errorf("the rate is 1 of 2:\n%s", text)
	}
	for line := range strings.Lines(text) {
		if fields := strings.Fields(line); len(fields) > 1 && strings.Contains(line, "isit") && fields[len(fields)-1] != "—" && !strings.Contains(line, " — ") {
			t.Errorf("visits were not counted: %q", line)
		}
	}
}
