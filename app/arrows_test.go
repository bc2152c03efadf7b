package app_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "shirube"

// trade is every package under data that knows a noun of the trade or what
// nouns share: all but the adapters store, tabular and datatest.
var trade = []string{
	"data", "data/period", "data/change", "data/setting", "data/intake", "data/prospect",
	"data/measure", "data/funnel", "data/kpi", "data/crosstab", "data/review", "data/report",
}

var words = []string{"assets", "assets/face", "assets/words", "assets/palette", "assets/art", "assets/sample"}

func all(groups ...[]string) []string { return slices.Concat(groups...) }

// order is the one direction among the trades: each may import those before it.
var order = []string{"data/intake", "data/prospect", "data/measure", "data/funnel", "data/kpi", "data/crosstab", "data/review", "data/report"}

var shared = []string{"data", "data/period", "data/change", "data/setting"}

var pageMay = all([]string{"app/route", "app/task", "app/dialogs", "app/widgets", "app/style", "charts", "charts/scene", "charts/paper", "charts/native"}, trade, words)

// arrows is design §2: who may import whom. "app/pages/" stands for every page.
var arrows = map[string][]string{
	"":            {"app/cli", "app/shell", "app/locale"},
	"app":         all(trade, words, []string{"data/store", "data/tabular", "charts", "charts/scene", "charts/html", "charts/paper", "charts/pdf", "charts/xlsx", "charts/slide"}),
	"app/cli":     all([]string{"app", "charts", "charts/scene", "charts/paper", "charts/html", "charts/pdf", "charts/xlsx"}, trade, words),
	"app/locale":  {},
	"app/shell":   all([]string{"app", "app/pages/"}, pageMay),
	"app/route":   all([]string{"charts"}, trade),
	"app/pages/":  pageMay,
	"app/dialogs": all([]string{"app/route", "app/task", "app/widgets", "app/style", "data", "data/period", "data/intake", "data/prospect"}, words),
	"app/widgets": all([]string{"app/style", "app/task", "data/period", "charts", "charts/native"}, words),
	"app/style":   all([]string{"data/period"}, words),
	"app/task":    {"data"},

	"data":               {},
	"data/period":        {"data"},
	"data/change":        {"data"},
	"data/setting":       {"data", "data/period", "data/change"},
	"data/store":         all([]string{"data/store/rowblob"}, trade),
	"data/store/rowblob": {},
	"data/tabular":       trade,

	"charts":        all(trade, words),
	"charts/scene":  {"charts", "assets/palette"},
	"charts/raster": {"charts/scene", "assets/face"},
	"charts/slide":  all([]string{"charts", "charts/scene", "charts/raster", "data"}, words),
	"charts/native": all([]string{"charts", "charts/scene", "charts/raster"}, words),
	"charts/paper":  all([]string{"charts", "charts/scene"}, trade, words),
	"charts/html":   all([]string{"charts", "charts/scene"}, trade, words),
	"charts/pdf":    all([]string{"charts/scene"}, words),
	"charts/xlsx":   all([]string{"charts", "charts/scene"}, trade, words),

	"assets":         {},
	"assets/face":    {"assets"},
	"assets/words":   {"assets"},
	"assets/palette": {"assets"},
	"assets/art":     {"assets"},
	"assets/sample":  {"assets"},
}

// testOnly are packages that only tests import; they and tests may import anything.
var testOnly = []string{"data/datatest", "app/apptest", "app/e2e", "charts/charttest"}

type pkg struct {
	Dir, ImportPath, Name string
	Imports               []string
	GoFiles               []string
}

func packages(t *testing.T) []pkg {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=Dir,ImportPath,Name,Imports,GoFiles", module+"/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var ps []pkg
	for d := json.NewDecoder(bytes.NewReader(out)); d.More(); {
		var p pkg
		if err := d.Decode(&p); err != nil {
			t.Fatal(err)
		}
		p.ImportPath = strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, module), "/")
		ps = append(ps, p)
	}
	return ps
}

func allowed(from string) ([]string, bool) {
	if i := slices.Index(order, from); i >= 0 {
		return append(slices.Clone(order[:i]), shared...), true
	}
	if strings.HasPrefix(from, "app/pages/") {
		from = "app/pages/"
	}
	to, ok := arrows[from]
	return to, ok
}

func may(to []string, imp string) bool {
	return slices.Contains(to, imp) || strings.HasPrefix(imp, "app/pages/") && slices.Contains(to, "app/pages/")
}

func windowed(p string) bool {
	return p == "" || strings.HasPrefix(p, "app/") && p != "app/cli" && p != "app/locale" || p == "charts/native"
}

func TestImportsFollowTheArrows(t *testing.T) {
	for _, p := range packages(t) {
		if slices.Contains(testOnly, p.ImportPath) {
			continue
		}
		to, known := allowed(p.ImportPath)
		if !known {
			t.Errorf("%s is not a room of the house: add it to design and to this table", p.ImportPath)
			continue
		}
		for _, imp := range p.Imports {
			switch {
			case strings.HasPrefix(imp, module+"/"):
				imp = strings.TrimPrefix(imp, module+"/")
				if !may(to, imp) {
					t.Errorf("%s imports %s", p.ImportPath, imp)
				}
			case strings.HasPrefix(imp, "fyne.io/"):
				if !windowed(p.ImportPath) {
					t.Errorf("%s imports %s, but has no window", p.ImportPath, imp)
				}
			case imp == "database/sql" || strings.Contains(imp, "go-sqlite3"):
				if p.ImportPath != "data/store" && p.ImportPath != "data/store/rowblob" {
					t.Errorf("%s imports %s: only data/store speaks SQL", p.ImportPath, imp)
				}
			}
		}
	}
}

func TestEveryPackageSaysWhatItIsFor(t *testing.T) {
	for _, p := range packages(t) {
		if p.Name == "main" {
			continue
		}
		if !slices.Contains(p.GoFiles, "doc.go") {
			t.Errorf("%s has no doc.go", p.ImportPath)
		}
	}
}

func TestMainOnlyOpensTheDoor(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("..", "main.go"))
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(b, []byte("\n")); n > 60 {
		t.Errorf("main.go has %d lines, more than 60", n)
	}
}

func TestOnlyTaskReachesTheWindowsGoroutine(t *testing.T) {
	for _, p := range packages(t) {
		if p.ImportPath == "app/task" {
			continue
		}
		for _, f := range p.GoFiles {
			b, err := os.ReadFile(filepath.Join(p.Dir, f))
			if err != nil {
				t.Fatal(err)
			}
			if bytes.Contains(b, []byte("fyne.Do(")) || bytes.Contains(b, []byte("fyne.DoAndWait(")) {
				t.Errorf("%s/%s calls fyne.Do: only app/task may", p.ImportPath, f)
			}
		}
	}
}
