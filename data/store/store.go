package store

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"shirube/data"
	"shirube/data/change"
)

// Options are how a workspace is opened.
type Options struct {
	Clock     data.Clock  // times in the journal and in backups' names; the system's unless given
	ReadOnly  bool        // only look
	TakeOver  bool        // write in a synced folder although another computer left its lock there
	BackupDir string      // automatic backups; "<name> backups" beside the file unless given
	Bus       *change.Bus // told of every commit; may be nil
}

func (o Options) clock() data.Clock {
	if o.Clock == nil {
		return data.SystemClock
	}
	return o.Clock
}

// Store is an open workspace. It is safe for use by many goroutines; writes
// wait for one another, reads never wait for a write.
type Store struct {
	path     string
	options  Options
	clock    data.Clock
	writer   *sql.DB // nil when read only
	reader   *sql.DB
	watch    *sql.Conn // notices the commits of other processes when read only
	lock     *lock
	other    *Process
	shared   string
	view     *view
	snapshot string // copy that is read where the file is shared and another process writes

	mu      sync.Mutex // held from reading what a write depends on to its commit
	changed bool
	version atomic.Int64
}

// Path of the workspace file.
func (s *Store) Path() string { return s.path }

// ReadOnly tells whether writes are refused.
func (s *Store) ReadOnly() bool { return s.writer == nil }

// OtherProcess gives who has the workspace open for writing, nil if nobody else.
func (s *Store) OtherProcess() *Process { return s.other }

// Shared gives the kind of shared folder the file lies in (SharedKind).
func (s *Store) Shared() string { return s.shared }

// DataVersion changes whenever another process has written.
func (s *Store) DataVersion(ctx context.Context) (int64, error) {
	var v int64
	if s.watch != nil {
		return v, s.fail(s.watch.QueryRowContext(ctx, "PRAGMA data_version").Scan(&v))
	}
	if !s.mu.TryLock() {
		return s.version.Load(), nil
	}
	defer s.mu.Unlock()
	err := s.writer.QueryRowContext(ctx, "PRAGMA data_version").Scan(&v)
	if err != nil {
		return s.version.Load(), s.fail(err)
	}
	s.version.Store(v)
	return v, nil
}

// Close makes the day's backup where something changed, and leaves one file.
func (s *Store) Close() error {
	errs := []error{s.view.close()}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.watch != nil {
		errs = append(errs, s.watch.Close())
	}
	if s.writer != nil && s.changed {
		errs = append(errs, s.backUp(context.Background()))
	}
	errs = append(errs, s.reader.Close())
	if s.writer != nil {
		// Another process that is reading keeps the WAL alive; it tidies up when it leaves.
		_, _ = s.writer.Exec("PRAGMA wal_checkpoint(TRUNCATE)")
		_, _ = s.writer.Exec("PRAGMA journal_mode = DELETE")
		errs = append(errs, s.writer.Close())
	}
	if s.snapshot != "" {
		errs = append(errs, os.RemoveAll(filepath.Dir(s.snapshot)))
	}
	return errors.Join(append(errs, s.lock.release())...)
}

func (s *Store) publish(op change.Op, action int64, nouns ...change.Noun) {
	if s.options.Bus != nil {
		s.options.Bus.Publish(change.News{Nouns: nouns, Op: op, ID: action})
	}
}
