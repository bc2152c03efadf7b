package cli

import (
	"context"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"shirube/app"
	"shirube/data"
	"shirube/data/prospect"
)

// twins is a pair of the list with the names of the two.
type twins struct {
	prospect.Pair
	NameA  string `json:"name_a"`
	NameB  string `json:"name_b"`
	PlaceA string `json:"place_a"`
	PlaceB string `json:"place_b"`

	Likeness prospect.Strength `json:"strength"`
}

func (s *session) prospectsDuplicates() *cobra.Command {
	limit := 50
	c := &cobra.Command{
		Use: "duplicates", Short: "List pairs that may be one company, for review; nothing is changed", Args: cobra.NoArgs,
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, _ []string) error {
			began := time.Now()
			pairs, err := ws.Prospects.Duplicates(ctx, nil)
			if err != nil {
				return err
			}
			total, shown := len(pairs), pairs
			if limit > 0 {
				shown = pairs[:min(limit, total)]
			}
			rows, err := s.named(ctx, ws, shown)
			if err != nil {
				return err
			}
			seconds := time.Since(began).Seconds()
			return s.print(map[string]any{"total": total, "pairs": rows, "seconds": seconds}, func() {
				w := s.words()
				table := [][]string{{">a", w.T("cli.col.name"), ">b", w.T("cli.col.name"), w.T("cli.col.reason"), w.T("duplicate.strength")}}
				for _, p := range rows {
					table = append(table, []string{strconv.FormatInt(p.A, 10), clip(p.NameA), strconv.FormatInt(p.B, 10), clip(p.NameB), w.T("duplicate." + string(p.Reason)), w.T("duplicate." + string(p.Strength()))})
				}
				s.table(table)
				s.line(w.T("cli.found", "total", w.Int(total), "seconds", w.Number(seconds, 3)))
			})
		}),
	}
	c.Flags().IntVar(&limit, "limit", limit, "pairs to give, 0 for all")
	return c
}

func (s *session) named(ctx context.Context, ws *app.Workspace, pairs []prospect.Pair) ([]twins, error) {
	var ids []int64
	for _, p := range pairs {
		ids = append(ids, p.A, p.B)
	}
	found, err := ws.Prospects.Page(ctx, ids)
	if err != nil {
		return nil, err
	}
	by := make(map[int64]prospect.Prospect, len(found))
	for _, p := range found {
		by[p.ID] = p
	}
	out := make([]twins, len(pairs))
	for i, p := range pairs {
		a, b := by[p.A], by[p.B]
		out[i] = twins{p, a.Name, b.Name, a.Prefecture + a.City + a.Address, b.Prefecture + b.City + b.Address, p.Strength()}
	}
	return out, nil
}

func (s *session) prospectsMerge() *cobra.Command {
	var choices []string
	c := &cobra.Command{
		Use:   "merge A B [--field NAME=b]…",
		Short: "Make one prospect of two: A stays with its fields, B fills its gaps and goes",
		Example: "  shirube prospects merge 12 4711 --field phone=b\n" +
			"  shirube undo",
		Args: cobra.ExactArgs(2),
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
			ids, err := twoIDs(args)
			if err != nil {
				return err
			}
			chosen, err := pairs("field", choices)
			if err != nil {
				return err
			}
			of := map[string][]string{}
			for field, side := range chosen {
				if err := oneOf("field "+field, side, "a", "b"); err != nil {
					return err
				}
				of[side] = append(of[side], field)
			}
			p, err := ws.Prospects.Merge(ctx, ids[0], ids[1], of["a"], of["b"])
			if err != nil {
				return err
			}
			return s.print(map[string]any{"prospect": p, "merged": ids[1]}, func() {
				s.line(s.words().T("duplicate.merged", "gone", ids[1], "kept", ids[0], "name", p.Name))
			})
		}),
	}
	c.Flags().StringArrayVar(&choices, "field", nil, "`NAME=b`: this field as B has it (or =a: as A has it)")
	return c
}

func (s *session) prospectsApart() *cobra.Command {
	return &cobra.Command{
		Use:   "apart A B",
		Short: "Remember that two prospects are two companies: they are no candidates any more",
		Args:  cobra.ExactArgs(2),
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
			ids, err := twoIDs(args)
			if err != nil {
				return err
			}
			if err := ws.Prospects.KeepApart(ctx, ids[0], ids[1]); err != nil {
				return err
			}
			return s.print(map[string]any{"apart": ids}, func() { s.line(s.words().T("duplicate.apart", "a", ids[0], "b", ids[1])) })
		}),
	}
}

func twoIDs(args []string) (ids [2]int64, err error) {
	for i, a := range args {
		if ids[i], err = strconv.ParseInt(a, 10, 64); err != nil {
			return ids, usage{data.Errorf("usage_prospect", a, "", nil)}
		}
	}
	return ids, nil
}
