package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"os"

	"shirube/data"
)

const (
	applicationID = 0x53485242 // "SHRB", in the file's header
	pageSize      = 8192
	checkedBytes  = 128 << 20 // a file up to this size is checked at every opening
)

// inspect reads the header of a file without opening it as a database, so that
// a file that is refused stays as it is, and gives its schema version.
func inspect(path string) (version int, err error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, data.Errorf("workspace_missing", path, "", err)
	}
	if err != nil {
		return 0, data.Errorf("workspace_unreadable", path, "", err)
	}
	defer f.Close()
	var h [100]byte
	if _, err := io.ReadFull(f, h[:]); err != nil || string(h[:16]) != "SQLite format 3\x00" ||
		binary.BigEndian.Uint32(h[68:]) != applicationID {
		return 0, data.Errorf("not_a_workspace", path, "", nil)
	}
	version = int(binary.BigEndian.Uint32(h[60:]))
	if version > latest(migrations) {
		return version, data.Errorf("workspace_newer", path, "", nil)
	}
	size := int64(binary.BigEndian.Uint16(h[16:]))
	if size == 1 {
		size = 65536
	}
	info, err := f.Stat()
	if err != nil {
		return version, data.Errorf("workspace_unreadable", path, "", err)
	}
	if pages := int64(binary.BigEndian.Uint32(h[28:])); !exists(path+"-wal") && !exists(path+"-journal") && info.Size() < pages*size {
		return version, damage("the file is shorter than its header says")
	}
	return version, nil
}

// verify runs SQLite's quick check on a file that nobody writes to.
func verify(ctx context.Context, path string) error {
	params := map[string]string{"mode": "ro"}
	if !exists(path + "-wal") {
		params["immutable"] = "1"
	}
	db, err := sql.Open(driverName, dsn(path, params))
	if err != nil {
		return err
	}
	defer db.Close()
	var said string
	if err := db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&said); err != nil {
		return err
	}
	if said != "ok" {
		return damage(said)
	}
	return nil
}

// examine refuses a file that is no sound workspace and leaves it untouched.
// A large file that was closed properly is not read through.
func examine(ctx context.Context, path string) error {
	_, err := inspect(path)
	info, statErr := os.Stat(path)
	crashed := exists(path + "-wal")
	if err == nil && statErr == nil && !exists(path+"-journal") && (crashed || info.Size() <= checkedBytes) {
		err = verify(ctx, path)
	}
	return err
}

// damage is a reason to hold a file for broken.
type damage string

func (d damage) Error() string { return string(d) }

// damaged says which backup to go back to.
func damaged(path string, o Options, cause error) error {
	e := data.Errorf("workspace_damaged", path, "", cause)
	e.Hint = "no_backup"
	if list := backups(backupDir(path, o)); len(list) > 0 {
		e.Hint, e.Args = "restore_backup", map[string]any{"backup": list[len(list)-1]}
	}
	return e
}

func exists(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Size() > 0
}
