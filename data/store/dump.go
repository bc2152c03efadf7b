package store

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"io"
	"strings"

	"shirube/data/prospect"
)

// dumped are the tables that say what is true in the workspace, with the
// columns that put their rows into a fixed order. The journal is not among
// them: undoing everything gives the dump before.
var dumped = []struct{ table, by string }{
	{"setting", "key"}, {"stage", "id"}, {"prospect", "id"}, {"apart", "id"}, {"contact", "id"}, {"activity", "id"}, {"deal", "id"}, {"entry", "id"},
	{"measure", "id"}, {"value", "id"}, {"daily", "measure, day, channel"}, {"kpi", "id"}, {"target", "id"}, {"segment", "id"}, {"cause", "id"}, {"review_action", "id"}, {"checklist", "id"}, {"list", "id"},
}

// Dump writes every row of the workspace but its journal as text, equal for
// equal content.
func (s *Store) Dump(ctx context.Context, w io.Writer) error {
	out := bufio.NewWriter(w)
	for _, d := range dumped {
		if err := s.dumpTable(ctx, out, d.table, d.by); err != nil {
			return err
		}
	}
	if err := s.dumpLists(ctx, out); err != nil {
		return err
	}
	return out.Flush()
}

// dumpLists writes who is on the lists, of those who are there.
func (s *Store) dumpLists(ctx context.Context, w io.Writer) error {
	lists, err := s.Lists(ctx)
	for _, l := range lists {
		var ids []int64
		if err == nil {
			ids, err = s.selectIDs(ctx, prospect.Query{Filter: prospect.Filter{prospect.OnList(l.Key)}, Sort: "id"}, 0, true)
		}
		if err == nil {
			_, err = fmt.Fprintln(w, "on", l.Key, ids)
		}
	}
	return err
}

func (s *Store) dumpTable(ctx context.Context, w io.Writer, table, by string) error {
	var values, into []any
	return s.query(ctx, func(rows *sql.Rows) error {
		columns, err := rows.Columns()
		if err != nil {
			return err
		}
		if values == nil {
			values, into = make([]any, len(columns)), make([]any, len(columns))
			for i := range values {
				into[i] = &values[i]
			}
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		fields := make([]string, 0, len(columns))
		for i, c := range columns {
			if values[i] != nil && values[i] != "" {
				fields = append(fields, fmt.Sprintf("%s=%#v", c, values[i]))
			}
		}
		_, err = fmt.Fprintln(w, table, strings.Join(fields, " "))
		return err
	}, "SELECT * FROM "+table+" ORDER BY "+by)
}
