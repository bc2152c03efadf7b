package store

import "shirube/data/store/rowblob"

// indexed is how many new rows of a chunk make it worth while to index it
// within the import; fewer are searched by reading them until it is quiet.
const indexed = 8_192

// indexing builds the search index of an import's new rows while they are
// written, one chunk beside the next.
type indexing struct {
	filling  *chunkText
	building chan builtChunk // nil while none is
	indexer  indexer         // of whoever is building
}

type builtChunk struct {
	chunk, last int64
	index       *rowblob.Rows
}

// add takes the text of a new row; ids ascend.
func (x *indexing) add(b *bulk, id int64, text string) error {
	if x.filling != nil && x.filling.chunk != id>>chunkBits {
		if err := x.build(b); err != nil {
			return err
		}
	}
	if x.filling == nil {
		x.filling = &chunkText{chunk: id >> chunkBits}
	}
	x.filling.add(id, text)
	return nil
}

// build begins on the chunk that is full and writes the one before.
func (x *indexing) build(b *bulk) error {
	c := x.filling
	x.filling = nil
	if c == nil || len(c.rows) < indexed {
		return x.write(b)
	}
	before, err := readChunk(b, c.chunk, c.chunk<<chunkBits|int64(c.rows[0]))
	if err != nil {
		return err
	}
	c.rows, c.texts = append(before.rows, c.rows...), append(before.texts, c.texts...)
	if err := x.write(b); err != nil {
		return err
	}
	built := make(chan builtChunk, 1)
	go func() { built <- builtChunk{c.chunk, c.last(), x.indexer.postings(c.rows, c.texts)} }()
	x.building = built
	return nil
}

func (x *indexing) write(b *bulk) error {
	if x.building == nil {
		return nil
	}
	done := <-x.building
	x.building = nil
	return b.putChunk(done.chunk, done.last, done.index)
}
