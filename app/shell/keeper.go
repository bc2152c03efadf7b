package shell

import (
	"context"
	"path/filepath"

	"shirube/app"
	"shirube/app/dialogs"
	"shirube/app/pages/settings"
	"shirube/app/route"
	"shirube/app/task"
	"shirube/data/setting"
)

// keeper is the settings page's way to the workspace.
type keeper struct{ *Shell }

// Settings as they are.
func (k keeper) Settings() setting.Settings { return k.settings }

// Save keeps them; the window follows.
func (k keeper) Save(s setting.Settings) { k.save(s) }

// File is the workspace's path.
func (k keeper) File() string { return k.workspace.Path() }

// Version of the program.
func (k keeper) Version() string { return app.Version }

// BackupFolder is where backups go.
func (k keeper) BackupFolder() string { return k.workspace.BackupFolder() }

// Backups lists the copies, newest first.
func (k keeper) Backups(context.Context) ([]settings.Backup, error) {
	var all []settings.Backup
	for _, c := range k.workspace.Backups() {
		all = append(all, settings.Backup{Path: c.Path, At: c.At.In(k.workspace.Now().Location()), Bytes: c.Bytes})
	}
	return all, nil
}

// Reports lists the reports that are written again and again.
func (k keeper) Reports(ctx context.Context) ([]settings.Report, error) {
	all, err := k.workspace.RecurringReports(ctx)
	out := make([]settings.Report, len(all))
	for i, r := range all {
		out[i] = settings.Report{Name: r.Name, Folder: r.Folder, Formats: r.Formats, Next: r.Next.Day, Waiting: len(r.Waiting)}
	}
	return out, err
}

// Forget drops one; its files stay.
func (k keeper) Forget(ctx context.Context, name string) error {
	return k.workspace.ForgetReport(ctx, name)
}

// Schedules are the texts for the systems' schedulers.
func (k keeper) Schedules() (all []settings.Schedule) {
	texts, err := k.workspace.Schedules()
	if err != nil {
		k.Fail(err)
	}
	for _, t := range texts {
		all = append(all, settings.Schedule(t))
	}
	return all
}

// Logo is the company's as a PNG.
func (k keeper) Logo(ctx context.Context) ([]byte, error) { return k.workspace.Logo(ctx) }

// KeepLogo takes a file as the logo.
func (k keeper) KeepLogo(ctx context.Context, path string) error {
	return k.workspace.KeepLogo(ctx, path)
}

// DropLogo takes it away.
func (k keeper) DropLogo(ctx context.Context) error { return k.workspace.DropLogo(ctx) }

// Folder is where files were chosen last.
func (k keeper) Folder() dialogs.Folder { return k.folder() }

// BackUp makes a copy now.
func (k keeper) BackUp() { k.backUp() }

// Restore closes the workspace, puts the copy in its place and opens that.
func (k keeper) Restore(path string) {
	to, o := k.workspace.Path(), k.openOptions()
	k.release(func() {
		k.take(k.words.T("start.opening", "file", filepath.Base(to)), func(ctx context.Context) (*app.Workspace, error) {
			if _, err := app.Restore(ctx, path, to, o); err != nil {
				return nil, err
			}
			return app.Open(ctx, to, o)
		}, route.Settings{})
	})
}

// Commands lists all commands with their shortcuts.
func (k keeper) Commands() []settings.Command {
	var all []settings.Command
	for _, c := range commands() {
		all = append(all, settings.Command{Name: k.words.T("shell.command." + c.id), Keys: c.keys.String()})
	}
	return all
}

func (s *Shell) backUp() {
	ws := s.workspace
	s.lanes.backup.Title = s.words.T("shell.backing_up")
	task.Run(s.ctx, &s.lanes.backup, func(ctx context.Context, _ task.Progress) (string, error) {
		return ws.BackUpNow(ctx)
	}, func(path string, err error) {
		if err != nil {
			s.Fail(err)
			return
		}
		s.Toast(s.words.T("shell.toast.backup", "file", filepath.Base(path)), nil)
		s.reload()
	})
}
