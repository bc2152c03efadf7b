package store

import (
	"database/sql"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/mattn/go-sqlite3"

	"shirube/data/prospect"
)

const driverName = "shirube"

func init() {
	sql.Register(driverName, &sqlite3.SQLiteDriver{ConnectHook: func(c *sqlite3.SQLiteConn) error {
		for name, f := range map[string]any{"fold": prospect.Fold, "with_people": withPeople, "seal": seal} {
			if err := c.RegisterFunc(name, f, true); err != nil {
				return err
			}
		}
		_, err := c.Exec("PRAGMA temp_store = MEMORY", nil)
		return err
	}})
}

// withPeople takes people as the view searched_people has them, NULL where there are none.
func withPeople(fold string, people any) string { return prospect.WithPeople(fold, text(people)) }

// dsn is the address of a workspace file with the pragmas of its connections.
func dsn(path string, params map[string]string) string {
	p := filepath.ToSlash(path)
	if !strings.HasPrefix(p, "/") {
		p = "/" + p
	}
	q := url.Values{"_busy_timeout": {"5000"}, "_stmt_cache_size": {"64"}}
	for k, v := range params {
		q.Set(k, v)
	}
	return (&url.URL{Scheme: "file", Path: p, RawQuery: q.Encode()}).String()
}

// openWriter gives the one connection that writes. A shared file keeps a
// rollback journal, since a WAL needs memory shared by all readers.
func openWriter(path string, wal bool) (*sql.DB, error) {
	params := map[string]string{"_txlock": "immediate", "_foreign_keys": "1", "_cache_size": "-65536",
		"_journal_mode": "DELETE", "_synchronous": "FULL"}
	if wal {
		params["_journal_mode"], params["_synchronous"] = "WAL", "NORMAL"
	}
	db, err := sql.Open(driverName, dsn(path, params))
	if err == nil {
		db.SetMaxOpenConns(1)
	}
	return db, err
}

// openReader gives the pool that reads. It opens the file for writing where it
// may, though it never writes, so that the last one to leave tidies the WAL up.
func openReader(path string, params map[string]string) (*sql.DB, error) {
	all := map[string]string{"_query_only": "1", "_cache_size": "-8192"}
	for k, v := range params {
		all[k] = v
	}
	db, err := sql.Open(driverName, dsn(path, all))
	if err == nil {
		db.SetMaxOpenConns(6)
	}
	return db, err
}
