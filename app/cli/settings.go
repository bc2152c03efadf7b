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
	return group("settings", "Settings of the workspace", get, set)
}
