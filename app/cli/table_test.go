package cli

import (
	"strings"
	"testing"
)

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

// TestDaysAreNotCountedBesideAMonthsTotal takes a dead table's monthly totals and
// then daily numbers of the same months.
func TestDaysAreNotCountedBesideAMonthsTotal(t *testing.T) {
	s := begin(t, "blank")
	s.object("import", "table", s.write("kpi.csv", "項目,区分,4月,5月,6月,7月\n訪問件数,目標,100,100,100,100\n,実績,90,110,95,100\n"), "--fiscal-year", "FY2026")
	july := func(want float64) {
		t.Helper()
		s.want(s.object("kpi", "value", "訪問件数_kpi", "--period", "2026-07"), map[string]any{"value": want})
	}
	july(100)
	code, _, stderr := s.run("measure", "set", "訪問件数", "--day", "2026-07-15", "--value", "5", "--lang", "ja")
	if code != 1 || !strings.Contains(stderr, "二重に数えて") || !strings.Contains(stderr, "2026-07-01 の値") {
		t.Errorf("a day beside the total: exit %d, %q", code, stderr)
	}
	r := s.object("import", "measures", s.write("days.csv", "日付,指標,値\n2026-07-15,訪問件数,5\n2026-07-16,訪問件数,6\n2026-08-03,訪問件数,7\n"))
	s.want(r, map[string]any{"created": 1.0, "rejected_count": 2.0})
	for _, x := range r["rejected"].([]any) {
		s.want(x.(map[string]any), map[string]any{"code": "month_total"})
	}
	july(100)
	s.object("measure", "set", "訪問件数", "--day", "2026-07-01")
	s.object("measure", "set", "訪問件数", "--day", "2026-07-15", "--value", "5")
	july(5)
	code, _, stderr = s.run("measure", "set", "訪問件数", "--day", "2026-07-01", "--value", "100", "--lang", "ja")
	if code != 1 || !strings.Contains(stderr, "二重に数えて") || !strings.Contains(stderr, "2026-07-01 からの日ごと") {
		t.Errorf("the total beside a day: exit %d, %q", code, stderr)
	}
	july(5)
}
