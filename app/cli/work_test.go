package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const list1 = "会社名,法人番号,管理番号,都道府県,従業員数,チャネル,認知日,検討日\n" +
	"青葉精工株式会社,7000012050002,A1,東京都,48,展示会,2026-10-14,2026-11-12\n" +
	"株式会社あさひ計測,,A2,神奈川県,62,Web,2026-10-01,\n" +
	"有限会社石川工機,,A3,東京都,21,,R8.10.5,\n"

func TestAMonthOfWork(t *testing.T) {
	s := begin(t, "sales")
	file := s.write("list.csv", list1)
	stages := []string{"--stage", "認知=認知日", "--stage", "consider=検討日"}
	empty := s.dump()

	dry := s.object(append([]string{"import", "prospects", file, "--dry-run"}, stages...)...)
	s.want(dry, map[string]any{"import": 0, "created": 3, "rejected_count": 0})
	if s.dump() != empty {
		t.Fatal("a dry run has stored something")
	}
	first := s.object(append([]string{"import", "prospects", file}, stages...)...)
	s.want(first, map[string]any{"import": 1, "rows": 3, "created": 3, "updated": 0, "skipped": 0, "rejected_count": 0, "encoding": "utf-8", "delimiter": ","})
	if _, ok := first["rejected"].([]any); !ok {
		t.Errorf("rejected is %v, not a list", first["rejected"])
	}
	before := s.dump()
	s.want(s.object("import", "prospects", s.write("list2.csv", strings.Replace(list1, ",62,", ",70,", 1))), map[string]any{"import": 2, "created": 0})
	s.want(s.object("prospects", "search", "あさひ", "--where", "employees>=70"), map[string]any{"total": 1})
	undone := s.object("import", "undo", "2")
	s.want(undone, map[string]any{"import": 2})
	if len(undone["kept"].([]any)) != 0 || s.dump() != before {
		t.Errorf("after undo: %v, and the workspace is another", undone)
	}

	got := s.object("--today", "2026-11-22", "funnel", "--window", "90d", "--by", "prefecture")
	s.want(got, map[string]any{"view": "cohort", "window_days": 90, "bottleneck": nil, "out_of_order": 0})
	s.want(s.object("--today", "2026-11-22", "stage", "move", "2", "興味", "--day", "2026-10-20"), map[string]any{"prospect": 2, "stage": "interest", "day": "2026-10-20"})
	if got := stageCounts(s.object("--today", "2026-11-22", "funnel", "--window", "none")["groups"].([]any)[0]); !slices.Equal(got, []int{3, 2, 1, 0}) {
		t.Errorf("funnel: %v, want 3 2 1 0", got)
	}
	s.want(s.object("undo"), map[string]any{"reverted": 1})
	if s.dump() != before {
		t.Error("undoing the move has left something")
	}

	shown := s.object("prospects", "show", "1")
	s.want(shown, map[string]any{"name": "青葉精工株式会社", "stage": "consider", "stage_day": "2026-11-12", "corporate_number": "7000012050002"})
	if n := len(shown["entries"].([]any)); n != 2 {
		t.Errorf("%d entries, want 2", n)
	}

	s.want(s.object("import", "entries", s.write("entries.csv", "管理番号,段階,日付\nA3,検討,2026-11-01\nA9,検討,2026-11-01\n")), map[string]any{"created": 1, "rejected_count": 1})
	s.want(s.object("import", "deals", s.write("deals.csv", "管理番号,商談名,金額,開始日,決着日,結果\nA1,治具,82万円,2026-11-12,2026-11-20,受注\nA2,計測,\"¥500,000\",2026-11-01,2026-11-10,失注\n")),
		map[string]any{"created": 2, "rejected_count": 0})
	won := s.object("--today", "2026-11-22", "kpi", "value", "win_rate", "--period", "2026-11")
	s.want(won, map[string]any{"key": "win_rate", "period": "2026-11", "value": 0.5, "numerator": 1, "denominator": 2, "target": nil, "pace": nil, "state": "no_target"})
	s.ok("target", "set", "win_rate", "--period", "2026-11", "--value", "0.55")
	s.want(s.object("--today", "2026-11-22", "kpi", "value", "win_rate", "--period", "2026-11"), map[string]any{"target": 0.55, "state": "caution"})
	s.ok("target", "set", "win_rate", "--period", "2026-11", "--value", "0.6")
	sheet := s.object("--today", "2026-11-22", "target", "show", "win_rate", "--period", "2026-11")
	s.want(sheet["periods"].([]any)[7].(map[string]any), map[string]any{"period": "2026-11", "target": 0.6, "minimum": nil, "value": 0.5})
	s.want(sheet["history"].([]any)[0].(map[string]any), map[string]any{"value": 0.6, "before": 0.55})
	s.want(s.object("--today", "2026-11-22", "kpi", "value", "average_deal", "--period", "2026-11"), map[string]any{"value": 820000})
	s.want(s.object("--today", "2026-11-22", "kpi", "value", "average_deal", "--period", "2026-10"), map[string]any{"value": nil, "state": "unmeasured"})
	s.want(s.object("check"), map[string]any{"ok": true})
}

func TestMeasuresAreRecordedReplacedAndTakenAway(t *testing.T) {
	s := begin(t, "marketing")
	s.want(s.object("measure", "set", "visits", "--day", "2026-10-05", "--value", "120", "--channel", "Web"), map[string]any{"measure": "visits", "day": "2026-10-05", "value": 120})
	s.want(s.object("kpi", "value", "lp_visits", "--period", "2026-10"), map[string]any{"value": 120})
	s.want(s.object("measure", "set", "visits", "--day", "2026-10-05", "--channel", "Web"), map[string]any{"value": nil})
	s.want(s.object("kpi", "value", "lp_visits", "--period", "2026-10"), map[string]any{"value": nil})
	file := s.write("m.tsv", "日付\t指標\tチャネル\t値\n2026年10月5日\tvisits\tWeb\t10\n2026/10/05\tvisits\tWeb\t5\nR8.10.6\tvisits\tメール\t1,000\n")
	s.want(s.object("import", "measures", file), map[string]any{"delimiter": "\t", "rejected_count": 0})
	s.want(s.object("kpi", "value", "lp_visits", "--period", "2026-10"), map[string]any{"value": 1015})
	if code, _, stderr := s.run("measure", "set", "deal.won", "--day", "2026-10-05", "--value", "1"); code != Failed {
		t.Errorf("a derived measure was typed: %d %s", code, stderr)
	}
	var keys []string
	for _, m := range s.object("measure", "list")["measures"].([]any) {
		keys = append(keys, m.(map[string]any)["measure"].(string))
	}
	if !slices.Contains(keys, "visits") || !slices.Contains(keys, "entry.lead") {
		t.Errorf("measures: %v", keys)
	}
}

func TestStagesAndSettings(t *testing.T) {
	s := begin(t, "blank")
	stages := s.object("stage", "list")["stages"].([]any)
	if first := stages[0].(map[string]any); len(stages) != 4 || first["stage"] != "aware" || first["measure"] != nil {
		t.Errorf("stages: %v", stages)
	}
	s.ok("stage", "set", "visit=訪問@visits", "lead=リード", "won=受注")
	if got := s.object("stage", "list")["stages"].([]any)[0].(map[string]any); got["measure"] != "visits" || got["name"] != "訪問" {
		t.Errorf("first stage: %v", got)
	}
	s.ok("settings", "set", "window", "30")
	s.want(s.object("funnel"), map[string]any{"window_days": 30})
	s.want(s.object("settings", "get", "window"), map[string]any{"window": "30"})
	if code, _, _ := s.run("settings", "set", "window", "many"); code != Failed {
		t.Error("a window of many days was kept")
	}
}

func TestBackupRestoreCheck(t *testing.T) {
	s := begin(t, "blank")
	s.ok("import", "prospects", s.write("list.csv", list1))
	before := s.dump()
	copied := filepath.Join(t.TempDir(), "copy.shirube")
	s.want(s.object("backup", copied), map[string]any{"ok": true})
	s.ok("import", "prospects", s.write("more.csv", "会社名\n株式会社まほろば\n"))
	if s.dump() == before {
		t.Fatal("the second import has changed nothing")
	}
	restored := s.object("restore", copied)
	s.want(restored, map[string]any{"ok": true})
	if s.dump() != before {
		t.Error("after restore the workspace is not as it was")
	}
	if _, err := os.Stat(restored["kept"].(string)); err != nil {
		t.Errorf("what was there is not kept: %v", err)
	}
	b, err := os.ReadFile(s.file)
	if err != nil {
		t.Fatal(err)
	}
	broken := s.write("broken.shirube", string(b[:len(b)/2]))
	c := program("-w", broken, "check")
	if out, _ := c.CombinedOutput(); c.ProcessState.ExitCode() != Failed || !strings.HasPrefix(string(out), "shirube: ") {
		t.Errorf("half a file: exit %d %s", c.ProcessState.ExitCode(), out)
	}
	if after, err := os.ReadFile(broken); err != nil || len(after) != len(b)/2 {
		t.Errorf("the broken file was touched: %d bytes, %v", len(after), err)
	}
}

func TestExportComesBackAsItWas(t *testing.T) {
	for _, name := range []string{"out.xlsx", "out.csv"} {
		s := begin(t, "blank")
		s.ok("import", "prospects", s.write("list.csv", list1))
		out := filepath.Join(t.TempDir(), name)
		s.want(s.object("prospects", "export", "--out", out), map[string]any{"rows": 3})
		again := begin(t, "blank")
		again.want(again.object("import", "prospects", out), map[string]any{"created": 3, "rejected_count": 0})
		for _, id := range []string{"A1", "A2", "A3"} {
			one := func(s *shell) map[string]any {
				return s.object("prospects", "search", "--where", "external_id="+id)["rows"].([]any)[0].(map[string]any)
			}
			a, b := one(s), one(again)
			for _, field := range []string{"name", "corporate_number", "prefecture", "employees", "channel"} {
				if a[field] != b[field] {
					t.Errorf("%s: %s %v came back as %v", name, field, a[field], b[field])
				}
			}
		}
	}
}

func TestHelpAndCompletion(t *testing.T) {
	s := begin(t, "blank")
	if out := s.ok("--help"); !strings.Contains(out, "funnel") || !strings.Contains(out, "SHIRUBE_WORKSPACE") {
		t.Errorf("help: %s", out)
	}
	if out := s.ok("completion", "bash"); !strings.Contains(out, "__start_shirube") {
		t.Error("no completion for bash")
	}
	if out := s.ok("__complete", "kpi", ""); !strings.Contains(out, "drivers") {
		t.Errorf("completion of kpi: %s", out)
	}
}

func TestPreviewStoresNothing(t *testing.T) {
	s := begin(t, "blank")
	file := s.write("list.csv", list1)
	p := s.object("import", "preview", file, "--limit", "2")
	s.want(p, map[string]any{"encoding": "utf-8", "delimiter": ",", "quote": `"`, "total": 3})
	header, _ := json.Marshal(p["header"])
	if len(p["rows"].([]any)) != 2 || !strings.HasPrefix(string(header), `["会社名","法人番号"`) {
		t.Errorf("preview: %v", p)
	}
}
