package app

import (
	"context"
	"path/filepath"

	"shirube/data/store"
)

// Backups lists the copies of the workspace, newest first.
func (ws *Workspace) Backups() []store.Copy { return ws.store.Copies() }

// BackupFolder is where they are.
func (ws *Workspace) BackupFolder() string { return ws.store.CopyFolder() }

// BackUpNow makes one more copy there and gives its path.
func (ws *Workspace) BackUpNow(ctx context.Context) (string, error) {
	path := filepath.Join(ws.store.CopyFolder(), ws.store.CopyName())
	return path, ws.store.Backup(ctx, path)
}

// Companies is how many companies the workspace has.
func (ws *Workspace) Companies(ctx context.Context) (int, error) { return ws.store.CountProspects(ctx) }
