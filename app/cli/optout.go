package cli

import (
	"context"

	"github.com/spf13/cobra"

	"shirube/app"
)

func (s *session) prospectsOptOut() *cobra.Command {
	return s.mailing("opt-out EMAIL", "Record that the owner of an address wants no more mail; no import lifts it", "optout.out",
		func(ctx context.Context, ws *app.Workspace, email string) (int, error) {
			return ws.Prospects.OptOut(ctx, email)
		})
}

func (s *session) prospectsOptIn() *cobra.Command {
	return s.mailing("opt-in EMAIL", "Record that the owner of an address wants mail again", "optout.in",
		func(ctx context.Context, ws *app.Workspace, email string) (int, error) {
			return ws.Prospects.OptIn(ctx, email)
		})
}

func (s *session) mailing(use, short, word string, write func(context.Context, *app.Workspace, string) (int, error)) *cobra.Command {
	return &cobra.Command{
		Use: use, Short: short, Args: cobra.ExactArgs(1),
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
			n, err := write(ctx, ws, args[0])
			if err != nil {
				return err
			}
			on, err := ws.Prospects.OptedOut(ctx, args[0])
			if err != nil {
				return err
			}
			out := map[string]any{"email": args[0], "contacts": n, "opt_out": nil}
			if on.Known() {
				out["opt_out"] = on
			}
			return s.print(out, func() { s.line(s.words().T(word, "email", args[0], "n", s.words().Int(n))) })
		}),
	}
}
