package store

import (
	"os"
	"slices"
	"time"
)

// Copy is a backup as it lies in the workspace's backup folder.
type Copy struct {
	Path  string
	At    time.Time // when it was made; zero where its name doesn't tell
	Bytes int64
}

// Copies lists the backups of the workspace, newest first.
func (s *Store) Copies() []Copy {
	var all []Copy
	for _, path := range backups(s.CopyFolder()) {
		c := Copy{Path: path}
		c.At, _ = time.Parse(stamp, backupTime(path))
		if info, err := os.Stat(path); err == nil {
			c.Bytes = info.Size()
		}
		all = append(all, c)
	}
	slices.Reverse(all)
	return all
}

// CopyFolder is where backups of the workspace go. It need not exist yet.
func (s *Store) CopyFolder() string { return backupDir(s.path, s.options) }

// CopyName is a free name in that folder for a backup made now.
func (s *Store) CopyName() string { return backupName(s.path, s.clock(), "") }
