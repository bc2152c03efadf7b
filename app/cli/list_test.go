package cli

import (
	"fmt"
	"strings"
	"testing"
)

func TestDuplicatesAreMergedAndParted(t *testing.T) {
	s := begin(t, "sales")
	list := s.write("a.csv", "法人番号,会社名,都道府県,市区町村,電話番号,担当者氏名\n7000012050002,株式会社髙橋精工,東京都,千代田区,,佐藤\n,高橋精工㈱,,千代田区,03-1111-2222,山田\n,高橋精工,大阪府,大阪市,,\n")
	s.object("import", "prospects", list)
	found := s.object("prospects", "duplicates")
	pair := found["pairs"].([]any)[0].(map[string]any)
	if found["total"] != 1.0 || pair["reason"] != "name_place" || pair["name_a"] != "株式会社髙橋精工" || pair["name_b"] != "高橋精工㈱" {
		t.Fatalf("%v", found)
	}
	before := s.dump()
	a, b := fmt.Sprint(pair["a"]), fmt.Sprint(pair["b"])
	merged := s.object("prospects", "merge", a, b, "--field", "name=b")
	p := merged["prospect"].(map[string]any)
	if p["name"] != "高橋精工㈱" || p["corporate_number"] != "7000012050002" || p["phone"] != "03-1111-2222" || p["contact_name"] != "佐藤" {
		t.Errorf("%v", merged)
	}
	if hits := s.object("prospects", "search", "0311112222"); hits["total"] != 1.0 {
		t.Errorf("found by what it took over: %v", hits)
	}
	if all := s.object("prospects", "search", ""); all["total"] != 2.0 {
		t.Errorf("%v", all)
	}
	s.ok("undo")
	if s.dump() != before {
		t.Error("parted again, the list differs")
	}
	for _, args := range [][]string{{"merge", a, a}, {"merge", a, "4711"}} {
		if code, _, said := s.run(append([]string{"prospects"}, args...)...); code != Failed || said == "" {
			t.Errorf("%v: exit %d, %s", args, code, said)
		}
	}
	for _, args := range [][]string{{"merge", a, "x"}, {"merge", a, b, "--field", "name=c"}, {"merge", a}} {
		if code, _, _ := s.run(append([]string{"prospects"}, args...)...); code != Usage {
			t.Errorf("%v: exit %d", args, code)
		}
	}
}

// TestSegmentsAreCountedDayByDay lets a month pass and makes a KPI of it.
func TestSegmentsAreCountedDayByDay(t *testing.T) {
	s := begin(t, "blank")
	s.ok("import", "prospects", s.write("a.csv", "会社名,都道府県\nA,東京都\nB,東京都\nC,大阪府\n"), "--today", "2026-10-01")
	if g := s.object("segment", "set", "tokyo", "--name", "東京", "--where", "prefecture=東京都", "--active", "--today", "2026-10-05"); g["count"] != 2.0 || g["where"] != `prefecture=東京都 and closed_day=""` || g["measure"] != "segment.tokyo" {
		t.Errorf("%v", g)
	}
	s.ok("kpi", "set", "stock", "--formula", "segment.tokyo * 10", "--unit", "count", "--today", "2026-10-05")
	s.ok("import", "prospects", s.write("b.csv", "会社名,都道府県\nD,東京都\n"), "--today", "2026-10-20")
	s.ok("segment", "list", "--today", "2026-11-03")
	for period, want := range map[string]any{"2026-09": nil, "2026-10": 30.0, "2026-11": 30.0} {
		if v := s.object("kpi", "value", "stock", "--period", period, "--today", "2026-11-03"); v["value"] != want {
			t.Errorf("%s: %v, want %v", period, v["value"], want)
		}
	}
	history := s.object("segment", "count", "tokyo", "--today", "2026-11-03")["history"].([]any)
	if len(history) != 3 {
		t.Errorf("%v", history)
	}
	if code, _, said := s.run("segment", "delete", "tokyo"); code != Failed || !strings.Contains(said, "stock") {
		t.Errorf("exit %d: %s", code, said)
	}
	if code, _, _ := s.run("segment", "set", "x", "--where", "nome=1"); code != Usage {
		t.Errorf("exit %d", code)
	}
	s.ok("segment", "set", "all")
	s.ok("segment", "delete", "all")
	if all := s.object("segment", "list")["segments"].([]any); len(all) != 1 {
		t.Errorf("%v", all)
	}
	s.ok("check")
}

func TestOptOutOnTheCommandLine(t *testing.T) {
	s := begin(t, "blank")
	list := s.write("a.csv", "会社名,担当者氏名,担当者メール\nA,山田,yamada@x.jp\n")
	s.ok("import", "prospects", list)
	if out := s.object("prospects", "opt-out", "Yamada@x.jp"); out["contacts"] != 1.0 || out["opt_out"] == nil {
		t.Errorf("%v", out)
	}
	s.ok("import", "prospects", list, "--on-match", "create")
	if out := s.object("prospects", "opt-in", "yamada@x.jp"); out["contacts"] != 2.0 || out["opt_out"] != nil {
		t.Errorf("%v", out)
	}
}

func TestManyAreEditedAlike(t *testing.T) {
	s := begin(t, "blank")
	s.ok("import", "prospects", s.write("a.csv", "会社名,都道府県\nA,東京都\nB,東京都\nC,大阪府\n"))
	before := s.dump()
	if out := s.object("prospects", "edit", "--where", "prefecture=東京都", "--set", "owner=山田", "--tag", "重要"); out["changed"] != 2.0 {
		t.Errorf("%v", out)
	}
	if hits := s.object("prospects", "search", "--where", "owner=山田 and tag=重要"); hits["total"] != 2.0 {
		t.Errorf("%v", hits)
	}
	s.ok("undo")
	if s.dump() != before {
		t.Error("taken back, the list differs")
	}
	for _, args := range [][]string{{"--set", "owner=x"}, {"--all"}, {"--all", "--set", "owner"}} {
		if code, _, _ := s.run(append([]string{"prospects", "edit"}, args...)...); code != Usage {
			t.Errorf("%v: exit %d", args, code)
		}
	}
	if code, _, said := s.run("prospects", "edit", "--all", "--set", "phone=abc"); code != Failed || said == "" {
		t.Errorf("exit %d: %s", code, said)
	}
}
