package cli

import (
	"fmt"
	"math"
	"reflect"
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

// The options of a question reach the funnel: first and last touch, strict
// order, days from stage to stage, lists and a filter.
func TestFunnelOptions(t *testing.T) {
	s := begin(t, "blank")
	s.ok("import", "prospects", s.write("list.csv", "管理番号,会社名,都道府県\nA1,甲,東京都\nA2,乙,大阪府\nA3,丙,東京都\n"))
	s.ok("import", "entries", s.write("entries.csv", "管理番号,段階,日付,チャネル\n"+
		"A1,aware,2026-01-01,Web\nA1,interest,2026-01-05,展示会\nA1,consider,2026-03-01,\n"+
		"A2,aware,2026-01-02,Web\nA2,consider,2026-01-09,紹介\nA3,aware,2026-01-03,展示会\n"))
	s.ok("list", "set", "fair", "--name", "展示会2026")
	s.ok("list", "add", "fair", "--where", `prefecture="東京都"`)
	counts := func(args ...string) map[string][]float64 {
		t.Helper()
		found := map[string][]float64{}
		for _, g := range s.object(append([]string{"funnel", "--window", "none"}, args...)...)["groups"].([]any) {
			group := g.(map[string]any)
			name, _ := group["group"].(string)
			for _, c := range group["stages"].([]any) {
				found[name] = append(found[name], c.(map[string]any)["count"].(float64))
			}
		}
		return found
	}
	for _, tc := range []struct {
		args []string
		want map[string][]float64
	}{
		{[]string{"--by", "channel"}, map[string][]float64{"Web": {2, 2, 2, 0}, "展示会": {1, 0, 0, 0}}},
		{[]string{"--by", "channel", "--touch", "last"}, map[string][]float64{"展示会": {2, 1, 1, 0}, "紹介": {1, 1, 1, 0}}},
		{[]string{"--strict"}, map[string][]float64{"": {3, 1, 1, 0}}},
		{[]string{"--step", "30d"}, map[string][]float64{"": {3, 2, 1, 0}}},
		{[]string{"--by", "list"}, map[string][]float64{"展示会2026": {2, 1, 1, 0}, "": {1, 1, 1, 0}}},
		{[]string{"--where", "prefecture=大阪府"}, map[string][]float64{"": {1, 1, 1, 0}}},
	} {
		if got := counts(tc.args...); !reflect.DeepEqual(got, tc.want) {
			t.Errorf("%v: %v, want %v", tc.args, got, tc.want)
		}
	}
	said := "Counting: strict order · at most 30 days to the next stage"
	for _, args := range [][]string{nil, {"--by", "channel", "--compare", "Web", "--compare", "展示会"}, {"--against", "2026-Q1", "--from", "2026-07-01", "--to", "2026-09-30"}} {
		args = append([]string{"funnel", "--lang", "en"}, args...)
		if usual := s.ok(args...); strings.Contains(usual, "Counting") {
			t.Errorf("%v is counted as usual and says\n%s", args, usual)
		}
		if text := s.ok(append(args, "--strict", "--step", "30d")...); !strings.HasPrefix(text, said) {
			t.Errorf("%v doesn't begin with %q:\n%s", args, said, text)
		}
	}
	for _, wrong := range [][]string{{"--touch", "second"}, {"--by", "moon"}, {"--step", "soon"}} {
		if code, _, _ := s.run(append([]string{"funnel"}, wrong...)...); code != Usage {
			t.Errorf("%v exits with %d", wrong, code)
		}
	}
}

// Two periods and two groups side by side: the same people's rates, their
// difference and its interval.
func TestFunnelSideBySide(t *testing.T) {
	s := begin(t, "blank")
	var rows, entries strings.Builder
	rows.WriteString("管理番号,会社名\n")
	entries.WriteString("管理番号,段階,日付,チャネル\n")
	for i := range 200 { // 60 of 100 in January by Web, 20 of 100 in February at the fair
		month, channel, most := "01", "Web", 60
		if i >= 100 {
			month, channel, most = "02", "展示会", 20
		}
		fmt.Fprintf(&rows, "A%d,会社%d\n", i, i)
		fmt.Fprintf(&entries, "A%d,aware,2026-%s-01,%s\n", i, month, channel)
		if i%100 < most {
			fmt.Fprintf(&entries, "A%d,interest,2026-%s-05,%s\n", i, month, channel)
		}
	}
	s.ok("import", "prospects", s.write("list.csv", rows.String()))
	s.ok("import", "entries", s.write("entries.csv", entries.String()))
	gap := func(stages any) map[string]any {
		return stages.([]any)[1].(map[string]any)["from_previous"].(map[string]any)
	}
	periods := s.object("funnel", "--window", "none", "--from", "2026-02-01", "--to", "2026-02-28", "--against", "2026-01")
	groups := s.object("funnel", "--window", "none", "--by", "channel", "--compare", "展示会", "--compare", "Web")
	for name, g := range map[string]map[string]any{
		"periods": gap(periods["differences"].([]any)[0].(map[string]any)["stages"]), "groups": gap(groups["differences"]),
	} {
		if low, high := g["low"].(float64), g["high"].(float64); math.Abs(g["difference"].(float64)+0.4) > 1e-9 || math.Abs(low+0.5125) > 1e-4 || math.Abs(high+0.2677) > 1e-4 {
			t.Errorf("%s: %v", name, g)
		}
	}
	text := s.ok("--lang", "ja", "funnel", "--window", "none", "--from", "2026-02-01", "--to", "2026-02-28", "--against", "2026-01")
	if !strings.Contains(text, "20.0% (20/100)") || !strings.Contains(text, "60.0% (60/100)") || !strings.Contains(text, "−40.0pt") || !strings.Contains(text, "はっきりした差") {
		t.Errorf("it says\n%s", text)
	}
	for _, wrong := range [][]string{{"--by", "channel", "--compare", "Web"}, {"--compare", "Web", "--compare", "展示会"}} {
		if code, _, _ := s.run(append([]string{"funnel"}, wrong...)...); code != Usage {
			t.Errorf("%v exits with %d", wrong, code)
		}
	}
	if code, _, problem := s.run("--lang", "en", "funnel", "--by", "channel", "--compare", "Web", "--compare", "Moon"); code != Failed || !strings.Contains(problem, "nobody in Moon") {
		t.Errorf("exit %d: %s", code, problem)
	}
}

// Steps are raised to typed rates and to the targets of the KPIs that are their
// conversion; what brings nothing is said in words.
func TestFunnelToward(t *testing.T) {
	s := begin(t, "blank")
	var rows, entries strings.Builder
	rows.WriteString("管理番号,会社名\n")
	entries.WriteString("管理番号,段階,日付,チャネル\n")
	for i := range 400 { // 200 of 400, 50 of 200, 10 of 50
		fmt.Fprintf(&rows, "A%d,会社%d\n", i, i)
		for k, stage := range []string{"aware", "interest", "consider", "buy"} {
			if i < []int{400, 200, 50, 10}[k] {
				fmt.Fprintf(&entries, "A%d,%s,2026-01-0%d,Web\n", i, stage, k+1)
			}
		}
	}
	s.ok("import", "prospects", s.write("list.csv", rows.String()))
	s.ok("import", "entries", s.write("entries.csv", entries.String()))
	ask := []string{"--today", "2026-11-22", "--lang", "ja", "funnel", "--window", "90d"}
	typed := s.object(append(ask, "--toward", "検討=40%", "--toward", "interest=0.5")...)
	first := typed["ranking"].([]any)[0].(map[string]any)
	if typed["toward"] != "typed" || first["stage"] != "consider" || math.Abs(first["more_wins"].(float64)-6) > 1e-9 || len(typed["ranking"].([]any)) != 1 || len(typed["unmoved"].([]any)) != 2 {
		t.Errorf("30 more of 200 bring 6: %v, %v", typed["ranking"], typed["unmoved"])
	}
	if text := s.ok(append(ask, "--toward", "検討=40%", "--toward", "interest=0.5")...); !strings.Contains(text, "認知 → 興味: 50.0%はいまの率50.0%以下なので効果なし") || strings.Contains(text, "目標がありません") {
		t.Errorf("it says\n%s", text)
	}
	s.ok("kpi", "set", "consider_rate", "--formula", "entry.consider / entry.interest", "--unit", "ratio")
	s.ok("target", "set", "consider_rate", "--period", "FY2026", "--value", "0.3")
	text := s.ok(append(ask, "--toward", "target")...)
	if !strings.Contains(text, "目標まで上げたときの効果") || !strings.Contains(text, "+2.0") || strings.Count(text, "目標がありません") != 2 {
		t.Errorf("10 more of 200 bring 2:\n%s", text)
	}
	for _, wrong := range [][]string{{"--toward", "検討=140%"}, {"--toward", "検討"}, {"--toward", "target", "--view", "flow"}, {"--toward", "target", "--window", "none"}, {"--toward", "target", "--against", "2025"}} {
		if code, _, _ := s.run(append([]string{"funnel"}, wrong...)...); code != Usage {
			t.Errorf("%v exits with %d", wrong, code)
		}
	}
	for _, stage := range []string{"認知", "moon"} {
		if code, _, _ := s.run("funnel", "--window", "90d", "--toward", stage+"=40%"); code != Failed {
			t.Errorf("%s exits with %d", stage, code)
		}
	}
}
