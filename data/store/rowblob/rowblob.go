package rowblob

// int rowblob_register(void);
import "C"

import (
	"encoding/binary"
	"fmt"
	"math"

	_ "github.com/mattn/go-sqlite3" // brings the SQLite that rowblob.c is linked with
)

func init() {
	if rc := C.rowblob_register(); rc != 0 {
		panic(fmt.Sprint("rowblob: SQLite error ", rc))
	}
}

// MaxColumns is how wide rows can be.
const MaxColumns = 32

const (
	null = iota
	integer
	text
	blob
)

// Rows are rows of equal width on their way into SQLite: the number of
// columns, then the cells one after the other, row by row. A cell begins with
// its kind in two bits and its length in thirty; an integer has 8 bytes. All
// numbers are little-endian.
type Rows struct {
	columns int
	b       []byte
}

// New gives no rows of so many columns, with room for about so many bytes.
func New(columns, room int) *Rows {
	if columns < 1 || columns > MaxColumns {
		panic(fmt.Sprint("rowblob: columns: ", columns))
	}
	return &Rows{columns, binary.LittleEndian.AppendUint32(make([]byte, 0, room), uint32(columns))}
}

// Bytes is what rowblob(?) is given. It is valid until the next cell.
func (r *Rows) Bytes() []byte { return r.b }

// Null appends a cell.
func (r *Rows) Null() { r.head(null, 0) }

// Int appends a cell.
func (r *Rows) Int(v int64) {
	r.head(integer, 0)
	r.b = binary.LittleEndian.AppendUint64(r.b, uint64(v))
}

// Text appends a cell.
func (r *Rows) Text(s string) {
	r.head(text, len(s))
	r.b = append(r.b, s...)
}

// TextBytes appends the cell that Text makes of the string.
func (r *Rows) TextBytes(s []byte) {
	r.head(text, len(s))
	r.b = append(r.b, s...)
}

// Blob appends a cell.
func (r *Rows) Blob(b []byte) {
	r.head(blob, len(b))
	r.b = append(r.b, b...)
}

func (r *Rows) head(kind, length int) {
	if length > math.MaxUint32>>2 {
		panic("rowblob: a cell of more than a gigabyte")
	}
	r.b = binary.LittleEndian.AppendUint32(r.b, uint32(length)<<2|uint32(kind))
}
