package start

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// recentLimit is how many workspaces are remembered: as many as the menu shows.
const recentLimit = 8

// Recent remembers the workspaces used last, newest first, in a small file of
// its own: which files there are is no matter of any one workspace.
type Recent struct{ File string }

// RecentHere is the list of this computer's user. Where the system names no
// place for it, nothing is remembered.
func RecentHere() Recent {
	dir, err := os.UserConfigDir()
	if err != nil {
		return Recent{}
	}
	return Recent{filepath.Join(dir, "shirube", "recent.json")}
}

// List gives the paths that still exist. An unreadable list is an empty one.
func (r Recent) List() []string {
	var paths []string
	b, err := os.ReadFile(r.File)
	if err != nil || json.Unmarshal(b, &paths) != nil {
		return nil
	}
	return slices.DeleteFunc(paths, func(p string) bool {
		_, err := os.Stat(p)
		return errors.Is(err, fs.ErrNotExist)
	})
}

// Add puts a workspace first. The new list replaces the old one in one step,
// so that a crash leaves either.
func (r Recent) Add(path string) error {
	if r.File == "" {
		return nil
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	paths := slices.DeleteFunc(r.List(), func(p string) bool { return p == path })
	paths = slices.Insert(paths, 0, path)
	b, err := json.Marshal(paths[:min(len(paths), recentLimit)])
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(r.File), 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(r.File), "recent-*")
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), r.File)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

// Documents is where new workspaces go unless the user says otherwise:
// しるべ (or Shirube) in the user's documents, else in the home folder. It
// names a folder and makes none.
func Documents(name string) string {
	home, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	for _, documents := range []string{"Documents", "ドキュメント", "書類"} {
		dir := filepath.Join(home, documents)
		if info, err := os.Stat(dir); err == nil && info.IsDir() {
			return filepath.Join(dir, name)
		}
	}
	return filepath.Join(home, name)
}

// Free gives dir/name+ext, with a number behind the name where that exists already.
func Free(dir, name, ext string) string {
	path := filepath.Join(dir, name+ext)
	for n := 2; ; n++ {
		if _, err := os.Stat(path); err != nil {
			return path
		}
		path = filepath.Join(dir, fmt.Sprintf("%s %d%s", name, n, ext))
	}
}
