package cli

import "testing"

func TestATableOfKPIsIsTakenAndGivenBack(t *testing.T) {
	s := begin(t, "blank")
	before := s.dump()
	file := s.write("kpi.csv", "営業KPI（単位：千円）\n項目,区分,4月,5月,6月,合計\n訪問件数,目標,100,100,100,300\n,実績,90,110,-,210\n売上,実績,900,△20,30,910\n※速報値\n")
	s.want(s.object("import", "table", file, "--dry-run"), map[string]any{"import": 0.0})
	if code, _, stderr := s.run("import", "table", file); code != 1 || stderr == "" {
		t.Errorf("without a year: exit %d, %q", code, stderr)
	}
	if got := s.dump(); got != before {
		t.Error("something was stored")
	}
	r := s.object("import", "table", file, "--fiscal-year", "FY2026")
	s.want(r, map[string]any{"import": 1.0})
	s.want(r["cells"].(map[string]any), map[string]any{"value": 5.0, "target": 3.0, "total": 3.0, "missing": 1.0, "note": 1.0, "ignored": 0.0})
	s.want(s.object("kpi", "value", "訪問件数_kpi", "--period", "2026-05"), map[string]any{"value": 110.0, "target": 100.0})
	s.want(s.object("kpi", "value", "訪問件数_kpi", "--period", "2026-06"), map[string]any{"value": nil, "target": 100.0})
	s.object("import", "undo", "1")
	if kpis := s.object("kpi", "list")["kpis"].([]any); len(kpis) != 0 {
		t.Errorf("after undo: %v", kpis)
	}
}
