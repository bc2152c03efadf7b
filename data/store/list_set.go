package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"slices"
	"strings"

	"shirube/data"
	"shirube/data/intake"
	"shirube/data/prospect"
)

// members is a set of ids by chunk; nil = none of a chunk.
type members []*rowSet

func membersOf(ids []int64) (m members) {
	for _, id := range ids {
		m.add(id)
	}
	return m
}

func (m *members) add(id int64) {
	set := at((*[]*rowSet)(m), id>>chunkBits)
	if *set == nil {
		*set = new(rowSet)
	}
	(*set).add(uint16(id))
}

func (m *members) put(chunk int64, set *rowSet) { *at((*[]*rowSet)(m), chunk) = set }

// of gives the rows of a chunk, an empty set where there are none.
func (m members) of(chunk int64) *rowSet {
	if chunk >= int64(len(m)) || m[chunk] == nil {
		return new(rowSet)
	}
	return m[chunk]
}

func (m members) has(id int64) bool {
	chunk := id >> chunkBits
	return chunk < int64(len(m)) && m[chunk] != nil && m[chunk].has(uint16(id))
}

// each calls f with the ids in order.
func (m members) each(f func(id int64)) {
	for chunk, set := range m {
		if set != nil {
			set.each(func(row uint16) { f(int64(chunk)<<chunkBits | int64(row)) })
		}
	}
}

func (s *rowSet) encode() []byte {
	rows := make([]uint16, 0, s.len())
	s.each(func(row uint16) { rows = append(rows, row) })
	return encodeRows(nil, rows)
}

// listed is a list with who is on it, companies that are gone among them.
type listed struct {
	prospect.List
	id int64
	on members
}

// readLists reads every list, the oldest first.
func readLists(b *bulk) ([]listed, error) {
	var out []listed
	err := b.each(selectLists+" ORDER BY id", func(v []driver.Value) error {
		out = append(out, listed{id: v[0].(int64), List: prospect.List{Key: text(v[1]), Name: text(v[2]), Source: text(v[3]), From: text(v[4]),
			Purpose: text(v[5]), Acquired: day(text(v[6])), Told: text(v[7])}})
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, b.each("SELECT list, chunk, b FROM list_part", func(v []driver.Value) error {
		if i := slices.IndexFunc(out, func(l listed) bool { return l.id == v[0].(int64) }); i >= 0 {
			rows, _ := v[2].([]byte)
			out[i].on.put(v[1].(int64), decodeRows(rows))
		}
		return nil
	})
}

// listCounts counts the companies on each list.
func (c *columns) listCounts() []int {
	counts := make([]int, len(c.lists))
	for i, l := range c.lists {
		for _, id := range c.ids {
			if l.on.has(id) {
				counts[i]++
			}
		}
	}
	return counts
}

// listTest tells of a row whether it is on a list; nil for a list that is not there.
func (c *columns) listTest(condition prospect.Condition) test {
	meant, err := meantLists(c.lists, condition)
	if err != nil {
		return nil
	}
	not := condition.Op == prospect.IsNot != (condition.Value == "")
	return func(row uint32) bool {
		id := c.ids[row]
		for _, l := range meant {
			if l.on.has(id) {
				return !not
			}
		}
		return not
	}
}

// meantLists are the lists that a condition is about: that of a key, those whose
// name contains a text, or all where it asks who is on any.
func meantLists(all []listed, c prospect.Condition) ([]listed, error) {
	switch {
	case c.Op == prospect.Contains:
		return slices.DeleteFunc(slices.Clone(all), func(l listed) bool { return !strings.Contains(prospect.Fold(l.Name), prospect.Fold(c.Value)) }), nil
	case c.Op != prospect.Is && c.Op != prospect.IsNot && c.Op != prospect.In:
		return nil, data.Errorf("bad_filter", c.Field, string(c.Op), nil)
	case c.Value == "":
		return all, nil
	}
	var meant []listed
	for _, key := range c.Values() {
		i := slices.IndexFunc(all, func(l listed) bool { return l.Key == key })
		if i < 0 {
			return nil, data.Errorf("unknown_list", key, "", nil)
		}
		meant = append(meant, all[i])
	}
	return meant, nil
}

// compareList turns a condition about lists into SQL.
func (s *Store) compareList(ctx context.Context, c prospect.Condition) (string, []any, error) {
	var all []listed
	if err := s.reading(ctx, func(b *bulk) (err error) { all, err = readLists(b); return err }); err != nil {
		return "", nil, err
	}
	meant, err := meantLists(all, c)
	if err != nil {
		return "", nil, err
	}
	ids := []int64{}
	for _, l := range meant {
		l.on.each(func(id int64) { ids = append(ids, id) })
	}
	not := ""
	if c.Op == prospect.IsNot != (c.Value == "") {
		not = "NOT "
	}
	return "p.id " + not + "IN (SELECT value FROM json_each(?))", []any{asJSON(ids)}, nil
}

// enlist puts the companies of an import on its list, which it makes unless it is there.
func (l *loading) enlist(on *intake.Listing, companies members) error {
	id, err := l.integer("SELECT id FROM list WHERE key = ?", on.Key)
	if err != nil {
		return err
	}
	if id == 0 {
		id, err = l.take("list")
	} else {
		_, err = l.exec(tables["list"].journal("id = ?"), l.action, id)
	}
	if err == nil {
		_, err = l.exec(putList, id, on.Key, on.Name, on.Source, on.From, on.Purpose, on.Acquired, on.Told)
	}
	for chunk, set := range companies {
		if set == nil || err != nil {
			continue
		}
		var row []any
		if row, err = l.first(1, "SELECT b FROM list_part WHERE list = ? AND chunk = ?", id, chunk); err != nil {
			return err
		}
		now := new(rowSet)
		if row != nil {
			b, _ := row[0].([]byte)
			now = decodeRows(b)
		}
		delta := alter(now, set, true)
		if delta.len() == 0 {
			continue
		}
		for _, st := range []Statement{putPart(id, int64(chunk), now), journalPart(l.action, id, int64(chunk), delta, true)} {
			if _, err = l.exec(st.SQL, st.Args...); err != nil {
				return err
			}
		}
	}
	return err
}

// keptLists marks the lists that an undo of what made them leaves: a later
// action has put companies on them, or companies stay that were put on them.
var keptLists = []string{
	`INSERT OR IGNORE INTO kept SELECT ?1, 'list', m.list, 'edited_since' FROM created r JOIN list_change m ON m.list BETWEEN r.first AND r.last
 JOIN action a ON a.id = m.action WHERE r.action = ?1 AND r.tbl = 'list' AND a.id > ?1 AND a.undone = ''`,
	`INSERT OR IGNORE INTO kept SELECT ?1, 'list', r.first, '' FROM created r WHERE r.action = ?1 AND r.tbl = 'list'
 AND EXISTS(SELECT 1 FROM kept k WHERE k.action = ?1 AND k.tbl = 'prospect')`,
}

// unlisting brings the sets of lists back as they were before an action, but
// for companies that a later action, not undone, has put on or taken off, and
// for those that the action made: gone, they count for nothing, and those that
// stay remain on the list that says where they came from. It also gives how
// many companies it is about.
func (s *Store) unlisting(ctx context.Context, action int64) (out []Statement, listed int, err error) {
	type part struct{ list, chunk int64 }
	deltas, later := map[part][2]*rowSet{}, map[part]*rowSet{}
	err = s.query(ctx, func(rows *sql.Rows) error {
		var by int64
		var p part
		var added, gone []byte
		if err := rows.Scan(&by, &p.list, &p.chunk, &added, &gone); err != nil {
			return err
		}
		a, g := decodeRows(added), decodeRows(gone)
		if by == action {
			deltas[p] = [2]*rowSet{a, g}
			listed += a.len() + g.len()
			return nil
		}
		if later[p] == nil {
			later[p] = new(rowSet)
		}
		later[p].or(a)
		later[p].or(g)
		return nil
	}, `SELECT m.action, m.list, m.chunk, m.added, m.gone FROM list_change m JOIN action a ON a.id = m.action
 WHERE m.action >= ?1 AND a.undone = '' AND (m.list, m.chunk) IN (SELECT list, chunk FROM list_change WHERE action = ?1)`, action)
	if err != nil {
		return nil, 0, err
	}
	var made [][2]int64
	err = s.query(ctx, func(rows *sql.Rows) error {
		var r [2]int64
		err := rows.Scan(&r[0], &r[1])
		made = append(made, r)
		return err
	}, "SELECT first, last FROM created WHERE action = ? AND tbl = 'prospect'", action)
	if err != nil {
		return nil, 0, err
	}
	have := map[int64]members{}
	w := &work{s: s, ctx: ctx}
	for p, d := range deltas {
		if have[p.list] == nil {
			if have[p.list], err = w.members(p.list); err != nil {
				return nil, 0, err
			}
		}
		added, gone := d[0], d[1]
		for _, r := range made {
			for id := max(r[0], p.chunk<<chunkBits); id <= r[1] && id>>chunkBits == p.chunk; id++ {
				added.remove(uint16(id))
			}
		}
		now := *have[p.list].of(p.chunk)
		for i := range now {
			var touched uint64
			if l := later[p]; l != nil {
				touched = l[i]
			}
			now[i] = now[i]&^(added[i]&^touched) | gone[i]&^touched
		}
		out = append(out, putPart(p.list, p.chunk, &now))
	}
	return append(out, Statement{SQL: "DELETE FROM list_part WHERE list NOT IN (SELECT id FROM list)"}), listed, nil
}
