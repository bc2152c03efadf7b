package cli

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"shirube/app"
	"shirube/data"
	"shirube/data/setting"
)

func (s *session) settingsCommand() *cobra.Command {
	get := &cobra.Command{
		Use: "get [KEY]", Short: "Show the workspace's settings", Args: cobra.MaximumNArgs(1),
		RunE: s.with(func(_ context.Context, ws *app.Workspace, args []string) error {
			texts := ws.Settings().Texts()
			if len(args) > 0 {
				if !slices.Contains(setting.Keys(), args[0]) {
					return data.Errorf("unknown_setting", args[0], "", nil)
				}
				texts = map[string]string{args[0]: texts[args[0]]}
			}
			return s.print(texts, func() {
				for _, k := range setting.Keys() {
					if v, ok := texts[k]; ok {
						s.line(k + " = " + v)
					}
				}
			})
		}),
	}
	set := &cobra.Command{
		Use: "set KEY VALUE", Short: "Change a setting of the workspace", Args: cobra.ExactArgs(2),
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
			wanted := ws.Settings()
			if err := wanted.Set(args[0], args[1]); err != nil {
				return err
			}
			if err := ws.Config.Save(ctx, wanted); err != nil {
				return err
			}
			return s.print(map[string]string{args[0]: wanted.Texts()[args[0]]}, func() { s.line(s.words().T("cli.saved", "what", args[0])) })
		}),
	}
	return group("settings", "Settings of the workspace", get, set, s.logoCommand())
}

func (s *session) logoCommand() *cobra.Command {
	var remove bool
	c := &cobra.Command{
		Use: "logo FILE | --remove", Short: "Take a PNG or JPEG as the company's logo on reports", Args: cobra.MaximumNArgs(1),
		PreRunE: func(_ *cobra.Command, args []string) error {
			if (len(args) == 1) == remove {
				return noneOf("FILE --remove", "FILE", "--remove")
			}
			return nil
		},
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
			var err error
			if remove {
				err = ws.DropLogo(ctx)
			} else {
				err = ws.KeepLogo(ctx, args[0])
			}
			if err != nil {
				return err
			}
			return s.print(map[string]any{"logo": !remove}, func() { s.line(s.words().T("cli.saved", "what", s.words().T("settings.logo"))) })
		}),
	}
	c.Flags().BoolVar(&remove, "remove", false, "take the logo away")
	return c
}
