package store

import (
	"database/sql/driver"
	"slices"

	"github.com/mattn/go-sqlite3"
)

// patched is how many rows of the view are read anew one by one; where more
// have changed, it is loaded from the beginning.
const patched = 300

// watched is what a batch changes of that which the view shows.
type watched struct {
	rows   []int64
	stages bool
	lists  bool
}

// see notes every changed row as SQLite reports it.
func (w *watched) see(_ int, _, table string, row int64) {
	switch table {
	case "prospect":
		if len(w.rows) <= patched && !slices.Contains(w.rows, row) {
			w.rows = append(w.rows, row)
		}
	case "stage":
		w.stages = true
	case "list", "list_part":
		w.lists = true
	}
}

// on lets w see what a connection writes; a nil w ends it.
func (w *watched) on(c any) {
	if w == nil {
		c.(*sqlite3.SQLiteConn).RegisterUpdateHook(nil)
		return
	}
	c.(*sqlite3.SQLiteConn).RegisterUpdateHook(w.see)
}

// follow brings the view in step with a commit of this program.
func (v *view) follow(w *watched) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.missed = true
	if v.columns == nil {
		return
	}
	v.columns.gathered = nil
	same := false
	err := v.with(func(b *bulk) (err error) {
		if v.columns.version, err = b.integer(dataVersion); err == nil && !w.stages && len(w.rows) <= patched {
			same, err = v.columns.patch(b, w.rows)
		}
		if same && w.lists && err == nil {
			v.columns.lists, err = readLists(b)
		}
		return err
	})
	if err != nil || !same {
		v.begin()
	}
}

// forget drops the columns after a commit whose rows nobody watched.
func (v *view) forget() {
	v.mu.Lock()
	v.columns, v.missed = nil, true
	v.mu.Unlock()
}

// patch reads rows anew. It tells whether it could: rows that are gone, or that
// come back between others, need a new beginning.
func (c *columns) patch(b *bulk, ids []int64) (bool, error) {
	if len(ids) == 0 {
		return true, nil
	}
	slices.Sort(ids)
	var rows []uint32
	possible := true
	err := b.each(selectView+" WHERE p.id IN (SELECT value FROM json_each(?)) ORDER BY p.id", func(v []driver.Value) error {
		id := v[0].(int64)
		row, known := slices.BinarySearch(c.ids, id)
		if possible = possible && (known || row == len(c.ids)); possible {
			c.put(row, v)
			rows = append(rows, uint32(row))
		}
		return nil
	}, asJSON(ids))
	if err != nil || !possible || len(rows) != len(ids) {
		return false, err
	}
	return true, c.rename(b, rows)
}

// rename puts rows where their names belong, if they don't stand there still.
func (c *columns) rename(b *bulk, rows []uint32) error {
	if still, err := c.inPlace(b, rows); still || err != nil {
		return err
	}
	c.byName = slices.DeleteFunc(c.byName, func(row uint32) bool { _, moved := slices.BinarySearch(rows, row); return moved })
	for _, row := range rows {
		name, err := c.name(b, row)
		if err != nil {
			return err
		}
		low, high := 0, len(c.byName)
		for low < high {
			middle := (low + high) / 2
			other, err := c.name(b, c.byName[middle])
			if err != nil {
				return err
			}
			if other < name || other == name && c.byName[middle] < row {
				low = middle + 1
			} else {
				high = middle
			}
		}
		c.byName = slices.Insert(c.byName, low, row)
	}
	c.ranked()
	return nil
}

// inPlace tells whether rows stand right between their neighbours by name and
// id: then the whole order holds, since only they may have changed.
func (c *columns) inPlace(b *bulk, rows []uint32) (bool, error) {
	for _, row := range rows {
		if int(row) >= len(c.rank) {
			return false, nil
		}
		at := int(c.rank[row])
		near, before := c.byName[max(0, at-1):min(len(c.byName), at+2)], ""
		for i, other := range near {
			name, err := c.name(b, other)
			if err != nil {
				return false, err
			}
			if i > 0 && (name < before || name == before && other < near[i-1]) {
				return false, nil
			}
			before = name
		}
	}
	return true, nil
}

func (c *columns) name(b *bulk, row uint32) (string, error) {
	v, err := b.first(1, "SELECT name FROM prospect WHERE id = ?", c.ids[row])
	if err != nil || v == nil {
		return "", err
	}
	return text(v[0]), nil
}
