package cli

import (
	"context"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"shirube/app"
	"shirube/data"
	"shirube/data/prospect"
)

func (s *session) prospectsEdit() *cobra.Command {
	var where string
	var set []string
	var all bool
	var a prospect.Alteration
	c := &cobra.Command{
		Use:   "edit [QUERY] --set FIELD=VALUE… [--tag T] [--untag T]",
		Short: "Change many prospects alike, in one step that undo takes back",
		Long:  "Change many prospects alike, in one step that undo takes back.\nFields: " + strings.Join(prospect.BulkFields(), " ") + " custom.NAME",
		Args:  cobra.MaximumNArgs(1),
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
			q, err := query(args, where, "id")
			if err != nil {
				return err
			}
			if len(q.Filter) == 0 && strings.TrimSpace(q.Text) == "" && !all {
				return usage{data.Errorf("usage_which", "", "", nil)}
			}
			if len(set)+len(a.Tag)+len(a.Untag) == 0 {
				return usage{data.Errorf("usage_what", "", "", nil)}
			}
			a.Set = map[string]string{}
			for _, pair := range set {
				field, value, ok := strings.Cut(pair, "=")
				if !ok {
					return usage{data.Errorf("usage_pair", "--set "+pair, "FIELD=VALUE", nil)}
				}
				a.Set[field] = value
			}
			began := time.Now()
			ids, err := ws.Prospects.List(ctx, q)
			if err != nil {
				return err
			}
			if err := ws.Prospects.Alter(ctx, ids, a); err != nil {
				return err
			}
			seconds := time.Since(began).Seconds()
			return s.print(map[string]any{"changed": len(ids), "seconds": seconds}, func() {
				s.line(s.words().T("cli.altered", "n", s.words().Int(len(ids)), "seconds", s.words().Number(seconds, 2)))
			})
		}),
	}
	f := c.Flags()
	f.StringVar(&where, "where", "", "`FILTER`: field op value, joined by and")
	f.StringArrayVar(&set, "set", nil, "`FIELD=VALUE`; no VALUE empties the field")
	f.StringArrayVar(&a.Tag, "tag", nil, "`tag` to add")
	f.StringArrayVar(&a.Untag, "untag", nil, "`tag` to take away")
	f.BoolVar(&all, "all", false, "every prospect of the list")
	return c
}
