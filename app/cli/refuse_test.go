package cli

import (
	"archive/zip"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWrongFilesLeaveTheWorkspaceAsItWas(t *testing.T) {
	s := begin(t, "blank")
	good := s.write("good.csv", "会社名,メール\n青葉精工株式会社,a@aoba.example\n")
	s.ok("import", "prospects", good)
	before := s.dump()
	workbook := filepath.Join(filepath.Dir(s.file), "book.zip")
	f, err := os.Create(workbook)
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(f)
	if _, err := z.Create("nothing.txt"); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	f.Close()

	for name, file := range map[string]string{
		"empty":                 s.write("empty.csv", ""),
		"header only":           s.write("header.csv", "会社名,メール\n"),
		"binary":                s.write("binary.csv", "\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\xff\xfe\x00\x01"),
		"a zip that is no book": workbook,
		"no column we know":     s.write("other.csv", "foo,bar\n1,2\n3,4\n"),
		"one line of 10 MB":     s.write("long.csv", "会社名,メール\n"+strings.Repeat("長", 10<<20/3)),
		"missing":               filepath.Join(filepath.Dir(s.file), "missing.csv"),
		"only bad rows":         s.write("bad.csv", "会社名,法人番号\n株式会社だめ,1234567890123\n"),
	} {
		t.Run(name, func(t *testing.T) {
			s := &shell{t, s.file}
			code, out, stderr := s.run("import", "prospects", file, "--json")
			if code != Failed {
				t.Errorf("exit %d, want 1\n%s", code, out)
			}
			listed := name == "only bad rows" || name == "one line of 10 MB"
			if !listed && (!strings.HasPrefix(stderr, "shirube: "+filepath.Base(file)+": ") || strings.Count(stderr, "\n") != 1 || out != "") {
				t.Errorf("not one line of what, where and what to do: %q %q", stderr, out)
			}
			if s.dump() != before {
				t.Error("the workspace has changed")
			}
		})
	}
	code, _, stderr := s.run("import", "prospects", good, "--map", "name=nosuch")
	if code != Failed || s.dump() != before {
		t.Errorf("a column that isn't there: exit %d %s", code, stderr)
	}
}

func TestBadRowsAreListedAndTheOthersLand(t *testing.T) {
	s := begin(t, "blank")
	file := s.write("mixed.csv", "会社名,法人番号,従業員数,従業員数,認知日\n"+
		"株式会社あ,7000012050002,10,11,2026-10-01\n"+
		"株式会社い,7000012050003,10,11,2026-10-02\n"+
		"株式会社う,,たくさん,11,2026-10-03\n"+
		"株式会社え,,12,11,2026-02-30\n")
	r := s.object("import", "prospects", file, "--stage", "aware=認知日")
	s.want(r, map[string]any{"rows": 4, "created": 1, "rejected_count": 3})
	lines := []float64{}
	for _, x := range r["rejected"].([]any) {
		x := x.(map[string]any)
		lines = append(lines, x["line"].(float64))
		for _, field := range []string{"column", "value", "code"} {
			if x[field] == nil || x[field] == "" {
				t.Errorf("%v has no %s", x, field)
			}
		}
	}
	if len(lines) != 3 || lines[0] != 3 || lines[1] != 4 || lines[2] != 5 {
		t.Errorf("lines %v, want 3 4 5", lines)
	}

	ambiguous := s.write("ambiguous.csv", "会社名,認知日\n株式会社お,04/05/2026\n株式会社か,06/07/2026\n")
	before := s.dump()
	code, _, stderr := s.run("import", "prospects", ambiguous, "--stage", "aware=認知日")
	if code != Failed || !strings.Contains(stderr, "--date-order") || s.dump() != before {
		t.Errorf("day or month first: exit %d %s", code, stderr)
	}
	s.want(s.object("import", "prospects", ambiguous, "--stage", "aware=認知日", "--date-order", "dmy"), map[string]any{"created": 2})
	if got := s.object("prospects", "search", "株式会社お")["rows"].([]any)[0].(map[string]any)["stage_day"]; got != "2026-05-04" {
		t.Errorf("04/05/2026 with the day first is %v", got)
	}
}

func TestWrongUsageIsExit2(t *testing.T) {
	s := begin(t, "blank")
	for _, args := range [][]string{
		{"nonsense"}, {"funnel", "--nonsense"}, {"funnel", "extra"}, {"kpi"}, {"kpi", "value"}, {"measure", "set", "cost"},
		{"funnel", "--window", "soon"}, {"funnel", "--view", "side"}, {"funnel", "--by", "taste"}, {"funnel", "--from", "yesterday"},
		{"kpi", "value", "x", "--period", "2026-13"}, {"import", "prospects", "x.csv", "--on-match", "guess"}, {"import", "prospects", "x.csv", "--map", "name"},
		{"prospects", "search", "--where", "stage"}, {"--today", "soon", "funnel"}, {"--lang", "fr", "check"}, {"import", "undo", "first"},
		{"funnel", "--from", "2026-07-01", "--to", "2026-06-30"}, {"prospects", "export", "--out", "list.pdf"},
	} {
		if code, out, stderr := s.run(args...); code != Usage || out != "" || !strings.HasPrefix(stderr, "shirube: ") || strings.Count(stderr, "\n") != 1 {
			t.Errorf("%v: exit %d, %q, %q", args, code, out, stderr)
		}
	}
	c := program("check")
	if out, _ := c.CombinedOutput(); c.ProcessState.ExitCode() != Usage {
		t.Errorf("no workspace: exit %d %s", c.ProcessState.ExitCode(), out)
	}
	for _, args := range [][]string{{"kpi", "value", "nosuch"}, {"import", "undo", "99"}, {"import", "changed", "99", "renamed"}, {"prospects", "show", "99"}, {"stage", "move", "99", "buy"}, {"init", s.file}} {
		if code, _, stderr := s.run(args...); code != Failed || !strings.HasPrefix(stderr, "shirube: ") {
			t.Errorf("%v: exit %d %s", args, code, stderr)
		}
	}
}
