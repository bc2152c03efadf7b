package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAPersonIsHandedOutAndForgotten(t *testing.T) {
	s := begin(t, "blank")
	s.ok("import", "prospects", s.write("a.csv", "会社名,担当者氏名,担当者メール,認知日\nA社,\"=SUM(1) <b>花子</b>\",hanako@example.jp,2026-10-01\nB社,残る太郎,taro@example.jp,2026-10-02\n"),
		"--stage", "aware=認知日", "--list", "展示会", "--purpose", "製品の案内")
	s.ok("prospects", "opt-out", "hanako@example.jp")
	dir := t.TempDir()
	d := s.object("person", "export", "HANAKO@example.jp")
	if len(d["records"].([]any)) != 1 || d["opt_out"] == nil {
		t.Errorf("%v", d)
	}
	for _, name := range []string{"d.json", "d.csv", "d.xlsx"} {
		s.ok("person", "export", "hanako@example.jp", "--out", filepath.Join(dir, name))
	}
	if b, err := os.ReadFile(filepath.Join(dir, "d.csv")); err != nil || !strings.Contains(string(b), "製品の案内") || strings.Contains(string(b), "太郎") || strings.Contains(string(b), ",=SUM") {
		t.Errorf("%s %v", b, err)
	}
	counts := s.object("funnel", "--view", "stock")
	if code, _, said := s.run("person", "erase", "hanako@example.jp"); code != Usage || !strings.Contains(said, "--yes") {
		t.Errorf("erased without being sure: %d %s", code, said)
	}
	if e := s.object("person", "erase", "hanako@example.jp", "--yes"); e["people"] != 1.0 || len(e["left"].([]any)) != 0 {
		t.Errorf("%v", e)
	}
	for _, args := range [][]string{{"person", "export", "hanako@example.jp"}, {"person", "erase", "nobody", "--yes"}, {"person", "anonymise", "4711", "--yes"}} {
		if code, _, said := s.run(args...); code != Failed || said == "" {
			t.Errorf("%v: exit %d, %s", args, code, said)
		}
	}
	if e := s.object("person", "anonymise", "--where", "list=展示会", "--yes"); e["companies"] != 2.0 || e["people"] != 1.0 {
		t.Errorf("%v", e)
	}
	if after := s.object("funnel", "--view", "stock"); len(after["groups"].([]any)) != len(counts["groups"].([]any)) {
		t.Errorf("%v, was %v", after, counts)
	}
	b, err := os.ReadFile(s.file)
	if err != nil || strings.Contains(string(b), "花子") || strings.Contains(string(b), "太郎") || strings.Contains(string(b), "example.jp") {
		t.Errorf("still in the file (%v)", err)
	}
	if c := s.object("check"); c["ok"] != true {
		t.Errorf("%v", c)
	}
}

func TestPostalCodesAreImported(t *testing.T) {
	s := begin(t, "blank")
	ken := s.write("ken.csv", "13101,\"100  \",\"1000005\",\"a\",\"b\",\"c\",\"東京都\",\"千代田区\",\"丸の内（次のビルを除く）\",0,0,1,0,0,0\n")
	if r := s.object("import", "postal", ken); r["created"] != 1.0 || r["rejected_count"] != 0.0 {
		t.Errorf("%v", r)
	}
	s.ok("import", "prospects", s.write("a.csv", "会社名,郵便番号\nA社,100-0005\n"), "--fill-places")
	if r := s.object("prospects", "search", "丸の内"); r["total"] != 1.0 {
		t.Errorf("%v", r)
	}
	if code, _, said := s.run("import", "postal", s.write("no.csv", "a,b\n1,2\n")); code != Failed || !strings.Contains(said, "15 columns") {
		t.Errorf("exit %d, %s", code, said)
	}
}
