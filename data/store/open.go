package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"shirube/data"
)

// Create makes a new, empty workspace and opens it.
func Create(ctx context.Context, path string, o Options) (*Store, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(path); err == nil {
		return nil, data.Errorf("workspace_exists", path, "", nil)
	}
	part := filepath.Join(filepath.Dir(path), ".new-"+rand.Text()+extension)
	defer os.Remove(part)
	if err := build(ctx, part, o); err != nil {
		return nil, failure(path, o, err)
	}
	if err := os.Rename(part, path); err != nil {
		return nil, data.Errorf("workspace_unwritable", path, "", err)
	}
	return Open(ctx, path, o)
}

func build(ctx context.Context, path string, o Options) error {
	db, err := openWriter(path, false)
	if err != nil {
		return err
	}
	if _, err = db.ExecContext(ctx, fmt.Sprintf("PRAGMA page_size = %d", pageSize)); err == nil {
		err = migrate(ctx, db, migrations, o.clock())
	}
	return errors.Join(err, db.Close())
}

// Open opens a workspace. A file that is missing, no workspace, newer than
// this program or damaged is refused (codes workspace_missing, not_a_workspace,
// workspace_newer, workspace_damaged) and left as it is. Where another process
// has it open for writing, or the file may not be written, it is read only.
func Open(ctx context.Context, path string, o Options) (*Store, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	if _, err := inspect(path); err != nil {
		return nil, failure(path, o, err)
	}
	s := &Store{path: path, options: o, clock: o.clock(), shared: SharedKind(path)}
	s.view = newView(s)
	if !o.ReadOnly && writable(path) {
		host, _ := os.Hostname()
		me := Process{PID: os.Getpid(), Host: host, At: instant(s.clock())}
		synced := s.shared != "" && s.shared != Network
		s.lock, s.other, err = acquire(lockPath(path), me, synced, o.TakeOver)
		if err != nil && !errors.Is(err, fs.ErrPermission) { // without a lock it is read only
			return nil, data.Errorf("workspace_unwritable", path, "", err)
		}
	}
	if err := s.start(ctx); err != nil {
		s.abandon()
		return nil, failure(path, o, err)
	}
	return s, nil
}

func (s *Store) start(ctx context.Context) error {
	if s.other == nil {
		if err := examine(ctx, s.path); err != nil {
			return err
		}
	}
	return s.connect(ctx)
}

// connect opens the pools, migrates and makes the day's backup.
func (s *Store) connect(ctx context.Context) error {
	if s.lock == nil {
		return s.connectReading(ctx)
	}
	var err error
	if s.writer, err = openWriter(s.path, s.shared == ""); err != nil {
		return err
	}
	var version int
	if err := s.writer.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	if version > latest(migrations) {
		return data.Errorf("workspace_newer", s.path, "", nil)
	}
	if s.reader, err = openReader(s.path, nil); err != nil {
		return err
	}
	if version < latest(migrations) {
		name := fmt.Sprintf("before-v%d", latest(migrations))
		if err := s.Backup(ctx, filepath.Join(backupDir(s.path, s.options), backupName(s.path, s.clock(), name))); err != nil {
			return err
		}
		if err := migrate(ctx, s.writer, migrations, s.clock); err != nil {
			return err
		}
	}
	if s.backupDue() {
		return s.backUp(ctx)
	}
	return nil
}

// connectReading opens the file for looking only: a copy of it where it is
// shared and somebody writes, since a reader would block that writer.
func (s *Store) connectReading(ctx context.Context) error {
	path, params := s.path, map[string]string{}
	if !writable(path) || s.options.ReadOnly && s.other == nil {
		params["mode"] = "ro"
	}
	if s.other != nil && s.shared != "" {
		dir, err := os.MkdirTemp("", "shirube")
		if err != nil {
			return err
		}
		s.snapshot = filepath.Join(dir, filepath.Base(path))
		if err := vacuumInto(ctx, s.path, s.snapshot); err != nil {
			return err
		}
		path, params = s.snapshot, map[string]string{"mode": "ro", "immutable": "1"}
	}
	var err error
	if s.reader, err = openReader(path, params); err != nil {
		return err
	}
	var version int
	if err := s.reader.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	if version < latest(migrations) {
		return data.Errorf("workspace_older", s.path, "", nil)
	}
	s.watch, err = s.reader.Conn(ctx)
	return err
}

// abandon closes whatever a failed opening has opened.
func (s *Store) abandon() {
	for _, db := range []*sql.DB{s.reader, s.writer} {
		if db != nil {
			db.Close()
		}
	}
	if s.snapshot != "" {
		os.RemoveAll(filepath.Dir(s.snapshot))
	}
	_ = s.lock.release()
}

func lockPath(path string) string { return path + ".lock" }

func writable(path string) bool {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return false
	}
	return f.Close() == nil
}
