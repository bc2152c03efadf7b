package cli

import (
	"math"
	"path/filepath"
	"strings"
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

func TestForecastShowsItsBandAndItsPast(t *testing.T) {
	s := &shell{t, filepath.Join(t.TempDir(), "sample.shirube")}
	s.ok("init", s.file, "--sample")
	f := s.object("kpi", "forecast", "annual_sales", "--period", "FY2026")
	value := s.object("kpi", "value", "annual_sales", "--period", "FY2026")
	if f["point"] != value["forecast"] || f["low"] != value["forecast_low"] || f["high"] != value["forecast_high"] || f["chance"] != value["chance"] {
		t.Errorf("two forecasts: %v and %v", f, value)
	}
	if low, point, high := f["low"].(float64), f["point"].(float64), f["high"].(float64); low < 74_390_000 || low >= point || high <= point || f["tests"].(float64) < 6 || f["error"].(float64) > 0.1 {
		t.Errorf("%v", f)
	}
	if methods := f["methods"].([]any); len(methods) != 4 || f["method"] != "pipeline" {
		t.Errorf("deals are won by deals: %v", f)
	}
	if methods := s.object("kpi", "forecast", "lp_visits", "--period", "FY2026")["methods"].([]any); len(methods) != 3 {
		t.Errorf("no deals make visits: %v", methods)
	}
	early := s.object("kpi", "forecast", "annual_sales", "--period", "FY2025", "--today", "2025-11-10")
	if early["point"] != nil || early["low"] != nil {
		t.Errorf("seven months are no past: %v", early)
	}
	s.want(early["lack"].(map[string]any), map[string]any{"code": "short", "have": 7, "need": 17, "of": "month"})
	if rate := s.object("kpi", "forecast", "win_rate"); rate["point"] != nil || len(rate["methods"].([]any)) != 0 {
		t.Errorf("a rate isn't carried on: %v", rate)
	}
	for _, lang := range []string{"ja", "en"} {
		if text := s.ok("kpi", "forecast", "annual_sales", "--period", "FY2026", "--lang", lang); !strings.Contains(text, "80") || strings.Contains(text, "chart.") {
			t.Errorf("%s: %s", lang, text)
		}
	}
}
