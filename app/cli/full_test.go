//go:build linux

package cli

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestDiskFull imports more than the disk has room for: the error says what to
// do, the list stays as it was to the byte, and with room again all works.
func TestDiskFull(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=16m"); err != nil {
		t.Skip("a small disk cannot be mounted here: ", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	elsewhere := begin(t, "blank")
	s := &shell{t, filepath.Join(dir, "w.shirube")}
	s.ok("init", s.file, "--template", "blank")
	s.ok("import", "prospects", elsewhere.write("few.csv", manyRows(2_000)))
	exported := func(name string) string {
		file := filepath.Join(filepath.Dir(elsewhere.file), name)
		s.ok("prospects", "export", "--out", file)
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	before, ballast := exported("before.csv"), filepath.Join(dir, "ballast")
	if err := os.WriteFile(ballast, make([]byte, 6<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	many := elsewhere.write("many.csv", strings.ReplaceAll(manyRows(90_000), ",M", ",N"))
	code, out, problem := s.run("import", "prospects", many, "--match", "external_id")
	if code != Failed || !strings.Contains(problem, "The disk is full") || !strings.Contains(problem, "Make room and try again") {
		t.Errorf("exit %d\n%s%s", code, out, problem)
	}
	if exported("after.csv") != before {
		t.Error("an import without room has changed the list")
	}
	s.want(s.object("check"), map[string]any{"ok": true})
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	s.want(s.object("import", "prospects", elsewhere.write("more.csv", manyRows(2_500))), map[string]any{"created": 500, "skipped": 2000})
}
