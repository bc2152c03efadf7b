package cli

import (
	"math"
	"path/filepath"
	"testing"
)

// TestReviewTellsSignalFromNoise asks the sample for the month whose story the
// pictures tell.
func TestReviewTellsSignalFromNoise(t *testing.T) {
	s := &shell{t, filepath.Join(t.TempDir(), "sample.shirube")}
	s.ok("init", s.file, "--sample")
	review := s.object("review", "--period", "2026-10")
	s.want(review, map[string]any{"period": "2026-10", "against": "2026-09"})
	signals := map[string]any{}
	for _, f := range review["findings"].([]any) {
		f := f.(map[string]any)
		if f["signal"].(bool) {
			signals[f["kpi"].(string)] = f["rule"]
		}
		if f["kpi"] != "meeting_rate" {
			continue
		}
		sum, value := 0.0, f["value"].(float64)
		for _, d := range f["drivers"].([]any) {
			sum += d.(map[string]any)["contribution"].(float64)
		}
		if low := f["limits"].(map[string]any)["low"].(float64); value >= low || math.Abs(sum-(value-f["previous"].(float64))) > 1e-12 {
			t.Errorf("40.2 %% lies below its limits and its drivers add up: %v", f)
		}
	}
	if signals["meeting_rate"] != "outside" {
		t.Errorf("signals: %v", signals)
	}
	if code, _, _ := s.run("review", "--period", "October"); code != Usage {
		t.Errorf("an unreadable period: exit %d", code)
	}
}
