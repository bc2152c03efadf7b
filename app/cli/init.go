package cli

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"shirube/app"
)

func (s *session) initCommand() *cobra.Command {
	var template string
	var withSample bool
	c := &cobra.Command{
		Use:   "init FILE",
		Short: "Make a new workspace",
		Args:  cobra.ExactArgs(1),
		RunE: s.do(func(ctx context.Context, args []string) error {
			options, err := s.options()
			if err != nil {
				return err
			}
			ws, err := app.Create(ctx, args[0], template, withSample, options)
			if err != nil {
				return err
			}
			path := ws.Path()
			if err := errors.Join(ctx.Err(), ws.Close()); err != nil {
				return err
			}
			return s.print(map[string]string{"workspace": path}, func() { s.line(s.words().T("cli.created", "file", path)) })
		}),
	}
	c.Flags().StringVar(&template, "template", "sales", "`sales|marketing|blank`: the KPIs to begin with")
	c.Flags().BoolVar(&withSample, "sample", false, "fill it with the sample, whose clock stands at 2026-11-22")
	_ = c.RegisterFlagCompletionFunc("template", cobra.FixedCompletions([]string{"sales", "marketing", "blank"}, cobra.ShellCompDirectiveNoFileComp))
	return c
}
