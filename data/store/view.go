package store

import (
	"context"
	"database/sql"
	"errors"
	"runtime/debug"
	"sync"
)

// view is the list in memory: the narrow columns on which it is filtered and
// sorted, the order by name, and the folded texts that a search reads. It
// answers only while it is what the file holds; the database answers else.
type view struct {
	s    *Store
	ctx  context.Context
	stop context.CancelFunc

	mu      sync.Mutex // over what follows
	conn    *sql.Conn  // the one whose data_version tells whether the columns are up to date
	b       *bulk
	columns *columns      // nil while not loaded
	loading bool          // which has the connection to itself
	ended   chan struct{} // closed when the latest loading has ended; nil before the first
	missed  bool          // something was written meanwhile
}

func newView(s *Store) *view {
	v := &view{s: s}
	v.ctx, v.stop = context.WithCancel(context.Background())
	return v
}

// with runs f on the view's connection, for which everything stands as it is
// when it begins.
func (v *view) with(f func(*bulk) error) error {
	if v.conn == nil {
		conn, err := v.s.reader.Conn(v.ctx)
		if err != nil {
			return err
		}
		v.conn = conn
	}
	err := v.conn.Raw(func(c any) error {
		if v.b == nil {
			v.b = newBulk(v.ctx, c)
		}
		return v.b.snapshot(func() error { return f(v.b) })
	})
	if errors.Is(err, sql.ErrConnDone) {
		// The connection was given up, as it is when f panics: the next one begins anew.
		v.conn, v.b = nil, nil
	}
	return err
}

const dataVersion = "PRAGMA data_version"

// use calls f with the columns while they are what the file holds, and tells
// whether it did. Otherwise they begin to load in the background.
func (v *view) use(f func(*bulk, *columns) error) (bool, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.loading || v.ctx.Err() != nil {
		return false, nil
	}
	used := false
	if v.columns != nil {
		err := v.with(func(b *bulk) error {
			version, err := b.integer(dataVersion)
			if err != nil || version != v.columns.version {
				return err
			}
			used = true
			return f(b, v.columns)
		})
		if !used && errors.Is(err, sql.ErrConnDone) {
			err = nil
		}
		if used || err != nil {
			return used, err
		}
	}
	v.begin()
	return false, nil
}

// Loaded waits until the list stands in memory and answers from there, and
// tells whether it does. Whoever asks once only gains by waiting: reading it
// beside a search of the file slows both.
func (s *Store) Loaded() bool {
	for range 3 {
		if used, _ := s.view.use(func(*bulk, *columns) error { return nil }); used {
			return true
		}
		s.view.wait(context.Background())
	}
	return false
}

// wait returns when no loading is under way, or when ctx ends.
func (v *view) wait(ctx context.Context) {
	v.mu.Lock()
	ended := v.ended
	v.mu.Unlock()
	if ended == nil {
		return
	}
	select {
	case <-ended:
	case <-ctx.Done():
	}
}

// begin loads the columns anew; v.mu is held.
func (v *view) begin() {
	ended := make(chan struct{})
	v.columns, v.loading, v.ended = nil, true, ended
	go func() {
		defer close(ended)
		var c *columns
		err := v.s.keepSearch(v.ctx)
		v.mu.Lock()
		v.missed = false
		v.mu.Unlock()
		if err == nil {
			err = v.with(func(b *bulk) (err error) { c, err = readColumns(b); return err })
		}
		debug.FreeOSMemory() // what reading the list left behind is as much as the list
		v.mu.Lock()
		defer v.mu.Unlock()
		if v.loading = false; err == nil && !v.missed {
			v.columns = c
		}
	}()
}

// close ends the loading and lets go of the connection.
func (v *view) close() error {
	v.stop()
	v.wait(context.Background())
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.conn == nil {
		return nil
	}
	err := v.conn.Raw(func(any) error {
		if v.b == nil {
			return nil
		}
		return v.b.close()
	})
	return errors.Join(err, v.conn.Close())
}
