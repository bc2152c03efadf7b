package cli

import (
	"math"
	"path/filepath"
	"strings"
	"testing"
)

// TestDrillDown goes from a rate to its channels, to its target and to the
// prospects behind a factor: parts add up, a list is as long as its count.
func TestDrillDown(t *testing.T) {
	s := &shell{t, filepath.Join(t.TempDir(), "sample.shirube")}
	s.ok("init", s.file, "--sample")
	for _, args := range [][]string{{"--by", "channel"}, {"--against", "target"}, {"--against", "2026-08"}} {
		got := s.object(append([]string{"kpi", "drivers", "meeting_rate", "--period", "2026-10"}, args...)...)
		sum, _ := got["rest"].(float64)
		for _, d := range got["drivers"].([]any) {
			d := d.(map[string]any)
			if mix, ok := d["mix"].(float64); ok && math.Abs(mix+d["rate"].(float64)-d["contribution"].(float64)) > 1e-12 {
				t.Errorf("%v: mix and rate are the whole part: %v", args, d)
			}
			sum += d["contribution"].(float64)
		}
		if math.Abs(sum-got["change"].(float64)) > 1e-9 || len(got["drivers"].([]any)) == 0 {
			t.Errorf("%v: parts of %v, a change of %v", args, sum, got["change"])
		}
	}
	for command, words := range map[string][]string{
		"kpi drivers annual_sales --period 2026-10":          {"商談化率", "新規アポ獲得数"},
		"kpi drivers win_rate --period 2026-10":              {"受注数", "失注数"},
		"kpi chart meeting_rate --from 2025-05 --to 2026-10": {"限界の外"},
	} {
		said := s.ok(append(strings.Fields(command), "--lang", "ja")...)
		for _, word := range words {
			if !strings.Contains(said, word) {
				t.Errorf("%s doesn't say %s: %s", command, word, said)
			}
		}
	}
	value := s.object("kpi", "value", "win_rate", "--period", "2026-10")
	won := s.object("kpi", "drivers", "win_rate", "--period", "2026-10", "--list", "deal.won")
	if n := value["numerator"].(float64); won["count"] != n || float64(len(won["rows"].([]any))) != n {
		t.Errorf("%v deals were won, the list has %v", n, won["count"])
	}
	if code, _, _ := s.run("kpi", "drivers", "win_rate", "--period", "2026-10", "--list", "win_rate"); code != 1 {
		t.Errorf("nobody stands behind a rate: exit %d", code)
	}
}
