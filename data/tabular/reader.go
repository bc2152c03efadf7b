package tabular

import (
	"bytes"
	"errors"
	"io"
)

// maxRecord is the longest record read, in bytes.
const maxRecord = 1 << 20

var (
	errQuote = errors.New("quote not closed, or something after a closing quote")
	errLong  = errors.New("longer than the limit")
)

// reader cuts RFC 4180 text into records of undecoded fields. A quote inside an
// unquoted field is an ordinary character. After a broken record it goes on at
// the line after the one on which that record began.
type reader struct {
	src          io.Reader
	delim, quote byte
	eol          byte

	buf      []byte
	pos, end int
	eof      bool
	read     int64 // bytes taken from src

	line int    // line on which the current record begins, 1-based
	next int    // line after it
	text []byte // fields of the current record, unquoted, each followed by sep
	ends []int  // end of each field in text, before its sep
	lost []byte // beginning of a record that was given up, as it stands in the file
}

// sep stands between the fields of reader.text; it occurs in no real text.
const sep = 0x1f

func newReader(src io.Reader, delim, quote, eol byte) *reader {
	return &reader{src: src, delim: delim, quote: quote, eol: eol, buf: make([]byte, 256<<10), next: 1}
}

// record reads the next record into text and ends. It gives io.EOF at the end,
// errQuote or errLong for a record that cannot be taken.
func (r *reader) record() error {
	for {
		if r.pos == r.end && r.eof {
			return io.EOF
		}
		n, lines, err := r.scan(r.buf[r.pos:r.end])
		r.line = r.next
		switch {
		case err == nil && n > 0:
			r.pos += n
			r.next += lines
			if n > maxRecord {
				return errLong
			}
			return nil
		case err == errQuote:
			return r.skip(errQuote)
		case r.end-r.pos > maxRecord:
			if bytes.IndexByte(r.buf[r.pos:r.end], r.eol) >= 0 {
				return r.skip(errQuote)
			}
			return r.skip(errLong)
		}
		if err := r.fill(); err != nil {
			return err
		}
	}
}

// skip moves behind the end of the present line and gives why.
func (r *reader) skip(why error) error {
	start := r.buf[r.pos:min(r.end, r.pos+80)]
	if i := bytes.IndexByte(start, r.eol); i >= 0 {
		start = start[:i]
	}
	r.lost = append(r.lost[:0], start...)
	for {
		if i := bytes.IndexByte(r.buf[r.pos:r.end], r.eol); i >= 0 {
			r.pos += i + 1
			r.next++
			return why
		}
		r.pos = r.end
		if r.eof {
			return why
		}
		if err := r.fill(); err != nil {
			return err
		}
	}
}

// fill reads more behind what is left in the buffer, which grows if it is full.
func (r *reader) fill() error {
	if r.pos > 0 {
		r.end = copy(r.buf, r.buf[r.pos:r.end])
		r.pos = 0
	}
	if r.end == len(r.buf) {
		r.buf = append(r.buf, make([]byte, len(r.buf))...)
	}
	n, err := r.src.Read(r.buf[r.end:])
	r.end += n
	r.read += int64(n)
	if errors.Is(err, io.EOF) {
		r.eof = true
		return nil
	}
	return err
}

// scan parses one record at the front of b. n = 0 without an error asks for
// more bytes.
func (r *reader) scan(b []byte) (n, lines int, err error) {
	r.text, r.ends = r.text[:0], r.ends[:0]
	i := 0
	for {
		if i < len(b) && b[i] == r.quote {
			for i++; ; i++ {
				q := bytes.IndexByte(b[i:], r.quote)
				if q < 0 {
					if r.eof {
						return 0, 0, errQuote
					}
					return 0, 0, nil
				}
				lines += bytes.Count(b[i:i+q], []byte{r.eol})
				r.text = append(r.text, b[i:i+q]...)
				if i += q + 1; i == len(b) && !r.eof {
					return 0, 0, nil
				}
				if i == len(b) || b[i] != r.quote {
					break
				}
				r.text = append(r.text, r.quote)
			}
			if i+1 < len(b) && b[i] == '\r' && b[i+1] == r.eol {
				i++
			} else if i+1 == len(b) && b[i] == '\r' {
				if !r.eof {
					return 0, 0, nil
				}
				i++
			}
			if i < len(b) && b[i] != r.delim && b[i] != r.eol {
				return 0, 0, errQuote
			}
		} else {
			start := i
			for i < len(b) && b[i] != r.delim && b[i] != r.eol {
				i++
			}
			if i == len(b) && !r.eof {
				return 0, 0, nil
			}
			field := b[start:i]
			if len(field) > 0 && field[len(field)-1] == '\r' && (i == len(b) || b[i] == r.eol) {
				field = field[:len(field)-1]
			}
			r.text = append(r.text, field...)
		}
		r.ends = append(r.ends, len(r.text))
		r.text = append(r.text, sep)
		switch {
		case i == len(b):
			return i, lines, nil
		case b[i] == r.eol:
			return i + 1, lines + 1, nil
		}
		i++
	}
}
