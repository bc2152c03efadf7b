package tabular

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/transform"

	"shirube/data"
	"shirube/data/intake"
)

// textSource is a CSV or TSV file.
type textSource struct {
	f     file
	info  intake.Info
	dec   *encoding.Decoder // of records; nil where they are UTF-8 already
	eol   byte
	r     *reader
	cells []string
	plain []byte // the decoded record
	rows  int

	told   bool // the first line says what the delimiter is
	titles int  // rows above the header
}

func openText(f file, info intake.Info, s surveyed, o Options) (*textSource, error) {
	var err error
	if o.Encoding == "" || o.Encoding == "auto" {
		info.Encoding, err = detect(f, s)
	} else {
		info.Encoding, err = encodingName(o.Encoding)
	}
	if err != nil {
		return nil, err
	}
	if info.Encoding == "utf-8" && bytes.HasPrefix(s.head, []byte("\xef\xbb\xbf")) {
		info.Encoding = "utf-8-bom"
	}
	t := &textSource{f: f, info: info}
	if e := byRecord(info.Encoding); e != nil {
		t.dec = e.NewDecoder()
	}
	start, err := t.stream()
	if err != nil {
		return nil, err
	}
	sample, err := start.Peek(64 << 10)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
		return nil, err
	}
	if len(bytes.TrimSpace(sample)) == 0 && len(sample) < 64<<10 {
		return nil, data.Errorf(EmptyFile, "", "", nil)
	}
	if binary(sample) {
		return nil, data.Errorf(NotATable, "", "", nil)
	}
	t.eol = '\n'
	if bytes.IndexByte(sample, '\n') < 0 && bytes.IndexByte(sample, '\r') >= 0 {
		t.eol = '\r'
	}
	told := separator.FindSubmatch(sample)
	if t.told = told != nil; t.told {
		sample = sample[len(told[0]):]
	}
	delim, quote := dialect(sample, t.eol)
	if t.told {
		delim = told[1][0]
	}
	if o.Delimiter == `\t` || o.Delimiter == "tab" {
		o.Delimiter = "\t"
	}
	if o.Delimiter != "" {
		if len(o.Delimiter) != 1 || o.Delimiter[0] >= 0x80 || strings.ContainsAny(o.Delimiter, "\r\n\"\x1f") {
			return nil, &data.Error{Code: BadDelimiter, Args: map[string]any{"delimiter": o.Delimiter}}
		}
		delim = o.Delimiter[0]
	}
	t.info.Delimiter, t.info.Quote = string(delim), string(quote)
	return t, t.findHeader(o.HasHeader)
}

// stream gives the text from its beginning, decoded where records cannot be cut before.
func (t *textSource) stream() (*bufio.Reader, error) {
	at := int64(0)
	if t.info.Encoding == "utf-8-bom" {
		at = 3
	}
	if _, err := t.f.Seek(at, io.SeekStart); err != nil {
		return nil, err
	}
	var r io.Reader = t.f
	if e := streamed(t.info.Encoding); e != nil {
		r = transform.NewReader(r, e.NewDecoder())
	}
	return bufio.NewReaderSize(r, 64<<10), nil
}

func (t *textSource) restart() error {
	s, err := t.stream()
	if err != nil {
		return err
	}
	if t.r = newReader(s, t.info.Delimiter[0], t.info.Quote[0], t.eol); t.told {
		if err := t.r.record(); err != nil && !errors.Is(err, io.EOF) {
			return err
		}
	}
	return skip(t.titles, t.row)
}

func (t *textSource) findHeader(has *bool) error {
	if err := t.restart(); err != nil {
		return err
	}
	if has == nil || *has {
		t.titles = titles(t.row)
		t.info.Above = t.titles
		if err := t.restart(); err != nil {
			return err
		}
	}
	_, cells, err := t.row(0)
	if errors.Is(err, io.EOF) {
		return data.Errorf(EmptyFile, "", "", nil)
	}
	if err != nil {
		return err
	}
	t.info.HasHeader = looksLikeHeader(cells)
	if has != nil {
		t.info.HasHeader = *has
	}
	t.info.Header = columns(cells, t.info.HasHeader)
	if t.info.HasHeader {
		return nil
	}
	return t.restart()
}

// Info implements intake.Source.
func (t *textSource) Info() intake.Info { return t.info }

// Next implements intake.Source.
func (t *textSource) Next(ctx context.Context) (int, []string, error) {
	if t.rows++; t.rows%1024 == 0 {
		if err := ctx.Err(); err != nil {
			return 0, nil, err
		}
	}
	return t.row(len(t.info.Header))
}

// Rewind implements intake.Rewinder.
func (t *textSource) Rewind() error {
	if err := t.restart(); err != nil || !t.info.HasHeader {
		return err
	}
	_, _, err := t.row(0)
	return err
}

// BytesRead implements intake.Measured.
func (t *textSource) BytesRead() int64 { return min(t.r.read, t.info.Bytes) }

// Close implements intake.Source.
func (t *textSource) Close() error { return t.f.Close() }

// row gives the next row that is not blank, width cells wide (0 = as many as there are).
func (t *textSource) row(width int) (int, []string, error) {
	for {
		switch err := t.r.record(); {
		case err == errQuote:
			return t.r.line, nil, intake.RowError(t.r.line, intake.BrokenQuote, t.beginning())
		case err == errLong:
			e := &data.Error{Code: intake.LineTooLong, Args: map[string]any{"line": t.r.line, "limit": maxRecord, "value": t.beginning()}}
			return t.r.line, nil, e
		case err != nil:
			return 0, nil, err
		}
		if blank(t.r.text) {
			continue
		}
		if err := t.decode(); err != nil {
			return t.r.line, nil, err
		}
		cells, err := fit(t.cells, width, t.r.line)
		t.cells = cells
		return t.r.line, cells, err
	}
}

// beginning shows the record that was given up as far as it can be read.
func (t *textSource) beginning() string {
	b := t.r.lost
	if t.dec != nil {
		b, _ = t.dec.Bytes(b)
	}
	return strings.Trim(strings.ToValidUTF8(string(b), ""), "\r\ufffd")
}

// decode turns the record into cells.
func (t *textSource) decode() error {
	raw := t.r.text
	t.cells = t.cells[:0]
	if t.dec == nil {
		if !utf8.Valid(raw) || bytes.IndexByte(raw, 0) >= 0 {
			return intake.RowError(t.r.line, intake.BadEncoding, strings.ToValidUTF8(short(raw), "�"))
		}
		all, from := string(raw), 0
		for _, to := range t.r.ends {
			t.cells = append(t.cells, unguard(all[from:to]))
			from = to + 1
		}
		return nil
	}
	if need := 3 * len(raw); len(t.plain) < need {
		t.plain = make([]byte, need)
	}
	t.dec.Reset()
	n, _, err := t.dec.Transform(t.plain, raw, true)
	plain := t.plain[:n]
	if err != nil || bytes.Contains(plain, []byte("�")) || bytes.IndexByte(plain, 0) >= 0 {
		return intake.RowError(t.r.line, intake.BadEncoding, short(plain))
	}
	all := string(plain)
	for {
		i := strings.IndexByte(all, sep)
		if i < 0 {
			break
		}
		t.cells = append(t.cells, unguard(all[:i]))
		all = all[i+1:]
	}
	if len(t.cells) != len(t.r.ends) {
		return intake.RowError(t.r.line, intake.BadEncoding, short(plain))
	}
	return nil
}

// fit pads a short row and cuts blank cells behind the last column; more than
// blanks there means that the columns have slipped.
func fit(cells []string, width, line int) ([]string, error) {
	if width == 0 {
		return cells, nil
	}
	for i := len(cells) - 1; i >= width; i-- {
		if strings.TrimSpace(cells[i]) != "" {
			return cells, intake.RowError(line, intake.ExtraCells, cells[i])
		}
		cells = cells[:i]
	}
	for len(cells) < width {
		cells = append(cells, "")
	}
	return cells, nil
}

func blank(text []byte) bool {
	for _, c := range text {
		if c != sep && c != ' ' && c != '\t' && c != '\r' && c != '\n' {
			return false
		}
	}
	return true
}

// binary tells whether one byte in a hundred or more is a control code that texts don't have.
func binary(sample []byte) bool {
	n := 0
	for _, c := range sample {
		if c < '\t' || c >= 0x0e && c < 0x1b {
			n++
		}
	}
	return n > 0 && n*100 >= len(sample)
}

// unguard takes away the apostrophe that keeps a cell from being a formula.
func unguard(s string) string {
	if len(s) > 1 && s[0] == '\'' && dangerous(s[1]) {
		return s[1:]
	}
	return s
}

func short(b []byte) string {
	b = bytes.ReplaceAll(b, []byte{sep}, []byte{' '})
	return string(b[:min(len(b), 80)])
}
