package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// BenchmarkWindow holds the window of a long list (longList) against an empty
// one of the toolkit: the first frame, and the memory once the list stands in
// it. It needs Xvfb, runs once and asserts nothing.
func BenchmarkWindow(b *testing.B) {
	d := newDesk(b)
	ws, n := longList(b)
	empty := filepath.Join(b.TempDir(), "empty")
	if out, err := exec.Command("go", "build", "-o", empty, "./testdata/empty").CombinedOutput(); err != nil {
		b.Fatalf("go build: %v\n%s", err, out)
	}
	var first [2][]float64
	var memory [2]int
	for range 3 {
		for i, program := range []string{empty, binary} {
			times := ws.beside("times")
			title, args := "empty", []string{times}
			if program == binary {
				title, args = "list", []string{"--lang", "ja", "--theme", "light", "--times", times, ws.file}
			}
			w := timedWindow{d.start(program, b.TempDir(), title, args...), times}
			w.waits("first_frame", func(l timed) bool { first[i] = append(first[i], l.MS); return true })
			if program == binary {
				w.settles(page)
				w.keys("ctrl+2")
				w.waits("list", func(l timed) bool { return l.Count == n })
				w.click(600, 88)
				w.types("7")
				w.waits("search", func(l timed) bool { return l.Text == "7" })
			}
			memory[i] = w.proportional()
			end(b, w.process, os.Kill)
		}
	}
	for i := range first {
		slices.Sort(first[i])
	}
	fmt.Printf("14 start to first frame, %d companies / empty window    %8.0f ms / %8.0f ms = %.2f\n", n, first[1][1], first[0][1], first[1][1]/first[0][1])
	fmt.Printf("15 memory of that window over the empty one             %8d MB - %8d MB = %d MB\n", memory[1]>>10, memory[0]>>10, (memory[1]-memory[0])>>10)
	for b.Loop() {
	}
}

// proportional is the memory of the window's process, its part of what it
// shares with others, in KB.
func (w window) proportional() int {
	w.Helper()
	content, err := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", w.process.Process.Pid))
	if err != nil {
		w.Fatal(err)
	}
	var kb int
	for line := range strings.Lines(string(content)) {
		if _, err := fmt.Sscanf(line, "Pss: %d kB", &kb); err == nil {
			return kb
		}
	}
	w.Fatal("no Pss in smaps_rollup")
	return 0
}
