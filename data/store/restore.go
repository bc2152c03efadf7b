package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"shirube/data"
)

// Restore puts the workspace in the file from in the place of the one at to,
// which nobody may have open. What stood there before is kept among the
// backups, whose path is given ("" where there was nothing).
func Restore(ctx context.Context, from, to string, o Options) (kept string, err error) {
	if from, err = filepath.Abs(from); err != nil {
		return "", err
	}
	if to, err = filepath.Abs(to); err != nil {
		return "", err
	}
	if _, err := inspect(from); err != nil {
		return "", failure(from, o, err)
	}
	if a, err := os.Stat(from); err == nil {
		if b, err := os.Stat(to); err == nil && os.SameFile(a, b) {
			return "", data.Errorf("backup_onto_itself", to, "", nil)
		}
	}
	if err := verify(ctx, from); err != nil {
		return "", failure(from, o, err)
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return "", data.Errorf("workspace_unwritable", to, "", err)
	}
	host, _ := os.Hostname()
	held, other, err := acquire(lockPath(to), Process{PID: os.Getpid(), Host: host, At: instant(o.clock()())}, false, true)
	if err != nil {
		return "", data.Errorf("workspace_unwritable", to, "", err)
	}
	if other != nil {
		return "", &data.Error{Code: "workspace_in_use", What: to, Args: map[string]any{"host": other.Host, "pid": other.PID}}
	}
	defer func() { err = errors.Join(err, held.release()) }()
	return replace(from, to, o)
}

// replace copies from beside to, keeps what stood at to, and renames.
func replace(from, to string, o Options) (kept string, err error) {
	part := to + ".part"
	defer os.Remove(part)
	if err := copyFile(from, part); err != nil {
		return "", data.Errorf("workspace_unwritable", to, "", err)
	}
	if _, err := os.Stat(to); err == nil {
		dir := backupDir(to, o)
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return "", data.Errorf("backup_unwritable", dir, "", err)
		}
		kept = free(filepath.Join(dir, backupName(to, o.clock()(), "replaced")))
		if err := copyFile(to, kept); err != nil {
			return "", data.Errorf("backup_unwritable", kept, "", err)
		}
		// What a crash left beside the old file belongs to it, and would be applied to the new one.
		for _, side := range []string{"-wal", "-journal", "-shm"} {
			if err := os.Rename(to+side, kept+side); err != nil && !errors.Is(err, os.ErrNotExist) {
				return kept, data.Errorf("workspace_unwritable", to, "", err)
			}
		}
	}
	if err := os.Rename(part, to); err != nil {
		return kept, data.Errorf("workspace_unwritable", to, "", err)
	}
	return kept, nil
}

// free gives path, or path with the first number that makes it a new name.
func free(path string) string {
	out := path
	for n := 2; ; n++ {
		if _, err := os.Lstat(out); err != nil {
			return out
		}
		out = fmt.Sprintf("%s-%d%s", path[:len(path)-len(extension)], n, extension)
	}
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}
