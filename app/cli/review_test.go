package cli

import (
	"math"
	"path/filepath"
	"strings"
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
	if said := s.ok("review", "--period", "2026-10", "--lang", "ja"); !strings.Contains(said, "限界の外") || strings.Contains(said, "outside") {
		t.Errorf("the signal is no word: %s", said)
	}
	if code, _, _ := s.run("review", "--period", "October"); code != Usage {
		t.Errorf("an unreadable period: exit %d", code)
	}
}

// A review is kept with its cause and checklist: listed, unchanged by what is
// explained after it was checked, and refused without a category or a period.
func TestAReviewIsExplainedCheckedAndListed(t *testing.T) {
	s := &shell{t, filepath.Join(t.TempDir(), "sample.shirube")}
	s.ok("init", s.file, "--sample")
	kept := func() map[string]any {
		for _, r := range s.object("review", "list")["reviews"].([]any) {
			if r := r.(map[string]any); r["period"] == "2026-09" {
				return r
			}
		}
		return nil
	}
	if r := kept(); r != nil && r["checklist"] != nil {
		t.Fatalf("the sample has checked September: %v", r)
	}
	explain := func(args ...string) []string {
		return append([]string{"review", "explain", "win_rate", "--period", "2026-09"}, args...)
	}
	s.want(s.object(explain("--category", "process", "--text", "見積もりを翌日に出すようにした", "--shift")...), map[string]any{"key": "win_rate", "period": "2026-09", "shift": true})
	s.want(s.object("review", "check", "--period", "2026-09", "--shared", "--analysed", "--note", "朝会で"), map[string]any{"shared": true, "analysed": true, "result": false, "note": "朝会で"})
	r := kept()
	if r == nil || r["checklist"] == nil || r["causes"] == 0.0 {
		t.Fatalf("listed as %v", r)
	}
	cause := func() any {
		for _, f := range s.object("review", "--period", "2026-09")["findings"].([]any) {
			if f := f.(map[string]any); f["kpi"] == "win_rate" && f["cause"] != nil {
				return f["cause"].(map[string]any)["text"]
			}
		}
		return nil
	}
	if got := cause(); got != "見積もりを翌日に出すようにした" {
		t.Errorf("the cause is %v", got)
	}
	if out := s.ok("review", "list"); !strings.Contains(out, "2026-09") {
		t.Errorf("the list lacks the month:\n%s", out)
	}
	before := s.dump()
	for _, args := range [][]string{explain("--text", "x"), {"review", "check"}, {"review", "check", "--period", "September"}, {"review", "list", "2026-09"}} {
		if code, _, stderr := s.run(args...); code != Usage {
			t.Errorf("%v: exit %d %s", args, code, stderr)
		}
	}
	for _, args := range [][]string{explain("--category", "weather", "--text", "x"), explain("--category", "process", "--text", " "), {"review", "explain", "nosuch", "--period", "2026-09", "--category", "process", "--text", "x"}} {
		if code, _, stderr := s.run(args...); code != Failed {
			t.Errorf("%v: exit %d %s", args, code, stderr)
		}
	}
	if s.dump() != before {
		t.Error("what was refused has changed the workspace")
	}
	s.ok("undo")
	if r := kept(); r != nil && r["checklist"] != nil {
		t.Errorf("undo leaves the checklist: %v", r)
	}
}
