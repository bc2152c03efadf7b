package cli

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"shirube/app"
	"shirube/data"
	"shirube/data/intake"
)

// again is what running a recurring import did.
type again struct {
	Name   string         `json:"name"`
	File   *string        `json:"file"`   // the newest of its kind, null where there is none
	Taken  *string        `json:"taken"`  // when this very content was taken before; nothing was done then
	Result *intake.Result `json:"result"` // null where nothing was done
	Code   *string        `json:"code"`   // why it failed

	err error
}

func (s *session) importAgain() *cobra.Command {
	var dry bool
	c := &cobra.Command{
		Use: "again [NAME]", Short: "Import the newest file of a kind that was remembered (--remember), in the same way", Args: cobra.MaximumNArgs(1),
		Long: "Import the newest file of a kind that was remembered with --remember, in the same way.\nWithout a name all that have a new file are done. A file that was taken already changes nothing.",
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
			waiting, err := ws.Recurring(ctx)
			if err != nil {
				return err
			}
			if len(args) == 1 {
				waiting = slices.DeleteFunc(waiting, func(w intake.Waiting) bool { return w.Name != args[0] })
				if len(waiting) == 0 {
					return data.Errorf("unknown_recurring", args[0], "", nil)
				}
			}
			done := []again{}
			for _, w := range waiting {
				if len(args) == 0 && !w.New() {
					continue
				}
				done = append(done, s.doAgain(ctx, ws, w, dry))
			}
			return s.toldAgain(done)
		}),
	}
	c.Flags().BoolVar(&dry, "dry-run", false, "say what would happen and store nothing")
	return c
}

func (s *session) doAgain(ctx context.Context, ws *app.Workspace, w intake.Waiting, dry bool) again {
	a := again{Name: w.Name}
	if w.File != "" {
		a.File = &w.File
	}
	if w.Taken != "" {
		a.Taken = &w.Taken
		return a
	}
	r, err := ws.Again(ctx, w, dry, s.progress())
	s.progressDone()
	if err != nil {
		a.err, a.Code = err, new(string(data.CodeOf(err)))
		return a
	}
	a.Result = &r
	return a
}

// toldAgain prints what was done; one that failed doesn't keep the others.
func (s *session) toldAgain(done []again) error {
	failed := false
	err := s.print(map[string]any{"again": done}, func() {
		w := s.words()
		if len(done) == 0 {
			s.line(w.T("cli.again.none"))
		}
		for _, a := range done {
			switch {
			case a.Taken != nil:
				s.line(w.T("cli.again.same", "name", a.Name, "file", *a.File, "when", s.local(*a.Taken)))
			case a.Result != nil:
				s.line(w.T("cli.again", "name", a.Name, "file", *a.File))
				failed = s.imported(*a.Result) != nil || failed
			}
		}
	})
	if err != nil {
		return err
	}
	for _, a := range done {
		if a.err != nil && len(done) == 1 {
			return a.err
		}
		if a.err != nil {
			s.warn(a.Name + ": " + s.tell(a.err))
		}
		failed = failed || a.err != nil || a.Result != nil && a.Result.Rows > 0 && a.Result.Rows == a.Result.RejectedCount
	}
	if failed {
		return errTold
	}
	return nil
}

func (s *session) importForget() *cobra.Command {
	return &cobra.Command{
		Use: "forget NAME", Short: "Forget a recurring import; what it brought stays", Args: cobra.ExactArgs(1),
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
			if err := ws.Forget(ctx, args[0]); err != nil {
				return err
			}
			return s.print(map[string]any{"forgotten": args[0]}, func() { s.line(s.words().T("cli.forgotten", "name", args[0])) })
		}),
	}
}

// recurring is a recurring import in the list.
type recurring struct {
	Name     string     `json:"name"`
	Noun     string     `json:"noun"`
	Folder   string     `json:"folder"`
	Pattern  string     `json:"pattern"`
	File     *string    `json:"file"`     // the newest, null where there is none
	Modified *time.Time `json:"modified"` // of that file
	Taken    *string    `json:"taken"`    // when its content was imported; null = it is new
}

func (s *session) importList() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "List the imports, latest first, and those that recur", Args: cobra.NoArgs,
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, _ []string) error {
			imports, err := ws.Imports(ctx)
			if err != nil {
				return err
			}
			waiting, err := ws.Recurring(ctx)
			if err != nil {
				return err
			}
			known := make([]recurring, len(waiting))
			for i, w := range waiting {
				known[i] = recurring{Name: w.Name, Noun: w.Noun, Folder: w.Folder, Pattern: w.Pattern}
				if w.File != "" {
					known[i].File, known[i].Modified = &w.File, &w.Modified
				}
				if w.Taken != "" {
					known[i].Taken = &w.Taken
				}
			}
			return s.print(map[string]any{"imports": list(imports), "recurring": known}, func() {
				s.pastImports(imports)
				if len(waiting) > 0 {
					s.line()
					s.recurring(waiting)
				}
			})
		}),
	}
}

func (s *session) pastImports(imports []intake.Import) {
	w := s.words()
	table := [][]string{{">" + w.T("cli.col.number"), w.T("cli.col.when"), w.T("cli.col.what"), w.T("cli.col.file"),
		">" + w.T("cli.col.created"), ">" + w.T("cli.col.updated"), ">" + w.T("cli.col.rejected"), ""}}
	for _, i := range imports {
		undone := ""
		if i.Undone {
			undone = w.T("cli.undone.mark")
		}
		table = append(table, []string{strconv.FormatInt(i.ID, 10), s.local(i.At), w.T("cli.noun." + i.Noun), i.File,
			w.Int(i.Result.Created), w.Int(i.Result.Updated), w.Int(i.Result.RejectedCount), undone})
	}
	s.table(table)
}

func (s *session) recurring(waiting []intake.Waiting) {
	w := s.words()
	table := [][]string{{w.T("cli.col.recurring"), w.T("cli.col.what"), w.T("cli.col.files"), w.T("cli.col.newest"), w.T("cli.col.state")}}
	for _, r := range waiting {
		state := w.T("cli.again.new")
		switch {
		case r.File == "":
			state = w.T("cli.again.missing")
		case r.Taken != "":
			state = w.T("cli.again.taken", "when", s.local(r.Taken))
		}
		table = append(table, []string{r.Name, w.T("cli.noun." + r.Noun), r.Pattern, r.File, state})
	}
	s.table(table)
}

// local writes an instant in the time of this computer.
func (s *session) local(instant string) string {
	at, err := time.Parse(time.RFC3339, instant)
	if err != nil {
		return instant
	}
	return at.Local().Format("2006-01-02 15:04")
}
