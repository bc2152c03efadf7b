package rowblob

import (
	"encoding/binary"
	"errors"
)

// Cell is an integer or, where that is not nil, a text, valid as long as the
// blob it was read from.
type Cell struct {
	Int  int64
	Text []byte
}

var errDamaged = errors.New("rowblob: damaged rows")

// Each calls f with the rows, such as rowpack(…) packs them, until it fails.
// The cells last until f returns. No bytes are no rows.
func Each(b []byte, f func([]Cell) error) error {
	if len(b) == 0 {
		return nil
	}
	if len(b) < 4 {
		return errDamaged
	}
	columns := binary.LittleEndian.Uint32(b)
	if columns < 1 || columns > MaxColumns {
		return errDamaged
	}
	row := make([]Cell, columns)
	for b = b[4:]; len(b) > 0; {
		for i := range row {
			if len(b) < 4 {
				return errDamaged
			}
			head := binary.LittleEndian.Uint32(b)
			n := int(head >> 2)
			b = b[4:]
			switch {
			case head&3 == integer && len(b) >= 8:
				row[i] = Cell{Int: int64(binary.LittleEndian.Uint64(b))}
				n = 8
			case head&3 == text && len(b) >= n:
				row[i] = Cell{Text: b[:n:n]}
			default:
				return errDamaged
			}
			b = b[n:]
		}
		if err := f(row); err != nil {
			return err
		}
	}
	return nil
}
