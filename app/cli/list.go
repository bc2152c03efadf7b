package cli

import (
	"context"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"shirube/app"
	"shirube/data"
	"shirube/data/intake"
	"shirube/data/period"
	"shirube/data/prospect"
)

func (s *session) listCommand() *cobra.Command {
	return group("list", "Lists of companies: where their data came from and what it may be used for",
		s.listLs(), s.listSet(), s.listEnlist(true), s.listEnlist(false), s.listDelete(), s.listShow(), s.listExport())
}

func (s *session) listLs() *cobra.Command {
	return &cobra.Command{
		Use: "ls", Aliases: []string{"list"}, Short: "List the lists with how many companies are on each", Args: cobra.NoArgs,
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, _ []string) error {
			all, err := ws.Prospects.Lists(ctx)
			if err != nil {
				return err
			}
			return s.print(map[string]any{"lists": list(all)}, func() {
				w := s.words()
				table := [][]string{{w.T("cli.col.key"), w.T("cli.col.name"), ">" + w.T("cli.col.count"), w.T("list.col.source"), w.T("list.col.acquired"), w.T("list.col.purpose")}}
				for _, l := range all {
					table = append(table, []string{l.Key, clip(l.Name), w.Int(l.Count), clip(s.source(l)), l.Acquired.String(), clip(l.Purpose)})
				}
				s.table(table)
			})
		}),
	}
}

// source says where a list came from.
func (s *session) source(l prospect.List) string {
	if l.Source == "" {
		return l.From
	}
	return strings.TrimSpace(s.words().T("list.source."+l.Source) + " " + l.From)
}

// listFlags are what can be said of a list.
func listFlags(c *cobra.Command, l *intake.Listing) {
	f := c.Flags()
	f.StringVar(&l.Source, "source", "", "where the list came from: `"+strings.Join(prospect.ListSources(), "|")+"`")
	f.StringVar(&l.From, "from", "", "the source in `words`: who sold it, which trade fair")
	f.StringVar(&l.Purpose, "purpose", "", "the `purpose` its data is used for")
	f.StringVar(&l.Acquired, "acquired", "", "the `day` on which it was acquired")
	f.StringVar(&l.Told, "told", "", "how people were told of the purpose, in `words`")
}

func (s *session) listSet() *cobra.Command {
	var given intake.Listing
	c := &cobra.Command{
		Use:     "set KEY [--name NAME] [--source SOURCE] [--purpose PURPOSE]",
		Short:   "Make a list, or change what is said of it",
		Example: `  shirube list set fair2026 --name 秋の展示会 --source exhibition --from 東京ビッグサイト --purpose 製品のご案内 --acquired 2026-10-07`,
		Args:    cobra.ExactArgs(1),
	}
	c.RunE = func(c *cobra.Command, args []string) error {
		return s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
			l, err := ws.Prospects.ListNamed(ctx, args[0])
			if err != nil {
				l = prospect.List{Key: args[0]}
			}
			for flag, text := range map[string]*string{"name": &l.Name, "source": &l.Source, "from": &l.From, "purpose": &l.Purpose, "told": &l.Told} {
				if c.Flags().Changed(flag) {
					*text, _ = c.Flags().GetString(flag)
				}
			}
			if c.Flags().Changed("acquired") {
				l.Acquired = 0
				if given.Acquired != "" {
					if l.Acquired, err = period.ParseDay(given.Acquired); err != nil {
						return usage{data.Errorf("bad_day", "--acquired "+given.Acquired, "", nil)}
					}
				}
			}
			key, err := ws.Prospects.SaveList(ctx, l)
			if err != nil {
				return err
			}
			saved, err := ws.Prospects.ListNamed(ctx, key)
			if err != nil {
				return err
			}
			return s.print(saved, func() { s.line(s.words().T("list.saved", "name", saved.Name, "key", key)) })
		})(c, args)
	}
	c.Flags().StringVar(&given.Name, "name", "", "the `name` people see; the key unless given")
	listFlags(c, &given)
	return c
}

// listEnlist puts companies on a list, or takes them off it.
func (s *session) listEnlist(on bool) *cobra.Command {
	use, short, word := "add", "Put companies on a list: those of the ids, or all that a filter finds", "list.added"
	if !on {
		use, short, word = "remove", "Take companies off a list: those of the ids, or all that a filter finds", "list.removed"
	}
	var where, text string
	c := &cobra.Command{
		Use: use + " LIST [ID…] [--where FILTER] [--query TEXT]", Short: short, Args: cobra.MinimumNArgs(1),
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
			l, err := ws.Prospects.ListNamed(ctx, args[0])
			if err != nil {
				return err
			}
			ids := make([]int64, 0, len(args))
			for _, a := range args[1:] {
				id, err := strconv.ParseInt(a, 10, 64)
				if err != nil {
					return usage{data.Errorf("usage_prospect", a, "", nil)}
				}
				ids = append(ids, id)
			}
			if len(ids) == 0 {
				if where == "" && text == "" {
					return usage{data.Errorf("usage_members", args[0], "", nil)}
				}
				q, err := query([]string{text}, where, "")
				if err != nil {
					return err
				}
				if ids, err = ws.Prospects.List(ctx, q); err != nil {
					return err
				}
			}
			n, err := ws.Prospects.Enlist(ctx, l.Key, ids, on)
			if err != nil {
				return err
			}
			if l, err = ws.Prospects.ListNamed(ctx, l.Key); err != nil {
				return err
			}
			return s.print(map[string]any{"key": l.Key, "changed": n, "count": l.Count}, func() {
				w := s.words()
				s.line(w.T(word, "n", w.Int(n), "key", l.Key, "count", w.Int(l.Count)))
			})
		}),
	}
	c.Flags().StringVar(&where, "where", "", "`FILTER`: field op value, joined by and")
	c.Flags().StringVar(&text, "query", "", "searched `text`")
	return c
}

func (s *session) listDelete() *cobra.Command {
	return &cobra.Command{
		Use: "delete LIST", Short: "Take a list away and leave its companies", Args: cobra.ExactArgs(1),
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
			l, err := ws.Prospects.ListNamed(ctx, args[0])
			if err != nil {
				return err
			}
			if err := ws.Prospects.DeleteList(ctx, l.Key); err != nil {
				return err
			}
			return s.print(map[string]string{"deleted": l.Key}, func() { s.line(s.words().T("list.deleted", "key", l.Key)) })
		}),
	}
}

func (s *session) listShow() *cobra.Command {
	limit := 50
	c := &cobra.Command{
		Use: "show LIST", Short: "Show what is known of a list, and who is on it", Args: cobra.ExactArgs(1),
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
			l, err := ws.Prospects.ListNamed(ctx, args[0])
			if err != nil {
				return err
			}
			ids, err := ws.Prospects.List(ctx, prospect.Query{Filter: prospect.Filter{prospect.OnList(l.Key)}})
			if err != nil {
				return err
			}
			if limit > 0 {
				ids = ids[:min(limit, len(ids))]
			}
			rows, err := ws.Prospects.Page(ctx, ids)
			if err != nil {
				return err
			}
			out := struct {
				prospect.List
				Rows []prospect.Prospect `json:"rows"`
			}{l, list(rows)}
			return s.print(out, func() {
				w := s.words()
				s.line(l.Key, l.Name, w.Int(l.Count))
				for _, text := range []string{s.source(l), l.Acquired.String(), l.Purpose, l.Told} {
					if text != "" {
						s.line(" ", text)
					}
				}
				s.table(s.companies(rows))
			})
		}),
	}
	c.Flags().IntVar(&limit, "limit", limit, "companies to give, 0 for all")
	return c
}

func (s *session) listExport() *cobra.Command {
	var out string
	c := &cobra.Command{
		Use: "export LIST --out FILE", Short: "Write the companies of a list as CSV or Excel, by the file's name", Args: cobra.ExactArgs(1),
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
			l, err := ws.Prospects.ListNamed(ctx, args[0])
			if err != nil {
				return err
			}
			format, err := formatOf("", out, app.FormatCSV, app.FormatXLSX)
			if err != nil {
				return err
			}
			x, err := ws.Export(ctx, prospect.Query{Filter: prospect.Filter{prospect.OnList(l.Key)}}, out, format)
			if err != nil {
				return err
			}
			return s.print(x, func() {
				s.line(s.words().T("cli.exported", "rows", s.words().Int(x.Rows), "file", x.File))
			})
		}),
	}
	c.Flags().StringVar(&out, "out", "", "the `file` to write")
	_ = c.MarkFlagRequired("out")
	return c
}
