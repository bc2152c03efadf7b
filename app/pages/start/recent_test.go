package start

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestRecentWorkspaces(t *testing.T) {
	dir := t.TempDir()
	r := Recent{filepath.Join(dir, "shirube", "recent.json")}
	if got := r.List(); got != nil {
		t.Fatalf("a list that was never written gave %v", got)
	}
	var want []string
	for i := range recentLimit + 2 {
		path := filepath.Join(dir, fmt.Sprintf("営業%d.shirube", i))
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := r.Add(path); err != nil {
			t.Fatal(err)
		}
		want = slices.Insert(want, 0, path)
	}
	want = want[:recentLimit]
	if got := r.List(); !slices.Equal(got, want) {
		t.Errorf("got %v, want the newest %d: %v", got, recentLimit, want)
	}

	t.Run("should put one used again first, once", func(t *testing.T) {
		again := want[3]
		if err := r.Add(again); err != nil {
			t.Fatal(err)
		}
		got := r.List()
		if got[0] != again || len(got) != recentLimit || slices.Index(got[1:], again) >= 0 {
			t.Errorf("got %v", got)
		}
	})
	t.Run("should leave out what was deleted", func(t *testing.T) {
		gone := r.List()[0]
		if err := os.Remove(gone); err != nil {
			t.Fatal(err)
		}
		if slices.Contains(r.List(), gone) {
			t.Error("a deleted workspace is still offered")
		}
	})
	t.Run("should be empty when its file is damaged, and mend it", func(t *testing.T) {
		if err := os.WriteFile(r.File, []byte(`["/a`), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := r.List(); len(got) != 0 {
			t.Errorf("got %v", got)
		}
		if err := r.Add(want[1]); err != nil || !slices.Equal(r.List(), want[1:2]) {
			t.Errorf("after Add: %v, %v", r.List(), err)
		}
	})
	left, err := filepath.Glob(filepath.Join(dir, "shirube", "recent-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("files left behind: %v %v", left, err)
	}
}

func TestFreeNames(t *testing.T) {
	dir := t.TempDir()
	for _, want := range []string{"営業.shirube", "営業 2.shirube", "営業 3.shirube"} {
		got := Free(dir, "営業", ".shirube")
		if filepath.Base(got) != want {
			t.Fatalf("got %s, want %s", got, want)
		}
		if err := os.WriteFile(got, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
