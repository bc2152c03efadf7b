package store

import (
	"database/sql/driver"
	"slices"
	"strings"

	"shirube/data/intake"
	"shirube/data/period"
	"shirube/data/prospect"
)

// gathered is a field whose text follows from other tables.
type gathered struct {
	of  string // the SQL for prospect p, NULL where there is none
	all string // id and text of every prospect that has one
}

// grouped is gathered as a value of the rows x of a table, which name their prospect.
func grouped(value, from, where string) gathered {
	return gathered{
		"SELECT " + value + " FROM " + from + " WHERE x.prospect = p.id AND " + where,
		"SELECT x.prospect, " + value + " FROM " + from + " WHERE " + where + " GROUP BY x.prospect",
	}
}

// optedOut are the prospects whose people, or whose own address, want no more mail.
const optedOut = `(SELECT prospect, opt_out AS day FROM contact WHERE opt_out <> ''
 UNION ALL SELECT o.id, (SELECT day FROM opt_out WHERE email = lower(o.email)) FROM prospect o
  WHERE EXISTS(SELECT 1 FROM opt_out) AND lower(o.email) IN (SELECT email FROM opt_out)) x`

// gather gives how a field is gathered, as seen on a day; ok is false for those
// that are columns. A column of the same name is what it begins with.
func gather(field string, today period.Day) (d gathered, ok bool) {
	switch {
	case field == "next_contact":
		return grouped("min(x.day)", "activity x", "x.day > "+literal(today.String())), true
	case field == "last_contact" && today.Known():
		// The column also knows what is planned.
		on := literal(today.String())
		of := "CASE WHEN p.last_contact > " + on + " THEN (SELECT max(x.day) FROM activity x WHERE x.prospect = p.id AND x.day <= " + on + ") ELSE p.last_contact END"
		return gathered{of, "SELECT p.id, (" + of + ") FROM prospect p WHERE p.id IN (SELECT prospect FROM activity WHERE day > " + on + ")"}, true
	case field == "opt_out":
		return grouped("min(x.day)", optedOut, "true"), true
	case strings.HasPrefix(field, prospect.Reached):
		stage := literal(strings.TrimPrefix(field, prospect.Reached))
		return grouped("min(x.day)", "entry x JOIN stage y ON y.id = x.stage", "y.position >= (SELECT position FROM stage WHERE key = "+stage+")"), true
	case intake.IsCustom(field):
		of := "SELECT value FROM json_each(nullif(p.custom, '')) WHERE key = " + literal(strings.TrimPrefix(field, intake.Custom))
		return gathered{of, "SELECT p.id, (" + of + ") FROM prospect p WHERE p.custom <> ''"}, true
	}
	return gathered{}, false
}

// literal is a text in SQL. It ends at a NUL, which SQL text can't hold.
func literal(s string) string {
	s, _, _ = strings.Cut(s, "\x00")
	return "'" + strings.ReplaceAll(s, "'", "''") + "'"
}

// expression is the SQL for a field key of a prospect p.
func expression(field string, today period.Day) (string, bool) {
	if d, ok := gather(field, today); ok {
		return "coalesce((" + d.of + "), '')", true
	}
	e, ok := expressions[field]
	return e, ok
}

// column gives a column of texts; nil where there is none in memory.
func (c *columns) column(field string) *words {
	if field == "tag" {
		field = "tags"
	}
	if w := c.gathered[field]; w != nil {
		return w
	}
	return c.words[field]
}

// prepare reads the gathered columns that a query needs. They stand until the next commit.
func (c *columns) prepare(b *bulk, q prospect.Query) error {
	if c.gatheredOn != q.Today {
		c.gathered, c.gatheredOn = nil, q.Today
	}
	needed := []string{q.Sort}
	for _, condition := range q.Filter {
		needed = append(needed, condition.Field)
	}
	for _, field := range needed {
		d, ok := gather(field, q.Today)
		if !ok || c.gathered[field] != nil {
			continue
		}
		w := &words{codes: codes{one: make([]uint8, len(c.ids))}, code: map[string]uint32{}}
		if base := c.words[field]; base != nil {
			w = base.clone()
		}
		w.of("")
		err := b.each(d.all, func(v []driver.Value) error {
			if row, known := slices.BinarySearch(c.ids, v[0].(int64)); known {
				w.put(row, w.of(text(v[1])))
			}
			return nil
		})
		if err != nil {
			return err
		}
		if c.gathered == nil {
			c.gathered = map[string]*words{}
		}
		c.gathered[field] = w
	}
	return nil
}
