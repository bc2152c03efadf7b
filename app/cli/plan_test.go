package cli

import (
	"math"
	"path/filepath"
	"testing"
)

func TestPlanBackFromTheGoal(t *testing.T) {
	s := &shell{t, filepath.Join(t.TempDir(), "sample.shirube")}
	s.ok("init", s.file, "--sample")
	plan := s.object("plan", "--kgi", "120000000", "--period", "FY2026")
	needed := plan["needed"].([]any)
	if len(needed) != 1 {
		t.Fatalf("only appointments can be made more: %v", needed)
	}
	e := needed[0].(map[string]any)
	s.want(e, map[string]any{"kpi": "new_appointments", "measure": "activity.appointment"})
	low, week, high, now := e["low"].(float64), e["per_week"].(float64), e["high"].(float64), e["now"].(float64)
	if low > week || week > high || week < now*1.2 || math.Abs(plan["probability"].(float64)-0.8) > 0.01 || plan["probability_now"].(float64) > 0.2 {
		t.Errorf("74.39 of 120 million yen by 22 November take more than before: %v", plan)
	}
	// Home, the KPI page and the review read the same figure.
	value, review := s.object("kpi", "value", "annual_sales", "--period", "FY2026"), s.object("review", "--period", "2026-10")
	if own := s.object("plan", "--period", "FY2026")["probability_now"]; value["chance"] != own || review["goal"].(map[string]any)["chance"] != own || own == 0.0 {
		t.Errorf("chances: plan %v, value %v, review %v", own, value["chance"], review["goal"])
	}
	if again := s.object("plan", "--kgi", "120000000", "--period", "FY2026")["needed"].([]any)[0].(map[string]any)["per_week"]; again != week {
		t.Errorf("the same question, another answer: %v and %v", week, again)
	}
	s.want(s.object("plan", "--kgi", "70000000", "--period", "FY2026"), map[string]any{"probability": 1})
	if code, _, err := s.run("plan", "--period", "2026-10"); code != Failed || err == "" {
		t.Errorf("October is over: exit %d %q", code, err)
	}
}
