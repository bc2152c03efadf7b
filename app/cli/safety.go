package cli

import (
	"context"

	"github.com/spf13/cobra"

	"shirube/app"
	"shirube/data"
)

// health is the answer of backup, restore and check.
type health struct {
	OK       bool          `json:"ok"`
	Problems []app.Problem `json:"problems"`
	File     string        `json:"file,omitempty"`
	Kept     string        `json:"kept,omitempty"` // where what stood in the file's place is now
}

func (s *session) healthy(h health, word string) error {
	h.OK, h.Problems = len(h.Problems) == 0, list(h.Problems)
	err := s.print(h, func() {
		if h.OK {
			s.line(s.words().T(word, "file", h.File, "kept", h.Kept))
		}
		for _, p := range h.Problems {
			s.line(p.Code, p.Table, p.Row, p.Detail)
		}
	})
	if err == nil && !h.OK {
		err = errTold
	}
	return err
}

func (s *session) backupCommand() *cobra.Command {
	return &cobra.Command{
		Use: "backup FILE", Short: "Copy the workspace into a new file and verify the copy", Args: cobra.ExactArgs(1),
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
			if err := ws.Backup(ctx, args[0]); err != nil {
				return err
			}
			return s.healthy(health{File: args[0]}, "cli.backed_up")
		}),
	}
}

func (s *session) restoreCommand() *cobra.Command {
	return &cobra.Command{
		Use: "restore BACKUP", Short: "Put a backup in the workspace's place; what was there is kept beside it", Args: cobra.ExactArgs(1),
		RunE: s.do(func(ctx context.Context, args []string) error {
			if s.file == "" {
				return usage{data.Errorf("no_workspace", "", "", nil)}
			}
			options, err := s.options()
			if err != nil {
				return err
			}
			kept, err := app.Restore(ctx, args[0], s.file, options)
			if err != nil {
				return err
			}
			return s.healthy(health{File: s.file, Kept: kept}, "cli.restored")
		}),
	}
}

func (s *session) checkCommand() *cobra.Command {
	return &cobra.Command{
		Use: "check", Short: "Look through the whole file for damage", Args: cobra.NoArgs,
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, _ []string) error {
			problems, err := ws.Check(ctx)
			if err != nil {
				return err
			}
			return s.healthy(health{Problems: problems}, "cli.sound")
		}),
	}
}
