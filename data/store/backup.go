package store

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"shirube/data"
)

const (
	extension    = ".shirube"
	stamp        = "20060102-150405"
	keptBackups  = 10 // unless the setting "backups" says otherwise
	backupEvery  = 24 * time.Hour
	backupSpared = 10 * time.Minute // no second backup on closing this soon after one
)

// backupDir is where automatic backups of a workspace go.
func backupDir(path string, o Options) string {
	if o.BackupDir != "" {
		return o.BackupDir
	}
	return strings.TrimSuffix(path, extension) + " backups"
}

func backupName(path string, at time.Time, suffix string) string {
	name := strings.TrimSuffix(filepath.Base(path), extension) + "-" + at.UTC().Format(stamp)
	if suffix != "" {
		name += "-" + suffix
	}
	return name + extension
}

// backups lists the workspaces in a backup folder, oldest first.
func backups(dir string) []string {
	all, _ := filepath.Glob(filepath.Join(escapeGlob(dir), "*"+extension))
	times := map[string]string{}
	for _, path := range all {
		times[path] = backupTime(path)
	}
	slices.SortFunc(all, func(a, b string) int { return strings.Compare(times[a]+a, times[b]+b) })
	return all
}

func escapeGlob(dir string) string {
	return strings.NewReplacer(`[`, `[[]`, `*`, `[*]`, `?`, `[?]`).Replace(dir)
}

// backupTime finds the stamp in a backup's name; "" where it has none.
func backupTime(path string) string {
	name := strings.TrimSuffix(filepath.Base(path), extension)
	for i := 0; i+len(stamp) <= len(name); i++ {
		if _, err := time.Parse(stamp, name[i:i+len(stamp)]); err == nil {
			return name[i : i+len(stamp)]
		}
	}
	return ""
}

// automatic are the backups that rotate: those whose name ends with the stamp.
func (s *Store) automatic() []string {
	prefix := strings.TrimSuffix(filepath.Base(s.path), extension) + "-"
	var out []string
	for _, path := range backups(backupDir(s.path, s.options)) {
		name := strings.TrimSuffix(filepath.Base(path), extension)
		if strings.HasPrefix(name, prefix) && len(name) == len(prefix)+len(stamp) && backupTime(path) != "" {
			out = append(out, path)
		}
	}
	return out
}

func (s *Store) lastBackup() time.Time {
	all := s.automatic()
	if len(all) == 0 {
		return time.Time{}
	}
	t, _ := time.Parse(stamp, backupTime(all[len(all)-1]))
	return t
}

// backupDue tells whether the last automatic backup is older than a day. An
// empty workspace needs none.
func (s *Store) backupDue() bool {
	var used int64
	err := s.reader.QueryRow("SELECT count(*) FROM (SELECT 1 FROM operation LIMIT 1)").Scan(&used)
	return err == nil && used > 0 && s.clock().Sub(s.lastBackup()) > backupEvery
}

// backUp makes the automatic backup: one a day stays, the newest of that day,
// and as many days as the setting says.
func (s *Store) backUp(ctx context.Context) error {
	keep := keptBackups
	settings, err := s.Settings(ctx)
	if err != nil {
		return err
	}
	if n, err := strconv.Atoi(settings["backups"]); err == nil && n >= 0 {
		keep = n
	}
	now := s.clock()
	if since := now.Sub(s.lastBackup()); keep == 0 || since >= 0 && since < backupSpared {
		return nil
	}
	name := backupName(s.path, now, "")
	made := filepath.Join(backupDir(s.path, s.options), name)
	if err := s.Backup(ctx, made); err != nil {
		return err
	}
	day := now.UTC().Format("20060102")
	var older []string
	for _, path := range s.automatic() {
		if path == made {
			continue
		}
		if strings.HasPrefix(backupTime(path), day) {
			err = errors.Join(err, os.Remove(path))
			continue
		}
		older = append(older, path)
	}
	for len(older) >= keep {
		err = errors.Join(err, os.Remove(older[0]))
		older = older[1:]
	}
	return err
}

// Backup writes a verified copy of the workspace to path while work goes on.
// It replaces an older workspace there, but no other file and not itself.
func (s *Store) Backup(ctx context.Context, path string) error {
	path, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	if there, err := os.Stat(path); err == nil {
		if own, err := os.Stat(s.path); err == nil && os.SameFile(own, there) {
			return data.Errorf("backup_onto_itself", path, "", nil)
		}
		if _, err := inspect(path); data.CodeOf(err) == "not_a_workspace" {
			return data.Errorf("file_exists", path, "", nil)
		}
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return data.Errorf("backup_unwritable", path, "", err)
	}
	part := path + ".part"
	defer os.Remove(part)
	source := s.path
	if s.snapshot != "" {
		source = s.snapshot
	}
	err = vacuumInto(ctx, source, part)
	if err == nil {
		err = verify(ctx, part)
	}
	if err == nil {
		err = settle(part)
	}
	if err != nil {
		return failure(path, s.options, err)
	}
	if err := os.Rename(part, path); err != nil {
		return data.Errorf("backup_unwritable", path, "", err)
	}
	return nil
}

// vacuumInto copies a database, as of now, into a new file.
func vacuumInto(ctx context.Context, from, to string) error {
	if err := os.Remove(to); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	db, err := sql.Open(driverName, dsn(from, nil))
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, "VACUUM INTO ?", to)
	return errors.Join(err, db.Close())
}

// settle makes sure that a file is on the disk.
func settle(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
