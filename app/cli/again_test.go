package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// analytics is a report as Google Analytics exports it: nine lines of comments,
// a grand total first, then the days.
func analytics(rows string) string {
	return "# ----------------------------------------\n# アカウント: 青葉, 営業部\n# プロパティ: LP\n# ----------------------------------------\n#\n" +
		"# すべてのユーザー\n# 開始日: 20261001\n# 終了日: 20261031\n#\n日付,セッション,総ユーザー数\n" + rows
}

func TestAnImportIsDoneAgainWithTheNextFile(t *testing.T) {
	s := begin(t, "blank")
	at := time.Date(2026, 11, 1, 9, 0, 0, 0, time.Local)
	file := func(name, text string) {
		path := s.write(name, text)
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
		at = at.Add(time.Hour)
	}
	value := func(key string) any {
		for _, m := range s.object("measure", "list")["measures"].([]any) {
			if m := m.(map[string]any); m["measure"] == key {
				return m["last_measured"]
			}
		}
		return nil
	}
	again := func(args ...string) []any {
		return s.object(append([]string{"import", "again"}, args...)...)["again"].([]any)
	}
	result := func(a any) map[string]any { return a.(map[string]any)["result"].(map[string]any) }

	if got := again(); len(got) != 0 {
		t.Errorf("nothing is remembered: %v", got)
	}
	file("ga4_2026-10.csv", analytics(",合計,300\n20261001,100,80\n20261002,200,160\n"))
	first := s.object("import", "measures", filepath.Join(filepath.Dir(s.file), "ga4_2026-10.csv"),
		"--measure", "visits=セッション", "--measure", "users=総ユーザー数", "--remember", "web")
	s.want(first, map[string]any{"rows": 3, "created": 2, "updated": 0, "skipped": 1, "totals": 1, "rejected_count": 0})

	before := s.dump()
	same := again("web")[0].(map[string]any)
	if same["taken"] == nil || same["result"] != nil || s.dump() != before {
		t.Errorf("the same file again: %v", same)
	}
	if out := s.ok("import", "again", "web"); !strings.Contains(out, "nothing changes") {
		t.Errorf("it doesn't say so: %s", out)
	}

	file("ga4_2026-11 (1).csv", analytics("20261002,200,160\n20261003,50,40\n,,総計\n"))
	file("ads.csv", "not,of\nthe,kind\n")
	listed := s.object("import", "list")["recurring"].([]any)[0].(map[string]any)
	s.want(listed, map[string]any{"name": "web", "noun": "measures", "pattern": "ga4_*.csv", "file": "ga4_2026-11 (1).csv", "taken": nil})
	s.want(result(again("--dry-run")[0]), map[string]any{"rows": 3, "created": 1, "skipped": 2, "import": 0})
	if value("visits") != "2026-10-02" {
		t.Errorf("a dry run stored something: %v", value("visits"))
	}
	s.want(result(again()[0]), map[string]any{"rows": 3, "created": 1, "updated": 0, "skipped": 2, "totals": 1, "rejected_count": 0})
	if value("visits") != "2026-10-03" || len(again()) != 0 {
		t.Errorf("%v; again: %v", value("visits"), again())
	}

	number := s.object("import", "list")["imports"].([]any)[0].(map[string]any)["import"].(float64)
	s.ok("import", "undo", string('0'+rune(number)))
	s.want(result(again()[0]), map[string]any{"created": 1})

	file("ga4_2026-12.csv", "日付,ページビュー\n20261201,5\n")
	if code, _, stderr := s.run("import", "again", "web"); code != Failed || !strings.Contains(stderr, "総ユーザー数") && !strings.Contains(stderr, "セッション") {
		t.Errorf("other columns: exit %d %s", code, stderr)
	}
	s.ok("import", "forget", "web")
	for _, args := range [][]string{{"import", "again", "web"}, {"import", "forget", "web"}} {
		if code, _, stderr := s.run(args...); code != Failed || !strings.Contains(stderr, "web") {
			t.Errorf("%v: exit %d %s", args, code, stderr)
		}
	}
}

// The totals of an advertising report stand below its days; "--" in a cell is
// no number. A file of measures has no rows that are counted twice.
func TestTotalsOfAdvertisingAreNotAddedUp(t *testing.T) {
	s := begin(t, "blank")
	file := s.write("ads.csv", "キャンペーン レポート\n2026年10月1日~2026年10月31日\n日,キャンペーン,費用,表示回数\n"+
		"2026-10-01,指名,1200,300\n2026-10-01,一般,800, --\n--,合計: キャンペーン,2000,300\n,Total: Account,2000,300\n")
	r := s.object("import", "measures", file, "--measure", "cost=費用", "--measure", "shown=表示回数")
	s.want(r, map[string]any{"rows": 4, "created": 2, "skipped": 2, "totals": 2, "rejected_count": 0})
	s.ok("kpi", "set", "spent", "--formula", "cost", "--unit", "yen")
	s.want(s.object("kpi", "value", "spent", "--period", "2026-10"), map[string]any{"value": 2000})
	s.want(s.object("import", "measures", file, "--measure", "cost=費用", "--measure", "shown=表示回数"), map[string]any{"rows": 4, "created": 0, "updated": 0, "skipped": 4})
}
