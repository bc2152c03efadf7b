package cli

import (
	"context"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"shirube/app"
	"shirube/data"
	"shirube/data/prospect"
)

var (
	errWho = data.Errorf("usage_whom", "", "", nil)
	errYes = data.Errorf("usage_yes", "", "", nil)
)

func (s *session) personCommand() *cobra.Command {
	return group("person", "One person's data: hand it out, or forget it", s.personExport(), s.personErase(), s.personAnonymise())
}

func (s *session) personExport() *cobra.Command {
	var company int64
	var out string
	c := &cobra.Command{
		Use:   "export [WHO] [--company ID] [--out FILE]",
		Short: "Everything known of a person (by address or name), or of all people of a company",
		Long: "Everything known of a person (by address or name), or of all people of a company, for a request for disclosure.\n" +
			"FILE is JSON, or by its name Excel (.xlsx) or CSV; without one it is printed.",
		Args: cobra.MaximumNArgs(1),
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
			who := strings.Join(args, "")
			if who == "" && company == 0 {
				return usage{errWho}
			}
			d, err := ws.Prospects.Person(ctx, who, company)
			if err != nil {
				return err
			}
			if out == "" {
				return s.print(d, func() { s.table(app.DossierRows(d, s.words())) })
			}
			if err := app.WriteDossier(d, out, s.words()); err != nil {
				return err
			}
			return s.print(map[string]string{"file": out}, func() { s.line(s.words().T("person.exported", "file", out)) })
		}),
	}
	c.Flags().Int64Var(&company, "company", 0, "the `ID` of the company")
	c.Flags().StringVar(&out, "out", "", "the `file` to write")
	return c
}

func (s *session) personErase() *cobra.Command {
	var company int64
	var keep, yes bool
	c := &cobra.Command{
		Use:   "erase [WHO] [--company ID] --yes",
		Short: "Forget a person for good; what is counted stays",
		Long: "Forget a person for good: the contact, their name and address in the company's fields, in the undo journal and in rejected rows,\n" +
			"and the lines of timelines, deals and notes that name them. Entries, deals and activities stay and are counted as before.\n" +
			"Of the address only a keyed hash is kept, so that no import lets it be mailed again. It cannot be undone.\n" +
			"Backups and files written before still hold the data: delete them yourself.",
		Args: cobra.MaximumNArgs(1),
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
			who := strings.Join(args, "")
			switch {
			case who == "" && company == 0:
				return usage{errWho}
			case !yes:
				return usage{errYes}
			}
			e, err := ws.Prospects.ErasePerson(ctx, who, company, !keep)
			if err != nil {
				return err
			}
			return s.erased(e)
		}),
	}
	c.Flags().Int64Var(&company, "company", 0, "the `ID` of the company")
	c.Flags().BoolVar(&keep, "keep-texts", false, "leave the lines of timelines, deals and notes that name the person")
	c.Flags().BoolVar(&yes, "yes", false, "do it, although it cannot be undone")
	return c
}

func (s *session) personAnonymise() *cobra.Command {
	var where string
	var yes bool
	c := &cobra.Command{
		Use:   "anonymise [ID…] [--where FILTER] --yes",
		Short: "Forget companies and their people for good, but for what is counted",
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
			if !yes {
				return usage{errYes}
			}
			if len(args) == 0 && where == "" {
				return usage{data.Errorf("usage_companies", "", "", nil)}
			}
			var ids []int64
			for _, a := range args {
				id, err := strconv.ParseInt(a, 10, 64)
				if err != nil {
					return usage{data.Errorf("usage_prospect", a, "", nil)}
				}
				if _, err := ws.Prospects.Get(ctx, id); err != nil {
					return err
				}
				ids = append(ids, id)
			}
			if len(args) == 0 {
				f, err := prospect.ParseFilter(where)
				if err != nil {
					return usage{err}
				}
				if ids, err = ws.Prospects.List(ctx, prospect.Query{Filter: f}); err != nil {
					return err
				}
			}
			e, err := ws.Prospects.Anonymise(ctx, ids)
			if err != nil {
				return err
			}
			return s.erased(e)
		}),
	}
	c.Flags().StringVar(&where, "where", "", "`FILTER`: field op value, joined by and, like list=KEY")
	c.Flags().BoolVar(&yes, "yes", false, "do it, although it cannot be undone")
	return c
}

func (s *session) erased(e prospect.Erased) error {
	return s.print(e, func() {
		w := s.words()
		s.line(w.T("person.erased", "people", w.Int(e.People), "companies", w.Int(e.Companies), "texts", w.Int(e.Texts), "journal", w.Int(e.Journal)))
		for _, t := range e.Left {
			s.line(w.T("person.left", "table", t.Table, "column", t.Column, "n", w.Int(t.Rows)))
		}
		if e.Copies > 0 {
			s.line(w.T("person.copies", "n", w.Int(e.Copies)))
		}
	})
}
