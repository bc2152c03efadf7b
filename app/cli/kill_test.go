package cli

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// manyRows is a list long enough for an import to be hit in its middle.
func manyRows(n int) string {
	var b strings.Builder
	b.WriteString("会社名,管理番号,都道府県,メール,認知日\n")
	for i := range n {
		fmt.Fprintf(&b, "株式会社まほろば%d,M%d,東京都,m%d@mahoroba.example,2026-10-%02d\n", i, i, i, 1+i%30)
	}
	return b.String()
}

// TestKilledInTheMiddleOfAnImport kills an import without warning at moments
// drawn at random: SHIRUBE_KILLS times, five unless set. With SHIRUBE_KILL_FILE
// it imports that file of the corporate register.
func TestKilledInTheMiddleOfAnImport(t *testing.T) {
	kills := 5
	if n, err := strconv.Atoi(os.Getenv("SHIRUBE_KILLS")); err == nil {
		kills = n
	}
	s := begin(t, "blank")
	importing := []string{"import", "prospects", os.Getenv("SHIRUBE_KILL_FILE"), "--preset", "nta"}
	if importing[2] == "" {
		importing = []string{"import", "prospects", s.write("many.csv", manyRows(40_000)), "--stage", "aware=認知日"}
	}
	empty, err := os.ReadFile(s.file)
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	rows := s.object(importing...)["rows"].(float64)
	whole := time.Since(began)
	seed := uint64(began.UnixNano())
	t.Logf("seed %d, a whole import takes %v", seed, whole)
	rng := rand.New(rand.NewPCG(seed, 0))
	landed := 0
	for i := range kills {
		s := &shell{t, filepath.Join(t.TempDir(), "w.shirube")}
		if err := os.WriteFile(s.file, empty, 0o600); err != nil {
			t.Fatal(err)
		}
		c := program(append([]string{"-w", s.file}, importing...)...)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		timer := time.AfterFunc(time.Duration(rng.Float64()*1.1*float64(whole)), func() { _ = c.Process.Kill() })
		_ = c.Wait()
		timer.Stop()
		s.want(s.object("check"), map[string]any{"ok": true})
		total := s.object("prospects", "search", "--limit", "1")["total"].(float64)
		imports := s.object("import", "list")["imports"].([]any)
		if !(total == 0 && len(imports) == 0) && !(total == rows && len(imports) == 1) {
			t.Errorf("kill %d: %v prospects and %d imports", i+1, total, len(imports))
		}
		landed += len(imports)
	}
	t.Logf("%d kills: %d whole, %d absent, of %.0f rows", kills, landed, kills-landed, rows)
}

func TestInterruptRollsBack(t *testing.T) {
	s := begin(t, "blank")
	file := s.write("many.csv", manyRows(200_000))
	before := s.dump()
	c := program("-w", s.file, "import", "prospects", file, "--stage", "aware=認知日")
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(30 * time.Second); ; {
		if _, err := os.Stat(s.file + ".lock"); err == nil {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the import never began")
		}
		time.Sleep(time.Millisecond) // until the other process holds the file
	}
	if err := c.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	_ = c.Wait()
	if code := c.ProcessState.ExitCode(); code != Failed {
		t.Errorf("exit %d, want 1", code)
	}
	if s.dump() != before {
		t.Error("an interrupted import has left something")
	}
	s.want(s.object("check"), map[string]any{"ok": true})
}
