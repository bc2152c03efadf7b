package cli

import (
	"context"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"shirube/app"
	"shirube/data"
	"shirube/data/funnel"
	"shirube/data/prospect"
)

func (s *session) prospectsCommand() *cobra.Command {
	return group("prospects", "The list of companies", s.prospectsSearch(), s.prospectsShow(), s.prospectsExport(),
		s.prospectsDuplicates(), s.prospectsMerge(), s.prospectsApart(), s.prospectsEdit(), s.prospectsOptOut(), s.prospectsOptIn())
}

func (s *session) prospectsSearch() *cobra.Command {
	var where, sort string
	limit := 50
	c := &cobra.Command{
		Use:     "search [QUERY]",
		Short:   "Find prospects; an empty query lists all",
		Example: `  shirube prospects search 精工 --where 'stage=consider and employees>=20' --sort -employees`,
		Args:    cobra.MaximumNArgs(1),
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
			q, err := query(args, where, sort)
			if err != nil {
				return err
			}
			ws.Loaded()
			began := time.Now()
			ids, err := ws.Prospects.List(ctx, q)
			if err != nil {
				return err
			}
			shown := ids
			if limit > 0 {
				shown = ids[:min(limit, len(ids))]
			}
			found, err := ws.Prospects.Page(ctx, shown)
			if err != nil {
				return err
			}
			seconds := time.Since(began).Seconds()
			return s.print(map[string]any{"total": len(ids), "rows": list(found), "seconds": seconds}, func() {
				w := s.words()
				s.table(s.companies(found))
				s.line(w.T("cli.found", "total", w.Int(len(ids)), "seconds", w.Number(seconds, 3)))
			})
		}),
	}
	c.Flags().StringVar(&where, "where", "", "`FILTER`: field op value, joined by and; op is = != < <= > >= ~ !>, or in (a, b); 60d is 60 days ago")
	c.Flags().StringVar(&sort, "sort", "", "`field`, with - before it from the end")
	c.Flags().IntVar(&limit, "limit", limit, "rows to give, 0 for all")
	return c
}

// companies are companies as a table.
func (s *session) companies(found []prospect.Prospect) [][]string {
	w := s.words()
	table := [][]string{{">id", w.T("cli.col.name"), w.T("cli.col.stage"), w.T("cli.col.prefecture"), w.T("cli.col.owner"), w.T("cli.col.phone")}}
	for _, p := range found {
		table = append(table, []string{strconv.FormatInt(p.ID, 10), clip(p.Name), p.Stage, p.Prefecture, p.Owner, p.Phone})
	}
	return table
}

func query(args []string, where, sort string) (prospect.Query, error) {
	var q prospect.Query
	if len(args) > 0 {
		q.Text = args[0]
	}
	filter, err := prospect.ParseFilter(where)
	if err != nil {
		return q, usage{err}
	}
	q.Filter = filter
	if len(sort) > 0 && sort[0] == '-' {
		sort, q.Descending = sort[1:], true
	}
	q.Sort = sort
	return q, nil
}

func (s *session) prospectsShow() *cobra.Command {
	return &cobra.Command{
		Use: "show ID", Short: "Show one prospect with its stages, deals and timeline", Args: cobra.ExactArgs(1),
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
			id, err := strconv.ParseInt(args[0], 10, 64)
			if err != nil {
				return usage{data.Errorf("usage_prospect", args[0], "", nil)}
			}
			p, err := ws.Prospects.Get(ctx, id)
			if err != nil {
				return err
			}
			var all struct {
				prospect.Prospect
				Entries    []funnel.Entry      `json:"entries"`
				Deals      []prospect.Deal     `json:"deals"`
				Activities []prospect.Activity `json:"activities"`
			}
			all.Prospect = p
			if all.Entries, err = ws.Funnels.EntriesOf(ctx, id); err != nil {
				return err
			}
			if all.Deals, err = ws.Prospects.Deals(ctx, id); err != nil {
				return err
			}
			if all.Activities, err = ws.Prospects.Activities(ctx, id); err != nil {
				return err
			}
			all.Entries, all.Deals, all.Activities = list(all.Entries), list(all.Deals), list(all.Activities)
			return s.print(all, func() {
				s.line(p.ID, p.Name, p.CorporateNumber)
				for _, text := range []string{p.Kana, p.PostalCode + " " + p.Prefecture + p.City + p.Address, p.Phone, p.Email, p.Owner} {
					if len(text) > 1 {
						s.line(" ", text)
					}
				}
				for _, e := range all.Entries {
					s.line(" ", e.Day, e.Stage, e.Channel)
				}
				for _, d := range all.Deals {
					amount := s.amount(d.Amount)
					s.line(" ", d.Opened, d.Outcome, d.Name, amount)
				}
				for _, a := range all.Activities {
					s.line(" ", a.Day, a.Time, a.Kind, a.Text)
				}
			})
		}),
	}
}

func (s *session) amount(yen *int64) string {
	if yen == nil {
		return s.words().Value(nil, "yen")
	}
	v := float64(*yen)
	return s.words().Value(&v, "yen")
}

func (s *session) prospectsExport() *cobra.Command {
	var where, out, format, encoding string
	c := &cobra.Command{
		Use: "export [QUERY] --out FILE", Short: "Write the list as CSV or Excel", Args: cobra.MaximumNArgs(1),
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
			format, err := formatOf(format, out, app.FormatCSV, app.FormatXLSX)
			if err != nil {
				return err
			}
			if err := oneOf("encoding", encoding, "utf-8-bom", app.FormatCP932); err != nil {
				return err
			}
			q, err := query(args, where, "")
			if err != nil {
				return err
			}
			if format == app.FormatCSV && encoding == app.FormatCP932 {
				format = app.FormatCP932
			}
			x, err := ws.Export(ctx, q, out, format)
			if err != nil {
				return err
			}
			return s.print(x, func() {
				w := s.words()
				s.line(w.T("cli.exported", "rows", w.Int(x.Rows), "file", x.File))
				if x.Lost > 0 {
					s.line(w.T("cli.lost", "encoding", encoding, "n", w.Int(x.Lost)))
				}
			})
		}),
	}
	f := c.Flags()
	f.StringVar(&out, "out", "", "the `file` to write")
	f.StringVar(&format, "format", "", "`csv|xlsx`; by the file's name unless given")
	f.StringVar(&encoding, "encoding", "utf-8-bom", "`utf-8-bom|cp932` of a CSV file")
	f.StringVar(&where, "where", "", "`FILTER`: field op value, joined by and")
	_ = c.MarkFlagRequired("out")
	return c
}
