package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"github.com/mattn/go-sqlite3"

	"shirube/data"
)

// failure turns what SQLite or the file system said into an error a user can act on.
func failure(path string, o Options, err error) error {
	var known *data.Error
	if err == nil || errors.As(err, &known) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	var broken damage
	if errors.As(err, &broken) {
		return damaged(path, o, err)
	}
	var e sqlite3.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code {
	case sqlite3.ErrCorrupt, sqlite3.ErrNotADB:
		return damaged(path, o, err)
	case sqlite3.ErrFull:
		return data.Errorf("disk_full", path, "", err)
	case sqlite3.ErrReadonly, sqlite3.ErrCantOpen, sqlite3.ErrPerm:
		return data.Errorf("workspace_unwritable", path, "", err)
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return data.Errorf("workspace_busy", path, "", err)
	case sqlite3.ErrIoErr:
		return data.Errorf("workspace_unreadable", path, "", err)
	case sqlite3.ErrConstraint:
		if strings.Contains(e.Error(), "prospect.corporate_number") {
			return data.Errorf("corporate_number_taken", "", "", err)
		}
	case sqlite3.ErrInterrupt:
		return context.Canceled
	}
	return err
}

func (s *Store) fail(err error) error { return failure(s.path, s.options, err) }

// query calls each for every row of a statement.
func (s *Store) query(ctx context.Context, each func(*sql.Rows) error, statement string, args ...any) error {
	rows, err := s.reader.QueryContext(ctx, statement, args...)
	if err != nil {
		return s.fail(err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := each(rows); err != nil {
			return s.fail(err)
		}
	}
	return s.fail(rows.Err())
}

// one reads a single value; a missing row leaves it as it is.
func (s *Store) one(ctx context.Context, to any, statement string, args ...any) error {
	err := s.reader.QueryRowContext(ctx, statement, args...).Scan(to)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	return s.fail(err)
}
