package store

import (
	"context"
	"database/sql/driver"
	"math"

	"shirube/data/store/rowblob"
)

// uncovered is how many rows of a chunk may be searched by reading them before
// the chunk is built anew.
const uncovered = 2_000

// chunkText is the rows of one chunk with their texts, ready to be indexed.
type chunkText struct {
	chunk int64
	rows  []uint16
	texts []string
}

func (c *chunkText) add(id int64, text string) {
	c.rows, c.texts = append(c.rows, uint16(id)), append(c.texts, text)
}

// last is the last id that the chunk has.
func (c *chunkText) last() int64 { return c.chunk<<chunkBits | int64(c.rows[len(c.rows)-1]) }

// readChunk reads the rows of a chunk before an id.
func readChunk(b *bulk, chunk, before int64) (*chunkText, error) {
	c := &chunkText{chunk: chunk}
	return c, b.each("SELECT id, fold FROM prospect WHERE id >= ? AND id < ? ORDER BY id", func(v []driver.Value) error {
		c.add(v[0].(int64), v[1].(string))
		return nil
	}, chunk<<chunkBits, min(before, (chunk+1)<<chunkBits))
}

// putChunk writes the index of a chunk in the place of what there was.
func (b *bulk) putChunk(chunk, last int64, index *rowblob.Rows) error {
	if _, err := b.exec("DELETE FROM g WHERE chunk = ?", chunk); err != nil {
		return err
	}
	if _, err := b.exec("INSERT INTO g(chunk, gram, n, b) SELECT ?2, c0, c1, c2 FROM rowblob(?1)", index.Bytes(), chunk); err != nil {
		return err
	}
	_, err := b.exec("INSERT INTO g_chunk(chunk, last) VALUES(?1, ?2) ON CONFLICT DO UPDATE SET last = ?2", chunk, last)
	return err
}

const emptied = "NOT EXISTS(SELECT 1 FROM prospect WHERE id BETWEEN chunk << 16 AND last)"

// forgetEmpty drops the chunks of which no row is left.
var forgetEmpty = []Statement{
	{SQL: "DELETE FROM g WHERE chunk IN (SELECT chunk FROM g_chunk WHERE " + emptied + ")"},
	{SQL: "DELETE FROM g_chunk WHERE " + emptied},
}

// overdue finds the chunks in which too many rows are not indexed, given the
// ranges of ids that no chunk knows.
const overdue = `SELECT chunk FROM (SELECT id >> 16 AS chunk FROM g_dirty UNION ALL SELECT x.id >> 16 FROM json_each(?) r
 JOIN prospect x ON x.id BETWEEN json_extract(r.value, '$[0]') AND json_extract(r.value, '$[1]'))
 GROUP BY chunk HAVING count(*) > ? ORDER BY chunk`

// keepSearch builds the chunks that need it, one transaction each, while
// nobody else writes.
func (s *Store) keepSearch(ctx context.Context) error {
	if s.writer == nil {
		return nil
	}
	chunks, err := s.overdueChunks(ctx)
	for _, chunk := range chunks {
		if err == nil {
			err = s.buildChunk(ctx, chunk)
		}
	}
	return err
}

func (s *Store) overdueChunks(ctx context.Context) (chunks []int64, err error) {
	err = s.reading(ctx, func(b *bulk) error {
		known, err := coverage(b)
		if err != nil {
			return err
		}
		return b.each(overdue, func(v []driver.Value) error {
			chunks = append(chunks, v[0].(int64))
			return nil
		}, asJSON(known.gaps()), uncovered)
	})
	return chunks, err
}

func (s *Store) buildChunk(ctx context.Context, chunk int64) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	changed := s.changed
	defer func() { s.changed = changed }() // nothing that a backup would be for
	return s.transaction(ctx, func(b *bulk) error {
		c, err := readChunk(b, chunk, math.MaxInt64)
		if err != nil {
			return err
		}
		if _, err := b.exec("DELETE FROM g_dirty WHERE id >= ? AND id < ?", chunk<<chunkBits, (chunk+1)<<chunkBits); err != nil || len(c.rows) == 0 {
			return err
		}
		return b.putChunk(chunk, c.last(), new(indexer).postings(c.rows, c.texts))
	})
}
