package intake

import (
	"errors"
	"strconv"

	"shirube/data"
)

// Codes of rows that a source cannot give. Reading goes on after them.
const (
	BrokenQuote = "broken_quote"  // a quote not closed, or text after a closing quote
	BadEncoding = "encoding"      // bytes that are no text in the file's encoding
	LineTooLong = "line_too_long" // longer than the reader's limit
	ExtraCells  = "extra_cells"   // more cells than the header has columns
)

// RowError makes the error by which Source.Next gives up one row.
func RowError(line int, code data.Code, value string) error {
	return &data.Error{Code: code, Where: strconv.Itoa(line), Args: map[string]any{"line": line, "value": value}}
}

// rowRejected turns an error of Source.Next that concerns one row into its
// rejection; ok is false for an error of the whole file.
func rowRejected(line int, err error) (r Rejected, ok bool) {
	var e *data.Error
	if !errors.As(err, &e) {
		return r, false
	}
	switch e.Code {
	case BrokenQuote, BadEncoding, LineTooLong, ExtraCells:
		value, _ := e.Args["value"].(string)
		return Rejected{Line: line, Value: value, Code: string(e.Code)}, true
	}
	return r, false
}

// Rewinder is a Source that can be read again from its first data row.
type Rewinder interface{ Rewind() error }

// Measured is a Source that tells how many bytes of its file it has read.
type Measured interface{ BytesRead() int64 }
