package store

import (
	"context"
	"database/sql"
	"maps"
	"slices"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/prospect"
)

var _ prospect.ListStore = (*Store)(nil)

const selectLists = "SELECT id, key, name, source, origin, purpose, acquired, told FROM list"

// Lists gives the lists with their counts, the oldest first.
func (s *Store) Lists(ctx context.Context) ([]prospect.List, error) {
	var all []listed
	err := s.reading(ctx, func(b *bulk) (err error) { all, err = readLists(b); return err })
	if err != nil {
		return nil, err
	}
	counts := make([]int, len(all))
	used := false
	if len(all) > 0 {
		used, err = s.view.use(func(_ *bulk, c *columns) error {
			all, counts = c.lists, c.listCounts()
			return nil
		})
	}
	if !used && err == nil && len(all) > 0 {
		err = s.query(ctx, func(rows *sql.Rows) error {
			var id int64
			err := rows.Scan(&id)
			for i := range all {
				if all[i].on.has(id) {
					counts[i]++
				}
			}
			return err
		}, "SELECT id FROM prospect")
	}
	out := make([]prospect.List, len(all))
	for i, l := range all {
		out[i] = l.List
		out[i].Count = counts[i]
	}
	return out, s.fail(err)
}

// listFacets counts the companies on each list, the longest first.
func (s *Store) listFacets(ctx context.Context) ([]prospect.Facet, error) {
	all, err := s.Lists(ctx)
	out := make([]prospect.Facet, 0, len(all))
	for _, l := range all {
		if l.Count > 0 {
			out = append(out, prospect.Facet{Value: l.Key, Count: l.Count})
		}
	}
	slices.SortStableFunc(out, func(a, b prospect.Facet) int { return b.Count - a.Count })
	return out, err
}

// ListsOf gives the keys of the lists that a company is on.
func (s *Store) ListsOf(ctx context.Context, id int64) ([]string, error) {
	var out []string
	return out, s.query(ctx, func(rows *sql.Rows) error {
		var key string
		var rowsOn []byte
		err := rows.Scan(&key, &rowsOn)
		if decodeRows(rowsOn).has(uint16(id)) {
			out = append(out, key)
		}
		return err
	}, "SELECT l.key, p.b FROM list l JOIN list_part p ON p.list = l.id WHERE p.chunk = ? ORDER BY l.id", id>>chunkBits)
}

// SaveList makes a list or changes that of its key.
func (s *Store) SaveList(ctx context.Context, op change.Op, l prospect.List) error {
	return s.do(ctx, op, func(w *work) error {
		_, err := w.saveList(l)
		return err
	}, change.Prospect)
}

func (w *work) saveList(l prospect.List) (int64, error) {
	id, err := w.keyed("list", l.Key)
	if err == nil {
		w.add(putList, id, l.Key, l.Name, l.Source, l.From, l.Purpose, l.Acquired.String(), l.Told)
	}
	return id, err
}

const putList = `INSERT INTO list(id, key, name, source, origin, purpose, acquired, told) VALUES(?, ?, ?, ?, ?, ?, ?, ?)
 ON CONFLICT(id) DO UPDATE SET name = excluded.name, source = excluded.source, origin = excluded.origin, purpose = excluded.purpose,
 acquired = excluded.acquired, told = excluded.told`

// DeleteList takes a list away, unless a segment asks for it.
func (s *Store) DeleteList(ctx context.Context, op change.Op, key string) error {
	return s.do(ctx, op, func(w *work) error {
		id, err := w.list(key)
		if err != nil {
			return err
		}
		segments, err := s.Segments(ctx)
		if err != nil {
			return err
		}
		for _, g := range segments {
			q, err := g.Query()
			if err == nil && slices.ContainsFunc(q.Filter, func(c prospect.Condition) bool { return c.Field == "list" && slices.Contains(c.Values(), key) }) {
				return data.Errorf("list_in_use", key, g.Name, nil)
			}
		}
		on, err := w.members(id)
		if err != nil {
			return err
		}
		if _, err := w.enlist(id, on, false); err != nil {
			return err
		}
		w.keep("list", id)
		w.add("DELETE FROM list WHERE id = ?", id)
		return nil
	}, change.Prospect)
}

// Enlist puts companies on a list or takes them off it.
func (s *Store) Enlist(ctx context.Context, op change.Op, l prospect.List, ids []int64, on bool) (changed int, err error) {
	err = s.do(ctx, op, func(w *work) error {
		id, err := w.list(l.Key)
		if l.Name != "" && data.CodeOf(err) == "unknown_list" {
			id, err = w.saveList(l)
		}
		if err != nil {
			return err
		}
		if err := w.existing("prospect", "unknown_prospect", ids...); err != nil {
			return err
		}
		changed, err = w.enlist(id, membersOf(ids), on)
		w.rows["list"] = changed
		return err
	}, change.Prospect)
	return changed, err
}

// list finds the id of a list (unknown_list).
func (w *work) list(key string) (int64, error) {
	var id int64
	err := w.s.one(w.ctx, &id, "SELECT id FROM list WHERE key = ?", key)
	if err == nil && id == 0 {
		err = data.Errorf("unknown_list", key, "", nil)
	}
	return id, err
}

func (w *work) members(list int64) (members, error) {
	var m members
	return m, w.s.query(w.ctx, func(rows *sql.Rows) error {
		var chunk int64
		var b []byte
		err := rows.Scan(&chunk, &b)
		m.put(chunk, decodeRows(b))
		return err
	}, "SELECT chunk, b FROM list_part WHERE list = ?", list)
}

// enlist puts ids into the set of a list or takes them out, with the journal of
// what that changes, and gives for how many ids it does.
func (w *work) enlist(list int64, ids members, on bool) (int, error) {
	have, err := w.members(list)
	if err != nil {
		return 0, err
	}
	changed := 0
	for chunk, set := range ids {
		if set == nil {
			continue
		}
		now := *have.of(int64(chunk))
		delta := alter(&now, set, on)
		if delta.len() == 0 {
			continue
		}
		changed += delta.len()
		for _, st := range []Statement{putPart(list, int64(chunk), &now), journalPart(thisAction, list, int64(chunk), delta, on)} {
			w.add(st.SQL, st.Args...)
		}
	}
	return changed, nil
}

// inherit puts the companies kept in merges on the lists of those that go.
func (w *work) inherit(merges []prospect.Merging) error {
	heirs := map[string]members{}
	for _, m := range merges {
		keys, err := w.s.ListsOf(w.ctx, m.Gone)
		if err != nil {
			return err
		}
		for key, on := range heirs { // kept by one merge, gone by the next
			if on.has(m.Gone) {
				keys = append(keys, key)
			}
		}
		for _, key := range keys {
			on := heirs[key]
			on.add(m.Kept.ID)
			heirs[key] = on
		}
	}
	for _, key := range slices.Sorted(maps.Keys(heirs)) {
		id, err := w.list(key)
		if err == nil {
			_, err = w.enlist(id, heirs[key], true)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// alter puts rows into a set or takes them out, and gives those that this changes.
func alter(set, rows *rowSet, on bool) *rowSet {
	delta := *rows
	for i := range set {
		if on {
			delta[i] &^= set[i]
		} else {
			delta[i] &= set[i]
		}
		set[i] ^= delta[i]
	}
	return &delta
}

func putPart(list, chunk int64, set *rowSet) Statement {
	if set.len() == 0 {
		return Statement{SQL: "DELETE FROM list_part WHERE list = ? AND chunk = ?", Args: []any{list, chunk}}
	}
	return Statement{SQL: `INSERT INTO list_part(list, chunk, b) SELECT ?1, ?2, ?3 WHERE EXISTS(SELECT 1 FROM list WHERE id = ?1)
 ON CONFLICT DO UPDATE SET b = excluded.b`, Args: []any{list, chunk, set.encode()}}
}

func journalPart(action any, list, chunk int64, delta *rowSet, on bool) Statement {
	added, gone := delta.encode(), []byte{}
	if !on {
		added, gone = gone, added
	}
	return Statement{SQL: "INSERT INTO list_change(action, list, chunk, added, gone) VALUES(?, ?, ?, ?, ?)",
		Args: []any{action, list, chunk, added, gone}}
}
