package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"time"

	"shirube/data"
)

//go:embed migrations/*.sql
var embedded embed.FS

var migrations fs.FS = embedded

// steps lists the migration files by version, which starts at 1.
func steps(files fs.FS) []string {
	names, _ := fs.Glob(files, "migrations/*.sql")
	return names
}

func latest(files fs.FS) int { return len(steps(files)) }

// migrate brings db from its version to the latest, each step in one
// transaction with its record.
func migrate(ctx context.Context, db *sql.DB, files fs.FS, clock data.Clock) error {
	var version int
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	for i, name := range steps(files) {
		number, _, _ := strings.Cut(path.Base(name), "_")
		if n, err := strconv.Atoi(number); err != nil || n != i+1 {
			return fmt.Errorf("store: %s is not migration %d", name, i+1)
		}
		if i < version {
			continue
		}
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		if err := step(ctx, db, i+1, path.Base(name), string(text), clock); err != nil {
			return fmt.Errorf("store: %s: %w", name, err)
		}
	}
	return nil
}

func step(ctx context.Context, db *sql.DB, version int, name, text string, clock data.Clock) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, sql := range []string{
		"CREATE TABLE IF NOT EXISTS schema_version(version INTEGER PRIMARY KEY, name TEXT NOT NULL, at TEXT NOT NULL) STRICT",
		text,
		fmt.Sprintf("PRAGMA user_version = %d", version),
		fmt.Sprintf("PRAGMA application_id = %d", applicationID),
	} {
		if _, err := tx.ExecContext(ctx, sql); err != nil {
			return err
		}
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO schema_version VALUES(?, ?, ?)", version, name, instant(clock())); err != nil {
		return err
	}
	return tx.Commit()
}

// instant writes a moment as stored: RFC 3339, UTC, to the second.
func instant(t time.Time) string { return t.UTC().Format(time.RFC3339) }
