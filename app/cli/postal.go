package cli

import (
	"context"

	"github.com/spf13/cobra"

	"shirube/app"
	"shirube/data/intake"
)

func (s *session) importPostal() *cobra.Command {
	var src intake.File
	var dry bool
	c := &cobra.Command{
		Use:   "postal FILE",
		Short: "Japan Post's table of postal codes (KEN_ALL.CSV), in the place of the one there is",
		Args:  cobra.ExactArgs(1),
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
			src.Path = args[0]
			r, err := ws.ImportPostal(ctx, src, dry)
			if err != nil {
				return err
			}
			return s.imported(r)
		}),
	}
	c.Flags().StringVar(&src.Encoding, "encoding", "auto", "`auto|utf-8|cp932`")
	c.Flags().BoolVar(&dry, "dry-run", false, "say what would happen and store nothing")
	return c
}
