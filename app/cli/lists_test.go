package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestListsSayWhereCompaniesCameFrom(t *testing.T) {
	s := begin(t, "blank")
	file := s.write("a.csv", "会社名,都道府県,メール\nA社,東京都,a@example.jp\nB社,大阪府,b@example.jp\n")
	told := []string{"--list", "購入名簿 2026", "--source", "bought", "--from", "名簿屋", "--purpose", "製品の案内", "--acquired", "2026-10-05"}
	dry := s.object(append([]string{"import", "prospects", file, "--dry-run"}, told...)...)
	if dry["list"] != "購入名簿_2026" || len(s.object("list", "ls")["lists"].([]any)) != 0 {
		t.Errorf("a dry run: %v", dry)
	}
	s.ok(append([]string{"import", "prospects", file}, told...)...)
	s.ok("import", "prospects", file, "--list", "購入名簿 2026", "--on-match", "skip")
	l := s.object("list", "ls")["lists"].([]any)[0].(map[string]any)
	for k, want := range map[string]any{"key": "購入名簿_2026", "name": "購入名簿 2026", "source": "bought", "from": "名簿屋", "purpose": "製品の案内", "acquired": "2026-10-05", "count": 2.0} {
		if l[k] != want {
			t.Errorf("%s: %v, want %v", k, l[k], want)
		}
	}
	s.ok("list", "set", "fair", "--name", "=cmd|'/C calc'!A0\"<b>", "--source", "exhibition")
	if r := s.object("list", "add", "fair", "--where", "prefecture=東京都 and list=購入名簿_2026"); r["changed"] != 1.0 || r["count"] != 1.0 {
		t.Errorf("%v", r)
	}
	if r := s.object("prospects", "search", "--where", "list=fair"); r["total"] != 1.0 {
		t.Errorf("%v", r)
	}
	if r := s.object("list", "show", "fair"); len(r["rows"].([]any)) != 1 || r["name"] != "=cmd|'/C calc'!A0\"<b>" {
		t.Errorf("%v", r)
	}
	out := filepath.Join(t.TempDir(), "fair.csv")
	s.ok("list", "export", "fair", "--out", out)
	if b, _ := os.ReadFile(out); !strings.Contains(string(b), "A社") || strings.Contains(string(b), "B社") {
		t.Errorf("exported %s", b)
	}
	if r := s.object("list", "remove", "fair", "--query", "A社"); r["count"] != 0.0 {
		t.Errorf("%v", r)
	}
	s.ok("undo")
	if r := s.object("list", "show", "fair"); r["count"] != 1.0 {
		t.Errorf("after the undo %v", r)
	}
	s.ok("list", "delete", "fair")
	for want, cases := range map[int][][]string{
		Failed: {{"list", "show", "fair"}, {"list", "set", "1x"}, {"list", "set", "x", "--source", "stolen"}, {"list", "set", "x", "--name", "購入名簿 2026"},
			{"list", "add", "購入名簿 2026", "4711"}, {"prospects", "search", "--where", "list=fair"}, {"import", "prospects", file, "--list", "n", "--acquired", "soon"}},
		Usage: {{"list", "add", "購入名簿 2026"}, {"list", "add", "購入名簿 2026", "x"}, {"import", "prospects", file, "--purpose", "x"}},
	} {
		for _, args := range cases {
			if code, _, said := s.run(args...); code != want || said == "" {
				t.Errorf("%v: exit %d, want %d: %s", args, code, want, said)
			}
		}
	}
}

func TestAnImportSaysWhatItLeaves(t *testing.T) {
	s := begin(t, "blank")
	file := s.write("a.csv", "会社名,ご住所,来場ブース\nA社,鳥取県鳥取市1,東館\n")
	for _, c := range []struct {
		args []string
		want string
	}{{[]string{"--dry-run"}, "まだ入れていません"}, {nil, "に入れました"}} {
		_, out, _ := s.run(append([]string{"--lang", "ja", "import", "prospects", file, "--list", "展示会"}, c.args...)...)
		if !strings.Contains(out, "取り込まない列: 来場ブース(") || !strings.Contains(out, c.want) {
			t.Errorf("%v: %s", c.args, out)
		}
	}
	if r := s.object("import", "prospects", file, "--map", "name=会社名", "--dry-run"); len(r["left"].([]any)) != 2 {
		t.Errorf("%v", r)
	}
}
