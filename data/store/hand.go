package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"
)

// handChanges are the actions of people that stand, or stand for some rows,
// with the rows of prospects and contacts that they changed.
const handChanges = `FROM action a CROSS JOIN change c ON c.action = a.id AND c.tbl IN ('prospect', 'contact')
 WHERE (a.undone = '' OR EXISTS(SELECT 1 FROM kept k WHERE k.action = a.id AND k.tbl = c.tbl AND k.row = c.row))`

// HandEdited gives, by prospect, the fields whose last writer is a person: the
// journal's images of a row, laid side by side, tell which action changed a
// field last. What a person typed while making the prospect doesn't count.
func (s *Store) HandEdited(ctx context.Context) (map[int64][]string, error) {
	out, lists := map[int64][]string{}, map[string][]string{}
	found := func(of int64, fields []string) {
		if len(fields) == 0 {
			return
		}
		fields = append(slices.Clone(out[of]), fields...)
		slices.Sort(fields)
		name := strings.Join(fields, " ")
		if lists[name] == nil {
			lists[name] = fields
		}
		out[of] = lists[name]
	}
	for _, tbl := range []string{"prospect", "contact"} {
		if err := s.handEdited(ctx, tbl, found); err != nil {
			return nil, err
		}
	}
	// A person added to a company that was there already.
	err := s.query(ctx, func(rows *sql.Rows) error {
		var of int64
		err := rows.Scan(&of)
		if !slices.Contains(out[of], "contact_name") {
			found(of, []string{"contact_name", "contact_title", "contact_email"})
		}
		return err
	}, `SELECT DISTINCT c.prospect FROM action a JOIN created m ON m.action = a.id AND m.tbl = 'contact' JOIN contact c ON c.id BETWEEN m.first AND m.last
 WHERE a.import = 0 AND NOT EXISTS(SELECT 1 FROM created p WHERE p.action = a.id AND p.tbl = 'prospect' AND c.prospect BETWEEN p.first AND p.last)`)
	return out, err
}

// handEdited reads the images of every row of a table that a person changed,
// the oldest first and the row as it is now last.
func (s *Store) handEdited(ctx context.Context, tbl string, found func(int64, []string)) error {
	hand := "c.row IN (SELECT c.row " + handChanges + " AND a.import = 0 AND c.tbl = '" + tbl + "')"
	of, prefix := "id", ""
	if tbl == "contact" {
		of, prefix = "prospect", "contact_"
	}
	var images []image
	var row, owner int64
	finish := func() {
		found(owner, lastByHand(images, prefix))
		images = nil
	}
	err := s.query(ctx, func(rows *sql.Rows) error {
		var id, of, action int64
		var i image
		var text string
		if err := rows.Scan(&id, &of, &i.hand, &text, &action); err != nil {
			return err
		}
		if id != row && images != nil {
			finish()
		}
		row, owner, i.fields = id, of, pieces(text)
		images = append(images, i)
		return nil
	}, "SELECT c.row, p."+of+", a.import = 0, c.before, a.id AS n "+strings.Replace(handChanges, " WHERE ", " JOIN "+tbl+" p ON p.id = c.row WHERE ", 1)+
		" AND c.tbl = '"+tbl+"' AND "+hand+
		" UNION ALL SELECT c.id, c."+of+", 0, "+tables[tbl].image("c.")+", 1 << 60 FROM "+tbl+" c WHERE "+strings.Replace(hand, "c.row", "c.id", 1)+" ORDER BY 1, 5")
	if err == nil && images != nil {
		finish()
	}
	return err
}

// image is a row of a table as an action found it.
type image struct {
	hand   bool // the action was a person's
	fields []piece
}

// piece is one column and its value as JSON writes it.
type piece struct{ key, value string }

// lastByHand gives the field keys whose last change was made by hand.
func lastByHand(images []image, prefix string) []string {
	var out []string
	for at, p := range images[len(images)-1].fields {
		key := prefix + p.key
		if _, known := fields[key]; !known {
			continue
		}
		for i := len(images) - 2; i >= 0; i-- {
			if images[i].value(p.key, at) != images[i+1].value(p.key, at) {
				if images[i].hand {
					out = append(out, key)
				}
				break
			}
		}
	}
	return out
}

// value gives a column, which as a rule stands at the place at.
func (i image) value(key string, at int) string {
	if at < len(i.fields) && i.fields[at].key == key {
		return i.fields[at].value
	}
	for _, p := range i.fields {
		if p.key == key {
			return p.value
		}
	}
	return ""
}

// pieces cuts an object of texts and numbers, as the journal keeps it, into its columns.
func pieces(object string) []piece {
	out := make([]piece, 0, 24)
	rest := strings.TrimSuffix(strings.TrimPrefix(object, "{"), "}")
	for rest != "" {
		key := scalar(rest)
		rest = rest[min(len(key)+1, len(rest)):]
		value := scalar(rest)
		rest = rest[min(len(value)+1, len(rest)):]
		out = append(out, piece{strings.Trim(key, `"`), value})
	}
	return out
}

// scalar is the text or number that s begins with.
func scalar(s string) string {
	if !strings.HasPrefix(s, `"`) {
		if end := strings.IndexAny(s, ",:"); end >= 0 {
			return s[:end]
		}
		return s
	}
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '"':
			return s[:i+1]
		}
	}
	return s
}

// image is the row of a table, named with a prefix, as the journal writes it.
func (t table) image(prefix string) string {
	parts := make([]string, len(t.columns))
	for i, c := range t.columns {
		parts[i] = "'" + c + "', " + prefix + c
	}
	return "json_object(" + strings.Join(parts, ", ") + ")"
}
