package cli

import (
	"context"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"shirube/app"
	"shirube/data"
	"shirube/data/change"
	"shirube/data/intake"
	"shirube/data/period"
)

// shownRejects is how many rejected rows a person gets to see at once.
const shownRejects = 20

func (s *session) importCommand() *cobra.Command {
	return group("import", "Take rows from CSV, TSV and Excel files",
		s.importNoun(app.Prospects, "Companies, with the days on which they reached stages"),
		s.importNoun(app.Entries, "Companies reaching stages, one a row"),
		s.importNoun(app.Deals, "Deals with amounts and outcomes"),
		s.importNoun(app.Measures, "Numbers per day"),
		s.importAgain(), s.importForget(), s.importTable(), s.importPostal(), s.importPreview(), s.importList(), s.importChanged(), s.importUndo(),
	)
}

func (s *session) importNoun(noun, short string) *cobra.Command {
	var src intake.File
	var o intake.Options
	var columns, stages, wide []string
	var on intake.Listing
	var as, files string
	c := &cobra.Command{
		Use:   noun + " FILE",
		Short: short,
		Args:  cobra.ExactArgs(1),
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
			for _, f := range []struct {
				flag  string
				pairs []string
				to    *map[string]string
			}{{"map", columns, &o.Map}, {"stage", stages, &o.Stages}, {"measure", wide, &o.Wide}} {
				var err error
				if *f.to, err = pairs(f.flag, f.pairs); err != nil {
					return err
				}
			}
			if err := oneOf("on-match", o.OnMatch, "update", "overwrite", "skip", "create"); err != nil {
				return err
			}
			if err := oneOf("date-order", o.DateOrder, "ymd", "mdy", "dmy"); err != nil {
				return err
			}
			if o.Day != "" {
				if _, err := period.ParseDay(o.Day); err != nil {
					return usage{data.Errorf("bad_day", "--day "+o.Day, "", nil)}
				}
			}
			if on != (intake.Listing{}) {
				if on.Name == "" {
					return usage{data.Errorf("usage_list", "", "", nil)}
				}
				o.List = &on
			}
			if files != "" && as == "" {
				return usage{data.Errorf("usage_files", "", "", nil)}
			}
			src.Path, o.Progress = args[0], s.progress()
			r, err := ws.Import(ctx, noun, src, o)
			s.progressDone()
			if err != nil {
				return err
			}
			if as != "" && !r.DryRun && r.Import != 0 {
				if _, err := ws.Remember(ctx, noun, src, o, as, files); err != nil {
					return err
				}
			}
			return s.imported(r)
		}),
	}
	f := c.Flags()
	f.StringVar(&src.Encoding, "encoding", "auto", "`auto|utf-8|cp932|utf-16le|utf-16be|euc-jp`")
	f.StringVar(&src.Delimiter, "delimiter", "", "the `character` between cells; found unless given")
	f.StringVar(&src.Sheet, "sheet", "", "`name` of the sheet; the first unless given")
	f.StringArrayVar(&columns, "map", nil, "`FIELD=COLUMN`, by name or number; guessed unless given")
	f.StringVar(&o.DateOrder, "date-order", "", "`ymd|mdy|dmy` where a column can be read in more than one way")
	f.BoolVar(&o.DryRun, "dry-run", false, "say what would happen and store nothing")
	f.StringVar(&as, "remember", "", "`NAME` under which the next file of this kind is read in the same way: import again NAME")
	f.StringVar(&files, "files", "", "`PATTERN` of the files to remember, like ga4_*.csv; from the file's name unless given")
	switch noun {
	case app.Prospects:
		f.StringVar(&o.Preset, "preset", "", "`nta`: the corporate register's files")
		f.StringArrayVar(&stages, "stage", nil, "`STAGE=COLUMN` that holds the day on which the stage was reached")
		f.StringSliceVar(&o.Match, "match", nil, "`FIELD,…` that tell which company a row is")
		f.StringVar(&o.OnMatch, "on-match", "", "`update|overwrite|skip|create` where a company is known already; update leaves the fields that people edited")
		f.StringVar(&on.Name, "list", "", "`NAME` of the list that every company of the file is put on; made unless it is there")
		listFlags(c, &on)
		f.BoolVar(&o.FillPlaces, "fill-places", false, "fill prefecture, city and town of new companies from their postal code (see import postal)")
	case app.Measures:
		f.StringVar(&o.Day, "day", "", "the `day` of all rows, where no column has one")
		f.StringArrayVar(&wide, "measure", nil, "`NAME=COLUMN` that holds the values of a measure")
	}
	return c
}

// pairs reads NAME=VALUE flags.
func pairs(flag string, given []string) (map[string]string, error) {
	if len(given) == 0 {
		return nil, nil
	}
	m := make(map[string]string, len(given))
	for _, p := range given {
		name, value, ok := strings.Cut(p, "=")
		if !ok || name == "" || value == "" {
			return nil, usage{data.Errorf("usage_pair", "--"+flag+" "+p, "NAME=COLUMN", nil)}
		}
		m[name] = value
	}
	return m, nil
}

func oneOf(flag, value string, allowed ...string) error {
	if value == "" {
		return nil
	}
	for _, a := range allowed {
		if value == a {
			return nil
		}
	}
	if flag != strings.ToUpper(flag) {
		value = "--" + flag + " " + value
	}
	return usage{noneOf(value, allowed...)}
}

// noneOf says what may stand where a value can't.
func noneOf(value string, allowed ...string) error {
	return &data.Error{Code: "usage_one_of", What: value, Args: map[string]any{"choices": strings.Join(allowed, ", ")}}
}

// imported prints what an import did. Where no row could be read it has failed.
func (s *session) imported(r intake.Result) error {
	if r.Rejected == nil {
		r.Rejected = []intake.Rejected{}
	}
	w := s.words()
	err := s.print(r, func() {
		s.line(w.T("cli.imported", "rows", w.Int(r.Rows), "created", w.Int(r.Created), "updated", w.Int(r.Updated),
			"skipped", w.Int(r.Skipped), "rejected", w.Int(r.RejectedCount), "seconds", w.Number(r.Seconds, 2)))
		if len(r.Left) > 0 {
			s.line(w.T("cli.left", "columns", strings.Join(clipped(r.Left), ", ")))
		}
		if c := r.Changes; c != nil {
			s.line(w.T("cli.register", "known", w.Int(c.Known), "new", w.Int(c.New), "renamed", w.Int(c.Renamed), "moved", w.Int(c.Moved), "closed", w.Int(c.Closed), "succeeded", w.Int(c.Succeeded)))
		}
		if r.List != "" && r.DryRun {
			s.line(w.T("list.would_import", "key", r.List))
		} else if r.List != "" {
			s.line(w.T("list.imported", "key", r.List))
		}
		if r.Totals > 0 {
			s.line(w.T("cli.totals", "n", w.Int(r.Totals)))
		}
		if r.HandKept > 0 {
			s.line(w.T("cli.hand_kept", "n", w.Int(r.HandKept)))
		}
		if r.RejectedCount == 0 {
			return
		}
		table := [][]string{{">" + w.T("cli.col.line"), w.T("cli.col.column"), w.T("cli.col.value"), w.T("cli.col.reason")}}
		for _, x := range r.Rejected[:min(shownRejects, len(r.Rejected))] {
			table = append(table, []string{strconv.Itoa(x.Line), x.Column, clip(x.Value), w.T("rejected." + x.Code)})
		}
		s.table(table)
		if r.RejectedCount > shownRejects {
			s.line(w.T("cli.more", "n", w.Int(r.RejectedCount-shownRejects)))
		}
	})
	if err == nil && r.Rows == r.RejectedCount {
		err = errTold
	}
	return err
}

// clip keeps a long value to one short line.
func clip(text string) string {
	const longest = 40
	letters := []rune(strings.Join(strings.Fields(text), " "))
	if len(letters) > longest {
		return string(letters[:longest]) + "…"
	}
	return string(letters)
}

func (s *session) importPreview() *cobra.Command {
	var src intake.File
	limit := 20
	c := &cobra.Command{
		Use:   "preview FILE",
		Short: "Show what the reader sees; nothing is stored",
		Args:  cobra.ExactArgs(1),
		RunE: s.do(func(ctx context.Context, args []string) error {
			src.Path = args[0]
			p, err := app.PreviewFile(ctx, src, limit)
			if err != nil {
				return err
			}
			return s.print(p, func() {
				s.line(s.words().T("cli.preview", "encoding", p.Encoding, "delimiter", strconv.Quote(p.Delimiter), "rows", s.words().Int(p.Total)))
				table := [][]string{clipped(p.Header)}
				for _, row := range p.Rows {
					table = append(table, clipped(padded(row, len(p.Header))))
				}
				s.table(table)
			})
		}),
	}
	c.Flags().StringVar(&src.Encoding, "encoding", "auto", "`auto|utf-8|cp932|utf-16le|utf-16be|euc-jp`")
	c.Flags().StringVar(&src.Delimiter, "delimiter", "", "the `character` between cells; found unless given")
	c.Flags().StringVar(&src.Sheet, "sheet", "", "`name` of the sheet; the first unless given")
	c.Flags().IntVar(&limit, "limit", limit, "rows to show, 0 for all")
	return c
}

func clipped(row []string) []string {
	out := make([]string, len(row))
	for i, cell := range row {
		out[i] = clip(cell)
	}
	return out
}

// padded makes a row as wide as the header, which a broken file's may not be.
func padded(row []string, n int) []string {
	out := make([]string, n)
	copy(out, row)
	return out
}

func (s *session) importChanged() *cobra.Command {
	return &cobra.Command{
		Use: "changed NUMBER KIND", Short: "List who was new, renamed, moved, closed or succeeded in a newer register", Args: cobra.ExactArgs(2),
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
			n, err := strconv.ParseInt(args[0], 10, 64)
			if err != nil {
				return usage{data.Errorf("usage_import", args[0], "", nil)}
			}
			if err := oneOf("KIND", args[1], intake.ChangeKinds...); err != nil {
				return err
			}
			if _, err := ws.ImportOf(ctx, n); err != nil {
				return err
			}
			ids, err := ws.ImportChanged(ctx, n, args[1])
			if err != nil {
				return err
			}
			found, err := ws.Prospects.Page(ctx, ids)
			if err != nil {
				return err
			}
			return s.print(map[string]any{"import": n, "kind": args[1], "total": len(ids), "prospects": list(found)}, func() {
				table := [][]string{{">" + s.words().T("cli.col.number"), s.words().T("cli.col.name")}}
				for _, p := range found {
					table = append(table, []string{strconv.FormatInt(p.ID, 10), clip(p.Name)})
				}
				s.table(table)
			})
		}),
	}
}

func (s *session) importUndo() *cobra.Command {
	return &cobra.Command{
		Use: "undo NUMBER", Short: "Take back a whole import, but rows edited since", Args: cobra.ExactArgs(1),
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
			n, err := strconv.ParseInt(args[0], 10, 64)
			if err != nil {
				return usage{data.Errorf("usage_import", args[0], "", nil)}
			}
			u, err := ws.UndoImport(ctx, n)
			if err != nil {
				return err
			}
			return s.undone(u, n)
		}),
	}
}

// undone prints what an undo did; n is the import's number, 0 for another change.
func (s *session) undone(u change.Undone, n int64) error {
	w := s.words()
	result := map[string]any{"reverted": u.Reverted, "kept": list(u.Kept)}
	if n != 0 {
		result["import"] = n
	} else {
		result["action"] = u.Action.ID
	}
	return s.print(result, func() {
		s.line(w.T("cli.undone", "what", w.Change(u.Action.Op.Title, u.Action.Op.Args), "n", w.Int(u.Reverted)))
		for _, k := range u.Kept {
			s.line(w.T("cli.kept", "name", k.Name, "noun", w.T("cli.noun."+string(k.Noun)), "id", k.ID, "reason", w.T("cli.reason."+k.Reason)))
		}
	})
}

// list makes a missing list an empty one, which JSON tells apart.
func list[T any](items []T) []T {
	if items == nil {
		return []T{}
	}
	return items
}

func (s *session) undoCommand() *cobra.Command {
	return &cobra.Command{
		Use: "undo", Short: "Take back the last change", Args: cobra.NoArgs,
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, _ []string) error {
			u, err := ws.Undo(ctx)
			if err != nil {
				return err
			}
			return s.undone(u, u.Action.Import)
		}),
	}
}
